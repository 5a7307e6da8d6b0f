"""What the indicator screen shows of every indicator, taken together once from the sheet and the forum's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from forum import indicators as rules
from forum.plans import Plan
from sheets.schema import Choice
from ui.fields import titles
from ui.words import known

if TYPE_CHECKING:
    from ui.frame import Board

SPARK_POINTS = 12
BAD = ("regressed", "off_track", "missed")
GOOD = ("achieved", "on_track")
WORST_FIRST = (*BAD, "attention", "check_setup", "nearly_achieved", "awaiting_final", "just_started", "no_data", *GOOD)


@dataclass(frozen=True)
class Reading:
    """One indicator: values in its unit, progress and expected in percent of the way from baseline to target."""

    id: str
    name: str
    unit: str
    goal: str
    goal_id: str | None
    direction: str
    aggregation: str
    disaggregate: tuple[str, ...]
    baseline: float | None
    target: float | None
    actual: float | None
    progress: float | None
    expected: float | None
    status: Choice
    stale: bool
    measured_on: date | None
    trend: str | None
    needs_reason: bool
    deviation: str
    lead: str
    source: str
    definition: str
    points: tuple[tuple[date, float], ...]
    plan: tuple[tuple[date, float], ...]
    due: date | None

    @property
    def planned_value(self) -> float | None:
        """What the value should have been on the day it was measured, in the indicator's unit."""
        if self.expected is None or self.baseline is None or self.target is None:
            return None
        return self.baseline + (self.target - self.baseline) * self.expected / 100

    @property
    def spark(self) -> list[float]:
        return [value for _, value in self.points[-SPARK_POINTS:]]


def readings(board: Board) -> list[Reading]:
    """Every active indicator in the sheet's order, once for all visitors."""
    return board.once(("readings", board.language), lambda: _readings(board))


def worst_first(found: list[Reading]) -> list[Reading]:
    """The same indicators, those that need talking about first."""
    return sorted(found, key=lambda reading: WORST_FIRST.index(reading.status.key))


def _readings(board: Board) -> list[Reading]:
    tables = board.tables
    indicators, goals = tables["indicators"], tables["goals"]
    stand = board.state.indicators
    plans = rules.plans(indicators, goals, board.settings)
    points = rules.measured(tables["measurements"], board.today)
    rows = indicators.loc[stand.index].join(stand[stand.columns.difference(indicators.columns)])
    return [_reading(board, row, plans[str(row.name)], points.get(str(row.name), [])) for _, row in rows.iterrows()]


def _reading(board: Board, row: pd.Series, plan: Plan, measured: list[tuple[date, float]]) -> Reading:
    line = rules.running(measured, plan.aggregation, baseline=plan.baseline, start=plan.start)
    goals, partners = titles(board, "goals"), titles(board, "partners")
    return Reading(
        id=str(row.name),
        name=text(row["name"]) or str(row.name),
        unit=text(row["unit"]),
        goal=_named(row, "goal", goals),
        goal_id=row["goal_id"] if known(row["goal_id"]) else None,
        direction=plan.direction,
        aggregation=plan.aggregation,
        disaggregate=row["disaggregate"] if known(row["disaggregate"]) else (),
        baseline=plan.baseline,
        target=plan.target,
        actual=value(row["actual"]),
        progress=value(row["progress"]),
        expected=value(row["expected"]),
        status=board.choice("indicator_status", row["status"]),
        stale=bool(row["stale"]),
        measured_on=row["measured_on"].date() if known(row["measured_on"]) else None,
        trend=row["trend"] if known(row["trend"]) else None,
        needs_reason=bool(row["needs_reason"]),
        deviation=text(row["deviation"]),
        lead=_named(row, "lead", partners),
        source=text(row["source"]),
        definition=text(row["definition"]),
        points=tuple(line),
        plan=tuple(plan.line()),
        due=plan.due,
    )


def _named(row: pd.Series, column: str, names: Mapping[str, str]) -> str:
    found = row[f"{column}_id"]
    return names.get(found, text(row[column])) if known(found) else text(row[column])


def text(cell: Any) -> str:
    """A cell's text; nothing is empty."""
    return str(cell) if known(cell) else ""


def value(cell: Any) -> float | None:
    """A cell's number; nothing is None."""
    return float(cell) if known(cell) else None
