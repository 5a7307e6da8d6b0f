"""What people change in the sheet by hand, noticed by comparing one reading with the next; nobody's name is known.

A change that the app itself wrote, in this process or another, has its line in the history: such a one is explained,
and no longer counted. Where the known lines do not reach back to the reading before, nothing is claimed.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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
from sheets.snapshot import Snapshot, TableRead
from sheets.words import sentence

Line = Mapping[str, str]
MARK = "sheet-"
KEPT, AT_ONCE = 500, 40
CLOCKS_DIFFER = timedelta(minutes=2)
TIME = "%Y-%m-%d %H:%M:%S"
NAMED = ("reference", "references", "choices", "date_range", "phone")


@dataclass(frozen=True)
class Noticed:
    """One thing that is not as it was at the reading before: a cell, a new row ("+"), a row that is gone ("-").

    `since` and `when` are the times of both readings, as the history writes times; `means` are the values of the cell
    now, in every form by which a line of the history may name them.
    """

    since: str
    when: str
    tab: str
    id: str
    column: str
    old: str
    new: str
    why: str = field(default="", compare=False)
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

    def explained(self, line: Line) -> bool:
        """Whether this line of the history is what was noticed: a save of the app, or the same already recorded."""
        if not _padded(self.since, -1) <= line["when"] <= _padded(self.when, 1):
            return False
        if by_hand(line):
            told = (line["tab"], line["id"], line["column"], line["new"])
            return told == (self.tab, self.id, self.column, self.new) and line["when"] >= self.since
        if not self.id:
            return line["tab"] == self.tab and _same_header(line["column"], self.column)
        if self.column in (NEW_ROW, GONE_ROW):
            return self.id in (line["id"], line["new"], line["old"])
        if line["id"] != self.id:
            return False
        return line["column"] == NEW_ROW or (_same_header(line["column"], self.column) and self._wrote(line["new"]))

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
        told = [*lines, *(one.line for one in reversed(found))]
        return sorted(told, key=lambda line: line["when"], reverse=True)[:limit]


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
        elif whole or oldest < _padded(one.since, -1):
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
        old = {read.tab: read for read in before.reads if read.table == table.name}
        for read in now.reads:
            was = old.get(read.tab) if read.table == table.name else None
            if was is not None and read.plain and was.plain and was.grid.rows != read.grid.rows:
                yield from _Compared(table, before, now, was, read).found()


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
        cells = [one for id_, row in new.items() if id_ in old for one in self._cells(id_, old[id_], row)]
        many = Counter(one.column for one in cells)
        for column in many:
            yield from self._few(column, [one for one in cells if one.column == column])

    def _few(self, column: str, found: list[Noticed]) -> list[Noticed]:
        if len(found) <= AT_ONCE:
            return found
        count = sentence("history", "screen.in_sheet_many", {"n": len(found)}, language=_language(self.now))
        return [self._told("", column, "", count)]

    def _cells(self, id_: str, old: int, row: int) -> Iterator[Noticed]:
        was, now = self.was.grid.rows[old - 1], self.read.grid.rows[row - 1]
        if was == now and self._same_columns:
            return
        for match, earlier in self._columns:
            one, other = at([was], 0, earlier.col), at([now], 0, match.col)
            if not same_cell(one, other):
                column = self.table.column(match.key)
                texts = self._text(self.before, column, id_, one), self._text(self.now, column, id_, other)
                if texts[0] != texts[1]:
                    yield self._told(id_, match.header or match.letter, *texts, column=column)

    @property
    def _same_columns(self) -> bool:
        return all(match.col == earlier.col for match, earlier in self._columns)

    @property
    def _columns(self) -> list[tuple[Any, Any]]:
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
        if column is None or column.kind in NAMED:
            return Noticed(since, when, self.read.tab, id_, header, old, new, why)
        frame, context = self.now.tables[self.table.name], _context(self.now, column)
        value: Any = frame.at[id_, column.key]
        kind = KINDS[column.kind]
        return Noticed(
            since, when, self.read.tab, id_, header, old, new, why, (new, value),
            lambda text: kind.read(text, context).value if text else "",
        )  # fmt: skip


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


def _same_header(one: str, other: str) -> bool:
    return plain_header(one) == plain_header(other)


def _padded(when: str, sign: int) -> str:
    return f"{datetime.strptime(when, TIME) + sign * CLOCKS_DIFFER:{TIME}}"
