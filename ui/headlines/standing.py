"""Where the forum stands in numbers: what Beranda's tiles and headline are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ui.words import known

NAME_AT_MOST = 44
AHEAD = 1.05


@dataclass(frozen=True)
class Standing:
    """Counts of tasks, indicators and issues, the names behind the headline, and what else is on record.

    tasks: all but the cancelled · open, without_due: those still to do, and of them those with no due date · tones:
    measured indicators by tone · untargeted: no indicator can be measured because none has a target · issues: open
    cases, of all `cases` · unstaged: no case says its stage · others: filled tables besides those, in words ("31
    mitra") · passed_over: tabs with content that no table knows.
    """

    tasks: int = 0
    open: int = 0
    done: int = 0
    overdue: int = 0
    oldest: int = 0
    soon: int = 0
    on_hold: int = 0
    without_due: int = 0
    tones: Mapping[str, int] = field(default_factory=dict)
    no_data: int = 0
    indicators: int = 0
    untargeted: bool = False
    ahead: str | None = None
    achieved: str | None = None
    issues: int = 0
    cases: int = 0
    unstaged: bool = False
    talk: int = 0
    gravest: str | None = None
    grave: int = 0
    oldest_issue: int = 0
    others: tuple[str, ...] = ()
    passed_over: int = 0

    @property
    def measured(self) -> int:
        return sum(self.tones.values())

    @property
    def good(self) -> int:
        return self.tones.get("leaf", 0)

    @property
    def anything(self) -> bool:
        """Whether there is one record in any table."""
        return bool(self.tasks or self.indicators or self.cases or self.others)


def task_numbers(tasks: pd.DataFrame) -> dict[str, int]:
    """Numbers of the task tiles from the joined task rows; cancelled tasks count nowhere."""
    late = tasks[tasks["overdue"]]
    return {
        "tasks": int((tasks["status"] != "cancelled").sum()),
        "open": int(tasks["open"].sum()),
        "done": int((tasks["status"] == "done").sum()),
        "overdue": len(late),
        "oldest": int(late["days_late"].max()) if len(late) else 0,
        "soon": int(tasks["due_soon"].sum()),
        "on_hold": int((late["status"] == "on_hold").sum()),
        "without_due": int((tasks["open"] & tasks["without_due"]).sum()),
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
        "untargeted": bool(len(assessed)) and bool((assessed["note"] == "no_target").all()),
        "ahead": _short_name(ahead, names),
        "achieved": _short_name(achieved, names),
    }


def issue_numbers(assessed: pd.DataFrame, stages: pd.Series) -> dict[str, object]:
    """Numbers of the issue tile from `forum.issues.assess`; confidential cases are counted, never named.

    Where no case says its stage, none can be told to want talk this week.
    """
    open_ = assessed[assessed["open"]].sort_values("rank", kind="stable")
    gravest = open_["severity"].iloc[0] if len(open_) and known(open_["severity"].iloc[0]) else None
    ages, unstaged = open_["age_days"].dropna(), bool(len(stages)) and bool(stages.isna().all())
    return {
        "issues": len(open_),
        "cases": len(assessed),
        "unstaged": unstaged,
        "talk": 0 if unstaged else int(open_["talk"].sum()),
        "gravest": gravest,
        "grave": int((open_["severity"] == gravest).sum()) if gravest else 0,
        "oldest_issue": max(int(ages.max()), 0) if len(ages) else 0,
    }


def _short_name(rows: pd.DataFrame, names: pd.Series) -> str | None:
    """The first name that is short enough for a headline."""
    found = (str(names[id_]) for id_ in rows.index if known(names[id_]) and len(str(names[id_])) <= NAME_AT_MOST)
    return next((name[:1].upper() + name[1:] for name in found), None)
