"""Anything in any order: people in the sheet, two app processes, a bad line or disk; what is promised of writing holds.

The pieces are those of `tests.soak`; here Hypothesis chooses what happens when, and makes what fails as short as it
can. A few examples are always the same; `LUMBUNG_EXAMPLES=wild` draws `LUMBUNG_MACHINES` (300) new ones of each.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sheets.backends.google_sheet import GoogleSheet
from tests.google_api import Api
from tests.soak.apps import App
from tests.soak.clock import Clock
from tests.soak.disk import interposed
from tests.soak.hands import Hands
from tests.soak.history import history_wrong
from tests.soak.meeting import Meeting, elsewhere
from tests.soak.person import ACTS, Person
from tests.soak.places import Shape, google_forum, new_google, new_workbook, truth_of, workbook_forum
from tests.soak.truth import Wrong, differences

WILD = os.environ.get("LUMBUNG_EXAMPLES") == "wild"
EXAMPLES = int(os.environ.get("LUMBUNG_MACHINES", "300")) if WILD else 12
STEPS = 12 if WILD else 8

DEEDS = {act.__name__: act for act in ACTS}
FAULTS = ("429", "500", "503", "html", "drop_before", "drop_after", "timeout_before", "timeout_after", "slow")
EVENTS = ("", "", "other", *DEEDS, *FAULTS)
seeds = some.integers(0, 2**32)
scripts = some.lists(some.sampled_from(EVENTS), max_size=8)
shapes = some.builds(
    Shape, above=some.sampled_from([0, 2]), ids=some.sampled_from([True, True, True, False]),
    total=some.booleans(), ruled=some.booleans(),
)  # fmt: skip


@dataclass
class Scripted(Meeting):
    """A meeting whose moments were written down before: what happens at the next request, and at the one after."""

    script: list[str] = field(default_factory=list)

    def moment(self, *, apps: bool = True) -> None:
        self.clock.sleep(0.5)
        event = self.next(*DEEDS, "other", "")
        if event in DEEDS:
            self.person.deed(DEEDS[event])
        idle = [app for app in self.apps if not app.busy]
        if event == "other" and apps and idle and self.depth < 1:
            self.depth += 1
            idle[0].step()
            self.depth -= 1

    def next(self, *wanted: str) -> str:
        """The next event of the script if it is one of these."""
        return self.script.pop(0) if self.script and self.script[0] in wanted and not self.quiet else ""


@dataclass
class Wire:
    """One process's line to Google: what the script says happens to the request."""

    meeting: Scripted
    api: Api
    send: Callable[..., Any]

    def once(self, method: str, path: str, params: Any, body: Any) -> Any:
        self.meeting.moment()
        fault = self.meeting.next(*FAULTS)
        self._plan(fault)
        if fault == "timeout_before":
            self._time_out()
        try:
            answer = self.send(method, path, params, body)
        finally:
            self.api.faults.planned.clear()
            self.meeting.moment()
        if fault == "timeout_after":
            self._time_out()
        return answer

    def _plan(self, fault: str) -> None:
        if fault.isdigit():
            self.api.faults.plan("error", code=int(fault))
        elif fault == "html":
            self.api.faults.html(self.meeting.chance.choice([429, 500, 502, 503]))
        elif fault.startswith("drop"):
            self.api.faults.plan(fault)
        elif fault == "slow":
            self.meeting.clock.sleep(9)

    def _time_out(self) -> None:
        self.meeting.clock.sleep(10)
        raise requests.exceptions.ReadTimeout("slow answer")


class Writing(RuleBasedStateMachine):
    """Two processes, one person, one spreadsheet."""

    meeting: Scripted
    hands: Hands

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.clock = Clock()

    def made(self, shape: Shape) -> Hands:
        raise NotImplementedError

    def joined(self) -> None:
        """The two processes come in."""
        raise NotImplementedError

    @initialize(shape=shapes, seed=seeds)
    def meet(self, shape: Shape, seed: int) -> None:
        self.hands = self.made(shape)
        truth, chance = truth_of(shape, self.hands), random.Random(seed)
        self.meeting = Scripted(chance, self.clock, Person(self.hands, truth, chance), truth)
        self.joined()
        for app in self.meeting.apps:
            app.look()
        self.others = {tab: self.hands.lines(tab) for tab in self.hands.tabs() if tab != "Tugas"}

    def chosen(self, seed: int, script: list[str]) -> None:
        """What is left to chance in the next step."""
        self.meeting.script = list(script)
        self.meeting.chance.seed(seed)

    @rule(deed=some.sampled_from(sorted(DEEDS)), seed=seeds)
    def person_acts(self, deed: str, seed: int) -> None:
        self.chosen(seed, [])
        self.meeting.person.deed(DEEDS[deed])

    @rule(number=some.integers(0, 1), seed=seeds, script=scripts)
    def somebody_looks(self, number: int, seed: int, script: list[str]) -> None:
        self.chosen(seed, script)
        self.meeting.apps[number].look()

    @rule(
        number=some.integers(0, 1), how=some.sampled_from(["edit", "append", "both", "together"]), seed=seeds,
        script=scripts,
    )  # fmt: skip
    def somebody_saves(self, number: int, how: str, seed: int, script: list[str]) -> None:
        self.chosen(seed, script)
        app = self.meeting.apps[number]
        app.busy = True
        getattr(app, how)()
        app.busy = False

    @precondition(lambda self: any(app.again for app in self.meeting.apps))
    @rule(seed=seeds, script=scripts)
    def somebody_presses_again(self, seed: int, script: list[str]) -> None:
        self.chosen(seed, script)
        for app in self.meeting.apps:
            while app.again:
                app.again.pop()()

    @rule(minutes=some.integers(1, 20))
    def time_passes(self, minutes: int) -> None:
        self.clock.sleep(60 * minutes)

    @invariant()
    def everything_is_as_it_has_to_be(self) -> None:
        """While nothing is owed to the sheet: repairs that could not be sent are made before the next save."""
        if not any(_owes(app) for app in self.meeting.apps):
            assert self.wrong() == []

    def wrong(self) -> list[Wrong]:
        truth = self.meeting.truth
        found = differences(truth, self.hands.lines(truth.tab))
        found += [Wrong("errors", by, "a SheetError", repr(e)) for app in self.meeting.apps for by, e in app.broken]
        return [*found, *elsewhere(self.others, self.hands), *history_wrong(truth, self.hands)]

    def teardown(self) -> None:
        try:
            if hasattr(self, "others"):
                assert [*self.meeting.end(), *self.wrong()] == []
        finally:
            self.stack.close()


def _owes(app: App) -> bool:
    backend = app.forum.backend
    return isinstance(backend, GoogleSheet) and backend.debts.owes


class InGoogle(Writing):
    """In Google for tests."""

    api: Api

    def made(self, shape: Shape) -> Hands:
        self.api.reset()
        hands = new_google(self.api, shape)
        self.stack.callback(self.api.forget, hands.id)
        return hands

    def joined(self) -> None:
        for name in "AB":
            forum, line = google_forum(self.api, self.hands, self.clock)  # type: ignore[arg-type]
            line._once = Wire(self.meeting, self.api, line._once).once
            self.meeting.apps.append(App(name, forum, self.meeting.truth, self.meeting.chance))


class InAWorkbook(Writing):
    """In a workbook on disk."""

    def made(self, shape: Shape) -> Hands:
        return new_workbook(Path(self.stack.enter_context(TemporaryDirectory())), shape)

    def joined(self) -> None:
        for name in "AB":
            forum, backend = workbook_forum(self.hands, self.clock)  # type: ignore[arg-type]
            self.meeting.apps.append(App(name, forum, self.meeting.truth, self.meeting.chance))
        self.stack.enter_context(interposed(self.meeting, backend.path))


@pytest.fixture(scope="module", autouse=True)
def google(server):
    InGoogle.api = server


CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
TestInGoogle, TestInAWorkbook = InGoogle.TestCase, InAWorkbook.TestCase
TestInGoogle.settings = TestInAWorkbook.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, suppress_health_check=CALM
)
