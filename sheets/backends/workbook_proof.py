"""A file that was just made is read before it is swapped in: it must hold what was asked for and all else as it was."""

from __future__ import annotations

import io
from collections.abc import Sequence

import python_calamine as calamine

from sheets.backends import Cell, Grid
from sheets.changes import Patch, is_blank, same_cell

Rows = Sequence[Sequence[Cell]]


def first_difference(
    data: bytes, grids: Sequence[Grid], patches: Sequence[Patch], *, grown: bool = False
) -> str | None:
    """Where the new file is not what it should be ("Tugas!3,6", row and column 1-based), None when it is.

    `grids` are the tabs as they should be now, `patches` the cells that were written; `grown`: what was blank may hold
    something by now.
    """
    written = {(patch.tab, patch.row, patch.col) for patch in patches}
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            for grid in grids:
                page = book.get_sheet_by_name(grid.tab)
                rows: Rows = page.to_python(skip_empty_area=False)
                place = _difference(grid, rows, written, grown=grown)
                if place:
                    return f"{grid.tab}!{place[0] + 1},{place[1] + 1}"
    except (calamine.CalamineError, OSError, ValueError) as error:
        return type(error).__name__
    return None


def _difference(grid: Grid, rows: Rows, written: set[tuple[str, int, int]], *, grown: bool) -> tuple[int, int] | None:
    for row in range(max(len(grid.rows), len(rows))):
        before = grid.rows[row] if row < len(grid.rows) else ()
        now = rows[row] if row < len(rows) else ()
        if before == now:
            continue
        for col in range(max(len(before), len(now))):
            one = before[col] if col < len(before) else None
            other = now[col] if col < len(now) else None
            same = same_cell(one, other) if (grid.tab, row, col) in written else _alike(one, other)
            if not same and not (grown and is_blank(one)):
                return row, col
    return None


def _alike(one: Cell, other: Cell) -> bool:
    return one == other or (is_blank(one) and is_blank(other))
