"""What takes in a new row that was written right below: dropdowns, colour rules, filters and tables."""

from __future__ import annotations

import re

from sheets.backends.workbook_parts.markup import attribute, masked, pattern, plain_text, replaced, with_attribute
from sheets.backends.workbook_parts.places import Area, area, areas, listed

RULES = rb"<P:(?:dataValidation|conditionalFormatting)~/?>"
# A sparkline lies in one cell: it does not grow.
NEWER_PLACES = re.compile(
    rb"<[\w.-]+:sparkline>.*?</[\w.-]+:sparkline>|(<[\w.-]+:sqref>)([^<]*)(</[\w.-]+:sqref>)", re.DOTALL
)
DROPDOWN_PLACES = rb"<P:dataValidation~/?>"


def grown(tail: bytes, prefix: bytes, row: int, first: int, last: int) -> bytes:
    """What stands behind a sheet's rows, after a row was added in these columns (1-based)."""
    taken = _dropdowns(tail, prefix)

    def rule(found: re.Match[bytes]) -> bytes:
        alone = b"dataValidation" in found[0][:40]
        wider = _wider(attribute(found[0], b"sqref"), row, first, last, taken if alone else [])
        return with_attribute(found[0], b"sqref", wider) if wider else found[0]

    def newer(found: re.Match[bytes]) -> bytes:
        wider = _wider(plain_text(found[2]), row, first, last, []) if found[2] else None
        return found[1] + wider.encode() + found[3] if wider else found[0]

    def filtered(found: re.Match[bytes]) -> bytes:
        wider = _wider(attribute(found[0], b"ref"), row, first, last, [])
        return with_attribute(found[0], b"ref", wider) if wider else found[0]

    tail = replaced(pattern(RULES, prefix), rule, tail)
    tail = replaced(NEWER_PLACES, newer, tail)
    return replaced(pattern(rb"<P:autoFilter~/?>", prefix), filtered, tail)


def _dropdowns(tail: bytes, prefix: bytes) -> list[Area]:
    """Where a dropdown stands already: two in one cell are no valid file."""
    tags = pattern(DROPDOWN_PLACES, prefix).findall(masked(tail))
    return [one for tag in tags for one in areas(attribute(tag, b"sqref"))]


def _wider(text: str | None, row: int, first: int, last: int, taken: list[Area]) -> str | None:
    """The ranges with the new row in them; None when nothing changes."""
    before = areas(text)
    after = [_taken_in(one, row, first, last, taken) for one in before]
    return None if after == before else listed(after)


def _taken_in(one: Area, row: int, first: int, last: int, taken: list[Area]) -> Area:
    there = any(other.holds(row, col) for other in taken for col in (one.left, one.right))
    return one if there or not one.crosses(first, last) else one.taking_in(row)


# Excel tables

TABLE, FILTER = rb"<P:table~/?>", rb"<P:autoFilter~/?>"


def grown_table(xml: bytes, prefix: bytes, row: int, first: int, last: int) -> bytes:
    """An Excel table that ended right above a new row takes it in, unless its last row holds its totals."""
    found = pattern(TABLE, prefix).search(masked(xml))
    if found is None or attribute(found[0], b"totalsRowCount") not in (None, "0"):
        return xml
    wider = _wider(attribute(found[0], b"ref"), row, first, last, [])
    if wider is None:
        return xml

    def stretched(tag: re.Match[bytes]) -> bytes:
        return with_attribute(tag[0], b"ref", wider)

    return replaced(pattern(FILTER, prefix), stretched, replaced(pattern(TABLE, prefix), stretched, xml))


def filter_area(tail: bytes, prefix: bytes) -> Area | None:
    """Where a sheet's own filter stands."""
    found = pattern(FILTER, prefix).search(masked(tail))
    return area(attribute(found[0], b"ref") or "A1") if found else None
