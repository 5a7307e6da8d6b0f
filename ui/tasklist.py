"""The list and the board of tasks: sections by urgency, cards by status, and the menu that moves a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from forum import task_flow
from ui import address, missing, register, taskdue
from ui.blocks import empty, header, notice, section
from ui.headlines.tasks import headline
from ui.lists import filters, more, paged
from ui.marks import TONES, choice_chip, div, plain, show
from ui.markup import Html
from ui.saving import save
from ui.taskview import TaskView, assessed, view
from ui.words import count_word, known, number, say, upper_first

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
ROWS = {"overdue": 25, "soon": 15, "after": 10, "without_due": 5, "closed": 25}
DETAILS = "details"
Groups = dict[str, list[str]]


def draw_all(board: Board) -> None:
    """The page of all tasks: the finding, list or board, filters, and the way to a new one."""
    tasks, rules = assessed(board), board.state
    finding = lambda: headline(board.tables["tasks"], rules.tasks, language=board.language, days=rules.reminder_days)  # noqa: E731
    header(board, say("app.pages.tasks"), board.once(("tasks headline", board.language), finding))
    if tasks.empty:
        _invite(board)
        return
    with st.container(horizontal=True, key="lb-tools", vertical_alignment="center"):
        as_board = not board.phone and _choose_view() == "board"
        rows = filters(board, tasks, "tasks", ["lead", "goal"])
        st.space("stretch")
        if board.may_write:
            st.button(say("tasks.add"), icon=":material/add:", type="primary", on_click=start_new)
    if rows.empty:
        notice("", say("ui.no_match"), tone="soft")
    (_draw_board if as_board else _draw_list)(board, None if rows is tasks else set(rows.index))
    register.draw_grid(board, "tasks", rows)


def _invite(board: Board) -> None:
    if missing.missing(board, "tasks"):
        missing.invite(board, "tasks")
        return
    action = say("tasks.add_first") if board.may_write else ""
    empty(say("tasks.empty.title"), say("tasks.empty.line"), action, on_click=start_new, url=board.snapshot.url)


def start_new() -> None:
    """Open the form for a new task (a widget callback)."""
    st.query_params["id"] = "baru"


def sections(frame: pd.DataFrame) -> Groups:
    """Ids by urgency, each section in reading order: overdue, soon, after, without_due, closed."""
    keys = frame[["open", "overdue", "due_soon", "without_due", "days_late", "days_left", "done_on"]]
    open_ = keys["open"]
    after = open_ & ~keys["overdue"] & ~keys["due_soon"] & ~keys["without_due"]
    found = {
        "overdue": keys[keys["overdue"]].sort_values("days_late", ascending=False, kind="stable"),
        "soon": keys[keys["due_soon"]].sort_values("days_left", kind="stable"),
        "after": keys[after].sort_values("days_left", kind="stable"),
        "without_due": keys[keys["without_due"]],
        "closed": keys[~open_].sort_values("done_on", ascending=False, na_position="last", kind="stable"),
    }
    return {name: list(rows.index) for name, rows in found.items()}


def columns(frame: pd.DataFrame) -> Groups:
    """Ids by status for the board, overdue first, then by due day; what is done by the day it was finished."""
    keys = frame[["status", "overdue", "due", "done_on"]]
    keys = keys.sort_values(["overdue", "due"], ascending=[False, True], na_position="last", kind="stable")
    done = keys[keys["status"] == "done"].sort_values("done_on", ascending=False, na_position="last", kind="stable")
    return {status: list((done if status == "done" else keys[keys["status"] == status]).index) for status in COLUMNS}


def menu(board: Board, task: TaskView, label: str = "", **look: Any) -> None:
    """The menu that moves a task: its status as label, the next statuses, its due date, and the way to its details."""
    moves = task_flow.moves(task.status) if board.may_write else ()
    words = {key: board.word("task_status", key) for key in moves}
    words |= taskdue.choices(board, task.id)
    words[DETAILS] = say("tasks.details" if board.may_write else "tasks.details_only")
    name = label or (board.word("task_status", task.status) if task.status else say("tasks.no_status"))
    picked = st.menu_button(
        name, list(words), key=f"move-{task.id}-{task.status}", format_func=lambda key: plain(words[key]), **look
    )
    if picked in (taskdue.LATER, taskdue.OTHER):
        taskdue.take(board, task.id, picked)
    elif picked == DETAILS or (picked and task_flow.needs_reason(task.status, picked)):
        _open(task.id, "" if picked == DETAILS else picked)
    elif picked:
        move(board, task, picked)


def _open(id_: str, status: str) -> None:
    """Go to the task's own page, with the status that asks for a reason."""
    st.query_params["id"] = id_
    if status:
        st.query_params["status"] = status
    st.rerun()


def move(board: Board, task: TaskView, status: str) -> None:
    """Write the new status and what it proposes (done: today and 100 %), as far as the sheet has columns for it."""
    cells = board.tables["tasks"].loc[task.id]
    proposed = task_flow.proposal(task.status, status, board.today)
    wanted = {key: value for key, value in proposed.items() if board.takes("tasks", key)}
    if not known(cells["progress"]):
        wanted.pop("progress", None)
    seen = {key: cells[key] if known(cells[key]) else None for key in ("status", *wanted)}
    said = say("tasks.moved", title=task.title, status=board.word("task_status", status).casefold())
    save(board, "tasks", {"status": status, **wanted}, row=task.id, seen=seen, said=said)


def _choose_view() -> str:
    views = ("list", "board")
    address.recall("tampilan", views, "list")
    chosen = st.segmented_control(
        say("tasks.view"), views, required=True, key="tampilan", label_visibility="collapsed",
        format_func=lambda name: say(f"tasks.{name}"), persist_state="session",
    )  # fmt: skip
    address.remember("tampilan", "list")
    return str(chosen)


def _draw_list(board: Board, wanted: set[str] | None) -> None:
    """Sections by urgency, some rows at a time; what is closed stays folded."""
    found = _only(board.once("task sections", lambda: sections(assessed(board))), wanted)
    closed = found.pop("closed")
    for name, ids in found.items():
        if ids:
            _head(board, name, len(ids))
            _rows(board, ids, name)
    if closed:
        with st.expander(say("tasks.closed", n=len(closed)), key="lb-closed", on_change="rerun") as folded:
            if folded.open:
                _rows(board, closed, "closed")


def _draw_board(board: Board, wanted: set[str] | None) -> None:
    """Four columns by status, three cards each and then "6 lainnya"."""
    found = _only(board.once("task columns", lambda: columns(assessed(board))), wanted)
    for place, (status, ids) in zip(st.columns(4, gap="medium"), found.items(), strict=True):
        with place:
            choice = board.choice("task_status", status)
            count = Html(f"<span>{number(len(ids))}</span>")
            show(div(f"lb-col is-{TONES.get(choice.tone, choice.tone)}", choice_chip(choice, board.language), count))
            shown, left = paged(ids, f"board-{status}", CARDS)
            for id_ in shown:
                _card(board, view(board, id_))
            more(f"board-{status}", left, "ui.others")


def _only(groups: Groups, wanted: set[str] | None) -> Groups:
    """The groups with the ids that a filter left; all of them without one."""
    return {name: ids if wanted is None else [id_ for id_ in ids if id_ in wanted] for name, ids in groups.items()}


def _head(board: Board, name: str, n: int) -> None:
    count = say("tasks.count", n=n)
    if name == "overdue":
        section(say("tasks.overdue"), f"{count} · {say('tasks.help')}")
    elif name == "soon":
        section(upper_first(say("tasks.next_days", n=count_word(board.state.reminder_days))), count)
    elif name == "without_due":
        section(say("tasks.without_due"), say("tasks.without_due_aside", n=n))
    else:
        section(say("tasks.after"), count)


def _rows(board: Board, ids: Sequence[str], name: str) -> None:
    shown, left = paged(ids, f"tasks-{name}", ROWS[name])
    for id_ in shown:
        task = view(board, id_)
        with st.container(horizontal=True, key=f"row-{name}-{id_}", wrap=False, gap="medium"):
            show(task.row)
            menu(board, task, icon=f":material/{ICONS.get(task.status or '', 'help')}:", width="stretch")
    more(f"tasks-{name}", left)


def _card(board: Board, task: TaskView) -> None:
    with st.container(key=f"card-{task.id}"):
        show(task.card)
        menu(board, task, say("tasks.move"), type="tertiary")
