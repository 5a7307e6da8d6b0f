"""One visitor's corrections before they are saved, and the sheet as it would be read with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from sheets.adopting import TabFacts, facts
from sheets.corrections import Corrections, TabTold, same_name
from ui.findings import unreadable

if TYPE_CHECKING:
    from sheets.kinds.told import Told
    from sheets.snapshot import Snapshot
    from ui.frame import Board

DRAFT, OPEN = "lb.adopt.draft", "lb.adopt.open"


@dataclass
class Draft:
    """Corrections on their way; `tabs` are those that this visitor has touched."""

    source: str
    corrections: Corrections
    tabs: tuple[str, ...] = ()
    seen: tuple[Snapshot, Snapshot] | None = None

    def change(self, corrections: Corrections, tab: str) -> None:
        """Say something else about a tab."""
        self.corrections, self.seen = corrections, None
        st.session_state[OPEN] = tab
        self.tabs = tuple(dict.fromkeys((*self.tabs, tab)))

    def preview(self, board: Board) -> Snapshot:
        """The sheet as it would be read; made again when the sheet or the draft has changed."""
        if self.seen is None or self.seen[0] is not board.snapshot:
            self.seen = board.snapshot, board.forum.as_corrected(self.corrections)
        return self.seen[1]

    def wanted(self, board: Board) -> Corrections:
        """What is to be kept: every touched tab as it is shown, so that nothing of it is guessed again."""
        return board.forum.confirmed(self.corrections, self.tabs, whole=False)


def here(board: Board) -> Draft | None:
    """This visitor's draft for this sheet, if there is one."""
    found = st.session_state.get(DRAFT)
    return found if isinstance(found, Draft) and found.source == board.forum.source else None


def started(board: Board) -> Draft:
    """The draft, begun with what is kept now where there is none."""
    draft = here(board)
    if draft is None:
        draft = st.session_state[DRAFT] = Draft(board.forum.source, board.snapshot.corrections)
    return draft


def drop() -> None:
    """Forget the draft (a widget callback)."""
    st.session_state.pop(DRAFT, None)
    for key in [key for key in st.session_state if str(key).startswith("lb-adopt-")]:
        del st.session_state[key]


def snapshot_of(board: Board) -> Snapshot:
    """What is shown: the sheet with the draft, else as it is."""
    draft = here(board)
    return draft.preview(board) if draft and board.may("settings") else board.snapshot


def tabs_of(board: Board, snapshot: Snapshot) -> list[TabFacts]:
    """The tabs of what is shown; gathered once for all who see the same."""
    if snapshot is board.snapshot:
        return board.once(("adopt tabs", board.language), lambda: facts(snapshot, board.language))
    return facts(snapshot, board.language)


def bad_cells(snapshot: Snapshot, tab: str | None = None) -> int:
    """How many cells could not be read, in the sheet or in one tab."""
    found = (problem for problem in unreadable(snapshot.problems) if problem.row is not None)
    return sum(tab is None or problem.tab == tab for problem in found)


def is_kept(board: Board) -> bool:
    """Whether the present layout is remembered already; marks of what stands in the columns do not count."""
    now = board.once("adopt layout", lambda: _layout(board.forum.confirmed().tabs))
    return now == _layout(board.snapshot.corrections.tabs)


def _layout(tabs: Sequence[TabTold]) -> list[TabTold]:
    bare = [replace(tab, columns=tuple(replace(each, evidence=()) for each in tab.columns)) for tab in tabs]
    return sorted(bare, key=lambda tab: tab.tab)


# What a visitor says (widget callbacks)


def say_table(board: Board, tab: str, key: str) -> None:
    """Another table was chosen for a tab."""
    draft = started(board)
    draft.change(draft.corrections.with_table(tab, str(st.session_state[key])), tab)


def say_header(board: Board, tab: str, key: str) -> None:
    """Another header row was chosen for a tab."""
    draft, row = started(board), int(st.session_state[key])
    draft.change(draft.corrections.with_header(tab, (row, row)), tab)


def say_field(board: Board, tab: str, header: str, letter: str, key: str) -> None:
    """Another field was chosen for a column; the other columns of its tab stay what they are now."""
    draft = started(board)
    kept = _with_layout(draft, board, tab)
    before = kept.tab(tab).column(header, letter)
    draft.change(kept.with_column(tab, replace(before, key=str(st.session_state[key]))), tab)


def say_told(board: Board, tab: str, column: tuple[str, str, str], told: Told) -> None:
    """Something was said about how a column (header, letter, field) is read."""
    draft = started(board)
    kept = _with_layout(draft, board, tab)
    header, letter, field = column
    before = kept.tab(tab).column(header, letter)
    draft.change(kept.with_column(tab, replace(before, key=field, told=told)), tab)


def _with_layout(draft: Draft, board: Board, tab: str) -> Corrections:
    """The draft with every column of this tab as it is shown."""
    kept = board.forum.confirmed(draft.corrections, [tab], whole=False)
    return kept if any(same_name(each.tab, tab) for each in kept.tabs) else draft.corrections.with_tab(TabTold(tab))
