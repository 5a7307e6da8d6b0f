"""The finding of Beranda: the gravest thing of the week, then the best news; and the numbers of its four tiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ui.words import count_word, known, say

NAME_AT_MOST = 44
AHEAD = 1.05


@dataclass(frozen=True)
class Standing:
    """Where the forum stands: counts of tasks, indicators and issues, and the names behind the headline."""

    tasks: int = 0
    done: int = 0
    overdue: int = 0
    oldest: int = 0
    soon: int = 0
    on_hold: int = 0
    tones: Mapping[str, int] = field(default_factory=dict)
    no_data: int = 0
    indicators: int = 0
    ahead: str | None = None
    achieved: str | None = None
    issues: int = 0
    talk: int = 0
    gravest: str | None = None
    grave: int = 0
    oldest_issue: int = 0

    @property
    def measured(self) -> int:
        return sum(self.tones.values())

    @property
    def good(self) -> int:
        return self.tones.get("leaf", 0)


def task_numbers(tasks: pd.DataFrame) -> dict[str, int]:
    """Numbers of the task tiles from the joined task rows; cancelled tasks count nowhere."""
    late = tasks[tasks["overdue"]]
    return {
        "tasks": int((tasks["status"] != "cancelled").sum()),
        "done": int((tasks["status"] == "done").sum()),
        "overdue": len(late),
        "oldest": int(late["days_late"].max()) if len(late) else 0,
        "soon": int(tasks["due_soon"].sum()),
        "on_hold": int((late["status"] == "on_hold").sum()),
    }


def indicator_numbers(assessed: pd.DataFrame, names: pd.Series, tones: Mapping[str, str]) -> dict[str, object]:
    """Numbers of the indicator tile from `forum.indicators.assess`; `tones`: status → tone of choices.toml."""
    measured = assessed[~assessed["status"].isin(["no_data", "check_setup"])]
    counts = {
        tone: int((measured["status"].map(tones) == tone).sum()) for tone in ("leaf", "turmeric", "brick", "soft")
    }
    good = measured[measured["status"].map(tones) == "leaf"]
    ahead = good[(good["ratio"] >= AHEAD) & (good["progress"] < 100)].sort_values("ratio", ascending=False)
    achieved = good[good["status"] == "achieved"].sort_values("measured_on", ascending=False)
    return {
        "indicators": len(assessed),
        "tones": counts,
        "no_data": len(assessed) - len(measured),
        "ahead": _short_name(ahead, names),
        "achieved": _short_name(achieved, names),
    }


def issue_numbers(assessed: pd.DataFrame) -> dict[str, object]:
    """Numbers of the issue tile from `forum.issues.assess`; confidential cases are counted, never named."""
    open_ = assessed[assessed["open"]].sort_values("rank", kind="stable")
    gravest = open_["severity"].iloc[0] if len(open_) and known(open_["severity"].iloc[0]) else None
    ages = open_["age_days"].dropna()
    return {
        "issues": len(open_),
        "talk": int(open_["talk"].sum()),
        "gravest": gravest,
        "grave": int((open_["severity"] == gravest).sum()) if gravest else 0,
        "oldest_issue": int(ages.max()) if len(ages) else 0,
    }


def headline(standing: Standing, *, language: str) -> str:
    """At most two sentences: what needs the forum most, and the best that can be said."""
    if not (standing.tasks or standing.indicators or standing.issues):
        return _say("empty", language)
    return f"{_gravest(standing, language)} {_best(standing, language)}".strip()


def _gravest(standing: Standing, language: str) -> str:
    for key, n in (
        ("overdue", standing.overdue),
        ("issue", standing.talk),
        ("off_track", standing.tones.get("brick", 0)),
        ("soon", standing.soon),
    ):
        if n:
            return _say(key, language, n=n, count=count_word(n, capital=True, language=language))
    return _say("calm", language) if standing.tasks else ""


def _best(standing: Standing, language: str) -> str:
    if standing.ahead:
        return _say("ahead", language, name=standing.ahead)
    if standing.achieved:
        return _say("achieved", language, name=standing.achieved)
    if standing.good:
        return _say("on_track", language, n=standing.good, of=standing.measured)
    return _say("done", language, n=standing.done, of=standing.tasks) if standing.done else ""


def _short_name(rows: pd.DataFrame, names: pd.Series) -> str | None:
    """The first name that is short enough for a headline."""
    found = (str(names[id_]) for id_ in rows.index if known(names[id_]) and len(str(names[id_])) <= NAME_AT_MOST)
    return next((name[:1].upper() + name[1:] for name in found), None)


def _say(key: str, language: str, **details: Any) -> str:
    return say(f"home.headline.{key}", language=language, **details)
