"""Words and numbers as this visitor reads them: sentences from config/words, numbers, money, days and ages.

Every formatter takes `language=None` = the session's language, so that pure code and tests can name one.
Days are `date`/`Timestamp`; percent is 0–100; money is whole rupiah; nothing to show (None, NaN, NaT) is a dash.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from sheets.words import sentence
from ui.session import language as session_language

NOTHING = "–"
# Details of sentences that count something; a row's number or a year is no count.
COUNTS = {"n", "of", "done", "late", "open", "left", "days"}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
COMPACT = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def say(key: str, *, language: str | None = None, **details: Any) -> str:
    """The sentence `section.key` of config/words with its details filled in. KeyError names file and key."""
    section, _, rest = key.partition(".")
    spoken = language or session_language()
    return sentence(
        section, rest, {name: _grouped(name, value, spoken) for name, value in details.items()}, language=spoken
    )


class _Grouped(int):
    """A count that is written with its thousands apart and compared as the number it is."""

    text = ""

    def __format__(self, spec: str) -> str:
        return self.text if not spec else super().__format__(spec)


def _grouped(name: str, value: Any, language: str) -> Any:
    if name not in COUNTS or not isinstance(value, int) or abs(value) < 1000:
        return value
    grouped = _Grouped(value)
    grouped.text = number(value, 0, language=language)
    return grouped


def known(value: Any) -> bool:
    """Whether there is a value at all: not None, NaN, NaT, an empty text or an empty list."""
    if value is None or isinstance(value, (str, tuple, list, dict)):
        return bool(value)
    return not pd.isna(value)


def number(value: float | None, decimals: int = 2, *, language: str | None = None) -> str:
    """1234.5 → `1.234,5` (id) or `1,234.5` (en); at most `decimals` places, trailing zeros dropped."""
    if value is None or pd.isna(value):
        return NOTHING
    text = f"{round(float(value), decimals):,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text.replace("-", "−")
    return text if _english(language) else text.translate(str.maketrans(",.", ".,"))


def percent(value: float | None, decimals: int = 0, *, language: str | None = None) -> str:
    """75.0 → `75%`."""
    return NOTHING if value is None or pd.isna(value) else f"{number(value, decimals, language=language)}%"


def money(value: float | None, *, compact: bool = False, language: str | None = None) -> str:
    """2500000 → `Rp2.500.000`; compact: `Rp2,5 jt` / `Rp2.5 million`."""
    if value is None or pd.isna(value):
        return NOTHING
    for size, name in COMPACT if compact else ():
        if abs(value) >= size:
            return f"Rp{number(value / size, 1, language=language)} {say(f'time.money.{name}', language=language)}"
    return f"Rp{number(value, 0, language=language)}"


def count_word(n: int, *, capital: bool = False, language: str | None = None) -> str:
    """3 → `tiga` / `three`; from 13 on in digits. `capital` for the start of a sentence."""
    text = say(f"time.count.{n}", language=language) if 0 <= n <= 12 else number(n, language=language)
    return text[:1].upper() + text[1:] if capital else text


def day(value: Any, *, weekday: bool = False, language: str | None = None) -> str:
    """`21 November 2026`, with `weekday`: `Sabtu, 21 November 2026`."""
    if not known(value):
        return NOTHING
    text = f"{value.day} {say(f'time.month.{value.month}', language=language)} {value.year}"
    return f"{say(f'time.weekday.{value.weekday()}', language=language)}, {text}" if weekday else text


def short_day(value: Any, today: date | None = None, *, language: str | None = None) -> str:
    """`9 Nov`; with the year when it is not the year of `today` (`9 Nov 2027`)."""
    if not known(value):
        return NOTHING
    text = f"{value.day} {say(f'time.short_month.{value.month}', language=language)}"
    return text if today is None or value.year == today.year else f"{text} {value.year}"


def clock(moment: datetime, zone: str, *, language: str | None = None) -> str:
    """`10.42 WIB`: the moment in the forum's time zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%H:%M} {ZONES.get(zone, local.tzname())}".replace(":", ":" if _english(language) else ".")


def relative(days: int, *, language: str | None = None) -> str:
    """Days until a due day: `3 hari lagi`, `hari ini`, `besok`, `lewat 5 hari`."""
    key = "today" if days == 0 else "tomorrow" if days == 1 else "left" if days > 0 else "late"
    return say(f"time.{key}", n=abs(int(days)), language=language)


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _english(language: str | None) -> bool:
    return (language or session_language()) == "en"
