"""What stands in a cell before any kind looks at it: stray characters, marks for "nothing", error values, formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sheets.kinds.base import Cell, Reading, unreadable

STRAY = {
    "\xa0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\u2060": "",
    "\ufeff": "", "\u00ad": "", "\r\n": "\n", "\r": "\n", "\u2028": "\n", "\x0b": "\n",
}  # fmt: skip
# Between two signs that are no Latin letters they belong to the word: Javanese script, a family as one emoji.
JOINERS = re.compile(r"(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
DASHES = "-‐‑‒–—―−"
EMPTY_WORDS = {
    "?", "n/a", "na", "tbd", "tba", "kosong", "belum ada", "belum ada data", "menyusul", "tidak ada", "belum diisi",
    "tidak ada data", "tdk ada", "tdk ada data", "blm ada", "blm ada data", "belum tersedia", "null", "none",
    "belum ditentukan", "belum diketahui", "tidak diketahui", "to be decided", "to be determined", "not available",
    "no data", "unknown", "not applicable", "nan", "n.a.", "n.a", "belum terdata", "to be advised", "isi nanti",
}  # fmt: skip
ERRORS = {
    "#n/a", "#name?", "#ref!", "#div/0!", "#value!", "#num!", "#null!", "#error!", "#spill!", "#calc!", "#getting_data",
    "#busy!", "#blocked!", "#field!", "#unknown!", "#connect!", "#nama?", "loading...", "memuat...",
}  # fmt: skip
EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 16438, 73415  # 1945-01-01 to 2100-12-31
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def wordset(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())


def clean(text: str) -> str:
    """The text without a leading apostrophe, outer blanks and characters nobody sees; inner words untouched."""
    if not (text.isascii() and "\r" not in text):
        for stray, plain in STRAY.items():
            text = text.replace(stray, plain)
        if "\u200d" in text or "\u200c" in text:
            text = JOINERS.sub("", text)
    elif "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    return text[1:].strip() if text[:1] == "'" else text


def one_line(text: str) -> str:
    """The cleaned text on one line with single spaces."""
    return " ".join(clean(text).split())


def is_dash(text: str) -> bool:
    """Whether a text is only dashes or dots, which people write for "nothing"."""
    return not text.strip(DASHES + ".… ")


def is_empty(text: str) -> bool:
    """Whether a cleaned text means "no data" (`-`, `menyusul`, `n/a`, "belum ada data") rather than a value."""
    if is_dash(text):
        return True
    folded = text.casefold().strip("()[]. ").strip()
    return folded in EMPTY_WORDS or text == "?" * len(text)


def is_error(text: str) -> bool:
    """Whether the spreadsheet itself failed to work out this cell (`#REF!`)."""
    return text[:1] in "#LlMm" and text.casefold() in ERRORS


def nothing_in(text: str) -> Reading | None:
    """The reading of a cleaned text that holds no value: nothing, or an error; None when it has to be read."""
    if is_error(text):
        return unreadable("error_cell", error=text)
    return Reading() if is_empty(text) else None


def bare_format(pattern: str | None) -> str:
    """A number format without quoted words, colours and escapes, in small letters; the first section only."""
    return QUOTED.sub("", pattern or "").split(";")[0].casefold()


def is_percent_format(pattern: str | None) -> bool:
    """Whether the person sees a percent."""
    return pattern is not None and "%" in pattern and "%" in bare_format(pattern)


def is_date_format(pattern: str | None) -> bool:
    """Whether the person sees a date (a day, a month or a year)."""
    bare = bare_format(pattern)
    if not bare or bare in ("general", "standard"):
        return False
    months = bare.replace("[m]", "").replace("[mm]", "")
    return "y" in bare or "d" in bare.replace("[red]", "") or "mmm" in months


def is_time_format(pattern: str | None) -> bool:
    """Whether the person sees only a time of day or a duration."""
    bare = bare_format(pattern)
    return "h" in bare and not is_date_format(pattern)


def format_precision(pattern: str | None) -> str:
    """ "day", "month" or "year": how much of a date its number format shows."""
    bare = bare_format(pattern)
    if "y" not in bare or "d" in bare or "h" in bare:
        return "day"
    return "month" if "m" in bare else "year"


def from_serial(number: float) -> date:
    """The day that a spreadsheet's day number means."""
    return EPOCH + timedelta(days=int(number))


def format_at(formats: Sequence[str | None] | None, index: int) -> str | None:
    """One cell's format; None where it is not known."""
    return formats[index] if formats is not None and index < len(formats) else None


def shown_as(cell: Cell, pattern: str | None = None, *, serial_dates: bool = False) -> str:
    """What the person sees in a cell, about: no ".0" after whole numbers, a decimal comma, dates as dd/mm/yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number_shown(cell, pattern, serial_dates)
    return _time_shown(cell)


def _number_shown(number: float, pattern: str | None, serial_dates: bool) -> str:
    if is_percent_format(pattern):
        return f"{plain_number(number * 100)}%"
    if serial_dates and pattern is not None:
        if is_date_format(pattern) and 0 < number < LAST_SERIAL:
            return from_serial(number).strftime("%d/%m/%Y")
        if is_time_format(pattern) and 0 <= number < 1:
            return _clock(round(number * 1440))
    return plain_number(number)


def plain_number(number: float) -> str:
    """A number with a decimal comma, no grouping and no more digits than it has: 4, 2,5, 3201014501900001."""
    if isinstance(number, int):
        return str(number)
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    if number == int(number):
        return str(int(number))
    return f"{number:.15g}".replace(".", ",") if abs(number) >= 1e-4 else f"{number:.15f}".rstrip("0").replace(".", ",")


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}.{minutes % 60:02d}"


def _time_shown(cell: datetime | date | time | timedelta) -> str:
    if isinstance(cell, time):
        return f"{cell:%H.%M}"
    if isinstance(cell, timedelta):
        return _clock(int(cell.total_seconds() // 60))
    day = f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    if isinstance(cell, datetime) and (cell.hour or cell.minute):
        return f"{day} {cell:%H.%M}"
    return day
