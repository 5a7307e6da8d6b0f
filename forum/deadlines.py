"""When a case should have been answered, taken up and settled."""

from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.columns import Flags, Floats

ACKNOWLEDGE = {"critical": 1, "high": 2, "medium": 3, "low": 7}
ACT = {"critical": 2, "high": 7, "medium": 14, "low": 30}
RESOLVE = {"critical": 14, "high": 30, "medium": 60, "low": 90}
PAUSED = ("on_hold", "referred")
_UNTAKEN = ("new", "acknowledged")


def deadlines(issues: pd.DataFrame, levels: list[str | None], is_open: Flags, today: date) -> pd.DataFrame:
    """Deadlines of every case and which of them were missed (index: id).

    acknowledge_by, act_by, resolve_by: reported day + calendar days by severity (acknowledge 1/2/3/7, first action
    2/7/14/30, resolve 14/30/60/90 for critical/high/medium/low); a case not yet rated has the longest ones, so a
    breach is sure · acknowledge_late, act_late, resolve_late: days late, NaN if in time or not known · breaches: keys
    of those missed. On hold or referred the clock stands at the day the stage began; without that day nothing is
    counted late. Source: Lumbung's own rule, after the service standards of local governments.
    """
    reported = columns.days(issues, "reported_on")
    now = _clock(issues, columns.day_number(today))
    acknowledged = columns.ends(issues, "acknowledged_on", "from")
    untouched = columns.one_of(issues, "stage", ("new",)) | issues["stage"].isna().to_numpy()
    untaken = columns.one_of(issues, "stage", _UNTAKEN) | issues["stage"].isna().to_numpy()
    closed = np.where(is_open, now, columns.ends(issues, "closed_on", "from"))
    by = {name: reported + _terms(levels, terms) for name, terms in _TERMS.items()}
    met = {
        "acknowledge": np.where(np.isnan(acknowledged) & is_open & untouched, now, acknowledged),
        "act": np.where(untaken & is_open, now, np.nan),
        "resolve": closed,
    }
    late = {f"{name}_late": _late(met[name], by[name]) for name in _TERMS}
    frame = pd.DataFrame({f"{name}_by": columns.stamps(days) for name, days in by.items()}, index=issues.index)
    frame = frame.astype("datetime64[s]").assign(**late)
    frame["breaches"] = _breaches(frame)
    return frame


_TERMS = {"acknowledge": ACKNOWLEDGE, "act": ACT, "resolve": RESOLVE}


def _clock(issues: pd.DataFrame, now: float) -> Floats:
    """Today, or the day a case was put aside; NaN where that day is unknown."""
    aside = columns.one_of(issues, "stage", PAUSED)
    return np.where(aside, columns.days(issues, "stage_since"), now)


def _terms(levels: list[str | None], terms: dict[str, int]) -> Floats:
    return np.array([terms[level or "low"] for level in levels], dtype="float64")


def _late(met: Floats, by: Floats) -> Floats:
    days = met - by
    return np.where(days > 0, days, np.nan)


def _breaches(frame: pd.DataFrame) -> pd.Series:
    flags = {name: frame[f"{name}_late"].notna().tolist() for name in _TERMS}
    rows = zip(*flags.values(), strict=True)
    names = [tuple(name for name, late in zip(flags, row, strict=True) if late) for row in rows]
    return columns.objects(names, frame.index)
