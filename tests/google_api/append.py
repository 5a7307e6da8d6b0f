"""values.append: which block of cells counts as "the table", and where the new rows land."""

from __future__ import annotations

from typing import Any

from tests.google_api import a1
from tests.google_api.a1 import Rect
from tests.google_api.dimensions import insert
from tests.google_api.errors import invalid
from tests.google_api.model import Sheet, Spreadsheet
from tests.google_api.values import Incoming, Show, put_values, value_range

Json = Any


def append(book: Spreadsheet, text: str, data: Incoming, insert_rows: bool, show: Show | None = None) -> Json:
    """The AppendValuesResponse; `show` asks for the written values in it."""
    sheet, rect = book.resolve(text)
    table = table_in(sheet, rect)
    top, left = (table.bottom, table.left) if table else (rect.top, rect.left)
    target = Rect(top, left, top + data.height, left + data.width)
    if insert_rows and table and data.height:
        insert(book, sheet, "ROWS", top, data.height, inherit=True)
    sheet.grow(target.bottom, target.right)
    book.check_size()
    updates = put_values(book, sheet, target, data)
    if show:
        updates["updatedData"] = value_range(book, sheet, target, show)
    node: dict[str, Json] = {"spreadsheetId": book.id}
    if table:
        node["tableRange"] = a1.range_name(sheet.title, table)
    return {**node, "updates": updates}


def table_in(sheet: Sheet, rect: Rect) -> Rect | None:
    """The last table that the range meets: a block of filled cells, with no blank row or column through it."""
    last = _last_filled(sheet, rect)
    if last:
        return _block(sheet, *last)
    for row in range(max(rect.top - 1, 0), min(rect.bottom + 1, len(sheet.rows))):
        for col in range(max(rect.left - 1, 0), min(rect.right + 1, len(sheet.rows[row]))):
            if sheet.rows[row][col].filled:
                block = _block(sheet, row, col)
                if block.meets(rect):
                    return block
    return None


def _last_filled(sheet: Sheet, rect: Rect) -> tuple[int, int] | None:
    for row in range(min(rect.bottom, len(sheet.rows)) - 1, rect.top - 1, -1):
        line = sheet.rows[row]
        for col in range(min(rect.right, len(line)) - 1, rect.left - 1, -1):
            if line[col].filled:
                return row, col
    return None


def _block(sheet: Sheet, row: int, col: int) -> Rect:
    """Grow from one filled cell as long as a side, corners included, touches something."""
    top, left, bottom, right = row, col, row + 1, col + 1
    grown = True
    while grown:
        before = (top, left, bottom, right)
        if top and _row_filled(sheet, top - 1, left - 1, right + 1):
            top -= 1
        if _row_filled(sheet, bottom, left - 1, right + 1):
            bottom += 1
        if left and _column_filled(sheet, left - 1, top - 1, bottom + 1):
            left -= 1
        if _column_filled(sheet, right, top - 1, bottom + 1):
            right += 1
        grown = before != (top, left, bottom, right)
    return Rect(top, left, bottom, right)


def _row_filled(sheet: Sheet, row: int, left: int, right: int) -> bool:
    return row < len(sheet.rows) and any(cell.filled for cell in sheet.rows[row][max(left, 0) : right])


def _column_filled(sheet: Sheet, col: int, top: int, bottom: int) -> bool:
    return any(col < len(line) and line[col].filled for line in sheet.rows[max(top, 0) : bottom])


def append_cells(sheet: Sheet, count: int, width: int) -> int:
    """The row (0-based) where appendCells writes: after the last row with data; rows are added, never columns."""
    if width > sheet.column_count:
        raise invalid(
            f"Attempting to write column: {sheet.column_count}, beyond the last requested column of: "
            f"{sheet.column_count - 1}"
        )
    top = sheet.last_row()
    sheet.grow(top + count)
    return top
