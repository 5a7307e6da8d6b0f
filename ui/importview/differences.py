"""What differs between a file and the rows that are there: every cell by itself, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sheets.importing.settled import Difference, Known
from sheets.importing.telling import old, own_id, value
from ui.blocks import section
from ui.importstate import Bringing
from ui.lists import more, paged
from ui.marks import bold, join, plain, show, soft
from ui.words import say

if TYPE_CHECKING:
    from sheets.importing import Settled
    from sheets.importing.standing import Standing
    from ui.frame import Board


def draw_differences(board: Board, state: Bringing, settled: Settled, standing: Standing) -> None:
    """The cells in which the file says something else, each to be ticked."""
    differing = settled.differing
    if not differing:
        return
    cells = sum(len(known_row.cells) for known_row in differing)
    section(say("importing.change.section"), say("importing.change.aside", n=cells, write=settled.cells))
    filled = sum(not cell.fills for known_row in differing for cell in known_row.cells)
    if filled:
        st.checkbox(
            say("importing.change.all", n=filled), value=state.overwrite, key="lb-bring-overwrite",
            on_change=_overwrite, args=(state,),
        )  # fmt: skip
    shown, left = paged(differing, "bring-change")
    for known_row in shown:
        show(join([bold(known_row.title), soft(own_id(known_row.id))], " · "))
        for cell in known_row.cells:
            _tick(board, state, known_row, cell, standing)
    more("bring-change", left)


def _tick(board: Board, state: Bringing, row: Known, cell: Difference, standing: Standing) -> None:
    column = board.column(row.table, cell.column)
    told = {
        "column": column.label(board.language),
        "old": old(column, cell, standing, board.language) or say("importing.change.empty"),
        "new": value(column, cell.new, standing, board.language),
    }  # fmt: skip
    key = f"lb-bring-tick-{row.key}-{cell.column}-{int(state.overwrite)}"
    st.checkbox(
        plain(say("importing.change.cell", **told)), value=cell.write, key=key, on_change=_ticked,
        args=(state, row.key, cell.column, key),
    )  # fmt: skip


def _ticked(state: Bringing, row: str, column: str, key: str) -> None:
    state.ticks[row, column] = bool(st.session_state[key])


def _overwrite(state: Bringing) -> None:
    """All cells at once (a widget callback); what was ticked one by one before no longer counts."""
    state.overwrite = bool(st.session_state["lb-bring-overwrite"])
    state.ticks.clear()
