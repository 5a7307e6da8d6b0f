"""Reading files: .xlsx, .xlsm, .ods (and .xls, .xlsb) through calamine; .csv and .tsv as people save them.

Nothing is converted: a cell of a workbook keeps its stored type, a cell of a text file stays text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import python_calamine as calamine

from sheets.backends import Book, Cell, Grid, Merge
from sheets.backends.formats import WorkbookFormats
from sheets.backends.formats_ods import OdsFormats
from sheets.errors import Encrypted, NoAccess, NotASpreadsheet, NotFound, Offline, TooLarge

WORKBOOKS = {".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"}
TEXTS = {".csv", ".tsv", ".txt"}
LARGEST = 60_000_000
LARGEST_UNPACKED = 1_500_000_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = ",;\t|"


State = tuple[int, ...]


def file_state(path: Path) -> State:
    """What changes whenever a file is written or another one is put in its place, also where its time and size do not.

    Raises OSError when there is none.
    """
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


def read_file(path: str | Path, *, largest: int = LARGEST) -> Book:
    """Every tab of a file, as stored. Raises NotFound, NoAccess, TooLarge (bytes), Encrypted or NotASpreadsheet."""
    path = Path(path)
    data = _bytes(path, largest)
    if data[:4] != ZIP and data[:8] != OLE and path.suffix.lower() not in {*TEXTS, *WORKBOOKS, ""}:
        raise NotASpreadsheet("not_a_spreadsheet", name=path.name)
    return _text_book(path, data) if _is_text(path, data) else _workbook(path, data)


def _bytes(path: Path, largest: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > largest:
            raise TooLarge("too_large", name=path.name, megabytes=round(size / 1e6), limit=round(largest / 1e6))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("file_not_found", name=path.name) from None
    except IsADirectoryError:
        raise NotASpreadsheet("is_folder", name=path.name) from None
    except PermissionError:
        raise NoAccess("file_no_access", name=path.name) from None
    except OSError as error:  # a stick that was pulled out, a share that is gone
        raise Offline("file_unreachable", name=path.name) from error


def _is_text(path: Path, data: bytes) -> bool:
    if data[:4] == ZIP or data[:8] == OLE:
        return False
    return path.suffix.lower() not in WORKBOOKS


# Workbooks


def _workbook(path: Path, data: bytes) -> Book:
    if not data:
        raise NotASpreadsheet("empty_file", name=path.name)
    _refuse_locked(path, data)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            formats = _formats(path, data)
            grids = [_grid(book, sheet, formats) for sheet in book.sheets_metadata if _is_grid(sheet)]
    except calamine.PasswordError:
        raise Encrypted("encrypted", name=path.name) from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise NotASpreadsheet("not_a_spreadsheet", name=path.name) from None
    return Book(source=str(path), title=path.stem, grids=grids)


def _formats(path: Path, data: bytes) -> WorkbookFormats | OdsFormats | None:
    """What the file tells about its cells' formats beside calamine; nothing for the old binary kinds."""
    if data[:4] != ZIP:
        return None
    return OdsFormats(data) if path.suffix.lower() == ".ods" else WorkbookFormats(data)


def _refuse_locked(path: Path, data: bytes) -> None:
    if data[:8] == OLE and ENCRYPTED in data:
        raise Encrypted("encrypted", name=path.name)
    if data[:4] == ZIP:
        _refuse_bomb(path, data)


def _refuse_bomb(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            manifest = parts.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in parts.namelist() else b""
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
        raise NotASpreadsheet("damaged", name=path.name) from None
    if size > LARGEST_UNPACKED:
        raise TooLarge("too_large", name=path.name, megabytes=round(size / 1e6), limit=round(LARGEST_UNPACKED / 1e6))
    if b"encryption-data" in manifest:
        raise Encrypted("encrypted", name=path.name)


def _is_grid(sheet: Any) -> bool:
    return bool(sheet.typ == calamine.SheetTypeEnum.WorkSheet)


def _grid(book: calamine.CalamineWorkbook, sheet: Any, formats: WorkbookFormats | OdsFormats | None) -> Grid:
    page = book.get_sheet_by_name(sheet.name)
    rows: list[list[Cell]] = page.to_python(skip_empty_area=False)  # type: ignore[assignment]  # lists are not written to
    grid = Grid(sheet.name, rows, _merged(page), hidden=sheet.visible != calamine.SheetVisibleEnum.Visible)
    if formats:
        grid.load_formats = partial(formats.column, sheet.name)
    if isinstance(formats, WorkbookFormats):
        grid.load_fills = partial(formats.fills, sheet.name)
        grid.load_uncomputed = partial(formats.uncomputed, sheet.name)
        grid.load_failed = partial(formats.failed, sheet.name)
    return grid


def _merged(page: Any) -> tuple[Merge, ...]:
    """Merged ranges where the file kind tells them (.xlsx); calamine panics on none of them."""
    ranges = page.merged_cell_ranges or ()
    return tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)


# Text files


def _text_book(path: Path, data: bytes) -> Book:
    text = _decode(path, data)
    separator = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    rows: list[list[Cell]] = [list(row) for row in _csv_rows(text, separator)]
    return Book(source=str(path), title=path.stem, grids=[Grid(path.stem, rows)])


def _decode(path: Path, data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252; refuses what is no text."""
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    if b"\x00" in data[:65536] or _is_page(data):
        raise NotASpreadsheet("not_a_spreadsheet", name=path.name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 by its mark, or by the zero in every second byte of its first Latin letters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    head = data[:400]
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[offset::2].count(0)
        if len(head) >= 8 and zeros > 0.8 * len(head) / 2 and 0 not in head[1 - offset :: 2]:
            return name
    return None


def _is_page(data: bytes) -> bool:
    """Portals hand out web pages and PDFs that are named like spreadsheets."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<table", b"%pdf", b"{\\rtf", b"\x89png"))


def _csv_rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(10_000_000)
    lines = io.StringIO(text, newline="")
    for number, row in enumerate(csv.reader(lines, delimiter=separator)):
        yield [] if number == 0 and row and row[0].lower().startswith("sep=") else row


def _delimiter(text: str) -> str:
    """The separator that cuts the first lines into the most equal rows of several cells; a comma when none does."""
    hint = re.match(r"sep=(.)", text, re.IGNORECASE)
    if hint:
        return hint[1]
    head = text[:20_000]
    return max(DELIMITERS, key=lambda mark: (_fit(head, mark), -DELIMITERS.index(mark)))


def _fit(head: str, separator: str) -> float:
    rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if row][:50]
    widths = [len(row) for row in rows[:-1] or rows]
    widest = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return widths.count(widest) * (1 + min(widest, 12) / 12) if widest > 1 else 0.0
