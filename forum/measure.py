"""What an indicator has reached: the value now, progress towards the target, trend and forecast."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

import numpy as np

Point = tuple[date, float]
FORECAST_POINTS = 4
STEADY_SHARE = 0.01


def running(
    points: Sequence[Point], aggregation: str | None, *, baseline: float | None = None, start: date | None = None
) -> list[Point]:
    """The indicator's value as it stood after each day with a measurement, oldest first.

    `latest`: that day's value (of several, the last row) · `sum`: baseline (or 0) + everything after `start` ·
    `mean`: mean of everything from `start` · `max`: highest so far. Source: Lumbung's own rule.
    """
    ordered = sorted(points, key=itemgetter(0))
    if aggregation == "sum":
        return _sums([point for point in ordered if start is None or point[0] > start], baseline or 0.0)
    if aggregation == "mean":
        return _means([point for point in ordered if start is None or point[0] >= start])
    if aggregation == "max":
        return _highest(ordered)
    return [(day, list(same)[-1][1]) for day, same in groupby(ordered, key=itemgetter(0))]


def _sums(points: Sequence[Point], total: float) -> list[Point]:
    line: dict[date, float] = {}
    for day, value in points:
        total += value
        line[day] = total
    return list(line.items())


def _means(points: Sequence[Point]) -> list[Point]:
    totals = _sums(points, 0.0)
    counts = _sums([(day, 1.0) for day, _ in points], 0.0)
    return [(day, total / count) for (day, total), (_, count) in zip(totals, counts, strict=True)]


def _highest(points: Sequence[Point]) -> list[Point]:
    line: dict[date, float] = {}
    best = -np.inf
    for day, value in points:
        best = max(best, value)
        line[day] = float(best)
    return list(line.items())


def actual(
    points: Sequence[Point],
    aggregation: str | None = "latest",
    *,
    baseline: float | None = None,
    start: date | None = None,
) -> float | None:
    """The indicator's value now, from its measurements up to today; `None` if nothing was measured. See `running`."""
    line = running(points, aggregation, baseline=baseline, start=start)
    return line[-1][1] if line else None


def fits(baseline: float | None, target: float | None, direction: str | None) -> bool:
    """Whether target and baseline agree with the good direction: up needs T>B, down needs T<B; T=B keeps a level."""
    if baseline is None or target is None or direction not in ("up", "down") or target == baseline:
        return True
    return (target > baseline) == (direction == "up")


def progress(
    baseline: float | None, target: float | None, value: float | None, direction: str | None = "up"
) -> float | None:
    """Progress towards the target in percent, raw: below 0 is regress, above 100 more than planned.

    P = 100·(A−B)/(T−B), for rising and falling indicators alike. `None` without target or value, and where the target
    lies against the direction. Without a baseline and for levels to keep (direction `keep`, or T=B): rising and keep
    100·A/T, falling 100·T/A, 100 once the target is met. Source: Lumbung's own rule.
    """
    if target is None or value is None or not fits(baseline, target, direction):
        return None
    if direction == "keep" or baseline == target:
        return _level(target, value, falling=direction == "down")
    if baseline is None:
        return _falling(target, value) if direction == "down" else _rising(target, value)
    return 100.0 if value == target else 100 * (value - baseline) / (target - baseline)


def _level(target: float, value: float, *, falling: bool) -> float:
    if falling:
        return _falling(target, value)
    if value >= target:
        return 100.0
    return max(0.0, 100 * value / target) if target > 0 else 0.0


def _rising(target: float, value: float) -> float:
    if target > 0:
        return 100 * value / target
    return 100.0 if value >= target else 0.0


def _falling(target: float, value: float) -> float:
    if value <= target:
        return 100.0
    return 100 * target / value if target > 0 else 0.0


def clamped(percent: float) -> float:
    """Progress as bars and averages use it: 0–100."""
    return min(max(percent, 0.0), 100.0)


def change(baseline: float | None, value: float | None) -> tuple[float | None, float | None]:
    """Change since the baseline: in the unit, and in percent of |B| (`None` if the baseline is 0 or missing)."""
    if baseline is None or value is None:
        return None, None
    return value - baseline, 100 * (value - baseline) / abs(baseline) if baseline else None


def trend(previous: float | None, last: float | None, direction: str | None, span: float | None = None) -> str | None:
    """`improving`, `worsening` or `steady` between the last two values, `None` with fewer.

    Steady: the difference is under 1 % of `span`, the distance |T−B|. A level to keep improves by rising.
    Source: Lumbung's own rule.
    """
    if previous is None or last is None:
        return None
    difference = last - previous
    if difference == 0 or abs(difference) < STEADY_SHARE * abs(span or 0.0):
        return "steady"
    return "improving" if (difference > 0) == (direction != "down") else "worsening"


def forecast(points: Sequence[Point], when: date) -> float | None:
    """The value on a day if it goes on as it did: least squares through the points; `None` under four of them.

    An estimate: show it dotted and say so.
    """
    days = [(day - points[0][0]).days for day, _ in points]
    if len(set(days)) < FORECAST_POINTS:
        return None
    slope, level = np.polyfit(days, [value for _, value in points], 1)
    return float(level + slope * (when - points[0][0]).days)
