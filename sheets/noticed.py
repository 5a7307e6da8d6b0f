"""What people change in the sheet by hand, noticed by comparing one reading with the next; nobody's name is known.

A change that the app itself wrote, in this process or another, has its line in the history: such a one is explained,
and no longer counted. Where the known lines do not reach back to the reading before, nothing is claimed.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha1
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets.backends import Cell
from sheets.backends.history import GONE_ROW, NEW_ROW
from sheets.backends.locate import at
from sheets.changes import as_text, is_blank, same_cell, same_value
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.schema import Column, Table, plain_header
from sheets.snapshot import ColumnMatch, Snapshot, TableRead
from sheets.words import sentence

__all__ = ["GONE_ROW", "MARK", "NEW_ROW", "Noticed", "Noticing", "by_hand", "to_record"]

Line = Mapping[str, str]
MARK = "sheet-"
KEPT, AT_ONCE = 500, 40
CLOCKS_DIFFER = timedelta(minutes=2)
TIME = "%Y-%m-%d %H:%M:%S"
NAMED = ("reference", "references", "choices", "date_range", "phone")


@dataclass(frozen=True)
class Noticed:
    """One thing that is not as it was at the reading before: a cell, a new row ("+"), a row that is gone ("-").

    `since` and `when` are the times of both readings, as the history writes times; `headers` are the column's names,
    `means` the values of the cell now, in every form by which a line of the history may name them.
    """

    since: str
    when: str
    tab: str
    id: str
    column: str
    old: str
    new: str
    why: str = field(default="", compare=False)
    headers: frozenset[str] = field(default=frozenset(), compare=False)
    means: tuple[Any, ...] = field(default=(), compare=False)
    read: Callable[[str], Any] | None = field(default=None, compare=False, repr=False)

    @property
    def op(self) -> str:
        """The name of the changes of one row between two readings."""
        return MARK + sha1(f"{self.when} {self.tab} {self.id}".encode(), usedforsecurity=False).hexdigest()[:10]

    @property
    def line(self) -> dict[str, str]:
        """As a line of the history: without a name, and with the remark that it was changed in the sheet."""
        told = {"tab": self.tab, "id": self.id, "column": self.column, "old": self.old, "new": self.new}
        return {"when": self.when, "who": "", **told, "why": self.why, "op": self.op}

    @cached_property
    def window(self) -> tuple[str, str]:
        """Between which times a save stands in the history that this may come from."""
        return _padded(self.since, -1), _padded(self.when, 1)

    def explained(self, line: Line) -> bool:
        """Whether this line of the history is what was noticed: a save of the app, or the same already recorded."""
        first, last = self.window
        if not first <= line["when"] <= last:
            return False
        if by_hand(line):
            told = (line["tab"], line["id"], line["column"], line["new"])
            return told == (self.tab, self.id, self.column, self.new) and line["when"] >= self.since
        if not self.id:
            return line["tab"] == self.tab and (line["column"] == self.column or self._names(line["column"]))
        if self.column in (NEW_ROW, GONE_ROW):
            return self.id in (line["id"], line["new"], line["old"])
        if line["id"] != self.id:
            return False
        # Without a name its column's header had moved away by the time of writing.
        named = self._names(line["column"]) if line["column"] else bool(line["new"])
        return line["column"] == NEW_ROW or (named and self._wrote(line["new"]))

    def _names(self, header: str) -> bool:
        return plain_header(header) in self.headers

    def _wrote(self, text: str) -> bool:
        """Whether a save of this text leaves what stands there now; where that cannot be told, it does."""
        if self.read is None or text.strip() == self.new.strip():
            return True
        value = self.read(text)
        return any(same_value(value, meant) for meant in self.means) if value is not None else False


def by_hand(line: Line) -> bool:
    """Whether a line of the history says what somebody did in the sheet."""
    return line["op"].startswith(MARK)


class Noticing:
    """What was noticed and is not yet on record, the newest last; shared by all threads of a process."""

    def __init__(self) -> None:
        self._waiting: deque[Noticed] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def compare(self, before: Snapshot | None, now: Snapshot) -> None:
        """Notice what is otherwise in a new reading than in the shared snapshot before it."""
        if before is None or before.tables is now.tables:
            return
        found = list(differences(before, now))
        with self._lock:
            self._waiting.extend(found)

    def waiting(self) -> tuple[Noticed, ...]:
        """What is to be recorded."""
        with self._lock:
            return tuple(self._waiting)

    def settled(self, done: Iterable[Noticed]) -> None:
        """These are recorded now, or explained."""
        gone = {id(one) for one in done}
        with self._lock:
            self._waiting = deque((one for one in self._waiting if id(one) not in gone), maxlen=KEPT)

    def among(self, lines: Sequence[dict[str, str]], limit: int) -> list[dict[str, str]]:
        """The newest lines of the history with what was noticed between them; `limit` is how many were asked for."""
        found, _ = unrecorded(self.waiting(), lines, whole=len(lines) < limit)
        told = [*_once(lines), *(one.line for one in reversed(found))]
        return sorted(told, key=lambda line: line["when"], reverse=True)[:limit]


def _once(lines: Sequence[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The lines; a change by hand that two processes recorded at the same moment is told once."""
    told: dict[tuple[str, ...], str] = {}
    for line in lines:
        name = tuple(line[key] for key in ("tab", "id", "column", "old", "new")) if by_hand(line) else ()
        if not name or told.get(name, "9") > _padded(line["when"], 1):
            yield line
        told[name] = line["when"]


def unrecorded(
    noticed: Iterable[Noticed], lines: Sequence[Line], *, whole: bool
) -> tuple[list[Noticed], list[Noticed]]:
    """What no line of the history explains, and what is settled by one. Unless these lines are the `whole` history,
    nothing is said about what may be explained by an older line."""
    oldest = min((line["when"] for line in lines if line["when"]), default="")
    new: list[Noticed] = []
    settled: list[Noticed] = []
    for one in noticed:
        if any(one.explained(line) for line in lines):
            settled.append(one)
        elif whole or oldest < one.window[0]:
            new.append(one)
    return new, settled


def to_record(
    noticed: Iterable[Noticed], keys: Sequence[str], rows: Iterable[Sequence[Cell]], *, whole: bool
) -> tuple[list[list[Cell]], list[Noticed]]:
    """Lines for the history tab, the oldest first and a bounded number at once, and what they or older ones settle.

    `keys` are the tab's columns, `rows` its lines, or the newest of them unless they are the `whole`.
    """
    lines = [dict(zip_longest(keys, map(as_text, row[: len(keys)]), fillvalue="")) for row in rows]
    new, settled = unrecorded(noticed, [line for line in lines if line["when"]], whole=whole)
    written = new[:AT_ONCE]
    return [[one.line.get(key) or None for key in keys] for one in written], [*settled, *written]


# Comparing


def differences(before: Snapshot, now: Snapshot) -> Iterator[Noticed]:
    """What people changed between two readings, by table and row; a tab or column that is not in both is no matter."""
    for table in now.schema.records:
        old, new = _by_tab(before, table), _by_tab(now, table)
        for tab in old.keys() & new.keys():
            if old[tab].grid.rows != new[tab].grid.rows:
                yield from _Compared(table, before, now, old[tab], new[tab]).found()


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
        zone = _zone(self.now)
        since, when = (f"{one.taken_at.astimezone(zone):{TIME}}" for one in (self.before, self.now))
        why = sentence("history", "screen.in_sheet", language=_language(self.now))
        told = Noticed(since, when, self.read.tab, id_, header, old, new, why)
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


def _zone(snapshot: Snapshot) -> ZoneInfo:
    try:
        return ZoneInfo(str(snapshot.settings.get("time_zone") or "Asia/Jakarta"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Asia/Jakarta")


def _padded(when: str, sign: int) -> str:
    return f"{datetime.strptime(when, TIME) + sign * CLOCKS_DIFFER:{TIME}}"
