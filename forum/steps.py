"""The nine steps of building a partnership, ticked from what the sheet holds.

The steps are those forums are advised to take, from knowing the partners to lasting; which evidence ticks one is
Lumbung's own rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from forum import columns, goals, meetings, partners, rollup

STEPS = (
    "partners", "shared_goals", "open_communication", "coordination_team", "action_plan", "implementation",
    "joint_evaluation", "routine_review", "sustainability",
)  # fmt: skip
AGREED_BY = 2
REVIEWS = 3


@dataclass(frozen=True)
class Evidence:
    """One thing a step needs: how much there is, how much it takes."""

    key: str
    have: int
    need: int

    @property
    def met(self) -> bool:
        """Enough of it; a need of nothing is not met by nothing."""
        return self.have >= self.need > 0


@dataclass(frozen=True)
class Step:
    """A step (1–9) with its evidence; state is done, now or to_come."""

    number: int
    key: str
    state: str
    evidence: tuple[Evidence, ...]


def steps(
    tables: Mapping[str, pd.DataFrame], assessed: pd.DataFrame, *, today: date, settings: Mapping[str, Any]
) -> list[Step]:
    """The nine steps as they stand; `assessed` are the indicators' states. What each needs:

    1 partners: the five sectors of the minimum set · 2 shared goals: goals, each agreed by at least two partners · 3
    open communication: a channel (WhatsApp or Drive link) or two meetings held, and a next meeting · 4 coordination
    team: a chair, and one more leading role · 5 action plan: each goal with a task, a date and an indicator · 6
    implementation: every task done · 7 joint evaluation: an evaluation meeting in the last 12 months, and 6 of 10
    indicators measured · 8 routine review: three forum meetings within the last three cadences, the last not longer
    ago than one · 9 sustainability: each leading role with a successor, each goal with a review date. A step not done
    is `now` if it has begun, or if it is the first that is not done; else to come.
    """
    found = [
        _partners(tables), _shared_goals(tables), _communication(tables, today, settings), _team(tables),
        _plan(tables), _implementation(tables), _evaluation(tables, assessed, today), _review(tables, today, settings),
        _sustainability(tables),
    ]  # fmt: skip
    done = [all(one.met for one in evidence) for evidence in found]
    first = done.index(False) if False in done else -1
    return [
        Step(number + 1, key, _state(done[number], number == first, evidence), evidence)
        for number, (key, evidence) in enumerate(zip(STEPS, found, strict=True))
    ]


def _state(done: bool, first: bool, evidence: tuple[Evidence, ...]) -> str:
    if done:
        return "done"
    return "now" if first or any(one.have for one in evidence) else "to_come"


def _partners(tables: Mapping[str, pd.DataFrame]) -> tuple[Evidence, ...]:
    sectors = partners.coverage(tables["partners"])
    return (Evidence("sectors", sectors.present, len(sectors.wanted)),)


def _shared_goals(tables: Mapping[str, pd.DataFrame]) -> tuple[Evidence, ...]:
    kept = goals.running(tables["goals"])
    agreed = sum(len(names) >= AGREED_BY for names in columns.tuples(kept, "agreed_by"))
    return (Evidence("goals_agreed", agreed, len(kept)),)


def _communication(
    tables: Mapping[str, pd.DataFrame], today: date, settings: Mapping[str, Any]
) -> tuple[Evidence, ...]:
    links = sum(bool(settings.get(key)) for key in ("whatsapp_link", "drive_link"))
    took_place = len(meetings.held(tables["meetings"], today))
    return (
        Evidence("channels", max(links, int(took_place >= 2)), 1),
        Evidence("next_meeting", len(meetings.planned(tables["meetings"], today)), 1),
    )


def _team(tables: Mapping[str, pd.DataFrame]) -> tuple[Evidence, ...]:
    roles = partners.structure(tables["partners"])
    chairs = len(roles.pop("chair"))
    return Evidence("chair", chairs, 1), Evidence("more_roles", sum(map(len, roles.values())), 1)


def _plan(tables: Mapping[str, pd.DataFrame]) -> tuple[Evidence, ...]:
    kept = goals.running(tables["goals"])
    whole = goals.completeness(kept, tables["tasks"], tables["indicators"])
    return (Evidence("goals_complete", int(whole["complete"].sum()), len(kept)),)


def _implementation(tables: Mapping[str, pd.DataFrame]) -> tuple[Evidence, ...]:
    sums = rollup.overall(tables["tasks"])
    return (Evidence("tasks_done", int(sums["done"] or 0), int(sums["total"] or 0)),)


def _evaluation(tables: Mapping[str, pd.DataFrame], assessed: pd.DataFrame, today: date) -> tuple[Evidence, ...]:
    took_place = meetings.held(tables["meetings"], today)
    recent = took_place["date"] >= pd.Timestamp(today - timedelta(days=365))
    evaluations = recent & columns.one_of(took_place, "kind", ("evaluation",))
    need = -(-6 * len(assessed) // 10)
    return (
        Evidence("evaluations", int(evaluations.sum()), 1),
        Evidence("indicators_measured", int(assessed["actual"].notna().sum()), need),
    )


def _review(tables: Mapping[str, pd.DataFrame], today: date, settings: Mapping[str, Any]) -> tuple[Evidence, ...]:
    every = int(columns.number(settings, "meeting_cadence_days", meetings.CADENCE_DAYS))
    took_place = meetings.held(tables["meetings"], today)
    own = took_place[columns.one_of(took_place, "kind", meetings.FORUM_KINDS) | took_place["kind"].isna().to_numpy()]
    recent = own["date"] >= pd.Timestamp(today - timedelta(days=REVIEWS * every))
    latest = own["date"] >= pd.Timestamp(today - timedelta(days=every))
    return Evidence("meetings", int(recent.sum()), REVIEWS), Evidence("in_rhythm", int(latest.any()), 1)


def _sustainability(tables: Mapping[str, pd.DataFrame]) -> tuple[Evidence, ...]:
    leading = sum(map(len, partners.structure(tables["partners"]).values()))
    lacking = len(partners.without_successor(tables["partners"]))
    kept = goals.running(tables["goals"])
    return (
        Evidence("successors", leading - lacking, leading),
        Evidence("goals_reviewed", int(kept["review"].notna().sum()), len(kept)),
    )
