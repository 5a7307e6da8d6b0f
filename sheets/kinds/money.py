"""Money in rupiah, however it is typed; an amount in another currency is never taken for rupiah."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sheets.kinds.arrays import Floats
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
    notice,
)
from sheets.kinds.digits import Figure, english, indonesian
from sheets.kinds.figures import CURRENCY, SCALES, scaled, worded
from sheets.kinds.number import Number, whole
from sheets.kinds.told import UNITS
from sheets.kinds.typed import format_at, nothing_in, one_line

if TYPE_CHECKING:
    from sheets.schema import Column

MONEY_SCALES = SCALES | {"k": 1e3, "m": 1e9, "mlr": 1e9, "t": 1e12, "tn": 1e12, "tril": 1e12}
PLAIN = re.compile(r"(?:rp\.? ?)?([1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,14})(?:,-|,00)?", re.ASCII | re.IGNORECASE)
HEADER_SCALES = re.compile(
    r"(?:\b(?:dalam|x|in)\s*|\(|/|\brp\.?\s*|\bidr\s*)"
    r"(ribuan|ribu|jutaan|juta|jt|miliar|milyar|000\.000|000000|000|thousands?|millions?|billions?)\b"
)
FACTORS = {
    "ribu": 1e3, "ribuan": 1e3, "000": 1e3, "thousand": 1e3, "juta": 1e6, "jutaan": 1e6, "jt": 1e6, "million": 1e6,
    "000.000": 1e6, "000000": 1e6, "miliar": 1e9, "milyar": 1e9, "billion": 1e9,
}  # fmt: skip
FOREIGN_FORMAT = re.compile(r"\[\$([^-\]]*)[^\]]*\]|([$€£¥])")
OWN_SIGNS = {"", "RP", "IDR"}


class Money(Number):
    """Rupiah as a number: `Rp 2,5 jt` is 2500000."""

    name = "money"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A float64 array of rupiah; another currency or a scale in the header counts for all of it."""
        header = context.header.casefold()
        foreign, factor = currency_in(header), factor_of(context)
        read = super().read_column(column, cells, context)
        if foreign:
            return _all_foreign(read, key_of(column), foreign)
        if factor == 1:
            return _without_tiny(read) if context.told.unit else read
        return _all_scaled(read, key_of(column), cells, factor, said=not context.told.unit)

    def parse(self, text: str) -> Reading:
        """One text as rupiah."""
        plain = PLAIN.fullmatch(text)
        return Reading(float(plain[1].replace(".", ""))) if plain else parse_money(text)

    def judge(self, values: Floats, cells: Sequence[Cell], context: Context) -> tuple[Floats, list[Finding]]:
        """Small amounts are doubtful: they may be dollars by their format, or "2,5" meant as millions."""
        small = (values != 0) & (np.abs(values) < 1000)
        if not small.any() or not set(map(type, cells)) & NUMBERS:
            return values, []
        typed = [i for i in map(int, np.flatnonzero(small)) if type(cells[i]) in NUMBERS]
        values, foreign = _foreign_by_format(values, cells, context) if typed else (values, [])
        taken = {finding.index for finding in foreign}
        return values, in_order(foreign, [_tiny(i, values[i]) for i in typed if i not in taken and values[i] % 1])

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A number cell in the column's unit; an amount that would be taken for one in full is written in full."""
        factor = factor_of(context)
        if is_blank(value) or factor == 1 or not 0 < abs(value) / factor < factor:
            return super().store(value, context, like)
        return whole(round(float(value) / factor, 9))

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """Rp2.500.000 in Indonesian, Rp2,500,000 in English."""
        if is_blank(value):
            return ""
        written = english(abs(float(value))) if language == "en" else indonesian(abs(float(value)))
        return f"{'-' if value < 0 else ''}Rp{written}"


@lru_cache(maxsize=50_000)
def parse_money(text: str) -> Reading:
    """One text as rupiah: `250rb`, `3 M` and `(500.000)` are clear, `Rp 15 juta/tahun` comes with a notice."""
    text = one_line(text)
    bare = text.casefold().removeprefix("rp").strip(" .")
    if text and not bare:
        return Reading()
    reading = nothing_in(text) or nothing_in(bare) or worded(text.casefold(), MONEY_SCALES, money=True)
    if reading.value and abs(reading.value) < 1000 and reading.value % 1 and not reading.notes:
        return notice(reading.value, "tiny_amount", Figure(reading.value))
    return reading


def _tiny(index: int, value: float) -> Finding:
    return Finding(index, "tiny_amount", NOTICE, Figure(float(value)))


def currency_in(header: str) -> str | None:
    """The other currency that a header names ("Budget (USD)"), or None."""
    found = CURRENCY.search(header.casefold())
    return found[0].strip().upper() if found and not re.search(r"\brp\b|\bidr\b|rupiah", header.casefold()) else None


def factor_of(context: Context) -> float:
    """What bare amounts of a column are counted in: as a person said, else as its header says."""
    return UNITS.get(context.told.unit) or header_factor(context.header.casefold())


def header_factor(header: str) -> float:
    """What the numbers under a header are counted in: 1e6 under "Anggaran (juta Rp)", else 1."""
    found = HEADER_SCALES.search(header.casefold())
    return FACTORS[found[1].removesuffix("s")] if found else 1.0


def _all_foreign(read: ColumnReading, key: str, currency: str) -> ColumnReading:
    values = read.values[key]
    filled = [int(i) for i in np.flatnonzero(~np.isnan(values)) if values[i] != 0]
    kept = [finding for finding in read.findings if finding.level == UNREADABLE]
    found = [Finding(i, "other_currency", UNREADABLE, None, {"currency": currency}) for i in filled]
    zero = np.where(values == 0, values, np.nan)
    return ColumnReading({key: zero}, in_order(kept, found))


def _without_tiny(read: ColumnReading) -> ColumnReading:
    """Small amounts are no doubt where a person said that the column is in rupiah."""
    return ColumnReading(read.values, [finding for finding in read.findings if finding.reason != "tiny_amount"])


def _all_scaled(
    read: ColumnReading, key: str, cells: Sequence[Cell], factor: float, *, said: bool = True
) -> ColumnReading:
    """Multiplies the bare numbers; an amount that is already large or has its own "juta" was typed in full."""
    values, of = read.values[key].copy(), Figure(factor)
    bare = np.array([_is_bare(cell) for cell in cells], dtype=bool)
    counted = [int(i) for i in np.flatnonzero(bare & (values != 0) & (np.abs(values) < factor))]
    for index in counted:
        values[index] = scaled(values[index], factor)
    found = [Finding(i, "scaled_by_header", NOTICE, Figure(float(values[i])), {"factor": of}) for i in counted]
    found = found if said else []
    skip = set(counted)
    kept = [f for f in read.findings if f.reason != "tiny_amount" or f.index not in skip]
    return ColumnReading({key: values}, in_order(kept, found))


def _is_bare(cell: Cell) -> bool:
    return type(cell) in NUMBERS or (isinstance(cell, str) and not re.search(r"[a-qs-z]", cell.casefold()))


def _foreign_by_format(values: Floats, cells: Sequence[Cell], context: Context) -> tuple[Floats, list[Finding]]:
    formats, findings = context.formats(), []
    for index, cell in enumerate(cells if formats is not None else ()):
        sign = currency_of_format(format_at(formats, index)) if type(cell) in NUMBERS else None
        if sign and values[index]:
            findings.append(Finding(index, "other_currency", UNREADABLE, None, {"currency": sign}))
            values[index] = np.nan
    return values, findings


def currency_of_format(pattern: str | None) -> str | None:
    """The other currency that a number format shows (`[$$-409]#,##0`, `"$"#,##0`), or None."""
    signs = FOREIGN_FORMAT.findall((pattern or "").replace('"', ""))
    found: list[str] = [(named or sign).strip(" .").upper() for named, sign in signs]
    return next((sign for sign in found if sign not in OWN_SIGNS), None)
