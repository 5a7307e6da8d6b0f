"""Two app processes: each has its own forum object, shows a reading to somebody, and saves what they ask."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sheets.changes import Change
from sheets.errors import SheetError
from sheets.snapshot import Snapshot
from sheets.store import Forum
from sheets.tickets import Ticket
from tests.soak.cells import State, plain
from tests.soak.truth import TOKEN, Asked, Truth

WORDS = {
    "done": frozenset({"sudah", "selesai", "Selesai"}),
    "in_progress": frozenset({"proses", "Berjalan"}),
    "not_started": frozenset({"belum", "Belum mulai"}),
    "on_hold": frozenset({"ditunda", "Tertunda"}),
}
LEADS = {
    "M-01": frozenset({"BPBD", "BPBD Kab. Contoh", "M-01"}),
    "M-02": frozenset({"PKK", "PKK Desa Sukamaju", "pkk desa sukamaju", "M-02"}),
}
TITLES = ("Tugas {n}", "=1+{n}", "+62813{n:06}", "00{n}", "-{n}", "@{n}", "1/{n}", "{n}%")
DAY_ONE = date(2027, 1, 1)


@dataclass
class App:
    """One process. `shown` is what its user looks at: the present reading, or an older one."""

    name: str
    forum: Forum
    truth: Truth
    chance: random.Random
    shown: Snapshot | None = None
    busy: bool = False
    saves: int = 0
    broken: list[tuple[str, BaseException]] = field(default_factory=list)
    again: list[Callable[[], None]] = field(default_factory=list)

    def step(self) -> None:
        """Look, or save something that was asked for."""
        self.busy = True
        try:
            if self.shown is None or self.chance.random() < 0.4:
                self.look()
            if self.shown is not None:
                self.chance.choices([self.edit, self.append, self.both, self.together], [6, 3, 1, 1])[0]()
        finally:
            self.busy = False

    def look(self) -> None:
        try:
            fresh = self.forum.read()
        except SheetError:
            return
        if self.shown is None or self.chance.random() < 0.8:
            self.shown = fresh

    def edit(self) -> None:
        change = self.changed()
        if change is not None:
            self.save([change])

    def append(self) -> None:
        self.save([self.added()])

    def both(self) -> None:
        change = self.changed()
        self.save([self.added(), *([change] if change else [])])

    def together(self) -> None:
        """Somebody else's save is already waiting when this one comes: they share a request."""
        waiting = [change for change in (self.changed(), self.added()) if change]
        records = []
        for change in waiting:
            asked = self.record([change])
            ticket = Ticket((change,), asked.by, None)
            self.forum._saving._waiting.append(ticket)
            records.append((asked, ticket))
        self.edit()
        for asked, ticket in records:
            if not ticket.done:
                if ticket in self.forum._saving._waiting:
                    self.forum._saving._waiting.remove(ticket)
                asked.outcome, asked.reason = "refused", "never sent"
                continue
            self.close(asked, ticket.ids, ticket.error)

    # What is asked

    def changed(self) -> Change | None:
        """An edit of one to three cells of a row that is on screen."""
        assert self.shown is not None
        frame = self.shown.tables["tasks"]
        ids = [row for row in frame.index if frame.at[row, TOKEN] in self.truth.rows]
        if not ids:
            return None
        row = self.chance.choice(ids)
        values = {key: value for key, value in self.values().items() if not same(key, value, frame.at[row, key])}
        keys = self.chance.sample(sorted(values), min(len(values), self.chance.choice([1, 1, 2, 3])))
        seen = {key: frame.at[row, key] for key in keys}
        return Change("tasks", row, {key: values[key] for key in keys}, seen)

    def added(self) -> Change:
        values = self.values()
        needed = {key: values[key] for key in ("title", "lead", "due", "status")}
        return Change("tasks", None, {**needed, TOKEN: f"{self.name}{self.saves}n"})

    def values(self) -> dict[str, Any]:
        """New values, which nobody else types."""
        self.saves += 1
        n = self.saves + (300 if self.name == "A" else 600)
        return {
            "title": self.chance.choice(TITLES).format(n=n),
            "lead": self.chance.choice(sorted(LEADS)),
            "due": DAY_ONE + timedelta(days=n),
            "status": self.chance.choice(sorted(WORDS)),
            "progress": n / 1000 * 64,
            "budget": n * 1000 + 7,
        }

    # What became of it

    def save(self, changes: list[Change]) -> None:
        asked = self.record(changes)
        try:
            ids = self.forum.save(changes, by=asked.by)
        except SheetError as error:
            self.close(asked, None, error)
            if error.reason == "outcome_unknown" and self.chance.random() < 0.7:
                self.again.append(lambda: self.repeat(changes, asked))
        except Exception as error:
            self.broken.append((asked.by, error))
            asked.outcome, asked.reason = "unknown", repr(error)
            self.truth.settle(asked)
        else:
            self.close(asked, ids, None)

    def repeat(self, changes: list[Change], asked: Asked) -> None:
        """The person presses the button again after "nobody can tell"."""
        self.busy = True
        try:
            ids = self.forum.save(changes, by=asked.by)
        except SheetError as error:
            asked.reason += f", then {error.reason}"
        else:
            self.close(asked, ids, None)
        finally:
            self.busy = False

    def record(self, changes: list[Change]) -> Asked:
        assert self.shown is not None
        asked = Asked(f"{self.name}{len(self.truth.asked)}", next(self.truth.steps))
        frame = self.shown.tables["tasks"]
        for change in changes:
            if change.id is None:
                asked.new[change.values[TOKEN]] = {key: stored(key, value) for key, value in change.values.items()}
                continue
            token = str(frame.at[change.id, TOKEN])
            asked.rows[token] = change.id
            for key, value in change.values.items():
                asked.cells[token, key] = stored(key, value)
                if token in self.truth.rows:
                    asked.before[token, key] = self.truth.rows[token].get(key, (State(),))[0]
        self.truth.asked.append(asked)
        return asked

    def close(self, asked: Asked, ids: list[str] | None, error: SheetError | None) -> None:
        unknown = error is not None and error.reason == "outcome_unknown"
        asked.outcome = "saved" if error is None else "unknown" if unknown else "refused"
        asked.reason = "" if error is None else f"{type(error).__name__}.{error.reason}"
        if ids and asked.new:
            asked.ids = dict(zip(asked.new, ids, strict=False))
        self.truth.settle(asked)


def same(key: str, value: Any, seen: Any) -> bool:
    """The value is on screen already: no form sends it."""
    return bool(seen == value or (key == "lead" and seen in LEADS[value]))


def stored(key: str, value: Any) -> Any:
    """How a value may stand in its cell."""
    if key == "status":
        return WORDS[value]
    return LEADS[value] if key == "lead" else plain(value)
