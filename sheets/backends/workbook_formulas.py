"""Keeping the results of formulas: openpyxl writes a formula without its result, and the forum reads results.

A workbook that nobody has opened in Excel since would otherwise show nothing where its formulas are. The results that
the file came with are put back; Excel and LibreOffice compute them anew when they open the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import to_excel

FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*?(?:/>|>.*?</f>))(?:<v\s*/>|<v></v>)', re.DOTALL)
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def with_known_results(data: bytes, original: Path) -> bytes:
    """The workbook `data` with the results that `original` holds for the same cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        pages = {name: parts.read(name) for name in parts.namelist()}
    with_formulas = [name for name, page in pages.items() if name.startswith("xl/worksheets/sheet") and b"<f" in page]
    if not with_formulas:
        return data
    results = _results(original)
    names = _sheet_names(data)
    for part in with_formulas:
        pages[part] = _filled(pages[part], results.get(names.get(part, ""), {}))
    return _zipped(data, pages)


def _results(path: Path) -> dict[str, dict[str, object]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {page.title: _values(page) for page in book.worksheets}


def _values(page: Any) -> dict[str, object]:
    """What the cells of a page show."""
    cells = (cell for line in page.iter_rows() for cell in line if cell.value is not None)
    return {cell.coordinate: cell.value for cell in cells}


def _sheet_names(data: bytes) -> dict[str, str]:
    """The parts that openpyxl writes are numbered in the order of the tabs."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    names = {f"xl/worksheets/sheet{number}.xml": page.title for number, page in enumerate(book.worksheets, 1)}
    book.close()
    return names


def _filled(page: bytes, results: dict[str, object]) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        place, attributes, formula = match[1], match[2], match[3]
        kind, text = _stored(results.get(place.decode()))
        attributes = re.sub(rb'\s+t="\w+"', b"", attributes)
        return b'<c r="%b"%b%b>%b<v>%b</v>' % (place, attributes, kind, formula, text)

    return FORMULA.sub(fill, page)


def _stored(value: object) -> tuple[bytes, bytes]:
    """How a result is written: its type attribute and its text."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, int | float):
        return b"", repr(value).encode()
    if value is None:
        return b"", b""
    if isinstance(value, str):
        kind = b' t="e"' if value.startswith("#") and value.endswith(("!", "?", "A", "0!")) else b' t="str"'
        return kind, "".join(ENTITIES.get(letter, letter) for letter in value).encode()
    return b"", str(to_excel(value)).encode()


def _zipped(data: bytes, pages: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part, pages[part.filename])
    return out.getvalue()
