"""Inserting, deleting and moving rows and columns, and everything that moves with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.google_api.cells import BLANK, Cell
from tests.google_api.errors import invalid
from tests.google_api.model import Sheet, Spreadsheet
from tests.google_api.references import Shift, shifted

Json = Any
KEYS = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}
COUNT = {"ROWS": "rowCount", "COLUMNS": "columnCount"}


def size(sheet: Sheet, dimension: str) -> int:
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def insert(book: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int, *, inherit: bool = False) -> None:
    """New blank rows or columns before `at`; their formats come from before or after."""
    if at > size(sheet, dimension) or (inherit and at == 0):
        raise invalid(f"range.startIndex[{at}] is out of bounds")
    model = at - 1 if inherit else at
    if dimension == "ROWS":
        if at < len(sheet.rows):
            like = sheet.rows[model] if model < len(sheet.rows) else []
            sheet.rows[at:at] = [[_looks(cell) for cell in like] for _ in range(count)]
    else:
        for line in sheet.rows:
            if at < len(line):
                line[at:at] = [_looks(line[model])] * count
    sheet.grid[COUNT[dimension]] = size(sheet, dimension) + count
    book.check_size()

    def shift(start: int, end: int) -> tuple[int, int]:
        return (start + count if start >= at else start, end + count if end > at else end)

    _move_ranges(book, sheet, dimension, shift)


def _looks(cell: Cell) -> Cell:
    return BLANK if cell.format is None and cell.validation is None else replace(BLANK, format=cell.format)


def delete(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    total = size(sheet, dimension)
    if start >= total:
        raise invalid(f"Cannot delete a {dimension[:-1].lower()} that doesn't exist. Tried to delete index {start}.")
    end = min(end, total)
    if end - start >= total:
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    if dimension == "ROWS":
        del sheet.rows[start:end]
    else:
        for line in sheet.rows:
            del line[start:end]
    sheet.grid[COUNT[dimension]] = total - (end - start)

    def shift(first: int, last: int) -> tuple[int, int] | None:
        first = first - min(max(first - start, 0), end - start)
        last = last - min(max(last - start, 0), end - start)
        return (first, last) if last > first else None

    _move_ranges(book, sheet, dimension, shift)


def move(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int, to: int) -> None:
    """Rows or columns [start, end) go before index `to`, counted before the move."""
    if start <= to <= end:
        return
    order = list(range(max(size(sheet, dimension), end)))
    block = order[start:end]
    rest = order[:start] + order[end:]
    place = to if to < start else to - len(block)
    order = rest[:place] + block + rest[place:]
    if dimension == "ROWS":
        lines = sheet.rows + [[] for _ in range(len(order) - len(sheet.rows))]
        sheet.rows = [lines[number] for number in order]
    else:
        for at, line in enumerate(sheet.rows):
            padded = line + [BLANK] * (len(order) - len(line))
            sheet.rows[at] = _trimmed([padded[number] for number in order])
    places = {old: new for new, old in enumerate(order)}

    def shift(first: int, last: int) -> tuple[int, int] | None:
        if last - first == 1 or (start <= first and last <= end):
            return places[first], places[first] + last - first
        return first, last

    _move_ranges(book, sheet, dimension, shift)


def _trimmed(line: list[Cell]) -> list[Cell]:
    while line and line[-1] is BLANK:
        line.pop()
    return line


def _move_ranges(book: Spreadsheet, sheet: Sheet, dimension: str, shift: Shift) -> None:
    for other in book.sheets:
        for line in other.rows:
            for col, cell in enumerate(line):
                if cell.formula is not None:
                    line[col] = shifted(cell, sheet.title, other is sheet, dimension, shift)
    for name, entries in sheet.extras.items():
        sheet.extras[name] = _kept(entries, sheet.id, dimension, shift, name != "merges")
    if sheet.basic_filter and not _shift_node(sheet.basic_filter, sheet.id, dimension, shift):
        sheet.basic_filter = None
    book.named_ranges = _kept(book.named_ranges, sheet.id, dimension, shift, True)
    book.metadata = _kept(book.metadata, sheet.id, dimension, shift, True)
    known = sheet.dimension_meta[dimension]
    moved = {old: shift(old, old + 1) for old in known}
    sheet.dimension_meta[dimension] = {new[0]: known[old] for old, new in moved.items() if new}


def _kept(entries: list[Json], sheet_id: int, dimension: str, shift: Shift, nested: bool) -> list[Json]:
    kept = []
    for entry in entries:
        alive = _shift_node(entry, sheet_id, dimension, shift) if nested else _shift(entry, dimension, shift)
        if alive and not (not nested and _one_cell(entry)):
            kept.append(entry)
    return kept


def _one_cell(grid: Json) -> bool:
    return all(grid[end] - grid[start] == 1 for start, end in KEYS.values())


def _shift_node(node: Json, sheet_id: int, dimension: str, shift: Shift) -> bool:
    """Shift every range inside a node in place; False where one of them is gone."""
    if isinstance(node, list):
        node[:] = [item for item in node if _shift_node(item, sheet_id, dimension, shift)]
        return bool(node)
    if not isinstance(node, dict):
        return True
    if _is_range(node):
        return node.get("sheetId", 0) != sheet_id or _shift(node, dimension, shift)
    return all(_shift_node(value, sheet_id, dimension, shift) for value in node.values() if value not in ([], {}))


def _is_range(node: dict[str, Json]) -> bool:
    return "dimension" in node or any(key in node for keys in KEYS.values() for key in keys)


def _shift(node: Json, dimension: str, shift: Shift) -> bool:
    if "dimension" in node:
        if node["dimension"] != dimension:
            return True
        first, last = "startIndex", "endIndex"
    else:
        first, last = KEYS[dimension]
    if last not in node:
        return True
    moved = shift(node.get(first, 0), node[last])
    if moved is None:
        return False
    node[first], node[last] = moved
    return True


def dimension_range(book: Spreadsheet, given: Json) -> tuple[Sheet, str, int, int]:
    """A checked DimensionRange: (sheet, dimension, start, end)."""
    sheet = book.sheet(given.get("sheetId", 0))
    dimension = given.get("dimension")
    if dimension not in COUNT:
        raise invalid("A dimension must be specified.")
    start = given.get("startIndex", 0)
    end = given.get("endIndex", size(sheet, dimension))
    if start < 0 or end <= start:
        raise invalid(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
    return sheet, dimension, start, end
