"""The number formats of an .ods file, which calamine does not tell: enough to know months from days and percents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from xml.etree import ElementTree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
LONGEST_REPEAT = 10_000
DATE_PARTS = {"day": "d", "month": "mmm", "year": "yyyy", "hours": "h", "minutes": "mm"}


class OdsFormats:
    """The formats of one .ods file; every answer is None when the file does not tell."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pages: dict[str, list[list[str | None]]] = {}

    def column(self, tab: str, col: int) -> Sequence[str | None] | None:
        """The number-format patterns of a column's cells by row (0-based); None when the file does not tell."""
        if tab not in self.pages:
            self.pages[tab] = list(self._rows(tab))
        return [row[col] if col < len(row) else None for row in self.pages[tab]] or None

    def _part(self, name: str) -> ElementTree.Element:
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as parts:
                return ElementTree.fromstring(parts.read(name))  # noqa: S314  expat keeps entities shut
        except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, OSError):
            return ElementTree.Element("none")

    @cached_property
    def _root(self) -> ElementTree.Element:
        return self._part("content.xml")

    @cached_property
    def _patterns(self) -> dict[str, str | None]:
        """Cell style → pattern, through the data style that it names (in either part of the file)."""
        styles = [*self._part("styles.xml").iter(), *self._root.iter()]
        data = {style.get(f"{STYLE}name", ""): _pattern(style) for style in styles if _is_data(style)}
        cells = [style for style in styles if style.tag == f"{STYLE}style"]
        return {cell.get(f"{STYLE}name", ""): data.get(cell.get(f"{STYLE}data-style-name", "")) for cell in cells}

    def _rows(self, tab: str) -> Iterator[list[str | None]]:
        table = next((t for t in self._root.iter(f"{TABLE}table") if t.get(f"{TABLE}name") == tab), None)
        for row in table.iter(f"{TABLE}table-row") if table is not None else ():
            cells = [self._patterns.get(cell.get(f"{TABLE}style-name", "")) for cell in _repeated(row)]
            yield from [cells] * _times(row, "rows")


def _repeated(row: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for cell in row:
        if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            yield from [cell] * _times(cell, "columns")


def _times(element: ElementTree.Element, what: str) -> int:
    """How often a row or cell stands; the endless blank rest of a sheet counts once."""
    times = int(element.get(f"{TABLE}number-{what}-repeated", 1))
    return times if times < LONGEST_REPEAT else 1


def _is_data(element: ElementTree.Element) -> bool:
    return element.tag.startswith(NUMBER) and element.tag.endswith("-style")


def _pattern(style: ElementTree.Element) -> str:
    """A data style as the pattern that a workbook would have: "mmm yyyy", "0%"."""
    if style.tag == f"{NUMBER}percentage-style":
        return "0%"
    if style.tag == f"{NUMBER}date-style":
        return " ".join(DATE_PARTS[name] for part in style if (name := part.tag.removeprefix(NUMBER)) in DATE_PARTS)
    return "General"
