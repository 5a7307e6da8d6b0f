"""A form for any table, derived from its declaration: the right widget per kind, errors under their field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets import Invalid
from sheets.declared import Column
from sheets.words import has_sentence, sentence
from ui import newnames, saving, secondsheet, typed
from ui.blocks import notice, section
from ui.fields import Field
from ui.marks import chip, div, show, soft
from ui.markup import Html
from ui.words import known, say, upper_first

if TYPE_CHECKING:
    from ui.frame import Board

WIDE = {"long", "references", "choices"}
# How a form was sent: as it is, or with the names that the register lacks.
SENDING, ADDING = "sending", "adding"
FOOT = ""


@dataclass(frozen=True)
class Entry:
    """What a person sent with a form: only the columns that changed, and what they held when shown."""

    values: dict[str, Any]
    seen: dict[str, Any] = field(default_factory=dict)


def form(
    board: Board,
    table: str,
    *,
    key: str,
    columns: Sequence[str] = (),
    values: Mapping[str, Any] | None = None,
    title: str = "",
    proposed: Mapping[str, Any] | None = None,
    on_cancel: Callable[[], None] | None = None,
    row: str | None = None,
) -> Entry | None:
    """Ask for columns of a table; answers an Entry when it was sent and every field can be stored, else None.

    `values` are the present values of a `row` (empty for a new one, which starts from `proposed`); `key` names the form
    and survives reruns, so what was typed stays there until `ui.save` succeeded. Private columns are left out unless
    the role may see them.
    """
    if not board.may_write:
        notice("", board.read_only or say("roles.only_look"), tone="soft")
        return None
    key = typed.form_key(key)
    names = _columns(board, table, columns)
    back = typed.restore(key)
    values = typed.as_shown(key, names, values or {})
    fields = [_field(board, table, name, values, key, proposed or {}) for name in names]
    section(
        title or upper_first(say("forms.new", what=board.schema.tables[table].label(board.language))),
        _required(board, fields),
    )
    sent = st.session_state.pop(f"lb.sent.{key}", None)
    if sent:
        saving.errors(key).clear()
    held, places = _draw(board, fields, key, on_cancel, back=back)
    if not sent:
        saving.say_trouble(board, key)
        return None
    entry = _entry(fields, held, key, new=not values)
    public = secondsheet.is_open(board, table, row, {**values, **held})
    if not _knows_names(board, fields, held, key, adding=sent == ADDING, public=public):
        st.rerun()
    _say_errors(key, places)
    _say_foot(fields, key, places[FOOT])
    return entry


def _draw(
    board: Board, fields: Sequence[Field], key: str, on_cancel: Callable[[], None] | None, *, back: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields and their buttons; answers what each field holds, and the places under them.

    No `st.form`: what was typed is sent when a field is left, and kept, so that it is there again after another page.
    """
    if back:
        notice("", say("forms.kept"), tone="soft")
    held, places = _ask(fields)
    _say_errors(key, places)
    if not any(each.changed(held[each.column.key]) for each in fields):
        typed.forget(key)
    _buttons(board, key, on_cancel)
    places[FOOT] = st.empty()
    _say_foot(fields, key, places[FOOT])
    return held, places


def _columns(board: Board, table: str, wanted: Sequence[str]) -> list[str]:
    return [name for name in wanted or board.schema.tables[table].asked if board.sees(table, name)]


def _field(
    board: Board, table: str, name: str, values: Mapping[str, Any], key: str, proposed: Mapping[str, Any]
) -> Field:
    column = board.column(table, name)
    start = _start(column, values)
    if not values and start is None:
        start = proposed.get(name, column.default)
    return Field(board, table, column, start if known(start) else None, f"{key}.{name}", partial(typed.keep, key))


def _start(column: Column, values: Mapping[str, Any]) -> Any:
    """What the field starts from: references by id, unless a name among them belongs to no row (it would be lost)."""
    typed: Any = values.get(column.key)
    if column.kind == "reference":
        return values.get(f"{column.key}_id") if known(values.get(f"{column.key}_id")) else typed
    if column.kind == "references" and known(typed):
        ids = values.get(f"{column.key}_ids") or ()
        return ids if len(ids) == len(typed) else typed
    return typed


def _ask(fields: Sequence[Field]) -> tuple[dict[str, Any], dict[str, Any]]:
    held: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for line in _lines(fields):
        for place, asked in zip(st.columns(len(line)) if len(line) > 1 else [st.container()], line, strict=True):
            with place:
                held[asked.column.key] = asked.ask()
                places[asked.column.key] = st.empty()
    return held, places


def _lines(fields: Sequence[Field]) -> list[list[Field]]:
    """Two fields a line; long texts, lists and the row's name take a whole line."""
    lines: list[list[Field]] = []
    for each in fields:
        whole = each.column.kind in WIDE or each.column.key == each.board.schema.tables[each.table].title
        if (
            whole
            or not lines
            or len(lines[-1]) == 2
            or lines[-1][0].column.kind in WIDE
            or lines[-1][0].column.key == "title"
        ):
            lines.append([each])
        else:
            lines[-1].append(each)
    return lines


def _knows_names(
    board: Board, fields: Sequence[Field], held: Mapping[str, Any], key: str, *, adding: bool, public: bool
) -> bool:
    """Whether the partners named are in the register or are to be added to it; else the form asks once more.

    Who is named in a case that is not for everyone (`public`) is offered to no register that everybody reads.
    """
    named = {each.column.key: held[each.column.key] for each in fields if each.changed(held[each.column.key])}
    found = newnames.unknown(board, fields, named) if public else {}
    names = [name for each in found.values() for name in each]
    newnames.offer(key, names)
    newnames.take(key, names if adding else ())
    if not names or adding:
        return True
    saving.errors(key).update({column: newnames.sentence_of(board, each) for column, each in found.items()})
    return False


def _buttons(board: Board, key: str, on_cancel: Callable[[], None] | None) -> None:
    """Send the form, send it with names that the register lacks, or give it up: the whole page runs again."""
    with st.container(horizontal=True, key=f"lb-send-{key}"):
        sent = SENDING if st.button(say("forms.save"), type="primary", key=f"{key}.send") else ""
        sent = ADDING if newnames.button(board, key) else sent
        cancelled = on_cancel is not None and st.button(
            say("forms.cancel"), type="tertiary", key=f"{key}.cancel", on_click=partial(_cancelled, key, on_cancel)
        )
    if sent:
        st.session_state[f"lb.sent.{key}"] = sent
    if sent or cancelled:
        st.rerun()


def _cancelled(key: str, on_cancel: Callable[[], None]) -> None:
    saving.let_go(key)
    newnames.offer(key, ())
    on_cancel()


def _entry(fields: Sequence[Field], held: Mapping[str, Any], key: str, *, new: bool) -> Entry | None:
    values: dict[str, Any] = {}
    for each in fields:
        name = each.column.key
        if not each.changed(held[name]) and not (new and (each.column.required or known(each.start))):
            continue
        try:
            values[name] = each.typed(held[name])
        except Invalid as error:
            saving.errors(key)[name] = reason_sentence(error, each)
    if saving.errors(key):
        return None
    return Entry(values, {} if new else {name: each.start for each in fields if (name := each.column.key) in values})


def reason_sentence(error: Invalid, field: Field) -> str:
    """Why a field cannot be stored, in this visitor's language."""
    reason = str(error.details.get("fields", {}).get(field.column.key) or error.reason)
    details = {
        **error.details,
        "label": field.column.label(field.board.language),
        "example": field.column.example(field.board.language),
        "value": "",
    }
    if reason == "required":
        return say("forms.required_empty", **details)
    return (
        sentence("problems", reason, details, language=field.board.language)
        if has_sentence("problems", reason)
        else error.message(field.board.language)
    )


def _required(board: Board, fields: Sequence[Field]) -> str:
    names = [each.column.label(board.language).casefold() for each in fields if each.column.required]
    return say("forms.required", names=", ".join(names)) if names else ""


def _say_foot(fields: Sequence[Field], key: str, place: Any) -> None:
    """Beside the button, which fields to look at again: in a long form they are out of sight.

    What was refused of a column that the form does not ask for has no other place: it is said here.
    """
    found = saving.errors(key)
    labels = {each.column.key: each.column.label(each.board.language) for each in fields}
    names = ", ".join(label for name, label in labels.items() if name in found)
    lines = [names, *dict.fromkeys(text for name, text in found.items() if name not in labels)]
    if found:
        with place:
            lead = chip(f"{say('forms.not_saved')}:", "bad", "square")
            show(div("lb-error foot", lead, Html(" "), soft(" ".join(filter(None, lines)))))


def _say_errors(key: str, places: Mapping[str, Any]) -> None:
    for name, text in saving.errors(key).items():
        if name in places:
            with places[name]:
                first, _, rest = text.partition(". ")
                show(div("lb-error", chip(first + ("." if rest else ""), "bad", "square"), Html(" "), soft(rest)))
