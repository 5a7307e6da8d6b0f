"""Many rows of one column at once: a grid to type in, one request, an answer for each row."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from sheets import Conflict, Invalid, SheetError
from sheets.changes import Change
from ui import session, underway
from ui.blocks import Row, notice, rows, saved
from ui.fields import Field
from ui.marks import chip, show, soft
from ui.saving import shown
from ui.words import known, number, say

if TYPE_CHECKING:
    from ui.frame import Board

ANSWERS, HELD, UNSAVED = "lb.grid.answers", "lb.grid.held", "lb.grid.unsaved"
ROWS_AT_A_TIME = 200
NOT_HERE = ("id", "long", "date_range", "references", "choices", "bool")


@dataclass(frozen=True)
class Held:
    """The rows of a grid as they were when it was opened: what is typed belongs to them, wherever they are now.

    `sheet`: the cells that the grid starts from; `seen`: id → the value that the person saw; `typed`: id → what was
    typed and is not saved yet; `before`: the part of it that was typed before the page was left; `chosen`: the filters.
    `place`: the table, the column and which of its rows, by which the grid's own memory is known.
    """

    ids: tuple[str, ...]
    sheet: pd.DataFrame
    seen: dict[str, Any]
    typed: dict[str, Any]
    before: dict[str, Any]
    chosen: tuple[Any, ...] = ()
    place: str = ""


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
    start = _part(name, len(frame))
    place = _place(name, column, start)
    key = _key(place)
    fresh = _fresh(board, name, column, frame.iloc[start : start + ROWS_AT_A_TIME], place)
    held = _held(fresh, column, key)
    st.data_editor(
        held.sheet, key=key, hide_index=True, num_rows="fixed", width="stretch",
        disabled=["title"], column_config=_look(board, name, column), placeholder="",
    )  # fmt: skip
    held = _with_typed(held, column, key)
    st.session_state[f"{HELD}.{key}"] = held
    asked = held.typed
    with st.container(horizontal=True, key=f"lb-gridsend-{name}"):
        # Never switched off: the press that leaves the first cell would be lost on it.
        words = say("table.grid.save", n=len(asked)) if asked else say("forms.save")
        send = st.button(words, type="primary", key=f"grid.{name}.save")
        if asked and st.button(say("forms.cancel"), type="tertiary", key=f"grid.{name}.cancel"):
            _anew(place, {})
            st.session_state.pop(f"{ANSWERS}.{name}", None)
            st.rerun()
    if send and asked:
        _save(board, name, column, held)
    elif send:
        st.toast(say("forms.nothing_changed"))
    if not asked and not held.sheet.equals(fresh.sheet):
        _offer_newer(name, place)
    _say_waiting(name, column, start, len(frame))
    _say(board, name)


def _part(name: str, n: int) -> int:
    """Where the rows begin that the grid shows: a long list is asked for part by part."""
    if n <= ROWS_AT_A_TIME:
        return 0
    label = say("table.grid.rows", n=number(n))
    return st.selectbox(label, _starts(n), format_func=_called, key=f"grid.{name}.part")


def _called(start: int) -> str:
    """`201–400`: the same however many rows there are, or the choice would be lost when one is added."""
    return f"{start + 1}–{start + ROWS_AT_A_TIME}"


def _say_waiting(name: str, column: str, shown: int, n: int) -> None:
    """In which other parts something is typed and not saved yet."""
    held = {start: st.session_state.get(f"{HELD}.{_key(_place(name, column, start))}") for start in _starts(n)}
    waiting = [_called(start) for start, each in held.items() if each is not None and each.typed and start != shown]
    if waiting:
        show(soft(say("table.grid.waiting", parts=", ".join(waiting))))


def _starts(n: int) -> range:
    return range(0, n, ROWS_AT_A_TIME)


def _fresh(board: Board, name: str, column: str, frame: pd.DataFrame, place: str) -> Held:
    """The rows as they are now."""
    seen = {str(id_): value if known(value) else None for id_, value in frame[column].items()}
    filters = tuple(st.session_state.get(f"{name}.{each.key}") for each in board.schema.tables[name].columns)
    return Held(tuple(seen), _sheet(board, name, frame, column), seen, {}, {}, filters, place)


def _held(fresh: Held, column: str, key: str) -> Held:
    """The rows that the grid was opened with, as long as it is open or something typed waits; else as they are now.

    A cell that is being typed in is told only when it is left: its row must not become another one meanwhile.
    """
    held: Held | None = st.session_state.get(f"{HELD}.{key}")
    is_open = key in st.session_state
    waits = held is not None and (_with_typed(held, column, key).typed if is_open else held.typed)
    if held is None or not (waits or (is_open and held.chosen == fresh.chosen)):
        unsaved: dict[str, Any] = st.session_state.pop(f"{UNSAVED}.{key}", {})
        return _begun(fresh, column, {id_: value for id_, value in unsaved.items() if id_ in fresh.seen})
    # Where the page was left, the grid's own memory went with it.
    return held if is_open else _begun(held, column, held.typed)


def _offer_newer(name: str, place: str) -> None:
    """The grid never changes under a hand; whoever has typed nothing may have it as the sheet is now."""
    st.button(
        say("table.grid.newer"), icon=":material/refresh:", type="tertiary", key=f"grid.{name}.newer",
        on_click=_anew, args=(place, {}),
    )  # fmt: skip


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


def _place(name: str, column: str, start: int) -> str:
    return f"{name}.{column}.{start}" if start else f"{name}.{column}"


def _key(place: str) -> str:
    return f"grid.{place}.{st.session_state.get(f'grid.{place}.revision', 0)}"


def _anew(place: str, unsaved: dict[str, Any]) -> None:
    """The grid begins again with the rows as they are, and with what was typed and is not saved."""
    st.session_state[f"grid.{place}.revision"] = st.session_state.get(f"grid.{place}.revision", 0) + 1
    st.session_state[f"{UNSAVED}.{_key(place)}"] = unsaved


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
    """Every row is a save of its own, so that each stands or fails for itself; all of them go in one request."""
    changes = [_change(board, name, column, held, id_, value) for id_, value in held.typed.items()]
    write = partial(_write, board, session.by(), changes)
    underway.see_through((held.place, repr(held.typed)), write, partial(_tell, board, name, column, held))
    st.rerun()


def _change(board: Board, name: str, column: str, held: Held, id_: str, value: Any) -> Change | Invalid:
    try:
        typed = Field(board, name, board.column(name, column), None, "").typed(value)
    except Invalid as error:
        return error
    return Change(name, id_, {column: typed}, {column: held.seen[id_]})


def _write(board: Board, by: str | None, changes: Sequence[Change | Invalid]) -> list[SheetError | None]:
    """What kept each row from standing; None where it stands."""
    sent = [change for change in changes if isinstance(change, Change)]
    answers = iter(board.forum.save_each([[change] for change in sent], by=by) if sent else [])
    found = [next(answers) if isinstance(change, Change) else change for change in changes]
    return [answer if isinstance(answer, SheetError) else None for answer in found]


def _tell(board: Board, name: str, column: str, held: Held, outcome: Future[list[SheetError | None]]) -> None:
    """The answers beside the grid, which keeps what was typed in the rows that were refused, and after the press."""
    error = outcome.exception()
    if error is not None and not isinstance(error, SheetError):
        return
    problems = [error] * len(held.typed) if error else outcome.result()
    titles = dict(zip(held.ids, held.sheet["title"], strict=True))
    refused = {id_: problem for id_, problem in zip(held.typed, problems, strict=True) if problem is not None}
    st.session_state[f"{ANSWERS}.{name}"] = [
        (titles[id_], _sentence(board, name, refused[id_]) if id_ in refused else "") for id_ in held.typed
    ]
    _anew(held.place, {id_: held.typed[id_] for id_ in refused} | _since(held, column))
    done = len(held.typed) - len(refused)
    if done:
        saved(say("table.grid.saved", n=done))


def _since(held: Held, column: str) -> dict[str, Any]:
    """What was typed in the grid after it was sent; nothing where the page was left."""
    key = _key(held.place)
    now = _with_typed(held, column, key).typed if key in st.session_state else {}
    return {id_: value for id_, value in now.items() if id_ not in held.typed or held.typed[id_] != value}


def _sentence(board: Board, name: str, problem: SheetError) -> str:
    if isinstance(problem, Conflict):
        now = shown(board, name, str(problem.details.get("column")), problem.details.get("now"))
        return say("table.grid.conflict", language=board.language, now=now)
    return problem.message(board.language)


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
