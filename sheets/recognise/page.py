"""A grid made easy to look at: its filled size, its header texts with merged cells spread, its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sheets.backends import Cell, Grid, Merge
from sheets.recognise.content import is_blank
from sheets.recognise.parts import cell_of


@dataclass
class Page:
    """One tab. Rows and columns are 0-based here; `height` and `width` end at the last filled cell."""

    grid: Grid
    last_columns: dict[tuple[int, int], list[tuple[Cell, ...]]] = field(default_factory=dict, repr=False)

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

    def columns(self, first: int, last: int) -> list[tuple[Cell, ...]]:
        """The cells of rows first … last-1 column by column, ragged rows filled up."""
        key = (first, last)
        if key not in self.last_columns:
            self.last_columns[key] = self._transposed(first, last)
        return self.last_columns[key]

    def _transposed(self, first: int, last: int) -> list[tuple[Cell, ...]]:
        body = self.rows[first:last]
        if not body:
            return [()] * self.width
        if set(map(len, body)) != {self.width}:
            width = self.width
            body = [row[:width] + [None] * (width - len(row)) for row in body]
        return list(zip(*body, strict=True))

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
        return shown(self.cell(row, col))

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
