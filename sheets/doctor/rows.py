"""Cells that are right each for itself and contradict each other: days, parts and wholes, targets and directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sheets.changes import Change
from sheets.declared import Words
from sheets.doctor.parts import Ailment, Remedy, day_typed, found, now, writable
from sheets.kinds.digits import Figure
from sheets.problems import Problem
from sheets.snapshot import Snapshot

PAIRS = (
    ("tasks", "start", "due"),
    ("tasks", "start", "done_on"),
    ("goals", "start", "due"),
    ("agreements", "start", "ends"),
    ("indicators", "baseline_date", "target_date"),
)
LONGEST = 366
ISO = re.compile(r"\d{4}-\d{2}-\d{2}.*")
ENDED = ("done", "cancelled")
# In these units a value is no count of people: its parts do not add up to it.
NO_COUNT = ("%", "persen", "percent", "skor", "score", "indeks", "index", "rp", "rata")


class EndsBeforeStart(Ailment):
    """A row that ends before it starts."""

    reason = "ends_before_start"

    def find(self, snapshot: Snapshot) -> Iterator[Problem]:
        """One finding at the later cell of each pair of days that is the wrong way round."""
        for table, first, last in PAIRS:
            frame = snapshot.tables.get(table)
            if frame is None or not {first, last} <= set(frame.columns):
                continue
            for row in frame.index[frame[f"{first}_from"] > frame[f"{last}_to"]]:
                details = _days(snapshot, table, str(row), first, last)
                yield from _one(found(snapshot, table, str(row), last, self.reason, **details))

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """Day and month exchanged, else another year, where exactly one such reading puts the days in order."""
        pair = next((pair for pair in PAIRS if (pair[0], pair[2]) == (problem.table, problem.column)), None)
        if pair is None or not problem.id or not writable(snapshot, pair[0], problem.id, *pair[1:]):
            return []
        days = _Days(*(now(snapshot, pair[0], problem.id, key) for key in pair[1:]))
        if any(_is_span(snapshot, pair[0], problem.id, key) for key in pair[1:]):
            return []
        for candidates in (days.exchanged(), _likely(snapshot, pair[0], problem.id, days.other_years())):
            if len(candidates) == 1:
                return [_mended(problem, pair, days, candidates[0])]
        return []


def _one(problem: Problem | None) -> Iterator[Problem]:
    if problem is not None:
        yield problem


def _days(snapshot: Snapshot, table: str, row: Any, first: str, last: str) -> dict[str, Any]:
    declared = snapshot.schema.table(table)
    told = {"first": declared.column(first).label, "last": declared.column(last).label}
    return {**told, "start": _written(snapshot, table, row, first), "end": _written(snapshot, table, row, last)}


def _written(snapshot: Snapshot, table: str, row: str, key: str) -> str:
    """A day as it is typed there; a cell that holds a date as 28/2/2026."""
    typed = snapshot.typed(table, row, key)
    return day_typed(now(snapshot, table, row, key)) if ISO.fullmatch(typed) else typed


def _is_span(snapshot: Snapshot, table: str, row: str, key: str) -> bool:
    """A day that was written as a range ("akhir Maret") is not moved about."""
    first, last = (now(snapshot, table, row, f"{key}_{edge}") for edge in ("from", "to"))
    return bool(first != last)


@dataclass(frozen=True)
class _Days:
    """The two days of a row, and how else they may have been meant."""

    first: date
    last: date

    @property
    def fits(self) -> bool:
        return self.first <= self.last and (self.last - self.first).days <= LONGEST

    def exchanged(self) -> list[_Days]:
        """Day and month exchanged in one of them."""
        tried = [_Days(turned, self.last) for turned in _turned(self.first)]
        tried += [_Days(self.first, turned) for turned in _turned(self.last)]
        return [days for days in tried if days.fits]

    def other_years(self) -> list[_Days]:
        """The first a year earlier, or the last a year later."""
        tried = [_Days(*pair) for pair in ((_years(self.first, -1), self.last), (self.first, _years(self.last, 1)))]
        return [days for days in tried if days.fits]


def _turned(day: date) -> list[date]:
    return [date(day.year, day.day, day.month)] if day.day <= 12 and day.day != day.month else []


def _years(day: date, by: int) -> date:
    return day.replace(year=day.year + by, day=min(day.day, 28) if day.month == 2 else day.day)


def _likely(snapshot: Snapshot, table: str, row: str, tried: list[_Days]) -> list[_Days]:
    """Those that lie in the forum's period, and that fit whether the work is over."""
    begin, end = (snapshot.settings.get(f"period_{edge}") for edge in ("start", "end"))
    if begin and end:
        tried = [days for days in tried if _day(begin) <= days.first and days.last <= _day(end)]
    status = now(snapshot, table, row, "status")
    today = snapshot.taken_at.date()
    if status in ENDED:
        return [days for days in tried if days.first <= today]
    return [days for days in tried if status is None or days.last >= today]


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def _mended(problem: Problem, pair: tuple[str, str, str], was: _Days, meant: _Days) -> Remedy:
    _, first, last = pair
    key, value = (first, meant.first) if meant.first != was.first else (last, meant.last)
    seen = was.first if key == first else was.last
    label = problem.details["first" if key == first else "last"]
    change = Change(problem.table, problem.id, {key: value}, {key: seen})
    return Remedy("write_day", (change,), {"column": label, "value": day_typed(value)}, same=f"{key}")


class PartsDiffer(Ailment):
    """Women and men do not add up to the value: shown, never corrected."""

    reason = "parts_differ"

    def find(self, snapshot: Snapshot) -> Iterator[Problem]:
        """Measurements of people whose three numbers do not fit."""
        for row, value, both in _sums(snapshot):
            if value is not None and abs(value - both) > 1e-9:
                yield from _one(found(snapshot, "measurements", row, "value", self.reason, sum=Figure(both)))


class SumMissing(Ailment):
    """Women and men are counted and the value is empty: their sum is offered."""

    reason = "sum_missing"
    charts = ("indicators",)

    def find(self, snapshot: Snapshot) -> Iterator[Problem]:
        """Measurements of people with both parts and no value, with nothing typed there either."""
        for row, value, both in _sums(snapshot):
            if value is None and not snapshot.typed("measurements", row, "value"):
                yield from _one(found(snapshot, "measurements", row, "value", self.reason, sum=Figure(both)))

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """The sum."""
        if not problem.id or not writable(snapshot, "measurements", problem.id, "value"):
            return []
        both = next((both for row, _, both in _sums(snapshot) if row == problem.id), None)
        if both is None:
            return []
        change = Change("measurements", problem.id, {"value": both}, {"value": None})
        return [Remedy("write", (change,), {"value": Figure(both)}, same="sum")]


def _sums(snapshot: Snapshot) -> Iterator[tuple[str, float | None, float]]:
    """Id, value and women + men of every measurement that counts people."""
    frame = snapshot.tables.get("measurements")
    if frame is None or not len(frame):
        return
    parts = frame[["value", "female", "male", "indicator_id"]].dropna(subset=["female", "male"])
    for row, value, female, male, indicator in parts.itertuples():
        if _counts(snapshot, indicator):
            yield str(row), None if value != value else float(value), float(female) + float(male)


def _counts(snapshot: Snapshot, indicator: Any) -> bool:
    unit = now(snapshot, "indicators", indicator, "unit") if isinstance(indicator, str) else None
    return not any(sign in str(unit or "").casefold() for sign in NO_COUNT)


class WrongDirection(Ailment):
    """An indicator that should rise to a target below where it began, or fall to one above: it cannot be assessed."""

    reason = "wrong_direction"
    charts = ("indicators",)

    def find(self, snapshot: Snapshot) -> Iterator[Problem]:
        """Indicators whose direction contradicts their target."""
        frame = snapshot.tables.get("indicators")
        if frame is None or not len(frame):
            return
        known = frame[["direction", "baseline", "target"]].dropna()
        for row, direction, baseline, target in known.itertuples():
            if (direction == "up" and target < baseline) or (direction == "down" and target > baseline):
                told: dict[str, Any] = {"baseline": Figure(baseline), "target": Figure(target)}
                told |= {"direction": _direction(snapshot, direction)}
                yield from _one(found(snapshot, "indicators", str(row), "direction", self.reason, **told))

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """The other direction; or baseline and target exchanged."""
        if not problem.id or not writable(snapshot, "indicators", problem.id, "direction", "baseline", "target"):
            return []
        held = {key: now(snapshot, "indicators", problem.id, key) for key in ("direction", "baseline", "target")}
        other = "down" if held["direction"] == "up" else "up"
        turned = Change("indicators", problem.id, {"direction": other}, {"direction": held["direction"]})
        numbers = {"baseline": held["target"], "target": held["baseline"]}
        exchanged = Change("indicators", problem.id, numbers, {key: held[key] for key in numbers})
        return [
            Remedy("direction", (turned,), {"value": _direction(snapshot, other)}, same=f"direction {other}"),
            Remedy("exchange", (exchanged,), same="exchange"),
        ]


def _direction(snapshot: Snapshot, key: str) -> Words:
    return snapshot.schema.choices["direction"].choice(key).label
