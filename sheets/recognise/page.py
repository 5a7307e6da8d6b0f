"""A grid made easy to look at: its filled size, its header texts with merged cells spread, its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import Any

from sheets.backends import Cell, Grid, Merge
from sheets.kinds.typed import FIRST_SERIAL, LAST_SERIAL, bare_format, from_serial
from sheets.recognise.content import is_blank
from sheets.recognise.parts import cell_of


class Columns(Sequence[Sequence[Cell]]):
    """Some rows of a grid as columns; `whole` is a longer view of the same first row to cut from."""

    def __init__(self, rows: list[list[Cell]], first: int, last: int, width: int, whole: Columns | None = None) -> None:
        self.first, self.last, self.width, self.whole = first, last, width, whole
        self.body = [] if whole else rows[first:last]
        self.even = bool(whole) or min(map(len, self.body), default=width) >= width
        self.taken: dict[int, list[Cell]] = {}

    def __len__(self) -> int:
        return self.width

    def __getitem__(self, col: Any) -> Any:
        if col >= self.width:
            raise IndexError(col)
        if col not in self.taken:
            self.taken[col] = self._take(col)
        return self.taken[col]

    def _take(self, col: int) -> list[Cell]:
        if self.whole is not None:
            cells: list[Cell] = self.whole[col][: self.last - self.first]
            return cells
        if self.even:
            return list(map(itemgetter(col), self.body))
        return [row[col] if col < len(row) else None for row in self.body]


@dataclass
class Page:
    """One tab. Rows and columns are 0-based here; `height` and `width` end at the last filled cell.

    `serial`: dates are stored as day numbers.
    """

    grid: Grid
    serial: bool = False
    views: dict[int, Columns] = field(default_factory=dict, repr=False)

    @property
    def rows(self) -> list[list[Cell]]:
        return self.grid.rows

    @cached_property
    def height(self) -> int:
        height = len(self.rows)
        while height and all(map(is_blank, self.rows[height - 1])):
            height -= 1
        return height

    @cached_property
    def width(self) -> int:
        return max(map(len, self.rows[: self.height]), default=0)

    def cell(self, row: int, col: int) -> Cell:
        return cell_of(self.rows, row, col)

    def is_blank_row(self, row: int, cols: Sequence[int] | None = None) -> bool:
        """Whether a row holds nothing (in the given columns)."""
        if row >= len(self.rows):
            return True
        cells = self.rows[row]
        if cols is None:
            return all(map(is_blank, cells))
        return all(col >= len(cells) or is_blank(cells[col]) for col in cols)

    def filled(self, row: int, cols: Sequence[int] | None = None) -> list[tuple[int, Cell]]:
        """The filled cells of a row with their columns."""
        cells = self.rows[row] if row < len(self.rows) else []
        wanted = range(len(cells)) if cols is None else cols
        return [(col, cells[col]) for col in wanted if col < len(cells) and not is_blank(cells[col])]

    def columns(self, first: int, last: int) -> Columns:
        """The cells of rows first … last-1 column by column; a column is taken out when it is first asked for."""
        known = self.views.get(first)
        if known is None or known.last < last:
            known = self.views[first] = Columns(self.rows, first, last, self.width)
        return known if known.last == last else Columns(self.rows, first, last, self.width, known)

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        return tuple(m for m in self.grid.merged if m[0] < self.height)

    @cached_property
    def spread(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The cells of merged ranges among the first rows → the cell that holds their value."""
        home = {}
        for top, left, bottom, right in self.merges:
            if top < 40:
                for row in range(top, min(bottom, top + 5) + 1):
                    home.update({(row, col): (top, left) for col in range(left, min(right, left + 200) + 1)})
        return home

    def text(self, row: int, col: int) -> str:
        """A header cell as text; a merged cell says what its range says."""
        row, col = self.spread.get((row, col), (row, col))
        cell = self.cell(row, col)
        return self._day(cell, row, col) if self.serial and type(cell) in (int, float) else shown(cell)

    def _day(self, cell: Cell, row: int, col: int) -> str:
        """A number in a header that is shown as a date is that date."""
        patterns = (
            self.grid.formats(col) if isinstance(cell, int | float) and FIRST_SERIAL <= cell <= LAST_SERIAL else None
        )
        pattern = patterns[row] if patterns and row < len(patterns) else None
        if pattern and re.search("[dmy]", bare_format(pattern)) and isinstance(cell, int | float):
            return from_serial(cell).isoformat()
        return shown(cell)

    def merged_down(self, first: int, last: int) -> list[Merge]:
        """The merged ranges below a header that reach over several rows."""
        return [m for m in self.merges if first <= m[0] < last and m[2] > m[0]]


def shown(cell: Cell) -> str:
    """A cell as a short text: years without a decimal, dates as ISO."""
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).replace(" ", " ").split())
