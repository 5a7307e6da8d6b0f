"""A row pushed into a sheet, as spreadsheet programs do it: rows move down, and what points at them moves along."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sheets.backends.workbook_parts.markup import (
    attribute,
    escaped,
    masked,
    pattern,
    plain_text,
    replaced,
    with_attribute,
)
from sheets.backends.workbook_parts.package import Broken
from sheets.backends.workbook_parts.places import areas, listed, moved
from sheets.backends.workbook_parts.references import pushed, translated
from sheets.backends.workbook_parts.row import Row
from sheets.backends.workbook_parts.sheet import Sheet

FORMULA = rb"(<P:f~>)([^<]*)(</P:f\s*>)"
SHARED = rb"<P:f~(?:/>|>([^<]*)</P:f\s*>)"
# Rules, dropdowns and sparklines hold formulas too; the newer ones under a prefix of their own.
RULES = re.compile(rb"(<(?:[\w.-]+:)?(?:formula[12]?|f)(?:\s[^<>]*)?>)([^<]*)(</)")
NEWER_PLACES = re.compile(rb"(<[\w.-]+:sqref>)([^<]*)(</)")
PLACED = pattern(rb"<[\w:.-]+~/?>")
PLACES = (b"ref", b"sqref", b"activeCell", b"topLeftCell")
BREAKS = rb"<P:rowBreaks~>.*?</P:rowBreaks\s*>"
STANDING = rb"<P:(?:controls|oleObjects|scenarios|cellWatches|dataConsolidate|smartTags)[\s>]"


@dataclass(frozen=True)
class Push:
    """A new row at `row` (1-based) of a tab."""

    tab: str
    row: int

    def formula(self, text: str, *, here: bool, below: bool = False) -> str:
        """A formula after the push; `here`, `below` as in `references.pushed`."""
        quick = here or self.tab.casefold() in text.casefold() or "'" in text
        return pushed(text, self.tab, self.row, here=here, below=below) if quick else text

    def in_text(self, xml: bytes, *, here: bool, below: bool = False) -> bytes:
        """A formula between two tags."""
        text = plain_text(xml)
        after = self.formula(text, here=here, below=below)
        return xml if after == text else escaped(after)

    def places(self, text: str) -> str:
        """Ranges as they stand after it."""
        before = areas(text)
        after = [one.pushed(self.row) for one in before]
        return text if after == before else listed(after)


def can_push(sheet: Sheet, row: int) -> bool:
    """Whether a row can come between the rows of this sheet: no merged area and no filled one is cut by it."""
    cut = any(one.cut_by(row) for one in (*sheet.merged, *sheet.filled_areas))
    tables = any(b'"dataTable"' in line.xml for line in sheet.rows)
    return not cut and not tables and pattern(STANDING, sheet.prefix).search(masked(sheet.tail)) is None


def push_formulas(sheet: Sheet, push: Push, *, here: bool) -> None:
    """The formulas of a sheet's cells and rules, before its own rows are moved."""
    _write_out_shared(sheet, push, here)
    wanted = pattern(FORMULA, sheet.prefix)
    for line in sheet.rows:
        if b"</" + sheet.prefix + b"f" in line.xml:
            below = here and line.number >= push.row
            _exchange(line, replaced(wanted, lambda f, below=below: _formula(f, push, here, below), line.xml))  # type: ignore[misc]
    sheet.tail = replaced(RULES, lambda f: f[1] + push.in_text(f[2], here=here) + f[3], sheet.tail)


def _formula(found: re.Match[bytes], push: Push, here: bool, below: bool) -> bytes:
    return found[1] + push.in_text(found[2], here=here, below=below) + found[3]


def _exchange(line: Row, xml: bytes) -> None:
    if xml != line.xml:
        line.xml, line.parsed = xml, None


def push_rows(sheet: Sheet, push: Push) -> None:
    """The rows from there on, and everything of the sheet that says where it lies."""
    at = sheet.at(push.row)
    sheet.rows[at:] = [_moved(line, push) for line in sheet.rows[at:]]
    sheet.head = replaced(PLACED, lambda tag: _placed(tag[0], push), sheet.head)
    tail = replaced(PLACED, lambda tag: _placed(tag[0], push), sheet.tail)
    tail = replaced(NEWER_PLACES, lambda f: f[1] + push.places(plain_text(f[2])).encode() + f[3], tail)
    sheet.tail = replaced(pattern(BREAKS, sheet.prefix), lambda found: _breaks(found[0], sheet.prefix, push), tail)
    sheet.forget_areas()


def _moved(line: Row, push: Push) -> Row:
    row = line.moved_to(moved(line.number, push.row))
    if b"ref=" in row.xml:
        _exchange(row, replaced(pattern(rb"<P:f~/?>", row.prefix), lambda tag: _placed(tag[0], push), row.xml))
    return row


def _placed(tag: bytes, push: Push) -> bytes:
    """A tag with the places that it names; a limit of a colour scale may be a formula."""
    if attribute(tag, b"type") == "formula" and attribute(tag, b"val"):
        return with_attribute(tag, b"val", push.formula(attribute(tag, b"val") or "", here=True))
    for name in PLACES:
        text = attribute(tag, name)
        if text:
            after = _places(text, push)
            tag = tag if after == text else with_attribute(tag, name, after)
    return tag


def _places(text: str, push: Push) -> str:
    try:
        return push.places(text)
    except Broken:  # an attribute of the same name that is no place
        return text


def _breaks(block: bytes, prefix: bytes, push: Push) -> bytes:
    """A page break stands above the row of its number plus one."""

    def change(found: re.Match[bytes]) -> bytes:
        at = int(attribute(found[0], b"id") or 0)
        return with_attribute(found[0], b"id", str(at + 1)) if at >= push.row else found[0]

    return pattern(rb"<P:brk~/?>", prefix).sub(change, block)


# Formulas that many cells share are written out in each of them


def _write_out_shared(sheet: Sheet, push: Push, here: bool) -> None:
    masters = {key: found for key, found in _masters(sheet) if here or push.tab.casefold() in found[2].casefold()}
    for line in sheet.rows if masters else ():
        if b'"shared"' in line.xml or b"'shared'" in line.xml:
            for cell in line.cells:
                _write_out(line, cell.col, cell.xml, masters)


Masters = dict[str, tuple[int, int, str]]


def _masters(sheet: Sheet) -> Iterable[tuple[str, tuple[int, int, str]]]:
    """Each shared formula by its number: the row and column of its cell, and its text."""
    for line in sheet.rows:
        if b"shared" in line.xml and b"ref=" in line.xml:
            for cell in line.cells:
                found = pattern(SHARED, sheet.prefix).search(masked(cell.xml))
                if found and found[1] and attribute(_tag(found), b"t") == "shared":
                    yield attribute(_tag(found), b"si") or "", (line.number, cell.col, plain_text(found[1]))


def _tag(found: re.Match[bytes]) -> bytes:
    return found[0].partition(b">")[0] + b">"


def _write_out(line: Row, col: int, xml: bytes, masters: Masters) -> None:
    found = pattern(SHARED, line.prefix).search(masked(xml))
    master = masters.get(attribute(_tag(found), b"si") or "") if found else None
    if found is None or master is None or attribute(_tag(found), b"t") != "shared":
        return
    row, first, text = master
    own = plain_text(found[1]) if found[1] else translated(text, line.number - row, col - first)
    written = b"<%bf>%b</%bf>" % (line.prefix, escaped(own), line.prefix)
    line.put(col, xml[: found.start()] + written + xml[found.end() :].rstrip())
