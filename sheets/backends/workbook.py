"""A local workbook: read through calamine, written at the bytes of its cells; all else of the file stays as it is.

One write = lock → look at the file as it is → find rows by id → set cells → read the result → temporary file, flushed,
swapped in. Tabs are added to it through openpyxl, where that loses nothing.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sheets.backends import Book, Cell, Grid
from sheets.backends.files import State, file_state, read_file
from sheets.backends.history import append_line, edit_lines
from sheets.backends.locate import (
    Elsewhere,
    Found,
    Room,
    Rows,
    at,
    find_edit,
    find_room,
    following_id,
    id_texts,
    ids_seen,
    next_id,
)
from sheets.backends.locks import held, refuse_if_open
from sheets.backends.swap import backups, refuse_forbidden, replace_file, told
from sheets.backends.workbook_cells import Pages
from sheets.backends.workbook_parts.package import Broken
from sheets.backends.workbook_parts.values import LONGEST, cut, is_too_long
from sheets.backends.workbook_proof import first_difference
from sheets.backends.workbook_rooms import below_each_other, last_row
from sheets.backends.workbook_safety import refuse_unsafe
from sheets.changes import HistoryTab, Patch, Plan, Receipt, Refused, RowAppend, RowEdit, Save, is_blank
from sheets.errors import NoAccess, NotASpreadsheet, TooBusy, Unsafe
from sheets.noticed import Noticed, to_record

if TYPE_CHECKING:
    import openpyxl

WRITABLE = {".xlsx"}
MACROS = {".xlsm", ".xltm", ".xlam", ".xlsb"}
TRIES = 3
DAMAGED = ("damaged", "not_a_spreadsheet", "empty_file")


class Workbook:
    """A spreadsheet file. `.xlsx` is read and written; `.ods` and `.csv` are read."""

    looks_while_writing = False

    def __init__(self, path: Path | str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = Path(path).resolve()
        self.source = str(path)
        self.clock = clock
        self._lock = threading.RLock()
        self._known: tuple[State, Book] | None = None

    @property
    def writable(self) -> bool:
        """Whether this kind of file can be written at all; one that would be broken by it says so when it is."""
        return self.path.suffix.lower() in WRITABLE

    def patience(self, seconds: float) -> AbstractContextManager[None]:
        """A file is there at once."""
        return nullcontext()

    def read(self) -> Book:
        """Every tab of the file as it is now; the same grids as before while nobody has written the file."""
        state, known = self._state(), self._known
        if known is not None and state == known[0]:
            return replace(known[1], taken_at=datetime.now(UTC))
        try:
            book = read_file(self.path)
        except NotASpreadsheet as error:
            raise self._where_it_is_whole(error) from error
        self._known = (state, book) if state and state == self._state() else None
        return book

    def _where_it_is_whole(self, error: NotASpreadsheet) -> NotASpreadsheet:
        """A forum's file that cannot be opened any more has backups: the newest is named."""
        kept = backups(self.path) if error.reason in DAMAGED else []
        if not kept:
            return error
        return NotASpreadsheet("backed_up", name=self.path.name, backup=kept[-1].name, folder=kept[-1].parent.name)

    def _state(self) -> State | None:
        """What changes whenever the file is written; None when there is no file."""
        with suppress(OSError):
            return file_state(self.path)
        return None

    def commit(self, plan: Plan) -> Receipt:
        """Write what the plan asks into the file; a save that does not fit any more is refused as a whole.

        Raises NoAccess, NotFound, TooBusy (open in another program) or Unsafe (something in the file would be lost).
        """
        with self._writing():
            return self._write(plan)

    def reshape(self, change: Callable[[openpyxl.Workbook], None]) -> None:
        """Let `change` add tabs to the open workbook, and swap it in like a save. Raises like `commit`."""
        from sheets.backends.workbook_reshape import reshaped

        with self._writing():
            for _ in range(TRIES):
                state = self._state()
                if self._swapped(reshaped(self.path, change), state):
                    return
        raise TooBusy("file_busy", name=self.path.name)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Alone with a file that may be written."""
        if not self.writable:
            reason = "macro_file" if self.path.suffix.lower() in MACROS else "file_kind_read_only"
            raise NoAccess(reason, name=self.path.name, kind=self.path.suffix)
        with self._lock, told(self.path):
            refuse_forbidden(self.path)
            with held(self.path):
                refuse_if_open(self.path)
                refuse_unsafe(self.path)
                yield

    def _write(self, plan: Plan) -> Receipt:
        """Planned anew on the file as it is now whenever somebody else saved it while it was being written."""
        for _ in range(TRIES):
            state = self._state()
            try:
                writing = Writing(Pages(self.path), read_file(self.path), plan.history)
                if state != self._state():
                    continue  # the pages and the book are not of one file
                written = self._written(writing, plan)
            except Broken as broken:
                raise Unsafe("cannot_write_back", name=self.path.name, what=broken.what) from broken
            if written is None or self._swapped(written, state):
                return writing.receipt
        raise TooBusy("file_busy", name=self.path.name)

    def _written(self, writing: Writing, plan: Plan) -> bytes | None:
        """The new file, read once more: never swap in what does not read as it should. None when nothing changes."""
        for save in plan.saves:
            writing.add(save)
        if not writing.lines:
            return None
        writing.log(plan.noticed)
        data = writing.pages.saved()
        wrong = first_difference(data, writing.book.grids, writing.receipt.patches)
        if wrong:
            raise Broken(wrong)
        return data

    def _swapped(self, data: bytes, state: State | None) -> bool:
        """Swap the new file in, unless the file is not any more what it was made from."""

        def unchanged() -> bool:
            refuse_if_open(self.path)
            return state == self._state()

        return unchanged() and replace_file(self.path, data, self.clock(), unchanged)

    def settle(self) -> bool:
        """A file stands as it was before or as it was asked for: there is nothing to put back."""
        return False

    def history(self, tab: str, limit: int = 500) -> list[list[Cell]]:
        """The header of the history tab, then its lines, newest (lowest) first, at most `limit`; [] without one."""
        rows = next((grid.rows for grid in self.read().grids if grid.tab == tab), [])
        return [*rows[:1], *rows[:0:-1][:limit]]


@dataclass
class Writing:
    """One write under way: the pages to write in, the book as it was read, and what became of each save."""

    pages: Pages
    book: Book
    history: HistoryTab
    receipt: Receipt = field(default_factory=Receipt)
    lines: list[list[Cell]] = field(default_factory=list)
    placed: Counter[tuple[str, int]] = field(default_factory=Counter)
    given: dict[tuple[str, int, str], str] = field(default_factory=dict)
    ends: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, save: Save) -> None:
        """Write one save into the open pages; nothing of it when any part does not fit."""
        try:
            edits = [(edit, self._checked(edit)) for edit in save.edits]
            rooms = self._rooms(save)
        except Elsewhere as elsewhere:
            self.receipt.refused[save.op] = elsewhere.refused
            return
        for edit, found in edits:
            self._edit(save, edit, found)
        for append, room in rooms:
            self._append(save, append, room)

    def log(self, noticed: Sequence[Noticed] = ()) -> None:
        """Add the history lines of everything that was written, after changes by hand that nobody has recorded."""
        tab = self.pages.history(self.history)
        grid = self._grid(tab)
        keys = [key for key, _ in self.history.columns]
        told, self.receipt.settled = to_record(noticed, keys, grid.rows[1:] if grid and noticed else (), whole=True)
        bare = grid is not None and all(is_blank(cell) for row in grid.rows for cell in row)
        headers: list[list[Cell]] = [[header for _, header in self.history.columns]] if bare else []
        for whole in [*headers, *told, *self.lines]:
            line = [cut(cell) for cell in whole]
            row = self.pages.append(tab, line)
            for col, value in enumerate(line):
                if grid:
                    _put(grid.rows, row, col, value)
                self.receipt.patches.append(Patch(tab, row, col, value))

    def _grid(self, tab: str) -> Grid | None:
        return next((grid for grid in self.book.grids if grid.tab == tab), None)

    def _rows(self, tab: str, table: str) -> list[list[Cell]]:
        grid = self._grid(tab)
        if grid is None:
            raise Elsewhere(Refused("moved", table))
        return grid.rows

    def _checked(self, edit: RowEdit) -> Found:
        found = find_edit(edit, self._rows(edit.tab, edit.table))
        self._refuse_fixed(edit, edit.id, found.row, found.cols)
        return found

    def _refuse_fixed(self, asked: RowEdit | RowAppend, row_id: str, row: int | None, cols: tuple[int, ...]) -> None:
        """`row` is None for a row that is still to be made."""
        for cell, col in zip(asked.cells, cols, strict=True):
            why = "too_long" if is_too_long(cell.value) else row is not None and self.pages.fixed(asked.tab, row, col)
            if why:
                now = {cell.key: None if row is None else at(self._rows(asked.tab, asked.table), row, col)}
                told = {"column": cell.label, "limit": LONGEST, "tab": asked.tab}
                raise Elsewhere(Refused(why, asked.table, row_id, now=now, details=told))

    def _rooms(self, save: Save) -> list[tuple[RowAppend, Room]]:
        rooms: list[tuple[RowAppend, Room]] = []
        filled: Counter[tuple[str, int]] = Counter()
        for append in save.appends:
            here = (append.tab, append.after)
            room = self._room(append, self._rows(append.tab, append.table), self.placed[here] + filled[here])
            filled[here] += not room.insert
            rooms.append((append, room))
        return list(below_each_other(rooms))

    def _room(self, append: RowAppend, rows: Rows, before: int) -> Room:
        end = self.ends.setdefault((append.tab, append.after), last_row(append, rows))
        room = find_room(replace(append, after=end), rows, before)
        if room.insert and not self.pages.has_room(append.tab, room.row):
            raise Elsewhere(Refused("no_room", append.table, details={"tab": append.tab, "above": room.row}))
        if self._is_locked(append, room):
            raise Elsewhere(Refused("locked_tab", append.table, details={"tab": append.tab}))
        self._refuse_fixed(append, "", None if room.insert else room.row, room.cols)
        return room

    def _is_locked(self, append: RowAppend, room: Room) -> bool:
        """Whether the tab is protected against this row."""
        if room.insert:
            return not self.pages.may_insert(append.tab)
        cols = [*room.cols, *([] if room.id_col is None else [room.id_col])]
        return any(self.pages.fixed(append.tab, room.row, col) == "locked" for col in cols)

    def _edit(self, save: Save, edit: RowEdit, found: Found) -> None:
        for cell, col in zip(edit.cells, found.cols, strict=True):
            self._set(edit.tab, found.row, col, cell.value)
        self.lines.extend(edit_lines(save, edit, self.history))

    def _append(self, save: Save, append: RowAppend, room: Room) -> None:
        row_id = self._new_id(append, room)
        self.placed[append.tab, append.after] += 1
        if room.insert:
            self._push_down(append.tab, room.row)
        self.pages.dress(append.tab, room.row, append.span, under_header=room.row - 1 in append.header_rows)
        for cell, col in zip(append.cells, room.cols, strict=True):
            self._set(append.tab, room.row, col, cell.value)
        if room.id_col is not None and not self.pages.fixed(append.tab, room.row, room.id_col):
            self._set(append.tab, room.row, room.id_col, row_id)
        self.receipt.appended.setdefault(save.op, []).append((append.tab, room.row))
        self.receipt.ids.setdefault(save.op, []).append(row_id)
        self.lines.append(append_line(save, append, row_id, self.history))

    def _push_down(self, tab: str, row: int) -> None:
        """Room for a new row where something stands; what was written further down has moved along."""
        self.pages.make_room(tab, row)
        self._rows(tab, "").insert(row, [])
        receipt = self.receipt
        receipt.inserted.append((tab, row))
        receipt.patches = [replace(p, row=p.row + 1) if p.tab == tab and p.row >= row else p for p in receipt.patches]
        for places in receipt.appended.values():
            places[:] = [(other, at + (other == tab and at >= row)) for other, at in places]

    def _new_id(self, append: RowAppend, room: Room) -> str:
        """The next id; after the first one of a write they only count on."""
        if room.id_col is None or append.named:
            return append.named
        here = (append.tab, room.id_col, append.id_prefix)
        given = following_id(self.given[here]) if here in self.given else self._first_id(append, room.row, room.id_col)
        self.given[here] = given
        return given

    def _first_id(self, append: RowAppend, end: int, id_col: int) -> str:
        """In the manner of the table's own rows, which end above `end`; what stands below it may be another table."""
        rows = self._rows(append.tab, append.table)
        first = max(append.header_rows, default=-1) + 1
        own, below = ([at(rows, row, id_col) for row in part] for part in (range(first, end), range(end, len(rows))))
        return next_id(append.id_prefix, id_texts(own), spent=[*id_texts(below), *ids_seen(append), *self._spent_ids()])

    def _spent_ids(self) -> list[str]:
        rows = self._rows(self.history.tab, "") if self._grid(self.history.tab) else []
        col = self.history.position("id")
        return id_texts(at(rows, row, col) for row in range(1, len(rows)))

    def _set(self, tab: str, row: int, col: int, value: Cell) -> None:
        self.pages.set(tab, row, col, value)
        _put(self._rows(tab, ""), row, col, value)
        self.receipt.patches.append(Patch(tab, row, col, value))


def _put(rows: list[list[Cell]], row: int, col: int, value: Cell) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (col + 1 - len(rows[row])))
    rows[row][col] = value
