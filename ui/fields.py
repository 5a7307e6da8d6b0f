"""One form field per kind of cell: the widget that asks for it, and the typed value of what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from sheets.declared import Column
from ui.words import known, number, say

if TYPE_CHECKING:
    from ui.frame import Board

NUMBERS = ("number", "percent", "money", "latitude", "longitude")
INPUT_TYPES: dict[str, Any] = {"email": "email", "url": "url", "phone": "phone"}


@dataclass(frozen=True)
class Field:
    """One column asked for in a form, with the value it starts from; `taken` is called when something was typed."""

    board: Board
    table: str
    column: Column
    start: Any
    key: str
    taken: Callable[[], None] | None = None

    def ask(self) -> Any:
        """Draw the widget; answers what it holds now, untyped."""
        kind = self.column.kind
        if kind == "choice":
            return self._choice()
        if kind == "choices":
            return tuple(self._many(self._choices(), self._word))
        if kind == "reference":
            return self._reference()
        if kind == "references":
            return tuple(self._many(list(self._titles()), lambda key: self._titles().get(key, key), new=True))
        if kind == "bool":
            return st.checkbox(
                self._label(), value=bool(self.start), key=self.key, help=self._help(), on_change=self.taken
            )
        if kind == "date":
            return st.date_input(
                self._label(),
                value=self._day(),
                format="DD/MM/YYYY",
                key=self.key,
                help=self._help(),
                on_change=self.taken,
            )
        if kind == "long":
            return st.text_area(
                self._label(),
                value=self.start or "",
                key=self.key,
                help=self._help(),
                placeholder=self._example(),
                height=96,
                on_change=self.taken,
            )
        return self._text()

    def changed(self, held: Any) -> bool:
        """Whether the field holds something else than it started from."""
        return bool(self._plain(held) != self._plain(self.before()))

    def before(self) -> Any:
        """What the widget holds when nobody touched it."""
        kind = self.column.kind
        if kind in NUMBERS:
            return self._number()
        if kind == "date":
            return self._day()
        return bool(self.start) if kind == "bool" else self.start

    def typed(self, held: Any) -> Any:
        """The typed value of what was entered. Raises Invalid with the reason."""
        from sheets.kinds import KINDS
        from sheets.kinds.base import Context

        context = Context(
            schema=self.board.schema, today=self.board.today, settings=self.board.settings, language=self.board.language
        )
        return KINDS[self.column.kind].check(held if known(held) else None, context.for_column(self.column))

    def _text(self) -> Any:
        kind = self.column.kind
        start = self._number() if kind in NUMBERS else self.start
        return st.text_input(
            self._label(),
            value=start or "",
            key=self.key,
            help=self._help(),
            placeholder=self._example(),
            type=INPUT_TYPES.get(kind, "default"),
            on_change=self.taken,
        )

    def _choice(self) -> Any:
        options = self._choices()
        index = options.index(self.start) if self.start in options else None
        return st.selectbox(
            self._label(),
            options,
            index=index,
            format_func=self._word,
            key=self.key,
            help=self._help(),
            placeholder=say("forms.choose"),
            on_change=self.taken,
        )

    def _reference(self) -> Any:
        titles = self._titles()
        options = list(titles) if self.start in titles or not known(self.start) else [self.start, *titles]
        index = options.index(self.start) if known(self.start) else None
        return st.selectbox(
            self._label(),
            options,
            index=index,
            format_func=lambda key: titles.get(key, key),
            key=self.key,
            help=self._help(),
            placeholder=say("forms.choose_or_type"),
            accept_new_options=True,
            on_change=self.taken,
        )

    def _many(self, options: list[str], word: Any, *, new: bool = False) -> list[str]:
        start = list(self.start) if known(self.start) else []
        options = [*options, *(each for each in start if each not in options)]
        return st.multiselect(
            self._label(),
            options,
            default=start,
            format_func=word,
            key=self.key,
            help=self._help(),
            placeholder=say("forms.choose_or_type" if new else "forms.choose"),
            accept_new_options=new,
            on_change=self.taken,
        )

    def _titles(self) -> dict[str, str]:
        return titles(self.board, self.column.to or "")

    def _choices(self) -> list[str]:
        return list(self.board.schema.choices[self.column.choices or ""].keys)

    def _word(self, key: str) -> str:
        chosen = self.board.schema.choices[self.column.choices or ""].get(key)
        return chosen.label(self.board.language) if chosen else key

    def _number(self) -> str:
        """The number as a person would type it, all its decimals kept."""
        if not known(self.start):
            return ""
        places = 2 if self.column.kind in ("money", "percent") else 6
        text = number(self.start, places).replace("−", "-")
        return f"{text}%" if self.column.kind == "percent" else text

    def _day(self) -> date | None:
        return pd.Timestamp(self.start).date() if known(self.start) else None

    def _label(self) -> str:
        label, unit = self.column.label(self.board.language), self.column.unit
        return f"{label} ({unit})" if unit and f"({unit})" not in label else label

    def _help(self) -> str | None:
        """Help where the field itself cannot say it: a placeholder already shows an example."""
        return (
            self.column.help(self.board.language)
            if self.column.help and not self.column.example and not self.column.required
            else None
        )

    def _example(self) -> str:
        return say("forms.example", example=self.column.example(self.board.language)) if self.column.example else ""

    @staticmethod
    def _plain(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple(value) or None
        return value if known(value) and value is not False else None


def titles(board: Board, table: str) -> dict[str, str]:
    """Id → name of every row of a table, in the sheet's order; partners by their short name if they have one."""

    def build() -> dict[str, str]:
        frame = board.tables[table]
        names = frame[board.schema.tables[table].title]
        if "short_name" in frame:
            names = frame["short_name"].where(frame["short_name"].notna(), names)
        return {str(id_): str(name) for id_, name in names.items() if known(name)}

    return board.once(("titles", table), build)
