"""What people change in the sheet by hand, noticed by comparing one reading with the next; nobody's name is known.

A change that the app itself wrote, in this process or another, has its line in the history: such a one is explained,
and no longer counted. Where the known lines do not reach back to the reading before, nothing is claimed; and nothing
is put on record before it has stood for a while, since a save that went astray is put back in that time.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha1
from itertools import zip_longest
from typing import Any

from sheets.backends import Cell, Clock
from sheets.backends.history import GONE_ROW, NEW_ROW
from sheets.changes import as_text, same_value
from sheets.schema import plain_header

__all__ = ["GONE_ROW", "MARK", "NEW_ROW", "REST", "Noticed", "Noticing", "by_hand", "to_record"]

Line = Mapping[str, str]
MARK = "sheet-"
KEPT, AT_ONCE = 500, 40
CLOCKS_DIFFER = timedelta(minutes=2)
TIME = "%Y-%m-%d %H:%M:%S"
# Seconds in which a save that went astray is put back and has said so in the history.
REST = 30.0


@dataclass(frozen=True)
class Noticed:
    """One thing that is not as it was at the reading before: a cell, a new row ("+"), a row that is gone ("-").

    `since` and `when` are the times of both readings, as the history writes times; `headers` are the column's names,
    `means` the values of the cell now, in every form by which a line of the history may name them; `ids` every id that
    either reading knows.
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
    ids: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

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

    def explained(self, line: Line, undone: Collection[str] = ()) -> bool:
        """Whether this line of the history is what was noticed: a save of the app, or the same already recorded.

        `undone` are the saves that were taken back: what one of them left in its cell for a moment nobody can tell.
        """
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
        mine = line["id"] == self.id
        if not mine and line["id"] in self.ids:
            return False  # what is no id names a row without one, which may have been hit in this one's place
        if line["column"] == NEW_ROW:
            return mine
        # Without a name its column's header had moved away by the time of writing.
        named = self._names(line["column"]) if line["column"] else bool(line["new"])
        return named and (save_of(line) in undone or self._wrote(line["new"]))

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


def save_of(line: Line) -> str:
    """The name of the save that a line belongs to, also where the line says that it was taken back."""
    return line["op"].partition(".")[0]


class Noticing:
    """What was noticed and is not yet on record, the newest last; shared by all threads of a process."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._waiting: deque[tuple[float, Noticed]] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def add(self, found: Iterable[Noticed]) -> None:
        """What was otherwise in a new reading than in the one before it."""
        now = self.clock.monotonic()
        new = [(now, one) for one in found]
        with self._lock:
            self._waiting.extend(new)

    def waiting(self) -> tuple[Noticed, ...]:
        """All that is not yet on record."""
        with self._lock:
            return tuple(one for _, one in self._waiting)

    def rested(self) -> tuple[Noticed, ...]:
        """What was noticed long enough ago to be recorded."""
        latest = self.clock.monotonic() - REST
        with self._lock:
            return tuple(one for at, one in self._waiting if at <= latest)

    def settled(self, done: Iterable[Noticed]) -> None:
        """These are recorded now, or explained."""
        gone = {id(one) for one in done}
        with self._lock:
            self._waiting = deque(((at, one) for at, one in self._waiting if id(one) not in gone), maxlen=KEPT)

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
    undone = {save_of(line) for line in lines if "." in line["op"]}
    new: list[Noticed] = []
    settled: list[Noticed] = []
    for one in noticed:
        if any(one.explained(line, undone) for line in lines):
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


def _padded(when: str, sign: int) -> str:
    return f"{datetime.strptime(when, TIME) + sign * CLOCKS_DIFFER:{TIME}}"
