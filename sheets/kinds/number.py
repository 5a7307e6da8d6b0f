"""Numbers: one clear number, whatever unit a person wrote beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sheets.kinds.arrays import Floats, blanks_as_none, bulk_numbers, plain_texts
from sheets.kinds.base import (
    NOTHING,
    NUMBERS,
    UNREADABLE,
    Cell,
    ColumnReading,
    Context,
    Finding,
    Kind,
    Reading,
    in_order,
    is_blank,
    key_of,
    refuse,
)
from sheets.kinds.digits import english, indonesian
from sheets.kinds.figures import parse_number, scaled
from sheets.kinds.typed import FIRST_SERIAL, LAST_SERIAL, from_serial, is_date_format, is_percent_format, is_time_format
from sheets.kinds.writing import in_style_of

if TYPE_CHECKING:
    from sheets.schema import Column


class Number(Kind):
    """A number; no data is never 0."""

    name = "number"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A float64 array, not-a-number where there is nothing or nothing that could be read."""
        cells = blanks_as_none(cells)
        plain = plain_texts(cells) if set(map(type, cells)) <= {str, NOTHING} else None
        if plain is not None:
            return ColumnReading({key_of(column): plain}, [])
        values, findings = bulk_numbers(cells, in_style_of(cells, self.parse))
        values, more = self.judge(values, cells, context)
        return ColumnReading({key_of(column): values}, in_order(findings, more))

    def parse(self, text: str) -> Reading:
        """One text as a number."""
        return parse_number(text)

    def judge(self, values: Floats, cells: Sequence[Cell], context: Context) -> tuple[Floats, list[Finding]]:
        """Looks at the numbers that were typed as numbers; their formats decide where they may be dates or percents."""
        if not _formats_decide(values, cells, context):
            return values, []
        return by_format(values, cells, context)

    def accept(self, value: Any, context: Context) -> Any:
        """A finite number within the column's bounds."""
        number = self.strict(value, context)
        within_bounds(number, context)
        return number

    def strict(self, value: Any, context: Context) -> float:
        """The number of a form's value; what needs a guess is refused."""
        if isinstance(value, bool) or not isinstance(value, int | float | str | np.number):
            refuse("not_a_number", context)
        if not isinstance(value, str):
            return float(value)
        reading = self.parse(value)
        for note in reading.notes:
            refuse(note.reason, context, **note.details)
        return float(reading.value) if reading.value is not None else refuse("not_a_number", context)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A number cell; whole numbers as whole numbers."""
        return None if is_blank(value) else whole(float(value))

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """1.234,5 in Indonesian, 1,234.5 in English."""
        if is_blank(value):
            return ""
        return english(float(value)) if language == "en" else indonesian(float(value))


def whole(number: float) -> int | float:
    """A whole number without its ".0"."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def within_bounds(number: float, context: Context) -> None:
    """Refuses a number below the column's `min` or above its `max`."""
    column = context.column
    low, high = (column.min, column.max) if column is not None else (None, None)
    if number != number or number in (float("inf"), float("-inf")):
        refuse("not_a_number", context)
    if (low is not None and number < low) or (high is not None and number > high):
        refuse("out_of_range", context, min="…" if low is None else low, max="…" if high is None else high)


def _formats_decide(values: Floats, cells: Sequence[Cell], context: Context) -> bool:
    """Whether some number may be a percent (0.75 shown as 75%) or a date (a day number) to who sees it."""
    if not len(values) or not set(map(type, cells)) & NUMBERS:
        return False
    fraction = (values > 0) & (values <= 1) if not context.serial_dates else (values > 0) & (values < 1)
    if fraction.any():
        return True
    serial = (values >= 36526) & (values <= 55153) & (values == np.floor(values))
    return bool(context.serial_dates and serial.any())


def by_format(values: Floats, cells: Sequence[Cell], context: Context) -> tuple[Floats, list[Finding]]:
    """Numbers shown as percents are read as shown; numbers shown as dates or times are not numbers."""
    formats = context.formats()
    if formats is None:
        return values, []
    shown = {pattern: _shown_as(pattern) for pattern in set(formats)}
    findings = []
    for index, (cell, pattern) in enumerate(zip(cells, formats, strict=False)):
        if type(cell) not in NUMBERS or not (kind := shown[pattern]):
            continue
        if kind == "percent":
            values[index] = scaled(values[index], 100)
        elif values[index] >= FIRST_SERIAL or kind == "time":
            findings.append(_no_number(index, values[index]))
            values[index] = np.nan
    return values, findings


def _shown_as(pattern: str | None) -> str:
    if is_percent_format(pattern):
        return "percent"
    return "time" if is_time_format(pattern) else "date" if is_date_format(pattern) else ""


def _no_number(index: int, number: float) -> Finding:
    day = f"{from_serial(number):%d/%m/%Y}" if FIRST_SERIAL <= number <= LAST_SERIAL else f"{number:.4g}"
    return Finding(index, "number_as_date", UNREADABLE, None, {"date": day})
