"""Cells that reading doubted or could not read, and the one thing that most likely was meant."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from sheets.changes import NEW_ID, Change
from sheets.doctor.parts import Ailment, Remedy, column_of, day_typed, now, read_of, writable
from sheets.kinds import KINDS
from sheets.problems import Problem
from sheets.snapshot import Snapshot

DAY = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*", re.ASCII)
UNWRITTEN = ("id", "date_range")


class Guess(Ailment):
    """Whatever was read on an assumption: write what it was read as. Stands for every reason without its own class."""

    reason = "guess"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """The reading, written out over what was typed."""
        if not problem.guessed or not problem.column:
            return []
        column = column_of(snapshot, problem)
        if column.kind in UNWRITTEN or not writable(snapshot, problem.table, problem.id, problem.column):
            return []
        value = now(snapshot, problem.table, problem.id or "", problem.column)
        if value is None:
            return []
        shown = day_typed(value) if isinstance(value, date) else _shown(snapshot, problem, value)
        return [Remedy("confirm", (_change(problem, value, value),), {"value": shown})]


def _shown(snapshot: Snapshot, problem: Problem, value: Any) -> Any:
    column = column_of(snapshot, problem)
    if column.kind == "choice":
        choice = snapshot.schema.choices[column.choices or ""].get(str(value))
        return choice.label if choice else value
    return problem.read_as or KINDS[column.kind].show(value)


class ImpossibleDate(Ailment):
    """31/2/2026: the last day of that month is the one day near it."""

    reason = "impossible_date"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """The last day of the month, where the month exists and has fewer days."""
        typed = DAY.fullmatch(problem.value)
        if typed is None or not writable(snapshot, problem.table, problem.id, problem.column or ""):
            return []
        day, month, year = map(int, typed.groups())
        if not (1 <= month <= 12 and 28 < day <= 31 and 1900 < year < 2200):
            return []
        last = date(year, month, monthrange(year, month)[1])
        return [Remedy("write", (_change(problem, last, None),), {"value": day_typed(last)}, same="last")]


class DamagedDates(Ailment):
    """Dates that a sheet set to English turned round: 3/8/2026 became 8 March, while 17/8/2026 stayed text.

    The column is mended as a whole: turned back, and what stayed text made a date, so that the trace is gone.
    """

    reason = "maybe_swapped"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """Turn the column's dates back; or leave them, and make its texts dates, which settles the doubt."""
        key = problem.column or ""
        if not writable(snapshot, problem.table, problem.id, key):
            return []
        mine = {p.id for p in snapshot.problems if (p.reason, p.tab, p.column) == (self.reason, problem.tab, key)}
        turned = [_turned(snapshot, problem.table, str(id_), key) for id_ in mine if id_]
        kept = list(_texts(snapshot, problem, mine))
        day = now(snapshot, problem.table, problem.id or "", key)
        told = {"n": len(turned), "now": day_typed(day), "then": day_typed(_around(day))}
        same = f"{problem.tab} {key}"
        return [
            Remedy("turn_back", (*turned, *kept), told, same=f"turn {same}"),
            Remedy("leave_dates", tuple(kept), told, same=f"leave {same}"),
        ]


def _around(day: date) -> date:
    return date(day.year, day.day, day.month)


def _turned(snapshot: Snapshot, table: str, row: str, key: str) -> Change:
    day = now(snapshot, table, row, key)
    return Change(table, row, {key: _around(day)}, {key: day})


def _texts(snapshot: Snapshot, problem: Problem, doubted: set[str | None]) -> Iterator[Change]:
    """The dates of the column that are still text: written as dates."""
    read, key = read_of(snapshot, problem.table, problem.id or ""), problem.column or ""
    for row in read.ids if read else ():
        day = now(snapshot, problem.table, row, key)
        if row not in doubted and isinstance(day, date) and DAY.fullmatch(snapshot.typed(problem.table, row, key)):
            yield Change(problem.table, row, {key: day}, {key: day}, anew=True)


class MissingId(Ailment):
    """A row without an id: it gets the next one of its table."""

    reason = "missing_id"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """An id of its own."""
        if not problem.id or not writable(snapshot, problem.table, problem.id, "id"):
            return []
        return [Remedy("give_id", (Change(problem.table, problem.id, {"id": NEW_ID}, {"id": None}),))]


class DuplicateId(Ailment):
    """Two rows with one id: the later one gets a new id; what refers to the id stays with the first."""

    reason = "duplicate_id"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """A new id for the later row."""
        if not problem.id or not writable(snapshot, problem.table, problem.id, "id"):
            return []
        change = Change(problem.table, problem.id, {"id": NEW_ID}, {"id": problem.value})
        return [Remedy("new_id", (change,), {"id": problem.value}, same=f"new {problem.value}")]


class SameAsAbove(Ailment):
    """A grouping column that is filled only where the group begins: offered, not assumed."""

    reason = "ditto_offered"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """The cell above, copied into every blank cell below it."""
        key = problem.column or ""
        read = next((r for r in snapshot.reads if (r.table, r.tab) == (problem.table, problem.tab) and r.plain), None)
        if read is None or not read.ids or not writable(snapshot, problem.table, read.ids[0], key):
            return []
        changes, above = [], None
        for row in read.ids:
            typed = snapshot.typed(problem.table, row, key)
            above = typed or above
            if not typed and above:
                changes.append(Change(problem.table, row, {key: above}, {key: None}, lenient=True))
        return [Remedy("copy_down", tuple(changes), {"n": len(changes), "above": problem.details.get("above", "")})]


def _change(problem: Problem, value: Any, seen: Any) -> Change:
    key = problem.column or ""
    return Change(problem.table, problem.id, {key: value}, {key: seen})
