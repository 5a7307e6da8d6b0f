"""The questions of an import: whether a row of the file is a row of the forum or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from sheets.importing.matching import Judged
from sheets.importing.telling import own_id, where
from ui.blocks import section
from ui.importstate import Bringing
from ui.lists import more, paged
from ui.marks import bold, join, plain, show, soft
from ui.words import say

if TYPE_CHECKING:
    from sheets.importing import Settled
    from ui.frame import Board

QUESTIONS = 10
NEW = ""


def unanswered(state: Bringing, settled: Settled) -> list[Judged]:
    """The questions that wait for an answer."""
    return [judged for judged in settled.asked if judged.row.key not in state.same]


def draw_questions(board: Board, state: Bringing, settled: Settled) -> None:
    """The rows of which only the person can tell whether they are there already."""
    if not settled.asked:
        return
    waiting = unanswered(state, settled)
    section(say("importing.ask.section"), say("importing.ask.aside", n=len(waiting)))
    if len(waiting) > 1:
        _all_at_once(state, waiting)
    shown, left = paged(settled.asked, "bring-ask", QUESTIONS)
    for judged in shown:
        _question(board, state, judged)
    more("bring-ask", left)


def _all_at_once(state: Bringing, waiting: Sequence[Judged]) -> None:
    with st.container(horizontal=True, key="lb-bring-ask-all"):
        for which in ("all_new", "all_same"):
            label = say(f"importing.ask.{which}")
            args = (state, waiting, which == "all_same")
            st.button(label, key=f"lb-bring-{which}", type="tertiary", on_click=_answer_all, args=args)


def _question(board: Board, state: Bringing, judged: Judged) -> None:
    row = judged.row
    words = {o.id: say("importing.ask.same", id=own_id(o.id), title=o.title) for o in judged.options}
    reasons = [say(f"importing.ask.{o.why}") for o in judged.options]
    options = [*words, NEW]
    answer = state.same.get(row.key)
    key = f"lb-bring-same-{row.key}"
    show(join([bold(row.title), soft(where(row.tab, row.row, board.language)), soft(reasons[0])], " · "))
    st.radio(
        plain(row.title), options, index=options.index(answer) if answer in options else None, key=key, horizontal=True,
        format_func=lambda id_: plain(words.get(id_, say("importing.ask.new"))), label_visibility="collapsed",
        on_change=_answer, args=(state, row.key, key),
    )  # fmt: skip


def _answer(state: Bringing, row: str, key: str) -> None:
    """A question was answered (a widget callback)."""
    state.same[row] = str(st.session_state[key] or "")


def _answer_all(state: Bringing, waiting: Sequence[Judged], same: bool) -> None:
    for judged in waiting:
        state.same[judged.row.key] = judged.options[0].id if same else NEW
