"""Tasks: how far, how late, what stands in the way."""

from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.columns import Flags, Floats

CLOSED = ("done", "cancelled")
ASSUMED_PROGRESS = 50.0
BEHIND_SHARE = 0.7
REMINDER_DAYS = 7


def effective_progress(tasks: pd.DataFrame) -> pd.DataFrame:
    """Progress as the forum counts it (index: id): percent 0–100, whether it is only assumed, and what contradicts.

    done = 100 · cancelled = nothing · not started = 0, or what was typed if above 0 · in progress and on hold = what
    was typed, else 50 (approximate) · status not read: what was typed. The status wins over a contradicting percent;
    `notice` then is `done_with_less` or `progress_before_start`. Source: Lumbung's own rule.
    """
    typed = np.clip(columns.floats(tasks, "progress"), 0, 100)
    done, waiting = columns.one_of(tasks, "status", ("done",)), columns.one_of(tasks, "status", ("not_started",))
    running = columns.one_of(tasks, "status", ("in_progress", "on_hold"))
    assumed = running & np.isnan(typed)
    progress = np.select(
        [done, columns.one_of(tasks, "status", ("cancelled",)), waiting, assumed],
        [100.0, np.nan, np.nan_to_num(typed), ASSUMED_PROGRESS],
        typed,
    )
    notice = np.select([done & (typed < 100), waiting & (typed > 0)], ["done_with_less", "progress_before_start"], "")
    return pd.DataFrame(
        {
            "progress": progress,
            "approximate": assumed,
            "notice": columns.objects((word or None for word in notice.tolist()), tasks.index),
        },
        index=tasks.index,
    )


def assess(tasks: pd.DataFrame, *, today: date, reminder_days: float = REMINDER_DAYS) -> pd.DataFrame:
    """Where every task stands (index: id).

    state_progress: percent, NaN for cancelled · approximate, notice: see `effective_progress` · open: neither done
    nor cancelled · overdue, days_late: open and today after the last day of the due date · due_soon: due within
    `reminder_days` · days_left: until due, NaN when overdue or closed · late_start: not started after the last day of
    the start date · finished_late: days between due and finished, NaN if in time or unknown · behind: progress under
    0.7 of the time elapsed · blocked, blockers: a predecessor is not done · without_due: open without a due date,
    never overdue · state: the first of overdue, due_soon, late_start, blocked, attention, else `None`. Source:
    Lumbung's own rule.
    """
    now = columns.day_number(today)
    progress = effective_progress(tasks)
    share = progress["progress"].to_numpy("float64")
    start, latest_start = columns.days(tasks, "start"), columns.ends(tasks, "start", "to")
    due = columns.ends(tasks, "due", "to")
    is_open = ~columns.one_of(tasks, "status", CLOSED)
    overdue = is_open & (now > due)
    left = np.where(is_open & ~overdue, due - now, np.nan)
    blockers = _blockers(tasks)
    late_start = columns.one_of(tasks, "status", ("not_started",)) & (now > latest_start) & ~(share > 0)
    frame = pd.DataFrame(
        {
            "state_progress": share,
            "approximate": progress["approximate"],
            "notice": progress["notice"],
            "open": is_open,
            "overdue": overdue,
            "days_late": np.where(overdue, now - due, np.nan),
            "due_soon": left <= reminder_days,
            "days_left": left,
            "late_start": late_start,
            "finished_late": _finished_late(tasks, due),
            "behind": is_open & _behind(share, start, due, now),
            "blocked": is_open & np.array([bool(names) for names in blockers], dtype=bool),
            "blockers": columns.objects(blockers, tasks.index),
            "without_due": is_open & np.isnan(due),
        },
        index=tasks.index,
    )
    frame["state"] = _states(frame)
    return frame


def _finished_late(tasks: pd.DataFrame, due: Floats) -> Floats:
    """Days after the due date; an imprecise finish gets the benefit of the doubt."""
    days = columns.ends(tasks, "done_on", "from") - due
    late = columns.one_of(tasks, "status", ("done",)) & (days > 0)
    return np.where(late, days, np.nan)


def _behind(share: Floats, start: Floats, due: Floats, now: float) -> Flags:
    span = np.where(due > start, due - start, np.nan)
    elapsed = np.clip((now - start) / span, 0, 1)
    behind: Flags = share / 100 < BEHIND_SHARE * elapsed - 1e-9
    return behind


def _blockers(tasks: pd.DataFrame) -> list[tuple[str, ...]]:
    """Predecessors that are not done; those not found in the sheet are a matter for the data check."""
    waits = columns.tuples(tasks, "depends_on_ids")
    if not any(waits):
        return waits
    status = dict(zip(tasks.index, tasks["status"].tolist(), strict=True))
    is_open = [value not in CLOSED for value in tasks["status"].tolist()]
    return [
        tuple(id_ for id_ in before if id_ in status and status[id_] != "done") if open_ else ()
        for before, open_ in zip(waits, is_open, strict=True)
    ]


def _states(frame: pd.DataFrame) -> pd.Series:
    first = ("overdue", "due_soon", "late_start", "blocked", "behind")
    flags = [frame[column].to_numpy(bool) for column in first]
    words = np.select(flags, [*first[:-1], "attention"], "")
    return columns.objects((word or None for word in words.tolist()), frame.index)
