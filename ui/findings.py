"""What Periksa data shows of a snapshot: what the doctor found, how much was read, where things stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sheets.doctor import Finding, asides, charts_of, examine, in_order, left_out, rank_of
from sheets.doctor.listing import cell_address
from sheets.problems import UNREADABLE

if TYPE_CHECKING:
    from sheets.snapshot import Problem, Snapshot
    from ui.frame import Board

__all__ = [
    "Finding", "addresses", "asides", "cells_read", "charts_of", "examined", "in_order", "left_out", "rank_of",
    "unreadable",
]  # fmt: skip


def examined(board: Board) -> list[Problem]:
    """Everything that the doctor finds in what this visitor sees; once for all visitors with the same sight."""
    return board.once("examined", lambda: examine(board.snapshot))


def unreadable(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == UNREADABLE]


def addresses(problems: Iterable[Problem], most: int = 8) -> str:
    """`D14, D17, D22 …`: where they stand, with the tab where there are several."""
    found = list(problems)
    several = len({problem.tab for problem in found}) > 1
    cells = [cell_address(problem) if several else f"{problem.letter or ''}{problem.row or ''}" for problem in found]
    return ", ".join(cells[:most]) + (" …" if len(cells) > most else "")


def cells_read(snapshot: Snapshot) -> tuple[int, int]:
    """How many filled cells of known columns were read, of how many there are."""
    filled = sum(
        1
        for read in snapshot.reads
        for row in (read.grid.rows[number - 1] for number in dict.fromkeys(read.rows))
        for column in read.columns
        if column.col < len(row) and row[column.col] not in (None, "")
    )
    return filled - len({(p.tab, p.row, p.letter) for p in unreadable(snapshot.problems) if p.row}), filled
