"""Two rows for one partner, merged by a person: which one stays, what follows it, what it takes over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from sheets.doctor import Merge
from sheets.doctor.partners import TABLE
from ui import session, underway
from ui.blocks import notice, saved, section
from ui.marks import plain, show
from ui.saving import shown
from ui.words import say

if TYPE_CHECKING:
    from sheets.snapshot import Problem
    from ui.frame import Board

REFUSED = "lb.merging.refused"


def draw(board: Board, problem: Problem, key: str) -> None:
    """The two rows side by side in words, what merging does, and the button that does it in one save."""
    from ui import mending

    pair = [str(problem.details["other_id"]), str(problem.id)]
    if not all(row in board.tables[TABLE].index for row in pair):
        return
    section(say("check.merging.title"))
    keep = st.radio(
        say("check.merging.keep"), pair, key=f"merge-{key}", format_func=lambda row: plain(_called(board, row))
    )
    merge = Merge(board.snapshot, keep, next(row for row in pair if row != keep))
    fill = bool(merge.filled) and st.checkbox(
        plain(say("check.merging.fill", cells=_filled(board, merge))), value=True, key=f"merge-fill-{key}"
    )
    merge.fill = fill
    _say_what_happens(board, merge)
    refused = st.session_state.get(REFUSED)
    if refused and refused[0] == key:
        notice(say("forms.not_saved"), refused[1], tone="bad", shape="square")
    with st.container(horizontal=True, key=f"lb-merge-{key}"):
        st.button(
            say("check.merging.do"), type="primary", key=f"merge-do-{key}", on_click=_merge, args=(board, merge, key),
            disabled=not merge.possible,
        )  # fmt: skip
        st.button(say("forms.cancel"), type="tertiary", key=f"merge-stop-{key}", on_click=mending.stop)


def _called(board: Board, row: str) -> str:
    name = board.tables[TABLE].at[row, board.schema.tables[TABLE].title]
    return f"{name} ({row})" if isinstance(name, str) else row


def _filled(board: Board, merge: Merge) -> str:
    cells = (f"{board.label(TABLE, key)} {shown(board, TABLE, key, value)}" for key, value in merge.filled.items())
    return "; ".join(cells)


def _say_what_happens(board: Board, merge: Merge) -> None:
    other = _called(board, merge.other)
    if not merge.possible:
        column = board.label(TABLE, board.schema.tables[TABLE].archive["column"])
        notice("", say("check.merging.no_column", column=column), tone="warn")
        return
    counts = [f"{n} {board.schema.tables[table].label(board.language)}" for table, n in merge.counts.items()]
    follows = say("check.merging.follow", rows=", ".join(counts)) if counts else say("check.merging.nothing_follows")
    aside = board.schema.tables[TABLE].archive
    word = board.word(board.column(TABLE, aside["column"]).choices or "", aside["value"])
    lines = [follows, say("check.merging.aside", other=other, word=word), say("check.merging.undo")]
    show(*(f"{line} " for line in lines))


def _merge(board: Board, merge: Merge, key: str) -> None:
    """One save (a widget callback)."""
    why = say("check.merging.why", keep=merge.keep, other=merge.other)
    write = partial(board.forum.save, merge.changes, by=session.by(), why=why)
    tell = underway.told(partial(_done, board, merge), partial(_refused, board, key))
    underway.see_through((key, merge.keep, merge.other), write, tell)


def _done(board: Board, merge: Merge, _ids: list[str]) -> None:
    from ui import mending

    st.session_state.pop(REFUSED, None)
    mending.stop()
    saved(say("check.merging.done", keep=_called(board, merge.keep)))


def _refused(board: Board, key: str, error: SheetError) -> None:
    st.session_state[REFUSED] = (key, error.message(board.language))
