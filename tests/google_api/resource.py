"""A spreadsheet as the JSON resource that spreadsheets.get and batchUpdate answer with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.google_api import a1, formats, masks
from tests.google_api.a1 import Rect
from tests.google_api.cells import Cell, entered_json, value_json
from tests.google_api.formulas import effective, number_format
from tests.google_api.locales import locale_named
from tests.google_api.masks import Mask
from tests.google_api.model import Sheet, Spreadsheet, range_json

Json = Any
EXTRAS = ("merges", "conditionalFormats", "filterViews", "protectedRanges", "bandedRanges", "rowGroups", "columnGroups")
PIXELS = {"ROWS": 21, "COLUMNS": 100}


def spreadsheet_json(
    book: Spreadsheet, *, ranges: Iterable[str] = (), grid: bool = False, mask: Mask | None = None
) -> Json:
    """The resource; `ranges` limits the sheets and the grid data, a mask decides over `grid`."""
    with_data = masks.wants(mask, "sheets", "data") if mask is not None else grid
    data_mask = masks.below(mask, "sheets", "data") if mask is not None and with_data else {}
    chosen = [book.resolve(text) for text in ranges]
    shown = [sheet for sheet in book.sheets if not chosen or any(sheet is one for one, _ in chosen)]
    node = masks.apply(mask, _top(book, [sheet_json(book, sheet) for sheet in shown]))
    if with_data:
        for sheet, part in zip(shown, node["sheets"], strict=True):
            rects = [rect for one, rect in chosen if one is sheet] or [sheet.whole]
            part["data"] = [grid_data(book, sheet, rect, data_mask) for rect in rects]
    return node


def _top(book: Spreadsheet, sheets: list[Json]) -> Json:
    node = {
        "spreadsheetId": book.id,
        "properties": book.properties,
        "sheets": sheets,
        "namedRanges": [{**named, "range": shown_range(named["range"])} for named in book.named_ranges],
        "developerMetadata": [entry for entry in book.metadata if entry["location"].get("spreadsheet")],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }
    return {key: value for key, value in node.items() if value != []}


def sheet_json(book: Spreadsheet, sheet: Sheet) -> Json:
    node: dict[str, Json] = {"properties": properties_json(book, sheet)}
    for name in EXTRAS:
        entries = [shown_ranges(entry) for entry in sheet.extras.get(name, [])]
        if entries:
            node[name] = entries
    if sheet.basic_filter:
        node["basicFilter"] = shown_ranges(sheet.basic_filter)
    metadata = [entry for entry in book.metadata if entry["location"].get("sheetId") == sheet.id]
    if metadata:
        node["developerMetadata"] = metadata
    return node


def properties_json(book: Spreadsheet, sheet: Sheet) -> Json:
    properties = sheet.properties
    node = {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": book.sheets.index(sheet),
        "sheetType": properties.get("sheetType", "GRID"),
        "gridProperties": {key: value for key, value in sheet.grid.items() if value},
    }
    rest = {key: value for key, value in properties.items() if key not in node and value not in (None, False, {})}
    return {**node, **rest}


def shown_range(grid: Json) -> Json:
    """A GridRange as replies show it: the sheetId is left out when it is 0."""
    return {key: value for key, value in grid.items() if key != "sheetId" or value}


def shown_ranges(node: Json) -> Json:
    """The same for every GridRange inside a node."""
    if isinstance(node, list):
        return [shown_ranges(item) for item in node]
    if isinstance(node, dict):
        shown = {key: shown_ranges(value) for key, value in node.items()}
        return shown_range(shown) if "sheetId" in shown else shown
    return node


def grid_data(book: Spreadsheet, sheet: Sheet, rect: Rect, mask: Mask) -> Json:
    """One GridData; rows and cells without anything at the end are left out."""
    start = {"startRow": rect.top, "startColumn": rect.left}
    node: dict[str, Json] = {key: value for key, value in start.items() if value and masks.wants(mask, key)}
    if masks.wants(mask, "rowData"):
        rows = _row_data(book, sheet, rect, masks.below(mask, "rowData", "values"))
        if rows:
            node["rowData"] = rows
    for name, dimension in (("rowMetadata", "ROWS"), ("columnMetadata", "COLUMNS")):
        if masks.wants(mask, name):
            node[name] = masks.apply(masks.below(mask, name), _dimension_json(book, sheet, rect, dimension))
    return node


def _row_data(book: Spreadsheet, sheet: Sheet, rect: Rect, mask: Mask) -> list[Json]:
    parts = _parts(book, sheet, {} if "*" in mask else mask)
    rows: list[Json] = []
    for number in range(rect.top, min(rect.bottom, len(sheet.rows))):
        line = sheet.rows[number][rect.left : rect.right]
        values = [_cell_json(cell, parts) for cell in line]
        while values and not line[len(values) - 1].filled and not values[-1]:
            values.pop()
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


Part = Callable[[Cell], Json]


def _parts(book: Spreadsheet, sheet: Sheet, mask: Mask) -> dict[str, Part]:
    """The functions for the CellData fields that the mask selects."""
    locale = locale_named(book.locale)

    def formatted(cell: Cell) -> Json:
        value = effective(book, sheet, cell)
        return None if value is None else formats.shown(value, number_format(cell), locale)

    def value_of(cell: Cell) -> Json:
        value = cell.value if cell.formula is None else effective(book, sheet, cell)
        return None if value is None else value_json(value)

    every: dict[str, Part] = {
        "userEnteredValue": entered_json,
        "effectiveValue": value_of,
        "formattedValue": formatted,
        "userEnteredFormat": lambda cell: cell.format,
        "effectiveFormat": lambda cell: cell.format,
        "note": lambda cell: cell.note,
        "dataValidation": lambda cell: cell.validation,
    }
    chosen = {name: part for name, part in every.items() if masks.wants(mask, name)}
    return {name: _masked(part, mask[name]) if mask.get(name) else part for name, part in chosen.items()}


def _masked(part: Part, mask: Mask) -> Part:
    """The part under its mask; cells have few formats between them, and each is masked once."""
    known: dict[str, Json] = {}

    def masked(cell: Cell) -> Json:
        value = part(cell)
        if value is None:
            return None
        name = repr(value)
        if name not in known:
            known[name] = masks.apply(mask, value)
        return known[name]

    return masked


def _cell_json(cell: Cell, parts: dict[str, Part]) -> Json:
    found = [(name, part(cell)) for name, part in parts.items()]
    return {name: value for name, value in found if value is not None}


def _dimension_json(book: Spreadsheet, sheet: Sheet, rect: Rect, dimension: str) -> list[Json]:
    start, end = (rect.top, rect.bottom) if dimension == "ROWS" else (rect.left, rect.right)
    known = sheet.dimension_meta[dimension]
    tags = [entry for entry in book.metadata if _on_dimension(entry, sheet, dimension)]
    nodes = []
    for number in range(start, end):
        node = {"pixelSize": PIXELS[dimension], **known.get(number, {})}
        here = [entry for entry in tags if entry["location"]["dimensionRange"]["startIndex"] == number]
        if here:
            node["developerMetadata"] = here
        nodes.append(node)
    return nodes


def _on_dimension(entry: Json, sheet: Sheet, dimension: str) -> bool:
    where = entry["location"].get("dimensionRange")
    return bool(where) and where.get("sheetId", 0) == sheet.id and where["dimension"] == dimension


def range_text(sheet: Sheet, rect: Rect) -> str:
    return a1.range_name(sheet.title, rect)


def grid_json(sheet: Sheet, rect: Rect) -> Json:
    return shown_range(range_json(sheet, rect))
