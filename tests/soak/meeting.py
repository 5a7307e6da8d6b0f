"""One meeting from one seed: who acts when, what fails when, and what was found wrong afterwards."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from sheets.errors import SheetError
from tests.google_api import Api
from tests.soak.apps import App
from tests.soak.clock import Clock
from tests.soak.disk import interposed
from tests.soak.hands import Hands, Lines
from tests.soak.history import history_wrong
from tests.soak.person import Person
from tests.soak.places import Shape, google_forum, new_google, new_workbook, some_shape, truth_of, workbook_forum
from tests.soak.truth import Truth, Wrong, differences

SETTLE = "Kembali {n}"


@dataclass
class Meeting:
    """What is under way; `moment` is called between any two requests."""

    chance: random.Random
    clock: Clock
    person: Person
    truth: Truth
    apps: list[App] = field(default_factory=list)
    quiet: bool = False
    depth: int = 0
    late: list[Callable[[], object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.truth.look = self.notice

    def notice(self) -> None:
        """What has been written since anybody looked: it is in the history tab, in the same request as its cells."""
        hands = self.person.hands
        if "Riwayat" in hands.tabs():
            self.truth.saw(hands.lines("Riwayat"))

    def moment(self, *, apps: bool = True) -> None:
        """Time passes; a person may act, another process may save."""
        self.notice()
        self.clock.sleep(self.chance.uniform(0.05, 2.0))
        for arrive in list(self.late):
            if self.chance.random() < 0.5:
                self.late.remove(arrive)
                arrive()
                self.notice()
        if self.quiet:
            return
        while self.person.left > 0 and self.chance.random() < 0.2:
            self.person.act()
        idle = [app for app in self.apps if not app.busy]
        if apps and idle and self.depth < 1 and self.chance.random() < 0.12:
            self.depth += 1
            self.chance.choice(idle).step()
            self.depth -= 1

    def hold(self) -> None:
        """The meeting itself: everybody comes and goes."""
        for _ in range(self.chance.randint(2, 5)):
            self.moment()
            self.chance.choice(self.apps).step()
            for app in self.apps:
                while app.again:
                    app.again.pop()()
        self.moment()

    def end(self) -> list[Wrong]:
        """The line is good again, people have gone home, and each process makes one more save elsewhere."""
        self.quiet, self.person.left = True, 0
        wrong = []
        for arrive in self.late:
            arrive()
        self.late.clear()
        for number, app in enumerate(self.apps):
            self.clock.sleep(120)
            try:
                app.forum.read()
                app.forum.update("partners", "M-01", {"short_name": SETTLE.format(n=number)}, by=f"{app.name}-akhir")
            except SheetError as error:
                wrong.append(
                    Wrong("errors", app.name, "a save when all is calm", f"{type(error).__name__}.{error.reason}")
                )
            wrong += [Wrong("errors", by, "a SheetError", repr(error)) for by, error in app.broken]
        return wrong


def google_meeting(api: Api, seed: int, **options: Any) -> tuple[Meeting, list[Wrong]]:
    """One meeting in Google for tests."""
    chance, clock = random.Random(f"google {seed}"), Clock()
    api.reset()
    shape = options.get("shape") or some_shape(chance)
    hands = new_google(api, shape)
    meeting = _meeting(chance, clock, hands, shape)
    for name in "AB":
        forum, line = google_forum(api, hands, clock)
        line._once = Line(meeting, api, line._once, late=options.get("late", False)).once
        meeting.apps.append(App(name, forum, meeting.truth, chance))
    wrong = _held(meeting, hands, options)
    api.forget(hands.id)
    return meeting, wrong


def workbook_meeting(folder: Path, seed: int, **options: Any) -> tuple[Meeting, list[Wrong]]:
    """One meeting in a workbook."""
    chance, clock = random.Random(f"workbook {seed}"), Clock()
    shape = options.get("shape") or some_shape(chance)
    hands = new_workbook(folder, shape)
    meeting = _meeting(chance, clock, hands, shape)
    for name in "AB":
        forum, _ = workbook_forum(hands, clock)
        meeting.apps.append(App(name, forum, meeting.truth, chance))
    with interposed(meeting, hands.path):
        wrong = _held(meeting, hands, options)
    return meeting, wrong


def _meeting(chance: random.Random, clock: Clock, hands: Hands, shape: Shape) -> Meeting:
    truth = truth_of(shape, hands)
    return Meeting(chance, clock, Person(hands, truth, chance, left=chance.randint(1, 8)), truth)


def _held(meeting: Meeting, hands: Hands, options: dict[str, Any]) -> list[Wrong]:
    others = {tab: hands.lines(tab) for tab in hands.tabs() if tab != "Tugas"}
    for app in meeting.apps:
        meeting.quiet = True
        app.look()
        meeting.quiet = False
    meeting.hold()
    wrong = meeting.end()
    if options.get("keep"):
        options["keep"](meeting, hands)
    wrong += differences(meeting.truth, hands.lines(meeting.truth.tab))
    wrong += elsewhere(others, hands)
    return wrong + history_wrong(meeting.truth, hands)


def elsewhere(before: dict[str, Lines], hands: Hands) -> Iterator[Wrong] | list[Wrong]:
    """The other tabs, but for the one cell of the last saves."""
    wrong = []
    for tab, was in before.items():
        now = hands.lines(tab)
        for row, line in enumerate(was):
            for col, cell in enumerate(line):
                found = now[row][col] if row < len(now) and col < len(now[row]) else None
                if found != cell and (tab, row, col) != ("Mitra", 1, 2):
                    wrong.append(Wrong("damaged cells", f"{tab} row {row + 1} column {col + 1}", str(cell), str(found)))
    return wrong


@dataclass
class Line:
    """One process's line to Google: before and after each request anything may happen, and some of them fail."""

    meeting: Meeting
    api: Api
    send: Callable[..., Any]
    late: bool = False

    def once(self, method: str, path: str, params: Any, body: Any) -> Any:
        self.meeting.moment()
        fault = "" if self.meeting.quiet else self._fault(method)
        if fault == "late":
            self.meeting.late.append(lambda: self._arrive(method, path, params, body))
        if fault in ("late", "timeout_before"):
            self._time_out()
        try:
            answer = self.send(method, path, params, body)
        finally:
            self.api.faults.planned.clear()
            self.meeting.moment()
        if fault == "timeout_after":
            self._time_out()
        return answer

    def _arrive(self, *call: Any) -> None:
        try:
            self.send(*call)
        except Exception as error:  # nobody waits for this answer any more
            assert error is not None

    def _time_out(self) -> None:
        self.meeting.clock.sleep(10)
        raise requests.exceptions.ReadTimeout("slow answer")

    def _fault(self, method: str) -> str:
        """Plan a fault for this request, or none."""
        if self.meeting.chance.random() > 0.12:
            return ""
        late = ["late"] if self.late and method != "get" else []
        how = self.meeting.chance.choice(
            [
                "429",
                "500",
                "503",
                "html",
                "drop_before",
                "drop_after",
                "drop_after",
                "timeout_before",
                "timeout_after",
                *late,
            ]
        )
        if how.isdigit():
            self.api.faults.plan("error", code=int(how))
        elif how == "html":
            self.api.faults.html(self.meeting.chance.choice([429, 500, 502, 503]))
        elif how.startswith("drop"):
            self.api.faults.plan(how)
        return how
