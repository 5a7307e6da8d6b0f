"""Writing to a Google spreadsheet that people edit meanwhile.

look (ids, headers, the rows in question: one read) → one atomic batch → check what its answer shows → repair.
The look is left out for new rows at the end of a tab: they are added below all data, wherever that is by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sheets.backends import Cell
from sheets.backends.google_check import Outcome, outcomes
from sheets.backends.google_errors import TabMoved
from sheets.backends.google_look import Page, area_at, letters, quoted, row_ranges, value_rows, whole_column, whole_rows
from sheets.backends.google_plan import (
    DAY,
    MOMENT,
    HistoryPlace,
    NewRow,
    Target,
    as_stored,
    is_moment,
    pushed_below,
    shows_a_day,
)
from sheets.backends.google_repair import Repairer
from sheets.backends.google_rows import can_stay, has_twin, headers_hold, landed
from sheets.backends.google_send import LOG_LOOK, Answer, Sender
from sheets.backends.history import append_line, edit_lines
from sheets.backends.locate import Elsewhere, Found, Room, at, find_room, find_row, id_texts, next_id, refuse_changed
from sheets.changes import Patch, Plan, Receipt, Refused, RowAppend, RowEdit, Save
from sheets.errors import Offline, SheetError
from sheets.noticed import Noticed, to_record

if TYPE_CHECKING:
    from sheets.backends.google_sheet import GoogleSheet

Seen = Mapping[int, Page]


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


class Writer:
    """The write side of one Google spreadsheet; the caller holds its lock."""

    def __init__(self, sheet: GoogleSheet) -> None:
        self.sheet = sheet
        self.sender = Sender(sheet)
        self.repairer = Repairer(self.sender)
        self.spent: set[str] | None = None
        self.doubts: list[Work] = []

    def commit(self, plan: Plan) -> Receipt:
        """Write every save of the plan that still fits, in one request; what went astray is put back."""
        try:
            if not self.sheet.pages:
                self.sheet.learn()
            work = Work(plan, self.sender.history_place(plan.history))
            work.receipt.stale = self.repairer.pay(work.history) | self._clear_doubts()
            looked = self._look(plan)
            for save in plan.saves:
                self._prepare(work, save, looked)
            if work.targets or work.rows:
                settled = self._note(work, looked)
                self._write(work)
                work.receipt.settled = settled
            return work.receipt
        except TabMoved:
            self.sheet.forget()
            return Receipt(refused={save.op: Refused("moved") for save in plan.saves}, stale=True)

    # Before

    def _look(self, plan: Plan) -> dict[int, Page]:
        """The rows that are about to change, as they are now: one read, a second one where rows have moved."""
        edits = [edit for save in plan.saves for edit in save.edits]
        rows = {id(edit): edit.row for edit in edits}
        ranges = [*self._ranges(edits, rows), *self._append_ranges(plan), *self._spent_ranges(plan)]
        if not ranges:
            return {}
        ranges += self._log_ranges(plan)
        seen = self.sender.ask(ranges)
        moved = [edit for edit in edits if edit.id_col is not None and self._now_at(edit, seen) not in (None, edit.row)]
        if moved:
            rows.update({id(edit): self._now_at(edit, seen) or edit.row for edit in moved})
            others = [*self._append_ranges(plan), *self._spent_ranges(plan), *self._log_ranges(plan)]
            seen = self.sender.ask([*self._ranges(edits, rows), *others])
        self._learn_spent(plan, seen)
        return seen

    def _now_at(self, edit: RowEdit, seen: Seen) -> int | None:
        try:
            return find_row(edit, self._page(edit, seen).rows()).row
        except Elsewhere:
            return None

    @staticmethod
    def _page(asked: RowEdit | RowAppend | Target | NewRow, seen: Seen) -> Page:
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
        place = self.sender.history_place(plan.history)
        wanted = self.spent is None and any(a.id_col is not None for save in plan.saves for a in save.appends)
        return [whole_column(place.tab, place.columns["id"])] if wanted and place.exists else []

    def _log_ranges(self, plan: Plan) -> list[str]:
        """The newest lines of the history, where changes by hand are to be recorded that may stand there already."""
        place = self.sender.history_place(plan.history)
        return [whole_rows(place.tab, 0, LOG_LOOK - 1)] if plan.noticed and place.exists else []

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

    def _learn_spent(self, plan: Plan, seen: Seen) -> None:
        if self.spent is None and self._spent_ranges(plan):
            place = self.sender.history_place(plan.history)
            page = seen.get(place.sheet_id, Page(place.sheet_id))
            self.spent = set(id_texts(page.value(row, place.columns["id"]) for row in page.cells))

    # The plan in cells

    def _prepare(self, work: Work, save: Save, seen: Seen) -> None:
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

    def _targets(self, work: Work, save: Save, edit: RowEdit, seen: Seen) -> Iterable[Target]:
        page = self._page(edit, seen)
        rows = page.rows()
        found = find_row(edit, rows)
        self._refuse_fixed(edit, found, page)
        refuse_changed(edit, rows, found)
        lines, known = edit_lines(save, edit, work.plan.history), self._known(edit.sheet_id)
        around = {} if found.id_col is not None else self._around(edit, found, rows)
        id_col, id_cell = (found.id_col, edit.id_cell) if found.id_col is not None else _mark(around)
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
                id_col=id_col,
                id_header=edit.id_header or tuple(at(rows, above, id_col or 0) for above in edit.header_rows),
                id_cell=id_cell,
                around=around,
                label=cell.label,
                number_format={"type": kind, "pattern": shown} if dated else None,
                set_format=dated,
                values_only=area_at((*known.merged, *known.ruled), found.row, col) is not None,
                pattern=pattern,
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
        return area_at(self._known(sheet_id).merged, row, col)

    def _known(self, sheet_id: int | str | None) -> Page:
        """A tab as it was learned: its merged areas and where its colour rules are."""
        return self.sheet.pages.get(sheet_id, Page(0)) if isinstance(sheet_id, int) else Page(0)

    def _new_row(self, work: Work, save: Save, append: RowAppend, seen: Seen, before: Sequence[NewRow]) -> NewRow:
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
            how=_how(append, room, page),
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

    # The write and its answer

    def _write(self, work: Work) -> None:
        try:
            answer = self.sender.send(work.history, work.targets, work.rows, [tuple(line) for line in work.noticed])
        except SheetError as error:
            self.doubts += [work] if isinstance(error, Offline) else []
            raise
        self._settle(work, answer)

    def _clear_doubts(self) -> bool:
        """Batches of which nobody could tell are looked at before anything else: what they overwrote is put back.

        Whether there were any. Raises a SheetError while nobody can tell.
        """
        doubtful = bool(self.doubts)
        while self.doubts:
            work = self.doubts[0]
            if not work.history.exists:
                work.history = self.sender.history_place(work.plan.history)
            answer = self.sender.look_again(work.history, work.targets, work.rows) if work.history.exists else None
            self.doubts.pop(0)
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
        right = self.repairer.settle(work.history, found, seen, work.plan, work.drop, tuple(work.receipt.refused))
        for row in work.rows:
            if row.op in work.receipt.refused:
                self.repairer.take_back(work.history, row)
        work.receipt.stale = work.receipt.stale or not right
        self._patch(work, found)

    def _take_rows(self, work: Work, seen: Seen) -> None:
        """Where the new rows landed; the save of one that cannot stay there is refused and asked for again."""
        for row in work.rows:
            page = self._page(row, seen)
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
        """The history's header and newest lines, as a person sees them."""
        if not self.sheet.pages:
            self.sheet.read()
        page = self.sheet.history_page()
        area = f"{quoted(page.title)}!A1:{letters(max(page.column_count, 1) - 1)}{limit + 1}" if page else quoted(tab)
        try:
            answer = self.sheet.line.get("/values:batchGet", {"ranges": [area], "valueRenderOption": "FORMATTED_VALUE"})
        except TabMoved:  # there is none yet; one that another process made is found by its name
            return []
        return value_rows(answer["valueRanges"][0].get("values", []))[: limit + 1]


def _is_last(append: RowAppend) -> bool:
    """Nothing at all stands below the table in its tab, as far as is known from a recent reading."""
    return append.fresh and not any(cell not in (None, "") for line in append.rows[append.after + 1 :] for cell in line)


def _mark(around: Mapping[int, Cell]) -> tuple[int | None, Cell]:
    """What names a row without an id: its longest text that is not being changed."""
    texts = {col: cell for col, cell in around.items() if isinstance(cell, str)}
    col = max(texts, key=lambda col: len(texts[col]), default=None)
    return (None, None) if col is None else (col, texts[col])


def _how(append: RowAppend, room: Room, page: Page) -> str:
    """Below all data where that is the place; else in a row of its own: a blank row may be taken by the time.

    Only a row that was made ready, with formulas or boxes to tick, is written into.
    """
    if room.last:
        return "append"
    ready = any(cell.get("userEnteredValue") for cell in page.cells.get(room.row, {}).values())
    return "write" if ready and not room.insert else "insert"


def _places(work: Work) -> list[tuple[str, int]]:
    taken: dict[str, int] = {}
    places = []
    for row in work.rows:
        number = taken.get(row.op, 0)
        places.append(work.receipt.appended[row.op][number])
        taken[row.op] = number + 1
    return places
