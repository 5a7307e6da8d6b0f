"""Whatever a tab holds, reading it raises nothing, and nothing that stands in it vanishes without a word."""

from __future__ import annotations

import os
from datetime import date
from math import isinf

import pandas as pd
from hypothesis import HealthCheck, given, settings

from sheets.backends import Book, Cell, Grid
from sheets.kinds.base import plain
from sheets.kinds.typed import clean, is_empty
from sheets.recognise.content import is_blank
from sheets.snapshot import Snapshot, TableRead, take
from tests.sheets.grids import BOOKS, SCHEMA

COUNT = int(os.environ.get("LUMBUNG_GRIDS", "300"))
TODAY = date(2026, 11, 20)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
REFERENCES = {"reference", "references"}


@settings(max_examples=COUNT, deadline=None, derandomize=COUNT <= 300, suppress_health_check=SLOW)
@given(BOOKS)
def test_nothing_in_any_tab_vanishes_without_a_word(book: Book):
    snapshot = take(book, SCHEMA, today=TODAY)
    told = {read.tab for read in snapshot.reads} | {tab.tab for tab in snapshot.not_recognised}
    for grid in book.grids:
        if any(not is_blank(cell) for row in grid.rows for cell in row):
            assert grid.tab in told
        assert _rows_without_a_word(snapshot, grid) == []
    for read in snapshot.reads:
        assert _cells_without_a_word(snapshot, read) == []


def _rows_without_a_word(snapshot: Snapshot, grid: Grid) -> list[int]:
    """Rows from the first header on that hold more than a note and are no record, no header and not left out."""
    reads = [read for read in snapshot.reads if read.tab == grid.tab]
    known = {row for read in reads for row in (*read.rows, *read.header_rows)}
    known |= {left.row for read in reads for left in read.left_out}
    for part in (part for part in snapshot.not_recognised if part.tab == grid.tab):
        known |= set(range(part.details["first"], part.details["last"] + 1)) if part.why == "rest_rows" else set()
    top = min((row for read in reads for row in read.header_rows), default=len(grid.rows))
    rows = enumerate(grid.rows[top:], top + 1)
    return [row for row, cells in rows if row not in known and sum(not is_blank(cell) for cell in cells) > 1]


def _cells_without_a_word(snapshot: Snapshot, read: TableRead) -> list[tuple[int, str, Cell]]:
    """Cells of records in recognised columns that are no value, no problem and no text that is kept."""
    if not read.plain:
        return []
    said = {(problem.tab, problem.row, problem.column) for problem in snapshot.problems}
    lost = []
    for match in read.columns:
        if match.col < 0 or match.key in read.match.given:
            continue
        column = SCHEMA.table(read.table).column(match.key)
        for row_id, row in zip(read.ids, read.rows, strict=True):
            line = read.grid.rows[row - 1]
            cell = line[match.col] if match.col < len(line) else None
            keys = column.splits or (match.key,)
            if _nothing(cell) or match.key == "id" or (read.tab, row, match.key) in said:
                continue
            if not any(_value(snapshot.tables[read.table], row_id, key) for key in keys):
                lost.append((row, match.key, cell))
    return lost


def _nothing(cell: Cell) -> bool:
    """Nothing, or one of the words that people write for it; no sheet holds an endless number."""
    if isinstance(cell, float) and isinf(cell):
        return True
    return is_blank(cell) or plain(cell) is None or (isinstance(cell, str) and is_empty(clean(cell)))


def _value(frame: pd.DataFrame, row_id: str, key: str) -> bool:
    names = [name for name in (key, f"{key}_from", f"{key}_to") if name in frame.columns]
    return any(plain(frame.at[row_id, name]) is not None for name in names)


def test_cells_beside_a_blank_row_of_a_table_are_told():
    grid = Grid("Mitra", [["", None, "Nama Mitra"], [], ["0", "0"], ["", "", "PKK"]])
    book = Book("x", "x", [grid])
    assert _rows_without_a_word(take(book, SCHEMA, today=TODAY), grid) == []


def test_rows_under_what_looked_like_a_header_and_was_none_are_told():
    day = date(2000, 1, 1)
    grid = Grid("Mitra", [["Kode", "Kode", "Kode"], ["0", None, day, day], [";", False], ["", "", 0]])
    assert _rows_without_a_word(take(Book("x", "x", [grid]), SCHEMA, today=TODAY), grid) == []
