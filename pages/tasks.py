"""Tugas: what is overdue, what comes next, who does it; move a task with two taps, add one, open one (`?id=`)."""

from __future__ import annotations

import streamlit as st

import ui
from ui import tasklist
from ui.headlines.tasks import headline
from ui.tasksheet import draw_new, draw_one

board = ui.page("tasks")
tasks = tasklist.assessed(board)
id_ = st.query_params.get("id")


def start_new() -> None:
    st.query_params["id"] = "baru"


if id_ == "baru":
    draw_new(board)
elif id_:
    draw_one(board, tasks, id_)
else:
    ui.header(
        board,
        ui.say("app.pages.tasks"),
        board.once(
            ("headline", board.language),
            lambda: headline(board.tables["tasks"], tasks, language=board.language, days=tasklist.reminder_days(board)),
        ),
    )
    if len(tasks) == 0:
        ui.empty(
            ui.say("tasks.empty.title"),
            ui.say("tasks.empty.line"),
            ui.say("tasks.add_first"),
            on_click=start_new,
            url=board.snapshot.url,
        )
        st.stop()
    with st.container(horizontal=True, key="lb-tools", vertical_alignment="center"):
        views = ["list", "board"]
        view = (
            "list"
            if board.phone
            else st.segmented_control(
                ui.say("tasks.view"),
                views,
                default="list",
                required=True,
                key="tampilan",
                format_func=lambda name: ui.say(f"tasks.{name}"),
                label_visibility="collapsed",
                bind="query-params",
                persist_state="session",
            )
        )
        rows = ui.filters(board, tasks, "tasks", ["lead", "goal"])
        st.space("stretch")
        if board.may_write:
            st.button(ui.say("tasks.add"), icon=":material/add:", type="primary", on_click=start_new)
    if len(rows) == 0:
        ui.notice("", ui.say("ui.no_match"), tone="soft")
    (tasklist.draw_board if view == "board" else tasklist.draw_list)(board, rows)
