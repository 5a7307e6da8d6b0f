"""Who was reached: counts by sex, age and disability, with small groups covered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.plans import is_share

MIN_GROUP = 5
SEX = ("female", "male")
AGE = ("children", "adults", "older")
GROUPS = (*SEX, "disability", *AGE)


@dataclass(frozen=True)
class Share:
    """People of one group: how many, of how many counted, in percent; `masked` when too few to be named."""

    group: str
    count: int | None
    of: int
    percent: float | None
    masked: bool = False


def mask(count: float | None, minimum: int = MIN_GROUP) -> str | None:
    """A count as the public may see it: "<5" for groups of 1–4, else the number; `None` stays `None`."""
    if count is None or count != count:
        return None
    return f"<{minimum}" if 0 < count < minimum else f"{count:g}"


def mismatches(measurements: pd.DataFrame, indicators: pd.DataFrame | None = None) -> pd.DataFrame:
    """Measurements whose women and men do not add up to the value (index: id): value, sum, difference.

    A notice, never a correction. With `indicators`, values in percent or points are left alone: beside them the groups
    are counts of people. Source: Lumbung's own rule.
    """
    total = measurements["female"] + measurements["male"]
    wrong = total.notna() & measurements["value"].notna() & ((total - measurements["value"]).abs() > 1e-9)
    if indicators is not None:
        shares_in = [
            id_
            for id_, unit in zip(indicators.index, columns.values(indicators, "unit"), strict=True)
            if is_share(unit)
        ]
        wrong &= ~measurements["indicator_id"].isin(shares_in)
    found = pd.DataFrame({"value": measurements["value"], "sum": total, "difference": total - measurements["value"]})
    return found[wrong]


def shares(
    measurements: pd.DataFrame, groups: Sequence[str] = SEX, *, minimum: int = MIN_GROUP, since: date | None = None
) -> list[Share]:
    """Shares of the groups among the people counted in these measurements: "women 38 % of 120 participants".

    The denominator is the sum of the groups for sex and age; for disability it is women + men, where both are known.
    A group of 1 to `minimum`−1 has neither count nor percent. Without counts the list is empty.
    """
    rows = measurements if since is None else measurements[measurements["date"] >= pd.Timestamp(since)]
    base = _base(rows, groups)
    counted = rows[base.notna()]
    of = int(base.sum()) if len(counted) else 0
    if not of:
        return []
    return [_share(group, float(counted[group].sum()), of, minimum) for group in groups if counted[group].notna().any()]


def _base(rows: pd.DataFrame, groups: Sequence[str]) -> pd.Series:
    together = list(SEX) if set(groups) == {"disability"} else [group for group in groups if group != "disability"]
    return rows[together].sum(axis=1, min_count=1 if set(groups) != {"disability"} else len(SEX))


def _share(group: str, count: float, of: int, minimum: int) -> Share:
    masked = 0 < count < minimum
    return Share(group, None if masked else int(count), of, None if masked else 100 * count / of, masked)


def covered(frame: pd.DataFrame, minimum: int = MIN_GROUP) -> pd.DataFrame:
    """The group columns as texts for the public, groups under `minimum` as "<5"."""
    columns_here = [group for group in GROUPS if group in frame.columns]
    texts = {group: [mask(value, minimum) for value in columns.floats(frame, group).tolist()] for group in columns_here}
    return pd.DataFrame(texts, index=frame.index, dtype=object)


def totals(frame: pd.DataFrame) -> dict[str, float | None]:
    """Sum of every group column, `None` where nobody was counted."""
    sums = {group: frame[group].sum(min_count=1) for group in GROUPS if group in frame.columns}
    return {group: None if np.isnan(value) else float(value) for group, value in sums.items()}
