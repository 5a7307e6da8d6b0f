"""Numbers about all cases: how many, how long, how well closed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import pandas as pd

from forum import columns

AGE_BUCKETS = ("0-7", "8-30", "31-90", ">90")
MEDIAN_MIN = 3
PERIOD_DAYS = 365
ANSWERED = ("answered", "resolved")


@dataclass(frozen=True)
class Median:
    """A middle value in days, hidden (`None`) under 3 cases; `n` says how many there are."""

    n: int
    days: float | None


@dataclass(frozen=True)
class Part:
    """A share: how many of how many, in percent (`None` of nothing)."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, `None` of nothing."""
        return 100 * self.count / self.of if self.of else None


@dataclass(frozen=True)
class Cause:
    """One cause in the Pareto: its cases, and the percent it makes up together with the more frequent ones."""

    key: str
    count: int
    cumulative: float


@dataclass(frozen=True)
class Metrics:
    """Open cases by what they are, and how the closed ones went."""

    open: int
    by_type: dict[str, int]
    by_severity: dict[str, int]
    by_stage: dict[str, int]
    by_age: dict[str, int]
    acknowledge: Median
    resolve: Median
    within_time: Part
    reopened: Part
    written_agreement: Part
    follow_ups_in_time: Part
    feedback_answered: Part
    causes: tuple[Cause, ...]


def age_bucket(days: float | None) -> str | None:
    """0-7, 8-30, 31-90 or >90 days."""
    if days is None or days != days:
        return None
    return next((name for name, most in zip(AGE_BUCKETS, (7, 30, 90), strict=False) if days <= most), AGE_BUCKETS[-1])


def metrics(
    issues: pd.DataFrame,
    assessed: pd.DataFrame,
    *,
    today: date,
    since: date | None = None,
    tasks: pd.DataFrame | None = None,
) -> Metrics:
    """Numbers about the cases; open ones as of today, the others closed or reported since a day (12 months by default).

    acknowledge: reported → answered · resolve: reported → closed, of cases closed in the time · within_time: closed
    before the resolve deadline · reopened: now open again, of those ever closed · written_agreement: conflicts
    resolved with an agreement in writing, of conflicts ended · follow_ups_in_time: agreed tasks done by their due
    day, of those due · feedback_answered: feedback and questions answered. Source: Lumbung's own rule.
    """
    since = since or today - timedelta(days=PERIOD_DAYS)
    rows, reported = issues[assessed["open"]], issues["reported_on"] >= pd.Timestamp(since)
    closed = issues[~assessed["open"] & ((issues["closed_on"] >= pd.Timestamp(since)) | issues["closed_on"].isna())]
    ended = closed[columns.one_of(closed, "type", ("conflict",))]
    again = int(columns.one_of(issues, "stage", ("reopened",)).sum())
    return Metrics(
        open=len(rows),
        by_type=_counts(rows["type"].tolist()),
        by_severity=_counts(assessed.loc[rows.index, "severity"].tolist()),
        by_stage=_counts(rows["stage"].tolist()),
        by_age={name: int((assessed["age_bucket"] == name).sum()) for name in AGE_BUCKETS},
        acknowledge=_median(issues[reported], "acknowledged_on"),
        resolve=_median(closed, "closed_on"),
        within_time=_within(assessed.loc[closed.index[closed["closed_on"].notna()]]),
        reopened=Part(again, len(closed) + again),
        written_agreement=_written(ended),
        follow_ups_in_time=_follow_ups(issues, tasks, today) if tasks is not None else Part(0, 0),
        feedback_answered=_answered(issues[reported]),
        causes=pareto(issues[reported]["cause"].tolist()),
    )


def _counts(keys: Sequence[str | None]) -> dict[str, int]:
    """Most frequent first; what is not written is not counted."""
    return dict(Counter(key for key in keys if isinstance(key, str)).most_common())


def _median(rows: pd.DataFrame, until: str) -> Median:
    days = columns.days(rows, until) - columns.days(rows, "reported_on")
    known = [value for value in days.tolist() if value >= 0]
    return Median(len(known), float(median(known)) if len(known) >= MEDIAN_MIN else None)


def _within(assessed: pd.DataFrame) -> Part:
    return Part(int(assessed["resolve_late"].isna().sum()), len(assessed))


def _written(ended: pd.DataFrame) -> Part:
    written = columns.one_of(ended, "stage", ("resolved",)) & ended["agreement"].notna().to_numpy()
    return Part(int(written.sum()), len(ended))


def _answered(issues: pd.DataFrame) -> Part:
    asked = issues[columns.one_of(issues, "type", ("feedback", "question"))]
    return Part(int(columns.one_of(asked, "stage", ANSWERED).sum()), len(asked))


def _follow_ups(issues: pd.DataFrame, tasks: pd.DataFrame, today: date) -> Part:
    ids = {id_ for ids in columns.tuples(issues, "follow_up_ids") for id_ in ids}
    agreed = tasks[tasks.index.isin(list(ids)) & ~columns.one_of(tasks, "status", ("cancelled",))]
    due = columns.ends(agreed, "due", "to")
    done = columns.one_of(agreed, "status", ("done",))
    in_time = done & (columns.ends(agreed, "done_on", "from") <= due)
    asked = in_time | (due < columns.day_number(today))
    return Part(int(in_time.sum()), int(asked.sum()))


def pareto(causes: Sequence[str | None]) -> tuple[Cause, ...]:
    """Causes by frequency with the cumulative percent; cases without a cause are left out."""
    counts = _counts(causes)
    total, running, found = sum(counts.values()), 0, []
    for key, count in counts.items():
        running += count
        found.append(Cause(key, count, 100 * running / total))
    return tuple(found)
