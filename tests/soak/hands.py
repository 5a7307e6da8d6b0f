"""What a person's hands can do in a tab of either kind of spreadsheet; rows and columns are 0-based."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import openpyxl
from openpyxl.utils import get_column_letter

from tests.google_api import Api
from tests.google_api.a1 import column_letters
from tests.google_api.human import Human
from tests.soak.cells import State, own_row, plain

Lines = list[list[State]]


class Hands(Protocol):
    """A person at the spreadsheet."""

    kind: str

    def tabs(self) -> list[str]: ...
    def lines(self, tab: str) -> Lines: ...
    def type(self, tab: str, row: int, col: int, value: Any) -> None: ...
    def insert_rows(self, tab: str, row: int, count: int) -> None: ...
    def delete_row(self, tab: str, row: int) -> None: ...
    def move_row(self, tab: str, row: int, before: int) -> None: ...
    def copy_row(self, tab: str, row: int, before: int) -> None: ...
    def sort(self, tab: str, header: int, col: int, descending: bool) -> None: ...
    def insert_column(self, tab: str, col: int) -> None: ...
    def move_column(self, tab: str, col: int, before: int) -> None: ...
    def rename_tab(self, tab: str, title: str) -> None: ...


@dataclass
class GoogleHands:
    """In Google for tests."""

    api: Api
    id: str
    kind: str = "google"

    @property
    def human(self) -> Human:
        return self.api.human(self.id)

    def tabs(self) -> list[str]:
        return self.human.tabs()

    def lines(self, tab: str) -> Lines:
        rows = self.human.sheet(tab).rows
        return [[_google_state(cell, number) for cell in line] for number, line in enumerate(rows)]

    def type(self, tab: str, row: int, col: int, value: Any) -> None:
        self.human.edit(tab, f"{column_letters(col)}{row + 1}", value)

    def insert_rows(self, tab: str, row: int, count: int) -> None:
        self.human.insert_rows(tab, row + 1, count)

    def delete_row(self, tab: str, row: int) -> None:
        self.human.delete_rows(tab, row + 1)

    def move_row(self, tab: str, row: int, before: int) -> None:
        self.human.move_rows(tab, row + 1, before + 1)

    def copy_row(self, tab: str, row: int, before: int) -> None:
        self.human.copy_row(tab, row + 1, before + 1)

    def sort(self, tab: str, header: int, col: int, descending: bool) -> None:
        self.human.sort(tab, column_letters(col), header_rows=header + 1, descending=descending)

    def insert_column(self, tab: str, col: int) -> None:
        self.human.insert_columns(tab, column_letters(col))

    def move_column(self, tab: str, col: int, before: int) -> None:
        self.human.move_column(tab, column_letters(col), column_letters(before))

    def rename_tab(self, tab: str, title: str) -> None:
        self.human.rename_tab(tab, title)


def _google_state(cell: Any, row: int) -> State:
    look = {"format": cell.format, "note": cell.note, "rule": cell.validation}
    return State(plain(cell.value), own_row(cell.formula, row), repr(look))


@dataclass
class FileHands:
    """With a program that opens the workbook and saves it whole."""

    path: Path
    kind: str = "workbook"
    known: tuple[tuple[int, int], dict[str, Lines]] = ((0, 0), {})

    @contextmanager
    def open(self, tab: str) -> Any:
        book = openpyxl.load_workbook(self.path)
        yield book[tab]
        book.save(self.path)

    def tabs(self) -> list[str]:
        return list(self._seen())

    def lines(self, tab: str) -> Lines:
        return [list(line) for line in self._seen()[tab]]

    def _seen(self) -> dict[str, Lines]:
        """Every tab as it is on disk now."""
        state = self.path.stat()
        if (state.st_mtime_ns, state.st_size) != self.known[0]:
            book = openpyxl.load_workbook(self.path)
            tabs = {page.title: [[_file_state(cell) for cell in row] for row in page.iter_rows()] for page in book}
            self.known = (state.st_mtime_ns, state.st_size), tabs
        return self.known[1]

    def type(self, tab: str, row: int, col: int, value: Any) -> None:
        with self.open(tab) as page:
            page.cell(row + 1, col + 1).value = value

    def insert_rows(self, tab: str, row: int, count: int) -> None:
        with self.open(tab) as page:
            page.insert_rows(row + 1, count)

    def delete_row(self, tab: str, row: int) -> None:
        with self.open(tab) as page:
            page.delete_rows(row + 1)

    def move_row(self, tab: str, row: int, before: int) -> None:
        self._reorder(tab, lambda order: _moved(order, row, before))

    def copy_row(self, tab: str, row: int, before: int) -> None:
        self._reorder(tab, lambda order: [*order[:before], order[row], *order[before:]])

    def sort(self, tab: str, header: int, col: int, descending: bool) -> None:
        with self.open(tab) as page:
            lines = [_kept(line) for line in page.iter_rows()]
            body = lines[header + 1 :]
            filled = [line for line in body if any(value is not None for value, _ in line)]
            filled.sort(key=lambda line: _order(line[col][0] if col < len(line) else None), reverse=descending)
            blank = [line for line in body if line not in filled]
            _lay(page, [*lines[: header + 1], *filled, *blank])

    def insert_column(self, tab: str, col: int) -> None:
        with self.open(tab) as page:
            page.insert_cols(col + 1)

    def move_column(self, tab: str, col: int, before: int) -> None:
        with self.open(tab) as page:
            lines = [_moved(_padded(_kept(line), max(col + 1, before)), col, before) for line in page.iter_rows()]
            _lay(page, lines)

    def rename_tab(self, tab: str, title: str) -> None:
        with self.open(tab) as page:
            page.title = title

    def _reorder(self, tab: str, change: Callable[[list[int]], list[int]]) -> None:
        with self.open(tab) as page:
            lines = [_kept(line) for line in page.iter_rows()]
            _lay(page, [lines[number] for number in change(list(range(len(lines))))])


def _file_state(cell: Any) -> State:
    formula = cell.value if cell.data_type == "f" else None
    look = (cell.number_format, cell.font.b, cell.fill.fgColor.rgb, cell.comment and cell.comment.text)
    return State(None if formula else plain(cell.value), formula, repr(look))


def _kept(line: Any) -> list[tuple[Any, Any]]:
    return [
        ((cell.value, cell.data_type), copy(cell._style)) if cell.value is not None else (None, copy(cell._style))
        for cell in line
    ]


def _padded(line: list[tuple[Any, Any]], width: int) -> list[tuple[Any, Any]]:
    """With the blank columns at the right that a file does not keep."""
    return [*line, *[(None, line[-1][1])] * (width - len(line))]


def _lay(page: Any, lines: list[list[tuple[Any, Any]]]) -> None:
    for number, line in enumerate(lines, 1):
        for col, (kept, style) in enumerate(line, 1):
            cell = page.cell(number, col)
            cell.value, kind = kept if kept is not None else (None, "n")
            if kept is not None and kind in "sf":
                cell.data_type = kind
            cell._style = copy(style)


def _order(kept: Any) -> tuple[int, str]:
    return (1, "") if kept is None else (0, str(kept[0]))


def _moved(items: list[Any], at: int, before: int) -> list[Any]:
    if before in (at, at + 1):
        return items
    rest = [*items[:at], *items[at + 1 :]]
    to = before if before < at else before - 1
    return [*rest[:to], items[at], *rest[to:]]


def letter(col: int) -> str:
    """The letters of a 0-based column."""
    return str(get_column_letter(col + 1))
