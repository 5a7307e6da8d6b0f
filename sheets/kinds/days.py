"""Dates in digits: 17/8/2026, 2026-08-17, 08/2026, 20260817, and the bare numbers of a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sheets.kinds.base import Reading, unreadable
from sheets.kinds.period import FIRST_YEAR, LAST_YEAR, Clock, Span, SpanWords, day_span, months_span
from sheets.kinds.typed import FIRST_SERIAL, LAST_SERIAL, from_serial

FAR = 15  # years; a short year further ahead was perhaps meant for the last century
LIKELY_FIRST, LIKELY_LAST = 36526, 55153  # the day numbers of 2000 to 2050
DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?('?\d{2}|\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{1,2})", re.ASCII)
MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{4})", re.ASCII)
YEAR_MONTH = re.compile(r"(\d{4})\s?[/.\-]\s?(\d{1,2})", re.ASCII)
DAY_MONTH = re.compile(r"(\d{1,2})\s?[/\-]\s?(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Style:
    """How one column's dates are read: by which clock, which end counts, and whether its months come first.

    `sure`: a person said which comes first.
    """

    clock: Clock
    edge: str = "end"
    month_first: bool = False
    sure: bool = False


def in_digits(text: str, style: Style) -> Reading | None:
    """A date written in digits alone; None when the text is none."""
    if found := DAY_FIRST.fullmatch(text):
        return day_first(found, style)
    if found := YEAR_FIRST.fullmatch(text):
        return exact_day(int(found[1]), int(found[2]), int(found[3]))
    if text.isdecimal():
        return _digits(text)
    if found := MONTH_YEAR.fullmatch(text):
        return span_or_nothing(months_span(int(found[2]), int(found[1]), int(found[1])))
    if (found := YEAR_MONTH.fullmatch(text)) and int(found[2]) <= 12:
        return span_or_nothing(months_span(int(found[1]), int(found[2]), int(found[2])))
    if found := DAY_MONTH.fullmatch(text):
        return day_without_year(int(found[1]), int(found[2]), style)
    return None


def span_or_nothing(span: Span | None) -> Reading:
    """A span as a reading; what the calendar does not have is unreadable, never rolled over."""
    return Reading(span) if span is not None else unreadable("impossible_date")


def exact_day(year: int, month: int, day: int) -> Reading:
    """One day of the calendar."""
    return span_or_nothing(day_span(year, month, day))


def full_year(text: str) -> int:
    """A year of two digits is one of this century."""
    digits = text.lstrip("'")
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def day_first(found: re.Match[str], style: Style) -> Reading:
    """17/8/2026: the day first, unless it cannot be or the whole column proves otherwise."""
    first, second, year = int(found[1]), int(found[2]), full_year(found[3])
    if len(found[3]) < 4 and year > style.clock.today.year + FAR:
        return noticed(day_first_of(first, second, year, style), "far_year")
    return day_first_of(first, second, year, style)


def day_first_of(first: int, second: int, year: int, style: Style) -> Reading:
    """Two numbers and a year in the order that the column and the calendar allow."""
    if style.month_first:
        reading = exact_day(year, first, second) if first <= 12 else exact_day(year, second, first)
        if style.sure and first <= 12:
            return reading
        return reading if reading.value is None else noticed(reading, "month_first_column")
    if second > 12 and first <= 12:
        return noticed(exact_day(year, first, second), "day_month_swapped")
    return exact_day(year, second, first)


def noticed(reading: Reading, reason: str) -> Reading:
    """A date that rests on an assumption, with how it was read."""
    return reading if reading.value is None else reading.noted(reason, SpanWords(*reading.value))


def day_without_year(day: int, month: int, style: Style) -> Reading:
    """A day in the year that the forum's period gives it, said aloud."""
    if style.month_first and day <= 12:
        day, month = month, day
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return unreadable("impossible_date")
    return noticed(exact_day(style.clock.year_of(month, day), month, day), "no_year")


def _digits(text: str) -> Reading:
    """Digits alone: a year, 20260817, 17082026, a day number of the spreadsheet, or only the number of a period."""
    if not text.isascii() or len(text) > 8:
        return unreadable("not_a_date")
    if len(text) == 8:
        return _eight(text)
    number = int(text)
    if len(text) == 5 and not LIKELY_FIRST <= number <= LIKELY_LAST:
        return unreadable("not_a_date")
    return number_span(number, typed_as_text=True)


def _eight(text: str) -> Reading:
    span = day_span(int(text[:4]), int(text[4:6]), int(text[6:])) or day_span(
        int(text[4:]), int(text[2:4]), int(text[:2])
    )
    return span_or_nothing(span)


def number_span(number: float, *, typed_as_text: bool = False, serial_dates: bool = True) -> Reading:
    """A number in a date column: a year, a day number of the spreadsheet, or (1–366) only the number of a period."""
    if number != number or number in (float("inf"), float("-inf")):
        return Reading()
    if FIRST_SERIAL <= number < LAST_SERIAL + 1:
        day = from_serial(number)
        reading = Reading(Span(day, day))
        return reading if serial_dates and not typed_as_text else noticed(reading, "serial_date")
    if number != int(number):
        return unreadable("not_a_date")
    if FIRST_YEAR <= number <= LAST_YEAR:
        return span_or_nothing(months_span(int(number), 1, 12))
    if 1 <= number <= 366:
        return unreadable("period_number")
    return (
        _eight(str(int(number)))
        if 19000101 <= number <= 31122100 and len(str(int(number))) == 8
        else unreadable("not_a_date")
    )
