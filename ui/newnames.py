"""Names in a form that the register of partners lacks: offered to be added there, in the same save as the row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets.changes import Change
from ui.words import say

if TYPE_CHECKING:
    from ui.fields import Field
    from ui.frame import Board

ADDED_TO = "partners"
REFERENCES = ("reference", "references")


def unknown(board: Board, fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Column → the names in it that no partner has; none where the sheet has no register to add them to."""
    if not any(read.table == ADDED_TO and read.plain for read in board.snapshot.reads):
        return {}
    asked = [f.column for f in fields if f.column.kind in REFERENCES and f.column.to == ADDED_TO]
    typed = {column.key: _several(values.get(column.key)) for column in asked}
    if not any(typed.values()):
        return {}
    from sheets.doctor.names import index_of  # only where a name was typed: a server starts without it

    index = board.once("names of partners", lambda: index_of(board.snapshot, ADDED_TO))
    found = {key: [name for name in names if not index.find(name)] for key, names in typed.items()}
    return {key: names for key, names in found.items() if names}


def _several(value: Any) -> list[str]:
    texts = value if isinstance(value, (tuple, list)) else [value]
    return [str(text).strip() for text in texts if text]


def sentence_of(board: Board, names: list[str]) -> str:
    """That these names are in no row yet, and which row may have been meant."""
    from sheets.doctor.names import meant, names_of

    near = [row for name in names for row in meant(board.snapshot, ADDED_TO, name)]
    said = say("forms.new_names", names=", ".join(names), tab=_tab(board))
    if not near:
        return said
    called = names_of(board.snapshot, ADDED_TO)
    return f"{said} {say('forms.new_names_near', name=called[near[0]][0])}"


def offer(key: str, names: Iterable[str]) -> None:
    """Remember what a form offers to add from now on; nothing for no names."""
    st.session_state[f"lb.new.{key}"] = list(dict.fromkeys(names))


def button(board: Board, key: str) -> bool:
    """The button beside "Simpan" that adds the names too; answers whether it was pressed."""
    names: list[str] = st.session_state.get(f"lb.new.{key}", [])
    if not names:
        return False
    label = say("forms.add_and_save", tab=_tab(board))
    return st.button(label, icon=":material/person_add:", key=f"{key}.add")


def take(key: str, names: Iterable[str]) -> None:
    """The person said yes: these become rows in the save that follows."""
    st.session_state[f"lb.beside.{key}"] = list(dict.fromkeys(names))


def beside(board: Board, key: str) -> list[Change]:
    """The new rows that are saved together with the row of this form."""
    names: list[str] = st.session_state.get(f"lb.beside.{key}", [])
    title = board.schema.tables[ADDED_TO].title
    return [Change(ADDED_TO, None, {title: name}, lenient=True) for name in names]


def _tab(board: Board) -> str:
    return board.schema.tables[ADDED_TO].tab(board.language)
