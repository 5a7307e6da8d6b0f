"""Google: how many calls a screen and a save cost, how long they keep people waiting, what an outage does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import requests

from sheets.backends.google import connect
from sheets.backends.google_sheet import GoogleSheet
from sheets.errors import SheetError
from sheets.schema import load_schema
from sheets.store import Forum
from tests.bench.crowd import ACTION, Room
from tests.bench.forum import TABS, TODAY, google_forum
from tests.bench.slow_google import TOKEN, SlowGoogle, slow_google
from tests.bench.table import Measure, quickest
from tests.google_api import Api, running

DELAY = 0.3
VIEWERS = 20
MINUTES, BUDGET = 2, 21.0
ISSUE = {"title": "Jalan putus", "type": "issue", "reported_on": TODAY, "stage": "new"}


def measures() -> Iterator[Measure]:
    with running() as api, sent_to(api.url):
        yield from calls(api)
        yield from viewers(api)
    yield from waiting()
    yield from rooms()
    yield from outages()


@contextmanager
def sent_to(url: str) -> Iterator[None]:
    """Everything that is meant for Google goes to this server."""
    before = os.environ.get("LUMBUNG_GOOGLE_ENDPOINT", "")
    os.environ["LUMBUNG_GOOGLE_ENDPOINT"] = url
    yield
    os.environ["LUMBUNG_GOOGLE_ENDPOINT"] = before


def opened(key: Mapping[str, str], spreadsheet: str) -> Forum:
    """The forum as a server just started has it: nothing read, no connection, no token."""
    return Forum(GoogleSheet(connect(spreadsheet, key)), load_schema(), today=TODAY)


# Calls


def calls(api: Api) -> Iterator[Measure]:
    forum = opened(api.service_account(), google_forum(api))
    yield _count("API calls, cold page (all tabs)", counted(api, forum.latest), 2)
    yield _count("API calls, warm page", counted(api, forum.latest), 0)
    yield _count("API calls, later refresh", counted(api, forum.read), 1)
    edits = [counted(api, partial(_finish, forum, id_)) for id_ in ("TG-002", "TG-030", "TG-201")]
    yield _count("API calls per edit, two cells in one save (the most of 3)", max(edits), 2)
    rows = [counted(api, lambda: forum.append("issues", ISSUE)) for _ in range(3)]
    yield _count("API calls per new row (the most of 3)", max(rows), 2)


def counted(api: Api, work: Callable[[], object]) -> int:
    """How many calls of the Sheets API some work made; asking for a token is none of them."""
    before = api.count("read") + api.count("write")
    work()
    return api.count("read") + api.count("write") - before


def _finish(forum: Forum, task: str) -> str:
    return forum.update("tasks", task, {"status": "done", "progress": 100})


def _count(what: str, number: int, limit: int) -> Measure:
    return Measure(what, number, limit, unit="calls")


# Waiting, at 300 ms a call


def waiting() -> Iterator[Measure]:
    """How long people wait; the server has a process of its own, so that its work is not taken for the app's."""
    with slow_google(DELAY) as google, sent_to(google.url):
        place = google.spreadsheets[0]
        call = quickest(lambda: one_call(google, place))
        floor = f"one values:batchGet {call * 1000:.0f} ms"
        ready = quickest(lambda: opened(google.key, place).latest(), 6)
        yield Measure(f"cold data ready ÷ one call, {DELAY * 1000:.0f} ms a call", ready / call, 1.5, floor=floor)
        forum = opened(google.key, place)
        forum.latest()
        tasks = iter(("TG-002", "TG-030", "TG-201"))
        yield Measure(
            "save of an edit ÷ one call", quickest(lambda: _finish(forum, next(tasks))) / call, 2.6, floor=floor
        )
        new = quickest(lambda: forum.append("issues", ISSUE))
        yield Measure("save of a new row ÷ one call", new / call, 2.6, floor=floor)


def one_call(google: SlowGoogle, spreadsheet: str) -> None:
    """The floor: every tab in one values:batchGet, taken apart as JSON and no more."""
    asked = {"ranges": [tab[1] for tab in TABS], "valueRenderOption": "UNFORMATTED_VALUE"}
    address = f"{google.url}/v4/spreadsheets/{spreadsheet}/values:batchGet"
    answer = requests.get(address, params=asked, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
    answer.raise_for_status()
    answer.json()


# Many at once


def viewers(api: Api) -> Iterator[Measure]:
    """Twenty people open a page of a server that has read nothing yet."""
    forum = opened(api.service_account(), google_forum(api))
    for kind in ("read", "write"):
        api.faults.delay(DELAY, times=100, kind=kind)
    failed: list[int] = []
    with ThreadPoolExecutor(VIEWERS) as people:
        used = counted(api, lambda: failed.append(_looks_that_fail(forum, people)))
    yield _count(f"{VIEWERS} viewers at once, cold: calls", used, 2)
    yield Measure(f"{VIEWERS} viewers at once, cold: failed pages", failed[0], 0, unit="pages")
    api.reset()


def _looks_that_fail(forum: Forum, people: ThreadPoolExecutor, max_age: float = 12.0) -> int:
    return sum(people.map(lambda _: _fails(lambda: forum.latest(max_age)), range(VIEWERS)))


def _fails(work: Callable[[], object]) -> bool:
    try:
        work()
    except SheetError:
        return True
    return False


# Full rooms, on a clock of their own (`tests.bench.crowd`)


def rooms() -> Iterator[Measure]:
    """Fifty people for two minutes with the quota on; a hundred are to be reached for."""
    for people, reach in ((50, False), (100, True)):
        with running(quota=True) as api:
            room = Room(api, people)
            room.stay(MINUTES * 60)
        what = f"{people} viewers, an action per {ACTION:.0f} s, 10 % edits, {MINUTES} min"
        told = f"{room.pages} pages, {len(room.waits)} saves"
        yield Measure(f"{what}: failed pages", len(room.failed), 0, unit="pages", floor=told, reach=reach)
        yield Measure(f"{what}: failed saves", len(room.refused), 0, unit="saves", reach=reach)
        yield Measure(f"{what}: 429s", room.wire.spent, 0, unit="calls", reach=reach)
        yield Measure(f"{what}: calls a minute", room.wire.calls / MINUTES, 80, unit="calls", reach=reach)
        yield Measure(f"{what}: longest save", max(room.waits), 10, unit="s", reach=reach)


def outages() -> Iterator[Measure]:
    """Two minutes of each: every call fails, no answer comes at all, the minute's quota is spent."""
    cases: dict[str, Callable[[Room], object]] = {
        "without Google (503)": lambda room: room.api.faults.fail(503, times=1_000_000),
        "without any answer": lambda room: setattr(room.wire, "hangs", True),
        "with the quota spent (429)": lambda room: room.api.faults.fail(429, times=1_000_000),
    }
    for what, begin in cases.items():
        with running() as api:
            room = Room(api, VIEWERS)
            begin(room)
            room.stay(MINUTES * 60)
            troubled = room.forum.trouble is not None
            room.api.faults.clear()
            room.wire.hangs = False
            later = _fails(lambda: _finish(room.forum, "TG-002"))  # noqa: B023  called at once
        told = f"{room.pages} pages, {len(room.waits)} saves"
        title = f"{MINUTES} min {what}"
        yield Measure(f"{title}: failed pages", len(room.failed) + (not troubled), 0, unit="pages", floor=told)
        unclear = room.unclear() + len(room.waits) - len(room.refused)
        yield Measure(f"{title}: saves that were not refused clearly", unclear, 0, unit="saves")
        yield Measure(f"{title}: longest save", max(room.waits), BUDGET, unit="s")
        yield Measure(f"{title}: failed saves afterwards", later, 0, unit="saves")
