"""The indicator screen below its headline: filters, the list, one indicator close up, and the tracking table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ui import address, indicatorsets
from ui.charts import indicator_panel, indicator_rows, tracking
from ui.charts.readings import Reading, worst_first
from ui.lists import filters, more, paged
from ui.marks import show, soft
from ui.words import say

if TYPE_CHECKING:
    from ui.frame import Board

MEETING_ROWS = 4
FILTER_FROM = 9
"""Fewer indicators than this need no filter."""


def draw(board: Board, found: list[Reading]) -> None:
    """The list at the left, the close-up at the right; on phones one below the other."""
    kept = _filtered(board, found)
    if not kept:
        show(soft(say("ui.no_match")))
        return
    left, right = (st.container(), st.container()) if board.phone else st.columns([2.36, 1], gap="large")
    with right:
        chosen = _chosen(kept)
    with left:
        _list(board, kept, chosen)
    with right:
        indicator_panel.draw(board, chosen, acting=not board.meeting)
    if not board.meeting:
        _below(board, kept)


def _filtered(board: Board, found: list[Reading]) -> list[Reading]:
    if board.meeting:
        return worst_first(found)[:MEETING_ROWS]
    if len(found) < FILTER_FROM:
        return found
    with st.container(horizontal=True, key="lb-tools", vertical_alignment="center"):
        rows = filters(board, board.tables["indicators"], "indicators", ["goal"])
        wanted = _statuses(board, found)
    return [each for each in found if each.id in rows.index and (not wanted or each.status.key in wanted)]


def _statuses(board: Board, found: list[Reading]) -> list[str]:
    """The statuses to show, each with how many there are; none chosen = all."""
    counts: dict[str, int] = {}
    for reading in worst_first(found):
        counts[reading.status.key] = counts.get(reading.status.key, 0) + 1
    address.recall_many("status-indikator", counts)
    wanted = st.pills(
        say("indicators.status"), list(counts), selection_mode="multi", key="status-indikator",
        format_func=lambda key: f"{board.word('indicator_status', key)} {counts[key]}",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    address.remember_many("status-indikator")
    return wanted


def _chosen(kept: Sequence[Reading]) -> Reading:
    """The one to look at closer: as the address says, else the one that needs it most."""
    by_id = {reading.id: reading for reading in kept}
    wanted = st.query_params.get("id", "")
    first = wanted if wanted in by_id else worst_first(list(kept))[0].id
    key = "lb-closer"
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = first
    label, choose = say("indicators.choose"), say("forms.choose")
    id_ = st.selectbox(label, list(by_id), key=key, format_func=lambda one: by_id[one].name, placeholder=choose)
    return by_id[id_]


def _list(board: Board, kept: Sequence[Reading], chosen: Reading) -> None:
    shown, left = paged(kept, "indicators")
    indicator_rows.draw(shown, today=board.today, language=board.language, chosen=chosen.id)
    more("indicators", left)


def _below(board: Board, kept: Sequence[Reading]) -> None:
    if board.may_write:
        with st.container(horizontal=True, key="lb-new", vertical_alignment="center"):
            st.button(say("indicators.add_indicator"), icon=":material/add:", type="tertiary", key="lb-new-indicator",
                      on_click=indicator_panel.open_form, args=("baru", ""))  # fmt: skip
            indicatorsets.button(board)
    with st.expander(say("ui.as_table"), key="lb-table", on_change="rerun") as table:
        if table.open:
            tracking.draw(board, [reading.id for reading in kept])
