"""Text: names, titles and notes, kept as typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import (
    NOTHING,
    NUMBERS,
    Cell,
    ColumnReading,
    Context,
    Kind,
    Reading,
    is_blank,
    key_of,
    read_each,
    refuse,
    unreadable,
)
from sheets.kinds.typed import FIRST_SERIAL, LAST_SERIAL, clean, format_at, is_dash, is_error, shown_as

if TYPE_CHECKING:
    from sheets.schema import Column

EDGE = "\x1f"  # stands between the cells of a column when they are searched all at once
SUSPECT = (f"{EDGE} ", f" {EDGE}", f"{EDGE}'", f"{EDGE}\t", f"{EDGE}\n", f"\n{EDGE}", f"\t{EDGE}", "\r", "\x0b", "\xa0",
           f"{EDGE}#", f"{EDGE}-", f"{EDGE}.", f"{EDGE}N/A{EDGE}", f"{EDGE}n/a{EDGE}", f"{EDGE}NA{EDGE}")  # fmt: skip
SAMPLE = 500  # a column that repeats itself in its first cells is searched by its distinct texts


class Text(Kind):
    """Words as typed: only blanks around them and characters nobody sees are taken away."""

    name = "text"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """Text or None for each cell; numbers and dates as the person sees them."""
        types = set(map(type, cells))
        if types <= {str, NOTHING} and not needs_cleaning(cells, types):
            values: list[Any] = [cell or None for cell in cells] if NOTHING in types or "" in cells else list(cells)
            return ColumnReading({key_of(column): values}, [])
        formats = context.formats() if _formats_decide(cells, types, context) else None
        if formats is not None:
            cells = [shown_as(c, format_at(formats, i), serial_dates=context.serial_dates) for i, c in enumerate(cells)]
        values, findings = read_each(cells, read_text)
        return ColumnReading({key_of(column): values}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """The text as typed in the form; a dash is nothing, as it is when it is read."""
        reading = read_text(value)
        if reading.notes:
            refuse(reading.notes[0].reason, context, **reading.notes[0].details)
        return reading.value or self.check_empty(context)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """The text itself."""
        return "" if is_blank(value) else str(value)


class LongText(Text):
    """Text of several lines."""

    name = "long"


class Ident(Text):
    """The name of a row (`TG-012`): text, never counted with."""

    name = "id"


def read_text(cell: Cell) -> Reading:
    """One cell as text; a dash means nothing, an error value is reported."""
    text = clean(cell) if isinstance(cell, str) else shown_as(cell)
    if not text or is_dash(text) or text in ("N/A", "n/a", "NA"):
        return Reading()
    return unreadable("error_cell", error=text) if is_error(text) else Reading(text)


def needs_cleaning(cells: Sequence[Any], types: set[type]) -> bool:
    """Whether any text of a column has to be looked at on its own; one search over all of them together."""
    if len(cells) > SAMPLE and len(set(cells[:SAMPLE])) < SAMPLE // 2:
        cells = list(set(cells))
    joined = EDGE.join(filter(None, cells)) if NOTHING in types else EDGE.join(cells)
    joined = f"{EDGE}{joined}{EDGE}"
    return any(map(joined.__contains__, SUSPECT)) or (not joined.isascii() and _has_unseen(joined))


def _has_unseen(joined: str) -> bool:
    return any(map(joined.__contains__, UNSEEN))


def _formats_decide(cells: Sequence[Cell], types: set[type], context: Context) -> bool:
    """Whether a number in this column may be a date, a time or a percent to the person who sees it."""
    if not types & NUMBERS:
        return False
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    return any(0 < n < 1 or (context.serial_dates and FIRST_SERIAL <= n <= LAST_SERIAL) for n in numbers)


UNSEEN = ("\u2007", "\u202f", "\u2009", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u2028",
          f"{EDGE}–", f"{EDGE}—", f"{EDGE}…", f"{EDGE}−", f"{EDGE}\u3000", f"\u3000{EDGE}")  # fmt: skip
