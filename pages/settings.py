"""Pengaturan: source, freshness, language, tables found and missing."""

from __future__ import annotations

import streamlit as st

import ui
from ui import newbook, overview, settingform

board = ui.page("settings")
found = {read.table for read in board.snapshot.reads}
ui.header(
    board,
    ui.say("app.pages.settings"),
    overview.headline(
        len(found & {table.name for table in board.schema.records}),
        len(board.snapshot.missing),
        str(board.settings.get("forum_name") or "Lumbung"),
        board.snapshot.title,
        language=board.language,
    ),
)
left, right = st.columns([3, 2], gap="large")
with left:
    overview.draw_source(board)
with right:
    overview.draw_me(board)
overview.draw_tables(board)
newbook.draw(board)
overview.draw_values(board)
settingform.draw(board)
