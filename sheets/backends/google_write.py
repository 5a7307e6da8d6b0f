"""Writing to a Google spreadsheet that people edit meanwhile.

look (ids, headers, the rows in question: one read) → one atomic batch → check what its answer shows → repair.
The look is left out for new rows at the end of a tab: they are added below all data, wherever that is by then.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sheets.backends import Cell
from sheets.backends.google_check import ASTRAY, FINE, Outcome, headers_hold, landed, outcomes, repairs
from sheets.backends.google_errors import OutcomeUnknown, TabMoved
from sheets.backends.google_look import (
    LOOK,
    Page,
    letters,
    pages,
    quoted,
    row_ranges,
    value_rows,
    whole_column,
    whole_rows,
)
from sheets.backends.google_plan import (
    DAY,
    HISTORY_ROWS,
    MOMENT,
    HistoryPlace,
    NewRow,
    Target,
    as_stored,
    batch,
    is_moment,
    pushed_below,
    shows_a_day,
)
from sheets.backends.history import append_line, edit_lines
from sheets.backends.locate import Elsewhere, Found, Room, at, find_room, find_row, id_texts, next_id, refuse_changed
from sheets.changes import HistoryTab, Patch, Plan, Receipt, Refused, RowAppend, RowEdit, Save, as_text, same_cell
from sheets.errors import Offline, SheetError
from sheets.words import sentence

if TYPE_CHECKING:
    from sheets.backends.google_sheet import GoogleSheet

ANSWER = f"replies,updatedSpreadsheet.{LOOK}"
ROUNDS, SENDS, LOG_LOOK, TAIL = 5, 3, 120, 20
PAUSES = (1.0, 2.0)


@dataclass
class Work:
    """One plan under way: what is written for which save, and what the book will show afterwards."""

    plan: Plan
    history: HistoryPlace
    receipt: Receipt = field(default_factory=Receipt)
    targets: list[Target] = field(default_factory=list)
    rows: list[NewRow] = field(default_factory=list)

    def drop(self, op: str, refused: Refused) -> None:
        """Nothing of this save stands."""
        self.receipt.refused.setdefault(op, refused)


class Writer:
    """The write side of one Google spreadsheet; the caller holds its lock."""

    def __init__(self, sheet: GoogleSheet) -> None:
        self.sheet = sheet
        self.spent: set[str] | None = None
        self.owed: list[Target] = []

    def commit(self, plan: Plan) -> Receipt:
        """Write every save of the plan that still fits, in one request; what went astray is put back."""
        try:
            work = Work(plan, self._history(plan.history))
            self.pay(work)
            looked = self._look(plan)
            for save in plan.saves:
                self._prepare(work, save, looked)
            if work.targets or work.rows:
                self._write(work)
            return work.receipt
        except TabMoved:
            self.sheet.forget()
            return Receipt(refused={save.op: Refused("moved") for save in plan.saves}, stale=True)

    # Before

    def _history(self, history: HistoryTab) -> HistoryPlace:
        """Where the history is, by the headers that it has; a missing one is made in the same request."""
        names = tuple(header for _, header in history.columns)
        page = next((page for page in self.sheet.pages.values() if self.sheet.is_history(page.title)), None)
        columns = {key: number for number, (key, _) in enumerate(history.columns)}
        if page is None:
            return HistoryPlace(history.tab, random.randrange(1, 2**31 - 1), columns, names, exists=False)  # noqa: S311
        return HistoryPlace(page.title, page.sheet_id, columns, names, exists=True)

    def _look(self, plan: Plan) -> dict[int, Page]:
        """The rows that are about to change, as they are now: one read, a second one where rows have moved."""
        edits = [edit for save in plan.saves for edit in save.edits]
        rows = {id(edit): edit.row for edit in edits}
        ranges = [*self._ranges(edits, rows), *self._append_ranges(plan), *self._spent_ranges(plan)]
        if not ranges:
            return {}
        seen = self._ask(ranges)
        moved = [edit for edit in edits if edit.id_col is not None and self._now_at(edit, seen) not in (None, edit.row)]
        if moved:
            rows.update({id(edit): self._now_at(edit, seen) or edit.row for edit in moved})
            seen = self._ask([*self._ranges(edits, rows), *self._append_ranges(plan), *self._spent_ranges(plan)])
        self._learn_spent(plan, seen)
        return seen

    def _ask(self, ranges: list[str]) -> dict[int, Page]:
        return pages(self.sheet.line.get("", {"ranges": ranges, "fields": LOOK}))

    def _now_at(self, edit: RowEdit, seen: Mapping[int, Page]) -> int | None:
        try:
            return find_row(edit, self._page(edit, seen).rows()).row
        except Elsewhere:
            return None

    @staticmethod
    def _page(asked: RowEdit | RowAppend | Target | NewRow, seen: Mapping[int, Page]) -> Page:
        sheet_id = asked.sheet_id if isinstance(asked.sheet_id, int) else -1
        return seen.get(sheet_id, Page(sheet_id))

    def _ranges(self, edits: Sequence[RowEdit], rows: Mapping[int, int]) -> list[str]:
        ranges: list[str] = []
        for tab in dict.fromkeys(edit.tab for edit in edits):
            here = [edit for edit in edits if edit.tab == tab]
            if any(edit.id_col is None for edit in here):
                ranges.append(quoted(tab))
                continue
            ranges += [whole_column(tab, col) for col in sorted({edit.id_col or 0 for edit in here})]
            headers = [row for edit in here for row in edit.header_rows]
            ranges += row_ranges(tab, [*headers, *(rows[id(edit)] for edit in here)])
        return ranges

    def _append_ranges(self, plan: Plan) -> list[str]:
        """New rows that are not the last thing in their tab need a look at what stands there."""
        appends = (append for save in plan.saves for append in save.appends)
        return list(dict.fromkeys(quoted(append.tab) for append in appends if not _is_last(append)))

    def _spent_ranges(self, plan: Plan) -> list[str]:
        place = self._history(plan.history)
        wanted = self.spent is None and any(a.id_col is not None for save in plan.saves for a in save.appends)
        return [whole_column(place.tab, place.columns["id"])] if wanted and place.exists else []

    def _learn_spent(self, plan: Plan, seen: Mapping[int, Page]) -> None:
        if self.spent is None and self._spent_ranges(plan):
            place = self._history(plan.history)
            page = seen.get(place.sheet_id, Page(place.sheet_id))
            self.spent = set(id_texts(page.value(row, place.columns["id"]) for row in page.cells))

    # The plan in cells

    def _prepare(self, work: Work, save: Save, seen: Mapping[int, Page]) -> None:
        """Add a save's cells to the work, or refuse the save as a whole."""
        try:
            targets = [target for edit in save.edits for target in self._targets(work, save, edit, seen)]
            rows: list[NewRow] = []
            for append in save.appends:
                rows.append(self._new_row(work, save, append, seen, [*work.rows, *rows]))
        except Elsewhere as elsewhere:
            work.drop(save.op, elsewhere.refused)
            return
        work.targets += targets
        work.rows += rows

    def _targets(self, work: Work, save: Save, edit: RowEdit, seen: Mapping[int, Page]) -> Iterable[Target]:
        page = self._page(edit, seen)
        rows = page.rows()
        found = find_row(edit, rows)
        self._refuse_fixed(edit, found, page)
        refuse_changed(edit, rows, found)
        lines = edit_lines(save, edit, work.plan.history)
        around = {} if found.id_col is not None else self._around(edit, found, rows)
        for cell, col, line in zip(edit.cells, found.cols, lines, strict=True):
            now, pattern = at(rows, found.row, col), page.pattern(found.row, col)
            dated = is_moment(cell.value) and not shows_a_day(pattern)
            kind, shown = MOMENT if dated and hasattr(cell.value, "hour") else DAY
            yield Target(
                op=save.op,
                tab=edit.tab,
                sheet_id=page.sheet_id,
                row=found.row,
                col=col,
                value=cell.value,
                expected=now,
                line=tuple(line),
                header_rows=edit.header_rows,
                header=cell.header,
                id_col=found.id_col,
                id_cell=edit.id_cell,
                around=around,
                label=cell.label,
                number_format={"type": kind, "pattern": shown} if dated else None,
                set_format=dated,
                in_merge=self._merge_at(page.sheet_id, found.row, col) is not None,
            )

    @staticmethod
    def _around(edit: RowEdit, found: Found, rows: Sequence[Sequence[Cell]]) -> dict[int, Cell]:
        """What tells a row without an id from others: its other cells."""
        width = len(edit.fingerprint)
        return {col: at(rows, found.row, col) for col in range(width) if col not in found.cols}

    def _refuse_fixed(self, edit: RowEdit, found: Found, page: Page) -> None:
        """A cell with a formula, or inside a merged area, holds no value of its own."""
        for cell, col in zip(edit.cells, found.cols, strict=True):
            area = self._merge_at(edit.sheet_id, found.row, col)
            merged = area is not None and area[:2] != (found.row, col)
            if merged or page.formula(found.row, col) is not None:
                now = {cell.key: page.value(found.row, col)}
                why = "merged" if merged else "formula"
                raise Elsewhere(Refused(why, edit.table, edit.id, now=now, details={"column": cell.label}))

    def _merge_at(self, sheet_id: int | str | None, row: int, col: int) -> tuple[int, int, int, int] | None:
        page = self.sheet.pages.get(sheet_id) if isinstance(sheet_id, int) else None
        areas = page.merged if page else ()
        return next((a for a in areas if a[0] <= row <= a[2] and a[1] <= col <= a[3]), None)

    def _new_row(
        self, work: Work, save: Save, append: RowAppend, seen: Mapping[int, Page], before: Sequence[NewRow]
    ) -> NewRow:
        page = self._page(append, seen)
        rows = append.rows if _is_last(append) else page.rows()
        here = [row for row in before if row.sheet_id == append.sheet_id]
        room = find_room(append, rows, len(here))
        row_id = self._new_id(append, room, rows, here)
        cells = {col: cell.value for cell, col in zip(append.cells, room.cols, strict=True)}
        headers = {col: cell.header for cell, col in zip(append.cells, room.cols, strict=True)}
        if room.id_col is not None:
            cells[room.id_col], headers[room.id_col] = row_id, append.id_header
        for col in cells:
            if page.formula(room.row, col) is not None:
                raise Elsewhere(Refused("formula", append.table))
        return NewRow(
            op=save.op,
            tab=append.tab,
            sheet_id=append.sheet_id if isinstance(append.sheet_id, int) else -1,
            row=room.row,
            how=_how(append, room),
            cells=cells,
            formats=self._formats(append, room),
            line=tuple(append_line(save, append, row_id, work.plan.history)),
            header_rows=append.header_rows,
            headers=headers,
            id_col=room.id_col,
        )

    def _new_id(self, append: RowAppend, room: Room, rows: Sequence[Sequence[Cell]], before: Sequence[NewRow]) -> str:
        if room.id_col is None:
            return ""
        col, first = room.id_col, max(append.header_rows, default=-1) + 1
        used = id_texts(at(rows, row, col) for row in range(first, len(rows)))
        given = id_texts(row.cells.get(col) for row in before)
        self.spent = self.spent or set()
        row_id = next_id(append.id_prefix, used, [*given, *self.spent])
        self.spent.add(row_id)
        return row_id

    def _formats(self, append: RowAppend, room: Room) -> dict[int, str | None]:
        """The number formats of a new row: those that wait in it, else those of the row above."""
        sheet_id, formats = append.sheet_id, {}
        for col in range(append.span[0], append.span[1] + 1):
            known = self.sheet.memory.tabs.get(sheet_id) if isinstance(sheet_id, int) else None
            patterns = known.column(col).patterns if known else []
            own = [patterns[row] for row in (room.row, append.after) if 0 <= row < len(patterns)]
            formats[col] = next((pattern for pattern in own if pattern), None)
        return formats

    # The write, its answer, and repairs

    def _write(self, work: Work) -> None:
        ranges = self._answer_ranges(work.targets, work.rows, work.history)
        seen, first = self._send(work.history, work.targets, work.rows, ranges)
        if not work.history.exists:
            work.history = self._made(work.history)
        places = pushed_below(work.targets, work.rows)
        found = outcomes(work.targets, places, seen, work.history, first)
        self._take_rows(work, seen)
        self._settle(work, found, seen)
        self._patch(work, found)

    def _made(self, history: HistoryPlace) -> HistoryPlace:
        """The history tab is there from now on."""
        page = Page(
            history.sheet_id, history.tab, hidden=True, row_count=HISTORY_ROWS, column_count=len(history.headers)
        )
        self.sheet.pages[history.sheet_id] = page
        return replace(history, exists=True)

    def _answer_ranges(self, targets: Sequence[Target], rows: Sequence[NewRow], history: HistoryPlace) -> list[str]:
        ranges = [whole_rows(history.tab, 0, len(targets) + len(rows))]
        places = pushed_below(targets, rows)
        for tab in dict.fromkeys(target.tab for target in targets):
            here = [(target, row) for target, row in zip(targets, places, strict=True) if target.tab == tab]
            ids = {target.id_col for target, _ in here if target.id_col is not None}
            ranges += [whole_column(tab, col) for col in sorted(ids)]
            ranges += row_ranges(
                tab, [*(row for target, _ in here for row in target.header_rows), *(r for _, r in here)]
            )
        for tab in dict.fromkeys(row.tab for row in rows):
            ranges += self._tail_ranges([row for row in rows if row.tab == tab])
        return ranges

    def _tail_ranges(self, rows: Sequence[NewRow]) -> list[str]:
        """The end of a tab, where new rows are, and its headers."""
        first = rows[0]
        page = self.sheet.pages[first.sheet_id]
        below = max(first.header_rows, default=-1) + 1
        start = max(below, min(row.row for row in rows) - TAIL)
        tail = f"{quoted(first.tab)}!A{min(start, max(page.row_count - 1, 0)) + 1}:{letters(page.column_count - 1)}"
        ids = [whole_column(first.tab, first.id_col)] if first.id_col is not None else []
        return [*row_ranges(first.tab, first.header_rows), *ids, tail]

    def _send(
        self, history: HistoryPlace, targets: Sequence[Target], rows: Sequence[NewRow], ranges: list[str]
    ) -> tuple[dict[int, Page], int]:
        """Send one batch; the cells that its answer shows, and the first history line. Looks before it sends again."""
        body = {
            "requests": batch(targets, rows, history),
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": ranges,
        }
        ops = {target.op for target in targets} | {row.op for row in rows}
        lost: SheetError = Offline("outcome_unknown")
        for _ in range(SENDS):
            try:
                answer = self.sheet.line.post(":batchUpdate", body, {"fields": ANSWER})
                return pages(answer.get("updatedSpreadsheet", {})), 1
            except OutcomeUnknown as unknown:
                lost = unknown.error
                try:
                    first = self._logged(history, ops)
                    if first is not None:
                        log = whole_rows(history.tab, 0, first + len(targets) + len(rows))
                        return self._ask([*ranges[1:], log]), first
                except SheetError:
                    self.sheet.forget()
                    raise Offline("outcome_unknown") from None
        raise lost

    def _logged(self, history: HistoryPlace, ops: set[str]) -> int | None:
        """The first history line of these saves; None when they were not written."""
        for pause in PAUSES:
            self.sheet.line.pause(pause)
            try:
                page = self._ask([whole_rows(history.tab, 0, LOG_LOOK - 1)]).get(history.sheet_id, Page(0))
            except TabMoved:
                continue
            lines = [row for row in sorted(page.cells) if page.value(row, history.columns["op"]) in ops]
            if lines:
                return lines[0]
        return None

    def _settle(self, work: Work, found: Sequence[Outcome], seen: Mapping[int, Page]) -> None:
        """Put back what was overwritten by mistake, and what that may in turn have overwritten, until all is right."""
        for number in range(1, ROUNDS + 1):
            wrong = {outcome.target.op for outcome in found if outcome.verdict != FINE}
            if not wrong:
                return
            work.receipt.stale = True
            for op in wrong if number == 1 else ():
                work.drop(op, _refusal([outcome for outcome in found if outcome.target.op == op], work.plan))
            bad = [outcome for outcome in found if outcome.target.op in wrong and _needs(outcome, number)]
            puts = repairs(bad, seen, sentence("history", "put_back"), number)
            self.owed = puts
            seen, first = self._send(work.history, puts, (), self._answer_ranges(puts, (), work.history))
            self.owed = []
            found = outcomes(puts, [put.row for put in puts], seen, work.history, first)
        self.owed = [outcome.target for outcome in found if outcome.verdict != FINE]

    def pay(self, work: Work) -> None:
        """Repairs that could not be finished go first."""
        if not self.owed:
            return
        puts, self.owed = self.owed, []
        try:
            seen, first = self._send(work.history, puts, (), self._answer_ranges(puts, (), work.history))
        except SheetError:
            self.owed = puts
            raise
        self._settle(work, outcomes(puts, [put.row for put in puts], seen, work.history, first), seen)

    def _take_rows(self, work: Work, seen: Mapping[int, Page]) -> None:
        """Where the new rows landed; a row whose columns moved meanwhile is taken back and asked for again."""
        for row in work.rows:
            page = self._page(row, seen)
            place = landed(row, page, above=max(row.header_rows, default=-1) + 1)
            wrong = place is not None and not headers_hold(row, page)
            twin = place is not None and _has_twin(row, place, page)
            work.receipt.stale = work.receipt.stale or place is None or wrong or twin
            if place is not None and (wrong or twin):
                self._take_back(work, row, place, page)
            work.receipt.appended.setdefault(row.op, []).append((row.tab, row.row if place is None else place))

    def _take_back(self, work: Work, row: NewRow, place: int, page: Page) -> None:
        """Empty the cells of a new row that cannot stay: its columns moved, or another process gave its id as well."""
        why = sentence("history", "put_back")
        puts = [_emptied(row, place, col, page, why) for col in row.cells]
        self.owed = puts
        seen, first = self._send(work.history, puts, (), self._answer_ranges(puts, (), work.history))
        self.owed = []
        work.drop(row.op, Refused("moved"))
        self._settle(work, outcomes(puts, [place] * len(puts), seen, work.history, first), seen)

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
        """The history's header and newest lines, as a person sees them."""
        if not self.sheet.pages:
            self.sheet.read()
        page = next((page for page in self.sheet.pages.values() if self.sheet.is_history(page.title)), None)
        if page is None:
            return []
        area = f"{quoted(page.title)}!A1:{letters(max(page.column_count, 1) - 1)}{limit + 1}"
        answer = self.sheet.line.get("/values:batchGet", {"ranges": [area], "valueRenderOption": "FORMATTED_VALUE"})
        return value_rows(answer["valueRanges"][0].get("values", []))


def _has_twin(row: NewRow, place: int, page: Page) -> bool:
    """Whether a row above has the same id."""
    col = row.id_col
    return col is not None and any(same_cell(page.value(at, col), row.cells[col]) for at in page.cells if at < place)


def _emptied(row: NewRow, place: int, col: int, page: Page, why: str) -> Target:
    """One cell of a new row, taken back; it is known by the other cells of the row."""
    when, who, tab, row_id, _, _, _, _, op = row.line
    return Target(
        op=f"{op}.1",
        tab=row.tab,
        sheet_id=row.sheet_id,
        row=place,
        col=col,
        value=None,
        expected=row.cells[col],
        line=(when, who, tab, row_id, as_text(page.value(max(row.header_rows), col)), None, None, why, f"{op}.1"),
        header_rows=row.header_rows,
        header=tuple(page.value(at, col) for at in row.header_rows),
        restores=True,
    )


def _is_last(append: RowAppend) -> bool:
    """Nothing at all stands below the table in its tab, as far as is known from a recent reading."""
    return append.fresh and not any(cell not in (None, "") for line in append.rows[append.after + 1 :] for cell in line)


def _how(append: RowAppend, room: Room) -> str:
    if room.insert:
        return "insert"
    return "append" if room.last and _is_last(append) else "write"


def _needs(outcome: Outcome, number: int) -> bool:
    """In the first round a save is undone as a whole; later only what went wrong again."""
    return number == 1 or outcome.verdict != FINE


def _places(work: Work) -> list[tuple[str, int]]:
    taken: dict[str, int] = {}
    places = []
    for row in work.rows:
        number = taken.get(row.op, 0)
        places.append(work.receipt.appended[row.op][number])
        taken[row.op] = number + 1
    return places


def _refusal(found: Sequence[Outcome], plan: Plan) -> Refused:
    """Why a save was undone: rows moved (ask again), or somebody typed in the same cells (show both)."""
    op = found[0].target.op
    edits = [edit for save in plan.saves if save.op == op for edit in save.edits]
    if any(outcome.verdict == ASTRAY for outcome in found) or not edits:
        return Refused("moved", edits[0].table if edits else "", edits[0].id if edits else "")
    for edit in edits:
        held = {cell.key: _held(edit, cell.label, found) for cell in edit.cells}
        if any(not same_cell(held[cell.key], cell.expected) for cell in edit.cells):
            formula = any(outcome.formula for outcome in found)
            return Refused("formula" if formula else "differs", edit.table, edit.id, now=held)
    return Refused("moved", edits[0].table, edits[0].id)


def _held(edit: RowEdit, label: str, found: Sequence[Outcome]) -> Cell:
    same = [one for one in found if one.target.label == label and same_cell(one.target.id_cell, edit.id_cell)]
    return same[0].held if same else None
