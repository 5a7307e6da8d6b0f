"""One row of a sheet as its bytes: its cells are found, one is exchanged, the others stay as they are written."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from sheets.backends.workbook_parts.markup import attribute, masked, number, pattern, with_attribute
from sheets.backends.workbook_parts.package import Broken
from sheets.backends.workbook_parts.places import cell as cell_place
from sheets.backends.workbook_parts.places import place

TAG, CELL = rb"<P:row~/?>", rb"<P:c~(?:/>|>.*?</P:c\s*>)"
FILLED = rb"<P:(?:v|is|f)[\s/>]"


@dataclass
class Cell:
    """A cell as it is written; `xml` is empty for one that does not stand in the file."""

    col: int
    xml: bytes = b""

    @property
    def tag(self) -> bytes:
        return masked(self.xml).partition(b">")[0] + b">" if self.xml else b""

    @property
    def style(self) -> int | None:
        """The number of its look; None when it says none."""
        return number(self.tag, b"s")


@dataclass
class Row:
    """A row and what stands behind it up to the next one. `number` is 1-based; `prefix` that of the sheet's names."""

    number: int
    xml: bytes
    prefix: bytes
    parsed: tuple[bytes, list[Cell], bytes] | None = field(default=None, repr=False)

    @property
    def tag(self) -> bytes:
        found = pattern(TAG, self.prefix).match(self.xml)
        if found is None:
            raise Broken("row")
        return found[0]

    @property
    def cells(self) -> list[Cell]:
        return self._parts[1]

    @property
    def is_filled(self) -> bool:
        """Whether any cell holds something."""
        return pattern(FILLED, self.prefix).search(masked(self.xml)) is not None

    def cell(self, col: int) -> Cell:
        """The cell of a column (1-based)."""
        at = self._at(col)
        found = self.cells[at] if at < len(self.cells) else None
        return found if found and found.col == col else Cell(col)

    def put(self, col: int, xml: bytes) -> None:
        """Exchange the cell of a column or put one where there is none."""
        head, cells, tail = self._parts
        at = self._at(col)
        if at < len(cells) and cells[at].col == col:
            space = cells[at].xml[len(cells[at].xml.rstrip()) :]
            cells[at] = Cell(col, xml + space)
        else:
            _name_all(cells[at:], self.number)
            cells.insert(at, Cell(col, xml))
            head = _spanning(head, col)
        self.parsed = head, cells, tail
        self.xml = b"".join([head, *(cell.xml for cell in cells), tail])

    def moved_to(self, number: int) -> Row:
        """The same row with another number."""
        if attribute(self.tag, b"r") is None and not any(attribute(cell.tag, b"r") for cell in self.cells):
            return Row(number, self.xml, self.prefix)
        head, cells, tail = self._parts
        tag = self.tag
        head = _numbered(tag, str(number)) + head[len(tag) :]
        named = [_numbered(cell.xml, place(number, cell.col)) for cell in cells]
        return Row(number, b"".join([head, *named, tail]), self.prefix)

    def named(self) -> Row:
        """The same row with its number said."""
        if attribute(self.tag, b"r") is not None:
            return self
        tag = self.tag
        return Row(self.number, with_attribute(tag, b"r", str(self.number)) + self.xml[len(tag) :], self.prefix)

    def _at(self, col: int) -> int:
        return bisect_left(self.cells, col, key=lambda cell: cell.col)

    @property
    def _parts(self) -> tuple[bytes, list[Cell], bytes]:
        """What stands before the first cell, the cells each with the space behind it, and the end."""
        if self.parsed is None:
            self.parsed = self._split()
        return self.parsed

    def _split(self) -> tuple[bytes, list[Cell], bytes]:
        tag = self.tag
        if tag.endswith(b"/>"):
            return tag[:-2].rstrip() + b">", [], b"</%brow>" % self.prefix + self.xml[len(tag) :]
        shadow = masked(self.xml)
        end = shadow.rfind(b"</%brow" % self.prefix)
        found = [match.start() for match in pattern(CELL, self.prefix).finditer(shadow, len(tag), max(end, 0))]
        if end < 0:
            raise Broken("row")
        edges = [*found, end]
        cells, col = list[Cell](), 0
        for begin, stop in pairwise(edges):
            cell = Cell(col + 1, self.xml[begin:stop])
            cell.col = _col(cell, col, self.number)
            col = cell.col
            cells.append(cell)
        return self.xml[: edges[0]], cells, self.xml[end:]


def _col(cell: Cell, before: int, row: int) -> int:
    """The column that a cell names, or the next one; cells must stand in their order in their own row."""
    said = attribute(cell.tag, b"r")
    if said is None:
        return before + 1
    at, col = cell_place(said)
    if at != row or col <= before:
        raise Broken("order")
    return col


def _name_all(cells: list[Cell], row: int) -> None:
    """Cells that go by their order alone say their place before another is put in front of them."""
    for cell in cells:
        if attribute(cell.tag, b"r") is None:
            tag = cell.tag
            cell.xml = with_attribute(tag, b"r", place(row, cell.col)) + cell.xml[len(tag) :]


def _numbered(xml: bytes, name: str) -> bytes:
    tag = masked(xml).partition(b">")[0] + b">"
    if attribute(tag, b"r") is None:
        return xml
    return with_attribute(tag, b"r", name) + xml[len(tag) :]


def _spanning(head: bytes, col: int) -> bytes:
    """The hint on which columns a row has follows."""
    tag, close, rest = head.partition(b">")
    said = attribute(tag + close, b"spans")
    ends = said.split(":") if said and " " not in said else []
    if len(ends) != 2 or int(ends[0]) <= col <= int(ends[1]):
        return head
    wider = f"{min(int(ends[0]), col)}:{max(int(ends[1]), col)}"
    return with_attribute(tag + close, b"spans", wider) + rest


def new_row(number: int, prefix: bytes) -> Row:
    """An empty row."""
    return Row(number, b'<%brow r="%d"></%brow>' % (prefix, number, prefix), prefix)
