"""What calamine does not tell about an .xlsx file: the number format and the fill colour of its cells.

The parts of the file are scanned with patterns, a column at a time and only when a value depends on it: opening the
whole workbook a second time with openpyxl would cost ten times the reading.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
# Some writers put a prefix before every name: `<x:c r="A1">`.
PREFIX = re.compile(rb"<([\w.-]+:)(?:worksheet|workbook|styleSheet|Relationships)[\s>]")
UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>',
)
FAILED = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?=[^>]* t="e")[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]+)</v>',
)
ENTITIES = {"&quot;": '"', "&amp;": "&", "&lt;": "<", "&gt;": ">", "&apos;": "'"}
WHITE = {"FFFFFFFF", "00FFFFFF", "FFFFFF"}


class WorkbookFormats:
    """The formats and fills of one .xlsx file; every answer is None or empty when the file does not tell."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def column(self, tab: str, col: int) -> Sequence[str | None] | None:
        """The number-format patterns of a column's cells by row (0-based); None when the file does not tell."""
        part, styles = self._parts.get(tab), self._number_formats
        if part is None or not styles:
            return None
        return _by_row(self._xml(part), _letter(col).encode(), styles)

    def fills(self, tab: str) -> Sequence[tuple[int, int]]:
        """The 0-based (row, column) of the empty cells that have a fill colour other than white."""
        part = self._parts.get(tab)
        if part is None:
            return ()
        cells = re.findall(rb'<c r="([A-Z]+)(\d+)"(?: t="\w+")? s="(\d+)"(?: t="\w+")?\s*/>', self._xml(part))
        return [(int(row) - 1, _index(letters)) for letters, row, style in cells if int(style) in self._filled]

    @lru_cache(maxsize=64)  # noqa: B019  one object lives as long as one book
    def uncomputed(self, tab: str) -> frozenset[tuple[int, int]]:
        """The 0-based (row, column) of the formulas without a stored result."""
        xml = self._xml(self._parts.get(tab, ""))
        found = UNCOMPUTED.findall(xml) if b"<f" in xml else ()
        return frozenset((int(row) - 1, _index(letters)) for letters, row in found)

    @lru_cache(maxsize=64)  # noqa: B019  one object lives as long as one book
    def failed(self, tab: str) -> Mapping[tuple[int, int], str]:
        """0-based (row, column) → the error that the person sees there ("#REF!"); calamine shows such cells blank."""
        xml = self._xml(self._parts.get(tab, ""))
        found = FAILED.findall(xml) if b' t="e"' in xml else ()
        return {(int(row) - 1, _index(letters)): error.decode("ascii", "replace") for letters, row, error in found}

    @lru_cache(maxsize=4)  # noqa: B019  one object lives as long as one book
    def _xml(self, part: str) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as parts:
                return _unprefixed(parts.read(part))
        except (KeyError, zipfile.BadZipFile, OSError):
            return b""

    @cached_property
    def _parts(self) -> dict[str, str]:
        """Tab name → the part of the file that holds it."""
        targets = {}
        for tag in re.findall(rb"<Relationship [^>]*>", self._xml("xl/_rels/workbook.xml.rels")):
            targets[_attribute(tag, "Id")] = _part(_attribute(tag, "Target"))
        sheets = re.findall(rb"<sheet [^>]*>", self._xml("xl/workbook.xml"))
        return {_attribute(tag, "name"): targets.get(_attribute(tag, "r:id"), "") for tag in sheets}

    @cached_property
    def _styles(self) -> list[bytes]:
        block = re.search(rb"<cellXfs.*?</cellXfs>", self._xml("xl/styles.xml"), re.DOTALL)
        return re.findall(rb"<xf [^>]*>", block[0]) if block else []

    @cached_property
    def _number_formats(self) -> list[str | None]:
        """The pattern of every cell style, by its number."""
        own = re.findall(rb"<numFmt [^>]*>", self._xml("xl/styles.xml"))
        patterns = {_attribute(tag, "numFmtId"): _attribute(tag, "formatCode") for tag in own}
        ids = [_attribute(style, "numFmtId") or "0" for style in self._styles]
        return [patterns.get(number) or BUILT_IN.get(int(number)) for number in ids]

    @cached_property
    def _filled(self) -> set[int]:
        """The cell styles with a solid fill that is not white."""
        block = re.search(rb"<fills.*?</fills>", self._xml("xl/styles.xml"), re.DOTALL)
        fills = re.findall(rb"<fill>.*?</fill>|<fill/>", block[0], re.DOTALL) if block else []
        coloured = {number for number, fill in enumerate(fills) if _is_coloured(fill)}
        return {n for n, style in enumerate(self._styles) if int(_attribute(style, "fillId") or 0) in coloured}


def _unprefixed(xml: bytes) -> bytes:
    found = PREFIX.search(xml, 0, 2000)
    return re.sub(rb"(</?)" + re.escape(found[1]), rb"\1", xml) if found else xml


def _by_row(xml: bytes, letter: bytes, styles: list[str | None]) -> list[str | None] | None:
    cells = re.findall(rb'<c r="' + letter + rb'(\d+)"(?: \w+="\w*")*? s="(\d+)"', xml)
    if not cells:
        return None
    patterns: list[str | None] = [None] * max(int(row) for row, _ in cells)
    for row, style in cells:
        patterns[int(row) - 1] = styles[int(style)] if int(style) < len(styles) else None
    return patterns


def _is_coloured(fill: bytes) -> bool:
    if b'patternType="solid"' not in fill:
        return False
    colour = re.search(rb'<fgColor [^>]*rgb="(\w+)"', fill)
    return colour is None or colour[1].decode().upper() not in WHITE


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"\s" + name.encode() + rb'="([^"]*)"', tag)
    text = found[1].decode("utf-8", errors="replace") if found else ""
    return re.sub(r"&\w+;", lambda entity: ENTITIES.get(entity[0], entity[0]), text)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _letter(col: int) -> str:
    name, number = "", col + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _index(letters: bytes) -> int:
    number = 0
    for byte in letters:
        number = number * 26 + byte - 64
    return number - 1
