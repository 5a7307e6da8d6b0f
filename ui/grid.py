"""Many rows of one column at once: a grid to type in, one request, an answer for each row."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
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

ANSWERS, HELD, REFUSED = "lb.grid.answers", "lb.grid.held", "lb.grid.refused"
ROWS_AT_MOST = 200
NOT_HERE = ("id", "long", "date_range", "references", "choices", "bool")


@dataclass(frozen=True)
class Answer:
    """What became of one row: saved, or why not."""

    title: str
    problem: str = ""


@dataclass(frozen=True)
class Held:
    """The rows of a grid as they were when typing in it began: what is typed belongs to them, wherever they are now.

    `sheet`: the cells that the grid starts from; `seen`: id → the value that the person saw; `typed`: id → what was
    typed and is not saved yet; `before`: the part of it that was typed before the page was left.
    """

    ids: tuple[str, ...]
    sheet: pd.DataFrame
    seen: dict[str, Any]
    typed: dict[str, Any]
    before: dict[str, Any]


def draw(board: Board, name: str, frame: pd.DataFrame) -> None:
    """A grid of the rows' titles beside one column to choose; what was typed is saved together."""
    declared = board.schema.tables[name]
    columns = [c.key for c in declared.columns if _fits(board, name, c.key)]
    columns.sort(key=lambda key: key == declared.title)  # what is changed most often is not the name
    if not columns or not len(frame) or not board.may_write:
        return
    column = st.selectbox(
        say("table.grid.column"),
        columns,
        format_func=lambda key: board.label(name, key),
        key=f"grid.{name}.column",
        placeholder=say("forms.choose"),
    )
    key = _key(name, column)
    held = _held(board, name, column, frame.head(ROWS_AT_MOST), key)
    st.data_editor(
        held.sheet, key=key, hide_index=True, num_rows="fixed", width="stretch",
        disabled=["title"], column_config=_look(board, name, column), placeholder="",
    )  # fmt: skip
    held = _with_typed(held, column, key)
    st.session_state[f"{HELD}.{key}"] = held
    asked = held.typed
    with st.container(horizontal=True, key=f"lb-gridsend-{name}"):
        send = st.button(
            say("table.grid.save", n=len(asked)), type="primary", disabled=not asked, key=f"grid.{name}.save"
        )
        if asked and st.button(say("forms.cancel"), type="tertiary", key=f"grid.{name}.cancel"):
            _anew(name, column, {})
            st.session_state.pop(f"{ANSWERS}.{name}", None)
            st.rerun()
    if send:
        _save(board, name, column, held)
    _say(board, name)


def _held(board: Board, name: str, column: str, frame: pd.DataFrame, key: str) -> Held:
    """The rows as they are now; while something typed waits, the rows that it was typed in."""
    held: Held | None = st.session_state.get(f"{HELD}.{key}")
    if held is None or not (_with_typed(held, column, key).typed if key in st.session_state else held.typed):
        seen = {str(id_): value if known(value) else None for id_, value in frame[column].items()}
        fresh = Held(tuple(seen), _sheet(board, name, frame, column), seen, {}, {})
        refused: dict[str, Any] = st.session_state.pop(f"{REFUSED}.{key}", {})
        return _begun(fresh, column, {id_: value for id_, value in refused.items() if id_ in seen})
    # Where the page was left, the grid's own memory went with it.
    return held if key in st.session_state else _begun(held, column, held.typed)


def _begun(held: Held, column: str, typed: dict[str, Any]) -> Held:
    """With what was typed before standing in its cells."""
    sheet = held.sheet.copy()
    for id_, value in typed.items():
        sheet.at[held.ids.index(id_), column] = value
    return replace(held, sheet=sheet, typed=typed, before=typed)


def _with_typed(held: Held, column: str, key: str) -> Held:
    """With what the grid says was typed in it, on top of what was typed before the page was left."""
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    now = {held.ids[int(at)]: cells[column] for at, cells in edited.items() if column in cells}
    return replace(held, typed={**held.before, **now})


def _key(name: str, column: str) -> str:
    return f"grid.{name}.{column}.{st.session_state.get(f'grid.{name}.revision', 0)}"


def _anew(name: str, column: str, refused: dict[str, Any]) -> None:
    """The grid begins again with the rows as they are, and with what was typed and refused."""
    st.session_state[f"grid.{name}.revision"] = st.session_state.get(f"grid.{name}.revision", 0) + 1
    st.session_state[f"{REFUSED}.{_key(name, column)}"] = refused


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


def _save(board: Board, name: str, column: str, held: Held) -> None:
    """Each row is a save of its own; the store joins those that wait into one request."""
    titles = dict(zip(held.ids, held.sheet["title"], strict=True))
    with ThreadPoolExecutor(max_workers=len(held.typed)) as pool:
        by = session.by()
        work = [(titles[id_], _change(board, name, column, held, id_, value)) for id_, value in held.typed.items()]
        answers = list(pool.map(lambda each: _one(board, by, *each), work))
    st.session_state[f"{ANSWERS}.{name}"] = [(answer.title, answer.problem) for answer in answers]
    refused = [id_ for id_, answer in zip(held.typed, answers, strict=True) if answer.problem]
    _anew(name, column, {id_: held.typed[id_] for id_ in refused})
    done = sum(not answer.problem for answer in answers)
    if done:
        saved(say("table.grid.saved", n=done))
    st.rerun()


def _change(board: Board, name: str, column: str, held: Held, id_: str, value: Any) -> Change | Invalid:
    try:
        typed = Field(board, name, board.column(name, column), None, "").typed(value)
    except Invalid as error:
        return error
    return Change(name, id_, {column: typed}, {column: held.seen[id_]})


def _one(board: Board, by: str | None, called: str, change: Change | Invalid) -> Answer:
    if isinstance(change, Invalid):
        return Answer(called, change.message(board.language))
    try:
        board.forum.save([change], by=by)
    except Conflict as error:
        now = shown(board, change.table, str(error.details.get("column")), error.details.get("now"))
        return Answer(called, say("table.grid.conflict", language=board.language, now=now))
    except SheetError as error:
        return Answer(called, error.message(board.language))
    return Answer(called)


def _say(board: Board, name: str) -> None:
    """Which rows were not saved, and why."""
    answers: Sequence[tuple[str, str]] = st.session_state.get(f"{ANSWERS}.{name}", [])
    refused = [(title, problem) for title, problem in answers if problem]
    if not refused:
        return
    notice(say("forms.not_saved"), say("table.grid.not_saved", n=len(refused)), tone="bad", shape="square")
    rows([Row(chip(say("forms.not_saved"), "bad", "square"), title, problem) for title, problem in refused])
    if len(refused) < len(answers):
        show(soft(say("table.grid.others_saved")))
