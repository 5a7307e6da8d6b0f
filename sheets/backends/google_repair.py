"""Putting back what a write overwrote by mistake: another row's cell, or what somebody typed a moment before.

Every repair is itself a checked write with a pre-image, so that a person typing in between keeps what they typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

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
from sheets.backends.google_debts import Debts, Line
from sheets.backends.google_look import Page
from sheets.backends.google_plan import HistoryPlace, NewRow, Target
from sheets.backends.google_rows import Rest
from sheets.backends.google_send import Answer, Sender
from sheets.changes import Plan, Refused, RowEdit, same_cell
from sheets.errors import Offline, SheetError
from sheets.words import sentence

ROUNDS = 12
Drop = Callable[[str, Refused], None]


class Repairer:
    """Repairs of one Google spreadsheet; what cannot be sent, or was not heard of, stays among the `debts`."""

    def __init__(self, sender: Sender, debts: Debts) -> None:
        self.sender = sender
        self.debts = debts

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
        bad = [outcome for outcome in found if outcome.target.op in wrong]
        self.debts.untold |= {outcome.target.op: outcome.target.line for outcome in bad}
        self._undo(history, bad, seen)
        return not wrong

    def _undo(self, history: HistoryPlace, bad: Sequence[Outcome], seen: Mapping[int, Page]) -> None:
        """Put back what these overwrote, and what the putting back may in turn have overwritten.

        A repair that cannot be sent now is owed; everything else stands. A tab that was deleted is owed nothing.
        """
        bad = [outcome for outcome in bad if not self.sender.gone(outcome.target.sheet_id)]
        astray: list[Target] = []
        for _ in range(ROUNDS):
            if not bad and not astray:
                return
            astray += _last_ids_first([one.target for one in bad if one.target.restores])
            puts: list[Target] = []
            try:
                puts = self._puts(bad, seen) if bad else self._again(astray)
                found, seen = self._put(history, puts) if puts else ([], seen)
            except SheetError:
                self.debts.owed += [*(puts or repairs(bad, _known(bad, seen), _why())), *astray]
                return
            bad = [outcome for outcome in found if outcome.verdict != FINE]
        self.debts.owed += [*astray, *(outcome.target for outcome in bad)]

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

    def take_back(self, history: HistoryPlace, row: NewRow) -> None:
        """Empty the cells of a new row that cannot stay: its columns moved, or another process gave its id as well."""
        self.debts.untold[row.op] = row.line
        self._empty_all(history, [Rest(row, _why())])

    def _empty_all(self, history: HistoryPlace, rests: Sequence[Rest]) -> None:
        """What cannot be sent now is owed."""
        for number, rest in enumerate(rests):
            try:
                self._empty(history, rest)
            except SheetError:
                self.debts.owed_rows += rests[number:]
                return

    def _empty(self, history: HistoryPlace, rest: Rest) -> None:
        """Look at the tab afresh, empty what still holds what was written there, and look again."""
        for _ in range(ROUNDS):
            puts = rest.puts(self.sender.whole(rest.row.sheet_id))
            if not puts or (self._settled(history, puts) and rest.ends_with(puts)):
                return
        self.debts.owed_rows.append(rest)

    def pay(self, history: HistoryPlace) -> bool:
        """Make the repairs that could not be sent before; whether there were any. Raises a SheetError if they fail.

        Each is aimed anew at where its cell is now, ids after all others.
        """
        if not self.debts.owes or not history.exists:
            return False
        self._clear_doubts(history)
        debts, self.debts.owed = self.debts.owed, []
        try:
            for ids in (False, True):
                self._pay_all(history, [debt for debt in debts if (debt.col == debt.id_col) == ids])
        except SheetError:
            self.debts.owed += debts
            raise
        rests, self.debts.owed_rows = self.debts.owed_rows, []
        self._empty_all(history, rests)
        if self.debts.owed_rows:
            raise Offline("timeout")
        self._tell(history)
        return True

    def _pay_all(self, history: HistoryPlace, due: list[Target]) -> None:
        """Those whose cell holds what they expect, then those that waited for these, until none is found any more."""
        while due:
            whole = {sheet_id: self.sender.whole(sheet_id) for sheet_id in {debt.sheet_id for debt in due}}
            again = [put_again(debt, whole[debt.sheet_id]) for debt in due]
            puts = [put for put in again if put is not None]
            self._settled(history, puts)
            due = [debt for debt, put in zip(due, again, strict=True) if put is None] if puts else []

    def tell(self, history: HistoryPlace) -> None:
        """Say in the history of every refused save that it was taken back, also where people left nothing to put back.

        Without it the save would be taken for one that stands. What cannot be sent now is still to be told.
        """
        if not self.debts.owed and not self.debts.owed_rows:
            with suppress(SheetError):
                self._tell(history)

    def _tell(self, history: HistoryPlace) -> None:
        lines = [taken_back(line, _why(), next(self.debts.marks)) for line in self.debts.untold.values()]
        if lines:
            self.sender.send(history, (), (), lines)
        self.debts.untold.clear()

    def _clear_doubts(self, history: HistoryPlace) -> None:
        """Repairs whose answer was lost: what they may have overwritten is put back first."""
        while self.debts.doubts:
            puts = self.debts.doubts[0]
            answer = self.sender.look_again(history, puts, ())
            self.debts.doubts.pop(0)
            if answer is not None:
                self._told(puts)
                self._undo_wrong(history, puts, answer)

    def _settled(self, history: HistoryPlace, puts: list[Target]) -> bool:
        """Whether all of these hit what they were meant for; what they should not have is put back."""
        if not puts:
            return True
        puts = self._new_marks(puts)
        return self._undo_wrong(history, puts, self._send(history, puts))

    def _undo_wrong(self, history: HistoryPlace, puts: Sequence[Target], answer: Answer) -> bool:
        bad = [outcome for outcome in _outcomes(history, puts, answer) if outcome.verdict != FINE]
        self._undo(history, bad, answer.seen)
        return not bad

    def _put(self, history: HistoryPlace, puts: list[Target]) -> tuple[list[Outcome], Mapping[int, Page]]:
        puts = self._new_marks(puts)
        answer = self._send(history, puts)
        return _outcomes(history, puts, answer), answer.seen

    def _new_marks(self, puts: Sequence[Target]) -> list[Target]:
        mark = next(self.debts.marks)
        return [_marked(put, mark) for put in puts]

    def _send(self, history: HistoryPlace, puts: Sequence[Target]) -> Answer:
        try:
            answer = self.sender.put(history, puts)
        except Offline:
            self.debts.doubts.append(list(puts))
            raise
        self._told(puts)
        return answer

    def _told(self, puts: Sequence[Target]) -> None:
        for put in puts:
            self.debts.untold.pop(put.op.split(".")[0], None)


def _outcomes(history: HistoryPlace, puts: Sequence[Target], answer: Answer) -> list[Outcome]:
    return outcomes(puts, [put.row for put in puts], answer.seen, history, answer.first, late=answer.late)


def _known(bad: Sequence[Outcome], seen: Mapping[int, Page]) -> dict[int, Page]:
    return {one.target.sheet_id: seen.get(one.target.sheet_id, Page(one.target.sheet_id)) for one in bad}


def _marked(put: Target, mark: int) -> Target:
    """The repair with a mark in the history that no other batch has, by which it is found when its answer is lost."""
    op = f"{put.op.split('.')[0]}.{mark}"
    return replace(put, op=op, line=(*put.line[:-1], op))


def taken_back(line: Line, why: str, mark: int) -> Line:
    """The line that says of a whole save, given one of its own, that it does not stand."""
    when, who, tab, row_id, _, _, _, _, op = line
    return (when, who, tab, row_id, None, None, None, why, f"{op}.{mark}")


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
