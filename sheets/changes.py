"""What a person asks to change, what a backend is asked to write, and what it answers.

A `Change` speaks the forum's language (row id, column key, typed value). A `Plan` speaks the sheet's language (tab,
row, column, cell) and carries what each cell held when it was planned, so that a backend can tell at the moment of
writing whether somebody was there in between. Rows and columns here are 0-based.
"""

from __future__ import annotations

import math
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sheets.backends import Book, Cell, Grid

if TYPE_CHECKING:
    from sheets.noticed import Noticed


class Anything:
    """Stands for "whatever the cell holds": the person was not shown a value that this write depends on."""

    def __repr__(self) -> str:
        return "ANYTHING"


class NewId:
    """Stands for the next id of the table, whichever that is when it is written."""

    def __repr__(self) -> str:
        return "NEW_ID"


class AsTyped(str):
    """Text that goes into a cell letter by letter, also where its kind could not be read: what stood there before."""

    __slots__ = ()


ANYTHING: Final = Anything()
NEW_ID: Final = NewId()
HISTORY_KEYS: Final = ("when", "who", "tab", "id", "column", "old", "new", "why", "op")


@dataclass(frozen=True)
class Change:
    """One row as a person asks for it: `id` None makes a new row; `seen` holds the values that were on screen.

    `lenient`: the row comes from a file or goes back to what it was, so it may lack what a form asks for and name rows
    that nobody knows; reading the sheet says both. The value NEW_ID for "id" gives the row an id of its own.
    `anew`: the cells are written in their column's own way also where they mean that already (a day that is text).
    `named`: the id of a new row, instead of the next one.
    """

    table: str
    id: str | None
    values: Mapping[str, Any]
    seen: Mapping[str, Any] | None = None
    why: str | None = None
    lenient: bool = False
    anew: bool = False
    named: str = ""


@dataclass(frozen=True)
class CellWrite:
    """One cell to write; `header` are the raw header cells above it, `old`/`new` what the history says."""

    key: str
    label: str
    header: tuple[Cell, ...]
    col: int
    value: Cell
    expected: Cell | Anything = ANYTHING
    new: str = ""
    old: str = ""


@dataclass(frozen=True)
class RowEdit:
    """Cells of one existing row, named by its id, or without ids by all its cells (`fingerprint`).

    `marks` are the cells that decide who sees the row, as they were when the edit was allowed; they are not written.
    """

    table: str
    tab: str
    sheet_id: int | str | None
    id: str
    row: int
    header_rows: tuple[int, ...]
    id_col: int | None
    id_header: tuple[Cell, ...]
    id_cell: Cell
    cells: tuple[CellWrite, ...]
    fingerprint: tuple[Cell, ...] = ()
    marks: tuple[CellWrite, ...] = ()


@dataclass(frozen=True)
class RowAppend:
    """A new row below `after`, the last row of the table; `span` are the table's first and last column.

    `below` is what stood under `after` in the span when this was planned, `rows` the whole tab, `fresh` if recently.
    `named`: the id that it gets instead of the next one.
    """

    table: str
    tab: str
    sheet_id: int | str | None
    id_prefix: str
    after: int
    header_rows: tuple[int, ...]
    id_col: int | None
    id_header: tuple[Cell, ...]
    span: tuple[int, int]
    below: tuple[Cell, ...]
    cells: tuple[CellWrite, ...]
    rows: Sequence[Sequence[Cell]] = field(default=(), repr=False, compare=False)
    fresh: bool = True
    named: str = ""


@dataclass(frozen=True)
class Save:
    """What one person saves at once; it stands as a whole or not at all. `op` names it in the history."""

    op: str
    at: datetime
    by: str | None
    why: str | None
    edits: tuple[RowEdit, ...] = ()
    appends: tuple[RowAppend, ...] = ()


@dataclass(frozen=True)
class HistoryTab:
    """Where changes are logged: the tab's name and its columns in order, as (key, header)."""

    tab: str = "Riwayat"
    columns: tuple[tuple[str, str], ...] = tuple((key, key) for key in HISTORY_KEYS)

    def position(self, key: str) -> int:
        """The 0-based column of a history key."""
        return [name for name, _ in self.columns].index(key)


@dataclass(frozen=True)
class Plan:
    """Saves that go into one request; `noticed` are changes by hand that may be recorded with them."""

    saves: tuple[Save, ...]
    history: HistoryTab = field(default_factory=HistoryTab)
    noticed: tuple[Noticed, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Why nothing of a save stands: "differs" (with the cells as they are), "gone", "twice", "moved", "formula" …"""

    reason: str
    table: str = ""
    id: str = ""
    now: Mapping[str, Cell] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Patch:
    """A cell as it stands after the write."""

    tab: str
    row: int
    col: int
    value: Cell


@dataclass
class Receipt:
    """What became of a plan: where new rows stand (op → tab and row) with the ids they were given, refused saves,
    the cells as they now stand.

    `stale`: rows moved meanwhile, so the patches do not tell the whole truth and the book must be read again.
    `settled`: changes by hand that the history holds now, or explains.
    """

    appended: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)
    patches: list[Patch] = field(default_factory=list)
    inserted: list[tuple[str, int]] = field(default_factory=list)
    stale: bool = False
    settled: list[Noticed] = field(default_factory=list)


def new_op() -> str:
    """A name for one save that no other save has."""
    return secrets.token_hex(6)


def is_blank(cell: object) -> bool:
    """Nothing is in this cell, or nothing that a person would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def same_cell(one: object, other: object) -> bool:
    """Two raw cells hold the same: None is "", 1 is 1.0, True is not 1."""
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return plain(one) == plain(other)


def plain(value: object) -> object:
    """A typed value in the one form that comparisons use: nothing is None, days are dates, lists are tuples."""
    if value is None or value is ANYTHING:
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(plain(part) for part in value) or None
    if isinstance(value, float) and math.isnan(value):
        return None
    if value != value:
        return None
    if isinstance(value, str):
        return value.strip().replace("\r\n", "\n") or None
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second or value.microsecond)
        return value.date() if midnight else value.replace(tzinfo=None)
    return value if not hasattr(value, "item") else plain(value.item())


def same_value(one: object, other: object) -> bool:
    """Two typed values mean the same (NaN, NaT, "" and () are all nothing)."""
    one, other = plain(one), plain(other)
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def as_planned(saves: Iterable[Save], receipt: Receipt) -> bool:
    """Whether all that these saves wrote stands where the reading they were planned on has its place.

    Where people moved rows or columns meanwhile, what was written cannot be put into that reading.
    """
    written = {(patch.tab, patch.row, patch.col) for patch in receipt.patches}
    below: Counter[tuple[str, int]] = Counter()
    for save in saves:
        for edit in save.edits:
            row = _pushed_row(edit.tab, edit.row, receipt)
            if any((edit.tab, row, cell.col) not in written for cell in edit.cells):
                return False
        for append, (tab, row) in zip(save.appends, receipt.appended.get(save.op, ()), strict=False):
            below[tab, append.after] += 1
            if row != append.after + below[tab, append.after]:
                return False
            if any((tab, row, cell.col) not in written for cell in append.cells):
                return False
    return True


def _pushed_row(tab: str, row: int, receipt: Receipt) -> int:
    for other, inserted in receipt.inserted:
        row += other == tab and inserted <= row
    return row


def patched(book: Book, receipt: Receipt) -> Book:
    """The book with what was written in it, sharing every row that was not touched with the old one."""
    grids = [_patched_grid(grid, receipt) for grid in book.grids]
    return replace(book, grids=grids)


def _patched_grid(grid: Grid, receipt: Receipt) -> Grid:
    patches = [patch for patch in receipt.patches if patch.tab == grid.tab]
    inserted = [row for tab, row in receipt.inserted if tab == grid.tab]
    if not patches and not inserted:
        return grid
    rows = list(grid.rows)
    for row in inserted:
        rows.insert(row, [])
    for patch in patches:
        _set(rows, patch)
    merged = tuple(_pushed(area, inserted) for area in grid.merged)
    return replace(grid, rows=rows, merged=merged)


def _pushed(area: tuple[int, int, int, int], inserted: list[int]) -> tuple[int, int, int, int]:
    top, left, bottom, right = area
    for row in inserted:
        top, bottom = top + (row <= top), bottom + (row <= bottom)
    return top, left, bottom, right


def _set(rows: list[list[Cell]], patch: Patch) -> None:
    while len(rows) <= patch.row:
        rows.append([])
    row = list(rows[patch.row])
    row.extend([None] * (patch.col + 1 - len(row)))
    row[patch.col] = patch.value
    rows[patch.row] = row


def as_text(cell: Cell) -> str:
    """A raw cell as the history shows it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime | date) else str(cell)
