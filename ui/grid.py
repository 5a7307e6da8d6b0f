"""Many rows of one column at once: a grid to type in, one request, an answer for each row."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from sheets import Conflict, Invalid, SheetError
from sheets.changes import Change
from ui import session
from ui.blocks import Row, notice, rows, saved
from ui.fields import Field
from ui.marks import chip, show, soft
from ui.saving import shown
from ui.words import known, say

if TYPE_CHECKING:
    from ui.frame import Board

ANSWERS = "lb.grid.answers"
ROWS_AT_MOST = 200
NOT_HERE = ("id", "long", "date_range", "references", "choices", "bool")


@dataclass(frozen=True)
class Answer:
    """What became of one row: saved, or why not."""

    title: str
    problem: str = ""


def draw(board: Board, name: str, frame: pd.DataFrame) -> None:
    """A grid of the rows' titles beside one column to choose; what was typed is saved together."""
    columns = [c.key for c in board.schema.tables[name].columns if _fits(board, name, c.key)]
    if not columns or not len(frame) or not board.may_write:
        return
    column = st.selectbox(
        say("table.grid.column"), columns, format_func=lambda key: board.label(name, key), key=f"grid.{name}.column"
    )
    frame = frame.head(ROWS_AT_MOST)
    key = f"grid.{name}.{column}.{st.session_state.get(f'grid.{name}.revision', 0)}"
    st.data_editor(
        _sheet(board, name, frame, column), key=key, hide_index=True, num_rows="fixed", width="stretch",
        disabled=["title"], column_config=_look(board, name, column),
    )  # fmt: skip
    typed = st.session_state.get(key, {}).get("edited_rows", {})
    asked = {str(frame.index[int(at)]): cells[column] for at, cells in typed.items() if column in cells}
    if st.button(say("table.grid.save", n=len(asked)), type="primary", disabled=not asked, key=f"grid.{name}.save"):
        _save(board, name, column, frame, asked)
    _say(board, name)


def _fits(board: Board, name: str, key: str) -> bool:
    column = board.column(name, key)
    return column.kind not in NOT_HERE and board.sees(name, key) and board.has(name, key)


def _sheet(board: Board, name: str, frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Titles and the column's cells as text, as people read them; a choice by its key."""
    kind = board.column(name, column).kind
    values = [
        None if not known(v) else str(v) if kind == "choice" else _typed(board, name, str(id_), column, v)
        for id_, v in frame[column].items()
    ]
    titles = [str(t) if known(t) else str(id_) for id_, t in frame[board.schema.tables[name].title].items()]
    return pd.DataFrame({"title": titles, column: pd.Series(values, dtype=object)})


def _typed(board: Board, name: str, id_: str, column: str, value: Any) -> str:
    return board.snapshot.typed(name, id_, column) or shown(board, name, column, value)


def _look(board: Board, name: str, column: str) -> dict[str, Any]:
    declared = board.column(name, column)
    label = board.label(name, column)
    own: Any = st.column_config.TextColumn(label)
    if declared.kind == "choice":
        choices = board.schema.choices[declared.choices or ""]
        own = st.column_config.SelectboxColumn(
            label, options=list(choices.keys), format_func=lambda key: board.word(declared.choices or "", str(key))
        )
    title = st.column_config.TextColumn(board.label(name, board.schema.tables[name].title), pinned=True)
    return {"title": title, column: own}


def _save(board: Board, name: str, column: str, frame: pd.DataFrame, asked: dict[str, Any]) -> None:
    """Each row is a save of its own; the store joins those that wait into one request."""
    with ThreadPoolExecutor(max_workers=len(asked)) as pool:
        by = session.by()
        work = [(id_, _change(board, name, column, frame, id_, value)) for id_, value in asked.items()]
        answers = list(pool.map(lambda each: _one(board, name, by, *each), work))
    st.session_state[f"{ANSWERS}.{name}"] = [(answer.title, answer.problem) for answer in answers if answer.problem]
    st.session_state[f"grid.{name}.revision"] = st.session_state.get(f"grid.{name}.revision", 0) + 1
    done = sum(not answer.problem for answer in answers)
    if done:
        saved(say("table.grid.saved", n=done))
    st.rerun()


def _change(board: Board, name: str, column: str, frame: pd.DataFrame, id_: str, value: Any) -> Change | Invalid:
    seen = frame.at[id_, column]
    try:
        typed = Field(board, name, board.column(name, column), None, "").typed(value)
    except Invalid as error:
        return error
    return Change(name, id_, {column: typed}, {column: seen if known(seen) else None})


def _one(board: Board, name: str, by: str | None, id_: str, change: Change | Invalid) -> Answer:
    title = board.tables[name].at[id_, board.schema.tables[name].title]
    called = str(title) if known(title) else id_
    if isinstance(change, Invalid):
        return Answer(called, change.message(board.language))
    try:
        board.forum.save([change], by=by)
    except Conflict as error:
        return Answer(called, say("table.grid.conflict", language=board.language, now=error.details.get("now")))
    except SheetError as error:
        return Answer(called, error.message(board.language))
    return Answer(called)


def _say(board: Board, name: str) -> None:
    """Which rows were not saved, and why; the others were."""
    answers: Sequence[tuple[str, str]] = st.session_state.get(f"{ANSWERS}.{name}", [])
    if not answers:
        return
    notice(say("forms.not_saved"), say("table.grid.not_saved", n=len(answers)), tone="bad", shape="square")
    rows([Row(chip(say("forms.not_saved"), "bad", "square"), title, problem) for title, problem in answers])
    show(soft(say("table.grid.others_saved")))
