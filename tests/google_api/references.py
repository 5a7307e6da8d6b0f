"""The references inside a formula: moved when it is copied, shifted when rows or columns come and go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.google_api.a1 import column_letters, column_number
from tests.google_api.cells import Cell

Shift = Callable[[int, int], tuple[int, int] | None]
GONE = "#REF!"
REFERENCE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?<![\w$])(?P<tab>(?:'(?:[^']|'')*'|[^\W\d]\w*)!)?
    (?P<first>\$?[A-Za-z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Za-z]{1,3}\$?\d+))?(?![\w(])""",
    re.VERBOSE,
)
PLACE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")


def relative(cell: Cell, down: int, across: int) -> Cell:
    """The cell as a copy that far away: its references without "$" move along."""
    if cell.formula is None or not (down or across):
        return cell

    def moved(match: re.Match[str]) -> str:
        if match["text"]:
            return match.group()
        ends = [_moved(text, down, across) for text in (match["first"], match["last"]) if text]
        return (match["tab"] or "") + ":".join(ends)

    return replace(cell, formula=REFERENCE.sub(moved, cell.formula), result=None)


def _moved(text: str, down: int, across: int) -> str:
    fixed_column, column, fixed_row, row = _parts(text)
    if not fixed_column:
        column = column_letters(max(column_number(column) + across, 0))
    if not fixed_row:
        row = str(max(int(row) + down, 1))
    return f"{fixed_column}{column}{fixed_row}{row}"


def _parts(text: str) -> tuple[str, str, str, str]:
    match = PLACE.fullmatch(text)
    assert match is not None
    return match[1], match[2].upper(), match[3], match[4]


def shifted(cell: Cell, title: str, own: bool, dimension: str, shift: Shift) -> Cell:
    """The cell after rows or columns of the tab `title` came or went; `own`: the formula stands in that tab."""
    if cell.formula is None:
        return cell

    def moved(match: re.Match[str]) -> str:
        if match["text"] or not _means(match["tab"], title, own):
            return match.group()
        span = _shifted(match["first"], match["last"] or match["first"], dimension, shift)
        if span is None:
            return GONE
        return (match["tab"] or "") + (":".join(span) if match["last"] else span[0])

    formula = REFERENCE.sub(moved, cell.formula)
    return cell if formula == cell.formula else replace(cell, formula=formula)


def _means(tab: str | None, title: str, own: bool) -> bool:
    """Does a reference with this tab in front of it point at the tab?"""
    if tab is None:
        return own
    return tab[:-1].strip("'").replace("''", "'").casefold() == title.casefold()


def _shifted(first: str, last: str, dimension: str, shift: Shift) -> tuple[str, str] | None:
    one, two = _parts(first), _parts(last)
    if dimension == "ROWS":
        span = shift(int(one[3]) - 1, int(two[3]))
        if span is None:
            return None
        return f"{''.join(one[:3])}{span[0] + 1}", f"{''.join(two[:3])}{span[1]}"
    span = shift(column_number(one[1]), column_number(two[1]) + 1)
    if span is None:
        return None
    start, end = column_letters(span[0]), column_letters(span[1] - 1)
    return f"{one[0]}{start}{one[2]}{one[3]}", f"{two[0]}{end}{two[2]}{two[3]}"
