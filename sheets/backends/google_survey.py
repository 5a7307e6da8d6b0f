"""What is looked at before a write: ids, headers and the rows in question, in one read where nothing has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheets.backends.google_look import Page, quoted, row_ranges, whole_column, whole_rows
from sheets.backends.google_plan import NewRow, Target
from sheets.backends.google_send import LOG_LOOK, Sender
from sheets.backends.locate import Elsewhere, find_row, id_texts
from sheets.changes import Plan, RowAppend, RowEdit

Seen = Mapping[int, Page]


class Survey:
    """Looks at one Google spreadsheet for a plan; `spent` are the ids that were ever given, once they are known."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.spent: set[str] | None = None

    def look(self, plan: Plan) -> dict[int, Page]:
        """The rows that are about to change, as they are now: one read, a second one where rows have moved."""
        edits = [edit for save in plan.saves for edit in save.edits]
        rows = {id(edit): edit.row for edit in edits}
        ranges = [*self._ranges(edits, rows), *self._append_ranges(plan), *self._spent_ranges(plan)]
        if not ranges:
            return {}
        ranges += self._log_ranges(plan)
        seen = self.sender.ask(ranges)
        self.sender.sheet.note(seen)
        moved = [edit for edit in edits if edit.id_col is not None and self._now_at(edit, seen) not in (None, edit.row)]
        if moved:
            rows.update({id(edit): self._now_at(edit, seen) or edit.row for edit in moved})
            others = [*self._append_ranges(plan), *self._spent_ranges(plan), *self._log_ranges(plan)]
            seen = self.sender.ask([*self._ranges(edits, rows), *others])
        self._learn_spent(plan, seen)
        return seen

    def _now_at(self, edit: RowEdit, seen: Seen) -> int | None:
        try:
            return find_row(edit, page_of(edit, seen).looked_rows()).row
        except Elsewhere:
            return None

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
        return list(dict.fromkeys(quoted(append.tab) for append in appends if not is_last(append)))

    def _spent_ranges(self, plan: Plan) -> list[str]:
        place = self.sender.history_place(plan.history)
        wanted = self.spent is None and any(a.id_col is not None for save in plan.saves for a in save.appends)
        return [whole_column(place.tab, place.columns["id"])] if wanted and place.exists else []

    def _log_ranges(self, plan: Plan) -> list[str]:
        """The history's headers, and its newest lines where changes by hand are to be recorded that may stand there."""
        place = self.sender.history_place(plan.history)
        return [whole_rows(place.tab, 0, LOG_LOOK - 1 if plan.noticed else 0)] if place.exists else []

    def _learn_spent(self, plan: Plan, seen: Seen) -> None:
        if self.spent is None and self._spent_ranges(plan):
            place = self.sender.history_place(plan.history)
            page = seen.get(place.sheet_id, Page(place.sheet_id))
            self.spent = set(id_texts(page.value(row, place.columns["id"]) for row in page.cells))


def page_of(asked: RowEdit | RowAppend | Target | NewRow, seen: Seen) -> Page:
    """What was seen of the tab that this is about."""
    sheet_id = asked.sheet_id if isinstance(asked.sheet_id, int) else -1
    return seen.get(sheet_id, Page(sheet_id))


def is_last(append: RowAppend) -> bool:
    """Nothing at all stands below the table in its tab, as far as is known from a recent reading."""
    return append.fresh and not any(cell not in (None, "") for line in append.rows[append.after + 1 :] for cell in line)
