"""Agenda & rapat: the next meeting, what is open from the last one, who came, all that was held."""

from __future__ import annotations

import streamlit as st

import ui
from ui import attendance, meetinglist, register
from ui.headlines.meetings import headline

board = ui.page("meetings")
frame, id_ = board.tables["meetings"], st.query_params.get("id")
name = ui.say("app.pages.meetings")
if id_ == register.NEW:
    ui.header(board, name, ui.say("table.add", what=board.schema.tables["meetings"].label(board.language)))
    register.draw_new(board, "meetings", meetinglist.NEW)
    st.stop()
if id_:
    register.draw_one(board, "meetings", id_, name)
    st.stop()
found = meetinglist.cadence(board)
tasks = meetinglist.follow_ups(board, found)
title = str(frame.at[found.next_id, "title"]) if found.next_id else ""
ui.header(
    board,
    name,
    headline(
        len(frame), found, title, open_follow_ups=int(tasks["open"].sum()), rising=attendance.read(board).run,
        today=board.today, language=board.language,
    ),
)  # fmt: skip
if not len(frame):
    register.invite(board, "meetings")
    st.stop()
left, right = st.columns([1, 1], gap="large")
with left:
    meetinglist.draw_planned(board)
    register.add_button(board, "meetings")
    attendance.draw(board)
with right:
    meetinglist.draw_last(board, found)
meetinglist.draw_held(board)
register.draw_grid(board, "meetings", frame)
