"""Tabs that the sheet does not have yet: said as an invitation, and made with one press."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from ui.blocks import empty, saved
from ui.saving import TROUBLE
from ui.words import say

if TYPE_CHECKING:
    from ui.frame import Board


def missing(board: Board, name: str) -> bool:
    """Whether no tab of the sheet holds this table."""
    return not any(read.table == name for read in board.snapshot.reads)


def invite(board: Board, name: str, *together: str) -> None:
    """That the tab of a table is missing, and the button that makes it (with the tabs that it needs beside it)."""
    declared = board.schema.tables[name]
    tab = declared.tab(board.language)
    title, line = say("table.missing_title", tab=tab), say("table.missing_line", tab=tab)
    action = say("table.make_tab", tab=tab) if board.may_write else ""
    if empty(title, line, action, url=board.snapshot.url, key=f"make-{name}"):
        make(board, [name, *(each for each in together if missing(board, each))])


def settings_tab(board: Board) -> str:
    """What the settings tab is called: as the sheet calls it, else as this visitor does."""
    declared = next(each for each in board.schema.tables.values() if each.role == "settings")
    return board.snapshot.settings_name or declared.tab(board.language)


def make(board: Board, names: Sequence[str]) -> None:
    """Make the tabs in the sheet's language and show the page anew; what goes wrong is said under its header."""
    try:
        made = board.forum.make_tabs(names, sheet_language(board))
    except SheetError as error:
        st.session_state[TROUBLE] = {"key": "", "sentence": error.message(board.language)}
    else:
        saved(say("table.tabs_made", n=len(made), tabs=", ".join(made)))
    st.rerun()


def sheet_language(board: Board) -> str:
    """The language that the forum's sheet is in, whatever this visitor reads."""
    return str(board.settings.get("language") or board.language)
