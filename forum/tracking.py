"""The indicator tracking table (IPTT): plan and result of every period side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from forum import columns
from forum.indicators import measured, running
from forum.plans import Plan, plans

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True)
class Period:
    """A span of whole months; `key` is like 2026-Q3, 2026-08, 2026-H2 or 2026."""

    key: str
    start: date
    end: date


def periods(start: date, end: date, step: str = "quarterly") -> list[Period]:
    """The calendar periods that touch the span, in order."""
    months = MONTHS[step]
    number = (start.year * 12 + start.month - 1) // months
    last = (end.year * 12 + end.month - 1) // months
    return [_period(index, months) for index in range(number, last + 1)]


def _period(index: int, months: int) -> Period:
    first, after = _first_day(index * months), _first_day((index + 1) * months)
    part = (first.month - 1) // months + 1
    name = {1: f"-{part:02}", 3: f"-Q{part}", 6: f"-H{part}", 12: ""}[months]
    return Period(f"{first.year}{name}", first, after - timedelta(days=1))


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def tracking(
    indicators: pd.DataFrame,
    measurements: pd.DataFrame,
    assessed: pd.DataFrame,
    goals: pd.DataFrame,
    *,
    today: date,
    spans: Sequence[Period],
    settings: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Tracking table of the assessed indicators (index: id), goal by goal.

    goal, name, unit, direction, baseline, baseline_date, target, target_date, then for each period `<key> target`
    (interim target that falls in it, else the planned path at its end) and `<key> actual` (value as it stood at its
    last measurement), actual, progress, expected (percent), status, source, lead, deviation, needs_reason. Units are
    the indicator's own. Source: columns after the ActivityInfo indicator tracking table.
    """
    rows = indicators.loc[assessed.index]
    known, readings = plans(rows, goals, settings), measured(measurements, today)
    fixed = ("name", "unit", "baseline", "baseline_date", "target", "target_date", "source", "deviation")
    frame = rows[list(fixed)].copy()
    frame.insert(0, "goal", columns.objects(_titles(rows, goals), rows.index))
    frame["lead"] = rows["lead"]
    for key in ("direction", "actual", "progress", "expected", "status", "needs_reason"):
        frame[key] = assessed[key]
    for span in spans:
        frame[f"{span.key} target"] = pd.Series(
            [_planned(known[id_], span) for id_ in rows.index], rows.index, "float64"
        )
        actuals = [_reached(known[id_], readings.get(id_, []), span) for id_ in rows.index]
        frame[f"{span.key} actual"] = pd.Series(actuals, rows.index, "float64")
    order = [position for position, _ in sorted(enumerate(_order(rows, goals)), key=lambda pair: pair[1])]
    return frame.iloc[order][_column_order(spans)]


def _column_order(spans: Sequence[Period]) -> list[str]:
    first = ["goal", "name", "unit", "direction", "baseline", "baseline_date", "target", "target_date"]
    middle = [f"{span.key} {what}" for span in spans for what in ("target", "actual")]
    return [*first, *middle, "actual", "progress", "expected", "status", "source", "lead", "deviation", "needs_reason"]


def _titles(rows: pd.DataFrame, goals: pd.DataFrame) -> list[str | None]:
    titles = dict(zip(goals.index, columns.values(goals, "title"), strict=True))
    return [titles.get(goal, goal) for goal in columns.linked(rows, "goal")]


def _order(rows: pd.DataFrame, goals: pd.DataFrame) -> list[int]:
    place = {id_: number for number, id_ in enumerate(goals.index)}
    return [place.get(goal or "", len(place)) for goal in columns.linked(rows, "goal")]


def _planned(plan: Plan, span: Period) -> float | None:
    within = [value for day, value in plan.interim if span.start <= day <= span.end]
    if within:
        return within[-1]
    if plan.start is None or plan.due is None or span.end < plan.start or span.start > plan.due:
        return None
    return plan.planned(min(span.end, plan.due))


def _reached(plan: Plan, points: list[tuple[date, float]], span: Period) -> float | None:
    line = running(points, plan.aggregation, baseline=plan.baseline, start=plan.start)
    within = [value for day, value in line if span.start <= day <= span.end]
    return within[-1] if within else None
