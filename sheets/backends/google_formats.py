"""Number formats of a Google spreadsheet, remembered by column: values come without them, and they decide readings.

Formats are learned with the tabs. A column whose numbers all have one format has it for new rows too; a mixed column
is asked for again once its numbers have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sheets.backends import Cell
from sheets.backends.google_look import Page, Pattern

Rows = Sequence[Sequence[Cell]]
Ask = Callable[[int, int], list[Pattern]]


@dataclass
class ColumnFormats:
    """One column's formats by row, and the numbers that they were learned with."""

    patterns: list[Pattern]
    numbers: dict[int, Cell]

    @property
    def uniform(self) -> Pattern | bool:
        """The one format of all its numbers; False when there are several."""
        kinds = {self.patterns[row] if row < len(self.patterns) else None for row in self.numbers}
        return False if len(kinds) > 1 else next(iter(kinds), None)


@dataclass
class TabFormats:
    """The formats of one tab by column; `page` holds them until a column is first asked for."""

    page: Page
    columns: dict[int, ColumnFormats] = field(default_factory=dict)

    def column(self, col: int) -> ColumnFormats:
        """A column's formats as they were learned."""
        if col not in self.columns:
            height = max(self.page.cells, default=-1) + 1
            patterns = [self.page.pattern(row, col) for row in range(height)]
            values = {row: self.page.value(row, col) for row in self.page.cells}
            self.columns[col] = ColumnFormats(
                patterns, {row: value for row, value in values.items() if is_number(value)}
            )
        return self.columns[col]


@dataclass
class FormatMemory:
    """The formats of all tabs. `ask(sheet_id, col)` fetches one column's formats from the service."""

    ask: Ask
    tabs: dict[int, TabFormats] = field(default_factory=dict)

    def learn(self, pages: dict[int, Page]) -> None:
        """Remember every tab's formats anew."""
        self.tabs = {sheet_id: TabFormats(page) for sheet_id, page in pages.items()}

    def formats(self, sheet_id: int, col: int, rows: Rows) -> Sequence[Pattern] | None:
        """The formats of a column by row, as good as known for the values in `rows`."""
        tab = self.tabs.get(sheet_id)
        if tab is None:
            return None
        known, numbers = tab.column(col), numbers_in(rows, col)
        if known.uniform is False and numbers != known.numbers:
            known = tab.columns[col] = ColumnFormats(self.ask(sheet_id, col), numbers)
        if known.uniform is False:
            return known.patterns
        pattern = known.uniform if isinstance(known.uniform, str) else self._blank_pattern(known)
        return [pattern] * len(rows)

    @staticmethod
    def _blank_pattern(known: ColumnFormats) -> Pattern:
        """A column that held no numbers yet may have been given a format in advance."""
        if known.numbers:
            return None
        kinds = {pattern for pattern in known.patterns if pattern}
        return next(iter(kinds)) if len(kinds) == 1 else None

    def note(self, sheet_id: int, row: int, col: int, value: Cell, pattern: Pattern) -> None:
        """Remember what was just written, so that it need not be asked for."""
        tab = self.tabs.get(sheet_id)
        if tab is None:
            return
        known = tab.column(col)
        known.patterns.extend([None] * (row + 1 - len(known.patterns)))
        known.patterns[row] = pattern or known.patterns[row]
        known.numbers.pop(row, None)
        if is_number(value):
            known.numbers[row] = value

    def insert(self, sheet_id: int, row: int) -> None:
        """Remember that a row was pushed in."""
        tab = self.tabs.get(sheet_id)
        for known in tab.columns.values() if tab else ():
            known.patterns.insert(row, known.patterns[row - 1] if 0 < row <= len(known.patterns) else None)
            known.numbers = {at + (at >= row): number for at, number in known.numbers.items()}


def is_number(cell: Cell) -> bool:
    """Whether a format decides what this cell shows."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def numbers_in(rows: Rows, col: int) -> dict[int, Cell]:
    """The numbers of a column by row."""
    return {number: row[col] for number, row in enumerate(rows) if col < len(row) and is_number(row[col])}
