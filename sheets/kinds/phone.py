"""Phone numbers, kept the way the whole world dials them (+62…), shown the way people read them (0812-3456-7890)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import Cell, ColumnReading, Context, Kind, Reading, is_blank, key_of, read_each, unreadable
from sheets.kinds.typed import nothing_in, one_line

if TYPE_CHECKING:
    from sheets.schema import Column

SPLIT = re.compile(r"\s*(?:[/;,|&]|\batau\b|\bdan\b|\bor\b|\band\b)\s*")
NUMBER = re.compile(r"[+(]?\d[\d\s().+-]*\d|\d{3}")
MASKED = re.compile(r"\d[\s-]?[x*?_]|[x*?_]{2,}[\s-]?\d", re.IGNORECASE)
SHORT = re.compile(r"1\d{2}|1500\d{3}|14\d{3}|1\d{3}")
INDONESIAN = re.compile(r"\+62[1-9]\d{6,11}")
BIG_CITIES = {"021", "022", "024", "031", "061"}
ABROAD = re.compile(r"\+(?!62)[1-9]\d{7,13}")


class Phone(Kind):
    """A phone number as `+62…`; the zero that a sheet drops from 0812… is put back."""

    name = "phone"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """Text such as "+628123456789", or None."""
        values, findings = read_each(cells, read_phone)
        return ColumnReading({key_of(column): values}, findings)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The number as people write it, as text, so that no sheet drops its zero."""
        return None if is_blank(value) else self.show(value)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """0812-3456-7890; numbers abroad keep their country."""
        return "" if is_blank(value) else shown_phone(str(value))


def read_phone(cell: Cell) -> Reading:
    """One cell as a phone number."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str | None):
        return unreadable("not_a_phone")
    if cell is None:
        return Reading()
    if isinstance(cell, str):
        return parse_phone(cell)
    whole = cell == cell and abs(cell) < 1e15 and cell == int(cell)
    return parse_phone(str(int(cell))) if whole else unreadable("not_a_phone")


@lru_cache(maxsize=20_000)
def parse_phone(text: str) -> Reading:
    """One text as a phone number; of several the first, with a notice."""
    text = one_line(text)
    if nothing := nothing_in(text):
        return nothing
    numbers = [
        number for part in SPLIT.split(text) for found in NUMBER.findall(part) if (number := international(found))
    ]
    if MASKED.search(text):
        return unreadable("not_a_phone")
    runs = [found for part in SPLIT.split(text) for found in NUMBER.findall(part)]
    if not numbers or not international(runs[0]):
        return unreadable("not_a_phone")
    reading = Reading(numbers[0])
    if len(runs) > 1:
        return reading.noted("several_phones", shown_phone(numbers[0]), rest=", ".join(map(shown_phone, numbers[1:])))
    return reading


def international(written: str) -> str | None:
    """`+62…` for one written number, the number itself for short emergency codes (112); None when it is no phone."""
    digits = re.sub(r"[^\d+]", "", written.replace("(0)", ""))
    if "+" in digits[1:] or not digits.isascii():
        return None
    if SHORT.fullmatch(digits):
        return digits
    number = _with_country(digits)
    return number if INDONESIAN.fullmatch(number) or ABROAD.fullmatch(number) else None


def _with_country(digits: str) -> str:
    if digits.startswith("+620"):
        return "+62" + digits[4:]
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("620"):
        return "+62" + digits[3:]
    if digits.startswith("62") and len(digits) >= 10:
        return "+" + digits
    if digits.startswith("0"):
        return "+62" + digits[1:]
    return "+62" + digits if digits.startswith("8") and 9 <= len(digits) <= 12 else digits


def shown_phone(number: str) -> str:
    """A number as people read it aloud: 0812-3456-7890."""
    if not number.startswith("+62"):
        return number
    digits = "0" + number[3:]
    if digits.startswith("08"):
        return "-".join(filter(None, (digits[:4], digits[4:8], digits[8:])))
    area = 3 if digits[:3] in BIG_CITIES else 4
    return f"{digits[:area]}-{digits[area:]}"


def whatsapp_link(number: str) -> str | None:
    """The address that opens a chat with this number; None for short codes."""
    return f"https://wa.me/{number[1:]}" if number.startswith("+") else None
