"""The ways a task's status may go, and what a change proposes."""

from datetime import date

_MOVES = {
    "not_started": ("in_progress", "on_hold", "cancelled", "done"),
    "in_progress": ("done", "on_hold", "cancelled"),
    "on_hold": ("in_progress", "cancelled", "done"),
    "done": ("in_progress",),
    "cancelled": ("in_progress", "not_started"),
}
_ALL = ("not_started", "in_progress", "done", "on_hold", "cancelled")


def moves(status: str | None) -> tuple[str, ...]:
    """Statuses a task may go to from this one, the usual next first; from an unread status, any."""
    return _MOVES.get(status or "", _ALL)


def needs_reason(old: str | None, new: str) -> bool:
    """Whether the move asks why: cancelling, and opening again what was done or cancelled."""
    return new == "cancelled" or (old in ("done", "cancelled") and new != old)


def proposal(old: str | None, new: str, today: date) -> dict[str, object]:
    """Columns to fill in with the move: done proposes today and 100 %; opening again empties the day finished."""
    if new == "done":
        return {"done_on": today, "progress": 100.0}
    return {"done_on": None} if old == "done" else {}


def asks_to_finish(status: str | None, progress: float | None) -> bool:
    """Whether typing this progress should ask "mark as done?"."""
    return progress is not None and progress >= 100 and status not in ("done", "cancelled")
