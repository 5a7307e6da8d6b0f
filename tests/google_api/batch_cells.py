"""Requests that write, move and find cells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from tests.google_api import entry, formats, masks
from tests.google_api.a1 import Rect
from tests.google_api.append import append_cells as append_at
from tests.google_api.batch import kind
from tests.google_api.batch_sheets import required_mask
from tests.google_api.cells import BLANK, Cell, Scalar, written
from tests.google_api.errors import invalid
from tests.google_api.formulas import effective
from tests.google_api.locales import locale_named
from tests.google_api.model import Sheet, Spreadsheet
from tests.google_api.references import relative

Json = Any


@kind
def update_cells(book: Spreadsheet, given: Json) -> Json:
    """Write CellData at a start or within a range; in a range, cells without data are cleared in the masked fields."""
    mask, rows = required_mask(given), given.get("rows") or []
    if "range" in given:
        sheet, rect = book.grid_range(given["range"])
        _check_grid(sheet, rect)
        _fill(sheet, rect, rows, mask)
        return
    start = given.get("start") or {}
    sheet = book.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    for row, line in enumerate(rows, top):
        for col, data in enumerate(line.get("values") or [], left):
            _check_place(sheet.row_count, sheet.column_count, row, col)
            sheet.put(row, col, written(sheet.cell(row, col), data, mask))


def _check_grid(sheet: Sheet, rect: Rect) -> None:
    if not sheet.whole.covers(rect):
        _check_place(sheet.row_count, sheet.column_count, rect.bottom - 1, rect.right - 1)


def _check_place(rows: int, columns: int, row: int, col: int) -> None:
    if row >= rows:
        raise invalid(f"Attempting to write row: {row}, beyond the last requested row of: {rows - 1}")
    if col >= columns:
        raise invalid(f"Attempting to write column: {col}, beyond the last requested column of: {columns - 1}")


def _fill(sheet: Sheet, rect: Rect, rows: list[Json], mask: masks.Mask) -> None:
    for number, line in enumerate(rows):
        width = len(line.get("values") or [])
        if number >= rect.height or width > rect.width:
            _check_place(rect.bottom, rect.right, rect.top + number, rect.left + max(width - 1, 0))
    for row in range(rect.top, rect.bottom):
        at = row - rect.top
        line = (rows[at].get("values") or []) if at < len(rows) else []
        for col in range(rect.left, rect.right):
            data = line[col - rect.left] if col - rect.left < len(line) else {}
            old = sheet.cell(row, col)
            if data or old is not BLANK:
                sheet.put(row, col, written(old, data, mask))


@kind
def append_cells(book: Spreadsheet, given: Json) -> Json:
    """New rows after the last row with data, from column A."""
    sheet, mask, rows = book.sheet(given.get("sheetId", 0)), required_mask(given), given.get("rows") or []
    width = max((len(line.get("values") or []) for line in rows), default=0)
    top = append_at(sheet, len(rows), width)
    book.check_size()
    for row, line in enumerate(rows, top):
        for col, data in enumerate(line.get("values") or []):
            sheet.put(row, col, written(sheet.cell(row, col), data, mask))


@kind
def repeat_cell(book: Spreadsheet, given: Json) -> Json:
    sheet, rect = book.grid_range(given.get("range") or {})
    mask = required_mask(given)
    _check_grid(sheet, rect)
    for row in range(rect.top, rect.bottom):
        for col in range(rect.left, rect.right):
            sheet.put(
                row,
                col,
                relative(written(sheet.cell(row, col), given.get("cell"), mask), row - rect.top, col - rect.left),
            )


@kind
def copy_paste(book: Spreadsheet, given: Json) -> Json:
    """Copy cells, repeated over a larger destination; formulas keep their relative references."""
    source, rect = book.grid_range(given.get("source") or {})
    target, where = book.grid_range(given.get("destination") or {})
    paste = given.get("pasteType", "PASTE_NORMAL")
    cells = [[source.cell(row, col) for col in range(rect.left, rect.right)] for row in range(rect.top, rect.bottom)]
    if given.get("pasteOrientation") == "TRANSPOSE":
        cells = [list(column) for column in zip(*cells, strict=True)]
    height, width = _times(where.height, len(cells)), _times(where.width, len(cells[0]))
    _check_grid(target, Rect(where.top, where.left, where.top + height, where.left + width))
    for row in range(height):
        for col in range(width):
            cell = cells[row % len(cells)][col % len(cells[0])]
            to_row, to_col = where.top + row, where.left + col
            if paste == "PASTE_VALUES" and cell.formula is not None:
                cell = replace(cell, value=effective(book, source, cell), formula=None, result=None)
            down = to_row - rect.top - row % len(cells)
            across = to_col - rect.left - col % len(cells[0])
            target.put(to_row, to_col, _pasted(target.cell(to_row, to_col), relative(cell, down, across), paste))


def _times(wanted: int, source: int) -> int:
    """A destination that is a multiple of the source is filled; any other gets one copy."""
    return wanted if wanted % source == 0 else source


def _pasted(old: Cell, new: Cell, paste: str) -> Cell:
    if paste in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        return new
    if paste in ("PASTE_VALUES", "PASTE_FORMULA"):
        return replace(old, value=new.value, formula=new.formula, result=new.result)
    if paste == "PASTE_FORMAT":
        return replace(old, format=new.format)
    if paste == "PASTE_DATA_VALIDATION":
        return replace(old, validation=new.validation)
    raise invalid(f"Invalid value at 'paste_type', \"{paste}\"")


@kind
def cut_paste(book: Spreadsheet, given: Json) -> Json:
    source, rect = book.grid_range(given.get("source") or {})
    to = given.get("destination") or {}
    target = book.sheet(to.get("sheetId", 0))
    top, left = to.get("rowIndex", 0), to.get("columnIndex", 0)
    moved = [[source.cell(row, col) for col in range(rect.left, rect.right)] for row in range(rect.top, rect.bottom)]
    _check_grid(target, Rect(top, left, top + rect.height, left + rect.width))
    for row in range(rect.top, rect.bottom):
        for col in range(rect.left, rect.right):
            source.put(row, col, BLANK)
    for row, line in enumerate(moved, top):
        for col, cell in enumerate(line, left):
            target.put(row, col, cell)


@kind
def sort_range(book: Spreadsheet, given: Json) -> Json:
    sheet, rect = book.grid_range(given.get("range") or {})
    sort_rows(book, sheet, rect.clipped(sheet.row_count, sheet.column_count), given.get("sortSpecs") or [])


def sort_rows(book: Spreadsheet, sheet: Sheet, rect: Rect, specs: list[Json]) -> None:
    """Numbers, then texts, then truth values, blanks always last; stable.  Only the cells of the range move."""
    lines = [(row, _line(sheet, row, rect)) for row in range(rect.top, rect.bottom)]
    for spec in reversed(specs):
        col = spec.get("dimensionIndex", 0) - rect.left
        if not 0 <= col < rect.width:
            raise invalid(f"sortSpecs.dimensionIndex[{spec.get('dimensionIndex', 0)}] is outside the range")
        keyed = [(effective(book, sheet, line[1][col]), line) for line in lines]
        filled = [pair for pair in keyed if pair[0] is not None]
        blank = [line for value, line in keyed if value is None]
        filled.sort(key=lambda pair: _rank(pair[0]), reverse=spec.get("sortOrder") == "DESCENDING")
        lines = [line for _, line in filled] + blank
    for row, (old, line) in enumerate(lines, rect.top):
        for col, cell in enumerate(line, rect.left):
            if cell is not BLANK or sheet.cell(row, col) is not BLANK:
                sheet.put(row, col, relative(cell, row - old, 0))


def _line(sheet: Sheet, row: int, rect: Rect) -> list[Cell]:
    return [sheet.cell(row, col) for col in range(rect.left, rect.right)]


def _rank(value: Scalar) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, (int, float)):
        return 0, float(value), ""
    return 1, 0.0, str(value).casefold()


@kind
def find_replace(book: Spreadsheet, given: Json) -> Json:
    """Counts of what was changed, as Google counts: values, formulas, rows, sheets, occurrences."""
    pattern = _finder(given)
    rows, sheets = set(), set()
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    for sheet, rect in _places(book, given):
        for row in range(rect.top, min(rect.bottom, len(sheet.rows))):
            for col in range(rect.left, min(rect.right, len(sheet.rows[row]))):
                count = _replace_in(book, sheet, row, col, pattern, given)
                if count:
                    name = "valuesChanged" if sheet.cell(row, col).formula is None else "formulasChanged"
                    counts[name] += 1
                    counts["occurrencesChanged"] += count
                    rows.add((sheet.id, row))
                    sheets.add(sheet.id)
    counts |= {"rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {name: count for name, count in counts.items() if count}


def _places(book: Spreadsheet, given: Json) -> list[tuple[Sheet, Rect]]:
    if given.get("range") is not None:
        return [book.grid_range(given["range"])]
    if given.get("allSheets"):
        return [(sheet, sheet.whole) for sheet in book.sheets]
    sheet = book.sheet(given.get("sheetId", 0))
    return [(sheet, sheet.whole)]


def _finder(given: Json) -> re.Pattern[str]:
    find = given.get("find") or ""
    if not find:
        raise invalid("find must be set.")
    text = find if given.get("searchByRegex") else re.escape(find)
    if given.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    return re.compile(text, 0 if given.get("matchCase") else re.IGNORECASE)


def _replace_in(book: Spreadsheet, sheet: Sheet, row: int, col: int, pattern: re.Pattern[str], given: Json) -> int:
    cell = sheet.cell(row, col)
    new = given.get("replacement") or ""
    if cell.formula is not None:
        if not given.get("includeFormulas"):
            return 0
        text, count = pattern.subn(lambda _: new, cell.formula)
        if count:
            sheet.put(row, col, cell.entered(None, formula=text))
        return count
    if cell.value is None:
        return 0
    locale = locale_named(book.locale)
    text, count = pattern.subn(lambda _: new, formats.shown(cell.value, cell.number_format, locale))
    if count:
        sheet.put(row, col, cell.entered(text) if isinstance(cell.value, str) else entry.typed(cell, text, locale))
    return count
