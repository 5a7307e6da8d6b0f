"""What an indicator promises: from where to where, by when, and how it is measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from forum import columns, measure, pace
from forum.interim import read_interim

_SHARE_UNITS = frozenset({"%", "persen", "percent", "skor", "score", "indeks", "index"})
_COUNT_UNITS = frozenset({"orang", "org", "jiwa", "unit", "kali", "x", "people", "persons", "times"})


@dataclass(frozen=True, slots=True)
class Plan:
    """An indicator's promise with every default filled in; dates that are nowhere given stay `None`."""

    baseline: float | None
    target: float | None
    direction: str
    aggregation: str
    start: date | None
    due: date | None
    frequency: str | None
    interim: tuple[tuple[date, float], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the target lies in the good direction."""
        return measure.fits(self.baseline, self.target, self.direction)

    @property
    def span(self) -> float | None:
        """|T−B|, or |T| where there is no baseline or no distance: the size against which a change is small."""
        if self.target is None:
            return None
        return (
            abs(self.target - self.baseline)
            if self.baseline is not None and self.baseline != self.target
            else abs(self.target)
        )

    def progress(self, value: float | None) -> float | None:
        """Progress (percent, raw) that this value means."""
        return measure.progress(self.baseline, self.target, value, self.direction)

    def expected(self, day: date | None) -> float | None:
        """Expected progress (0–100) on a day; a level to keep is expected whole at any time."""
        if day is None:
            return None
        if self.direction == "keep":
            return 100.0
        scaled = ((when, self.progress(value)) for when, value in self.interim)
        return pace.expected(day, self.start, self.due, [(when, share) for when, share in scaled if share is not None])

    def planned(self, day: date | None) -> float | None:
        """The value that was planned for a day, in the indicator's unit; `None` where it cannot be known."""
        share = self.expected(day)
        if share is None or self.target is None or not self.fits:
            return None
        if self.direction == "keep" or self.baseline == self.target:
            return self.target
        return None if self.baseline is None else self.baseline + share / 100 * (self.target - self.baseline)

    def line(self) -> list[tuple[date, float]]:
        """The planned path in the indicator's own unit: baseline, interim targets, target. Empty without both ends."""
        if None in (self.start, self.due, self.target, self.baseline):
            return []
        path = [(self.start, self.baseline), *self.interim, (self.due, self.target)]
        return [(day, value) for day, value in path if day is not None and value is not None]


def plans(
    indicators: pd.DataFrame, goals: pd.DataFrame | None = None, settings: Mapping[str, Any] | None = None
) -> dict[str, Plan]:
    """The plan of every indicator by id.

    Start: date of the baseline, else the goal's start, else the period's. Due: target date, else the goal's due, else
    the period's end. A missing direction follows from baseline and target, a missing aggregation from unit and level.
    """
    frames = _goal_dates(goals)
    period = tuple(columns.as_date((settings or {}).get(key)) for key in ("period_start", "period_end"))
    keys = ("goal_id", "direction", "aggregation", "unit", "level", "frequency", "interim_targets")
    rows = zip(
        indicators.index,
        *(columns.values(indicators, key) for key in keys),
        *(columns.numbers(indicators, key) for key in ("baseline", "target")),
        *(columns.dates(indicators, key) for key in ("baseline_date", "target_date")),
        strict=True,
    )
    found: dict[str, Plan] = {}
    for id_, goal, direction, aggregation, unit, level, frequency, interim, baseline, target, begun, due in rows:
        goal_start, goal_due = frames.get(goal, (None, None))
        read = read_interim(interim)
        found[str(id_)] = Plan(
            baseline=baseline,
            target=target,
            direction=direction or _direction(baseline, target),
            aggregation=aggregation or default_aggregation(unit, level),
            start=begun or goal_start or period[0],
            due=due or goal_due or period[1],
            frequency=frequency,
            interim=read.points,
            notes=_notes(direction, read.unread),
        )
    return found


def _goal_dates(goals: pd.DataFrame | None) -> dict[str, tuple[date | None, date | None]]:
    if goals is None or goals.empty:
        return {}
    return dict(
        zip(goals.index, zip(columns.dates(goals, "start"), columns.dates(goals, "due"), strict=True), strict=True)
    )


def _direction(baseline: float | None, target: float | None) -> str:
    return "down" if baseline is not None and target is not None and target < baseline else "up"


def _notes(direction: str | None, unread: tuple[str, ...]) -> tuple[str, ...]:
    notes = {"direction_assumed": direction is None, "interim_unread": bool(unread)}
    return tuple(note for note, said in notes.items() if said)


def default_aggregation(unit: str | None, level: str | None) -> str:
    """`sum` for things counted at output level (people, units, times), else `latest`. Source: Lumbung's own rule."""
    return "sum" if level == "output" and _word(unit) in _COUNT_UNITS else "latest"


def is_share(unit: str | None) -> bool:
    """Whether values in this unit are percentages or points, which cannot be added up."""
    return _word(unit) in _SHARE_UNITS


def _word(unit: str | None) -> str:
    return (unit or "").casefold().strip(" .")
