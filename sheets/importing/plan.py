"""A file weighed against one reading of the forum's sheet, and what the person decides about what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets.importing.incoming import Brought, Incoming
from sheets.importing.matching import ASK, Judged, judge
from sheets.importing.standing import Standing
from sheets.schema import Table
from sheets.snapshot import Snapshot


@dataclass(frozen=True)
class Answers:
    """What the person decided, in plain values; nothing decided is the careful choice.

    `same`: row → the forum's row, "" = new. `ticks`: (row, column) → write it; without one empty cells are filled and
    filled cells stay. `add`: (table, name) mentioned and to be added. `fill`: (table, column) → value for new rows that
    have none. `similar`: what unanswered questions mean: "ask", "same" or "new". `settled`: rows shown as new before.
    `without`: rows that are done, each with the id that it has now.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    overwrite: bool = False
    add: frozenset[tuple[str, str]] = frozenset()
    fill: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    similar: str = ASK
    settled: frozenset[str] = frozenset()
    without: Mapping[str, str] = field(default_factory=dict)


CAREFUL = Answers()


@dataclass
class Plan:
    """A file weighed against one reading of the forum's sheet."""

    brought: Brought
    standing: Standing
    judged: dict[str, Judged]


def compare(brought: Brought, snapshot: Snapshot) -> Plan:
    """Which rows are there already, which are new, and which only the person can tell."""
    standing = Standing(snapshot)
    plan = Plan(brought, standing, {})
    for table, rows in by_table(brought.rows, standing):
        if not is_about_another(table):
            plan.judged |= judge(rows, standing.rows(table.name))
    return plan


def by_table(rows: Iterable[Incoming], standing: Standing) -> list[tuple[Table, list[Incoming]]]:
    """The rows by table: tables that stand alone first, those named by another table's rows last."""
    found: dict[str, list[Incoming]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row)
    schema = standing.snapshot.schema
    tables = sorted(
        (schema.table(name) for name in found), key=lambda t: (is_about_another(t), not is_alone(t), t.order)
    )
    return [(table, found[table.name]) for table in tables]


def is_about_another(table: Table) -> bool:
    """Whether rows are named by a row of another table (measurements by their indicator)."""
    return table.column(table.title).kind == "reference"


def is_alone(table: Table) -> bool:
    """Whether a row needs no other row, so that its name alone can be added."""
    return not any(column.required and column.kind == "reference" for column in table.columns)
