"""Making room for a row in an open workbook, as Excel does it: openpyxl moves cells, but nothing that points at them.

Formulas of every tab, merged areas, dropdowns, colour rules, names, the print area and row heights follow. A total
right below takes the new row in: a range that ended above it ends with it now.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

REFERENCE = re.compile(r"^(?:(?P<tab>'(?:[^']|'')+'|[^'!]+)!)?(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)$")
CORNER = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")
Shift = Callable[[str, bool], str]


def can_make_room(book: Workbook, tab: str, row: int) -> bool:
    """Whether a row can be pushed in before `row` (1-based) without breaking anything."""
    page = book[tab]
    cut = any(area.min_row < row <= area.max_row for area in page.merged_cells.ranges)
    tables = any(CellRange(table.ref).max_row >= row for table in page.tables.values())
    links = any(cell.hyperlink for line in page.iter_rows(min_row=row) for cell in line if hasattr(cell, "hyperlink"))
    arrays = any(not isinstance(cell.value, str) for cell in _formulas(book))
    return not (cut or tables or links or arrays)


def make_room(book: Workbook, tab: str, row: int) -> None:
    """Push everything from `row` (1-based) of a tab down by one; only where `can_make_room`."""
    page = book[tab]
    for cell in _formulas(book):
        here = cell.parent is page
        cell.value = _formula(cell.value, tab, row, here=here, below=here and cell.row >= row)
    last = f"{page.cell(1, page.max_column).column_letter}{max(page.max_row, row)}"
    page.move_range(f"A{row}:{last}", rows=1)
    _move_areas(page, row)
    _move_rules(page, row)
    _move_names(book, page, row)


def _formulas(book: Workbook) -> list[Any]:
    return [cell for page in book.worksheets for line in page.iter_rows() for cell in line if cell.data_type == "f"]


def _formula(text: str, tab: str, row: int, *, here: bool, below: bool) -> str:
    """A formula that points at the same cells as before; `below`: it stands under the new row, as a total does."""
    tokens = Tokenizer(text)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _reference(token.value, tab, row, here=here, below=below)
    return str(tokens.render())


def _reference(text: str, tab: str, row: int, *, here: bool, below: bool) -> str:
    match = REFERENCE.match(text)
    if match is None:
        return text
    named = match["tab"]
    if (named.strip("'").replace("''", "'") != tab) if named else not here:
        return text
    return f"{named}!{_cells(match['cells'], row, below)}" if named else _cells(match["cells"], row, below)


def _cells(text: str, row: int, grows: bool) -> str:
    """A cell or a range after the push; one that `grows` and ended right above the new row takes it in."""
    start, *end = text.split(":")
    if not end:
        return _corner(start, row)
    ends_above = grows and int(CORNER.sub(r"\2", end[0])) == row - 1
    return f"{_corner(start, row)}:{_corner(end[0], row - 1 if ends_above else row)}"


def _corner(text: str, row: int) -> str:
    return CORNER.sub(lambda match: f"{match[1]}{int(match[2]) + (int(match[2]) >= row)}", text)


def _move_areas(page: Worksheet, row: int) -> None:
    """Merged areas and row heights."""
    for area in list(page.merged_cells.ranges):
        if area.min_row >= row:
            page.merged_cells.remove(area)
            area.shift(row_shift=1)
            page.merged_cells.add(area)
    heights = {number: look.height for number, look in page.row_dimensions.items() if number >= row}
    for number in heights:
        page.row_dimensions[number].height = None
    for number, height in heights.items():
        page.row_dimensions[number + 1].height = height


def _move_rules(page: Worksheet, row: int) -> None:
    """Dropdowns and colour rules; those of the rows above hold for the new row too."""
    for dropdown in page.data_validations.dataValidation:
        dropdown.sqref = _many(str(dropdown.sqref), row)
    rules, page.conditional_formatting = page.conditional_formatting, ConditionalFormattingList()
    for area in rules:
        for rule in area.rules:
            page.conditional_formatting.add(str(_many(str(area.sqref), row)), rule)
    if page.auto_filter.ref:
        page.auto_filter.ref = _cells(page.auto_filter.ref, row, grows=True)


def _many(areas: str, row: int) -> MultiCellRange:
    ranges = (area if ":" in area else f"{area}:{area}" for area in areas.split())
    return MultiCellRange(" ".join(_cells(area, row, grows=True) for area in ranges))


def _move_names(book: Workbook, page: Worksheet, row: int) -> None:
    """Names of cells and the print area."""
    for name in (*book.defined_names.values(), *page.defined_names.values()):
        if "!" in (name.attr_text or ""):
            parts = name.attr_text.split(",")
            name.attr_text = ",".join(_reference(part, page.title, row, here=False, below=False) for part in parts)
    if page.print_area:
        areas = [area.split("!")[-1] for area in str(page.print_area).split(",")]
        page.print_area = ",".join(_cells(area, row, grows=False) for area in areas)
