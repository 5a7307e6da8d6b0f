"""When people do not write a day: "akhir Maret", "minggu ke-2", "TW III", "2026", as a first and a last day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sheets.kinds.months import SHORT

PARTS = {
    **dict.fromkeys(("awal", "permulaan", "early", "beginning", "begin", "start"), 0),
    **dict.fromkeys(("pertengahan", "tengah", "medio", "mid", "middle"), 1),
    **dict.fromkeys(("akhir", "ahir", "penghujung", "terakhir", "late", "end", "last"), 2),
}
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Span(NamedTuple):
    """The first and the last day that a text can mean; the same day when it is exact."""

    low: date
    high: date


@dataclass(frozen=True, slots=True)
class SpanWords:
    """A span for "read as …": in words only for a reader, in the reader's language."""

    low: date
    high: date

    def __call__(self, language: str = "id") -> str:
        return show_span(self.low, self.high, language)

    def __str__(self) -> str:
        return self()


@dataclass(frozen=True, slots=True)
class Clock:
    """What a date without a year is measured by: today and the forum's period, or the year that a person named."""

    today: date
    period: tuple[date | None, date | None] = (None, None)
    year: int | None = None

    def year_of(self, month: int, day: int = 1) -> int:
        """The year in which this day falls within the forum's period; today's year where that does not decide."""
        start, end = self.period
        if self.year is not None:
            return self.year
        if start is None or end is None or end < start or end.year - start.year > 50:
            return self.today.year
        inside = [y for y in range(start.year, end.year + 1) if start <= _day(y, month, day) <= end]
        return self.today.year if not inside or self.today.year in inside else inside[0]


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def day_span(year: int, month: int, day: int) -> Span | None:
    """One exact day; None when the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        exact = date(year, month, day)
    except ValueError:
        return None
    return Span(exact, exact)


def months_span(year: int, first: int, last: int) -> Span | None:
    """Whole months of one year."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= 12):
        return None
    return Span(date(year, first, 1), _day(year, last, 31))


def quarter_span(year: int, number: int) -> Span | None:
    """Quarter 1–4 of a year."""
    return months_span(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def half_span(year: int, number: int) -> Span | None:
    """Semester 1–2 of a year."""
    return months_span(year, 6 * number - 5, 6 * number) if 1 <= number <= 2 else None


def week_span(year: int, month: int, number: int) -> Span | None:
    """Week n of a month: days 7n−6 to 7n, the fifth to the month's end; number 0 is the last seven days."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 0 <= number <= 5):
        return None
    end = monthrange(year, month)[1]
    first = end - 6 if number == 0 else 7 * number - 6
    return Span(date(year, month, first), date(year, month, min(end, first + 6))) if first <= end else None


def part_span(span: Span | None, part: int) -> Span | None:
    """The early (0), middle (1) or late (2) part: of a month days 1–10, 11–20, 21–end; of longer periods a third."""
    if span is None:
        return None
    months = (span.high.year - span.low.year) * 12 + span.high.month - span.low.month + 1
    if months == 1:
        first = span.low.replace(day=10 * part + 1)
        return Span(first, span.high if part == 2 else first.replace(day=10 * part + 10))
    first_month = span.low.month + part * months // 3
    return months_span(span.low.year, first_month, span.low.month + (part + 1) * months // 3 - 1)


def show_day(day: date, language: str = "id") -> str:
    """17 Agu 2026, 17 Aug 2026."""
    return f"{day.day} {SHORT[language][day.month - 1]} {day.year}"


def show_span(low: date, high: date, language: str = "id") -> str:
    """A period the way people say it: 17 Agu 2026, Agu 2026, TW III 2026, 2026, 12–14 Okt 2026, 28 Okt – 2 Nov 2026."""
    if low == high:
        return show_day(low, language)
    if low.day == 1 and high == _day(high.year, high.month, 31):
        named = _whole_months(low, high, language)
        if named:
            return named
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day}–{show_day(high, language)}"
    first = show_day(low, language) if low.year != high.year else f"{low.day} {SHORT[language][low.month - 1]}"
    return f"{first} – {show_day(high, language)}"


def _whole_months(low: date, high: date, language: str) -> str | None:
    names = SHORT[language]
    if low.year != high.year:
        return None
    months = (low.month, high.month)
    if low.month == high.month:
        return f"{names[low.month - 1]} {low.year}"
    if months == (1, 12):
        return str(low.year)
    if high.month - low.month == 2 and low.month % 3 == 1:
        number = high.month // 3
        return f"TW {('I', 'II', 'III', 'IV')[number - 1]} {low.year}" if language == "id" else f"Q{number} {low.year}"
    if months in ((1, 6), (7, 12)):
        number = high.month // 6
        return f"Smt {('I', 'II')[number - 1]} {low.year}" if language == "id" else f"H{number} {low.year}"
    return f"{names[low.month - 1]}–{names[high.month - 1]} {low.year}"
