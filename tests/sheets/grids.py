"""Grids as nobody would make them, and a few as somebody might: headers of the real tables over any cells at all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sheets.backends import Book, Grid
from sheets.schema import load_schema
from tests.sheets.kinds.test_properties import CELL, TEXT

SCHEMA = load_schema()
TITLES = st.sampled_from(["Rencana Kerja 2026", "Forum Desa", None, "Tahun: 2026", "Dicetak 1/2/2026", 2026])
NOISE = st.sampled_from(["Jumlah", "Total", "Keterangan:", "No", None, "1", "Mengetahui,", "Ketua Forum", "…"])


def _headers(name: str) -> list[str]:
    """Everything that a header of this table may be called."""
    columns = SCHEMA.table(name).columns
    return [text for column in columns for text in column.headers]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """One tab: lines above, a header of a real table with strange columns between, rows of anything."""
    table = draw(st.sampled_from([table.name for table in SCHEMA.records]))
    known = st.sampled_from(_headers(table))
    header: list[Any] = draw(st.lists(st.one_of(known, known, known, TEXT, st.none()), min_size=1, max_size=9))
    above = draw(st.lists(st.lists(TITLES, max_size=3), max_size=3))
    line = st.lists(st.one_of(CELL, CELL, NOISE), max_size=len(header) + 1)
    body = draw(st.lists(line, max_size=8))
    merged = draw(st.lists(_areas(len(above) + 1 + len(body), len(header)), max_size=2))
    tab = draw(st.sampled_from([SCHEMA.table(table).tab.id, "Sheet1", "2026"]))
    rows: list[Any] = [*above, header, *body]
    for area in merged:
        _cover(rows, area)
    return Grid(tab, rows, tuple(merged), hidden=draw(st.booleans()))


def _cover(rows: list[list[Any]], area: tuple[int, int, int, int]) -> None:
    """What every spreadsheet does when cells are merged: only the first keeps what it holds."""
    top, left, bottom, right = area
    for n, row in enumerate(rows[top : bottom + 1], top):
        for col in range(left, min(right + 1, len(row))):
            if (n, col) != (top, left):
                row[col] = None


def _areas(rows: int, cols: int) -> st.SearchStrategy[tuple[int, int, int, int]]:
    row, col = st.integers(0, rows), st.integers(0, cols)
    return st.tuples(row, col, st.integers(0, 2), st.integers(0, 2)).map(
        lambda a: (a[0], a[1], a[0] + a[2], a[1] + a[3])
    )


BOOKS = st.builds(
    lambda found, serial, locale: Book("x.xlsx", "x", found, serial_dates=serial, locale=locale),
    st.lists(grids(), min_size=1, max_size=3, unique_by=lambda grid: grid.tab),
    st.booleans(),
    st.sampled_from(["id_ID", "en_US", None]),
)
