"""Putting back what a write overwrote by mistake: another row's cell, or what somebody typed a moment before.

Every repair is itself a checked write with a pre-image, so that a person typing in between keeps what they typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import count

from sheets.backends import Cell
from sheets.backends.google_check import (
    ASTRAY,
    FINE,
    Outcome,
    outcomes,
    put_again,
    repairs,
    still_there,
)
from sheets.backends.google_look import Page
from sheets.backends.google_plan import HistoryPlace, NewRow, Target
from sheets.backends.google_send import Sender
from sheets.changes import Plan, Refused, RowEdit, as_text, same_cell
from sheets.errors import SheetError
from sheets.words import sentence

ROUNDS = 12
Drop = Callable[[str, Refused], None]


class Repairer:
    """Repairs of one Google spreadsheet; `owed` are those that could not be sent, to be made before anything else."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.owed: list[Target] = []
        self.marks = count(1)

    def settle(
        self,
        history: HistoryPlace,
        found: Sequence[Outcome],
        seen: Mapping[int, Page],
        plan: Plan,
        drop: Drop,
        lost: Collection[str] = (),
    ) -> bool:
        """Undo every save that went wrong as a whole; whether all was right.

        `lost` are saves of which another part went wrong.
        """
        wrong = {one.target.op for one in found if one.verdict != FINE or one.target.op in lost}
        for op in wrong:
            drop(op, _refusal([outcome for outcome in found if outcome.target.op == op], plan))
        self._undo(history, [outcome for outcome in found if outcome.target.op in wrong], seen)
        return not wrong

    def _undo(self, history: HistoryPlace, bad: Sequence[Outcome], seen: Mapping[int, Page]) -> None:
        """Put back what these overwrote, and what the putting back may in turn have overwritten.

        A repair that cannot be sent now is owed; everything else stands.
        """
        astray: list[Target] = []
        for _ in range(ROUNDS):
            if not bad and not astray:
                return
            astray += _last_ids_first([one.target for one in bad if one.target.restores and one.verdict == ASTRAY])
            puts: list[Target] = []
            try:
                puts = self._puts(bad, seen) if bad else self._again(astray)
                found, seen = self._put(history, puts) if puts else ([], seen)
            except SheetError:
                self.owed += [*(puts or repairs(bad, _known(bad, seen), _why())), *astray]
                return
            bad = [outcome for outcome in found if outcome.verdict != FINE]
        self.owed += [*astray, *(outcome.target for outcome in bad)]

    def _puts(self, bad: Sequence[Outcome], seen: Mapping[int, Page]) -> list[Target]:
        """The repairs of what went wrong; where it has moved since, it is looked for in the whole tab."""
        pages = _known(bad, seen)
        moved = {one.target.sheet_id for one in bad if not still_there(one, pages[one.target.sheet_id])}
        whole = {sheet_id: self.sender.whole(sheet_id) for sheet_id in moved}
        return repairs(bad, {**pages, **whole}, _why())

    def _again(self, astray: list[Target]) -> list[Target]:
        """A repair that landed elsewhere, aimed anew at where its cell is now; the last one first."""
        page = self.sender.whole(astray[-1].sheet_id)
        again = put_again(astray.pop(), page)
        return [again] if again is not None else []

    def take_back(self, history: HistoryPlace, row: NewRow, place: int, page: Page) -> None:
        """Empty the cells of a new row that cannot stay: its columns moved, or another process gave its id as well.

        Its id goes last, on its own: by it the other cells are known.
        """
        mark = row.id_col if row.id_col is not None else _mark(row)
        puts = [_emptied(row, place, col, page, mark) for col in sorted(row.cells, key=lambda col: col == mark)]
        others, last = ([*puts[:-1]], puts[-1:]) if mark is not None else (puts, [])
        try:
            self._settled(history, others)
            others = []
            again = self._again(last.copy()) if last else []
            self.owed += [] if again else self._still_owed(last)
            self._settled(history, again)
        except SheetError:
            self.owed += [*others, *last]

    def pay(self, history: HistoryPlace) -> None:
        """Make the repairs that could not be sent before; raises a SheetError while they cannot be sent.

        Each is aimed anew at where its cell is now, ids after all others.
        """
        if not self.owed or not history.exists:
            return
        debts, self.owed = self.owed, []
        try:
            for ids in (False, True):
                whole = {sheet_id: self.sender.whole(sheet_id) for sheet_id in {debt.sheet_id for debt in debts}}
                due = [debt for debt in debts if (debt.col == debt.id_col) == ids]
                again = [put_again(debt, whole[debt.sheet_id]) for debt in due]
                lost = [debt for debt, put in zip(due, again, strict=True) if put is None]
                self.owed += self._still_owed(lost) if ids else []
                self._settled(history, [put for put in again if put is not None])
        except SheetError:
            self.owed += debts
            raise

    def _still_owed(self, ids: Sequence[Target]) -> list[Target]:
        """Ids that are not found alone in their row since other cells of it are still to be emptied."""
        waiting = {target.op.split(".")[0] for target in self.owed}
        return [target for target in ids if target.op.split(".")[0] in waiting]

    def _settled(self, history: HistoryPlace, puts: list[Target]) -> None:
        if not puts:
            return
        found, seen = self._put(history, puts)
        self._undo(history, [outcome for outcome in found if outcome.verdict != FINE], seen)

    def _put(self, history: HistoryPlace, puts: list[Target]) -> tuple[list[Outcome], Mapping[int, Page]]:
        mark = next(self.marks)
        puts = [_marked(put, mark) for put in puts]
        answer = self.sender.put(history, puts)
        rows = [put.row for put in puts]
        return outcomes(puts, rows, answer.seen, history, answer.first, late=answer.late), answer.seen


def _known(bad: Sequence[Outcome], seen: Mapping[int, Page]) -> dict[int, Page]:
    return {one.target.sheet_id: seen.get(one.target.sheet_id, Page(one.target.sheet_id)) for one in bad}


def _marked(put: Target, mark: int) -> Target:
    """The repair with a mark in the history that no other batch has, by which it is found when its answer is lost."""
    op = f"{put.op.split('.')[0]}.{mark}"
    return replace(put, op=op, line=(*put.line[:-1], op))


def _why() -> str:
    return sentence("history", "put_back")


def _last_ids_first(targets: list[Target]) -> list[Target]:
    """In the order in which they are aimed anew, from the end: an id last, since the others are found by it."""
    return sorted(targets, key=lambda target: target.col != target.id_col)


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


def _mark(row: NewRow) -> int | None:
    """The column that tells a new row without an id from others: its longest text."""
    texts = {col: value for col, value in row.cells.items() if isinstance(value, str)}
    return max(texts, key=lambda col: len(texts[col]), default=None)


def _emptied(row: NewRow, place: int, col: int, page: Page, mark: int | None) -> Target:
    """One cell of a new row, taken back."""
    when, who, tab, row_id, _, _, _, _, op = row.line
    header = tuple(page.value(at, col) for at in row.header_rows)
    label = as_text(header[-1]) if header else None
    return Target(
        op=f"{op}.1",
        tab=row.tab,
        sheet_id=row.sheet_id,
        row=place,
        col=col,
        value=None,
        expected=row.cells[col],
        line=(when, who, tab, row_id, label, None, None, _why(), f"{op}.1"),
        header_rows=row.header_rows,
        header=header,
        id_col=mark,
        id_header=row.headers.get(mark, ()) if mark is not None else (),
        id_cell=row.cells[mark] if mark is not None else None,
        around=dict.fromkeys(other for other in row.cells if other != col) if col == mark else {},
        restores=True,
    )


def has_twin(row: NewRow, place: int, page: Page) -> bool:
    """Whether another row has the same id: of two processes, the one that wrote later sees it."""
    col = row.id_col
    return col is not None and any(same_cell(page.value(at, col), row.cells[col]) for at in page.cells if at != place)
