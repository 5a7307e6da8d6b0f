"""Impor, drawn: choose a file, see what was recognised and what would be written, confirm, watch, stop, done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets import SheetError
from sheets.importing.running import AT_ONCE
from sheets.importing.telling import amounts, said
from ui import importstate, importview, session, sharing
from ui.blocks import Tile, good_news, header, notice, saved, tiles
from ui.headlines.bring import headline
from ui.importstate import Bringing
from ui.marks import plain, show, soft
from ui.upload import file_field
from ui.words import number, say

if TYPE_CHECKING:
    from sheets.importing import Settled
    from ui.frame import Board

NUMBER, WRONG = "lb.bring.number", "lb.bring.wrong"
PAUSE = 0.5  # seconds between two saves, in which the page can be used


def draw(board: Board) -> None:
    """The screen as it stands for this visitor."""
    state = importstate.here()
    if state is None or not board.may_write:
        _start(board)
    elif state.job is None:
        _preview(board, state)
    elif state.job.over or state.stopped:
        _done(board, state)
    else:
        _write(board, state)


def _head(board: Board, sentence: str) -> None:
    header(board, say("app.pages.bring"), sentence)


# Choosing a file


def _start(board: Board) -> None:
    _head(board, say("importing.headline.start"))
    if not board.may_write:
        notice("", say("importing.start.not_allowed"), tone="soft")
        return
    file_field(say("importing.start.file"), _uploader(), taken=_took)
    wrong = st.session_state.pop(WRONG, "")
    if wrong:
        notice("", wrong, tone="bad", shape="square")
    good_news([say(f"importing.start.{key}") for key in ("any", "there", "forms", "undo")])


def _uploader() -> str:
    return f"lb-bring-file-{st.session_state.get(NUMBER, 0)}"


def _took() -> None:
    """Read the chosen file (a widget callback); why it cannot be read is said under the field."""
    file = st.session_state.get(_uploader())
    if file is None:
        return
    try:
        importstate.begin(file.name, bytes(file.getvalue()), sharing.the_forum().schema)
    except SheetError as error:
        st.session_state[WRONG] = error.message(session.language())
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1


# Before writing


def _preview(board: Board, state: Bringing) -> None:
    settled = state.settled(board.snapshot)
    known = any(part.match for part in state.parts())
    waiting = importview.unanswered(state, settled)
    _head(board, headline(state.name, len(settled.additions), settled.cells, known=known, waiting=len(waiting)))
    _say_moved(state)
    if known:
        _tiles(settled, len(waiting))
    _go(board, state, settled)
    importview.draw(board, state, settled)


def _tiles(settled: Settled, waiting: int) -> None:
    rows = len(settled.additions) + len(settled.known) + len(settled.left_rows) + settled.no_tab.total()
    differing = sum(len(known.cells) for known in settled.known)
    out, cells = len(settled.left_rows) + settled.no_tab.total(), len(settled.left_cells)
    of_rows = say("importing.tiles.of_rows", n=number(rows))
    tiles([
        Tile(say("importing.tiles.new"), number(len(settled.additions)), of_rows),
        Tile(say("importing.tiles.cells"), number(settled.cells), say("importing.tiles.of_cells", n=number(differing))),
        Tile(say("importing.tiles.there"), number(len(settled.known)), of_rows),
        Tile(
            say("importing.tiles.out"), number(out), of_rows,
            [
                say("importing.tiles.cells_too", n=cells) if cells else "",
                say("importing.tiles.asked", n=waiting) if waiting else "",
            ],
        ),
    ])  # fmt: skip


def _go(board: Board, state: Bringing, settled: Settled) -> None:
    what = amounts(len(settled.additions), settled.cells, board.language)
    with st.container(horizontal=True, key="lb-bring-go", vertical_alignment="center"):
        if what:
            label = plain(say("importing.go.write", what=what))
            st.button(label, type="primary", key="lb-bring-write", on_click=state.start, args=(board, settled))
        _another()
    if settled.total > AT_ONCE:
        show(soft(say("importing.go.more", n=AT_ONCE)))


def _another() -> None:
    st.button(
        say("importing.start.another"), type="tertiary", key="lb-bring-another", icon=":material/upload_file:",
        on_click=importstate.forget,
    )  # fmt: skip


def _say_moved(state: Bringing) -> None:
    if state.moved:
        lines = [said(change, session.language()) for change in state.moved]
        notice(say("importing.moved.title"), *lines, say("importing.moved.check"), tone="warn", shape="tri")


# Writing


def _write(board: Board, state: Bringing) -> None:
    """The page while it is written."""
    _head(board, say("importing.headline.writing", name=state.name))
    _under_way(board, state)


@st.fragment(run_every=PAUSE)
def _under_way(board: Board, state: Bringing) -> None:
    """One save each time this runs, so that a press on the button is heard between two saves.

    The first time it only draws: then nothing of the plan is left on the screen while the first save is written.
    """
    job: Any = state.job
    if job is None or job.over or state.stopped:
        st.rerun()
    bar = st.progress(0.0)
    _show_progress(bar, state)
    if state.trouble:
        notice(say("importing.go.not_written"), state.trouble, tone="bad", shape="square")
    with st.container(horizontal=True, key="lb-bring-go"):
        if state.trouble:
            st.button(say("importing.go.again"), type="primary", key="lb-bring-again", on_click=_again, args=(state,))
        st.button(say("importing.go.stop"), key="lb-bring-stop", on_click=_stop, args=(state,))
    _chunks(board, state)
    if state.drawn and not state.trouble:
        _step(board, state)
        _show_progress(bar, state)
    state.drawn = True


def _show_progress(bar: Any, state: Bringing) -> None:
    job: Any = state.job
    done = job.added + job.changed
    told = say("importing.go.progress", done=number(done), total=number(job.total))
    bar.progress(min(1.0, done / max(1, job.total)), told)


def _step(board: Board, state: Bringing) -> None:
    job: Any = state.job
    try:
        job.step()
    except SheetError as error:
        state.trouble = error.message(board.language)
        st.rerun()
    if job.moved:
        state.moved, state.job = job.moved, None
        st.rerun()
    if job.over:
        saved(amounts(job.added, job.changed, board.language, "done") or say("importing.done.nothing"))
        st.rerun()


def _go_on(state: Bringing) -> None:
    """The same file once more: what is there is skipped (a widget callback)."""
    state.job, state.stopped = None, False


def _again(state: Bringing) -> None:
    state.trouble = ""


def _stop(state: Bringing) -> None:
    """Write no further part (a widget callback)."""
    state.stopped = True
    state.trouble = ""


def _chunks(board: Board, state: Bringing) -> None:
    """What each save has done."""
    job: Any = state.job
    lines = [amounts(chunk.added, chunk.changed, board.language, "done") for chunk in job.chunks]
    if len(lines) > 1:
        good_news([say("importing.done.chunk", number=n, what=what) for n, what in enumerate(lines, 1)])
    else:
        good_news(lines)


# After


def _done(board: Board, state: Bringing) -> None:
    job: Any = state.job
    what = amounts(job.added, job.changed, board.language, "done") or say("importing.done.nothing")
    key = "stopped" if state.stopped else "done"
    _head(board, say(f"importing.headline.{key}", name=state.name, what=what))
    if len(job.chunks) > 1 or state.stopped:
        _chunks(board, state)
    if job.refused:
        lines = [
            say("importing.done.refused", title=refusal.id, why=refusal.error.message(board.language))
            for refusal in job.refused
        ]
        notice(say("importing.done.refused_title"), *lines, tone="bad", shape="square")
    left = job.total - job.added - job.changed
    if state.stopped and left > 0:
        notice("", say("importing.done.left", n=number(left)), tone="warn")
    if job.chunks:
        show(soft(say("importing.done.undo")))
    with st.container(horizontal=True, key="lb-bring-go", vertical_alignment="center"):
        if left > 0 or job.shown.left_rows:
            label = say("importing.done.go_on")
            st.button(label, type="primary", key="lb-bring-on", on_click=_go_on, args=(state,))
        _another()
        st.page_link("pages/history.py", label=say("app.pages.history"), icon=":material/history:")
