"""The plan of an import, drawn: what is asked, what differs, what is added, what stays out, and what each tab is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.importstate import Bringing
from ui.importview.additions import draw_additions, draw_lacking, draw_mentions
from ui.importview.differences import draw_differences
from ui.importview.parts import draw_missing_tabs, draw_parts
from ui.importview.questions import draw_questions, unanswered
from ui.importview.stays import draw_left, draw_present

if TYPE_CHECKING:
    from sheets.importing import Settled
    from ui.frame import Board

__all__ = ["draw", "unanswered"]


def draw(board: Board, state: Bringing, settled: Settled) -> None:
    """Every part of the plan that has something to say, what needs a decision first."""
    standing = state.plan(board.snapshot).standing
    draw_missing_tabs(board, settled)
    draw_questions(board, state, settled)
    draw_differences(board, state, settled, standing)
    draw_mentions(board, state, settled)
    draw_lacking(board, state, settled)
    draw_parts(board, state)
    draw_additions(board, settled, standing)
    draw_present(board, settled)
    draw_left(board, state, settled)
