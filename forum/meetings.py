"""Meetings: their rhythm, who came, what was decided and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.columns import Flags
from forum.stages import lines

FORUM_KINDS = ("routine", "workshop", "discussion_night", "goal_discussion", "community_meeting", "evaluation")
CADENCE_DAYS = 30


def held(meetings: pd.DataFrame, today: date) -> pd.DataFrame:
    """Meetings that took place, oldest first: held, or without a status but in the past."""
    past = columns.days(meetings, "date") < columns.day_number(today)
    unsaid = meetings["status"].isna().to_numpy() & past
    return _by_day(meetings, columns.one_of(meetings, "status", ("held",)) | unsaid)


def planned(meetings: pd.DataFrame, today: date) -> pd.DataFrame:
    """Meetings to come, soonest first: today or later, not held, cancelled or postponed."""
    ahead = columns.days(meetings, "date") >= columns.day_number(today)
    return _by_day(meetings, ahead & ~columns.one_of(meetings, "status", ("held", "cancelled", "postponed")))


def unconfirmed(meetings: pd.DataFrame, today: date) -> list[str]:
    """Meetings still marked planned although their day has passed."""
    past = columns.days(meetings, "date") < columns.day_number(today)
    return list(_by_day(meetings, past & columns.one_of(meetings, "status", ("planned",))).index)


def _by_day(meetings: pd.DataFrame, rows: Flags) -> pd.DataFrame:
    return meetings[rows].sort_values("date", kind="stable")


@dataclass(frozen=True)
class Cadence:
    """The rhythm of the forum's own meetings: the last one, the next one, and whether it is time."""

    last_id: str | None
    last_on: date | None
    days_since: int | None
    next_id: str | None
    next_on: date | None
    days_to: int | None
    cadence_days: int

    @property
    def overdue(self) -> bool:
        """More days than the cadence since the last meeting; a forum that never met has nothing to be late with."""
        return self.days_since is not None and self.days_since > self.cadence_days

    @property
    def missing(self) -> bool:
        """It is time, or nobody met yet, and no next meeting is planned."""
        return self.next_on is None and (self.overdue or self.last_on is None)


def cadence(
    meetings: pd.DataFrame, *, today: date, cadence_days: float = CADENCE_DAYS, kinds: Sequence[str] = FORUM_KINDS
) -> Cadence:
    """When the forum last met and meets next; mediations, trainings, hearings and events are not its rhythm."""
    own = meetings[columns.one_of(meetings, "kind", tuple(kinds)) | meetings["kind"].isna().to_numpy()]
    last, after = _edge(held(own, today), -1), _edge(planned(own, today), 0)
    return Cadence(
        last_id=last[0],
        last_on=last[1],
        days_since=(today - last[1]).days if last[1] else None,
        next_id=after[0],
        next_on=after[1],
        days_to=(after[1] - today).days if after[1] else None,
        cadence_days=int(cadence_days),
    )


def _edge(meetings: pd.DataFrame, place: int) -> tuple[str | None, date | None]:
    dated = meetings[meetings["date"].notna()]
    return (str(dated.index[place]), columns.dates(dated, "date")[place]) if len(dated) else (None, None)


def attendance(meetings: pd.DataFrame, today: date) -> pd.DataFrame:
    """Attendance of the meetings held, oldest first (index: id): date, invited, attended, percent, women, men, people.

    invited, attended: partners, NaN where nobody is listed · percent: partners that came of those invited, NaN
    without both · female, male, disability: people as counted · people: female + male.
    """
    rows = held(meetings, today)
    invited, came = (_sizes(rows, key) for key in ("invited_ids", "attended_ids"))
    both = _both(rows)
    frame = pd.DataFrame({"date": rows["date"], "invited": invited, "attended": came}, index=rows.index)
    frame["percent"] = 100 * both / frame["invited"].where(frame["attended"].notna())
    for key in ("female", "male", "disability"):
        frame[key] = rows[key]
    frame["people"] = rows["female"] + rows["male"]
    return frame


def _sizes(meetings: pd.DataFrame, key: str) -> columns.Floats:
    return np.array([len(names) or np.nan for names in columns.tuples(meetings, key)], dtype="float64")


def _both(meetings: pd.DataFrame) -> columns.Floats:
    pairs = zip(columns.tuples(meetings, "invited_ids"), columns.tuples(meetings, "attended_ids"), strict=True)
    return np.array([len({*invited} & {*came}) for invited, came in pairs], dtype="float64")


def run(counts: Sequence[float]) -> int:
    """How many times in a row the last values rose (positive) or fell (negative): "up 3 meetings in a row" is 3."""
    steps = np.sign(np.diff([value for value in counts if value == value]))
    if not len(steps) or steps[-1] == 0:
        return 0
    same = np.flatnonzero(steps[::-1] != steps[-1])
    return int(steps[-1]) * int(same[0] if len(same) else len(steps))


def follow_ups(tasks: pd.DataFrame, meeting_id: str | None) -> pd.DataFrame:
    """Tasks that came out of a meeting, open ones first, then by due date."""
    rows = tasks[(tasks["meeting_id"] == meeting_id).to_numpy()] if meeting_id else tasks.iloc[:0]
    closed = columns.one_of(rows, "status", ("done", "cancelled"))
    return rows.assign(_closed=closed).sort_values(["_closed", "due"], kind="stable").drop(columns="_closed")


@dataclass(frozen=True)
class Decisions:
    """A meeting's decisions as written, and how many tasks came out of it."""

    meeting_id: str
    on: date | None
    decisions: tuple[str, ...]
    tasks: int

    @property
    def open(self) -> int:
        """Decisions beyond the number of tasks: at least so many have none."""
        return max(len(self.decisions) - self.tasks, 0)


def decisions(meetings: pd.DataFrame, tasks: pd.DataFrame, today: date) -> list[Decisions]:
    """Decisions of the meetings held, the latest first; meetings without any are not in the list."""
    rows = held(meetings, today).iloc[::-1]
    counts = tasks["meeting_id"].value_counts()
    found = (
        Decisions(str(id_), day, tuple(lines(text)), int(counts.get(id_, 0)))
        for id_, day, text in zip(
            rows.index, columns.dates(rows, "date"), columns.values(rows, "decisions"), strict=True
        )
    )
    return [one for one in found if one.decisions]
