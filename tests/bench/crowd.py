"""Many people on a clock of their own: minutes of a full room pass in seconds; calls, waits and refusals are counted.

The app's own parts and the test server with its quota; only time is ours. While one save waits for Google, everybody
else goes on: they look, and their saves queue up behind it, as they would in threads of their own.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Thread
from typing import Any

import requests
from gspread.exceptions import APIError

from sheets.backends.google import connect
from sheets.backends.google_sheet import GoogleSheet
from sheets.changes import Change
from sheets.errors import Offline, SheetError, TooBusy
from sheets.schema import load_schema
from sheets.store import Forum
from sheets.tickets import Ticket
from tests.bench.forum import TODAY, google_forum
from tests.google_api import Api

CALL, ACTION, EDITS, HANG = 0.3, 10.0, 10, 10.0


class Agenda:
    """A clock, and what happens when: sleeping lets everything that is due meanwhile happen."""

    def __init__(self, api: Api) -> None:
        self.api, self.now = api, 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        api.clock.freeze()
        self._began = api.clock.ahead

    def monotonic(self) -> float:
        return self.now

    def at(self, moment: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (moment, next(self._numbers), act))

    def sleep(self, seconds: float, /) -> None:
        end = self.now + max(seconds, 0.0)
        while self._due and self._due[0][0] <= end:
            moment, _, act = heapq.heappop(self._due)
            self._go(moment)
            act()
        self._go(end)

    def _go(self, moment: float) -> None:
        self.now = max(self.now, moment)
        self.api.clock.ahead = self._began + self.now


class RoomForum(Forum):
    """A forum whose refreshes behind the scenes stand in the agenda instead of in a thread."""

    agenda: Agenda
    wire: Wire
    refreshing = False

    def _refresh_behind(self) -> Thread | None:
        if not self.refreshing:
            self.refreshing = True
            self.agenda.at(self.agenda.now + (2 * HANG if self.wire.hangs else CALL), self._refreshed)
        return None

    def _refreshed(self) -> None:
        if self.wire.hangs:
            self.refreshing = False
            self._failed(Offline("timeout"))
            return
        self.wire.instant = True
        try:
            self._refresh()
        finally:
            self.wire.instant, self.refreshing = False, False


@dataclass
class Wire:
    """The line to Google, `CALL` seconds a call; while it hangs, no answer comes."""

    agenda: Agenda
    send: Callable[..., Any]
    instant: bool = False
    hangs: bool = False
    calls: int = 0
    spent: int = 0

    def once(self, method: str, path: str, params: Any, body: Any) -> Any:
        self.calls += 1
        if self.hangs:
            self.agenda.sleep(HANG)
            raise requests.exceptions.ReadTimeout("no answer")
        if not self.instant:
            self.agenda.sleep(CALL)
        try:
            return self.send(method, path, params, body)
        except APIError as error:
            self.spent += error.response.status_code == 429
            raise


@dataclass
class Room:
    """So many people at one forum; each does something every ten seconds, one in ten times an edit."""

    api: Api
    viewers: int
    pages: int = 0
    failed: list[SheetError] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    refused: list[SheetError] = field(default_factory=list)
    queued: list[tuple[Ticket, float]] = field(default_factory=list)
    saving: bool = False

    def __post_init__(self) -> None:
        self.agenda = Agenda(self.api)
        line = connect(google_forum(self.api), self.api.service_account(), {"LUMBUNG_GOOGLE_ENDPOINT": self.api.url},
                       self.agenda)  # fmt: skip
        self.wire = Wire(self.agenda, line._once)
        line._once = self.wire.once  # type: ignore[method-assign]
        self.forum = RoomForum(GoogleSheet(line), load_schema(), today=TODAY, clock=self.agenda)
        self.forum.agenda, self.forum.wire = self.agenda, self.wire
        self.forum.latest()
        self.wire.calls = 0

    def stay(self, seconds: float) -> None:
        """Everybody acts, one after the other and over again."""
        start, each = self.agenda.now, ACTION / self.viewers
        for n in range(int(seconds / each)):
            # every tenth of one's own actions is an edit; not everybody's at once
            edits = (n // self.viewers + n) % EDITS == 0
            self.agenda.at(start + n * each, lambda n=n, edits=edits: self.edit(n) if edits else self.look())  # type: ignore[misc]
        self.agenda.sleep(seconds)

    def look(self) -> None:
        self.pages += 1
        try:
            self.forum.latest()
        except SheetError as error:
            self.failed.append(error)

    def edit(self, n: int) -> None:
        """A save; behind one that is under way it waits in the queue."""
        change = Change("tasks", f"TG-{n % 400 + 1:03d}", {"progress": float(n % 97) + 0.5})
        if self.saving:
            ticket = Ticket((change,), f"P{n}", None)
            self.forum._saving._waiting.append(ticket)
            self.queued.append((ticket, self.agenda.now))
            return
        self.saving, began = True, self.agenda.now
        try:
            self.forum.save([change], by=f"P{n}")
        except SheetError as error:
            self.refused.append(error)
        self.waits.append(self.agenda.now - began)
        self._after()
        self.saving = False

    def _after(self) -> None:
        """Those in the queue get their turn, until nobody waits."""
        saving = self.forum._saving
        while self.queued:
            done = [(ticket, began) for ticket, began in self.queued if ticket.done]
            self.queued = [pair for pair in self.queued if not pair[0].done]
            self.waits += [self.agenda.now - began for _, began in done]
            self.refused += [ticket.error for ticket, _ in done if ticket.error is not None]
            if self.queued:
                with saving._turn:
                    saving._spread_out()
                    saving._write_waiting()

    def unclear(self) -> int:
        """Refusals that do not say that the line is the matter."""
        return sum(not isinstance(error, Offline | TooBusy) for error in self.refused)
