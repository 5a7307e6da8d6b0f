"""A value as the bytes of a cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sheets.backends import Cell
from sheets.backends.workbook_parts.markup import cell_text
from sheets.backends.workbook_parts.places import place

FIRST, FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LEAP_THAT_WAS_NONE = datetime(1900, 3, 1)


LONGEST = 32_767  # what a cell holds, counted as the file counts: a rare letter is two


def is_too_long(value: object) -> bool:
    """Whether a text is more than one cell can hold."""
    return isinstance(value, str) and len(value.encode("utf-16-le", "replace")) > 2 * LONGEST


def cut(value: Cell) -> Cell:
    """A text that is too long up to where a cell ends, with a sign that it went on."""
    if not isinstance(value, str) or not is_too_long(value):
        return value
    return value.encode("utf-16-le", "replace")[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…"


def cell_xml(prefix: bytes, row: int, col: int, value: Cell, style: int | None, *, from_1904: bool = False) -> bytes:
    """A whole cell element; None leaves only its look."""
    look = b"" if style is None else b' s="%d"' % style
    kind, body = _body(prefix, value, from_1904)
    head = b'<%bc r="%b"%b%b' % (prefix, place(row, col).encode(), look, kind)
    return b"%b>%b</%bc>" % (head, body, prefix) if body else head + b"/>"


def _body(prefix: bytes, value: Cell, from_1904: bool) -> tuple[bytes, bytes]:
    """The type of a cell, and what stands in it."""
    if value is None:
        return b"", b""
    if isinstance(value, str):
        text = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (prefix, prefix, cell_text(value), prefix, prefix)
        return b' t="inlineStr"', text
    kind = b' t="b"' if isinstance(value, bool) else b""
    stored = str(int(value)) if isinstance(value, bool) else _number(value, from_1904)
    return kind, b"<%bv>%b</%bv>" % (prefix, stored.encode(), prefix)


def _number(value: float | date | time | timedelta, from_1904: bool) -> str:
    if isinstance(value, int | float):
        return repr(value)
    days = serial(value, from_1904=from_1904)
    return str(int(days)) if days.is_integer() else repr(days)


def serial(value: date | time | timedelta, *, from_1904: bool = False) -> float:
    """A day as its number, a time of day or a duration as its part of a day."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (datetime.combine(date.min, value) - datetime.min) / timedelta(days=1)
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
    days = (moment - (FIRST_1904 if from_1904 else FIRST)) / timedelta(days=1)
    # Before March 1900 the file counts a day that was none.
    return days - 1 if not from_1904 and moment < LEAP_THAT_WAS_NONE else days
