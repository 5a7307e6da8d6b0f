"""Interim targets as people write them: "Jun 2026=40; Sep 2026=60"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan",
            "feb peb",
            "mar mrt",
            "apr",
            "mei may",
            "jun",
            "jul",
            "agu agt ags aug",
            "sep",
            "okt oct",
            "nov nop",
            "des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_PAIR = re.compile(r"(?P<when>[^=:;\n]+)[=:](?P<value>[^=;\n]+)")
_NUMBER = re.compile(r"-?\d[\d.,]*")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_NAMED = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?\s+(\d{4})$")
_QUARTER = re.compile(r"(?:tw|q|k|triwulan|kuartal|quarter)\s*(iv|i{1,3}|[1-4])\s+(\d{4})$")
_HALF = re.compile(r"(?:smt|semester|half|h)\s*(i{1,2}|[12])\s+(\d{4})$")
_YEAR = re.compile(r"(\d{4})$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Interim:
    """Readable points in order of time, and the pieces that could not be read."""

    points: tuple[tuple[date, float], ...] = ()
    unread: tuple[str, ...] = ()


def read_interim(text: str | None) -> Interim:
    """Read `when=value` pairs separated by `;` or a line break; a period counts at its end, numbers are Indonesian."""
    points: list[tuple[date, float]] = []
    unread: list[str] = []
    for piece in filter(None, (part.strip() for part in re.split(r"[;\n]", text or ""))):
        point = _point(piece)
        if point is None:
            unread.append(piece)
        else:
            points.append(point)
    return Interim(tuple(sorted(points)), tuple(unread))


def _point(piece: str) -> tuple[date, float] | None:
    pair = _PAIR.fullmatch(piece)
    if pair is None:
        return None
    when, value = period_end(pair["when"]), _number(pair["value"])
    return None if when is None or value is None else (when, value)


def _number(text: str) -> float | None:
    """1.500 is 1500, 12,5 is 12.5 and 2.5 is 2.5, as everywhere in the sheet."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    digits = found[0].rstrip(".,")
    if "," not in digits and re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+", digits):
        return float(digits.replace(".", ""))
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    return float(digits) if digits.count(".") <= 1 else None


def period_end(text: str) -> date | None:
    """Last day of a period: a day, a month, a quarter (TW/Q), a half-year (Smt) or a year; `None` if unreadable."""
    words = " ".join(text.casefold().split())
    try:
        return _single_day(words) or _longer(words)
    except ValueError:
        return None


def _single_day(words: str) -> date | None:
    if found := _ISO.fullmatch(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(words):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(words)) and found[2] in _MONTHS:
        month, year = _MONTHS[found[2]], int(found[3])
        return date(year, month, int(found[1])) if found[1] else _month_end(year, month)
    return None


def _longer(words: str) -> date | None:
    if found := _QUARTER.fullmatch(words):
        return _month_end(int(found[2]), 3 * _ordinal(found[1]))
    if found := _HALF.fullmatch(words):
        return _month_end(int(found[2]), 6 * _ordinal(found[1]))
    if found := _YEAR.fullmatch(words):
        return date(int(found[1]), 12, 31)
    return None


def _ordinal(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
