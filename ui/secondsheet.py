"""The second spreadsheet, where confidential cases live: opened by a mediator's press, shown once, kept nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError, open_forum
from sheets.snapshot import Snapshot
from ui import sharing
from ui.blocks import notice, section
from ui.marks import facts, show, soft
from ui.saving import shown
from ui.words import known, say

if TYPE_CHECKING:
    from ui.frame import Board

SETTING = "confidential_sheet_id"


def draw(board: Board) -> None:
    """For mediators, where a second spreadsheet is named: the button that opens it, and its cases in that one run."""
    named = str(board.settings.get(SETTING) or "").strip()
    if not named or not board.may("see_confidential"):
        return
    section(say("roles.second.title"), say("roles.second.aside"))
    show(soft(say("roles.second.line")))
    if not st.button(say("roles.second.open"), key="lb-second"):
        return
    try:
        _cases(board, _read(board, named))
    except SheetError as error:
        notice(say("roles.second.not_open"), error.message(board.language), tone="bad", shape="square")


def _read(board: Board, named: str) -> Snapshot:
    """Read now, outside everything that visitors share. A local board's second sheet is a file beside its own."""
    here = board.forum.source
    source = f"google:{named}" if here.startswith("google:") else str(Path(here).parent / Path(named).name)
    return open_forum(source, secrets=sharing.secrets(), shared=False).as_role(board.role).read()


def _cases(board: Board, snapshot: Snapshot) -> None:
    cases = snapshot.tables["issues"]
    columns = [column for column in snapshot.schema.tables["issues"].columns if column.key in cases]
    if cases.empty:
        show(soft(say("roles.second.none")))
    for id_, case in cases.iterrows():
        section(str(case["title"] if known(case["title"]) else id_), str(id_))
        told = [
            (c.label(board.language), shown(board, "issues", c.key, case[c.key])) for c in columns if known(case[c.key])
        ]
        show(facts([*told, *snapshot.extra("issues", str(id_)).items()]))
