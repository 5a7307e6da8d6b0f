"""Tujuan: each goal with its score and how much of it is measured, its SMART check, its plan."""

from __future__ import annotations

import streamlit as st

import ui
from forum import goals as rules
from ui import goallist, register
from ui.headlines.goals import headline

board = ui.page("goals")
frame, id_ = board.tables["goals"], st.query_params.get("id")
if id_ == register.NEW:
    ui.header(
        board, ui.say("app.pages.goals"), ui.say("table.add", what=board.schema.tables["goals"].label(board.language))
    )
    register.draw_new(board, "goals", goallist.NEW)
    st.stop()
if id_:
    goallist.draw_one(board, id_)
    st.stop()
running = rules.running(frame)
ui.header(
    board,
    ui.say("app.pages.goals"),
    headline(running, goallist.scores(board).loc[running.index], language=board.language),
)
if not len(frame):
    register.invite(board, "goals")
    st.stop()
with st.container(horizontal=True, key="lb-tools", vertical_alignment="center"):
    found = ui.filters(board, frame, "goals", ["theme", "lead"])
    st.space("stretch")
    register.add_button(board, "goals")
goallist.draw(board, found)
register.draw_grid(board, "goals", found)
