"""Reading what is typed (USER_ENTERED) in the spreadsheet's locale: numbers, money, dates, times, formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tests.google_api import formats
from tests.google_api.cells import Cell, Scalar, plain, serial
from tests.google_api.locales import ENGLISH, Locale

Json = Any


@dataclass(frozen=True)
class Reading:
    value: Scalar
    kind: str | None = None
    pattern: str | None = None

    @property
    def number_format(self) -> Json:
        if self.kind is None:
            return None
        return {"type": self.kind, "pattern": self.pattern} if self.pattern else {"type": self.kind}


def typed(cell: Cell, text: Scalar, locale: Locale) -> Cell:
    """The cell after a person typed this into it."""
    if not isinstance(text, str):
        return cell.entered(text)
    kind = (cell.number_format or {}).get("type")
    if kind == "TEXT":
        return cell.entered(text)
    if text.startswith("=") and len(text) > 1:
        return cell.entered(None, formula=text)
    if text.startswith("'"):
        return cell.entered(text[1:])
    reading = read(text, locale)
    value = reading.value
    if kind == "PERCENT" and reading.kind is None and isinstance(value, (int, float)) and not isinstance(value, bool):
        return cell.entered(plain(value / 100))
    entered = cell.entered(value)
    keeps = kind is not None and (reading.kind is None or _family(kind) == _family(reading.kind))
    return entered if keeps else entered.formatted(reading.number_format)


def _family(kind: str) -> str:
    return "date" if kind in formats.DATE_KINDS else kind


def read(text: str, locale: Locale) -> Reading:
    """The value and the format that a typed text gets; text where it is nothing else."""
    stripped = text.strip()
    for attempt in (_bool, _amount, _date, _time, _date_time):
        reading = attempt(stripped, locale)
        if reading is not None:
            return reading
    return Reading(text)


def _bool(text: str, _: Locale) -> Reading | None:
    return Reading(text.upper() == "TRUE") if text.upper() in ("TRUE", "FALSE") else None


@lru_cache(maxsize=8)
def _amount_pattern(locale: Locale) -> re.Pattern[str]:
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    symbol = "Rp\\.?|IDR" if locale.group == "." else "\\$"
    return re.compile(
        rf"(?P<minus>-|\()?(?P<plus>\+)?(?P<money>{symbol})?\s*(?P<minus2>-)?"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{decimal}(?P<fraction>\d*))?"
        rf"(?P<power>[eE][+-]?\d+)?\s*(?P<percent>%)?(?P<close>\))?"
    )


def _amount(text: str, locale: Locale) -> Reading | None:
    match = _amount_pattern(locale).fullmatch(text)
    if not match or not (match["whole"] or match["fraction"]) or (match["minus"] == "(") != bool(match["close"]):
        return None
    whole, fraction = match["whole"] or "0", match["fraction"] or ""
    grouped = locale.group in whole
    number = float(f"{whole.replace(locale.group, '')}.{fraction or 0}{match['power'] or ''}")
    number = -number if match["minus"] or match["minus2"] else number
    digits = "." + "0" * 2 if fraction else ""
    if match["percent"]:
        return Reading(plain(round(number / 100, 15)), "PERCENT", f"0{digits}%")
    if match["power"]:
        return Reading(plain(number), "SCIENTIFIC", "0.00E+00")
    if match["money"]:
        return Reading(plain(number), "CURRENCY", f"{locale.currency.split('#')[0]}#,##0{digits}")
    return Reading(plain(number), "NUMBER", f"#,##0{digits}") if grouped else Reading(plain(number))


def _date(text: str, locale: Locale) -> Reading | None:
    found = _iso(text) or _slashes(text, locale) or _worded(text, locale)
    return Reading(serial(found[0]), "DATE", found[1]) if found else None


def _iso(text: str) -> tuple[date, str] | None:
    match = re.fullmatch(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", text)
    if not match:
        return None
    sign = match[2]
    return _made(int(match[1]), int(match[3]), int(match[4]), f"yyyy{sign}mm{sign}dd")


def _slashes(text: str, locale: Locale) -> tuple[date, str] | None:
    match = re.fullmatch(r"(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?", text)
    if not match:
        return None
    one, two = int(match[1]), int(match[3])
    day, month = (one, two) if locale.day_first else (two, one)
    pattern = locale.date if match[2] == "/" else locale.date.replace("/", "-")
    if not match[4]:
        pattern = re.sub(r"[-/]?yyyy", "", pattern)
    return _made(_year(match[4]), month, day, pattern)


def _year(text: str | None) -> int:
    if text is None:
        return date.today().year
    year = int(text)
    return year if year > 99 else year + (2000 if year < 30 else 1900)


def _worded(text: str, locale: Locale) -> tuple[date, str] | None:
    """ "8 March 2026", "Mar 8, 2026", "8-Mar-2026", "Mar 2026"; the months of the locale only."""
    day_first = re.fullmatch(r"(\d{1,2})[- ]([^\W\d]+)\.?[- ,]+(\d{4})", text)
    if day_first and (month := _month(day_first[2], locale)):
        sign = "-" if "-" in text else " "
        name = "mmmm" if len(day_first[2]) > 3 else "mmm"
        return _made(int(day_first[3]), month, int(day_first[1]), f"d{sign}{name}{sign}yyyy")
    month_first = re.fullmatch(r"([^\W\d]+)\.? (\d{1,2}),? (\d{4})", text)
    if month_first and locale.name.startswith("en") and (month := _month(month_first[1], locale)):
        name = "mmmm" if len(month_first[1]) > 3 else "mmm"
        return _made(int(month_first[3]), month, int(month_first[2]), f"{name} d, yyyy")
    month_only = re.fullmatch(r"([^\W\d]+)\.?[- ](\d{4})", text)
    if month_only and (month := _month(month_only[1], locale)):
        name = "mmmm" if len(month_only[1]) > 3 else "mmm"
        return _made(int(month_only[2]), month, 1, f"{name} yyyy")
    return None


def _month(word: str, locale: Locale) -> int | None:
    word = word.casefold()
    for names in (locale.months, locale.short_months):
        for number, name in enumerate(names, 1):
            if name.casefold() == word:
                return number
    return 8 if word == "agu" and locale is not ENGLISH else None


def _made(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return date(year, month, day), pattern
    except ValueError:
        return None


def _time(text: str, locale: Locale) -> Reading | None:
    fraction = _clock(text)
    if fraction is None:
        return None
    return Reading(fraction, "TIME", locale.time)


def _clock(text: str) -> float | int | None:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return None
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    moment = datetime(1899, 12, 30, hour, int(match[2]), int(match[3] or 0))
    return serial(moment)


def _date_time(text: str, locale: Locale) -> Reading | None:
    day, _, clock = text.replace("T", " ", 1).partition(" ")
    found, fraction = _iso(day) or _slashes(day, locale), _clock(clock)
    if found is None or fraction is None:
        return None
    return Reading(plain(serial(found[0]) + fraction), "DATE_TIME", f"{found[1]} {locale.time}")
