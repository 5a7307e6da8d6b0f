"""Mitra: the register, which sectors are at the table and who is missing, one partner with its tasks."""

from __future__ import annotations

import streamlit as st

import ui
from forum import partners as rules
from ui import partnerlist, register
from ui.headlines.partners import headline

board = ui.page("partners")
frame, id_ = board.tables["partners"], st.query_params.get("id")
if id_ == register.NEW:
    ui.header(
        board,
        ui.say("app.pages.partners"),
        ui.say("table.add", what=board.schema.tables["partners"].label(board.language)),
    )
    register.draw_new(board, "partners", partnerlist.NEW)
    st.stop()
if id_:
    partnerlist.draw_one(board, id_)
    st.stop()
missing = [board.word("sector", key) for key in partnerlist.coverage(board).missing]
active = rules.active(frame)
ui.header(
    board,
    ui.say("app.pages.partners"),
    headline(
        len(active), missing, total=len(frame), untold=int(active["sector"].isna().sum()), language=board.language
    ),
)
if not len(frame):
    register.invite(board, "partners")
    st.stop()
with st.container(horizontal=True, key="lb-tools", vertical_alignment="center"):
    found = ui.filters(board, frame, "partners", ["sector", "forum_role"])
    st.space("stretch")
    register.add_button(board, "partners")
left, right = st.columns([8, 5], gap="large")
with left:
    partnerlist.draw_register(board, found)
with right:
    partnerlist.draw_coverage(board)
register.draw_grid(board, "partners", found)
