"""How far along things should be: expected progress, and when a reading has grown old."""

from collections.abc import Sequence
from datetime import date

import numpy as np

STEP_DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92, "half_yearly": 183, "yearly": 366}
STALE_STEPS = 1.5


def elapsed(day: date, start: date | None, end: date | None) -> float | None:
    """Share of the time from start to end that has passed on that day, 0–1; `None` without both dates in order."""
    if start is None or end is None or end <= start:
        return None
    return min(max((day - start) / (end - start), 0.0), 1.0)


def expected(
    day: date, start: date | None, end: date | None, interim: Sequence[tuple[date, float]] = ()
) -> float | None:
    """Expected progress (0–100) on a day.

    100·clamp((d−t0)/(t1−t0), 0, 1). With interim targets (day, progress %) it is interpolated linearly through
    (t0, 0), the interim points and (t1, 100). Ask for the day of the last measurement, not for today: an indicator
    measured each quarter is not punished between readings. Source: Lumbung's own rule.
    """
    share = elapsed(day, start, end)
    if share is None or start is None or end is None:
        return None
    within = sorted(point for point in interim if start < point[0] < end)
    path = [(start, 0.0), *within, (end, 100.0)]
    return float(np.interp(share, [(when - start) / (end - start) for when, _ in path], [value for _, value in path]))


def step_days(frequency: str | None) -> int | None:
    """Days between two measurements of that frequency (7, 31, 92, 183, 366)."""
    return STEP_DAYS.get(frequency or "")


def is_stale(measured_on: date | None, today: date, frequency: str | None) -> bool:
    """Whether the last measurement is older than 1.5 times its frequency.

    Without a measurement or a frequency nothing can be called old. Source: Lumbung's own rule.
    """
    step = step_days(frequency)
    return measured_on is not None and step is not None and (today - measured_on).days > STALE_STEPS * step
