"""Dates: one day or a period of days, of which the column's edge counts; typed cells and day numbers in bulk."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sheets.kinds.arrays import Floats, blanks_as_none
from sheets.kinds.base import (
    NOTHING,
    NOTICE,
    Cell,
    ColumnReading,
    Context,
    Finding,
    Kind,
    Reading,
    found_at,
    is_blank,
    key_of,
    refuse,
    unreadable,
)  # fmt: skip
from sheets.kinds.dating import parse_date
from sheets.kinds.days import Style, number_span
from sheets.kinds.period import FIRST_YEAR, LAST_YEAR, Clock, Span, SpanWords, show_day
from sheets.kinds.told import MONTH_FIRST
from sheets.kinds.typed import FIRST_SERIAL, LAST_SERIAL, format_at, format_precision

if TYPE_CHECKING:
    from sheets.schema import Column

Days = np.ndarray[Any, np.dtype[np.int64]]
Times = np.ndarray[Any, Any]
EPOCH_ORDINAL = 719163  # 1970-01-01
EPOCH_SERIAL = 25569  # the spreadsheet's day number of 1970-01-01
NO_DAY = np.iinfo(np.int64).min  # numpy's own mark for "no time"
FIRST_DAY, LAST_DAY = (
    date(y, m, d).toordinal() - EPOCH_ORDINAL for y, m, d in ((FIRST_YEAR + 1, 1, 1), (LAST_YEAR, 12, 31))
)
SLASHED = re.compile(r"\s*(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(?:\d{2}|\d{4})\s*", re.ASCII)
PROOFS = 2  # so many months-first texts, and no day-first one, prove a column


class DateKind(Kind):
    """A date at the edge that counts; `<key>_from` and `<key>_to` hold the whole of what was written."""

    name = "date"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """Three datetime64 arrays: the edge, the first and the last day."""
        low, high, findings = read_days(column, cells, context)
        key, edge = key_of(column), _edge(column)
        lows = as_times(low)
        highs = lows if high is low else as_times(high)
        return ColumnReading(
            {key: lows if edge == "start" else highs, f"{key}_from": lows, f"{key}_to": highs}, findings
        )

    def accept(self, value: Any, context: Context) -> Any:
        """One exact day as a date; "akhir Maret" is refused, for a form has to say which day."""
        if isinstance(value, str):
            return self._typed(value, context)
        day = as_day(value)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            refuse("not_a_date", context)
        return day

    def _typed(self, text: str, context: Context) -> date:
        reading = parse_date(text, style_of(context.column, context))
        for note in reading.notes:
            refuse(note.reason, context, **note.details)
        if reading.value is None:
            refuse("not_a_date", context)
        if reading.value.low != reading.value.high:
            refuse("imprecise_date", context)
        return reading.value.low  # type: ignore[no-any-return]

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A date cell."""
        return None if is_blank(value) else as_day(value)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """17 Agu 2026, 17 Aug 2026."""
        day = None if is_blank(value) else as_day(value)
        return show_day(day, language) if day else ""


class DateRange(DateKind):
    """When something happens: its first day goes to one column of the table, its last day to another."""

    name = "date_range"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """The six arrays of the two date columns that `column.splits` names."""
        low, high, findings = read_days(column, cells, context)
        start, end = column.splits if column is not None and len(column.splits) == 2 else ("start", "end")
        first, last = as_times(low), as_times(high)
        values = {f"{start}{tail}": first for tail in ("", "_from", "_to")}
        return ColumnReading(values | {f"{end}{tail}": last for tail in ("", "_from", "_to")}, findings)


def as_day(value: Any) -> date | None:
    """A date of any sort of date value (datetime, Timestamp, datetime64); None when it is none."""
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def as_times(days: Days) -> Times:
    """Days since 1970 as datetime64[s]; no day as not-a-time."""
    return days.view("datetime64[D]").astype("datetime64[s]")


def _edge(column: Column | None) -> str:
    return column.edge if column is not None else "end"


def style_of(column: Column | None, context: Context, *, month_first: bool = False) -> Style:
    """How this column's dates are read."""
    return Style(Clock(context.today, context.period), _edge(column), month_first)


def _style_told(column: Column | None, cells: Sequence[Any], types: set[type], context: Context) -> Style:
    """How this column's dates are read: as a person said, else as its texts prove."""
    told = context.told
    style = style_of(column, context, month_first=not told.order and str in types and month_first(cells))
    if not told:
        return style
    clock = Clock(context.today, context.period, told.year)
    return Style(clock, style.edge, style.month_first or told.order == MONTH_FIRST, bool(told.order))


def read_days(column: Column | None, cells: Sequence[Cell], context: Context) -> tuple[Days, Days, list[Finding]]:
    """The first and last day of every cell as days since 1970 (the same array twice when all are exact)."""
    cells = blanks_as_none(cells)
    types = set(map(type, cells))
    days = _bulk(cells, types, context)
    if days is not None:
        high, findings = _by_format(days, cells, _edge(column), context)
        return days, high, findings
    style = _style_told(column, cells, types, context)
    low, high, findings = _each(cells, types, lambda cell: read_date(cell, style, context))
    if context.told.year is not None:
        findings = [finding for finding in findings if finding.reason != "no_year"]
    if types & {datetime, date, int, float}:
        exact = np.array([type(cell) in (datetime, date, int, float) for cell in cells]) & (low == high)
        shown, _ = _by_format(np.where(exact, low, NO_DAY), cells, _edge(column), context)
        high = np.where(exact, shown, high)
        findings = sorted([*findings, *_maybe_swapped(cells, low)], key=lambda finding: finding.index)
    return low, high, findings


def _bulk(cells: Sequence[Any], types: set[type], context: Context) -> Days | None:
    """All the days at once when the column holds nothing but dates or nothing but plausible day numbers."""
    if types <= {datetime, date, NOTHING}:
        days = np.array([NO_DAY if c is None else c.toordinal() - EPOCH_ORDINAL for c in cells], dtype=np.int64)
        return days if ((days == NO_DAY) | ((days >= FIRST_DAY) & (days <= LAST_DAY))).all() else None
    if context.serial_dates and types <= {int, float, NOTHING}:
        return _bulk_serials(cells)
    return None


def _bulk_serials(cells: Sequence[Any]) -> Days | None:
    try:
        numbers: Floats = np.array(cells, dtype=np.float64)
    except OverflowError:
        return None
    empty = np.isnan(numbers)
    if not (empty | ((numbers >= FIRST_SERIAL) & (numbers < LAST_SERIAL + 1))).all():
        return None
    return np.where(empty, NO_DAY, np.where(empty, 0, np.floor(numbers)).astype(np.int64) - EPOCH_SERIAL)


def _each(cells: Sequence[Any], types: set[type], parse: Callable[[Any], Reading]) -> tuple[Days, Days, list[Finding]]:
    keys: Sequence[Any] = [(type(c), c) for c in cells] if bool in types else cells
    readings = {key: parse(key[1] if type(key) is tuple else key) for key in set(keys)}
    low = {key: _ordinal(r.value.low) if r.value else NO_DAY for key, r in readings.items()}
    high = {key: _ordinal(r.value.high) if r.value else NO_DAY for key, r in readings.items()}
    lows = np.fromiter(map(low.__getitem__, keys), np.int64, len(cells))
    highs = lows if low == high else np.fromiter(map(high.__getitem__, keys), np.int64, len(cells))
    return lows, highs, found_at(keys, {key: r.notes for key, r in readings.items() if r.notes})


def _ordinal(day: date) -> int:
    return day.toordinal() - EPOCH_ORDINAL


def read_date(cell: Cell, style: Style, context: Context) -> Reading:
    """The Span that one cell means."""
    if cell is None:
        return Reading()
    if isinstance(cell, str):
        return parse_date(cell, style)
    if isinstance(cell, bool | time | timedelta):
        return unreadable("not_a_date")
    if isinstance(cell, date):
        return _typed_day(cell)
    return number_span(cell, serial_dates=context.serial_dates)


def _typed_day(cell: date) -> Reading:
    day = cell.date() if isinstance(cell, datetime) else cell
    if date(1899, 12, 30) <= day < date(1901, 1, 1):
        return unreadable("period_number")
    return Reading(Span(day, day)) if FIRST_YEAR <= day.year <= LAST_YEAR else unreadable("year_out_of_range")


def _by_format(days: Days, cells: Sequence[Cell], edge: str, context: Context) -> tuple[Days, list[Finding]]:
    """A date cell that shows only its month ("mmm yyyy") means the whole month: its last day."""
    filled = days[days != NO_DAY]
    if edge == "start" or not len(filled):
        return days, []
    first = (days != NO_DAY) & (_months(days).astype("datetime64[D]").astype(np.int64) == days)
    formats = context.formats() if first.any() else None
    if formats is None:
        return days, []
    high = days.copy()
    for index in np.flatnonzero(first):
        precision = format_precision(format_at(formats, int(index)))
        if precision != "day":
            high[index] = _last_of(days[index], precision)
    return (high, []) if (high != days).any() else (days, [])


def _months(days: Days) -> Times:
    return np.where(days == NO_DAY, 0, days).view("datetime64[D]").astype("datetime64[M]")


def _last_of(day: np.int64, precision: str) -> int:
    """The last day of the month or year that a first day stands for."""
    first = date.fromordinal(int(day) + EPOCH_ORDINAL)
    if precision == "year" and first.month == 1:
        return _ordinal(first.replace(month=12, day=31))
    following = first.replace(day=28) + timedelta(days=4)
    return _ordinal(following.replace(day=1)) - 1


def month_first(cells: Sequence[Any]) -> bool:
    """Whether a column's texts prove that its months come first: several middles over 12, no first over 12."""
    proofs = 0
    for cell in set(cells):
        if type(cell) is str and (found := SLASHED.fullmatch(cell)):
            if int(found[1]) > 12:
                return False
            proofs += int(found[2]) > 12
    return proofs >= PROOFS


def _maybe_swapped(cells: Sequence[Any], low: Days) -> list[Finding]:
    """A sheet set to English turns 3/8/2026 into 8 March and leaves 17/8/2026 as text: then date cells are doubtful."""
    left = sum(1 for c in set(cells) if type(c) is str and (m := SLASHED.fullmatch(c)) and int(m[1]) > 12 >= int(m[2]))
    if left < PROOFS:
        return []
    typed = [i for i, c in enumerate(cells) if type(c) in (datetime, date, int, float) and low[i] != NO_DAY]
    days = [date.fromordinal(int(low[i]) + EPOCH_ORDINAL) for i in typed]
    if len(days) < PROOFS or any(day.day > 12 for day in days):
        return []
    return [
        Finding(i, "maybe_swapped", NOTICE, SpanWords(day, day))
        for i, day in zip(typed, days, strict=True)
        if day.day != day.month
    ]
