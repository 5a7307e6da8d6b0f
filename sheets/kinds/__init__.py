"""Kinds of cells: everything between what a person typed in one cell and a typed value, both ways.

`read_column(column, cells, context)` reads a whole column; `KINDS["date"]` has `read`, `check`, `store` and `show` for
one value. Whatever was typed, reading never raises: what cannot be read is a `Finding` beside an empty value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import Cell, ColumnReading, Context, Finding, Kind, Note, Reading
from sheets.kinds.choice import ChoiceKind, Choices
from sheets.kinds.date import DateKind, DateRange
from sheets.kinds.link import Email, Url
from sheets.kinds.money import Money
from sheets.kinds.names import ReferenceIndex
from sheets.kinds.number import Number
from sheets.kinds.percent import Percent
from sheets.kinds.period import show_span
from sheets.kinds.phone import Phone, whatsapp_link
from sheets.kinds.place import Latitude, Longitude
from sheets.kinds.reference import Reference, References
from sheets.kinds.text import Ident, LongText, Text
from sheets.kinds.truth import Truth
from sheets.kinds.typed import shown_as

if TYPE_CHECKING:
    from sheets.schema import Column, Schema

__all__ = [
    "KINDS",
    "Cell",
    "ColumnReading",
    "Context",
    "Finding",
    "Kind",
    "Note",
    "Reading",
    "ReferenceIndex",
    "check",
    "read_column",
    "show",
    "show_span",
    "shown_as",
    "store",
    "whatsapp_link",
]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Ident(), Text(), LongText(), Number(), Money(), Percent(), DateKind(), DateRange(), ChoiceKind(), Choices(),
        Reference(), References(), Truth(), Phone(), Email(), Url(), Latitude(), Longitude(),
    )
}  # fmt: skip


def read_column(column: Column, cells: Sequence[Cell], context: Context) -> ColumnReading:
    """Reads one column. `values` holds its key (and `_from`/`_to`, `_id`/`_ids` beside it), each as long as `cells`.

    Numbers are float64 arrays (NaN = nothing), dates datetime64[s] arrays (NaT = nothing), the rest lists. A pair of
    coordinates in a latitude or longitude column adds the other half under "lon" or "lat".
    """
    return KINDS[column.kind].read_column(column, cells, _at(context, column))


def check(column: Column, value: Any, context: Context) -> Any:
    """The typed value of what a form holds for a column; raises Invalid (`fields`: column key → reason)."""
    return KINDS[column.kind].check(value, _at(context, column))


def store(column: Column, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
    """The cell to write for a typed value, written the way the column's present cells (`like`) are."""
    return KINDS[column.kind].store(value, _at(context, column), like)


def show(column: Column, value: Any, language: str = "id", schema: Schema | None = None) -> str:
    """A typed value for people; nothing is an empty text."""
    return KINDS[column.kind].show(value, language, Context(schema=schema, column=column) if schema else None)


def _at(context: Context, column: Column) -> Context:
    return context if context.column is column else replace(context, column=column)
