"""Small books made in a test, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sheets.backends import Book, Grid
from sheets.schema import load_schema
from sheets.snapshot import Snapshot, TableRead, take

TODAY = date(2026, 6, 1)
Rows = Sequence[Any]


def grid(
    rows: Rows, tab: str = "Sheet1", merged: tuple[tuple[int, int, int, int], ...] = (), *, hidden: bool = False
) -> Grid:
    return Grid(tab, [list(row) for row in rows], merged, hidden=hidden)


def read(*tabs: Grid | Rows, title: str = "berkas") -> Snapshot:
    grids = [tab if isinstance(tab, Grid) else grid(tab) for tab in tabs]
    return take(Book("test", title, grids), load_schema(), today=TODAY)


def only(snapshot: Snapshot, table: str | None = None) -> TableRead:
    """The one table that was read (of that name)."""
    found = [each for each in snapshot.reads if table in (None, each.table)]
    assert len(found) == 1, [(each.table, each.tab) for each in snapshot.reads]
    return found[0]


def keys(found: TableRead) -> dict[str, str]:
    """Letter → key of every column that was read."""
    return {column.letter: column.key for column in found.columns}


def column(snapshot: Snapshot, table: str, key: str) -> list[Any]:
    """The values of one column, nothing as None and dates as text."""
    values = snapshot.tables[table][key].tolist()
    return [None if v is None or v != v else str(v)[:10] if hasattr(v, "year") else v for v in values]


def reasons(snapshot: Snapshot) -> set[str]:
    return {problem.reason for problem in snapshot.problems}


def left_out(found: TableRead) -> dict[int, str]:
    """Sheet row → why it is no record."""
    return {each.row: each.why for each in found.left_out}
