"""Kenali lembar, drawn: the finding, what is not saved yet, and each tab with its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sheets import NoAccess, SheetError
from sheets.adopting import TabFacts
from sheets.corrections import Corrections
from ui import adoptstate, adoptview, session
from ui.blocks import header, notice, saved, section
from ui.headlines.adopt import headline
from ui.marks import plain, show, soft
from ui.missing import settings_tab, sheet_language
from ui.words import number, say

if TYPE_CHECKING:
    from sheets.snapshot import Snapshot
    from ui.frame import Board

SETTINGS = "settings"


def draw(board: Board) -> None:
    """The screen as it stands for this visitor."""
    snapshot, refused = _snapshot(board)
    tabs = adoptstate.tabs_of(board, snapshot)
    sentence = headline(tabs, language=board.language)
    draft = adoptstate.here(board) if board.may(SETTINGS) else None
    header(
        board, say("app.pages.adopt"), say("adopt.headline.preview", sentence=_lower(sentence)) if draft else sentence
    )
    if refused is not None:
        notice(say("adopt.bar.dropped"), refused.message(board.language), tone="warn", shape="tri")
    if not board.may(SETTINGS):
        notice("", say("adopt.bar.only_keepers"), tone="soft")
    elif draft:
        _draft(board, snapshot)
    elif tabs:
        _accept(board, snapshot)
    if tabs:
        section(say("adopt.tab.section"), say("adopt.tab.aside", n=sum(tab.records for tab in tabs)))
        for tab in tabs:
            adoptview.draw(board, snapshot, tab, first=_first_open(tabs))


def _snapshot(board: Board) -> tuple[Snapshot, NoAccess | None]:
    """What is shown; a draft that would open what has been hidden since is let go, and why."""
    try:
        return adoptstate.snapshot_of(board), None
    except NoAccess as error:
        adoptstate.drop()
        return board.snapshot, error


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _first_open(tabs: list[TabFacts]) -> str:
    """The tab that is open when nobody has chosen one: the first with something left to answer."""
    return next((tab.tab for tab in tabs if not adoptview.is_settled(tab)), tabs[0].tab if len(tabs) == 1 else "")


# What is not saved


def _draft(board: Board, snapshot: Snapshot) -> None:
    before, after = board.snapshot, snapshot
    effect = say(
        "adopt.bar.effect", records=number(_records(after)), records_before=number(_records(before)),
        bad=number(adoptstate.bad_cells(after)), bad_before=number(adoptstate.bad_cells(before)),
    )  # fmt: skip
    notice(say("adopt.bar.draft"), effect, _where(board), tone="warn", shape="tri")
    with st.container(horizontal=True, key="lb-adopt-bar", vertical_alignment="center"):
        if st.button(_save_label(board), type="primary", key="lb-adopt-save", icon=":material/check:"):
            draft = adoptstate.started(board)
            _save(board, draft.wanted(board))
        st.button(say("adopt.bar.drop"), type="tertiary", key="lb-adopt-drop", on_click=adoptstate.drop)


def _accept(board: Board, snapshot: Snapshot) -> None:
    if not any(read.plain for read in snapshot.reads):
        return
    if adoptstate.is_kept(board):
        show(soft(say("adopt.bar.accepted")))
        return
    with st.container(horizontal=True, key="lb-adopt-bar", vertical_alignment="center"):
        label = say("adopt.bar.accept") if _tab_is_there(board) or not board.may_write else _save_label(board)
        pressed = st.button(label, type="primary", key="lb-adopt-accept", icon=":material/check:")
        show(soft(say("adopt.bar.accept_line")), soft("" if _tab_is_there(board) else f" {_where(board)}"))
    if pressed:
        _save(board, board.forum.confirmed())


def _records(snapshot: Snapshot) -> int:
    return sum(len(frame) for frame in snapshot.tables.values())


def _tab_is_there(board: Board) -> bool:
    return board.snapshot.settings_name is not None


def _where(board: Board) -> str:
    if not board.may_write:
        return say("adopt.bar.beside")
    return say("adopt.bar.place" if _tab_is_there(board) else "adopt.bar.no_tab", tab=settings_tab(board))


def _save_label(board: Board) -> str:
    if not board.may_write:
        return say("adopt.bar.save_beside")
    if not _tab_is_there(board):
        return plain(say("adopt.bar.make_and_save", tab=settings_tab(board)))
    return say("adopt.bar.save")


def _save(board: Board, wanted: Corrections) -> None:
    try:
        if board.may_write and not _tab_is_there(board):
            board.forum.make_tabs([SETTINGS], sheet_language(board))
        n = board.forum.correct(wanted, by=session.by(), why=say("adopt.bar.why"))
    except SheetError as error:
        notice(say("forms.not_saved"), error.message(board.language), tone="bad", shape="square")
        return
    adoptstate.drop()
    saved(say("adopt.bar.saved", n=n) if n else say("adopt.bar.nothing"))
    st.rerun()
