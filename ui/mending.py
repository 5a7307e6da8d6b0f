"""Mending a cell where its finding stands: write it again, or confirm the guess, alone or with all like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets import SheetError
from sheets.changes import Change
from ui import session
from ui.blocks import notice, saved
from ui.forms import form
from ui.marks import plain
from ui.saving import save, shown
from ui.words import known, say

if TYPE_CHECKING:
    from sheets.snapshot import Problem
    from ui.findings import Finding
    from ui.frame import Board

MENDING = "lb.mending"
CONFIRM, CONFIRM_ALL, WRITE = "confirm", "confirm_all", "write"


def mendable(board: Board, problem: Problem) -> bool:
    """Whether the cell can be written from here: a known row and a column of its own (not an id)."""
    if not (board.may_write and problem.id and problem.row and problem.table and problem.column):
        return False
    column = board.column(problem.table, problem.column)
    return column.kind not in ("id", "date_range") and board.sees(problem.table, problem.column)


def confirmable(board: Board, problem: Problem) -> bool:
    """Whether a guess can be made sure: what it was read as is written over what was typed."""
    guessed = problem.level == "notice" and problem.read_as not in (None, problem.value)
    return guessed and mendable(board, problem) and known(_now(board, problem))


def button(board: Board, finding: Finding, key: str) -> None:
    """What can be done about a finding: nothing, write the cell again, or a menu that confirms the guess too."""
    problem = finding.problem
    if not mendable(board, problem):
        return
    if confirmable(board, problem):
        _menu(board, finding, key)
        return
    bad = problem.level == "unreadable"
    label, icon = (say("check.fix"), ":material/edit:") if bad else (say("check.confirm"), ":material/check:")
    st.button(label, icon=icon, key=f"mend-{key}", width="stretch", on_click=start, args=(key,))


def _menu(board: Board, finding: Finding, key: str) -> None:
    problem = finding.problem
    value = shown(board, str(problem.table), str(problem.column), _now(board, problem))
    words = {CONFIRM: say("check.write_read_as", value=value), WRITE: say("check.write_other")}
    if finding.alike and all(confirmable(board, each) for each in finding.alike):
        words = {CONFIRM_ALL: say("check.confirm_all", n=finding.size), **words}
    picked = st.menu_button(
        say("check.confirm"), list(words), key=f"sure-{key}", icon=":material/check:", width="stretch",
        format_func=lambda each: plain(words[each]),
    )  # fmt: skip
    if picked == WRITE:
        start(key)
        st.rerun()
    elif picked == CONFIRM:
        _confirm_one(board, problem)
    elif picked == CONFIRM_ALL:
        _confirm_all(board, (problem, *finding.alike))


def _confirm_one(board: Board, problem: Problem) -> None:
    table, column, now = str(problem.table), str(problem.column), _now(board, problem)
    save(board, table, {column: now}, row=str(problem.id), seen={column: now})


def _confirm_all(board: Board, problems: Sequence[Problem]) -> None:
    """All of them in one request, or none."""
    changes = []
    for problem in problems:
        cell = {str(problem.column): _now(board, problem)}
        changes.append(Change(str(problem.table), str(problem.id), cell, cell))
    try:
        board.forum.save(changes, by=session.by())
    except SheetError as error:
        notice(say("forms.not_saved"), error.message(board.language), tone="bad", shape="square")
        return
    saved(say("check.confirmed", n=len(changes)))
    st.rerun()


def draw_form(board: Board, problem: Problem, key: str) -> None:
    """The form of the one cell that is being mended; nothing for the others."""
    if st.session_state.get(MENDING) != key:
        return
    table, column, row = str(problem.table), str(problem.column), str(problem.id)
    now = _now(board, problem)
    entry = form(
        board, table, key=f"mend-{key}", columns=[column], values={column: now} if now is not None else None,
        title=say("check.fix_title", column=board.label(table, column)), on_cancel=stop,
    )  # fmt: skip
    link = cell_address(board, problem)
    if link:
        st.link_button(say("check.open_cell"), link, icon=":material/table:", type="tertiary")
    if entry is not None:
        save(board, table, entry.values, row=row, seen={column: now}, key=f"mend-{key}", then=lambda _: stop())


def cell_address(board: Board, problem: Problem) -> str | None:
    """The address of the very cell in Google Sheets; None for a local workbook."""
    url = board.snapshot.url
    if not url or not problem.row:
        return None
    sheet = next((read.grid.sheet_id for read in board.snapshot.reads if read.tab == problem.tab), 0)
    return f"{url.split('#')[0]}#gid={sheet}&range={problem.letter or 'A'}{problem.row}"


def start(key: str) -> None:
    """Open the form of a cell (a widget callback)."""
    st.session_state[MENDING] = key


def stop() -> None:
    """Close it (a widget callback)."""
    st.session_state.pop(MENDING, None)


def _now(board: Board, problem: Problem) -> Any:
    """The value that the board reads in the cell; None where there is none."""
    frame, row = board.tables[str(problem.table)], str(problem.id)
    value: Any = frame.loc[row, str(problem.column)] if row in frame.index else None
    return value if known(value) else None
