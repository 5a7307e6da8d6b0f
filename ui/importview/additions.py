"""What an import adds: names that nobody knows yet, what new rows lack, and the new rows themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sheets.importing.likeness import same_name
from sheets.importing.settled import Addition, Mention
from sheets.importing.telling import value, where
from ui.blocks import Row, rows, section
from ui.fields import titles
from ui.importstate import Bringing
from ui.lists import more, paged
from ui.marks import chip, join, show, soft
from ui.words import known, number, say

if TYPE_CHECKING:
    from sheets.importing import Settled
    from sheets.importing.standing import Standing
    from sheets.schema import Column
    from ui.frame import Board

FACTS = 4
NOTHING = ""


def draw_mentions(board: Board, state: Bringing, settled: Settled) -> None:
    """The names that the file refers to and nobody knows, to be added or not."""
    if not settled.mentions:
        return
    section(say("importing.mention.section"), say("importing.mention.aside"))
    for table in dict.fromkeys(mention.table for mention in settled.mentions):
        words = {mention.key[1]: _mention(mention) for mention in settled.mentions if mention.table == table}
        key = f"lb-bring-add-{table}"
        st.multiselect(
            say("importing.mention.pick", tab=board.schema.tables[table].tab(board.language)), list(words),
            default=[name for name in state.add.get(table, ()) if name in words], key=key,
            format_func=words.__getitem__, placeholder=say("forms.choose"),
            on_change=_adds, args=(state, table, key),
        )  # fmt: skip


def _mention(mention: Mention) -> str:
    key = "name_near" if mention.similar else "name"
    return say(f"importing.mention.{key}", name=mention.name, n=mention.n, similar=mention.similar)


def _adds(state: Bringing, table: str, key: str) -> None:
    state.add[table] = [same_name(name) for name in st.session_state[key]]


# What new rows lack


def draw_lacking(board: Board, state: Bringing, settled: Settled) -> None:
    """The fields that new rows have nothing in, with one value for all where it can be chosen."""
    asked = [(table, key, n) for (table, key), n in settled.incomplete.items() if n]
    fields = [(t, k, n) for t, k, n in asked if board.column(t, k).kind in ("choice", "reference")]
    others = [(t, k, n) for t, k, n in asked if (t, k, n) not in fields]
    if not asked:
        return
    with st.container(horizontal=True, key="lb-bring-fill"):
        for table, key, n in fields:
            _fill(board, state, table, key, n)
    lines = [say("importing.add.incomplete", n=n, column=board.label(t, k)) for t, k, n in others]
    show(soft(join(lines, " · ")))


def _fill(board: Board, state: Bringing, table: str, key: str, n: int) -> None:
    column = board.column(table, key)
    words = _options(board, column)
    options = [NOTHING, *words]
    now = state.fill.get((table, key), NOTHING)
    widget = f"lb-bring-fill-{table}-{key}"
    st.selectbox(
        say("importing.add.fill", column=column.label(board.language), n=n), options, width=360, key=widget,
        index=options.index(now) if now in options else 0, on_change=_fills, args=(state, table, key, widget),
        format_func=lambda name: words.get(name, say("importing.add.fill_none")), placeholder=say("forms.choose"),
    )  # fmt: skip


def _options(board: Board, column: Column) -> dict[str, str]:
    if column.kind == "choice":
        return {key: board.word(column.choices or "", key) for key in board.schema.choices[column.choices or ""].keys}
    return titles(board, column.to or "")


def _fills(state: Bringing, table: str, key: str, widget: str) -> None:
    chosen = st.session_state[widget]
    if chosen:
        state.fill[table, key] = chosen
    else:
        state.fill.pop((table, key), None)


# The new rows


def draw_additions(board: Board, settled: Settled, standing: Standing) -> None:
    """The rows that will be added, with what the forum will know of them."""
    if not settled.additions:
        return
    section(say("importing.add.section"), number(len(settled.additions)))
    shown, left = paged(settled.additions, "bring-add")
    rows([_addition(board, row, standing) for row in shown])
    more("bring-add", left)


def _addition(board: Board, row: Addition, standing: Standing) -> Row:
    table = board.schema.tables[row.table]
    facts = [
        f"{column.label(board.language)}: {value(column, row.values[column.key], standing, board.language)}"
        for column in table.columns
        if column.key != table.title and known(row.values.get(column.key))
    ]
    place = where(row.tab, row.row, board.language) if row.tab else ""
    mark = chip(table.label(board.language), "good", "dot")
    return Row(mark, row.title, join(facts[:FACTS], " · "), soft(place))
