"""What speaks against writing a workbook, found in the parts of the file before the first write.

A save changes cells where they stand, so little does: a signature would not hold any more, macros may move what they
find, and a log of shared editing would tell another story. Adding tabs goes through openpyxl, which would lose more.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sheets.backends.files import State, file_state, read_file
from sheets.backends.workbook_parts.package import UNREADABLE
from sheets.errors import NotASpreadsheet, Unsafe

PARTS = {
    "macros": r"vbaProject\.bin$|vbaData\.xml$|macrosheets/|dialogsheets/",
    "controls": r"activeX/|ctrlProps/",
    "embedded": r"embeddings/",
    "slicers": r"slicers/|slicerCaches/|timelines/|timelineCaches/",
    "threaded_comments": r"threadedComments/|persons/",
    "pivots": r"pivotTables/|pivotCache/",
    "queries": r"queryTables/|xl/connections\.xml$|xl/model/|customData/",
    "custom_xml": r"^customXml/",
    "signatures": r"_xmlsignatures/",
    "rich_data": r"xl/richData/|xl/metadata\.xml$",
    "charts": r"chartsheets/|xl/charts/|xl/chartEx|diagrams/",
    "ink": r"xl/ink/|xl/model3d",
    "links": r"xl/externalLinks/",
    "revisions": r"xl/revisions/",
    "labels": r"^docMetadata/",
}
INSIDE = {
    "text_boxes": (r"^xl/drawings/[^/]+\.xml$", rb"<xdr:(sp|cxnSp|grpSp)[ >]|<(sp|grpSp|cxnSp)[ >]|AlternateContent"),
    "pictures": (r"^xl/drawings/[^/]+\.xml$", rb"svgBlip|<xdr:pic[ >]|<pic[ >]"),
    "sparklines": (r"^xl/worksheets/[^/]+\.xml$", rb"x14:sparklineGroup|sparklineGroups"),
    "newer_rules": (r"^xl/worksheets/[^/]+\.xml$", rb"x14:conditionalFormatting[ >]|x14:dataValidation[ >]"),
    "header_pictures": (r"^xl/worksheets/[^/]+\.xml$", rb"<legacyDrawingHF"),
    "backgrounds": (r"^xl/worksheets/[^/]+\.xml$", rb"<picture "),
    "arrays": (r"^xl/worksheets/[^/]+\.xml$", rb"<f [^>]*t=\"dataTable\"|<c [^>]*\bcm=\""),
    "protected_ranges": (r"^xl/worksheets/[^/]+\.xml$", rb"<(?:\w+:)?protectedRange[ >]"),
    "views": (r"^xl/worksheets/[^/]+\.xml$", rb"<(?:\w+:)?customSheetView[ >]"),
    "phonetics": (r"^xl/sharedStrings\.xml$", rb"<rPh "),
}
NEVER = {"macros", "signatures", "revisions"}


def refuse_unsafe(path: Path) -> None:
    """Raise Unsafe, naming what would not hold any more, unless cells of this file may be changed."""
    broken = [what for what in _found(path) if what in NEVER]
    if broken:
        raise Unsafe("would_break", name=path.name, found=broken, what=", ".join(broken))


def refuse_lossy(path: Path) -> None:
    """Raise Unsafe, naming what would be lost, unless openpyxl can write this file back whole."""
    lost = _found(path)
    if lost:
        raise Unsafe("unsafe", name=path.name, found=list(lost), what=", ".join(lost))


def _found(path: Path) -> tuple[str, ...]:
    return found_unsafe(path, file_state(path))


@lru_cache(maxsize=64)
def found_unsafe(path: Path, _state: State) -> tuple[str, ...]:
    """The keys of what openpyxl would lose from this file, in alphabetical order."""
    try:
        with zipfile.ZipFile(path) as parts:
            return tuple(sorted({*_by_name(parts), *_by_content(parts)}))
    except UNREADABLE:
        read_file(path)  # says what else it is, if it can
        raise NotASpreadsheet("damaged", name=path.name) from None


def _by_name(parts: zipfile.ZipFile) -> Iterator[str]:
    for name in parts.namelist():
        yield from (what for what, pattern in PARTS.items() if re.search(pattern, name))


def _by_content(parts: zipfile.ZipFile) -> Iterator[str]:
    for name in parts.namelist():
        wanted = {what: pattern for what, (place, pattern) in INSIDE.items() if re.search(place, name)}
        data = parts.read(name) if wanted else b""
        yield from (what for what, pattern in wanted.items() if re.search(pattern, data))
