"""Two readings of the spreadsheet side by side: what is otherwise in the later one, row by row and cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sheets.backends import Cell
from sheets.backends.history import GONE_ROW, NEW_ROW
from sheets.backends.locate import at
from sheets.changes import as_text, is_blank, same_cell
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.noticed import AT_ONCE, TIME, Noticed
from sheets.schema import Column, Table, plain_header
from sheets.settings import zone_of
from sheets.snapshot import ColumnMatch, Snapshot, TableRead
from sheets.words import sentence

NAMED = ("reference", "references", "choices", "date_range", "phone")


def differences(before: Snapshot, now: Snapshot) -> Iterator[Noticed]:
    """What people changed between two readings, by table and row; a tab or column that is not in both is no matter."""
    ids = frozenset(id_ for read in (*before.reads, *now.reads) for id_ in read.ids)
    for table in now.schema.records:
        old, new = _by_tab(before, table), _by_tab(now, table)
        for tab in old.keys() & new.keys():
            if old[tab].grid.rows != new[tab].grid.rows:
                yield from _Compared(table, before, now, old[tab], new[tab], ids).found()


def _by_tab(snapshot: Snapshot, table: Table) -> dict[object, TableRead]:
    """Where a table stands, by the tab's lasting name; a tab that holds it in several pieces is left out."""
    reads = [read for read in snapshot.reads if read.table == table.name and read.plain]
    counted = Counter(_tab(read) for read in reads)
    return {_tab(read): read for read in reads if counted[_tab(read)] == 1}


def _tab(read: TableRead) -> object:
    return read.tab if read.grid.sheet_id is None else read.grid.sheet_id


@dataclass
class _Compared:
    """One table on one tab, in two readings."""

    table: Table
    before: Snapshot
    now: Snapshot
    was: TableRead
    read: TableRead
    ids: frozenset[str]

    def found(self) -> Iterator[Noticed]:
        """New rows, gone rows, then cells; where many of a column are otherwise, only how many."""
        old, new = _rows(self.was), _rows(self.read)
        doubled = {one.value for one in (*self.before.problems, *self.now.problems) if one.reason == "duplicate_id"}
        added = [id_ for id_ in new if id_ not in old and id_ not in doubled]
        gone = [id_ for id_ in old if id_ not in new and id_ not in doubled]
        yield from self._few(NEW_ROW, [self._told(id_, NEW_ROW, "", self._title(self.now, id_)) for id_ in added])
        yield from self._few(GONE_ROW, [self._told(id_, GONE_ROW, self._title(self.before, id_), "") for id_ in gone])
        by_column: dict[str, list[Noticed]] = {}
        for id_, row in new.items():
            for one in self._cells(id_, old[id_], row) if id_ in old else ():
                by_column.setdefault(one.column, []).append(one)
        for column, cells in by_column.items():
            yield from self._few(column, cells)

    def _few(self, column: str, found: list[Noticed]) -> list[Noticed]:
        if len(found) <= AT_ONCE:
            return found
        count = sentence("history", "screen.in_sheet_many", {"n": len(found)}, language=_language(self.now))
        return [replace(self._told("", column, "", count), headers=found[0].headers)]

    def _cells(self, id_: str, old: int, row: int) -> Iterator[Noticed]:
        was, now = self.was.grid.rows[old - 1], self.read.grid.rows[row - 1]
        if was == now and self._in_place:
            return
        for match, earlier in self._columns:
            one, other = at([was], 0, earlier.col), at([now], 0, match.col)
            if not same_cell(one, other):
                column = self.table.column(match.key)
                texts = self._text(self.before, column, id_, one), self._text(self.now, column, id_, other)
                if texts[0] != texts[1]:
                    names = (match.header, earlier.header, *column.headers)
                    told = self._told(id_, match.header or match.letter, *texts, column=column)
                    yield replace(told, headers=frozenset(map(plain_header, names)))

    @cached_property
    def _in_place(self) -> bool:
        return all(match.col == earlier.col for match, earlier in self._columns)

    @cached_property
    def _columns(self) -> list[tuple[ColumnMatch, ColumnMatch]]:
        """The columns that both readings have, but for the one of the ids."""
        given = {*self.read.match.given, *self.was.match.given, "id"}
        pairs = ((match, self.was.column(match.key)) for match in self.read.columns if match.key not in given)
        return [(match, was) for match, was in pairs if was is not None and was.col >= 0 and match.col >= 0]

    def _text(self, snapshot: Snapshot, column: Column, id_: str, cell: Cell) -> str:
        """The cell as people read it: what was typed, a day or number in the forum's way of writing."""
        frame = snapshot.tables[self.table.name]
        value = frame.at[id_, column.key] if column.key in frame.columns and id_ in frame.index else None
        if isinstance(cell, str) or is_blank(cell):
            return as_text(cell).strip()
        context = _context(snapshot, column)
        return KINDS[column.kind].show(value, context.language, context) or as_text(cell)

    def _title(self, snapshot: Snapshot, id_: str) -> str:
        frame = snapshot.tables[self.table.name]
        title = frame.at[id_, self.table.title] if self.table.title in frame.columns else None
        return title if isinstance(title, str) else ""

    def _told(self, id_: str, header: str, old: str, new: str, column: Column | None = None) -> Noticed:
        zone = zone_of(self.now.settings.get("time_zone"))
        since, when = (f"{one.taken_at.astimezone(zone):{TIME}}" for one in (self.before, self.now))
        why = sentence("history", "screen.in_sheet", language=_language(self.now))
        told = Noticed(since, when, self.read.tab, id_, header, old, new, why, ids=self.ids)
        if column is None or column.kind in NAMED:
            return told
        frame, context, kind = self.now.tables[self.table.name], _context(self.now, column), KINDS[column.kind]
        value: Any = frame.at[id_, column.key]
        return replace(told, means=(new, value), read=lambda text: kind.read(text, context).value if text else "")


def _rows(read: TableRead) -> dict[str, int]:
    """Id → row of the rows that have an id of their own."""
    return {id_: row for id_, row in zip(read.ids, read.rows, strict=True) if not id_.startswith("~")}


def _context(snapshot: Snapshot, column: Column) -> Context:
    context = Context(schema=snapshot.schema, settings=snapshot.settings, language=_language(snapshot))
    return context.for_column(column)


def _language(snapshot: Snapshot) -> str:
    return str(snapshot.settings.get("language") or "id")
