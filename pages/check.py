"""Periksa data: every cell that could not be read and every guess, each beside what was typed and what to do."""

from __future__ import annotations

import streamlit as st

import ui
from ui import address, checklist, findings
from ui.headlines.check import headline

board = ui.page("check")
problems = findings.examined(board)
bad = findings.unreadable(problems)
records = sum(len(frame) for frame in board.tables.values())
ui.header(
    board,
    ui.say("app.pages.check"),
    headline(len(bad), len(problems) - len(bad), records, language=board.language),
)
read, of = board.once("cells read", lambda: findings.cells_read(board.snapshot))
if of:
    ui.show(
        ui.soft(ui.say("check.cells_read" if problems else "check.all_read", read=ui.number(read), of=ui.number(of)))
    )
if problems:
    kinds = {"all": ui.say("check.all_findings"), "unreadable": ui.say("check.only_unreadable")}
    address.recall("temuan", kinds, "all")
    kind = st.segmented_control(
        ui.say("check.show"), list(kinds), required=True, key="temuan", format_func=kinds.__getitem__,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    address.remember("temuan", "all")
    checklist.draw(board, findings.in_order(bad if kind == "unreadable" else problems))
    checklist.draw_left_out(board.once("left out", lambda: findings.left_out(problems)))
checklist.draw_passed_over(board)
checklist.draw_files(board)
if board.snapshot.url:
    st.link_button(ui.say("app.open_sheet"), board.snapshot.url, icon=":material/table:", type="tertiary")
