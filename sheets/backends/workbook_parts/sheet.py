"""One sheet as its bytes: what stands before the rows, the rows, and what stands behind them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from sheets.backends.workbook_parts.growth import grown
from sheets.backends.workbook_parts.markup import (
    attribute,
    is_utf8,
    masked,
    number,
    pattern,
    prefix_of,
    replaced,
    with_attribute,
)
from sheets.backends.workbook_parts.package import Broken
from sheets.backends.workbook_parts.places import Area, area
from sheets.backends.workbook_parts.row import TAG, Cell, Row, new_row

DATA, DATA_END = rb"<P:sheetData~/?>", rb"</P:sheetData\s*>"
FORMULA_AREA = rb"<P:f~/?>"


class Sheet:
    """A sheet part; rows and columns are 1-based. Raises Broken where it is not laid out as a sheet is."""

    def __init__(self, xml: bytes) -> None:
        prefix = prefix_of(xml, b"worksheet") if is_utf8(xml) else None
        if prefix is None:
            raise Broken("sheet")
        self.prefix = prefix
        self.head, self.rows, self.tail = _divided(xml, prefix)

    @property
    def xml(self) -> bytes:
        """The part as it is now."""
        return b"".join([self.head, *(row.xml for row in self.rows), self.tail])

    def row(self, number: int) -> Row | None:
        """A row; None when it does not stand in the file."""
        at = self.at(number)
        return self.rows[at] if at < len(self.rows) and self.rows[at].number == number else None

    def cell(self, row: int, col: int) -> Cell:
        """A cell, also one that does not stand in the file."""
        found = self.row(row)
        return found.cell(col) if found else Cell(col)

    def put(self, row: int, col: int, xml: bytes) -> None:
        """Exchange a cell, or put it where there is none."""
        self._made(row).put(col, xml)

    def has_formula(self, row: int, col: int) -> bool:
        """Whether a cell is worked out: by its own formula, or by one that fills more cells than its own."""
        own = pattern(rb"<P:f[\s/>]", self.prefix).search(masked(self.cell(row, col).xml))
        return own is not None or any(area.holds(row, col) for area in self.filled_areas)

    @property
    def last_filled(self) -> int:
        """The last row in which something stands; 0 for none."""
        return next((row.number for row in reversed(self.rows) if row.is_filled), 0)

    def style(self, row: int, col: int) -> int:
        """The look that a cell has; one that does not stand in the file has its row's, else its column's."""
        cell = self.cell(row, col)
        if cell.xml:
            return cell.style or 0
        line = self.row(row)
        of_row = number(line.tag, b"s") if line and attribute(line.tag, b"customFormat") in ("1", "true") else None
        return self.column_style(col) if of_row is None else of_row

    def column_style(self, col: int) -> int:
        """The look of a column's empty cells."""
        for tag in pattern(rb"<P:col~/?>", self.prefix).findall(masked(self.head)):
            if (number(tag, b"min") or 0) <= col <= (number(tag, b"max") or 0):
                return number(tag, b"style") or 0
        return 0

    @cached_property
    def protection(self) -> bytes | None:
        """The tag that keeps people from changing locked cells of this sheet; None where nothing does."""
        found = pattern(rb"<P:sheetProtection~/?>", self.prefix).search(masked(self.tail))
        return found[0] if found and attribute(found[0], b"sheet") in ("1", "true", "on") else None

    @cached_property
    def merged(self) -> list[Area]:
        """The areas of cells that are one."""
        tags = pattern(rb"<P:mergeCell~/?>", self.prefix).findall(masked(self.tail))
        return [area(attribute(tag, b"ref") or "") for tag in tags]

    @cached_property
    def filled_areas(self) -> list[Area]:
        """The cells that one formula fills together: arrays, spilled results, data tables."""
        found = (tag for row in self.rows if b"ref" in row.xml for tag in self._formulas(row))
        return [area(attribute(tag, b"ref") or "") for tag in found if attribute(tag, b"t") in ("array", "dataTable")]

    def _formulas(self, row: Row) -> list[bytes]:
        tags = pattern(FORMULA_AREA, self.prefix).findall(masked(row.xml))
        return [tag for tag in tags if attribute(tag, b"ref")]

    def forget_areas(self) -> None:
        """Look for merged and filled areas anew."""
        self.__dict__.pop("merged", None)
        self.__dict__.pop("filled_areas", None)

    def stretch(self, row: int, col: int) -> None:
        """The cells that the sheet says it has."""

        def widened(tag: bytes) -> bytes:
            known = area(attribute(tag, b"ref") or "A1")
            wide = Area(min(known.top, row), min(known.left, col), max(known.bottom, row), max(known.right, col))
            return tag if wide == known else with_attribute(tag, b"ref", str(wide))

        self.head = replaced(pattern(rb"<P:dimension~/?>", self.prefix), lambda found: widened(found[0]), self.head)

    def take_in(self, row: int, first: int, last: int) -> None:
        """Rules, dropdowns and filters of these columns that ended right above a row hold for it too."""
        self.tail = grown(self.tail, self.prefix, row, first, last)

    def at(self, number: int) -> int:
        """Where a row stands among the rows, or would stand."""
        return bisect_left(self.rows, number, key=lambda row: row.number)

    def _made(self, number: int) -> Row:
        at = self.at(number)
        if at == len(self.rows) or self.rows[at].number != number:
            self.rows[at:] = [row.named() for row in self.rows[at:]]
            self.rows.insert(at, new_row(number, self.prefix))
        return self.rows[at]


def _divided(xml: bytes, prefix: bytes) -> tuple[bytes, list[Row], bytes]:
    shadow = masked(xml)
    data = pattern(DATA, prefix).search(shadow)
    if data is None:
        raise Broken("sheet")
    if data[0].endswith(b"/>"):
        open_tag = data[0][:-2].rstrip() + b">"
        return xml[: data.start()] + open_tag, [], b"</%bsheetData>" % prefix + xml[data.end() :]
    end = pattern(DATA_END, prefix).search(shadow, data.end())
    if end is None:
        raise Broken("sheet")
    rows = _rows(xml, shadow, data.end(), end.start(), prefix)
    first = xml[data.end() : end.start()] if not rows else b""
    start = pattern(TAG, prefix).search(shadow, data.end(), end.start())
    return xml[: start.start() if start else data.end()] + first, rows, xml[end.start() :]


def _rows(xml: bytes, shadow: bytes, begin: int, stop: int, prefix: bytes) -> list[Row]:
    """Every row with the space behind it; they must stand in their order."""
    found = list(pattern(TAG, prefix).finditer(shadow, begin, stop))
    ends = [*(match.start() for match in found[1:]), stop][: len(found)]
    rows, last = list[Row](), 0
    for match, end in zip(found, ends, strict=True):
        said = number(match[0], b"r")
        if said is not None and said <= last:
            raise Broken("order")
        last = last + 1 if said is None else said
        rows.append(Row(last, xml[match.start() : end], prefix))
    return rows
