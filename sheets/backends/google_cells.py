"""The cells of a plan: every edit and every new row as what is written where, as the spreadsheet is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets.backends import Cell
from sheets.backends.google_look import Page, area_at, company_of
from sheets.backends.google_plan import DAY, LONGEST, MOMENT, NewRow, Target, is_moment, shows_a_day
from sheets.backends.google_survey import Seen, Survey, is_last, page_of
from sheets.backends.history import append_line, edit_lines
from sheets.backends.locate import (
    Elsewhere,
    Found,
    Room,
    at,
    find_room,
    find_row,
    id_texts,
    ids_seen,
    next_id,
    refuse_changed,
)
from sheets.changes import HistoryTab, Refused, RowAppend, RowEdit, Save

if TYPE_CHECKING:
    from sheets.backends.google_sheet import GoogleSheet


@dataclass
class CellPlan:
    """Finds the cells of saves; raises Elsewhere where one cannot be written as it was asked."""

    sheet: GoogleSheet
    survey: Survey
    history: HistoryTab

    def targets(self, save: Save, edit: RowEdit, seen: Seen) -> Iterable[Target]:
        page = page_of(edit, seen)
        rows = page.looked_rows()
        refuse_long(edit, edit.id)
        found = find_row(edit, rows)
        self._refuse_fixed(edit, found, page)
        refuse_changed(edit, rows, found)
        lines, known = edit_lines(save, edit, self.history), self._known(edit.sheet_id)
        around = {} if found.id_col is not None else self._around(edit, found, rows)
        id_col, id_cell = (found.id_col, edit.id_cell) if found.id_col is not None else _mark(around)
        company = company_of(page, found.row, (*found.cols, id_col))
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
                company=company,
                label=cell.label,
                number_format={"type": kind, "pattern": shown} if dated else None,
                set_format=dated,
                values_only=area_at((*page.merged, *known.ruled), found.row, col) is not None,
                pattern=pattern,
            )

    @staticmethod
    def _around(edit: RowEdit, found: Found, rows: Sequence[Sequence[Cell]]) -> dict[int, Cell]:
        """What tells a row without an id from others: its other cells."""
        width = len(edit.fingerprint)
        return {col: at(rows, found.row, col) for col in range(width) if col not in found.cols}

    @staticmethod
    def _refuse_fixed(edit: RowEdit, found: Found, page: Page) -> None:
        """A cell with a formula, or inside a merged area, holds no value of its own."""
        for cell, col in zip(edit.cells, found.cols, strict=True):
            area = area_at(page.merged, found.row, col)
            merged = area is not None and area[:2] != (found.row, col)
            if merged or page.formula(found.row, col) is not None:
                now = {cell.key: page.value(found.row, col)}
                why = "merged" if merged else "formula"
                raise Elsewhere(Refused(why, edit.table, edit.id, now=now, details={"column": cell.label}))

    def _known(self, sheet_id: int | str | None) -> Page:
        """A tab as it was learned: where its colour rules are."""
        return self.sheet.pages.get(sheet_id, Page(0)) if isinstance(sheet_id, int) else Page(0)

    def new_row(self, save: Save, append: RowAppend, seen: Seen, before: Sequence[NewRow]) -> NewRow:
        page = page_of(append, seen)
        refuse_long(append)
        rows = append.rows if is_last(append) else page.looked_rows()
        here = [row for row in before if row.sheet_id == append.sheet_id]
        taken = sum(row.how != "insert" for row in here if row.after == append.after)
        room = find_room(append, rows, taken)
        how = _how(append, room, page)
        row_id = self._new_id(append, room, rows, here)
        cells = {col: cell.value for cell, col in zip(append.cells, room.cols, strict=True)}
        headers = {col: cell.header for cell, col in zip(append.cells, room.cols, strict=True)}
        if room.id_col is not None:
            cells[room.id_col], headers[room.id_col] = row_id, append.id_header
        if how != "insert":
            _refuse_ready(append, room, page)
        return NewRow(
            op=save.op,
            tab=append.tab,
            sheet_id=append.sheet_id if isinstance(append.sheet_id, int) else -1,
            row=room.row + sum(row.how == "insert" and row.spot <= room.row for row in here),
            spot=room.row,
            after=append.after,
            how=how,
            cells=cells,
            formats=self._formats(append, room),
            line=tuple(append_line(save, append, row_id, self.history)),
            header_rows=append.header_rows,
            headers=headers,
            id_col=room.id_col,
        )

    def _new_id(self, append: RowAppend, room: Room, rows: Sequence[Sequence[Cell]], before: Sequence[NewRow]) -> str:
        if room.id_col is None or append.named:
            return append.named
        col, first = room.id_col, max(append.header_rows, default=-1) + 1
        used = id_texts(at(rows, row, col) for row in range(first, len(rows)))
        given = id_texts(row.cells.get(col) for row in before)
        self.survey.spent = self.survey.spent or set()
        row_id = next_id(append.id_prefix, used, [*given, *ids_seen(append), *self.survey.spent])
        self.survey.spent.add(row_id)
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


def refuse_long(asked: RowEdit | RowAppend, row_id: str = "") -> None:
    """Raise Elsewhere("too_long") where a text is longer than a cell of Google holds."""
    long = {cell.key: None for cell in asked.cells if isinstance(cell.value, str) and len(cell.value) > LONGEST}
    if long:
        raise Elsewhere(Refused("too_long", asked.table, row_id, now=long, details={"limit": LONGEST}))


def _mark(around: Mapping[int, Cell]) -> tuple[int | None, Cell]:
    """What names a row without an id: its longest text that is not being changed."""
    texts = {col: cell for col, cell in around.items() if isinstance(cell, str)}
    col = max(texts, key=lambda col: len(texts[col]), default=None)
    return (None, None) if col is None else (col, texts[col])


def _refuse_ready(append: RowAppend, room: Room, page: Page) -> None:
    """Raise Elsewhere("formula") where the row that is there already works a cell out by itself."""
    for cell, col in zip(append.cells, room.cols, strict=True):
        if page.formula(room.row, col) is not None:
            told = {"column": cell.label, "id": str(room.row + 1)}
            raise Elsewhere(Refused("formula", append.table, now={cell.key: None}, details=told))


def _how(append: RowAppend, room: Room, page: Page) -> str:
    """Below all data where that is the place; else in a row of its own: a blank row may be taken by the time.

    Only a row that was made ready, with formulas or boxes to tick, is written into: words beside the table may be
    what is left of a row that another process is taking back.
    """
    if room.last:
        return "append"
    entered = [cell.get("userEnteredValue") or {} for cell in page.cells.get(room.row, {}).values()]
    ready = any(entered) and not any("stringValue" in value for value in entered)
    return "write" if ready and not room.insert else "insert"
