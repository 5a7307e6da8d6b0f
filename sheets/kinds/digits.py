"""Digits as people write them: which of `.` and `,` is the decimal sign, and where that is not clear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sheets.kinds.base import Reading, notice, unreadable

PLAIN = re.compile(r"[+-]?\d{1,15}", re.ASCII)
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
ONE_COMMA_THREE = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+", re.ASCII)
SPACED = re.compile(r"[1-9]\d{0,2}( \d{3})+([.,]\d+)?", re.ASCII)
SCIENTIFIC = re.compile(r"\d([.,]\d+)?e[+-]\d{1,2}", re.ASCII | re.IGNORECASE)
SHAPE = re.compile(r"\d+(?:[.,']\d+)*|[.,]\d+", re.ASCII)
NUMBER = r"[0-9]+(?:[.,' ][0-9]+)*(?:e[+-][0-9]{1,2})?|[.,][0-9]+"
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was read, for "read as …": in words only for a reader, in the reader's way of writing."""

    value: float
    unit: str = ""

    def __call__(self, language: str = "id") -> str:
        written = english(self.value) if language == "en" else indonesian(self.value)
        return f"{written}{self.unit}"

    def __str__(self) -> str:
        return self()


def read_digits(text: str, *, money: bool = False) -> Reading:
    """The number that a run of digits and separators means (no sign, unit or words).

    `money`: one comma and three digits are thousands. A guess comes with a notice; what is no number is unreadable.
    """
    if len(text) > LONGEST:
        return unreadable("not_a_number")
    if text.isdecimal() and text.isascii():
        return Reading(float(text))
    if " " in text:
        return _spaced(text, money)
    if SCIENTIFIC.fullmatch(text):
        return notice(float(text.replace(",", ".")), "rounded_by_sheet", text)
    text = text.replace("'", ".") if "'" in text and re.fullmatch(r"\d{1,3}('\d{3})+", text) else text
    if not SHAPE.fullmatch(text) or "'" in text:
        return unreadable("not_a_number")
    if "." in text and "," in text:
        return _both(text)
    if "," in text:
        return _commas(text, money)
    return _dots(text)


def _dots(text: str) -> Reading:
    if THOUSANDS.fullmatch(text):
        return Reading(float(text.replace(".", "")))
    return Reading(float(text)) if text.count(".") == 1 else unreadable("bad_grouping")


def _commas(text: str, money: bool) -> Reading:
    if text.count(",") > 1:
        return Reading(float(text.replace(",", ""))) if COMMA_THOUSANDS.fullmatch(text) else unreadable("bad_grouping")
    if not ONE_COMMA_THREE.fullmatch(text):
        return Reading(float(text.replace(",", ".")))
    value = float(text.replace(",", "" if money else "."))
    return notice(value, "ambiguous_separator", Figure(value))


def _both(text: str) -> Reading:
    """Both signs are there: the last one is the decimal sign, the other has to group by three."""
    decimal = max(text.rfind("."), text.rfind(","))
    whole, part, english = text[:decimal], text[decimal + 1 :], text[decimal] == "."
    groups = COMMA_THOUSANDS if english else THOUSANDS
    if not groups.fullmatch(whole):
        return unreadable("bad_grouping")
    value = float(re.sub(r"[.,]", "", whole) + "." + part)
    return notice(value, "english_style", Figure(value)) if english else Reading(value)


def _spaced(text: str, money: bool) -> Reading:
    """ "1 500 000": blanks between groups of three; said aloud because it may have been two numbers."""
    if not SPACED.fullmatch(text):
        return unreadable("several_numbers")
    reading = read_digits(text.replace(" ", ""), money=money)
    return reading if reading.value is None else notice(reading.value, "spaced_number", Figure(reading.value))


def indonesian(value: float) -> str:
    """1.234,5: dots between thousands, a comma before decimals, no digits that are not there."""
    return english(value).translate(str.maketrans(",.", ".,"))


def english(value: float) -> str:
    """1,234.5: the same number in English writing."""
    if value == int(value):
        return f"{int(value):,}"
    whole, _, part = f"{value:.15g}".partition(".")
    if "e" in whole or "e" in part:
        whole, _, part = f"{value:.15f}".rstrip("0").partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-') or 0):,}.{part}"
