"""Indicators: where each one stands against its plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from forum import columns
from forum.measure import Point, actual, change, clamped, fits, forecast, progress, running, trend
from forum.pace import elapsed, expected, is_stale, step_days
from forum.plans import Plan, plans

__all__ = [
    "actual", "assess", "change", "clamped", "elapsed", "expected", "fits", "forecast", "is_stale", "measured", "plans",
    "progress", "running", "series", "status", "trend",
]  # fmt: skip

MISSED_BELOW = 90.0
JUST_STARTED_BELOW = 10.0
REVIEW_TARGET_ABOVE = 150.0
EXPLAIN = frozenset({"attention", "off_track", "regressed", "missed"})
_COLUMNS = (
    "actual", "measured_on", "points", "progress", "expected", "ratio", "status", "stale", "trend", "note", "notes",
    "previous", "planned", "change", "change_percent", "direction", "aggregation", "start", "due", "needs_reason",
)  # fmt: skip


def status(
    progress: float | None,
    expected: float | None,
    *,
    today: date,
    due: date | None,
    measured_on: date | None,
    frequency: str | None = None,
    fits: bool = True,
    green: float = 0.9,
    yellow: float = 0.7,
) -> str:
    """The word for an indicator; the first rule that matches wins.

    1 `check_setup` (target against direction, or no dates to compare with) · 2 `no_data` · 3 `achieved` (≥100) ·
    4 after the due day: `missed` (<90), `nearly_achieved`, or `awaiting_final` if the last measurement is more than
    one frequency step before the due day · 5 `regressed` (<0) · 6 `just_started` (expected <10) · 7 progress/expected
    against `green` and `yellow`: `on_track`, `attention`, `off_track`. Source: Lumbung's own rule.
    """
    if not fits:
        return "check_setup"
    if progress is None:
        return "no_data"
    if round(progress, 9) >= 100:
        return "achieved"
    if due is not None and today > due:
        return _after_due(progress, due, measured_on, frequency)
    if progress < 0:
        return "regressed"
    if expected is None:
        return "check_setup"
    return _on_the_way(progress, expected, green, yellow)


def _after_due(progress: float, due: date, measured_on: date | None, frequency: str | None) -> str:
    step = step_days(frequency) or 0
    if measured_on is None or (due - measured_on).days > step:
        return "awaiting_final"
    return "missed" if progress < MISSED_BELOW else "nearly_achieved"


def _on_the_way(progress: float, expected: float, green: float, yellow: float) -> str:
    if expected < JUST_STARTED_BELOW:
        return "just_started"
    ratio = round(progress / expected, 9)
    return "on_track" if ratio >= green else "attention" if ratio >= yellow else "off_track"


def measured(measurements: pd.DataFrame, today: date | None = None) -> dict[str, list[Point]]:
    """Measurements by indicator id, oldest first; rows without indicator, date or value are not among them.

    With `today`, nothing later counts; a period that has begun ("Agustus 2026" on 20 August) counts as of today.
    """
    day, first = columns.days(measurements, "date"), columns.ends(measurements, "date", "from")
    value = columns.floats(measurements, "value")
    usable = ~np.isnan(day) & ~np.isnan(value) & measurements["indicator_id"].notna().to_numpy()
    if today is not None:
        now = columns.day_number(today)
        usable &= first <= now
        day = np.minimum(day, now)
    kept = measurements[usable]
    order = np.argsort(day[usable], kind="stable")
    when = columns.stamps(day[usable])[order].astype("datetime64[D]").astype(object).tolist()
    found: dict[str, list[Point]] = {}
    for id_, point in zip(
        kept["indicator_id"].to_numpy()[order].tolist(),
        zip(when, value[usable][order].tolist(), strict=True),
        strict=True,
    ):
        found.setdefault(id_, []).append(point)
    return found


def assess(
    indicators: pd.DataFrame,
    measurements: pd.DataFrame,
    goals: pd.DataFrame | None = None,
    *,
    today: date,
    settings: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Where every active indicator stands (index: id; archived ones are left out).

    actual, previous, planned (on the day measured), change: in the indicator's unit · change_percent, progress,
    expected: percent · ratio: progress ÷ expected at the day measured · measured_on, start, due: dates · points:
    number of measurements · status, trend: choice keys · stale, needs_reason: yes or no · note: the first of `notes`,
    keys of what should be said beside the value: no_target, no_baseline, no_dates, before_start, review_target,
    direction_assumed, interim_unread.
    """
    known, readings = plans(indicators, goals, settings), measured(measurements, today)
    active = [id_ for id_, on in zip(indicators.index, indicators["active"].tolist(), strict=True) if on is not False]
    reasons = dict(zip(indicators.index, columns.values(indicators, "deviation"), strict=True))
    rows = [
        _assess_one(known[id_], readings.get(id_, []), today, settings or {}, explained=bool(reasons[id_]))
        for id_ in active
    ]
    index = pd.Index(active, name="id", dtype=object)
    return _typed(pd.DataFrame({key: columns.objects((row[key] for row in rows), index) for key in _COLUMNS}))


def _assess_one(
    plan: Plan, points: Sequence[Point], today: date, settings: Mapping[str, Any], *, explained: bool
) -> dict[str, Any]:
    line = running(points, plan.aggregation, baseline=plan.baseline, start=plan.start)
    measured_on, value = line[-1] if line else (None, None)
    previous = line[-2][1] if len(line) > 1 else None
    reached, due_by_now = plan.progress(value), plan.expected(measured_on)
    word = status(
        reached,
        due_by_now,
        today=today,
        due=plan.due,
        measured_on=measured_on,
        frequency=plan.frequency,
        fits=plan.fits,
        green=columns.number(settings, "threshold_green", 0.9),
        yellow=columns.number(settings, "threshold_yellow", 0.7),
    )
    notes = _notes(plan, points, len(line), value, reached)
    absolute, percent = change(plan.baseline, value)
    return {
        "actual": value, "planned": plan.planned(measured_on), "measured_on": measured_on,
        "points": len(points), "progress": reached, "expected": due_by_now,
        "ratio": reached / due_by_now if reached is not None and due_by_now else None, "status": word,
        "stale": is_stale(measured_on, today, plan.frequency),
        "trend": trend(previous, value, plan.direction, plan.span), "note": notes[0] if notes else None, "notes": notes,
        "previous": previous, "change": absolute, "change_percent": percent, "direction": plan.direction,
        "aggregation": plan.aggregation, "start": plan.start, "due": plan.due,
        "needs_reason": word in EXPLAIN and not explained,
    }  # fmt: skip


def _notes(
    plan: Plan, points: Sequence[Point], used: int, value: float | None, reached: float | None
) -> tuple[str, ...]:
    window = plan.aggregation in ("sum", "mean") and plan.start is not None
    early = window and any(_early(day, plan) for day, _ in points)
    said = {
        "no_target": plan.target is None,
        "no_baseline": plan.baseline is None and plan.direction != "keep",
        "no_dates": elapsed(date.min, plan.start, plan.due) is None and plan.direction != "keep",
        "before_start": early,
        "review_target": reached is not None and reached > REVIEW_TARGET_ABOVE,
    }
    return (*(note for note, true in said.items() if true), *plan.notes)


def _early(day: date, plan: Plan) -> bool:
    return plan.start is not None and (day <= plan.start if plan.aggregation == "sum" else day < plan.start)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for key in ("actual", "progress", "expected", "ratio", "previous", "planned", "change", "change_percent"):
        frame[key] = frame[key].astype("float64")
    for key in ("measured_on", "start", "due"):
        frame[key] = pd.to_datetime(frame[key]).astype("datetime64[s]")
    frame["points"] = frame["points"].astype("int64")
    for key in ("stale", "needs_reason"):
        frame[key] = frame[key].astype(bool)
    return frame


def series(measurements: pd.DataFrame, indicator_id: str, plan: Plan | None = None) -> pd.DataFrame:
    """One indicator's line (columns date, value), oldest first: as its plan aggregates, else the value of each day."""
    points = measured(measurements).get(indicator_id, [])
    if plan is not None:
        points = running(points, plan.aggregation, baseline=plan.baseline, start=plan.start)
    else:
        points = running(points, "latest")
    days = pd.Series([day for day, _ in points], dtype="datetime64[s]")
    return pd.DataFrame({"date": days, "value": pd.Series([value for _, value in points], dtype="float64")})
