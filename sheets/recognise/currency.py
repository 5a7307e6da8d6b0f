"""Amounts in another currency, named in a neighbouring column: never silently rupiah."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheets.recognise.columns import Header
from sheets.recognise.content import is_blank
from sheets.recognise.parts import Doubt, TableMatch
from sheets.recognise.vocabulary import compared

NAMES = re.compile(r"\b(currency|mata uang|valuta|valas|curr)\b")
RUPIAH = frozenset({"idr", "rp", "rp.", "rupiah"})


def refuse_others(match: TableMatch, headers: Sequence[Header]) -> None:
    """Empties the amounts whose currency column says anything but rupiah, each with a problem."""
    money = [column for column in match.columns if match.table.by_key[column.key].kind == "money"]
    beside = [header for header in headers if NAMES.search(compared(header.text))]
    for column in money:
        currency = min(beside, key=lambda header: abs(header.col - column.col), default=None)
        if currency is None or currency.col == column.col:
            continue
        cells = list(match.cells(column))
        for n, code in enumerate(match.raw(currency.col)):
            if not is_blank(code) and str(code).strip().casefold() not in RUPIAH and not is_blank(cells[n]):
                details = {"currency": str(code).strip()}
                doubt = Doubt(
                    "other_currency",
                    match.rows[n],
                    column.col,
                    column.key,
                    _amount(cells[n]),
                    None,
                    "unreadable",
                    details,
                )
                match.doubts.append(doubt)
                cells[n] = None
        match.given[column.key] = cells


def _amount(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
