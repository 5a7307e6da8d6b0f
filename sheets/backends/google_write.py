"""Writing to a Google spreadsheet that people edit meanwhile.

look (ids, headers, the rows in question: one read) → one atomic batch → check what its answer shows → repair.
The look is left out for new rows at the end of a tab: they are added below all data, wherever that is by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sheets.backends import Cell
from sheets.backends.google_cells import CellPlan
from sheets.backends.google_check import Outcome, outcomes
from sheets.backends.google_errors import TabMoved
from sheets.backends.google_look import Page, quoted, value_rows, whole_rows
from sheets.backends.google_plan import (
    DAY,
    HistoryPlace,
    NewRow,
    Target,
    as_stored,
    headers_pushed_below,
    is_moment,
    pushed_below,
)
from sheets.backends.google_repair import Repairer
from sheets.backends.google_rows import can_stay, has_twin, headers_hold, landed
from sheets.backends.google_send import LOG_LOOK, Answer, Sender
from sheets.backends.google_survey import Seen, Survey, page_of
from sheets.backends.locate import Elsewhere, at
from sheets.changes import Patch, Plan, Receipt, Refused, Save
from sheets.errors import Offline, SheetError
from sheets.noticed import Noticed, to_record

if TYPE_CHECKING:
    from sheets.backends.google_sheet import GoogleSheet


@dataclass
class Work:
    """One plan under way: what is written for which save, and what the book will show afterwards."""

    plan: Plan
    history: HistoryPlace
    receipt: Receipt = field(default_factory=Receipt)
    targets: list[Target] = field(default_factory=list)
    rows: list[NewRow] = field(default_factory=list)
    noticed: list[list[Cell]] = field(default_factory=list)

    def drop(self, op: str, refused: Refused) -> None:
        """Nothing of this save stands."""
        self.receipt.refused.setdefault(op, refused)

    def without_reading(self) -> Work:
        """What is needed to look what became of it: its own cells, not the tabs that new rows were planned on."""
        saves = tuple(replace(save, appends=()) for save in self.plan.saves)
        return replace(self, plan=Plan(saves, self.plan.history), noticed=[])


class Writer:
    """The write side of one Google spreadsheet; the caller holds its lock."""

    def __init__(self, sheet: GoogleSheet) -> None:
        self.sheet = sheet
        self.sender = Sender(sheet)
        self.debts = sheet.debts
        self.repairer = Repairer(self.sender, self.debts)
        self.survey = Survey(self.sender)

    def commit(self, plan: Plan) -> Receipt:
        """Write every save of the plan that still fits, in one request; what went astray is put back."""
        try:
            if not self.sheet.pages:
                self.sheet.learn()
            work = Work(plan, self.sender.history_place(plan.history))
            work.receipt.stale = self.repairer.pay(work.history) | self._clear_doubts()
            looked = self.survey.look(plan)
            work.history = self.sender.history_place(plan.history)
            for save in plan.saves:
                self._prepare(work, save, looked)
            work.rows = headers_pushed_below(work.rows)
            if work.targets or work.rows:
                settled = self._note(work, looked)
                self._write(work)
                work.receipt.settled = settled
            return work.receipt
        except TabMoved:
            self.sheet.forget()
            return Receipt(refused={save.op: Refused("moved") for save in plan.saves}, stale=True)

    # Before

    @staticmethod
    def _note(work: Work, seen: Seen) -> list[Noticed]:
        """Put the changes by hand that nobody has recorded under this plan's lines; only with a look at the history."""
        place, page = work.history, seen.get(work.history.sheet_id, Page(work.history.sheet_id))
        if not work.plan.noticed or (place.exists and not page.cells):
            return []
        keys = list(place.columns)
        rows = [[page.value(row, place.columns[key]) for key in keys] for row in sorted(page.cells) if row]
        lines, settled = to_record(work.plan.noticed, keys, rows, whole=max(page.cells, default=0) < LOG_LOOK - 1)
        work.noticed = lines[::-1]
        return settled

    def _prepare(self, work: Work, save: Save, seen: Seen) -> None:
        """Add a save's cells to the work, or refuse the save as a whole."""
        cells = CellPlan(self.sheet, self.survey, work.plan.history)
        try:
            targets = [target for edit in save.edits for target in cells.targets(save, edit, seen)]
            rows: list[NewRow] = []
            for append in save.appends:
                rows.append(cells.new_row(save, append, seen, [*work.rows, *rows]))
        except Elsewhere as elsewhere:
            work.drop(save.op, elsewhere.refused)
            return
        work.targets += targets
        work.rows += rows

    # The write and its answer

    def _write(self, work: Work) -> None:
        try:
            answer = self.sender.send(work.history, work.targets, work.rows, [tuple(line) for line in work.noticed])
        except SheetError as error:
            self.debts.unheard += [work.without_reading()] if isinstance(error, Offline) else []
            raise
        self._settle(work, answer)

    def _clear_doubts(self) -> bool:
        """Batches of which nobody could tell are looked at before anything else: what they overwrote is put back.

        Whether there were any. Raises a SheetError while nobody can tell.
        """
        doubtful = bool(self.debts.unheard)
        if doubtful:
            self.sheet.learn()  # the history may be called otherwise by now, or was to be made by the very batch
        while self.debts.unheard:
            work = self.debts.unheard[0]
            work.history = self.sender.history_place(work.plan.history)
            answer = self.sender.look_again(work.history, work.targets, work.rows) if work.history.exists else None
            self.debts.unheard.pop(0)
            if answer is not None:
                self._settle(work, answer)
        return doubtful

    def _settle(self, work: Work, answer: Answer) -> None:
        """Check what the answer shows, undo what went wrong, and say what stands."""
        seen = answer.seen
        if not work.history.exists:
            work.history = self.sender.made(work.history)
        places = pushed_below(work.targets, work.rows)
        found = outcomes(work.targets, places, seen, work.history, answer.first, late=answer.late)
        self._take_rows(work, seen)
        work.receipt.stale = work.receipt.stale or _out_of_order(work.rows)
        right = self.repairer.settle(work.history, found, seen, work.plan, work.drop, tuple(work.receipt.refused))
        for row in work.rows:
            if row.op in work.receipt.refused:
                self.repairer.take_back(work.history, row)
        self.repairer.tell(work.history)
        work.receipt.stale = work.receipt.stale or not right
        self._patch(work, found)

    def _take_rows(self, work: Work, seen: Seen) -> None:
        """Where the new rows landed; the save of one that cannot stay there is refused and asked for again."""
        for row in work.rows:
            page = page_of(row, seen)
            place = landed(row, page, above=max(row.header_rows, default=-1) + 1)
            if place is None or not headers_hold(row, page) or has_twin(row, place, page):
                work.receipt.stale = True
                if not can_stay(row, self._afresh(row, page)):
                    work.drop(row.op, Refused("moved"))
            work.receipt.appended.setdefault(row.op, []).append((row.tab, row.row if place is None else place))
            work.receipt.ids.setdefault(row.op, []).append("" if row.id_col is None else str(row.cells[row.id_col]))

    def _afresh(self, row: NewRow, page: Page) -> Page:
        """The row's whole tab as it is now; what the answer showed where that cannot be had."""
        try:
            return self.sender.whole(row.sheet_id)
        except SheetError:
            return page

    def _patch(self, work: Work, found: Sequence[Outcome]) -> None:
        """What the book shows now, and the formats that were written along."""
        receipt, memory = work.receipt, self.sheet.memory
        if receipt.stale:
            return
        for row, (tab, place) in zip(work.rows, _places(work), strict=True):
            if row.how == "insert":
                receipt.inserted.append((tab, place))
                memory.insert(row.sheet_id, place)
            for col, value in row.cells.items():
                receipt.patches.append(Patch(tab, place, col, as_stored(value)))
                pattern = row.formats.get(col) or (DAY[1] if is_moment(value) else None)
                memory.note(row.sheet_id, place, col, as_stored(value), pattern)
        for outcome in found:
            target = outcome.target
            receipt.patches.append(Patch(target.tab, outcome.row, target.col, as_stored(target.value)))
            pattern = target.number_format["pattern"] if target.number_format else None
            memory.note(target.sheet_id, outcome.row, target.col, as_stored(target.value), pattern)

    # The log

    def history(self, tab: str, limit: int) -> list[list[Cell]]:
        """The history's header and newest lines, as a person sees them, in the order of the keys."""
        if not self.sheet.pages:
            self.sheet.read()
        page = self.sheet.history_page()
        area = whole_rows(page.title, 0, limit) if page else quoted(tab)
        try:
            answer = self.sheet.line.get("/values:batchGet", {"ranges": [area], "valueRenderOption": "FORMATTED_VALUE"})
        except TabMoved:  # there is none yet; one that another process made is found by its name
            return []
        rows = value_rows(answer["valueRanges"][0].get("values", []))[: limit + 1]
        places = self.sheet.log.places(rows[0]) if rows else {}
        if not places and self.sheet.log.columns:  # a person's own tab of that name tells nobody's changes
            return []
        return [[at([row], 0, col) for col in places.values()] for row in rows] if places else rows


def _out_of_order(rows: Sequence[NewRow]) -> bool:
    """A row was pushed in above one that was there before it: the places of both are best read again."""
    pairs = ((row, other) for number, other in enumerate(rows) for row in rows[:number])
    return any(
        other.how == "insert" and row.sheet_id == other.sheet_id and other.spot < row.spot for row, other in pairs
    )


def _places(work: Work) -> list[tuple[str, int]]:
    taken: dict[str, int] = {}
    places = []
    for row in work.rows:
        number = taken.get(row.op, 0)
        places.append(work.receipt.appended[row.op][number])
        taken[row.op] = number + 1
    return places
