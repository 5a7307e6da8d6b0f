"""Columns of numbers in bulk: clean numbers become an array at once, every other distinct cell is read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np

from sheets.kinds.base import NOTHING, NUMBERS, UNREADABLE, Cell, Finding, Reading, found_at, in_order, unreadable

Floats = np.ndarray[Any, np.dtype[np.float64]]
Parse = Callable[[str], Reading]
PLAIN = re.compile(
    r"(?:(?:(?:rp\.? ?)?(?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,14}|0)(?:,-|,00)?)?\n)++", re.ASCII | re.IGNORECASE
)
AROUND_DIGITS = {ord(sign): None for sign in "RPrp. -"}


def blanks_as_none(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The same cells with None for the empty texts that Google sends."""
    return [None if cell == "" else cell for cell in cells] if "" in cells else cells


def bulk_numbers(cells: Sequence[Any], parse: Parse) -> tuple[Floats, list[Finding]]:
    """The numbers of a column as float64; `parse` is called once for each distinct text."""
    types = set(map(type, cells))
    odd = types - NUMBERS - {NOTHING}
    try:
        if not odd:
            return _finite(np.array(cells, dtype=np.float64))
        return _texts(cells, parse) if types <= {str, NOTHING} else _mixed(cells, odd, parse)
    except OverflowError:
        return bulk_numbers([str(cell) if type(cell) is int else cell for cell in cells], parse)


def plain_texts(cells: Sequence[Any]) -> Floats | None:
    """The numbers of a column of texts such as "Rp 2.500.000" and "40", all at once; None when there are others."""
    joined = "\n".join(["" if cell is None else cell for cell in cells]) + "\n"
    if not PLAIN.fullmatch(joined) or joined.count("\n") != len(cells):
        return None
    digits = joined.replace(",00\n", "\n").translate(AROUND_DIGITS).replace(",", "").split("\n")
    return np.array([text or "nan" for text in digits[:-1]], dtype=np.float64)


def _texts(cells: Sequence[Any], parse: Parse) -> tuple[Floats, list[Finding]]:
    distinct = set(cells) - {None}
    readings = dict(zip(distinct, map(parse, distinct), strict=True))
    values = {cell: reading.value for cell, reading in readings.items()} | {None: None}
    read = np.array(list(map(values.__getitem__, cells)), dtype=np.float64)
    return read, found_at(cells, {cell: r.notes for cell, r in readings.items() if r.notes})


def _mixed(cells: Sequence[Any], odd: set[type], parse: Parse) -> tuple[Floats, list[Finding]]:
    keys = [(type(cell), cell) for cell in cells]
    readings = {key: parse(key[1]) if key[0] is str else odd_cell(key[1]) for key in set(keys) if key[0] in odd}
    read = [readings[key].value if key[0] in odd else key[1] for key in keys]
    values, endless = _finite(np.array(read, dtype=np.float64))
    return values, in_order(found_at(keys, {key: r.notes for key, r in readings.items() if r.notes}), endless)


def _finite(values: Floats) -> tuple[Floats, list[Finding]]:
    endless = np.isinf(values)
    if not endless.any():
        return values, []
    values[endless] = np.nan
    return values, [Finding(int(i), "not_a_number", UNREADABLE) for i in np.flatnonzero(endless)]


def odd_cell(cell: Cell) -> Reading:
    """A cell that is neither text nor number: the sheet made it a date, or it is a tick box."""
    if isinstance(cell, bool):
        return unreadable("not_a_number")
    day = cell.date() if isinstance(cell, datetime) else cell
    return unreadable("number_as_date", date=f"{day:%d/%m/%Y}" if isinstance(day, date) else str(cell))
