"""Finding a row again at the moment of writing: by its id and its headers, never by where it stood before.

Everything here works on the cells as they are now, given as rows of a grid, and answers a place or a `Refused`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sheets.backends import Cell
from sheets.changes import Anything, CellWrite, Refused, RowAppend, RowEdit, as_text, is_blank, plain, same_cell

Rows = Sequence[Sequence[Cell]]


class Elsewhere(Exception):
    """A save that cannot be written as planned; `refused` says why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.refused = refused


@dataclass(frozen=True)
class Found:
    """Where an edit's row and columns are now (0-based); `cols` is parallel to the edit's cells."""

    row: int
    cols: tuple[int, ...]
    id_col: int | None


def at(rows: Rows, row: int, col: int) -> Cell:
    """The cell there, None beyond the edges."""
    return rows[row][col] if 0 <= row < len(rows) and 0 <= col < len(rows[row]) else None


def find_edit(edit: RowEdit, rows: Rows) -> Found:
    """Where the edit's cells are now; raises Elsewhere when the row is gone, doubled, or a cell was changed."""
    found = find_row(edit, rows)
    refuse_changed(edit, rows, found)
    return found


def find_row(edit: RowEdit, rows: Rows) -> Found:
    """Where the edit's row and columns are now, whatever the cells hold; raises Elsewhere."""
    id_col = _id_col(edit, rows)
    cols = tuple(_column(edit, cell.col, cell.header, rows) for cell in edit.cells)
    row = _row_by_id(edit, rows, id_col) if id_col is not None else _row_by_content(edit, rows)
    return Found(row, cols, id_col)


def _id_col(edit: RowEdit | RowAppend, rows: Rows) -> int | None:
    return None if edit.id_col is None else _column(edit, edit.id_col, edit.id_header, rows)


def _column(edit: RowEdit | RowAppend, col: int, header: tuple[Cell, ...], rows: Rows) -> int:
    if _header_at(edit.header_rows, col, rows, header):
        return col
    width = max((len(rows[row]) for row in edit.header_rows if row < len(rows)), default=0)
    found = [other for other in range(width) if _header_at(edit.header_rows, other, rows, header)]
    if len(found) != 1 or not any(not is_blank(part) for part in header):
        raise Elsewhere(Refused("moved", edit.table, getattr(edit, "id", "")))
    return found[0]


def _header_at(header_rows: tuple[int, ...], col: int, rows: Rows, header: tuple[Cell, ...]) -> bool:
    return all(same_cell(at(rows, row, col), part) for row, part in zip(header_rows, header, strict=True))


def _row_by_id(edit: RowEdit, rows: Rows, id_col: int) -> int:
    first = max(edit.header_rows, default=-1) + 1
    is_it = _same_as(edit.id_cell)
    found = [row for row in range(first, len(rows)) if is_it(at(rows, row, id_col))]
    if not found:
        raise Elsewhere(Refused("gone", edit.table, edit.id))
    if len(found) > 1:
        raise Elsewhere(Refused("twice", edit.table, edit.id, details={"rows": [row + 1 for row in found]}))
    return found[0]


def _same_as(cell: Cell) -> Callable[[Cell], bool]:
    """`same_cell` for many cells and one: texts, which ids nearly always are, are compared at once."""
    text = plain(cell)

    def same(other: Cell) -> bool:
        known = isinstance(other, str) and isinstance(text, str)
        return other.strip().replace("\r\n", "\n") == text if known else same_cell(other, cell)  # type: ignore[union-attr]

    return same


def _row_by_content(edit: RowEdit, rows: Rows) -> int:
    """A row without an id is itself while its other cells are what they were; moved, it must be the only such row."""
    targets = {cell.col for cell in edit.cells}
    if _alike(edit, rows, edit.row, targets):
        return edit.row
    found = [row for row in range(len(rows)) if _alike(edit, rows, row, set())]
    if len(found) != 1:
        raise Elsewhere(Refused("twice" if found else "gone", edit.table, edit.id))
    return found[0]


def _alike(edit: RowEdit, rows: Rows, row: int, without: set[int]) -> bool:
    if row >= len(rows):
        return False
    return all(same_cell(at(rows, row, col), cell) for col, cell in enumerate(edit.fingerprint) if col not in without)


def refuse_changed(edit: RowEdit, rows: Rows, found: Found) -> None:
    """Raise Elsewhere("differs") when a cell holds neither what the person saw nor what is to be written.

    Where the row may be hidden by now it is "moved": who asks is judged again by a new reading, and shown nothing.
    """
    for mark in edit.marks:
        if not same_cell(at(rows, found.row, _column(edit, mark.col, mark.header, rows)), mark.value):
            raise Elsewhere(Refused("moved", edit.table, edit.id))
    now = {cell.key: at(rows, found.row, col) for cell, col in zip(edit.cells, found.cols, strict=True)}
    if any(not as_expected(cell, now[cell.key]) for cell in edit.cells):
        raise Elsewhere(Refused("differs", edit.table, edit.id, now=now))


def as_expected(cell: CellWrite, now: Cell) -> bool:
    """The cell holds what the person saw, or already what is to be written."""
    return isinstance(cell.expected, Anything) or same_cell(now, cell.expected) or same_cell(now, cell.value)


@dataclass(frozen=True)
class Room:
    """Where a new row goes: the row, its columns, and whether a row must be pushed in (something stands below)."""

    row: int
    cols: tuple[int, ...]
    id_col: int | None
    insert: bool
    last: bool


def find_room(append: RowAppend, rows: Rows, before: int = 0) -> Room:
    """The place right under the table's last row, and under the `before` rows that this write has already added.

    Raises Elsewhere when what stands under the table is not what it was.
    """
    cols = tuple(_column(append, cell.col, cell.header, rows) for cell in append.cells)
    id_col = _id_col(append, rows)
    first, last = append.span
    row = append.after + 1 + before
    now = [at(rows, row, col) for col in range(first, last + 1)]
    if not before and not all(same_cell(one, was) for one, was in zip(now, append.below, strict=True)):
        raise Elsewhere(Refused("moved", append.table))
    free = all(is_empty(cell) for cell in now)
    nothing_below = all(is_blank(cell) for line in rows[row:] for cell in line)
    return Room(row, cols, id_col, insert=not free, last=nothing_below)


def ids_seen(append: RowAppend) -> list[str]:
    """The ids that the table had when the row was planned: one whose row was deleted since is not given to another."""
    if append.id_col is None:
        return []
    first = max(append.header_rows, default=-1) + 1
    return id_texts(at(append.rows, row, append.id_col) for row in range(first, len(append.rows)))


def is_empty(cell: Cell) -> bool:
    """Nothing that a person typed: blank, or an unticked box that was filled down in advance."""
    return is_blank(cell) or cell is False


def next_id(prefix: str, used: Iterable[str], spent: Iterable[str] = ()) -> str:
    """The next id in the manner of those in use ("TG-012" after "TG-011"); `spent` ids are never given again."""
    parts = [_split_id(text) for text in used]
    stems = Counter(stem for stem, digits in parts if digits)
    own = [stem for stem in stems if prefix and stem.casefold().startswith(prefix.casefold())]
    stem = max(own or stems, key=lambda name: stems[name], default=f"{prefix}-")
    width = max((len(digits) for found, digits in parts if found == stem), default=3)
    numbers = [int(digits) for found, digits in [*parts, *map(_split_id, spent)] if found == stem and digits]
    return f"{stem}{max(numbers, default=0) + 1:0{width}d}"


def following_id(last: str) -> str:
    """The id after one that was just given."""
    stem, digits = _split_id(last)
    return f"{stem}{int(digits) + 1:0{len(digits)}d}"


def _split_id(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?)(\d{1,12})", text.strip())
    return (match[1], match[2]) if match else (text, "")


def id_texts(cells: Iterable[Cell]) -> list[str]:
    """The ids among these cells, as text."""
    return [as_text(cell).strip() for cell in cells if not is_blank(cell)]
