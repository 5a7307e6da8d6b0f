"""Percents, 0–100 for the forum, whether a cell holds 75, "75 %", or 0.75 shown as 75%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sheets.kinds.arrays import Floats, blanks_as_none, bulk_numbers
from sheets.kinds.base import (
    NOTICE,
    NUMBERS,
    UNREADABLE,
    Cell,
    ColumnReading,
    Context,
    Finding,
    Reading,
    in_order,
    is_blank,
    key_of,
    unreadable,
)
from sheets.kinds.digits import Figure, english, indonesian
from sheets.kinds.figures import SCALES, scaled, worded
from sheets.kinds.number import Number, whole
from sheets.kinds.typed import (
    FIRST_SERIAL,
    LAST_SERIAL,
    format_at,
    from_serial,
    is_percent_format,
    nothing_in,
    one_line,
)

if TYPE_CHECKING:
    from sheets.schema import Column

SIGN = re.compile(r"\s*(%|persen\b|percent\b|per cent\b|pct\b|prosen\b)\s*")
PLAIN = re.compile(r"(\d{1,3}(?:,\d{1,2})?) ?%", re.ASCII)
FORMAT, RATIO, HUNDRED = "format", "ratio", "hundred"


class Percent(Number):
    """A percent from 0 to 100 (more is possible, and said)."""

    name = "percent"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A float64 array of percents."""
        cells = blanks_as_none(cells)
        values, findings = bulk_numbers(cells, parse_percent)
        signed = _signed(cells)
        values, dates = made_dates(values, cells) if context.serial_dates else (values, [])
        values, more = scale(values, cells, signed, context)
        over = [_over(int(i), values[i]) for i in np.flatnonzero((values > 100) | (values < 0))]
        return ColumnReading({key_of(column): values}, in_order(findings, dates, more, over))

    def parse(self, text: str) -> Reading:
        """One text as a percent."""
        return parse_percent(text)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The number as the column keeps it: 0.75 among ratios, else 75; text ("0,5%") where that is not clear."""
        if is_blank(value):
            return None
        percent, kept = float(value), kept_as(like, context)
        if (kept == HUNDRED and 0 < abs(percent) <= 1) or (kept == RATIO and abs(percent) > 100):
            return self.show(percent)
        return whole(percent) if kept == HUNDRED else float(f"{percent / 100:.15g}")

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """75%, 12,5% in Indonesian, 12.5% in English."""
        if is_blank(value):
            return ""
        return f"{english(float(value)) if language == 'en' else indonesian(float(value))}%"


def made_dates(values: Floats, cells: Sequence[Cell]) -> tuple[Floats, list[Finding]]:
    """ "3/5" that the sheet turned into a date is a large day number: no percent."""
    days = np.flatnonzero((values >= FIRST_SERIAL) & (values <= LAST_SERIAL))
    taken = [int(i) for i in days if type(cells[int(i)]) in NUMBERS]
    found = [_made_date(i, values[i]) for i in taken]
    values[taken] = np.nan
    return values, found


def _made_date(index: int, number: float) -> Finding:
    return Finding(index, "number_as_date", UNREADABLE, None, {"date": f"{from_serial(number):%d/%m/%Y}"})


def scale(
    values: Floats, cells: Sequence[Cell], signed: np.ndarray[Any, Any] | None, context: Context
) -> tuple[Floats, list[Finding]]:
    """Turns ratios into percents: by the cells' formats where known, else when every bare number is at most 1."""
    bare = ~np.isnan(values) if signed is None else ~np.isnan(values) & ~signed
    numbers = values[bare]
    small = (numbers > 0) & (numbers <= 1)
    if not small.any() and not (len(numbers) and 1 < numbers.max() <= 10):
        return values, []
    formats = None if _all_ratios(numbers) else context.formats()
    shown = np.array([_is_shown_percent(c, format_at(formats, i)) for i, c in enumerate(cells)]) if formats else None
    if shown is not None and shown.any():
        values = np.where(shown, _hundredfold(values), values)
        bare = bare & ~shown
    return _scale_bare(values, bare, mixed=signed is not None and bool((signed & ~np.isnan(values)).any()))


def _scale_bare(values: Floats, bare: np.ndarray[Any, Any], *, mixed: bool) -> tuple[Floats, list[Finding]]:
    numbers = values[bare]
    if not ((numbers > 0) & (numbers <= 1)).any():
        return values, []
    if not _all_ratios(numbers):
        doubtful = np.flatnonzero(bare & (values > 0) & (values <= 1))
        return values, [Finding(int(i), "percent_or_ratio", NOTICE, Figure(float(values[i]), "%")) for i in doubtful]
    turned = np.where(bare, _hundredfold(values), values)
    said = np.flatnonzero(bare & (values > 0)) if mixed else ()
    return turned, [Finding(int(i), "ratio_as_percent", NOTICE, Figure(float(turned[i]), "%")) for i in said]


def _all_ratios(numbers: Floats) -> bool:
    return bool(len(numbers)) and bool((np.abs(numbers) <= 1).all())


def _hundredfold(values: Floats) -> Floats:
    return np.round(values * 100, 10)


def _is_shown_percent(cell: Cell, pattern: str | None) -> bool:
    return type(cell) in NUMBERS and is_percent_format(pattern)


def _over(index: int, value: float) -> Finding:
    return Finding(index, "over_hundred" if value > 100 else "below_zero", NOTICE, Figure(float(value), "%"))


def _signed(cells: Sequence[Cell]) -> np.ndarray[Any, Any] | None:
    """Which cells say themselves that they are percents; None when no cell is a text."""
    texts = {cell: _has_sign(cell) for cell in set(cells) if type(cell) is str}
    return np.array([type(cell) is str and texts[cell] for cell in cells], dtype=bool) if texts else None


def _has_sign(cell: str) -> bool:
    """Whether the text itself says that it is a percent or a share, so that its number is not scaled again."""
    if parse_percent(cell).value is None:
        return False
    return bool(SIGN.search(cell.casefold())) or any(note.reason == "part_of" for note in _parse(cell).notes)


@lru_cache(maxsize=50_000)
def parse_percent(text: str) -> Reading:
    """One text as a percent: `75 %`, `3/5` = 60; a bare number is returned as it stands."""
    if plain := PLAIN.fullmatch(text):
        return Reading(float(plain[1].replace(",", ".")))
    reading = _parse(text)
    for note in reading.notes:
        if note.reason == "part_of":
            share = note.details["share"]
            return unreadable("not_a_number") if share is None else Reading(scaled(share, 100))
    return reading


@lru_cache(maxsize=50_000)
def _parse(text: str) -> Reading:
    text = one_line(text)
    if nothing := nothing_in(text):
        return nothing
    if len(SIGN.findall(text.casefold())) > 1:
        return unreadable("range" if re.search(r"\d\D+\d", text) else "several_numbers")
    plain = SIGN.sub(" ", text.casefold(), count=1).strip()
    reading = worded(plain, {}, money=False) if plain else unreadable("not_a_number")
    return reading if not _scaled_word(plain) else unreadable("not_a_number")


def _scaled_word(text: str) -> bool:
    """Whether the number has "ribu" or "juta" behind it, which no percent has."""
    return bool(set(re.findall(r"[a-z]+", text)) & (SCALES.keys() - {"k"}))


def kept_as(like: Sequence[Cell], context: Context) -> str:
    """How the column keeps percents: "format" (0.75 shown as 75%), "ratio" (bare numbers up to 1) or "hundred"."""
    formats = context.formats()
    if formats is not None and any(map(is_percent_format, set(formats))):
        return FORMAT
    numbers = [cell for cell in like if isinstance(cell, int | float) and not isinstance(cell, bool) and cell]
    return RATIO if numbers and all(abs(number) <= 1 for number in numbers) else HUNDRED
