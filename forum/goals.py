"""Goals: how far, how well founded, how complete their plan is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forum import columns
from forum.measure import clamped, fits

WORST_FIRST = (
    "regressed", "missed", "off_track", "attention", "nearly_achieved", "on_track", "achieved",
    "check_setup", "awaiting_final", "no_data", "just_started",
)  # fmt: skip
MEASURED_SHARE = 0.6
CRITERIA = ("specific", "measurable", "achievable", "relevant", "timebound")


@dataclass(frozen=True)
class Score:
    """Weighted progress (0–100), the worst status word among those that weigh, and how many were measured."""

    progress: float | None
    status: str | None
    measured: int
    total: int
    worst_id: str | None = None


_SCORE_KEYS = ("progress", "status", "measured", "total", "worst_id")


def worst(statuses: pd.Series) -> str | None:
    """The word that decides: the worst that says something about the work; only without any, what is missing."""
    present = set(statuses)
    return next((word for word in WORST_FIRST if word in present), None)


def score_of(indicators: pd.DataFrame, assessed: pd.DataFrame) -> Score:
    """Score of these indicators: Σ(weight · clamped progress) / Σ weight over those with data.

    The word is the worst of those with a weight above 0, never an average. Source: Lumbung's own rule.
    """
    rows = assessed.loc[assessed.index.isin(indicators.index)]
    weight = _weights(indicators).reindex(rows.index).fillna(1.0)
    counted = rows["progress"].notna() & (weight > 0)
    percent = rows["progress"].map(clamped, na_action="ignore")[counted]
    total = float(weight[counted].sum())
    word = worst(rows["status"][weight > 0])
    return Score(
        progress=float((percent * weight[counted]).sum()) / total if total else None,
        status=word,
        measured=int(rows["progress"].notna().sum()),
        total=len(rows),
        worst_id=_worst_id(rows[weight > 0], word),
    )


def _weights(indicators: pd.DataFrame) -> pd.Series:
    """1 where nothing is written."""
    return indicators["weight"].astype("float64").fillna(1.0)


def _worst_id(rows: pd.DataFrame, word: str | None) -> str | None:
    same = rows[rows["status"] == word]
    return None if same.empty else str(same["ratio"].fillna(np.inf).idxmin())


def score(goals: pd.DataFrame, indicators: pd.DataFrame, assessed: pd.DataFrame) -> pd.DataFrame:
    """Score of every goal (index: goal id): progress percent or NaN, status, measured, total, worst_id."""
    of_goal = pd.Series(columns.linked(indicators, "goal"), index=indicators.index, dtype=object)
    scores = {id_: score_of(indicators[of_goal == id_], assessed) for id_ in goals.index}
    index = pd.Index(list(scores), name="id", dtype=object)
    cells = {key: columns.objects((getattr(one, key) for one in scores.values()), index) for key in _SCORE_KEYS}
    return pd.DataFrame(cells).astype({"progress": "float64", "measured": "int64", "total": "int64"})


def forum_score(indicators: pd.DataFrame, assessed: pd.DataFrame) -> float | None:
    """One number for the whole forum, only if at least 60 % of the indicators have data."""
    whole = score_of(indicators, assessed)
    return whole.progress if whole.total and whole.measured / whole.total >= MEASURED_SHARE else None


def smart(goals: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """The SMART check of every goal (index: id): five yes-no columns, `missing` (reason keys) and `met` (0–5).

    specific: it has a title · measurable: an active indicator with a target · achievable: a lead, and a target that
    is not the baseline and lies in the good direction · relevant: the reason is written · timebound: it has a due
    date. Reason keys: title, indicator_with_target, lead, plausible_target, reason, due. Source: Lumbung's own rule.
    """
    plausible, with_target = _targets(indicators)
    lacks = {
        "title": _empty(goals, "title"),
        "indicator_with_target": ~goals.index.isin(list(with_target)),
        "lead": np.array([lead is None for lead in columns.linked(goals, "lead")], dtype=bool),
        "plausible_target": ~goals.index.isin(list(plausible)),
        "reason": _empty(goals, "reason"),
        "due": goals["due"].isna().to_numpy(),
    }
    frame = pd.DataFrame(
        {
            "specific": ~lacks["title"],
            "measurable": ~lacks["indicator_with_target"],
            "achievable": ~(lacks["lead"] | lacks["plausible_target"]),
            "relevant": ~lacks["reason"],
            "timebound": ~lacks["due"],
        },
        index=goals.index,
    )
    frame["met"] = frame.sum(axis=1).astype("int64")
    frame["missing"] = _missing(lacks, goals.index)
    return frame


def _targets(indicators: pd.DataFrame) -> tuple[set[str], set[str]]:
    """Goals with a plausible target, goals with any target; archived indicators do not count."""
    plausible: set[str] = set()
    with_target: set[str] = set()
    keys = ("direction", "active")
    rows = zip(
        columns.linked(indicators, "goal"),
        *(columns.numbers(indicators, key) for key in ("baseline", "target")),
        *(columns.values(indicators, key) for key in keys),
        strict=True,
    )
    for goal, baseline, target, direction, active in rows:
        if goal is None or target is None or active is False:
            continue
        with_target.add(goal)
        if (direction == "keep" or baseline != target) and fits(baseline, target, direction):
            plausible.add(goal)
    return plausible, with_target


def _empty(frame: pd.DataFrame, key: str) -> columns.Flags:
    return np.array([not value for value in columns.values(frame, key)], dtype=bool)


def _missing(lacks: dict[str, columns.Flags], index: pd.Index) -> pd.Series:
    rows = zip(*lacks.values(), strict=True)
    names = [tuple(key for key, lack in zip(lacks, row, strict=True) if lack) for row in rows]
    return columns.objects(names, index)


def completeness(goals: pd.DataFrame, tasks: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Whether each goal's plan is whole (index: id): complete, and `missing` of task, due, indicator.

    Cancelled tasks and archived indicators do not count. Source: Lumbung's own rule.
    """
    kept = tasks[~columns.one_of(tasks, "status", ("cancelled",))]
    active = indicators[~columns.one_of(indicators, "active", (False,))]
    lacks = {
        "task": ~goals.index.isin(columns.linked(kept, "goal")),
        "due": goals["due"].isna().to_numpy(),
        "indicator": ~goals.index.isin(columns.linked(active, "goal")),
    }
    missing = _missing(lacks, goals.index)
    return pd.DataFrame({"complete": missing.map(len) == 0, "missing": missing}, index=goals.index)


def running(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals that are still meant: neither achieved, paused nor stopped; no status counts as active."""
    return goals[~columns.one_of(goals, "status", ("achieved", "paused", "stopped"))]
