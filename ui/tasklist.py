"""The list and the board of tasks: sections by urgency, cards by status, and the menu that moves a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from forum import task_flow
from ui.blocks import Row, row_html, section
from ui.fields import titles
from ui.lists import more, paged
from ui.marks import TONES, Html, chip, choice_chip, div, join, show
from ui.saving import save
from ui.words import known, say, short_day, upper_first

if TYPE_CHECKING:
    from ui.frame import Board

ICONS = {
    "not_started": "radio_button_unchecked",
    "in_progress": "clock_loader_60",
    "done": "check",
    "on_hold": "pause",
    "cancelled": "close",
}
COLUMNS = ("not_started", "in_progress", "on_hold", "done")
CARDS = 3
DETAILS = "details"


def assessed(board: Board) -> pd.DataFrame:
    """Every task's row joined with where it stands (`forum.tasks.assess`), once for all visitors."""
    return board.once("tasks", lambda: _joined(board))


def _joined(board: Board) -> pd.DataFrame:
    tasks = board.tables["tasks"]
    return tasks.join(board.state.tasks)


def reminder_days(board: Board) -> int:
    """From how many days before its due day a task is called soon."""
    return board.state.reminder_days


def sections(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows by urgency, each section in reading order: overdue, soon, after, without_due, closed."""
    open_ = frame["open"]
    after = open_ & ~frame["overdue"] & ~frame["due_soon"] & ~frame["without_due"]
    return {
        "overdue": frame[frame["overdue"]].sort_values("days_late", ascending=False, kind="stable"),
        "soon": frame[frame["due_soon"]].sort_values("days_left", kind="stable"),
        "after": frame[after].sort_values("days_left", kind="stable"),
        "without_due": frame[frame["without_due"]],
        "closed": frame[~open_].sort_values("done_on", ascending=False, na_position="last", kind="stable"),
    }


def draw_list(board: Board, frame: pd.DataFrame) -> None:
    """The list: sections by urgency, 25 rows at a time; what is closed stays folded."""
    found = sections(frame)
    for name in ("overdue", "soon", "after", "without_due"):
        if len(found[name]):
            _section(board, name, len(found[name]))
            _rows(board, found[name], name)
    if len(found["closed"]):
        with st.expander(say("tasks.closed", n=len(found["closed"])), key="lb-closed", on_change="rerun") as closed:
            if closed.open:
                _rows(board, found["closed"], "closed")


def draw_board(board: Board, frame: pd.DataFrame) -> None:
    """The board: four columns by status, overdue first, three cards each and then "6 lainnya"."""
    order = frame.sort_values(["overdue", "due"], ascending=[False, True], na_position="last", kind="stable")
    for place, status in zip(st.columns(4, gap="medium"), COLUMNS, strict=True):
        rows = order[order["status"] == status]
        rows = rows.sort_values("done_on", ascending=False, na_position="last") if status == "done" else rows
        with place:
            choice = board.choice("task_status", status)
            show(
                Html(
                    f'<div class="lb-col is-{TONES.get(choice.tone, choice.tone)}">'
                    f"{choice_chip(choice, board.language)}<span>{len(rows)}</span></div>"
                )
            )
            shown, left = paged(list(rows.index), f"board-{status}", CARDS)
            for id_ in shown:
                _card(board, rows.loc[id_], id_)
            more(f"board-{status}", left, "ui.others")


def task_row(board: Board, task: pd.Series) -> Row:
    """A task as a list row: how late or how soon, title over lead and obstacle, due day."""
    return Row(_urgency(board, task), title_of(task), _second_line(board, task), _end(board, task))


def title_of(task: pd.Series) -> str:
    return str(task["title"]) if known(task["title"]) else str(task.name)


def menu(board: Board, task: pd.Series, id_: str, label: str = "", **look: Any) -> None:
    """The menu that moves a task: its status as label, the next statuses, and the way to its details. Two taps."""
    status = task["status"] if known(task["status"]) else None
    choices = [*(task_flow.moves(status) if board.may_write else ()), DETAILS]
    picked = st.menu_button(
        label or board.word("task_status", status),
        choices,
        key=f"move-{id_}-{status}",
        format_func=lambda key: _menu_word(board, key),
        disabled=False,
        **look,
    )
    if picked == DETAILS or (picked and task_flow.needs_reason(status, picked)):
        st.query_params["id"] = id_
        if picked != DETAILS:
            st.query_params["status"] = picked
        st.rerun()
    elif picked:
        move(board, task, id_, picked)


def move(board: Board, task: pd.Series, id_: str, status: str, *, key: str = "", why: str | None = None) -> None:
    """Write the new status and what it proposes (done: today and 100 %), as far as the sheet has columns for it."""
    proposal = task_flow.proposal(task["status"], status, board.today)
    extra = {
        name: value
        for name, value in proposal.items()
        if board.has("tasks", name) and (name != "progress" or known(task["progress"]))
    }
    seen = {name: task[name] if known(task[name]) else None for name in ("status", *extra)}
    said = say("tasks.moved", title=title_of(task), status=board.word("task_status", status).casefold())
    save(board, "tasks", {"status": status, **extra}, row=id_, seen=seen, key=key, why=why, said=said)


def _section(board: Board, name: str, n: int) -> None:
    count = say("tasks.count", n=n)
    if name == "overdue":
        section(say("tasks.overdue"), f"{count} · {say('tasks.help')}")
    elif name == "soon":
        section(upper_first(say("tasks.next_days", n=reminder_days(board))), count)
    elif name == "without_due":
        section(say("tasks.without_due"), say("tasks.without_due_aside", n=n))
    else:
        section(say("tasks.after"), count)


def _rows(board: Board, frame: pd.DataFrame, name: str) -> None:
    shown, left = paged(list(frame.index), f"tasks-{name}")
    for id_ in shown:
        task = frame.loc[id_]
        with st.container(horizontal=True, key=f"row-{name}-{id_}", wrap=False, gap="medium"):
            st.html(f'<div class="lb">{row_html(task_row(board, task), bare=True)}</div>', width="stretch")
            menu(board, task, id_, icon=_icon(task["status"]), width="stretch")
    more(f"tasks-{name}", left)


def _card(board: Board, task: pd.Series, id_: str) -> None:
    with st.container(key=f"card-{id_}"):
        last = _end(board, task) if not task["open"] else _urgency(board, task)
        show(div("lb-card", div("t", title_of(task)), div("d", _lead(board, task)), div("d", last)))
        menu(board, task, id_, say("tasks.move"), type="tertiary")


def _urgency(board: Board, task: pd.Series) -> Html:
    if task["overdue"]:
        return chip(say("tasks.late", n=int(task["days_late"])), "bad", "square")
    if not task["open"]:
        return choice_chip(board.choice("task_status", task["status"]), board.language)
    if task["state"] in ("late_start", "blocked", "attention"):
        return choice_chip(board.choice("task_state", task["state"]), board.language)
    if pd.isna(task["days_left"]):
        return chip("–", "soft", "none")
    left = int(task["days_left"])
    words = say("tasks.today") if left == 0 else say("tasks.tomorrow") if left == 1 else say("tasks.left", n=left)
    return chip(words, "warn", "tri") if task["due_soon"] else chip(words, "soft", "none")


def _lead(board: Board, task: pd.Series) -> str:
    names = titles(board, "partners")
    return names.get(task["lead_id"], task["lead"]) if known(task["lead"]) else ""


def _second_line(board: Board, task: pd.Series) -> Html:
    names = titles(board, "tasks")
    waiting = (
        say("tasks.waiting_for", titles=", ".join(names.get(id_, id_) for id_ in task["blockers"]))
        if task["blocked"]
        else ""
    )
    obstacle = task["obstacle"] if known(task["obstacle"]) else ""
    return join([_lead(board, task), obstacle if task["open"] else "", "" if obstacle else waiting], " · ")


def _end(board: Board, task: pd.Series) -> str:
    if task["status"] == "done" and known(task["done_on"]):
        return say("tasks.done_on", day=short_day(task["done_on"], board.today))
    imprecise = known(task["due_from"]) and known(task["due_to"]) and task["due_from"] != task["due_to"]
    typed = board.snapshot.typed("tasks", str(task.name), "due") if imprecise else ""
    return typed or (short_day(task["due"], board.today) if known(task["due"]) else "")


def _icon(status: Any) -> str:
    return f":material/{ICONS.get(status, 'help')}:"


def _menu_word(board: Board, key: str) -> str:
    return say("tasks.details") if key == DETAILS else board.word("task_status", key)


def ordered(frame: pd.DataFrame) -> Sequence[str]:
    """Ids in the order of the list's sections."""
    return [str(id_) for rows in sections(frame).values() for id_ in rows.index]
