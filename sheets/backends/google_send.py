"""Sending one atomic batch and getting its answer, also when the answer was lost on the way.

Every save leaves its mark in the history in the same request. So after a lost answer the history tells whether it
happened: found there, it is looked at; not found, it is sent again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets.backends import Cell
from sheets.backends.google_errors import OutcomeUnknown, TabMoved
from sheets.backends.google_look import LOOK, Page, pages, quoted, row_ranges, whole_column, whole_rows
from sheets.backends.google_plan import HISTORY_ROWS, HistoryPlace, NewRow, Target, batch, pushed_below
from sheets.backends.letters import letter
from sheets.changes import HistoryTab
from sheets.errors import Offline, SheetError

if TYPE_CHECKING:
    from sheets.backends.google_sheet import GoogleSheet

ANSWER = f"replies,updatedSpreadsheet.{LOOK}"
SENDS, LOG_LOOK, TAIL, RELEARN = 3, 120, 20, 3
PAUSES = (1.0, 2.0)
LOOKING, SHORT = 4.0, 1.0
Seen = dict[int, Page]


@dataclass(frozen=True)
class Answer:
    """The cells after a write, and its first line in the history; `late`: read afterwards, things may have moved."""

    seen: Seen
    first: int
    late: bool = False


class Sender:
    """Sends batches to one Google spreadsheet; the caller holds its lock."""

    def __init__(self, sheet: GoogleSheet) -> None:
        self.sheet = sheet

    def ask(self, ranges: Sequence[str]) -> Seen:
        """The cells of these ranges as they are now: values, formulas, number formats."""
        return pages(self.sheet.line.get("", {"ranges": list(ranges), "fields": LOOK}))

    def whole(self, sheet_id: int) -> Page:
        """A whole tab as it is now, wherever it is called by now; an empty page where people have deleted it."""
        if sheet_id not in self.sheet.pages:
            self.sheet.learn()
        seen = self._relearning(lambda: {} if self.gone(sheet_id) else self._by_name(self._known(sheet_id)))
        return seen.get(sheet_id, Page(sheet_id))

    def _by_name(self, page: Page) -> Seen:
        """What stands in a tab, asked for by its name; raises TabMoved when another tab has that name by now."""
        seen = self.ask([quoted(page.title)])
        if page.sheet_id not in seen:
            raise TabMoved
        return seen

    def gone(self, sheet_id: int) -> bool:
        """Whether people have deleted a tab that was there; not while the tabs are forgotten: there is always one."""
        return bool(self.sheet.pages) and sheet_id not in self.sheet.pages

    def _known(self, sheet_id: int) -> Page:
        """A tab as it was learned; raises TabMoved when there is none any more."""
        page = self.sheet.pages.get(sheet_id)
        if page is None:
            raise TabMoved
        return page

    def history_place(self, history: HistoryTab) -> HistoryPlace:
        """Where the history is; a missing one is made in the same request as its first lines."""
        headers = tuple(header for _, header in history.columns)
        columns = {key: number for number, (key, _) in enumerate(history.columns)}
        page = self.sheet.history_page()
        if page is None:
            new_id = random.randrange(1, 2**31 - 1)  # noqa: S311  a number that no other tab has, not a secret
            free = self.sheet.log.free(history.tab, self.sheet.pages)
            return HistoryPlace(free, new_id, columns, headers, exists=False)
        found = self.sheet.log.columns_of(page)
        columns = {key: found.get(key, number) for key, number in columns.items()}
        return HistoryPlace(page.title, page.sheet_id, columns, headers, exists=True)

    def made(self, history: HistoryPlace) -> HistoryPlace:
        """The history tab is there from now on."""
        width = len(history.headers)
        page = Page(history.sheet_id, history.tab, hidden=True, row_count=HISTORY_ROWS, column_count=width)
        self.sheet.pages[history.sheet_id] = page
        return replace(history, exists=True)

    def put(self, history: HistoryPlace, targets: Sequence[Target]) -> Answer:
        """Send repairs: what they write is known by sheet and cell, so a renamed tab only has to be learned again."""
        for _ in range(RELEARN):
            try:
                return self.send(history, targets, ())
            except TabMoved:
                self.sheet.learn()
        raise TabMoved

    def send(
        self,
        history: HistoryPlace,
        targets: Sequence[Target],
        rows: Sequence[NewRow],
        below: Sequence[tuple[Cell, ...]] = (),
    ) -> Answer:
        """Send one batch, and what its answer shows. Looks before it sends again."""
        body = {
            "requests": batch(targets, rows, history, below),
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": [whole_rows(history.tab, 0, len(targets) + len(rows)), *self.ranges(targets, rows)],
        }
        line, lost = self.sheet.line, SheetError()
        for _ in range(SENDS):
            try:
                with line.patience(line.left - LOOKING):  # so that there is time to look what became of it
                    answer = line.post(":batchUpdate", body, {"fields": ANSWER})
                seen = pages(answer.get("updatedSpreadsheet", {}))
                self.sheet.note(seen)
                return Answer(seen, 1)
            except OutcomeUnknown as unknown:
                lost = unknown.error
                found = self._looked_up(history, targets, rows, _ops(targets, rows, below))
            if found is not None:
                return found
            if line.left < LOOKING + SHORT:
                break
        raise lost

    def _looked_up(
        self,
        history: HistoryPlace,
        targets: Sequence[Target],
        rows: Sequence[NewRow],
        ops: set[str],
        pauses: Sequence[float] = PAUSES,
    ) -> Answer | None:
        """What the answer would have shown; None when nothing was applied. Raises Offline when nobody can tell."""
        try:
            if self._logged(history, ops, pauses) is None:
                return None
            log = whole_rows(history.tab, 0, LOG_LOOK + len(targets) + len(rows))
            seen = self._relearning(lambda: self.ask([log, *self.ranges(targets, rows)]))
            first = self._first_line(history, ops, seen)
            if first is None:
                raise Offline("outcome_unknown")
            return Answer(seen, first, late=True)
        except SheetError:
            self.sheet.forget()
            raise Offline("outcome_unknown") from None

    def _relearning(self, ask: Callable[[], Seen]) -> Seen:
        for _ in range(RELEARN):
            try:
                return ask()
            except TabMoved:
                self.sheet.learn()
        raise TabMoved

    def _logged(self, history: HistoryPlace, ops: set[str], pauses: Sequence[float]) -> int | None:
        """The first history line of these saves; None when they were not written."""
        for pause in pauses:
            self.sheet.line.pause(pause)
            try:
                page = self.ask([whole_rows(history.tab, 0, LOG_LOOK - 1)]).get(history.sheet_id, Page(0))
            except TabMoved:
                continue
            first = self._first_line(history, ops, {history.sheet_id: page})
            if first is not None:
                return first
        return None

    @staticmethod
    def _first_line(history: HistoryPlace, ops: set[str], seen: Seen) -> int | None:
        """Where these saves begin in the history now: others may have pushed their lines in above."""
        page, op = seen.get(history.sheet_id, Page(0)), history.columns["op"]
        return next((row for row in sorted(page.cells) if page.value(row, op) in ops), None)

    def look_again(self, history: HistoryPlace, targets: Sequence[Target], rows: Sequence[NewRow]) -> Answer | None:
        """What became of a batch of which nobody could tell; None when it is not in the history. Raises Offline."""
        return self._looked_up(history, targets, rows, _ops(targets, rows), pauses=(0.0,))

    # What an answer has to show

    def ranges(self, targets: Sequence[Target], rows: Sequence[NewRow]) -> list[str]:
        """Ids, headers and the written rows of every tab that is there; the end of every tab that got a new row."""
        ranges: list[str] = []
        places = pushed_below(targets, rows)
        for sheet_id in self._still_here(targets):
            here = [pair for pair in zip(targets, places, strict=True) if pair[0].sheet_id == sheet_id]
            tab = self._title(here[0][0])
            ids = {target.id_col for target, _ in here if target.id_col is not None}
            headers = [row for target, _ in here for row in target.header_rows]
            ranges += [whole_column(tab, col) for col in sorted(ids)]
            ranges += row_ranges(tab, [*headers, *(row for _, row in here)])
        for sheet_id in self._still_here(rows):
            ranges += self._tail_ranges([row for row in rows if row.sheet_id == sheet_id])
        return ranges

    def _still_here(self, written: Sequence[Target] | Sequence[NewRow]) -> list[int]:
        """The tabs that these are in, without those that people have deleted."""
        return [sheet_id for sheet_id in dict.fromkeys(each.sheet_id for each in written) if not self.gone(sheet_id)]

    def _tail_ranges(self, rows: Sequence[NewRow]) -> list[str]:
        """The end of a tab, where new rows are, and its headers."""
        page = self._known(rows[0].sheet_id)
        headers = sorted({header for row in rows for header in row.header_rows})
        start = max(min(headers, default=-1) + 1, min(row.row for row in rows) - TAIL)
        start = min(start, max(page.row_count - 1, 0))
        tail = f"{quoted(page.title)}!A{start + 1}:{letter(page.column_count - 1)}"
        ids = sorted({row.id_col for row in rows if row.id_col is not None})
        return [*row_ranges(page.title, headers), *(whole_column(page.title, col) for col in ids), tail]

    def _title(self, target: Target) -> str:
        """The tab's name as it is known now."""
        page = self.sheet.pages.get(target.sheet_id)
        return page.title if page else target.tab


def _ops(targets: Sequence[Target], rows: Sequence[NewRow], below: Sequence[tuple[Cell, ...]] = ()) -> set[str]:
    """The names by which a batch is found in the history; where nothing is written, those of its lines."""
    return {target.op for target in targets} | {row.op for row in rows} or {str(line[-1]) for line in below}
