"""Numbers and dates in charts, in the reader's language; the month names come from `config/words`."""

from __future__ import annotations

from functools import cache
from typing import Any

from sheets.words import sentence

FORMATS: dict[str, dict[str, Any]] = {
    "id": {
        "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]},
        "time": {"dateTime": "%A, %e %B %Y %H.%M", "date": "%d/%m/%Y", "time": "%H.%M", "periods": ["AM", "PM"]},
    },
    "en": {
        "number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["Rp", ""]},
        "time": {"dateTime": "%A, %e %B %Y %H:%M", "date": "%d/%m/%Y", "time": "%H:%M", "periods": ["AM", "PM"]},
    },
}


def months(language: str, *, short: bool = False) -> list[str]:
    """The twelve month names of `[time]` in `config/words`."""
    key = "short_month" if short else "month"
    return [sentence("time", f"{key}.{month}", {}, language=language) for month in range(1, 13)]


def weekdays(language: str) -> list[str]:
    """The seven day names, Sunday first as charts count them."""
    return [sentence("time", f"weekday.{(day - 1) % 7}", {}, language=language) for day in range(7)]


@cache
def locale(language: str) -> dict[str, Any]:
    """What `chart.configure(locale=…)` takes."""
    days = weekdays(language)
    words = {
        "months": months(language),
        "shortMonths": months(language, short=True),
        "days": days,
        "shortDays": [day[:3] for day in days],
    }
    return {"number": FORMATS[language]["number"], "time": FORMATS[language]["time"] | words}
