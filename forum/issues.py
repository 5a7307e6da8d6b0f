"""Cases: how grave, how old, how late, and what needs talk this week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from forum import columns
from forum.case_metrics import AGE_BUCKETS, Median, Metrics, Part, age_bucket, metrics
from forum.deadlines import ACKNOWLEDGE, ACT, PAUSED, RESOLVE, deadlines
from forum.severity import LEVELS, REFER, Severity, confidentiality, level, must_refer, rank, severity

__all__ = [
    "ACKNOWLEDGE", "ACT", "AGE_BUCKETS", "LEVELS", "PAUSED", "REFER", "RESOLVE", "Escalation", "Median", "Metrics",
    "Part", "Severity", "age_bucket", "assess", "confidentiality", "escalations", "level", "metrics", "must_refer",
    "rank", "severity",
]  # fmt: skip

CLOSED = ("resolved", "no_agreement")
REVIEW_DAYS = 7


def assess(issues: pd.DataFrame, *, today: date, settings: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Where every case stands (index: id), in the table's order.

    score 1–16 (NaN if not rated), severity, confidentiality: as they count, with the automatic rules · must_refer ·
    open: neither resolved nor ended without agreement · paused: on hold or referred · age_days: from the day reported
    to today, or to the day closed · age_bucket (open cases) · stage_days · the deadlines and breaches of `deadlines`
    · talk: open, not paused, the forum may talk about it, and it is at least high, a deadline is missed, or its
    review is due within the reminder days · rank: 0 for the gravest severity, then up. Source: Lumbung's own rule.
    """
    rated = [severity(*cells) for cells in zip(*(columns.values(issues, key) for key in _RATING), strict=True)]
    levels = [one.level for one in rated]
    categories, declared = columns.values(issues, "category"), columns.values(issues, "confidentiality")
    now = columns.day_number(today)
    closed_on = columns.days(issues, "closed_on")
    no_stage = issues["stage"].isna().to_numpy()
    is_open = ~columns.one_of(issues, "stage", CLOSED) & ~(no_stage & ~np.isnan(closed_on))
    age = np.where(is_open, now, closed_on) - columns.days(issues, "reported_on")
    frame = pd.DataFrame(
        {
            "score": np.array([np.nan if one.score is None else one.score for one in rated], dtype="float64"),
            "severity": columns.objects(levels, issues.index),
            "confidentiality": columns.objects(map(confidentiality, declared, categories), issues.index),
            "must_refer": np.array([must_refer(category) for category in categories], dtype=bool),
            "open": is_open,
            "paused": is_open & columns.one_of(issues, "stage", PAUSED),
            "age_days": age,
            "age_bucket": columns.objects(map(age_bucket, np.where(is_open, age, np.nan)), issues.index),
            "stage_days": now - columns.days(issues, "stage_since"),
        },
        index=issues.index,
    )
    frame = frame.join(deadlines(issues, levels, is_open, today))
    review_in = columns.days(issues, "review") - now
    frame["talk"] = _talk(frame, review_in <= columns.number(settings or {}, "reminder_days", REVIEW_DAYS))
    frame["rank"] = rank(levels)
    return frame


_RATING = ("impact", "urgency", "category")


def _talk(frame: pd.DataFrame, review_due: columns.Flags) -> pd.Series:
    grave = frame["severity"].isin(["high", "critical"])
    late = frame["breaches"].map(len) > 0
    may = frame["open"] & ~frame["paused"] & (frame["confidentiality"] != "confidential")
    return may & (grave | late | review_due)


@dataclass(frozen=True)
class Escalation:
    """A case somebody above its owner should hear of: to whom, and why. People decide; this is only a list."""

    id: str
    to: str
    why: str
    days: int | None = None


def escalations(issues: pd.DataFrame, assessed: pd.DataFrame) -> list[Escalation]:
    """Who should hear of which open case, the most urgent first.

    critical → `chair` at once · acknowledge missed → `lead_and_chair` · resolve missed → `coordination_team` · ended
    without agreement → `external_mediator`. Source: Lumbung's own rule.
    """
    found: list[Escalation] = []
    for id_, row in assessed[assessed["open"] & ~assessed["paused"]].iterrows():
        if row["severity"] == "critical":
            found.append(Escalation(str(id_), "chair", "critical"))
        if "resolve" in row["breaches"]:
            found.append(Escalation(str(id_), "coordination_team", "resolve_late", int(row["resolve_late"])))
        elif "acknowledge" in row["breaches"]:
            found.append(Escalation(str(id_), "lead_and_chair", "acknowledge_late", int(row["acknowledge_late"])))
    failed = issues.index[columns.one_of(issues, "stage", ("no_agreement",))]
    found += [Escalation(str(id_), "external_mediator", "no_agreement") for id_ in failed]
    order = ("critical", "resolve_late", "acknowledge_late", "no_agreement")
    return sorted(found, key=lambda one: (order.index(one.why), -(one.days or 0)))
