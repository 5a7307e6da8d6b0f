"""Long lists: filters that survive a change of page and can be shared, paging by 25, and a plain table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeVar

import pandas as pd
import streamlit as st

from ui import address, session
from ui.fields import titles
from ui.marks import show, table
from ui.saving import shown
from ui.words import known, say

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from ui.frame import Board

T = TypeVar("T")
PAGE, AT_MEETINGS = 25, 7


def filters(board: Board, frame: pd.DataFrame, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The rows that match what this visitor chose, one selectbox a column; on phones behind one button.

    The choice stays when the page is left and stands in the address (`?tasks.lead=M-05`), so that it can be shared.
    """
    with folded(board, f"lb-filter-{name}", width="content"):
        for column in columns:
            frame = _filter(board, frame, name, column)
    return frame


def folded(board: Board, key: str, width: Literal["stretch", "content"] = "stretch") -> DeltaGenerator:
    """The place for what narrows a list: side by side, on phones behind one button."""
    if board.phone:
        return st.popover(say("ui.filter"), icon=":material/filter_list:")
    return st.container(horizontal=True, key=key, width=width)


def paged(items: Sequence[T], key: str, size: int = PAGE) -> tuple[Sequence[T], int]:
    """The items to show now, and how many are left; `more(key, left)` draws the button for the next ones.

    In meeting mode no list starts with more than seven.
    """
    first = min(size, AT_MEETINGS) if session.meeting() else size
    shown_now = first + int(st.session_state.get(f"lb.more.{key}", 0))
    return items[:shown_now], max(0, len(items) - shown_now)


def more(key: str, left: int, label: str = "ui.more") -> None:
    """The button that shows the next 25; nothing when no item is left."""
    if left:
        st.button(
            say(label, n=min(left, PAGE) if label == "ui.more" else left),
            key=f"lb-more-{key}",
            type="tertiary",
            on_click=_show_more,
            args=(key,),
        )


def table_view(board: Board, name: str, frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """Rows as a plain table with the sheet's own words; private columns are left out unless the role may see them."""
    declared = board.schema.tables[name]
    seen = [key for key in columns if board.sees(name, key)]
    numeric = [i for i, key in enumerate(seen) if declared.column(key).kind in ("number", "money", "percent")]
    lines = [
        [shown(board, name, key, value) if known(value) else "" for key, value in zip(seen, row, strict=True)]
        for row in frame.assign(id=frame.index)[seen].itertuples(index=False, name=None)
    ]
    show(table([board.label(name, key) for key in seen], lines, numeric=numeric))


def _filter(board: Board, frame: pd.DataFrame, name: str, column: str) -> pd.DataFrame:
    keys, key = _keys(frame, column), f"{name}.{column}"
    options = board.once(("options", name, column, board.language), lambda: _options(board, name, column))
    label = board.label(name, column)
    address.recall(key, options)
    chosen = st.selectbox(
        label, list(options), index=None, key=key, format_func=lambda each: options.get(each, each),
        placeholder=say("ui.all", what=label.casefold()), label_visibility="collapsed", width=230,
        persist_state="session",
    )  # fmt: skip
    address.remember(key)
    return frame[keys == chosen] if chosen else frame


def _keys(frame: pd.DataFrame, column: str) -> pd.Series:
    """What rows are compared by: the id that a reference was found to mean, else the text."""
    return frame[f"{column}_id"].fillna(frame[column]) if f"{column}_id" in frame else frame[column]


def _options(board: Board, name: str, column: str) -> dict[str, str]:
    declared = board.column(name, column)
    present = {str(key) for key in _keys(board.tables[name], column) if known(key)}
    if declared.kind == "choice":
        return {
            key: board.word(declared.choices or "", key)
            for key in board.schema.choices[declared.choices or ""].keys
            if key in present
        }
    names = titles(board, declared.to) if declared.to else {}
    return dict(sorted(((key, names.get(key, key)) for key in present), key=lambda pair: pair[1].casefold()))


def _show_more(key: str) -> None:
    st.session_state[f"lb.more.{key}"] = int(st.session_state.get(f"lb.more.{key}", 0)) + PAGE
