"""Masalah & konflik: open cases by severity and age; one case with its stages and what the next stage asks for."""

from __future__ import annotations

import streamlit as st

import ui
from ui import caselist, casesheet, missing, secondsheet
from ui.headlines.issues import headline
from ui.records import record_of

board = ui.page("issues")
cases = caselist.assessed(board)
chosen = st.query_params.get("id")
listed = caselist.listed(board, cases)


def start_new() -> None:
    st.query_params["id"] = "baru"


if chosen == "baru":
    casesheet.draw_new(board)
    st.stop()
if board.phone and chosen in cases.index:
    case = record_of(cases, str(chosen))
    ui.header(board, f"{ui.say('app.pages.issues')} · {chosen}", caselist.title_of(board, case))
    st.button(
        ui.say("issues.all"), icon=":material/arrow_back:", type="tertiary", on_click=caselist.choose, args=(None,)
    )
    casesheet.draw(board, case)
    st.stop()
ui.header(board, ui.say("app.pages.issues"), headline(board.tables["issues"], cases, language=board.language))
if missing.missing(board, "issues"):
    missing.invite(board, "issues")
    st.stop()
if len(cases) == 0:
    action = ui.say("issues.add_first") if board.may_write else ""
    ui.empty(
        ui.say("issues.empty.title"), ui.say("issues.empty.line"), action, on_click=start_new, url=board.snapshot.url
    )
    st.stop()
if chosen and chosen not in cases.index:
    ui.notice(ui.say("issues.unknown", id=chosen), ui.say("issues.unknown_line"), tone="warn", shape="tri")
    chosen = None
if not chosen and len(listed) and not board.phone:
    chosen = str(listed.index[0])
left, right = (st.container(), None) if board.phone or not chosen else st.columns([5, 4], gap="large")
with left:
    caselist.draw(board, cases, chosen)
    if board.may_write:
        st.button(ui.say("issues.add"), icon=":material/add:", type="primary", on_click=start_new)
    caselist.draw_closed(board, cases)
if right is not None and chosen:
    with right:
        casesheet.draw(board, record_of(cases, chosen))
caselist.draw_numbers(board, cases)
secondsheet.draw(board)
