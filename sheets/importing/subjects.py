"""Rows that a row of another table names, as an indicator its measurements: the same by subject, day and area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sheets.importing.incoming import Incoming
from sheets.importing.likeness import same_name, token
from sheets.importing.matching import agreeing
from sheets.importing.placing import Placing
from sheets.importing.standing import Rows
from sheets.kinds import ReferenceIndex
from sheets.schema import Column, Table

Identity = tuple[object, ...]
Held = tuple[Incoming, dict[str, Any]]  # a row, with what of it the forum's tab can hold


def place_by_subject(placing: Placing, rows: Sequence[Incoming], there: Rows) -> None:
    """Put the rows of one such table where they belong: the same by subject, date and area."""
    index = placing.standing.index(there.table.column(there.table.title).to)
    known = _known(there, index)
    for identity, group in _groups(placing, rows, there, index).items():
        _pair(placing, group, known.get(identity, []), there)


def _known(there: Rows, index: ReferenceIndex | None) -> dict[Identity, list[str]]:
    """The forum's rows by what names them."""
    known: dict[Identity, list[str]] = {}
    columns = _compared(there.table)
    for id_ in there.ids:
        values = {column.key: there.value(id_, column.key) for column in columns}
        known.setdefault(_identity(there.table, values, index), []).append(id_)
    return known


def _groups(
    placing: Placing, rows: Sequence[Incoming], there: Rows, index: ReferenceIndex | None
) -> dict[Identity, list[Held]]:
    """The file's rows by what names them; those whose subject nobody knows are left out."""
    column = there.table.column(there.table.title)
    groups: dict[Identity, list[Held]] = {}
    for row in rows:
        values = placing.values(row, there)
        if _is_named(placing, column, values.get(column.key)):
            groups.setdefault(_identity(there.table, values, index), []).append((row, values))
        else:
            placing.leave(row, "unknown_subject", column.key, str(values.get(column.key)))
    return groups


def _is_named(placing: Placing, column: Column, value: Any) -> bool:
    """Whether a row's own subject is in the forum, among the names to add, or in the file."""
    table, name = column.to or "", same_name(str(value))
    if str(value) in placing.standing.rows(table).titles or (table, name) in placing.answers.add:
        return True
    return placing.references.brings(table, name)


def _pair(placing: Placing, group: Sequence[Held], free: list[str], there: Rows) -> None:
    """Rows under one name, in file and forum: those that agree in every cell, then in their order; the rest is new."""
    rows = [replace(row, values=values) for row, values in group]
    agreed = agreeing(rows, free, there, _compared(there.table), placing.standing.index)
    pairs = {row.key: id_ for row, id_ in agreed}
    left = [id_ for id_ in free if id_ not in pairs.values()]
    for row, values in group:
        id_ = pairs.get(row.key) or (left.pop(0) if left else "")
        if id_:
            placing.know(row, id_, values, there)
        else:
            placing.add(row, values, there)


def _compared(table: Table) -> list[Column]:
    return [column for column in table.columns if column.kind not in ("id", "date_range")]


def _identity(table: Table, values: Mapping[str, Any], index: ReferenceIndex | None) -> Identity:
    """What names such a row: its subject, its required day, its area."""
    days = [values.get(c.key) for c in table.columns if c.required and c.kind == "date"]
    subject = token(str(values.get(table.title) or ""), index)
    return (subject, *days, same_name(str(values.get("area") or "")))
