"""Whatever is asked of a form: it is written and means the same when it is read again, or it is refused and nothing is.

`LUMBUNG_FORMS=10000` draws that many new ones; without it a few that are always the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.backends import Cell
from sheets.backends.workbook import Workbook
from sheets.changes import Change
from sheets.errors import SheetError
from sheets.schema import Column, Table
from sheets.snapshot import Snapshot
from sheets.store import Forum
from tests.pages.screens import one_each
from tests.sheets.kinds.cells import SCHEMA
from tests.sheets.kinds.test_properties import CELL

COUNT = int(os.environ.get("LUMBUNG_FORMS", "60"))
TODAY = date(2026, 11, 20)
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
NEAR = st.integers(-2000, 2000).map(lambda days: TODAY + timedelta(days))
ODD = st.sampled_from(
    [
        "=1+1",
        "+62812",
        "-5",
        "@a",
        "007",
        "\x00\x0b",
        "\ud800",
        "a\r\nb",
        "_x000D_",
        "x" * 400,
        "🌾",
        "'",
        " ",
        "1e999",
    ]
)


def typed(column: Column) -> st.SearchStrategy[Any]:
    """What a person, a script or a broken page might hand over for this column: mostly what belongs there."""
    usual = _usual(column)
    return st.one_of(*[usual] * 9, CELL, ODD, st.lists(CELL, max_size=2), st.lists(CELL, max_size=2).map(tuple))


def _usual(column: Column) -> st.SearchStrategy[Any]:
    known: dict[str, st.SearchStrategy[Any]] = {
        "date": NEAR,
        "date_range": st.tuples(NEAR, NEAR).map(sorted).map(tuple),
        "number": st.floats(-1e12, 1e12),
        "money": st.integers(0, 10**12),
        "percent": st.integers(0, 100),
        "bool": st.booleans(),
        "url": st.sampled_from(["https://contoh.id/a", "contoh.id", "javascript:alert(1)"]),
        "phone": st.sampled_from(["0812-3456-7890", "+62 812 3456 7890", "021 5555"]),
        "email": st.just("sari@contoh.id"),
        "latitude": st.floats(-11, 6),
        "longitude": st.floats(95, 141),
    }
    if column.choices:
        keys = st.sampled_from(SCHEMA.choices[column.choices].keys)
        return st.lists(keys, max_size=3, unique=True).map(tuple) if column.kind == "choices" else keys
    if column.to:
        row = st.just(f"{SCHEMA.table(column.to).id_prefix}-01")
        return row.map(lambda one: (one,)) if column.kind == "references" else row
    return known.get(column.kind, st.text(max_size=30))


@st.composite
def changes(draw: st.DrawFn) -> Change:
    table = draw(st.sampled_from(SCHEMA.records))
    keys = [column.key for column in table.columns if column.key != "id"]
    asked = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=6, unique=True))
    new = draw(st.booleans())
    values = {key: draw(typed(table.column(key))) for key in [*asked, *(_needed(table) if new else ())]}
    return Change(table.name, None if new else f"{table.id_prefix}-01", values)


def _needed(table: Table) -> Iterator[str]:
    return (column.key for column in table.columns if column.required and column.key != "id")


@pytest.fixture(scope="module")
def unwritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A forum with one row in every table, every column filled."""
    return one_each(tmp_path_factory.mktemp("forms") / "unwritten.xlsx")


@settings(max_examples=COUNT, deadline=None, derandomize=COUNT <= 60, suppress_health_check=CALM, database=None)
@given(change=changes())
def test_a_form_is_written_as_it_is_meant_or_refused_as_a_whole(unwritten, change):
    path = unwritten.with_name("forum.xlsx")
    content = unwritten.read_bytes()
    path.write_bytes(content)
    forum = Forum(Workbook(path), SCHEMA, today=TODAY)
    before = forum.read()
    try:
        (row,) = forum.save([change])
    except SheetError as error:
        assert error.reason
        assert path.read_bytes() == content
        return
    forum = Forum(Workbook(path), SCHEMA, today=TODAY)
    after = forum.read()
    assert unreadable(after, change.table, row, change) == []
    assert others(before, after, change) == []
    lines = len(forum.history())
    forum.save([Change(change.table, row, change.values)])
    assert len(forum.history()) == lines


def unreadable(snapshot: Snapshot, table: str, row: str, change: Change) -> list[str]:
    """Cells of the row that were written and cannot be read."""
    found = (one for one in snapshot.problems if (one.table, one.id, one.level) == (table, row, "error"))
    return [f"{one.column}: {one.reason}" for one in found if one.column in change.values]


def others(before: Snapshot, after: Snapshot, change: Change) -> list[str]:
    """Cells that hold something else than before and are not in a row and column that were asked for."""
    moved = []
    for read in before.reads:
        (now,) = (one for one in after.reads if one.tab == read.tab)
        for number, line in enumerate(read.grid.rows):
            asked = read.table == change.table and change.id is not None and number + 1 in read.rows
            cols = {match.col for match in read.columns if match.key in change.values} if asked else set()
            moved += [f"{read.tab} {number + 1} {col}" for col, cell in enumerate(line)
                      if col not in cols and _at(now.grid.rows, number, col) != cell]  # fmt: skip
    return moved


def _at(rows: list[list[Cell]], row: int, col: int) -> Cell:
    return rows[row][col] if row < len(rows) and col < len(rows[row]) else None
