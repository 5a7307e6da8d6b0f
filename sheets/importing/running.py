"""Doing an import: looked at afresh, then written in saves of at most 500 lines of history, each whole or not."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sheets.changes import Change
from sheets.errors import Conflict, Invalid, NotFound, SheetError
from sheets.importing.arrival import Arrival, Layout, laid_out
from sheets.importing.incoming import Brought, bring
from sheets.importing.plan import Answers, compare
from sheets.importing.settled import Settled, changes
from sheets.importing.settling import settle
from sheets.snapshot import Snapshot

AT_ONCE = 500
REFUSALS = 20


class Target(Protocol):
    """The forum's sheet as an import uses it: `Forum`, or `Visit` for somebody with a role."""

    @property
    def source(self) -> str: ...

    def read(self) -> Snapshot: ...

    def save(self, changes: Sequence[Change], by: str | None = None, why: str | None = None) -> list[str]: ...


@dataclass(frozen=True)
class Chunk:
    """What one save has done."""

    added: int
    changed: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A row that the sheet did not take at the moment of writing, and why."""

    key: str
    table: str
    id: str
    error: SheetError


@dataclass(frozen=True)
class Moved:
    """What is otherwise in the forum's sheet than when the plan was shown. `n` rows; `titles`: the first of them."""

    reason: str
    n: int
    titles: tuple[str, ...] = ()


@dataclass
class Job:
    """One import under way. `step()` does one save; between two steps it can be stopped by not calling it again.

    `shown` is what the person saw and confirmed. The first step looks again: when something else would be written now,
    nothing is, and `moved` says what is different (`now` is the new plan, to be shown and confirmed again).
    """

    forum: Target
    arrival: Arrival
    layout: Layout
    answers: Answers
    shown: Settled
    why: str
    by: str | None = None
    at_once: int = AT_ONCE
    brought: Brought | None = None
    written: dict[str, str] = field(default_factory=dict)
    chunks: list[Chunk] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    moved: tuple[Moved, ...] = ()
    now: Settled | None = None
    over: bool = False

    @property
    def total(self) -> int:
        """How many rows and cells were to be written."""
        return self.shown.total

    @property
    def added(self) -> int:
        return sum(chunk.added for chunk in self.chunks)

    @property
    def changed(self) -> int:
        return sum(chunk.changed for chunk in self.chunks)

    def step(self) -> bool:
        """Write the next part; answers whether there is more. Raises a SheetError when the sheet cannot be written.

        Whatever is raised: what earlier steps wrote stands, this step wrote nothing, and it can be tried again.
        """
        with _turn(self.forum.source):
            self.now = self._looked_again()
            if not self.chunks and not self.refused and self.now.signature() != self.shown.signature():
                self.moved, self.over = tuple(moved(self.shown, self.now)), True
                return False
            wanted = self._wanted(self.now)
            if wanted:
                self._write(wanted)
            self.over = not wanted or self._is_last(wanted)
            return not self.over

    def _looked_again(self) -> Settled:
        snapshot = self.forum.read()
        if self.brought is None:
            self.brought = bring(self.arrival.book, laid_out(self.arrival, self.layout), snapshot)
        answers = replace(self.answers, without={**self.answers.without, **self.written})
        if self.chunks:
            answers = replace(answers, settled=frozenset(row.key for row in self.shown.additions))
        return settle(compare(self.brought, snapshot), answers)

    def _wanted(self, now: Settled) -> list[tuple[str, Change]]:
        """What was shown and still has to be written, no more."""
        shown = self.shown.signature()
        gone = {refusal.key for refusal in self.refused}
        return [(key, change) for key, change in changes(now, self.why) if key in shown and key not in gone]

    def _chunk(self, wanted: Sequence[tuple[str, Change]]) -> list[tuple[str, Change]]:
        """As many rows as fit into one save; one line of history for a new row, one for each changed cell."""
        chosen: list[tuple[str, Change]] = []
        lines = 0
        later = self.now.later if self.now else set()
        for key, change in [pair for pair in wanted if pair[0] not in later] or wanted:
            lines += 1 if change.id is None else len(change.values)
            if chosen and lines > self.at_once:
                break
            chosen.append((key, change))
        return chosen

    def _is_last(self, wanted: Sequence[tuple[str, Change]]) -> bool:
        return all(key in self.written or any(r.key == key for r in self.refused) for key, _ in wanted)

    def _write(self, wanted: Sequence[tuple[str, Change]]) -> None:
        """One save; a row that the sheet refuses is taken out of it and named, the others are written."""
        chunk = self._chunk(wanted)
        while chunk:
            try:
                ids = self.forum.save([change for _, change in chunk], by=self.by, why=self.why)
            except (Conflict, Invalid, NotFound) as error:
                chunk = self._without(chunk, error)
                continue
            added = sum(change.id is None for _, change in chunk)
            cells = sum(len(change.values) for _, change in chunk if change.id is not None)
            self.chunks.append(Chunk(added, cells, tuple(ids)))
            self.written.update(zip((key for key, _ in chunk), ids, strict=True))
            return

    def _without(self, chunk: list[tuple[str, Change]], error: SheetError) -> list[tuple[str, Change]]:
        table, id_ = error.details.get("table"), error.details.get("id")
        bad = [(key, c) for key, c in chunk if id_ and c.table == table and c.id == id_]
        if not bad or len(self.refused) >= REFUSALS:
            raise error
        self.refused += [Refusal(key, c.table, str(id_), error) for key, c in bad]
        return [pair for pair in chunk if pair not in bad]


def moved(before: Settled, now: Settled) -> list[Moved]:
    """What changed in the forum's sheet between two plans for one file, as reasons with counts and names."""
    old, new = before.signature(), now.signature()
    names = {row.key: row.title for plan in (before, now) for row in plan.additions}
    names |= {known.key: known.title for plan in (before, now) for known in plan.known}
    added = {row.key for row in before.additions}
    there = {known.key for known in now.known}
    asked = {judged.row.key for judged in now.asked}
    kinds: dict[str, list[str]] = {}
    for key in [key for key in (*old, *new) if old.get(key) != new.get(key)]:
        name = names.get(key, key)
        if name not in kinds.setdefault(_kind(key, old, new, added, there, asked), []):
            kinds[_kind(key, old, new, added, there, asked)].append(name)
    return [Moved(reason, len(titles), tuple(titles[:5])) for reason, titles in kinds.items()]


def _kind(
    key: str, old: Mapping[str, object], new: Mapping[str, object], added: set[str], there: set[str], asked: set[str]
) -> str:
    if key in added and key in there:
        return "now_there"
    if key in old and key in asked:
        return "now_asked"
    if key not in old:
        return "now_new"
    return "now_other" if key in new else "now_gone"


_turns: dict[str, threading.Lock] = {}
_handing_out = threading.Lock()


def _turn(source: str) -> threading.Lock:
    """Imports into one sheet take turns in this process: each sees what the one before it has added."""
    with _handing_out:
        return _turns.setdefault(source, threading.Lock())
