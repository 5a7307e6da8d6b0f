"""The history, drawn: saves with their cells, newest first; one change or a whole save can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from sheets.noticed import GONE_ROW, NEW_ROW, by_hand
from sheets.undoing import undo_change
from ui import session, underway
from ui.blocks import notice, saved, section
from ui.headlines.history import clock_of, day_of
from ui.lists import folded, more, paged
from ui.marks import bold, chip, join, plain, show, soft
from ui.saving import TROUBLE
from ui.words import clock, say

if TYPE_CHECKING:
    from sheets.changes import Change
    from ui.frame import Board

Line = dict[str, str]


@dataclass(frozen=True)
class Told:
    """The lines of the history tab, newest first; `read_at` where they are not of now, `error` where none were read."""

    lines: list[Line]
    read_at: datetime | None = None
    error: SheetError | None = None


def told(board: Board) -> Told:
    """The history as it can be had now."""
    try:
        return Told(*board.forum.latest_history())
    except SheetError as error:
        return Told([], error=error)


def say_how_old(board: Board, found: Told) -> None:
    """Since when these lines are, or why there are none; a sheet out of reach is said under the headline already."""
    if found.error is not None and board.forum.trouble is None:
        notice(say("history.screen.not_read"), found.error.message(board.language), tone="warn", shape="tri")
    if found.read_at is not None:
        show(soft(say("history.screen.read_at", at=clock(found.read_at, board.zone, language=board.language))))


def chosen(board: Board, lines: Sequence[Line]) -> list[Line]:
    """The lines of the person, tab and row that this visitor chose."""
    with folded(board, "lb-tools"):
        who = _pick(lines, "who", say("history.screen.who"))
        tab = _pick(lines, "tab", say("history.screen.tab"))
        row = _pick(lines, "id", say("history.screen.row"))
    return [
        line
        for line in lines
        if who in (None, line["who"]) and tab in (None, line["tab"]) and row in (None, line["id"])
    ]


def draw(board: Board, lines: Sequence[Line]) -> None:
    """One section a day, one block a save, 25 saves at a time."""
    saves = [list(group) for _, group in groupby(lines, key=lambda line: (line["op"], line["when"]))]
    shown, left = paged(saves, "history")
    for day, of_day in groupby(shown, key=lambda save: save[0]["when"][:10]):
        section(day_of(day, board.language))
        for save in of_day:
            _save(board, save)
    more("history", left)


def _save(board: Board, save: list[Line]) -> None:
    first = save[0]
    key = f"{first['op']}-{first['when']}-{first['id']}"
    with st.container(horizontal=True, key=f"line-{key}", wrap=False, gap="small"):
        head = join(
            [
                bold(clock_of(first["when"], board.language)),
                *_whose(first),
            ],
            " · ",
        )
        cells = join((_sentence(line) for line in save), "\n")
        st.html(f'<div class="lb"><div>{head}</div><div class="soft small lb-pre">{cells}</div></div>', width="stretch")
        ways = _ways_back(board, save) if board.may("undo") and first["op"] else []
        if any(ways):
            with st.popover(say("history.screen.undo"), type="tertiary"):
                _ask(board, save, ways, key)


def _whose(line: Line) -> tuple[str, ...]:
    """The person and why; of a change in the sheet only that it was made there."""
    if by_hand(line):
        return (say("history.screen.in_sheet"),)
    return line["who"] or say("history.screen.someone"), line["why"]


def _sentence(line: Line) -> str:
    where = f"{line['tab']} {line['id']}"
    if not line["column"]:  # of a refused save that left nothing to put back: only that it was taken back
        return where
    if line["column"] == NEW_ROW:
        return f"{where} · {say('history.screen.added')}: {line['new']}"
    if line["column"] == GONE_ROW:
        return f"{where} · {say('history.screen.removed')}: {line['old']}"
    old, new = (line[key] or say("history.screen.empty") for key in ("old", "new"))
    return f"{where} · {say('history.screen.changed', column=line['column'], old=old, new=new)}"


def _ways_back(board: Board, save: list[Line]) -> list[Change | None]:
    """What brings each line back; None for a cell that was changed again since."""
    return [undo_change(board.snapshot, line, board.today) for line in save]


def _ask(board: Board, save: list[Line], ways: list[Change | None], key: str) -> None:
    """One cell of the save, or all of it that nobody changed since."""
    several = sum(way is not None for way in ways) > 1
    for at, (line, way) in enumerate(zip(save, ways, strict=True)):
        show(soft(_sentence(line)))
        if way is None:
            show(chip(say("history.screen.changed_since"), "warn", "tri"))
        elif several and st.button(_back_to(line), key=f"undo-{key}-{at}", type="tertiary", icon=":material/undo:"):
            _undo(board, save, [way])
    changes = [way for way in ways if way is not None]
    what = "undo_sheet" if by_hand(save[0]) else "undo_save" if len(changes) == len(save) else "undo_rest"
    if st.button(say(f"history.screen.{what}", n=len(changes)), key=f"undo-{key}", type="primary"):
        _undo(board, save, changes)


def _back_to(line: Line) -> str:
    if line["column"] == NEW_ROW:
        return say("history.screen.undo_row")
    old = shorten(line["old"], 40, placeholder="…") or say("history.screen.empty")
    return plain(say("history.screen.undo_one", column=line["column"], old=old))


def _undo(board: Board, save: list[Line], changes: list[Change]) -> None:
    """Write the old values as a new, checked save; a cell that was changed again since is left as it is."""
    why = "undo_sheet_why" if by_hand(save[0]) else "undo_why"
    write = partial(board.forum.undo, changes, by=session.by(), why=say(f"history.screen.{why}", op=save[0]["op"]))
    asked = [(change.table, change.id, *change.values) for change in changes]
    underway.see_through(("undo", save[0]["op"], *asked), write, underway.told(_undone, partial(_refused, board)))
    st.rerun()


def _undone(_ids: list[str]) -> None:
    st.session_state.pop(TROUBLE, None)
    saved(say("history.screen.undone"))


def _refused(board: Board, error: SheetError) -> None:
    st.session_state[TROUBLE] = {"key": "", "sentence": error.message(board.language)}


def _pick(lines: Sequence[Line], key: str, label: str) -> str | None:
    options = sorted({line[key] for line in lines if line[key]}, key=str.casefold)
    return st.selectbox(
        label, options, index=None, key=f"history.{key}", placeholder=label, label_visibility="collapsed", width=230,
        bind="query-params", persist_state="session",
    )  # fmt: skip


def link_of(id_: str) -> None:
    """The way from a record to all its changes."""
    label = plain(say("history.screen.whole_row", id=id_))
    st.page_link("pages/history.py", label=label, icon=":material/history:", query_params={"history.id": id_})
