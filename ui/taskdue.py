"""A task's due date from its own menu: a week later at once, or another day with a reason that may stay empty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from ui.marks import chip, show, soft
from ui.saving import save
from ui.taskview import assessed
from ui.words import known, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

LATER, OTHER = "due_later", "due_other"
WEEK = timedelta(days=7)


def choices(board: Board, id_: str) -> dict[str, str]:
    """What the menu offers for the due date, in words; nothing for a closed task or a sheet without that column."""
    task: Any = assessed(board).loc[id_]
    if not (board.may_write and board.has("tasks", "due") and task["open"]):
        return {}
    if not known(task["due"]):
        return {OTHER: say("tasks.due.first")}
    later = short_day(a_week_later(task["due"], board.today), board.today)
    return {LATER: say("tasks.due.later", day=later), OTHER: say("tasks.due.other")}


def a_week_later(due: pd.Timestamp, today: date) -> date:
    """Seven days after the due date; of an overdue task seven days from today."""
    return max(due.date(), today) + WEEK


def take(board: Board, id_: str, picked: str) -> None:
    """Do what was picked in the menu: write the day a week later, or ask for one."""
    if picked == LATER:
        write(board, id_, a_week_later(_due(board, id_), board.today))
    else:
        ask(board, id_)


def ask(board: Board, id_: str) -> None:
    """A small window with the day, and why."""
    task = assessed(board).loc[id_]
    st.dialog(say("tasks.due.title"))(_window)(
        board, id_, str(task["title"] if known(task["title"]) else id_), task["due"]
    )


def _window(board: Board, id_: str, title: str, due: Any) -> None:
    show(soft(title))
    day = st.date_input(
        board.label("tasks", "due"), due.date() if known(due) else None, format="DD/MM/YYYY", key=f"due-{id_}"
    )
    why = st.text_input(say("tasks.due.why"), key=f"due-why-{id_}")
    if st.button(say("forms.save"), type="primary", key=f"due-save-{id_}"):
        if isinstance(day, date):
            write(board, id_, day, why)
        due = board.column("tasks", "due")
        example = due.example(board.language)
        show(chip(say("forms.required_empty", label=due.label(board.language), example=example), "bad", "square"))


def _due(board: Board, id_: str) -> Any:
    return assessed(board).at[id_, "due"]


def write(board: Board, id_: str, day: date, why: str = "") -> None:
    """Save the new day; whoever changed it meanwhile is asked about."""
    task = assessed(board).loc[id_]
    said = say("tasks.due.said", title=task["title"] if known(task["title"]) else id_, day=short_day(day, board.today))
    seen = {"due": task["due"] if known(task["due"]) else None}
    save(board, "tasks", {"due": day}, row=id_, seen=seen, why=why or None, said=said)
