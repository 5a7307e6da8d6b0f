"""Changes of the settings tab that would open what is hidden from the one who makes them.

How a tab is read decides which of its cases are hidden: whoever does not see them all leaves that reading as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sheets import settings_rows
from sheets.changes import Change, Patch, Receipt, patched
from sheets.correcting import is_line
from sheets.errors import NoAccess
from sheets.planning import Planner
from sheets.roles import setting_of
from sheets.view import secret_rows, view

if TYPE_CHECKING:
    from sheets.backends import Book
    from sheets.changes import CellWrite
    from sheets.roles import Sight
    from sheets.snapshot import Snapshot, TableRead
    from sheets.store import Forum


def refuse_lines(forum: Forum, changes: Sequence[Change], sight: Sight) -> None:
    """Raises NoAccess("correction_unveils") where rows of the settings tab change how a tab with hidden cases is read.

    Raises like an edit where such a row cannot be written.
    """
    lines = [change for change in changes if change.table == settings_rows.TABLE and is_line(setting_of(change))]
    book, snapshot, _ = forum.base()
    if lines and hiding(snapshot, sight):
        refuse_unveiling(snapshot, forum.as_written(_written(Planner(book, snapshot, forum.today), lines)), sight)


def refuse_unveiling(now: Snapshot, then: Snapshot, sight: Sight) -> None:
    """Raises NoAccess("correction_unveils") where a tab with something hidden from this sight is read another way."""
    for tab in hiding(now, sight):
        if _reading(now, tab, sight) != _reading(then, tab, sight):
            raise NoAccess("correction_unveils", tab=tab)


def hiding(snapshot: Snapshot, sight: Sight) -> list[str]:
    """The tabs on which a row, or a cell, is hidden from this sight: it leaves them read as they are."""
    pairs = zip(snapshot.reads, view(snapshot, sight).reads, strict=True)
    return list(dict.fromkeys(read.tab for read, seen in pairs if _hides(snapshot, read, seen, sight)))


def _hides(snapshot: Snapshot, read: TableRead, seen: TableRead, sight: Sight) -> bool:
    levels = secret_rows(snapshot, read.table)
    return any(levels.get(id_, "open") not in sight.levels for id_ in read.ids) or _cells(read) != _cells(seen)


def _reading(snapshot: Snapshot, tab: str, sight: Sight) -> list[tuple[Any, ...]]:
    """How a tab is read, and what this sight has of its cells."""
    return [
        (
            read.table, read.header_rows, read.rows, read.ids,
            [(column.key, column.col, column.told) for column in read.columns], _cells(read),
        )
        for read in view(snapshot, sight).reads
        if read.tab == tab
    ]  # fmt: skip


def _cells(read: TableRead) -> list[Any]:
    """Row by row: the rows of a view are veiled only when they are looked at."""
    return [read.grid.rows[n] for n in range(len(read.grid.rows))]


def _written(planner: Planner, lines: Sequence[Change]) -> Book:
    """The book as it would be with these rows of the settings tab, whatever stood in them before."""
    edits = [edit for line in lines if line.id is not None and (edit := planner.edit(replace(line, seen=None)))]
    appends = [planner.append(line) for line in lines if line.id is None]
    patches = [each for edit in edits for each in _patches(edit.tab, edit.row, edit.cells)]
    patches += [each for n, new in enumerate(appends, 1) for each in _patches(new.tab, new.after + n, new.cells)]
    return patched(planner.book, Receipt(patches=patches))


def _patches(tab: str, row: int, cells: Sequence[CellWrite]) -> list[Patch]:
    return [Patch(tab, row, cell.col, cell.value) for cell in cells]
