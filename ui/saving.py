"""Saving what a person asked for, and saying what came of it: saved, changed by someone else meanwhile, or refused.

What was typed is kept until it is saved: `ui.typed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets import Conflict, Invalid, SheetError
from sheets.changes import Change
from sheets.kinds.phone import shown_phone
from sheets.words import has_sentence, sentence
from ui import conflict, navigation, newnames, session, typed, underway
from ui.blocks import notice, saved
from ui.fields import titles
from ui.typed import form_key
from ui.words import day, known, money, number, percent, say

if TYPE_CHECKING:
    from sheets.declared import Column
    from ui.forms import Entry
    from ui.frame import Board

TROUBLE = "lb.trouble"
FORMATS: dict[str, Callable[..., str]] = {"money": money, "percent": percent, "number": number}


@dataclass(frozen=True)
class Asked:
    """A save as it was asked for, on the page at `address`: what is said once it stands, and what is done then.

    `sent`: what the fields of its form held, in the form's `revision`.
    """

    board: Board
    table: str
    row: str | None
    values: dict[str, Any]
    seen: dict[str, Any]
    key: str
    why: str | None
    said: str
    then: Callable[[str | None], None] | None
    address: str
    sent: dict[str, Any]
    revision: int

    @property
    def form(self) -> str:
        """Where the form's state lives that this was sent with."""
        return form_key(self.key, self.revision)


def save(
    board: Board,
    table: str,
    entry: Entry | Mapping[str, Any],
    *,
    row: str | None = None,
    seen: Mapping[str, Any] | None = None,
    key: str = "",
    why: str | None = None,
    said: str | None = None,
    then: Callable[[str | None], None] | None = None,
) -> None:
    """Write an entry (a new row when `id` is None), call `then` with the row's id, and run the page again.

    `key` is the form's key: refused fields and conflicts are said in that form, else under the page's header.
    `said` is the sentence of the toast ("Tersimpan" without one); `{id}` in it becomes the row's id.
    A conflict shows both values and asks which to keep; any other failure is one sentence, and nothing typed is lost.
    """
    values = dict(entry if isinstance(entry, Mapping) else entry.values)
    seen = dict(seen or {}) if isinstance(entry, Mapping) else entry.seen
    form = form_key(key)
    if row is None and (row := typed.made_of(form)):
        values = typed.not_saved_yet(form, values)
    said, sent = said or say("forms.saved"), typed.fields(form) if key else {}
    asked = Asked(board, table, row, values, seen, key, why, said, then, _address(), sent, typed.revision(key))
    _carry_out(asked)


def _carry_out(asked: Asked) -> None:
    board, row, values = asked.board, asked.row, asked.values
    if not values:
        _done(replace(asked, said=say("forms.nothing_changed")), row)
    elif not board.may_write:
        _failed(asked.key, say("forms.not_allowed"))
    else:
        change = Change(asked.table, row, values, asked.seen or None if row else None)
        write = partial(board.forum.save, [*newnames.beside(board, asked.form), change], by=session.by(), why=asked.why)
        press = (asked.table, row, asked.key, repr(values))
        underway.see_through(press, write, partial(_tell, asked))
    st.rerun()


def _tell(asked: Asked, outcome: Future[list[str]]) -> None:
    """What came of a save, for the run that follows."""
    error = outcome.exception()
    if error is None:
        _done(asked, outcome.result()[-1])
    elif isinstance(error, Conflict):
        _conflict(asked, error)
    elif isinstance(error, Invalid):
        _refused(asked, error)
    elif isinstance(error, SheetError):
        _failed(asked.key, error.message(asked.board.language), elsewhere=asked.address != _address())
    else:
        _keep(asked.key)


def _conflict(asked: Asked, error: Conflict) -> None:
    column = str(error.details.get("column") or next(iter(asked.values)))
    _keep(asked.key)
    st.session_state[TROUBLE] = {
        "key": asked.key,
        "asked": asked,
        "column": column,
        "now": error.details.get("now"),
        "who": conflict.changed_by(asked.board, asked.table, asked.row, column),
    }


def let_go(key: str) -> None:
    """The form was given up: nothing typed in it is kept, and nothing is said about it."""
    typed.drop(key)
    trouble = st.session_state.get(TROUBLE)
    if trouble is not None and trouble["key"] and form_key(trouble["key"]) == key:
        _forget()


def _keep(key: str) -> None:
    """Remember what the form was sent with."""
    typed.keep(form_key(key))


def errors(key: str) -> dict[str, str]:
    """Column → why it cannot be stored, as last found for this form."""
    found: dict[str, str] = st.session_state.setdefault(f"lb.errors.{key}", {})
    return found


def say_trouble(board: Board, key: str = "") -> None:
    """Show what went wrong with the last save of this form (or of a row, key empty).

    About two values of one cell the page asks in a window of its own (key empty), whatever form it came from.
    """
    trouble = st.session_state.get(TROUBLE)
    if trouble is None:
        return
    if "sentence" not in trouble:
        if not key:
            _ask_which(board, trouble)
    elif (form_key(trouble["key"]) if trouble["key"] else "") == key:
        notice(say("forms.not_saved"), trouble["sentence"], tone="bad", shape="square")


def _ask_which(board: Board, trouble: dict[str, Any]) -> None:
    """What each side has, and what to do; until it is decided, nothing that was typed is gone."""
    asked, column = trouble["asked"], trouble["column"]
    sides = (asked.seen.get(column), trouble["now"], asked.values.get(column))
    seen, theirs, mine = (shown(board, asked.table, column, value) for value in sides)
    label = board.label(asked.table, column)
    conflict.ask(conflict.Sides(label, seen, theirs, mine, trouble["who"]), partial(_decide, board, trouble))


def _decide(board: Board, trouble: dict[str, Any], chosen: str) -> None:
    """Write mine as somebody who has seen theirs, or only the other fields, or nothing: the form stays as it is."""
    _forget()
    asked, column = trouble["asked"], trouble["column"]
    values, seen = asked.values, asked.seen
    if chosen == conflict.CANCEL:
        return
    if chosen == conflict.MINE:
        seen = {**seen, column: trouble["now"]}
    else:
        values, seen = _without(values, column), _without(seen, column)
    said = say("forms.saved")
    _carry_out(replace(asked, board=board, values=values, seen=seen, said=said, then=None, address=_address()))


def _without(values: Mapping[str, Any], column: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != column}


def shown(board: Board, table: str, column: str, value: Any) -> str:
    """A value as people read it: the word of a choice, the name behind an id, a written date, money as money."""
    if not known(value):
        return say("forms.nothing")
    declared = board.column(table, column)
    if isinstance(value, (tuple, list)):
        return ", ".join(_word(board, declared, each) for each in value)
    return _word(board, declared, value)


def _word(board: Board, column: Column, value: Any) -> str:
    if column.kind in ("choice", "choices"):
        chosen = board.schema.choices[column.choices or ""].get(str(value))
        return chosen.label(board.language) if chosen else str(value)
    if column.kind in ("reference", "references"):
        return titles(board, column.to or "").get(str(value), str(value))
    if column.kind == "bool":
        return say("forms.yes" if value else "forms.no")
    if column.kind == "phone":
        return shown_phone(str(value))
    if column.kind == "date" and hasattr(value, "month"):
        return day(value)
    return FORMATS[column.kind](value) if column.kind in FORMATS and isinstance(value, (int, float)) else str(value)


def _refused(asked: Asked, error: Invalid) -> None:
    key, fields, elsewhere = asked.key, dict(error.details.get("fields", {})), asked.address != _address()
    told = {column: _why(asked, column, str(reason), error) for column, reason in fields.items()}
    if key:
        errors(form_key(key)).update(told)
    _keep(key)
    if not key or not fields or elsewhere:
        _failed(key, " ".join(dict.fromkeys(told.values())) or error.message(asked.board.language), elsewhere=elsewhere)


def _why(asked: Asked, column: str, reason: str, error: Invalid) -> str:
    """Why a column's value cannot be stored: as the sheet's problems are told, or as what can go wrong with a save."""
    board, label = asked.board, asked.board.label(asked.table, column)
    example = board.column(asked.table, column).example(board.language)
    details = {**error.details, "column": label, "label": label, "example": example}
    for section in ("problems", "errors"):
        if has_sentence(section, reason):
            return sentence(section, reason, details, language=board.language)
    return error.message(board.language)


def _failed(key: str, line: str, *, elsewhere: bool = False) -> None:
    """Said in its form; under the header of the page that the person went to meanwhile."""
    _keep(key)
    st.session_state[TROUBLE] = {"key": "" if elsewhere else key, "sentence": line}


def _done(asked: Asked, row: str | None) -> None:
    key = asked.key
    _forget()
    saved(_said(asked, row))
    if key and typed.changed_since(asked.form, asked.sent):
        _go_on(asked, row)
        return
    if key:
        typed.forget(asked.form)
        newnames.offer(asked.form, ())
        typed.turn_to(key, asked.revision + 1)
    if asked.then is not None and asked.address == _address():
        asked.then(row)


def _said(asked: Asked, row: str | None) -> str:
    return asked.said.replace("{id}", str(row))


def _go_on(asked: Asked, row: str | None) -> None:
    """Something was typed after the press: the form stays as it is, and the next press saves it into the same row."""
    typed.turn_to(asked.key, asked.revision)  # the run before this one may have been ended half-way through `_done`
    typed.stay(asked.form, asked.values, row if asked.row is None else None)
    saved(say("forms.saved_but", said=_said(asked, row)))
    _failed(asked.key, say("forms.typed_after"), elsewhere=asked.address != _address())


def _address() -> str:
    return str(st.session_state.get(navigation.SHOWN, ""))


def _forget() -> None:
    st.session_state.pop(TROUBLE, None)
