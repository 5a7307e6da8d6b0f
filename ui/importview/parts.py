"""What was recognised in a file: its parts and columns, to be read otherwise; the tabs that are missing for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from sheets.recognise import letter
from ui.blocks import notice, saved, section
from ui.importstate import Bringing
from ui.marks import bold, plain, show, soft
from ui.words import say

if TYPE_CHECKING:
    from sheets.importing import Part, Settled
    from ui.frame import Board

LEAVE = ""


def draw_parts(board: Board, state: Bringing) -> None:
    """Every part of the file: the table that it is read as, and its columns."""
    parts = state.parts()
    section(say("importing.parts.section"), say("importing.parts.aside", n=len(parts)))
    for part in parts:
        with st.container(key=f"lb-bring-part-{part.key}"):
            _part(board, state, part)


def _part(board: Board, state: Bringing, part: Part) -> None:
    _part_line(board, state, part)
    _table(board, state, part)
    if part.match is None:
        return
    if part.derived:
        show(soft(say("importing.parts.derived")))
    if part.tab in state.arrival.exports and state.arrival.exports[part.tab].tool == "form":
        show(soft(say("importing.parts.form")))
    _columns(board, state, part)


def _part_line(board: Board, state: Bringing, part: Part) -> None:
    if part.match is not None:
        show(bold(say("importing.parts.line", tab=part.tab, n=len(part.match.rows))))
    else:
        reason = part.why.message(board.language) if part.why and part.key not in state.tables else ""
        show(bold(part.tab), soft(f" {reason}"))


def _table(board: Board, state: Bringing, part: Part) -> None:
    """The table that a part is read as."""
    names = {table.name: table.tab(board.language) for table in board.schema.records}
    options = [*names, LEAVE]
    key = f"lb-bring-table-{part.key}"
    st.selectbox(
        say("importing.parts.read_as"), options, index=options.index(part.table), key=key, width=320,
        format_func=lambda name: names.get(name, say("importing.parts.leave")), on_change=_reads,
        args=(state, part.key, key), placeholder=say("forms.choose"),
    )  # fmt: skip


def _reads(state: Bringing, part: str, key: str) -> None:
    """Another table was chosen (a widget callback)."""
    state.reads(part, str(st.session_state[key]))


def _columns(board: Board, state: Bringing, part: Part) -> None:
    read = {column.col for column in part.match.columns} if part.match else set()
    known_ones = sum(column.col in read for column in part.columns)
    label = say("importing.parts.columns", known=known_ones, unknown=len(part.columns) - known_ones)
    with st.expander(label, key=f"lb-bring-columns-{part.key}", on_change="rerun") as folded:
        if folded.open:
            with st.container(horizontal=True, key=f"lb-bring-fields-{part.key}"):
                for column in part.columns:
                    _column(board, state, part, column.col, column.header)


def _column(board: Board, state: Bringing, part: Part, col: int, header: str) -> None:
    table = board.schema.tables[part.table]
    names = {c.key: c.label(board.language) for c in table.columns if c.key != "id" and board.sees(table.name, c.key)}
    now = part.key_at(col)
    options = [LEAVE, *names] if now in names or now == LEAVE else [LEAVE, now, *names]
    key = f"lb-bring-column-{part.key}-{part.table}-{col}"
    st.selectbox(
        plain(say("importing.parts.column", letter=letter(col), header=header or "–")), options, width=280,
        index=options.index(now), key=key, on_change=_takes, args=(state, part.key, col, key), disabled=part.derived,
        format_func=lambda name: names.get(name, _unnamed(board, part.table, name)), placeholder=say("forms.choose"),
    )  # fmt: skip


def _unnamed(board: Board, table: str, name: str) -> str:
    return board.label(table, name) if name else say("importing.parts.leave_column")


def _takes(state: Bringing, part: str, col: int, key: str) -> None:
    """Another field was chosen (a widget callback)."""
    state.takes(part, col, str(st.session_state[key]))


# Tabs that are missing


def draw_missing_tabs(board: Board, settled: Settled) -> None:
    """The tabs that rows of the file need and the sheet has not, each made with one press."""
    for name, n in settled.no_tab.items():
        tab = board.schema.tables[name].tab(board.language)
        notice(say("importing.tab.missing", tab=tab), say("importing.tab.line", n=n), tone="warn", shape="tri")
        label = say("importing.tab.make", tab=tab)
        if st.button(label, key=f"lb-bring-tab-{name}", icon=":material/add:"):
            _make_tab(board, name)


def _make_tab(board: Board, name: str) -> None:
    try:
        made = board.forum.make_tabs([name], board.language)
    except SheetError as error:
        notice(say("forms.not_saved"), error.message(board.language), tone="bad", shape="square")
        return
    saved(say("importing.tab.made", tabs=", ".join(made)))
    st.rerun()
