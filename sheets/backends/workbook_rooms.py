"""Where the new rows of a save go, when rows were deleted above them or several are pushed in at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheets.backends.locate import Room, Rows, at, is_empty
from sheets.changes import RowAppend


def last_row(append: RowAppend, rows: Rows) -> int:
    """The table's last row, which stands further up than when this was planned where people deleted some."""
    row, header = append.after, max(append.header_rows, default=-1)
    if not _is_free(append, append.rows, row):
        while row > header and _is_free(append, rows, row):
            row -= 1
    return row


def _is_free(append: RowAppend, rows: Rows, row: int) -> bool:
    first, last = append.span
    return all(is_empty(at(rows, row, col)) for col in range(first, last + 1))


def below_each_other(rooms: Sequence[tuple[RowAppend, Room]]) -> Iterator[tuple[RowAppend, Room]]:
    """Each room as it lies once those before it are taken: a row that is pushed in moves what is below it."""
    for number, (append, room) in enumerate(rooms):
        earlier = [other.row for beside, other in rooms[:number] if other.insert and beside.tab == append.tab]
        yield append, replace(room, row=room.row + sum(1 for row in earlier if row <= room.row))
