"""The names of months as people write them, in Indonesian (old and new short forms) and English."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

LONG = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
ALSO = {
    "peb": 2, "pebruari": 2, "febuari": 2, "pebuari": 2, "febr": 2, "mrt": 3, "aprl": 4, "mai": 5, "juny": 6,
    "agt": 8, "ags": 8, "agst": 8, "agus": 8, "sept": 9, "okto": 10, "octo": 10, "nop": 11, "nopember": 11,
    "novem": 11,
}  # fmt: skip
ENGLISH_ONLY = {
    "january",
    "february",
    "march",
    "may",
    "june",
    "july",
    "august",
    "aug",
    "october",
    "oct",
    "december",
    "dec",
}


def _numbers() -> dict[str, int]:
    names = {
        name.casefold(): n for lists in (LONG, SHORT) for names in lists.values() for n, name in enumerate(names, 1)
    }
    return names | ALSO


MONTHS = _numbers()


def month_number(name: str) -> int | None:
    """1–12 for a month's name or short form ("Nop", "agt.", "August"); None when it is none."""
    return MONTHS.get(name.casefold().strip(" ."))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
