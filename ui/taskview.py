"""A task in words and marks: how late or how soon, who and why, its day; as a list row and as a card of the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ui.blocks import Row, row_html
from ui.fields import titles
from ui.marks import blank, chip, choice_chip, div, join, show
from ui.markup import Html
from ui.words import known, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

Task = Mapping[str, Any]


@dataclass(frozen=True)
class TaskView:
    """What a list or board shows of one task; the same for all visitors of one language."""

    id: str
    title: str
    status: str | None
    row: Html
    card: Html


def assessed(board: Board) -> pd.DataFrame:
    """Every task's row joined with where it stands (`forum.tasks.assess`), once for all visitors."""
    return board.once("tasks", lambda: board.tables["tasks"].join(board.state.tasks))


def view(board: Board, id_: str) -> TaskView:
    """The view of one task, made when it is first shown and then kept for everyone."""
    views: dict[str, TaskView] = board.once(("task views", board.language), dict)
    if id_ not in views:
        views[id_] = _view(board, id_, cells_of(board, id_))
    return views[id_]


def draw(board: Board, ids: Iterable[object]) -> None:
    """Tasks as a plain list, in the order given."""
    show(div("lb-list", *(view(board, str(id_)).row for id_ in ids)))


def cells_of(board: Board, id_: str) -> dict[str, Any]:
    """The cells of a task and where it stands, by key."""
    return {str(key): value for key, value in assessed(board).loc[id_].items()}


def title_of(id_: str, task: Task) -> str:
    """What a task is called; its code while it has no words."""
    return str(task["title"]) if known(task["title"]) else id_


def _view(board: Board, id_: str, task: Task) -> TaskView:
    status = str(task["status"]) if known(task["status"]) else None
    title, urgency, end, lead = title_of(id_, task), _urgency(board, task), _end(board, id_, task), _lead(board, task)
    row = row_html(Row(urgency, title, join([lead, _why(board, task)], " · "), end), bare=True)
    card = div("lb-card", div("t", title), div("d", lead), div("d", urgency if task["open"] else end))
    return TaskView(id_, title, status, row, card)


def _urgency(board: Board, task: Task) -> Html:
    if task["overdue"]:
        return chip(say("tasks.late", n=int(task["days_late"])), "bad", "square")
    if not task["open"]:
        return choice_chip(board.choice("task_status", task["status"]), board.language)
    if task["state"] in ("late_start", "blocked", "attention"):
        return choice_chip(board.choice("task_state", task["state"]), board.language)
    if not known(task["days_left"]):
        return blank()
    words = days_left(int(task["days_left"]))
    return chip(words, "warn", "tri") if task["due_soon"] else chip(words, "soft", "none")


def days_left(days: int) -> str:
    """`Hari ini`, `Besok`, `3 hari lagi`."""
    return say("tasks.today") if days == 0 else say("tasks.tomorrow") if days == 1 else say("tasks.left", n=days)


def _lead(board: Board, task: Task) -> str:
    return titles(board, "partners").get(task["lead_id"], str(task["lead"])) if known(task["lead"]) else ""


def _why(board: Board, task: Task) -> str:
    """What stands in the way: what a person wrote, else the tasks it waits for."""
    if not task["open"]:
        return ""
    if known(task["obstacle"]) or not task["blocked"]:
        return str(task["obstacle"] or "")
    names = titles(board, "tasks")
    return say("tasks.waiting_for", titles=", ".join(names.get(each, each) for each in task["blockers"]))


def _end(board: Board, id_: str, task: Task) -> str:
    """The day at the right: when it was finished, else when it is due, as typed if that is no exact day."""
    if task["status"] == "done" and known(task["done_on"]):
        return say("tasks.done_on", day=short_day(task["done_on"], board.today))
    if not known(task["due"]):
        return ""
    typed = "" if task["due_from"] == task["due_to"] else board.snapshot.typed("tasks", id_, "due")
    return typed or short_day(task["due"], board.today)
