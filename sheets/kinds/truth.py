"""Yes or no: words, ticks, tick boxes and 1/0; an `x` means what the rest of its column says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import (
    NOTHING,
    Cell,
    ColumnReading,
    Context,
    Kind,
    Reading,
    is_blank,
    key_of,
    notice,
    read_each,
    refuse,
    unreadable,
)
from sheets.kinds.typed import is_dash, is_error, one_line
from sheets.kinds.vocabulary import Vocabulary, vocabulary
from sheets.schema import load_schema

if TYPE_CHECKING:
    from sheets.schema import Column

UNKNOWN = frozenset({"", "?", "n/a", "na", "tbd", "menyusul", "kosong", "belum diisi", "tidak tahu", "tt"})


class Truth(Kind):
    """Yes, no or nothing."""

    name = "bool"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """True, False or None for each cell."""
        if set(map(type, cells)) <= {bool, NOTHING}:
            return ColumnReading({key_of(column): list(cells)}, [])
        words, cells = yes_and_no(context), context.told.spoken(cells)
        other_yes = any(cell is True or (isinstance(cell, str) and words.look_up(cell) == "yes") for cell in set(cells))
        x_means = False if other_yes else None
        values, findings = read_each(cells, lambda cell: read_truth(cell, words, x_means=x_means))
        return ColumnReading({key_of(column): values}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """True or False."""
        cell = value if isinstance(value, str | bool | int | float) else str(value)
        reading = read_truth(cell, yes_and_no(context), x_means=None)
        for note in reading.notes:
            refuse(note.reason, context)
        return reading.value

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A tick in a column of tick boxes; else the word that the column uses for it, or Ya/Tidak."""
        if is_blank(value):
            return None
        if any(isinstance(cell, bool) for cell in like):
            return bool(value)
        words, wanted = yes_and_no(context), "yes" if value else "no"
        used = [cell for cell in like if isinstance(cell, str) and words.look_up(cell) == wanted]
        return max(set(used), key=used.count) if used else words.label(wanted, context.language)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """Ya or Tidak, Yes or No."""
        return "" if is_blank(value) else yes_and_no(context).label("yes" if value else "no", language)


def yes_and_no(context: Context | None) -> Vocabulary:
    """The words for yes and no (`[[yes_no]]` in config/choices.toml)."""
    schema = context.schema if context is not None and context.schema is not None else load_schema()
    return vocabulary(schema.choices["yes_no"])


def read_truth(cell: Cell, words: Vocabulary, *, x_means: bool | None) -> Reading:
    """One cell; `x_means` None: an x counts as a tick, and that is said, because nothing else in its column does."""
    if cell is None or isinstance(cell, bool):
        return Reading(cell)
    if isinstance(cell, int | float):
        return Reading(bool(cell)) if cell in (0, 1) else unreadable("not_yes_no")
    if not isinstance(cell, str):
        return unreadable("not_yes_no")
    mark = one_line(cell).casefold()
    if mark.strip("()[] .") == "x":
        return notice(True, "x_as_yes", "✔") if x_means is None else Reading(x_means)
    if key := words.look_up(mark):
        return Reading(key == "yes")
    if is_error(mark):
        return unreadable("error_cell", error=mark.upper())
    return Reading() if is_dash(mark) or mark in UNKNOWN else unreadable("not_yes_no")
