"""Putting back what a write overwrote by mistake: another row's cell, or what somebody typed a moment before.

Every repair is itself a checked write with a pre-image, so that a person typing in between keeps what they typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from sheets.backends import Cell
from sheets.backends.google_check import (
    ASTRAY,
    FINE,
    Outcome,
    outcomes,
    put_again,
    put_back_elsewhere,
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

    def settle(
        self,
        history: HistoryPlace,
        found: Sequence[Outcome],
        seen: Mapping[int, Page],
        plan: Plan,
        drop: Drop,
        lost: Collection[str] = (),
    ) -> bool:
        """Undo every save that went wrong, and what the undoing may in turn have overwritten; whether all was right.

        `lost` are saves of which another part went wrong. A repair that cannot be sent now is owed; others stand.
        """
        astray: list[Target] = []
        for number in range(1, ROUNDS + 1):
            wrong = {one.target.op for one in found if one.verdict != FINE or (number == 1 and one.target.op in lost)}
            if not wrong and not astray:
                return number == 1
            for op in wrong if number == 1 else ():
                drop(op, _refusal([outcome for outcome in found if outcome.target.op == op], plan))
            bad = [outcome for outcome in found if outcome.target.op in wrong and _undone(outcome, number)]
            astray += [one.target for one in bad if one.target.restores and one.verdict == ASTRAY]
            puts: list[Target] = []
            try:
                puts = self._puts(bad, seen, number) if bad else self._again(astray)
                found, seen = self._put(history, puts) if puts else ([], seen)
            except SheetError:
                why = sentence("history", "put_back")
                self.owed += [*(puts or repairs(bad, seen, why, number)), *astray]
                return False
        self.owed += [*astray, *(outcome.target for outcome in found if outcome.verdict != FINE)]
        return False

    def _puts(self, bad: Sequence[Outcome], seen: Mapping[int, Page], number: int) -> list[Target]:
        """The repairs of what went wrong; where it has moved since, it is looked for in the whole tab."""
        why = sentence("history", "put_back")
        puts = repairs([outcome for outcome in bad if still_there(outcome, seen)], seen, why, number)
        moved = [outcome for outcome in bad if not still_there(outcome, seen)]
        whole = {sheet_id: self.sender.whole(sheet_id) for sheet_id in {one.target.sheet_id for one in moved}}
        found = (put_back_elsewhere(one, whole[one.target.sheet_id], why, number) for one in moved)
        return [*puts, *(target for target in found if target is not None)]

    def _again(self, astray: list[Target]) -> list[Target]:
        """A repair that landed elsewhere, aimed anew at where its cell is now; the last one first."""
        page = self.sender.whole(astray[-1].sheet_id)
        again = put_again(astray.pop(), page)
        return [again] if again is not None else []

    def take_back(self, history: HistoryPlace, row: NewRow, place: int, page: Page) -> None:
        """Empty the cells of a new row that cannot stay: its columns moved, or another process gave its id as well."""
        why = sentence("history", "put_back")
        puts = [_emptied(row, place, col, page, why) for col in row.cells]
        try:
            self._settled(history, puts)
        except SheetError:
            self.owed += puts

    def pay(self, history: HistoryPlace) -> None:
        """Make the repairs that could not be sent before; raises a SheetError while they cannot be sent."""
        if self.owed and history.exists:
            puts, self.owed = self.owed, []
            try:
                self._settled(history, puts)
            except SheetError:
                self.owed += puts
                raise

    def _settled(self, history: HistoryPlace, puts: list[Target]) -> None:
        found, seen = self._put(history, puts)
        self.settle(history, found, seen, Plan(()), lambda op, refused: None)

    def _put(self, history: HistoryPlace, puts: list[Target]) -> tuple[list[Outcome], Mapping[int, Page]]:
        seen, first = self.sender.put(history, puts)
        return outcomes(puts, [put.row for put in puts], seen, history, first), seen


def _undone(outcome: Outcome, number: int) -> bool:
    """In the first round a save is undone as a whole; later only what went wrong again."""
    return number == 1 or outcome.verdict != FINE


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


def _emptied(row: NewRow, place: int, col: int, page: Page, why: str) -> Target:
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
        line=(when, who, tab, row_id, label, None, None, why, f"{op}.1"),
        header_rows=row.header_rows,
        header=header,
        restores=True,
    )


def has_twin(row: NewRow, place: int, page: Page) -> bool:
    """Whether another row has the same id: of two processes, the one that wrote later sees it."""
    col = row.id_col
    return col is not None and any(same_cell(page.value(at, col), row.cells[col]) for at in page.cells if at != place)
