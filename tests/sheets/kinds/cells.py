"""Reads cells in the forum's own columns, so that every test goes the way that a sheet goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sheets.kinds import KINDS, Cell, ColumnReading, Context, Reading, read_column
from sheets.schema import load_schema

SCHEMA = load_schema()
TODAY = date(2026, 5, 1)
PLAIN = Context(schema=SCHEMA, today=TODAY)
ONE_OF_EACH = {
    "text": "tasks.place", "long": "tasks.notes", "id": "tasks.id", "number": "goals.weight",
    "money": "tasks.budget", "percent": "tasks.progress", "date": "tasks.due", "date_range": "tasks.when",
    "choice": "tasks.status", "choices": "partners.capacity", "reference": "tasks.lead",
    "references": "tasks.supporting", "bool": "tasks.milestone", "phone": "partners.phone",
    "email": "partners.email", "url": "tasks.evidence", "latitude": "partners.lat", "longitude": "partners.lon",
}  # fmt: skip


def context(name: str, **given: Any) -> Context:
    """The context of one column ("tasks.due"), with what a test wants different."""
    table, _, key = name.partition(".")
    return replace(PLAIN, column=SCHEMA.table(table).column(key), **given)


def column(name: str, cells: Sequence[Cell], **given: Any) -> ColumnReading:
    """A whole column read."""
    around = context(name, **given)
    assert around.column is not None
    return read_column(around.column, cells, around)


def one(name: str, cell: Cell, **given: Any) -> Reading:
    """One cell that stands alone in its column."""
    around = context(name, **given)
    assert around.column is not None
    return KINDS[around.column.kind].read(cell, around)


def reasons(reading: Reading) -> list[str]:
    """Why a reading is unreadable or noticed."""
    return [note.reason for note in reading.notes]


def found(read: ColumnReading) -> list[tuple[int, str, str]]:
    """Position, reason and level of every finding."""
    return [(finding.index, finding.reason, finding.level) for finding in read.findings]
