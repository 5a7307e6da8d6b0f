"""Two pieces of work that need the same people or the same place in the same days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.columns import Flags, Floats

SHORT_OVERLAP = 14
SHORT_TASK = 31
EVENT_TASK = 3
NEAREST = 2000


@dataclass(frozen=True, order=True)
class Clash:
    """The days both need, the two ids (`meeting` tells that the second is one), and what they share."""

    start: date
    end: date
    first: str
    second: str
    partners: tuple[str, ...] = ()
    place: str | None = None
    kind: str | None = None
    meeting: bool = False

    @property
    def days(self) -> int:
        """Length of the overlap, both days counted."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class _Work:
    """Open tasks in the window as arrays; people and places are lists in the same order."""

    ids: list[str]
    start: Floats
    due: Floats
    people: list[frozenset[str]]
    place: list[str]
    kind: list[str | None]
    goal: list[str | None]
    before: list[tuple[str, ...]]


def clashes(tasks: pd.DataFrame, *, today: date, weeks: int = 8, meetings: pd.DataFrame | None = None) -> list[Clash]:
    """Pairs of tasks not done that meet in the next weeks: the soonest to come first, then those already under way.

    Two tasks clash when they overlap and share a lead or supporting partner, or the place together with the goal or the
    kind; not when one waits for the other. Long work (over 31 days) clashes only where it begins or ends: not with what
    lies wholly inside it, nor in an overlap of over 14 days. A task without a start counts on its due day. With
    `meetings`: short tasks (up to 3 days) on a day when their partner is invited to a planned meeting.
    Source: Lumbung's own rule.
    """
    now = columns.day_number(today)
    work = _work(tasks, now, now + 7 * weeks)
    pairs = [*_task_pairs(work), *(_meeting_pairs(work, meetings) if meetings is not None else ())]
    return sorted(pairs, key=lambda clash: (clash.start < today, clash.start, clash.days, clash))


def _work(tasks: pd.DataFrame, first: float, last: float) -> _Work:
    due = columns.ends(tasks, "due", "to")
    start = columns.days(tasks, "start")
    start = np.where(np.isnan(start), due, start)
    usable = ~columns.one_of(tasks, "status", ("done", "cancelled")) & (due >= first) & (start <= last) & (start <= due)
    rows = np.flatnonzero(usable)
    rows = rows[np.argsort(due[rows], kind="stable")][:NEAREST]
    kept = tasks.iloc[rows]
    leads, others = columns.linked(kept, "lead"), columns.tuples(kept, "supporting_ids")
    return _Work(
        ids=list(kept.index),
        start=start[rows],
        due=due[rows],
        people=[frozenset(filter(None, (lead, *more))) for lead, more in zip(leads, others, strict=True)],
        place=[" ".join((text or "").casefold().split()) for text in columns.values(kept, "place")],
        kind=columns.values(kept, "kind"),
        goal=columns.linked(kept, "goal"),
        before=columns.tuples(kept, "depends_on_ids"),
    )


def _task_pairs(work: _Work) -> Iterator[Clash]:
    for one, other in np.argwhere(np.triu(_overlapping(work), 1)).tolist():
        clash = _clash(work, one, other)
        if clash is not None:
            yield clash


def _overlapping(work: _Work) -> Flags:
    """Square of pairs that overlap, are no long parallel works, and share a person or a place."""
    begin, end = np.maximum.outer(work.start, work.start), np.minimum.outer(work.due, work.due)
    long_ = work.due - work.start >= SHORT_TASK
    side_by_side = (end - begin >= SHORT_OVERLAP) & np.logical_or.outer(long_, long_)
    inside = np.less.outer(work.start, work.start) & np.greater.outer(work.due, work.due) & long_[:, None]
    meets = (begin <= end) & ~side_by_side & ~inside & ~inside.T
    pairs: Flags = meets & (_shared(work.people) | _shared([frozenset({place} - {""}) for place in work.place]))
    return pairs


def _shared(sets: list[frozenset[str]]) -> Flags:
    names = {name: number for number, name in enumerate(sorted(set().union(*sets)))}
    member = np.zeros((len(sets), max(len(names), 1)), dtype="float32")
    for row, group in enumerate(sets):
        member[row, [names[name] for name in group]] = 1
    together: Flags = member @ member.T > 0
    return together


def _clash(work: _Work, one: int, other: int) -> Clash | None:
    first, second = work.ids[one], work.ids[other]
    people = tuple(sorted(work.people[one] & work.people[other]))
    place = work.place[one] if work.place[one] == work.place[other] else ""
    kind = work.kind[one] if work.kind[one] == work.kind[other] else None
    same_goal = work.goal[one] is not None and work.goal[one] == work.goal[other]
    waits = first in work.before[other] or second in work.before[one]
    if waits or not (people or (place and (kind or same_goal))):
        return None
    begin, end = max(work.start[one], work.start[other]), min(work.due[one], work.due[other])
    return Clash(_day(begin), _day(end), first, second, people, place or None, kind)


def _meeting_pairs(work: _Work, meetings: pd.DataFrame) -> Iterator[Clash]:
    planned = meetings[columns.one_of(meetings, "status", ("planned",))]
    days, chairs = columns.days(planned, "date"), columns.linked(planned, "chair")
    for id_, day, chair, invited in zip(
        planned.index, days.tolist(), chairs, columns.tuples(planned, "invited_ids"), strict=True
    ):
        for row in np.flatnonzero(
            (work.start <= day) & (day <= work.due) & (work.due - work.start < EVENT_TASK)
        ).tolist():
            people = tuple(sorted(work.people[row] & {*invited, chair}))
            if people:
                yield Clash(_day(day), _day(day), work.ids[row], str(id_), people, meeting=True)


def _day(number: float) -> date:
    return date.fromordinal(int(number) + columns.EPOCH.toordinal())
