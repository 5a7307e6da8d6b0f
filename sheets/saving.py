"""Saves on their way: a queue of one writer per spreadsheet, joined where they wait, planned again where rows moved."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from sheets.backends import Book
from sheets.changes import Change, Plan, Receipt, Refused, Save, as_planned, as_text, new_op, patched
from sheets.errors import Conflict, NoAccess, NotFound, Offline, SheetError, TooBusy
from sheets.planning import Planner
from sheets.roles import Rights
from sheets.settings import zone_of
from sheets.snapshot import Snapshot
from sheets.tickets import Ticket, apart, as_shown, error_of, fail_all, ids_of, refuse_forbidden, stands_already, unsent

if TYPE_CHECKING:
    from sheets.store import Forum

TOGETHER, ATTEMPTS, ALL_LINES = 40, 4, 100_000
FRESH = 12.0
PATIENCE, BUSY_SAVES, BUSY_SPACING = 20.0, 20, 2.0
DOUBT_LASTS = 900.0


class Saving:
    """The queue. Whoever gets the turn writes for all who wait; the others find their save done."""

    def __init__(self, forum: Forum) -> None:
        self.forum = forum
        self._waiting: deque[Ticket] = deque()
        self._turn = threading.Lock()
        self._written: deque[float] = deque(maxlen=BUSY_SAVES)
        self._doubtful: dict[str, tuple[float, str]] = {}
        self.pause: Callable[[float], None] = forum.clock.sleep

    def submit(
        self, changes: tuple[Change, ...], by: str | None, why: str | None, rights: Rights | None = None
    ) -> list[str]:
        """Write these changes and answer the ids of their rows; raises the SheetError that kept them from standing."""
        (answer,) = self.submit_each([(changes, by)], why, rights)
        if isinstance(answer, SheetError):
            raise answer
        return answer

    def submit_each(
        self,
        saves: Sequence[tuple[tuple[Change, ...], str | None]],
        why: str | None,
        rights: Rights | None = None,
    ) -> list[list[str] | SheetError]:
        """Saves (changes, by whom) that are asked for at once, and so wait for one request.

        Answers the ids of each, or why it does not stand. `rights` decide on the very reading that is written on.
        """
        self._refuse_reading_only()
        tickets = [Ticket(changes, by, why, rights) for changes, by in saves]
        self._waiting.extend(tickets)
        with self._turn:
            while not all(ticket.done for ticket in tickets):
                self._spread_out()
                with self.forum.backend.patience(PATIENCE):
                    self._write_waiting()
        return [ticket.ids or [] if ticket.error is None else ticket.error for ticket in tickets]

    def refusal(self) -> SheetError | None:
        """Why nothing can be written to this kind of place at all; None where it can."""
        if self.forum.backend.writable:
            return None
        try:
            self.forum.backend.commit(Plan(()))  # the place says best itself why
        except SheetError as error:
            return error
        return NoAccess("file_read_only", name=self.forum.source)

    def _refuse_reading_only(self) -> None:
        error = self.refusal()
        if error is not None:
            raise error

    def _spread_out(self) -> None:
        """Many saves in one minute are gathered, so that the minute's quota serves everyone."""
        now = self.forum.clock.monotonic()
        if len(self._written) == BUSY_SAVES and now - self._written[0] < 60:
            self.pause(max(0.0, self._written[-1] + BUSY_SPACING - now))

    def _write_waiting(self) -> None:
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), TOGETHER))]
        try:
            tickets = [ticket for ticket in taken if not self._settled_before(ticket)]
            while tickets:
                now, later = apart(tickets)
                self._write(now)
                tickets = [ticket for ticket in [*now, *later] if not ticket.done]
        finally:  # whatever happened, nobody is told that a save stands which was never written
            fail_all([ticket for ticket in taken if not ticket.done], SheetError("failed"))

    def _write(self, tickets: Sequence[Ticket]) -> None:
        try:
            book, snapshot, age = self._base(tickets)
        except SheetError as error:
            fail_all(tickets, unsent(error))
            self._give_up_waiting(error)
            return
        planner = Planner(book, snapshot, self.forum.today)
        saves = {ticket.op: save for ticket in tickets if (save := self._planned(ticket, planner, age)) is not None}
        if not saves:
            return
        mine = [ticket for ticket in tickets if ticket.op in saves]
        try:
            plan = Plan(tuple(saves.values()), planner.sheet.history, self.forum.noticing.rested())
            receipt = self.forum.backend.commit(plan)
        except SheetError as error:
            self._doubt(mine, error)
            fail_all(mine, error)
            self._give_up_waiting(error)
            return
        self._written.append(self.forum.clock.monotonic())
        self.forum.noticing.settled(receipt.settled)
        self._finish(mine, saves, receipt, planner)

    def _base(self, tickets: Sequence[Ticket]) -> tuple[Book, Snapshot, float]:
        """What is planned on: never cells that the app itself still has to put back."""
        if (
            self.forum.backend.settle()
            or any(ticket.attempts for ticket in tickets)
            or self._needs_reading(self.forum.base()[2])
        ):
            self.forum.outdated()
        return self.forum.base()

    def _give_up_waiting(self, error: SheetError) -> None:
        """Who waited while no answer came has waited long enough: nobody waits for several failures in a row."""
        if isinstance(error, Offline | TooBusy):
            fail_all([self._waiting.popleft() for _ in range(len(self._waiting))], unsent(error))

    def _needs_reading(self, age: float) -> bool:
        return age > FRESH and not self.forum.backend.looks_while_writing

    def _planned(self, ticket: Ticket, planner: Planner, age: float) -> Save | None:
        """The ticket as a save; what does not fit is looked up afresh before it is called a conflict."""
        ticket.attempts += 1
        try:
            if ticket.rights is not None:
                refuse_forbidden(ticket.changes, ticket.rights, planner.snapshot)
            planner = planner.awaiting(ticket.changes) if len(ticket.changes) > 1 else planner
            changes = planner.with_ids(ticket.changes, lambda: [line["id"] for line in self.history(ALL_LINES)])
            edits = [edit for change in changes if change.id is not None and (edit := planner.edit(change))]
            appends = [planner.append(change) for change in changes if change.id is None]
        except (Conflict, NotFound) as error:
            if ticket.attempts > 1 or age < 1.0:
                ticket.error = error
            return None
        except SheetError as error:
            ticket.error = error
            return None
        if stands_already(changes, edits) and ticket.attempts == 1 and age >= 1.0:
            return None
        if not edits and not appends:
            ticket.ids = [change.id or "" for change in ticket.changes]
            return None
        appends = [replace(append, fresh=age <= FRESH) for append in appends]
        return Save(ticket.op, _now(planner), ticket.by, ticket.why, tuple(edits), tuple(appends))

    def _finish(self, tickets: Sequence[Ticket], saves: dict[str, Save], receipt: Receipt, planner: Planner) -> None:
        written = [ticket for ticket in tickets if ticket.op not in receipt.refused]
        moved = receipt.stale or not as_planned([saves[ticket.op] for ticket in written], receipt)
        shown = self._share(planner, receipt, moved=moved) if written or moved else planner.snapshot
        after = Planner(planner.book, shown)
        for ticket in written:
            ticket.ids = ids_of(ticket, saves[ticket.op], receipt, after)
        for ticket in tickets:
            if ticket.op in receipt.refused:
                self._refused(ticket, receipt.refused[ticket.op], planner)

    def _share(self, planner: Planner, receipt: Receipt, *, moved: bool) -> Snapshot:
        """What everybody sees from now on; where it cannot be read just now, the save stands all the same."""
        try:
            return self.forum.outdated() if moved else self.forum.written(patched(planner.book, receipt))
        except SheetError:
            return planner.snapshot

    def _refused(self, ticket: Ticket, refused: Refused, planner: Planner) -> None:
        """Rows that moved are looked up again; what a person must decide is raised."""
        if refused.reason in ("moved", "gone", "differs") and ticket.attempts < ATTEMPTS:
            ticket.op = new_op()
            ticket.changes = tuple(as_shown(change, planner) for change in ticket.changes)
            return
        ticket.error = self._known(error_of(refused, ticket))

    def _known(self, error: SheetError) -> SheetError:
        """A conflict shows nothing newer than the reading that tells who may see its row."""
        if isinstance(error, Conflict):
            try:
                self.forum.outdated()
            except SheetError as unread:
                return unsent(unread)
        return error

    # A lost answer

    def _doubt(self, tickets: Sequence[Ticket], error: SheetError) -> None:
        """Remember what may have been written, so that asking again does not write it twice."""
        if isinstance(error, Offline):
            now = self.forum.clock.monotonic()
            self._doubtful = {asked: doubt for asked, doubt in self._doubtful.items() if now - doubt[0] <= DOUBT_LASTS}
            self._doubtful |= {ticket.asked: (now, ticket.op) for ticket in tickets}

    def _settled_before(self, ticket: Ticket) -> bool:
        """The same request was sent before and its answer was lost: look in the history whether it stands."""
        since, op = self._doubtful.pop(ticket.asked, (0.0, ""))
        if not op or self.forum.clock.monotonic() - since > DOUBT_LASTS:
            return False
        try:
            self.forum.backend.settle()
            self.forum.outdated()
            lines = self.history(200)
            taken_back = any(line["op"].startswith(f"{op}.") for line in lines)
            lines = [] if taken_back else [line for line in lines if line["op"] == op]
        except SheetError as error:
            ticket.error, self._doubtful[ticket.asked] = error, (since, op)
            return True
        if lines:
            new = iter([line["id"] for line in lines if line["column"] == "+"])
            ticket.ids = [change.id or next(new, "") for change in ticket.changes]
        return bool(lines)

    def history(self, limit: int) -> list[dict[str, str]]:
        """The newest lines of the history tab, newest first."""
        book, snapshot, _ = self.forum.base()
        tab = Planner(book, snapshot).sheet.history
        keys = [key for key, _ in tab.columns]
        rows = [[as_text(cell) for cell in row] for row in self.forum.backend.history(tab.tab, limit)[1:]]
        lines = [dict(zip_longest(keys, row[: len(keys)], fillvalue="")) for row in rows]
        return sorted((line for line in lines if line["when"]), key=lambda line: line["when"], reverse=True)


def _now(planner: Planner) -> datetime:
    return datetime.now(zone_of(planner.snapshot.settings.get("time_zone")))
