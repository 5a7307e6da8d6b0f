"""A person in the spreadsheet: edits, sorts, inserts and renames, at moments that a test chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.google_api import a1, dimensions, entry, formats
from tests.google_api.a1 import Rect
from tests.google_api.batch import KINDS
from tests.google_api.batch_cells import sort_rows
from tests.google_api.cells import Cell, Scalar
from tests.google_api.formulas import effective, number_format
from tests.google_api.locales import locale_named
from tests.google_api.model import Sheet, Spreadsheet, range_json
from tests.google_api.references import relative

if TYPE_CHECKING:
    from tests.google_api.service import Service

Json = Any


@dataclass
class Hook:
    """Something that happens just before or after the k-th next call of a kind is applied."""

    when: str
    countdown: int
    kind: str | None
    action: Callable[[], object]

    def due(self, when: str, kind: str) -> bool:
        if when != self.when or self.kind not in (None, kind):
            return False
        self.countdown -= 1
        return self.countdown == 0


class Human:
    """Acts on one spreadsheet by hand.  Rows are 1-based and columns are letters, as a person sees them."""

    def __init__(self, service: Service, file_id: str) -> None:
        self.service, self.file_id = service, file_id

    @property
    def book(self) -> Spreadsheet:
        book = self.service.world.files[self.file_id].book
        if book is None:
            raise KeyError(f"{self.file_id} is not a spreadsheet")
        return book

    def sheet(self, tab: str) -> Sheet:
        sheet = self.book.titled(tab)
        if sheet is None:
            raise KeyError(f"no tab {tab!r}; there are {[one.title for one in self.book.sheets]}")
        return sheet

    @contextmanager
    def _hand(self, tab: str) -> Iterator[Sheet]:
        with self.service.lock:
            yield self.sheet(tab)
            self.service.world.touched(self.service.world.files[self.file_id])

    def _place(self, tab: str, text: str) -> Rect:
        ends = a1.parse(text)
        if ends is None:
            raise ValueError(f"{text!r} is no range")
        sheet = self.sheet(tab)
        return ends.within(sheet.row_count, sheet.column_count)

    # what a person does

    def edit(self, tab: str, cell: str, typed: Scalar) -> None:
        """Type into a cell: "=A1" is a formula, "31/12/2026" a date where the locale says so."""
        rect = self._place(tab, cell)
        with self._hand(tab) as sheet:
            old = sheet.cell(rect.top, rect.left)
            sheet.put(rect.top, rect.left, entry.typed(old, typed, locale_named(self.book.locale)))

    def clear(self, tab: str, cells: str) -> None:
        rect = self._place(tab, cells)
        with self._hand(tab) as sheet:
            for row in range(rect.top, rect.bottom):
                for col in range(rect.left, rect.right):
                    sheet.put(row, col, sheet.cell(row, col).entered(None))

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        with self._hand(tab) as sheet:
            dimensions.insert(self.book, sheet, "ROWS", before - 1, count)

    def delete_rows(self, tab: str, row: int, count: int = 1) -> None:
        with self._hand(tab) as sheet:
            dimensions.delete(self.book, sheet, "ROWS", row - 1, row - 1 + count)

    def move_rows(self, tab: str, row: int, before: int, count: int = 1) -> None:
        with self._hand(tab) as sheet:
            dimensions.move(self.book, sheet, "ROWS", row - 1, row - 1 + count, before - 1)

    def copy_row(self, tab: str, row: int, before: int) -> None:
        """Insert a copy of a row, its id and all; its formulas are about the row that they stand in now."""
        with self._hand(tab) as sheet:
            dimensions.insert(self.book, sheet, "ROWS", before - 1, 1)
            source = row if before <= row else row - 1
            for col, cell in enumerate(list(sheet.rows[source])):
                sheet.put(before - 1, col, relative(cell, before - 1 - source, 0))

    def sort(self, tab: str, column: str, *, header_rows: int = 1, descending: bool = False) -> None:
        """Sort all rows below the header by one column, whole rows."""
        with self._hand(tab) as sheet:
            rect = Rect(header_rows, 0, max(sheet.last_row(), header_rows), sheet.column_count)
            order = "DESCENDING" if descending else "ASCENDING"
            spec = {"dimensionIndex": a1.column_number(column), "sortOrder": order}
            sort_rows(self.book, sheet, rect, [spec])

    def insert_columns(self, tab: str, before: str, count: int = 1) -> None:
        with self._hand(tab) as sheet:
            dimensions.insert(self.book, sheet, "COLUMNS", a1.column_number(before), count)

    def delete_columns(self, tab: str, column: str, count: int = 1) -> None:
        start = a1.column_number(column)
        with self._hand(tab) as sheet:
            dimensions.delete(self.book, sheet, "COLUMNS", start, start + count)

    def move_column(self, tab: str, column: str, before: str) -> None:
        start = a1.column_number(column)
        with self._hand(tab) as sheet:
            dimensions.move(self.book, sheet, "COLUMNS", start, start + 1, a1.column_number(before))

    def rename_column(self, tab: str, column: str, header: str, *, header_row: int = 1) -> None:
        self.edit(tab, f"{column}{header_row}", header)

    def blank_headers(self, tab: str, *columns: str, header_row: int = 1) -> None:
        """Empty the headers of these columns; their data stays."""
        for column in columns:
            self.clear(tab, f"{column}{header_row}")

    def add_blank_column(self, tab: str, before: str, *, value: Scalar = None, header_row: int = 1) -> None:
        """A new column without a header, with one stray value below it."""
        self.insert_columns(tab, before)
        if value is not None:
            self.edit(tab, f"{before}{header_row + 1}", value)

    def rename_tab(self, tab: str, title: str) -> None:
        with self._hand(tab) as sheet:
            sheet.properties["title"] = title

    def add_tab(self, title: str) -> None:
        with self.service.lock:
            KINDS["addSheet"](self.book, {"properties": {"title": title}})

    def delete_tab(self, tab: str) -> None:
        with self._hand(tab) as sheet:
            KINDS["deleteSheet"](self.book, {"sheetId": sheet.id})

    def hide_tab(self, tab: str, hidden: bool = True) -> None:
        with self._hand(tab) as sheet:
            sheet.properties["hidden"] = hidden

    def merge(self, tab: str, cells: str) -> None:
        rect = self._place(tab, cells)
        with self._hand(tab) as sheet:
            KINDS["mergeCells"](self.book, {"range": range_json(sheet, rect)})

    def format(self, tab: str, cells: str, kind: str, pattern: str | None = None) -> None:
        """Give cells a number format: "PERCENT", "DATE", "TEXT" … with or without a pattern."""
        rect = self._place(tab, cells)
        number = {"type": kind, "pattern": pattern} if pattern else {"type": kind}
        with self._hand(tab) as sheet:
            for row in range(rect.top, rect.bottom):
                for col in range(rect.left, rect.right):
                    sheet.put(row, col, sheet.cell(row, col).formatted(number))

    def note(self, tab: str, cell: str, text: str | None) -> None:
        rect = self._place(tab, cell)
        with self._hand(tab) as sheet:
            sheet.put(rect.top, rect.left, replace(sheet.cell(rect.top, rect.left), note=text))

    # what a person sees

    def tabs(self) -> list[str]:
        return [sheet.title for sheet in self.book.sheets]

    def cell(self, tab: str, cell: str) -> Cell:
        rect = self._place(tab, cell)
        return self.sheet(tab).cell(rect.top, rect.left)

    def value(self, tab: str, cell: str) -> Scalar:
        """The cell's value, a formula worked out; None where it is blank."""
        return effective(self.book, self.sheet(tab), self.cell(tab, cell))

    def sees(self, tab: str, cell: str) -> str:
        """The text that stands in the cell."""
        found = self.cell(tab, cell)
        return formats.shown(self.value(tab, cell), number_format(found), locale_named(self.book.locale))

    def row(self, tab: str, row: int) -> list[Scalar]:
        """The values of a row, without the blank ones at its end."""
        sheet = self.sheet(tab)
        line = sheet.rows[row - 1] if row <= len(sheet.rows) else []
        values = [effective(self.book, sheet, cell) for cell in line]
        while values and values[-1] is None:
            values.pop()
        return values

    def rows(self, tab: str) -> list[list[Scalar]]:
        """All rows down to the last with a value."""
        return [self.row(tab, number + 1) for number in range(self.sheet(tab).last_row())]

    def find(self, tab: str, text: Scalar, column: str = "A") -> int:
        """The row where a column holds a value; ValueError if none does."""
        at = a1.column_number(column)
        for number, line in enumerate(self.rows(tab), 1):
            if at < len(line) and line[at] == text:
                return number
        raise ValueError(f"{text!r} is not in column {column} of {tab!r}")
