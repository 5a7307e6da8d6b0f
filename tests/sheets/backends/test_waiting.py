"""How long anybody waits when Google does not answer, on a clock that the test moves: 10 s a call, 20 s in all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from sheets.backends.google import connect
from sheets.backends.google_sheet import GoogleSheet
from sheets.errors import NotFound, Offline, SheetError, TooBusy
from sheets.schema import load_schema
from sheets.store import Forum
from tests.sheets.backends.places import TODAY, give_ids
from tests.soak.clock import Clock

BUDGET, MOMENT = 20.0, 3.0
NEW = {"indicator": "I-01", "date": TODAY, "value": 5}


class Hanging:
    """A line on which no answer comes from the `after`-th call on (of writes `only`); `between` happens before the next
    write."""

    only = "all"
    between: Callable[[], object] | None = None

    def __init__(self, google, clock, after):
        self.line = connect(google.id, google.api.service_account(), clock=clock)
        self.clock, self.after, self.send = clock, after, self.line._once
        self.line._once = self.once  # type: ignore[method-assign,assignment]

    def once(self, *call: Any) -> Any:
        self.after -= self.only in ("all", call[0])
        if self.after < 0 and self.only in ("all", call[0]):
            self.clock.sleep(self.line.for_one_call)
            raise requests.exceptions.ReadTimeout("no answer")
        if call[0] == "post" and self.between:
            act, self.between = self.between, None
            act()
        return self.send(*call)


def opened(google, after=1000):
    clock = Clock()
    hanging = Hanging(google, clock, after)
    return Forum(GoogleSheet(hanging.line), load_schema(), today=TODAY, clock=clock), hanging, clock


def test_a_cold_start_without_an_answer_says_so_in_time_and_twenty_visitors_wait_once(google):
    forum, _, clock = opened(google, after=0)
    began = clock.now

    def look(_):
        with pytest.raises(Offline):
            forum.latest()

    with ThreadPoolExecutor(20) as people:
        list(people.map(look, range(20)))
    assert clock.now - began <= BUDGET + 1
    assert forum.trouble is not None


def test_trying_again_tries_at_once_and_not_for_everybody(google):
    forum, hanging, clock = opened(google, after=0)
    with pytest.raises(Offline):
        forum.latest()
    clock.sleep(3)
    calls, hanging.after = hanging.line.calls, 1000
    forum.try_again()
    forum.try_again()
    assert len(forum.latest().tables["tasks"]) == 4
    assert forum.trouble is None
    assert hanging.line.calls == calls + 1


def test_after_a_cold_start_without_an_answer_the_next_visitor_waits_for_a_moment_only(google, monkeypatch):
    forum, hanging, clock = opened(google, after=0)
    with pytest.raises(Offline):
        forum.latest()
    clock.sleep(5)
    answered, read = threading.Event(), forum.backend.read
    hanging.after = 1000
    monkeypatch.setattr("sheets.shared.PATIENCE", 0.05)
    monkeypatch.setattr(forum.backend, "read", lambda: answered.wait(60) and read())
    with pytest.raises(Offline):
        forum.latest()
    answered.set()
    forum._behind.join(60)
    assert len(forum.latest().tables["tasks"]) == 4


@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize("what", ["edit", "append"])
@pytest.mark.parametrize("only", ["all", "post"])
def test_a_save_without_an_answer_is_refused_in_time_whenever_the_line_falls_silent(google, after, what, only):
    forum, hanging, clock = opened(google)
    forum.read()
    hanging.only = only
    began, hanging.after = clock.now, after
    try:
        if what == "edit":
            forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
        else:
            forum.append("measurements", NEW)
    except SheetError as error:
        assert isinstance(error, Offline)
    assert clock.now - began <= BUDGET + MOMENT


def test_a_spent_quota_is_waited_for_and_then_said(google):
    forum, _, clock = opened(google)
    forum.read()
    began = clock.now
    google.api.faults.fail(429, times=1000)
    with pytest.raises(TooBusy) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert 2 <= clock.now - began <= BUDGET
    assert error.value.reason == "quota"
    google.api.faults.clear()
    assert google.rows("Tugas")[2][5] == 40


def test_a_quota_that_comes_back_in_time_saves(google):
    forum, _, _ = opened(google)
    forum.read()
    google.api.faults.fail(429, times=3)
    forum.update("tasks", "TG-002", {"progress": 55})
    assert google.rows("Tugas")[2][5] == 55


def test_while_google_is_away_the_last_good_rows_and_their_time_stay(google):
    forum, hanging, clock = opened(google)
    good = forum.latest()
    hanging.after = 0
    clock.sleep(6)
    forum.latest()
    assert forum._behind is not None
    forum._behind.join(10)
    assert forum.latest().taken_at == good.taken_at
    assert isinstance(forum.trouble, Offline)


# Ids


def test_two_processes_that_give_ids_at_the_same_moment_give_each_row_one(google):
    for row in (6, 7):
        google.edit("Tugas", f"B{row}", f"Usul warga {row}")
    one, line, _ = opened(google)
    other, _, _ = opened(google)
    one.read()
    other.read()
    line.between = lambda: give_ids(other, by="B")
    with pytest.raises(NotFound):
        give_ids(one, by="A")
    ids = [row[0] for row in google.rows("Tugas")[1:]]
    assert len(set(ids)) == len(ids) == 6
    assert None not in ids
    assert give_ids(one) == give_ids(other) == 0


def test_a_doubled_id_is_shown_and_neither_row_is_written(place):
    place.edit("Tugas", "A4", "TG-002")
    forum = place.open()
    before = place.rows("Tugas")
    doubled = [problem for problem in forum.read().problems if problem.reason == "duplicate_id"]
    assert doubled
    assert all("TG-002" in problem.message() for problem in doubled)
    with pytest.raises(NotFound):
        forum.update("tasks", "TG-002", {"progress": 55})
    assert place.rows("Tugas") == before


def test_a_refresh_that_fails_in_a_way_nobody_foresaw_is_not_silent(google, monkeypatch):
    forum, _, _ = opened(google)
    good = forum.latest()
    monkeypatch.setattr(forum.backend, "read", lambda: 1 / 0)
    forum._refresh()
    assert isinstance(forum.trouble, SheetError)
    assert forum.latest() is good


def test_a_save_does_not_wait_longer_for_another_thread_than_for_google(google, monkeypatch):
    forum, _, _ = opened(google)
    forum.read()
    monkeypatch.setattr("sheets.backends.google_sheet.BUDGET", 0.05)
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with forum.backend.debts.lock:
            held.set()
            over.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    with pytest.raises(Offline) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    over.set()
    other.join()
    assert error.value.reason == "timeout"
    forum.update("tasks", "TG-002", {"progress": 55})
