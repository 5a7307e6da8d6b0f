"""The timeline: a bar for every task in a window, and thin marks for days that matter."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from forum import columns
from forum.columns import Floats
from forum.task_state import assess

BEFORE_DAYS, AFTER_DAYS = 30, 90
ASSUMED_DAYS = 14
GROUPS = {"goal": "goal", "partner": "lead", "kind": "kind"}


@dataclass(frozen=True)
class Window:
    """First and last day shown."""

    start: date
    end: date

    @classmethod
    def around(cls, today: date, before: int = BEFORE_DAYS, after: int = AFTER_DAYS) -> "Window":
        """The days around today: 30 before and 90 after unless told."""
        return cls(today - timedelta(days=before), today + timedelta(days=after))


def bars(
    tasks: pd.DataFrame,
    *,
    today: date,
    window: Window | None = None,
    group: str = "goal",
    goals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Bars of the tasks in the window (index: id), group by group in the goals' order, then by start.

    title, lead, lead_id, group (id, choice key or the text as typed; `None` last), group_title ·
    start, end: the whole bar (datetimes, not cut to the window; done: to the day finished) ·
    start_firm, end_firm: between start and start_firm, and between end_firm and end, the date is doubtful: an imprecise
    date, or no start at all (then the bar begins 14 days before it ends) ·
    soft_start, soft_end, open_end: doubtful start, doubtful end, no due date (then it runs to the end of the window) ·
    status (choice key), milestone (drawn at `end`) · overdue, days_late, late_to: the line from `end` to today ·
    due_from, due_to, done_on, without_start: what the label says. Cancelled tasks and those without any date are not
    drawn. Source: Lumbung's own rule.
    """
    window = window or Window.around(today)
    frame = _shape(tasks, window)
    frame = frame.join(assess(tasks, today=today)[["overdue", "days_late", "approximate", "state_progress"]])
    frame["late_to"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]").where(
        ~frame["overdue"], pd.Timestamp(today).as_unit("s")
    )
    for key in ("title", "lead", "lead_id", "status"):
        frame[key] = tasks[key]
    frame["milestone"] = columns.flags(tasks, "milestone")
    frame["group"], frame["group_title"], rank = _groups(tasks, group, goals)
    return _in_window(frame.assign(rank=rank), tasks, window)


def _shape(tasks: pd.DataFrame, window: Window) -> pd.DataFrame:
    start, start_firm = columns.ends(tasks, "start", "from"), columns.ends(tasks, "start", "to")
    due_firm, due = columns.ends(tasks, "due", "from"), columns.ends(tasks, "due", "to")
    done = columns.one_of(tasks, "status", ("done",)) & ~np.isnan(columns.days(tasks, "done_on"))
    open_end = np.isnan(due) & ~done & ~np.isnan(start)
    end = np.where(
        open_end, np.maximum(columns.day_number(window.end), start), np.where(done, columns.days(tasks, "done_on"), due)
    )
    end_firm = np.where(open_end | done | np.isnan(due_firm), end, due_firm)
    nowhere = np.isnan(start) & ~np.isnan(end)
    begin = np.where(nowhere, end - ASSUMED_DAYS, np.fmin(start, end))
    firm = np.where(nowhere, end - ASSUMED_DAYS / 2, np.clip(start_firm, begin, np.fmax(begin, end_firm)))
    dates: dict[str, Floats] = {
        "start": begin, "start_firm": firm, "end_firm": np.fmax(end_firm, firm), "end": end,
        "due_from": due_firm, "due_to": due, "done_on": np.where(done, end, np.nan),
    }  # fmt: skip
    frame = pd.DataFrame({key: columns.stamps(np.floor(days)) for key, days in dates.items()}, index=tasks.index)
    frame = frame.astype("datetime64[s]")
    frame["soft_start"], frame["soft_end"] = frame["start_firm"] > frame["start"], frame["end_firm"] < frame["end"]
    frame["open_end"], frame["without_start"] = open_end, nowhere
    return frame


def _groups(tasks: pd.DataFrame, group: str, goals: pd.DataFrame | None) -> tuple[pd.Series, pd.Series, list[int]]:
    key = GROUPS[group]
    names = columns.values(tasks, key) if group == "kind" else columns.linked(tasks, key)
    titles = dict(zip(goals.index, columns.values(goals, "title"), strict=True)) if goals is not None else {}
    typed = columns.values(tasks, key)
    shown = [titles.get(name) or text or name for name, text in zip(names, typed, strict=True)]
    order = list(dict.fromkeys([*titles, *(name for name in names if name is not None)]))
    place: dict[Any, int] = {name: number for number, name in enumerate(order)}
    rank = [place.get(name, len(order)) for name in names]
    return (
        columns.objects(names, tasks.index),
        columns.objects(shown, tasks.index),
        rank,
    )


def _in_window(frame: pd.DataFrame, tasks: pd.DataFrame, window: Window) -> pd.DataFrame:
    last = frame["late_to"].fillna(frame["end"])
    seen = (frame["start"] <= pd.Timestamp(window.end)) & (last >= pd.Timestamp(window.start))
    seen &= ~columns.one_of(tasks, "status", ("cancelled",))
    return frame[seen].sort_values(["rank", "start", "end"], kind="stable").drop(columns="rank")


def undated(tasks: pd.DataFrame) -> list[str]:
    """Open tasks that cannot be drawn: neither start nor due date."""
    nothing = tasks["start"].isna() & tasks["due"].isna() & ~columns.one_of(tasks, "status", ("done", "cancelled"))
    return list(tasks.index[nothing])


def marks(
    window: Window,
    *,
    meetings: pd.DataFrame | None = None,
    goals: pd.DataFrame | None = None,
    partners: pd.DataFrame | None = None,
    resources: pd.DataFrame | None = None,
    agreements: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Thin marks in the window by day: date, kind, table, id, title.

    Kinds: meeting, goal_review, goal_due, role_end, resource_due, agreement_end, agreement_review. Cancelled and
    postponed meetings, goals no longer meant and partners who left have none.
    """
    found = [
        *_marks(meetings, "meetings", "title", ("cancelled", "postponed"), meeting="date"),
        *_marks(goals, "goals", "title", ("achieved", "paused", "stopped"), goal_review="review", goal_due="due"),
        *_marks(partners, "partners", "name", ("left",), role_end="role_ends"),
        *_marks(resources, "resources", "name", ("reported", "rejected"), "stage", resource_due="due"),
        *_marks(
            agreements,
            "agreements",
            "title",
            ("ended", "rejected"),
            "stage",
            agreement_end="ends",
            agreement_review="review",
        ),
    ]
    frame = pd.DataFrame(found, columns=["date", "kind", "table", "id", "title"], dtype=object)
    frame["date"] = frame["date"].astype("datetime64[s]")
    inside = frame["date"].between(pd.Timestamp(window.start), pd.Timestamp(window.end))
    return frame[inside].sort_values("date", kind="stable").reset_index(drop=True)


def _marks(
    frame: pd.DataFrame | None, table: str, title: str, over: tuple[str, ...], by: str = "status", **kinds: str
) -> list[tuple[Any, str, str, Any, Any]]:
    """One mark a date column of the rows that are not over."""
    if frame is None:
        return []
    kept = frame[~columns.one_of(frame, by, over)]
    return [
        (day, kind, table, id_, name)
        for kind, key in kinds.items()
        for day, id_, name in zip(kept[key], kept.index, columns.values(kept, title), strict=True)
        if day is not pd.NaT
    ]
