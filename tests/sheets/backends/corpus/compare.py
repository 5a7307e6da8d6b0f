"""Two states of a workbook beside each other, part by part and cell by cell, by means of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.cell import coordinate_from_string, get_column_letter

from tests.sheets.backends.corpus.zipped import parts

Parts = Mapping[str, bytes]
COUNTED = {
    "shapes": rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)>|<(?:\w+:)?(?:sp|cxnSp|grpSp) ",
    "pictures": rb"<(?:xdr:)?pic[ >]",
    "charts in drawings": rb"<c:chart [^>]*r:id|<c:chart [^>]*:id",
    "sparklines": rb"<x14:sparkline>",
    "dropdowns": rb"<(?:x14:)?dataValidation ",
    "rules": rb"<(?:x14:)?cfRule ",
    "merged": rb"<mergeCell ",
    "links": rb"<hyperlink ",
    "notes": rb"<comment ",
    "names": rb"<definedName ",
    "columns": rb"<col ",
    "breaks": rb"<brk ",
    "tables": rb"<table ",
    "pivots": rb"<pivotTableDefinition ",
    "protection": rb"<sheetProtection ",
    "panes": rb"<pane ",
}


@dataclass
class Page:
    """A sheet part: its cells by their place, each without it; its rows' own words; all that stands around."""

    cells: dict[str, str]
    rows: dict[int, dict[str, str]]
    around: dict[str, list[str]]


def page(xml: bytes) -> Page:
    root = ElementTree.fromstring(xml)
    seen, number = Page({}, {}, {}), 0
    for child in root:
        if child.tag.endswith("}sheetData"):
            for row in child:
                number = int(row.get("r", number + 1))
                seen.rows[number] = {key: text for key, text in row.attrib.items() if key not in ("r", "spans")}
                _cells(seen.cells, row, number)
        else:
            seen.around.setdefault(child.tag.rsplit("}", 1)[-1], []).append(_text(child))
    return seen


def _cells(cells: dict[str, str], row: ElementTree.Element, number: int) -> None:
    col = 0
    for cell in row:
        place = cell.attrib.pop("r", None)
        col = openpyxl.utils.column_index_from_string(coordinate_from_string(place)[0]) if place else col + 1
        cells[f"{get_column_letter(col)}{number}"] = _text(cell)


def _text(element: ElementTree.Element) -> str:
    element.tail = None
    return ElementTree.canonicalize(ElementTree.tostring(element))


def differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> set[Any]:
    """The keys that are new, gone or other."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def without_numbers(part: bytes) -> bytes:
    """A part with every number blotted out: equal ones differ only in where things lie."""
    return re.sub(rb"\d+", b"#", part)


def counted(path: Path) -> Counter[str]:
    """How many of each thing are in a file."""
    found: Counter[str] = Counter()
    for name, data in parts(path).items():
        found[f"part {_kind(name)}"] += 1
        for what, wanted in COUNTED.items():
            found[what] += len(re.findall(wanted, data))
    return found


def _kind(name: str) -> str:
    return re.sub(r"\d+", "", name)


def shown(path: Path) -> dict[str, dict[str, Any]]:
    """The values and formulas of every tab, as openpyxl reads them."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row} for sheet in book}
