"""Headers that are periods: `2025`, `Jan 2026`, `TW II 2026`, `Realisasi Juni`, `Semester I`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sheets.kinds.months import last_day, month_number

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
TARGET = frozenset(["target", "sasaran", "rencana", "plan", "planned", "proyeksi"])
ACTUAL = frozenset(
    [
        "realisasi",
        "capaian",
        "actual",
        "achieved",
        "achievement",
        "hasil",
        "nilai",
        "value",
        "data",
        "aktual",
        "pencapaian",
    ]
)
FILLERS = frozenset(
    [
        "tahun",
        "thn",
        "th",
        "bulan",
        "bln",
        "year",
        "fy",
        "month",
        "ta",
        "per",
        "periode",
        "period",
        "di",
        "pada",
        "s",
        "d",
        "sd",
        "sampai",
        "akhir",
        "ke",
        "capaian",
    ]
)
QUARTER = frozenset(["tw", "triwulan", "kuartal", "quarter", "q", "trw", "trimester"])
HALF = frozenset(["semester", "smt", "sem", "half"])


@dataclass(frozen=True, slots=True)
class Period:
    """One period as a header says it. `year` None: the header does not tell it. `role`: actual or target."""

    year: int | None
    months: tuple[int, int] | None = None
    role: str = "actual"
    day: date | None = None

    def ends(self, year: int | None = None) -> date | None:
        """The last day of the period; `year` is taken where the header has none."""
        if self.day:
            return self.day
        year = self.year or year
        return last_day(year, self.months[1] if self.months else 12) if year else None


def period_of(header: str) -> Period | None:
    """The period that a header names, if it names nothing else."""
    typed = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", header.strip())
    if typed:
        return _typed(*map(int, typed.groups()))
    words = re.findall(r"[a-z]+|\d+", header.casefold())
    return _spoken(words) if 0 < len(words) <= 6 else None


def _typed(year: int, month: int, day: int) -> Period | None:
    """A date cell as a header: the first of a month stands for the month. None: no calendar has that day."""
    try:
        typed = date(year, month, day)
    except ValueError:
        return None
    return Period(year, (month, month), day=None if day == 1 else typed)


def _spoken(words: list[str]) -> Period | None:
    year, months, role = None, None, "actual"
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if re.fullmatch(r"(19|20)\d\d", word):
            year = int(word)
        elif word in TARGET:
            role = "target"
        elif month := _month(word):
            months = (months[0] if months else month, month)
        elif (span := _span(word, rest)) is not None:
            months = span
        elif word not in ACTUAL and word not in FILLERS:
            return None
    return Period(year, months, role) if year or months else None


def _month(word: str) -> int | None:
    return None if word.isdigit() else month_number(word)


def _span(word: str, rest: list[str]) -> tuple[int, int] | None:
    """The months of "TW II", "Q3" or "Semester 1"; takes the number from `rest`."""
    size = 3 if word in QUARTER else 6 if word in HALF else 0
    if size and rest:
        number = _number(rest[0])
        if number and number * size <= 12:
            rest.pop(0)
            return (number - 1) * size + 1, number * size
    return None


def _number(word: str) -> int | None:
    return ROMAN.get(word) or (int(word) if word in ("1", "2", "3", "4") else None)


def year_in(text: str) -> int | None:
    """The only year that a title names; None when it names none or several."""
    years = {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)}
    return years.pop() if len(years) == 1 else None
