"""One task on a page of its own: what the sheet says, and the form that changes it; and the form for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import streamlit as st

from ui import historylist, missing
from ui.blocks import header, notice, section
from ui.forms import Entry, form
from ui.marks import facts, link, show
from ui.saving import save, shown
from ui.taskview import assessed, cells_of, title_of
from ui.words import known, say

if TYPE_CHECKING:
    from ui.frame import Board

NEW = ("title", "lead", "due", "goal", "start", "supporting", "budget", "place", "obstacle")
CHANGE = (
    "title",
    "status",
    "progress",
    "lead",
    "due",
    "start",
    "done_on",
    "goal",
    "priority",
    "supporting",
    "obstacle",
    "evidence",
    "notes",
)
FORM_WIDTH = 720


def close() -> None:
    """Back to the list (a widget callback)."""
    for name in ("id", "status"):
        if name in st.query_params:
            del st.query_params[name]


def draw_new(board: Board) -> None:
    """The form for a new task; it starts as not started."""
    header(board, say("app.pages.tasks"), say("tasks.new_headline"))
    if missing.missing(board, "tasks"):
        missing.invite(board, "tasks")
        return
    with st.container(width=FORM_WIDTH):
        entry = form(board, "tasks", key="new-task", columns=_writable(board, NEW), on_cancel=close)
    if entry is not None:
        begin(board, entry)
        save(board, "tasks", entry, key="new-task", said=say("tasks.saved_new", id="{id}"), then=lambda _: close())


def begin(board: Board, entry: Entry) -> None:
    """A new task is not started, as far as the sheet has a column that says so."""
    if board.takes("tasks", "status"):
        entry.values.setdefault("status", "not_started")


def draw_one(board: Board, id_: str) -> None:
    """A task's facts beside the form that changes it; on phones the form stands first."""
    tasks = assessed(board)
    if id_ not in tasks.index:
        header(board, say("app.pages.tasks"), say("tasks.unknown", id=id_))
        notice("", say("tasks.unknown_line"), tone="warn")
        _back()
        return
    task = cast("pd.Series[Any]", tasks.loc[id_])
    header(board, f"{say('app.pages.tasks')} · {id_}", title_of(id_, cells_of(board, id_)))
    _back()
    told = facts(_facts(board, task, id_))
    if board.phone and board.may_write:
        _change(board, task, id_)
        with st.expander(say("tasks.facts")):
            show(told)
            historylist.link_of(id_)
        return
    left, right = st.columns(2, gap="large")
    with left:
        section(say("tasks.facts"), board.word("task_status", task["status"]))
        show(told)
        historylist.link_of(id_)
    with right:
        _change(board, task, id_)


def _change(board: Board, task: pd.Series, id_: str) -> None:
    if not board.may_write:
        return
    asked = st.query_params.get("status")
    key = f"task-{id_}"
    why = (
        st.text_input(say("tasks.cancel_why") if asked == "cancelled" else say("forms.why"), key=f"{key}-why")
        if asked
        else None
    )
    entry = form(
        board,
        "tasks",
        key=key,
        columns=_writable(board, CHANGE),
        values={**{str(name): value for name, value in task.items()}, **({"status": asked} if asked else {})},
        title=say("tasks.edit"),
        on_cancel=close,
    )
    if entry is not None:
        if asked:
            entry.values.setdefault("status", asked)
            entry.seen["status"] = task["status"]
        save(board, "tasks", entry, row=id_, key=key, why=why or None, then=lambda _: close())


def _writable(board: Board, columns: tuple[str, ...]) -> list[str]:
    """The columns that the sheet has (all of them while it has no such tab yet)."""
    there = [name for name in columns if board.has("tasks", name)]
    return there or list(columns)


def _facts(board: Board, task: pd.Series, id_: str) -> list[tuple[object, object]]:
    declared = board.schema.tables["tasks"]
    known_keys = [
        column.key
        for column in declared.columns
        if column.key in task.index and known(task[column.key]) and board.sees("tasks", column.key)
    ]
    pairs: list[tuple[object, object]] = [(board.label("tasks", key), _value(board, task, key)) for key in known_keys]
    return [*pairs, *board.snapshot.extra("tasks", id_).items()]


def _value(board: Board, task: pd.Series, key: str) -> object:
    """The cell as typed if it was read with an assumption or as a range, else as the board writes it."""
    kind = board.column("tasks", key).kind
    linked = {"reference": f"{key}_id", "references": f"{key}_ids"}.get(kind, key)
    if kind == "date" and task[f"{key}_from"] != task[f"{key}_to"]:
        return board.snapshot.typed("tasks", str(task.name), key)
    text = shown(board, "tasks", key, task[linked] if known(task[linked]) else task[key])
    return link(str(task[key]), text) if kind == "url" else text


def _back() -> None:
    st.button(say("tasks.back"), icon=":material/arrow_back:", type="tertiary", key="lb-back", on_click=close)
