"""What stays as it is: rows that are in the forum already, and what of the file stays out, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from sheets.importing.telling import Alike, columns_left, gathered, own_id, values_of, where, why, why_row
from ui.blocks import Row, rows, section
from ui.importstate import Bringing
from ui.lists import more, paged
from ui.marks import chip, div, show, soft
from ui.words import number, say

if TYPE_CHECKING:
    from sheets.importing import Brought, Known, LeftOut, Settled
    from sheets.problems import Problem
    from ui.frame import Board


def draw_present(board: Board, settled: Settled) -> None:
    """The rows that are there already, beside the row of the forum that each of them is."""
    if not settled.known:
        return
    with st.expander(say("importing.add.there", n=number(len(settled.known))), key="lb-bring-there"):
        shown, left = paged(settled.known, "bring-there")
        rows([_present(known, board.language) for known in shown])
        more("bring-there", left)


def _present(known: Known, language: str) -> Row:
    return Row(chip(own_id(known.id), "soft", "check"), known.title, "", soft(where(known.tab, known.row, language)))


def draw_left(board: Board, state: Bringing, settled: Settled) -> None:
    """Columns, rows and cells that stay out, and what was read with an assumption."""
    brought = state.plan(board.snapshot).brought
    lines = _columns(board, state, settled, brought)
    if not (lines or settled.left_rows or settled.left_cells or brought.assumed):
        return
    section(say("importing.out.section"))
    show(*(div("small soft", line) for line in lines))
    if settled.left_rows:
        _rows(board, settled.left_rows)
    if settled.left_cells:
        _cells(board, settled.left_cells)
    if brought.assumed:
        _assumed(board, brought.assumed)


def _columns(board: Board, state: Bringing, settled: Settled, brought: Brought) -> list[str]:
    """A line for the columns that the forum's tabs have not, and one for those of each part that nobody knows."""
    lines = list(columns_left(settled, board.schema, board.language)) if not settled.no_tab else []
    return lines + [
        say("importing.out.unknown", tab=part.tab, columns=", ".join(brought.unknown[part.key]))
        for part in state.parts()
        if part.key in brought.unknown
    ]


def _rows(board: Board, left_rows: Sequence[LeftOut]) -> None:
    language = board.language
    with st.expander(say("importing.out.rows", n=number(len(left_rows))), key="lb-bring-out-rows"):
        shown, left = paged(left_rows, "bring-out")
        rows([Row(soft(where(r.tab, r.row, language)), why_row(r, board.schema, language)) for r in shown])
        more("bring-out", left)


def _cells(board: Board, left_cells: Sequence[LeftOut]) -> None:
    with st.expander(say("importing.out.cells", n=number(len(left_cells))), key="lb-bring-out-cells"):
        rows([_alike(board, alike) for alike in gathered(left_cells)])


def _alike(board: Board, alike: Alike) -> Row:
    left = alike.first
    label = board.label(left.table, left.column)
    place = f"{left.tab} · {label}"
    return Row(soft(place), why(left, board.schema, board.language), values_of(alike), number(len(alike.rows)))


def _assumed(board: Board, assumed: Sequence[Problem]) -> None:
    language = board.language
    with st.expander(say("importing.out.assumed", n=number(len(assumed))), key="lb-bring-assumed"):
        shown, left = paged(assumed, "bring-assumed")
        rows([Row(soft(where(p.tab, p.row or 0, language)), p.message(language), p.value) for p in shown])
        more("bring-assumed", left)
