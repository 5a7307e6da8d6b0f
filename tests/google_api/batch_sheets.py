"""Requests on tabs, on the spreadsheet's properties, on rows and columns."""

from __future__ import annotations

from typing import Any

from tests.google_api import dimensions, masks
from tests.google_api.batch import kind
from tests.google_api.dimensions import dimension_range
from tests.google_api.errors import invalid
from tests.google_api.locales import LOCALES
from tests.google_api.model import Sheet, Spreadsheet, new_sheet
from tests.google_api.resource import properties_json, shown_ranges

Json = Any


@kind
def update_spreadsheet_properties(book: Spreadsheet, given: Json) -> Json:
    mask = required_mask(given)
    book.properties = masks.update(book.properties, given.get("properties"), mask)
    if book.locale not in LOCALES:
        raise invalid(f"Unsupported locale: {book.locale}")
    if not book.properties.get("title"):
        raise invalid("The title of the spreadsheet cannot be empty.")


@kind
def add_sheet(book: Spreadsheet, given: Json) -> Json:
    properties = masks.clone(given.get("properties") or {})
    index = properties.pop("index", len(book.sheets))
    title = properties.get("title") or _free_title(book)
    _check_title(book, title, None)
    sheet_id = properties.get("sheetId")
    if sheet_id is not None and any(sheet.id == sheet_id for sheet in book.sheets):
        raise invalid(f'A sheet with id "{sheet_id}" already exists. Please enter another id.')
    sheet = new_sheet(title, book.new_sheet_id() if sheet_id is None else sheet_id)
    grid = {**sheet.grid, **properties.pop("gridProperties", {})}
    sheet.properties.update(properties, title=title, sheetId=sheet.id, gridProperties=grid)
    book.sheets.insert(min(index, len(book.sheets)), sheet)
    book.check_size()
    return {"properties": properties_json(book, sheet)}


def _free_title(book: Spreadsheet) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Spreadsheet, title: str, of: Sheet | None) -> None:
    other = book.titled(title)
    if other is not None and other is not of:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > 100:
        raise invalid("The sheet name cannot be greater than 100 characters.")


@kind
def delete_sheet(book: Spreadsheet, given: Json) -> Json:
    sheet = book.sheet(given.get("sheetId", 0))
    visible = [other for other in book.sheets if other is not sheet and not other.properties.get("hidden")]
    if not visible:
        raise invalid("You can't remove all the visible sheets in a document.")
    book.sheets.remove(sheet)
    book.named_ranges = [named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.id]
    book.metadata = [entry for entry in book.metadata if metadata_sheet(entry) != sheet.id]


def metadata_sheet(entry: Json) -> int | None:
    """The id of the sheet that developer metadata sits on, or None for the spreadsheet's own."""
    where = entry["location"]
    if "dimensionRange" in where:
        return int(where["dimensionRange"].get("sheetId", 0))
    return where.get("sheetId")  # type: ignore[no-any-return]


@kind
def duplicate_sheet(book: Spreadsheet, given: Json) -> Json:
    source = book.sheet(given.get("sourceSheetId", 0))
    copy = source.draft()
    title = given.get("newSheetName") or f"Copy of {source.title}"
    _check_title(book, title, None)
    new_id = given.get("newSheetId") or book.new_sheet_id()
    if any(sheet.id == new_id for sheet in book.sheets):
        raise invalid(f'A sheet with id "{new_id}" already exists. Please enter another id.')
    copy.properties.update(title=title, sheetId=new_id)
    book.sheets.insert(given.get("insertSheetIndex", 0), copy)
    book.check_size()
    return {"properties": properties_json(book, copy)}


def copy_in(book: Spreadsheet, source: Sheet) -> Json:
    """sheets.copyTo: the tab arrives at the end, under its name with "Copy of"."""
    copy, title, number = source.draft(), f"Copy of {source.title}", 2
    while book.titled(title):
        title, number = f"Copy of {source.title} {number}", number + 1
    copy.properties.update(title=title, sheetId=book.new_sheet_id())
    book.sheets.append(copy)
    book.check_size()
    return properties_json(book, copy)


@kind
def update_sheet_properties(book: Spreadsheet, given: Json) -> Json:
    properties = given.get("properties") or {}
    sheet = book.sheet(properties.get("sheetId", 0))
    mask = required_mask(given)
    if "title" in mask:
        _check_title(book, properties.get("title") or "", sheet)
    if "index" in mask or "*" in mask:
        _reorder(book, sheet, properties.get("index", 0))
    rest = {key: deeper for key, deeper in mask.items() if key not in ("index", "sheetId")}
    if "*" in mask:
        rest = {key: {} for key in properties if key not in ("index", "sheetId")}
    before = sheet.whole
    updated = masks.update(sheet.properties, properties, rest) if rest else sheet.properties
    sheet.properties = _single_precision(updated)
    _after_resize(sheet, before.bottom, before.right)
    book.check_size()
    if all(other.properties.get("hidden") for other in book.sheets):
        raise invalid("You can't hide all the sheets in a document.")


def _single_precision(node: Json) -> Json:
    """Colours are kept in few digits, and without their zeros."""
    if isinstance(node, dict):
        kept = {key: _single_precision(value) for key, value in node.items()}
        return {key: value for key, value in kept.items() if not (key in ("red", "green", "blue") and value == 0)}
    return float(f"{node:.8g}") if isinstance(node, float) else node


def _reorder(book: Spreadsheet, sheet: Sheet, index: int) -> None:
    """The index counts places before the move."""
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


def _after_resize(sheet: Sheet, rows: int, columns: int) -> None:
    if sheet.row_count < 1 or sheet.column_count < 1:
        raise invalid("The sheet must have at least one row and one column.")
    for name, total in (("frozenRowCount", sheet.row_count), ("frozenColumnCount", sheet.column_count)):
        if sheet.grid.get(name, 0) >= total:
            raise invalid(f"You can't freeze all visible {'rows' if 'Row' in name else 'columns'} on the sheet.")
    if sheet.row_count < rows:
        del sheet.rows[sheet.row_count :]
    if sheet.column_count < columns:
        for line in sheet.rows:
            del line[sheet.column_count :]


def required_mask(given: Json) -> masks.Mask:
    """The `fields` of an update request, which must not be left out."""
    if not given.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return masks.parse(given["fields"])


@kind
def insert_dimension(book: Spreadsheet, given: Json) -> Json:
    sheet, dimension, start, end = dimension_range(book, given.get("range") or {})
    dimensions.insert(book, sheet, dimension, start, end - start, inherit=bool(given.get("inheritFromBefore")))


@kind
def append_dimension(book: Spreadsheet, given: Json) -> Json:
    sheet = book.sheet(given.get("sheetId", 0))
    rows = given.get("dimension") == "ROWS"
    length = given.get("length", 0)
    sheet.grow(sheet.row_count + length if rows else 0, 0 if rows else sheet.column_count + length)
    book.check_size()


@kind
def delete_dimension(book: Spreadsheet, given: Json) -> Json:
    sheet, dimension, start, end = dimension_range(book, given.get("range") or {})
    dimensions.delete(book, sheet, dimension, start, end)


@kind
def move_dimension(book: Spreadsheet, given: Json) -> Json:
    sheet, dimension, start, end = dimension_range(book, given.get("source") or {})
    dimensions.move(book, sheet, dimension, start, end, given.get("destinationIndex", 0))


@kind
def update_dimension_properties(book: Spreadsheet, given: Json) -> Json:
    sheet, dimension, start, end = dimension_range(book, given.get("range") or {})
    mask, known = required_mask(given), sheet.dimension_meta[dimension]
    for number in range(start, end):
        known[number] = masks.update(known.get(number, {}), given.get("properties") or {}, mask)


@kind
def auto_resize_dimensions(book: Spreadsheet, given: Json) -> Json:
    dimension_range(book, given.get("dimensions") or {})


@kind
def add_dimension_group(book: Spreadsheet, given: Json) -> Json:
    sheet, dimension, start, end = dimension_range(book, given.get("range") or {})
    name, control = _group_names(dimension)
    groups = sheet.listed(name)
    depth = 1 + sum(one["range"]["startIndex"] <= start and end <= one["range"]["endIndex"] for one in groups)
    where = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    groups.append({"range": where, "depth": depth})
    sheet.grid[control] = True
    return {"dimensionGroups": shown_ranges(groups)}


def _group_names(dimension: str) -> tuple[str, str]:
    if dimension == "ROWS":
        return "rowGroups", "rowGroupControlAfter"
    return "columnGroups", "columnGroupControlAfter"


@kind
def delete_dimension_group(book: Spreadsheet, given: Json) -> Json:
    sheet, dimension, start, end = dimension_range(book, given.get("range") or {})
    name, _ = _group_names(dimension)
    groups = sheet.listed(name)
    same = [one for one in groups if (one["range"]["startIndex"], one["range"]["endIndex"]) == (start, end)]
    if not same:
        raise invalid("No dimension group over the specified range.")
    groups.remove(same[-1])
    return {"dimensionGroups": shown_ranges(groups)} if groups else {}
