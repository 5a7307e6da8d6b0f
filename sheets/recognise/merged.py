"""Values that reach over several rows: merged cells are carried down; blanks that look like "the same" only offered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from sheets.backends import Cell
from sheets.recognise.content import is_blank
from sheets.recognise.page import Page
from sheets.recognise.parts import ColumnMatch, Doubt, TableMatch

LOOKED_AT = 3_000
GROUPING = frozenset({"reference", "references", "choice", "text"})
NAMING = frozenset({*GROUPING, "choices", "date", "date_range", "long"})
_MARKS = ('"', "''", "”", "“", "〃", "idem", "sda", "s.d.a", "s.d.a.", "sama", "ditto", "sama dengan di atas")
DITTO = frozenset(spelled for mark in _MARKS for spelled in (mark, mark.upper(), mark.capitalize()))


def carry_down(match: TableMatch, page: Page, first: int, last: int) -> None:
    """Fills the cells below the top of merged ranges, and the ditto marks, from above."""
    ranges = page.merged_down(first, last)
    for column in match.columns:
        held = [(top, bottom) for top, left, bottom, right in ranges if left <= column.col <= right]
        cells = _carried(list(match.body[column.col]), held, first) if held else match.body[column.col]
        cells = _dittoed(cells, match, column, first)
        if cells is not match.body[column.col]:
            match.given[column.key] = list(compress(cells, match.keep)) if match.keep is not None else cells
    _offer(match, first)


def _carried(cells: list[Cell], held: Sequence[tuple[int, int]], first: int) -> list[Cell]:
    for top, bottom in held:
        for row in range(top + 1, min(bottom, first + len(cells) - 1) + 1):
            if is_blank(cells[row - first]):
                cells[row - first] = cells[top - first]
    return cells


def _dittoed(cells: Sequence[Cell], match: TableMatch, column: ColumnMatch, first: int) -> Sequence[Cell]:
    """Ditto marks stand for the cell above; each one is a notice."""
    if match.table.by_key[column.key].kind not in NAMING or DITTO.isdisjoint(set(cells[:LOOKED_AT])):
        return cells
    filled = list(cells)
    for n, cell in enumerate(filled):
        if n and isinstance(cell, str) and cell in DITTO:
            filled[n] = filled[n - 1]
            match.doubts.append(Doubt("ditto", first + n + 1, column.col, column.key, cell, str(filled[n])))
    return filled


def _offer(match: TableMatch, first: int) -> None:
    """A grouping column that is filled only where the group begins: offered, not assumed."""
    column = next((c for c in match.columns if c.key in ("goal", "lead") or c.col == 0), None)
    if column is None or column.key in match.given or column.key == match.table.title or len(match.rows) < 4:
        return
    if match.table.by_key[column.key].kind not in GROUPING:
        return
    cells = match.cells(column)
    if None not in cells and "" not in cells:
        return
    blank = [is_blank(cell) for cell in cells]
    starts = sum(not b for b in blank)
    if blank[0] or not 2 <= starts <= 0.5 * len(blank) or len(set(cells)) - 1 < 0.8 * starts:
        return
    row = match.rows[blank.index(True)]
    details = {"n": len(blank) - starts, "above": str(cells[blank.index(True) - 1])}
    match.doubts.append(Doubt("ditto_offered", row, column.col, column.key, details=details))
