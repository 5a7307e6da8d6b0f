"""Ready sets of indicators: chosen, looked at, and added with one press as rows like any other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from sheets.catalogue import TABLE, Addition, Entry, IndicatorSet, addition, changes, load_sets
from ui import session, underway
from ui.blocks import header, notice, saved, section
from ui.charts.indicator_panel import close_form, open_form
from ui.marks import chip, join, plain, show, soft, table
from ui.words import say

if TYPE_CHECKING:
    from ui.frame import Board

ASKED = "paket"
REFUSED = "lb.sets.refused"
COLUMNS = ("name", "unit", "direction", "frequency")


def button(board: Board) -> None:
    """The way to the sets, for those who may write in a sheet that has the tab."""
    if board.may_write and _readable(board) and load_sets(board.forum.schema):
        st.button(
            say("indicators.sets.button"), icon=":material/library_add:", type="tertiary", key="lb-sets",
            on_click=open_form, args=(ASKED, ""),
        )  # fmt: skip


def _readable(board: Board) -> bool:
    return any(read.table == TABLE and read.plain for read in board.snapshot.reads)


def draw(board: Board) -> None:
    """A page of its own: which set, what it would add, what is there already."""
    sets = load_sets(board.forum.schema)
    header(board, say("app.pages.indicators"), say("indicators.sets.headline"))
    by_name = {each.name: each for each in sets}
    left, right = (st.container(), st.container()) if board.phone else st.columns([1, 2.2], gap="large")
    with left:
        names = list(by_name)
        label = say("indicators.sets.choose")
        called = {each: by_name[each].label(board.language) for each in names}
        if board.phone:
            choose = say("forms.choose")
            name = st.selectbox(label, names, key="lb-set", format_func=called.__getitem__, placeholder=choose)
        else:
            name = st.radio(label, names, key="lb-set", format_func=lambda each: plain(called[each]))
    with right:
        _preview(board, by_name[str(name)])


def _preview(board: Board, wanted: IndicatorSet) -> None:
    found = addition(board.snapshot, wanted)
    section(wanted.label(board.language), say("indicators.sets.new", n=len(found.new)))
    mark = chip(say("indicators.sets.unofficial"), "warn", "tri")
    about = wanted.about(board.language).removeprefix(f"{say('indicators.sets.unofficial')}.").strip()
    show(join([mark, soft(about), soft(say("indicators.sets.source", source=wanted.source))], " "))
    if found.new:
        columns = COLUMNS[:3] if board.phone else COLUMNS
        lines = [[_cell(board, entry, key) for key in columns] for entry in found.new]
        show(table([board.label(TABLE, key) for key in columns], lines))
    _say_there(board, found)
    refused = st.session_state.get(REFUSED)
    if refused and refused[0] == wanted.name:
        notice(say("forms.not_saved"), refused[1], tone="bad", shape="square")
    with st.container(horizontal=True, key="lb-set-send"):
        st.button(
            say("indicators.sets.add", n=len(found.new)), type="primary", key="lb-set-add", disabled=not found.new,
            on_click=_add, args=(board, wanted, len(found.new)),
        )  # fmt: skip
        st.button(say("forms.cancel"), type="tertiary", key="lb-set-cancel", on_click=close_form)
    show(soft(say("indicators.sets.after", tab=board.schema.tables[TABLE].tab(board.language))))


def _cell(board: Board, entry: Entry, key: str) -> str:
    value = entry.row(board.language, "").get(key)
    column = board.column(TABLE, key)
    return board.word(column.choices, str(value)) if column.choices and value else str(value or "")


def _say_there(board: Board, found: Addition) -> None:
    if found.there and not found.new:
        notice("", say("indicators.sets.all_there"), tone="good")
    elif found.there:
        names = "; ".join(f"{entry.name(board.language)} ({row})" for entry, row in found.there)
        show(soft(say("indicators.sets.there", names=names)))


def _add(board: Board, wanted: IndicatorSet, n: int) -> None:
    """All of them in one save (a widget callback)."""
    language = str(board.settings.get("language") or board.language)
    why = say("indicators.sets.why", label=wanted.label(board.language))
    new = changes(board.forum.latest(), wanted, language)  # a second press finds what the first one added
    write = partial(board.forum.save, new, by=session.by(), why=why)
    underway.see_through(
        (TABLE, wanted.name), write, underway.told(partial(_done, n), partial(_refused, board, wanted))
    )


def _done(n: int, _ids: list[str]) -> None:
    st.session_state.pop(REFUSED, None)
    saved(say("indicators.sets.done", n=n))
    close_form()


def _refused(board: Board, wanted: IndicatorSet, error: SheetError) -> None:
    st.session_state[REFUSED] = (wanted.name, error.message(board.language))
