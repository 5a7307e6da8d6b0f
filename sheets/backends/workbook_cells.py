"""The pages of an open workbook: cells are set one by one, and everything else is saved as it was found."""

from __future__ import annotations

import io
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from sheets.backends import Cell
from sheets.backends.workbook_formulas import with_known_results
from sheets.backends.workbook_room import can_make_room, make_room
from sheets.changes import HistoryTab
from sheets.errors import Invalid, NotASpreadsheet, Unsafe

DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
LONGEST = 32_767


class Pages:
    """An .xlsx file opened for writing; rows and columns are 0-based here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = _open(path)
        self.pushed: list[tuple[str, int]] = []

    def fixed(self, tab: str, row: int, col: int) -> str | None:
        """Why this cell cannot hold a value of its own: "formula", "merged", or None."""
        cell = self._cell(tab, row, col)
        if isinstance(cell, MergedCell):
            return "merged"
        return "formula" if cell.data_type == "f" else None

    def set(self, tab: str, row: int, col: int, value: Cell) -> None:
        """Put a value into a cell; its look stays, except that a day in a plain cell is shown as a day."""
        cell = self._cell(tab, row, col)
        if isinstance(value, str):
            _set_text(cell, value)
            return
        plain = cell.number_format in ("General", "@")
        cell.value = value
        if isinstance(value, date):
            known = DAY if not isinstance(value, datetime) else MOMENT
            cell.number_format = known if plain else cell.number_format

    def dress(self, tab: str, row: int, span: tuple[int, int], *, under_header: bool = False) -> None:
        """Give a new row the look of the row above it, or right under the header of its column, where it has none."""
        page = self._page(tab)
        for col in range(span[0], span[1] + 1):
            above, cell = page.cell(row, col + 1), page.cell(row + 1, col + 1)
            model = page.column_dimensions.get(above.column_letter) if under_header else above
            if model is not None and model.has_style and not cell.has_style and not isinstance(cell, MergedCell):
                cell._style = copy(model._style)
        _stretch_tables(page, row)

    def has_room(self, tab: str, row: int) -> bool:
        """Whether a row can be pushed in here without breaking anything."""
        return can_make_room(self.book, tab, row + 1)

    def make_room(self, tab: str, row: int) -> None:
        """Push everything from a row down by one."""
        make_room(self.book, tab, row + 1)
        self.pushed.append((tab, row + 1))

    def history(self, history: HistoryTab) -> str:
        """The history tab's name; the tab is made, last and hidden, when there is none."""
        if history.tab not in self.book.sheetnames:
            page = self.book.create_sheet(history.tab)
            page.append([header for _, header in history.columns])
            page.sheet_state = "hidden"
            page.freeze_panes = "A2"
        return history.tab

    def append(self, tab: str, line: list[Cell]) -> None:
        """Add a line under everything that a tab holds."""
        page = self._page(tab)
        row = page.max_row
        for col, value in enumerate(line):
            if value is not None:
                self.set(tab, row, col, value)

    def saved(self) -> bytes:
        """The workbook as a file, with the results of formulas that it came with, and proven to open again."""
        out = io.BytesIO()
        try:
            self.book.save(out)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unsafe("cannot_write_back", name=self.path.name, what=type(error).__name__) from error
        data = with_known_results(out.getvalue(), self.path, self.pushed)
        _prove(data, self.path, self.book.sheetnames)
        return data

    def _page(self, tab: str) -> Worksheet:
        return self.book[tab]

    def _cell(self, tab: str, row: int, col: int) -> Any:
        return self._page(tab).cell(row + 1, col + 1)


def _open(path: Path) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(path, rich_text=True)
    except (InvalidFileException, BadZipFile, ValueError, KeyError, TypeError, OSError, EOFError) as error:
        raise NotASpreadsheet("not_a_spreadsheet", name=path.name) from error


def _set_text(cell: Any, text: str) -> None:
    """Text stays text: "=1+1" is no formula, and Excel is told not to read it as one when it is edited."""
    if len(text) > LONGEST:
        raise Invalid("too_long", fields={}, limit=LONGEST)
    try:
        cell.value = text
    except IllegalCharacterError:
        cell.value = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _stretch_tables(page: Worksheet, row: int) -> None:
    """An Excel table that ended right above the new row takes it in."""
    for table in page.tables.values():
        first, last = table.ref.split(":")
        letters, number = last.rstrip("0123456789"), int("".join(filter(str.isdigit, last)))
        if number == row and not table.totalsRowCount:
            table.ref = f"{first}:{letters}{row + 1}"
            if table.autoFilter:
                table.autoFilter.ref = table.ref


def _prove(data: bytes, path: Path, tabs: list[str]) -> None:
    """The new file opens and has every tab: never swap in what cannot be read."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        whole = book.sheetnames == tabs
        book.close()
    except (InvalidFileException, ValueError, KeyError, TypeError, OSError) as error:
        raise Unsafe("cannot_write_back", name=path.name, what=type(error).__name__) from error
    if not whole:
        raise Unsafe("cannot_write_back", name=path.name, what="tabs")
