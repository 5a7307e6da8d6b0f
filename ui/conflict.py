"""Somebody else changed the same cell meanwhile: what each side has, who it was if known, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from sheets.noticed import by_hand
from sheets.schema import plain_header
from ui.headlines.history import clock_of
from ui.marks import facts, plain, show, soft
from ui.words import say

if TYPE_CHECKING:
    from ui.frame import Board

MINE, THEIRS, CANCEL = "mine", "theirs", "cancel"
LOOKED_AT = 60


@dataclass(frozen=True)
class Sides:
    """One field as both sides have it, in words; `who` changed it, "" if nobody knows."""

    label: str
    seen: str
    theirs: str
    mine: str
    who: str


def changed_by(board: Board, table: str, row: str | None, column: str) -> str:
    """Who changed the cell last and when, or that it was done in the sheet; "" where nobody knows or may know."""
    try:
        lines = board.forum.history(LOOKED_AT)
    except SheetError:
        return ""
    names = {plain_header(name) for name in (*board.column(table, column).headers, *_headers(board, table, column))}
    line = next((line for line in lines if line["id"] == row and plain_header(line["column"]) in names), None)
    if line is None:
        return ""
    at = clock_of(line["when"], board.language)
    if by_hand(line):
        return say("forms.conflict_sheet", at=at)
    return say("forms.conflict_by", who=line["who"], at=at) if line["who"] else ""


def _headers(board: Board, table: str, column: str) -> list[str]:
    """What the sheet itself calls the column."""
    return [m.header for read in board.snapshot.reads if read.table == table for m in read.columns if m.key == column]


def ask(sides: Sides, decide: Callable[[str], None]) -> None:
    """A small window with both values; `decide` gets what was chosen: MINE, THEIRS or, also by closing it, CANCEL."""
    window = st.dialog(say("forms.not_saved"), on_dismiss=lambda: decide(CANCEL))
    window(_asked)(sides, decide)


def _asked(sides: Sides, decide: Callable[[str], None]) -> None:
    show(soft(say("forms.conflict", column=sides.label)))
    pairs: Sequence[tuple[object, object]] = [
        (say("forms.conflict_seen"), sides.seen),
        (say("forms.conflict_now"), sides.theirs),
        *([(say("forms.conflict_who"), sides.who)] if sides.who else []),
        (say("forms.conflict_mine"), sides.mine),
    ]
    show(facts(pairs))
    keep = say("forms.keep_theirs", theirs=plain(shorten(sides.theirs, 36, placeholder="…")))
    with st.container(horizontal=True, key="lb-conflict"):
        if st.button(say("forms.write_mine"), key="lb-mine", type="primary"):
            decide(MINE)
        if st.button(keep, key="lb-theirs"):
            decide(THEIRS)
        if st.button(say("forms.cancel"), key="lb-neither", type="tertiary"):
            decide(CANCEL)
            st.rerun()
