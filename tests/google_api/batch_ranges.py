"""Requests that hang something on a range: merges, names, protection, filters, validation, formats, metadata."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from tests.google_api import masks
from tests.google_api.a1 import Rect
from tests.google_api.batch import kind
from tests.google_api.batch_sheets import metadata_sheet, required_mask
from tests.google_api.cells import BLANK
from tests.google_api.errors import invalid, not_found
from tests.google_api.model import Sheet, Spreadsheet, range_json
from tests.google_api.resource import shown_ranges

Json = Any


def _new_id(taken: set[Any]) -> int:
    while (number := random.randrange(1, 2**31 - 1)) in taken:
        pass
    return number


@kind
def merge_cells(book: Spreadsheet, given: Json) -> Json:
    sheet, rect = book.grid_range(given.get("range") or {})
    unmerge(book, sheet, rect)
    for part in _merged_parts(rect, given.get("mergeType", "MERGE_ALL")):
        sheet.listed("merges").append(range_json(sheet, part))
        _keep_first(sheet, part)


def _merged_parts(rect: Rect, how: str) -> list[Rect]:
    if how == "MERGE_ROWS":
        parts = [Rect(row, rect.left, row + 1, rect.right) for row in range(rect.top, rect.bottom)]
    elif how == "MERGE_COLUMNS":
        parts = [Rect(rect.top, col, rect.bottom, col + 1) for col in range(rect.left, rect.right)]
    else:
        parts = [rect]
    return [part for part in parts if not part.single]


def _keep_first(sheet: Sheet, rect: Rect) -> None:
    """A merge keeps the first value and drops the others."""
    for row in range(rect.top, rect.bottom):
        for col in range(rect.left, rect.right):
            cell = sheet.cell(row, col)
            if (row, col) != (rect.top, rect.left) and cell.filled:
                sheet.put(row, col, cell.entered(None))


@kind
def unmerge_cells(book: Spreadsheet, given: Json) -> Json:
    sheet, rect = book.grid_range(given.get("range") or {})
    unmerge(book, sheet, rect)


def unmerge(book: Spreadsheet, sheet: Sheet, rect: Rect) -> None:
    """Break the merges inside the range; a range that cuts through one is refused."""
    kept = []
    for grid in sheet.listed("merges"):
        _, merged = book.grid_range(grid)
        if merged.meets(rect) and not rect.covers(merged):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
        if not merged.meets(rect):
            kept.append(grid)
    sheet.extras["merges"] = kept


@kind
def add_named_range(book: Spreadsheet, given: Json) -> Json:
    named = masks.clone(given.get("namedRange") or {})
    book.grid_range(named.get("range") or {})
    taken = {one["namedRangeId"] for one in book.named_ranges}
    if named.get("namedRangeId") in taken:
        raise invalid(f"A named range with ID {named['namedRangeId']} already exists.")
    _check_name(book, named.get("name") or "", None)
    named.setdefault("namedRangeId", str(_new_id(taken)))
    named.setdefault("range", {})
    node = {"namedRangeId": named["namedRangeId"], "name": named["name"], "range": named["range"]}
    book.named_ranges.append(node)
    return {"namedRange": shown_ranges(node)}


def _check_name(book: Spreadsheet, name: str, of: Json) -> None:
    if not name:
        raise invalid("The named range must have a name.")
    if any(one is not of and one["name"].casefold() == name.casefold() for one in book.named_ranges):
        raise invalid(f"A named range with name {name} already exists.")


def _by_id(entries: list[Json], key: str, wanted: Any, word: str) -> Json:
    for entry in entries:
        if entry[key] == wanted:
            return entry
    raise invalid(f"No {word} with ID: {wanted}")


@kind
def update_named_range(book: Spreadsheet, given: Json) -> Json:
    new = given.get("namedRange") or {}
    named = _by_id(book.named_ranges, "namedRangeId", new.get("namedRangeId"), "named range")
    changed = masks.update(named, {**new, "namedRangeId": named["namedRangeId"]}, required_mask(given))
    _check_name(book, changed.get("name") or "", named)
    named.clear()
    named.update(changed)


@kind
def delete_named_range(book: Spreadsheet, given: Json) -> Json:
    named = _by_id(book.named_ranges, "namedRangeId", given.get("namedRangeId"), "named range")
    book.named_ranges.remove(named)


@kind
def add_protected_range(book: Spreadsheet, given: Json) -> Json:
    wanted = masks.clone(given.get("protectedRange") or {})
    sheet, _ = book.grid_range(wanted.get("range") or {})
    every = [one for other in book.sheets for one in other.extras.get("protectedRanges", [])]
    number = wanted.pop("protectedRangeId", None) or _new_id({one["protectedRangeId"] for one in every})
    if any(one["protectedRangeId"] == number for one in every):
        raise invalid(f"A protected range with ID {number} already exists.")
    editors = wanted.pop("editors", None) or {}
    node = {"protectedRangeId": number, "range": {}, **{key: value for key, value in wanted.items() if value}}
    node["requestingUserCanEdit"] = True
    shown = shown_ranges(node)
    if not wanted.get("warningOnly"):
        owner = book.properties.get("owner")
        named = [user for user in editors.get("users") or [] if user != owner]
        node["editors"] = {"users": named + ([owner] if owner else [])}
        shown["editors"] = {"users": named} if named else {}
    sheet.listed("protectedRanges").append(node)
    return {"protectedRange": shown}


def _protected(book: Spreadsheet, number: Any) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for one in sheet.extras.get("protectedRanges", []):
            if one["protectedRangeId"] == number:
                return sheet, one
    raise invalid(f"No protected range with ID: {number}")


@kind
def update_protected_range(book: Spreadsheet, given: Json) -> Json:
    new = given.get("protectedRange") or {}
    _, node = _protected(book, new.get("protectedRangeId"))
    changed = masks.update(node, new, required_mask(given))
    node.clear()
    node.update(changed)


@kind
def delete_protected_range(book: Spreadsheet, given: Json) -> Json:
    sheet, node = _protected(book, given.get("protectedRangeId"))
    sheet.listed("protectedRanges").remove(node)


@kind
def set_basic_filter(book: Spreadsheet, given: Json) -> Json:
    wanted = masks.clone(given.get("filter") or {})
    sheet, rect = book.grid_range(wanted.get("range") or {})
    sheet.basic_filter = {**wanted, "range": range_json(sheet, rect.clipped(sheet.row_count, sheet.column_count))}


@kind
def clear_basic_filter(book: Spreadsheet, given: Json) -> Json:
    book.sheet(given.get("sheetId", 0)).basic_filter = None


@kind
def add_filter_view(book: Spreadsheet, given: Json) -> Json:
    view = masks.clone(given.get("filter") or {})
    sheet, _ = book.grid_range(view.get("range") or {})
    view.setdefault("filterViewId", _new_id({one["filterViewId"] for one in sheet.listed("filterViews")}))
    sheet.listed("filterViews").append(view)
    return {"filter": shown_ranges(view)}


@kind
def set_data_validation(book: Spreadsheet, given: Json) -> Json:
    """The rule of every cell in the range; without a rule it is taken away."""
    sheet, rect = book.grid_range(given.get("range") or {})
    rule = masks.clone(given.get("rule")) or None
    if rule and not (rule.get("condition") or {}).get("type"):
        raise invalid("rule.condition.type must be set.")
    for row in range(rect.top, min(rect.bottom, sheet.row_count)):
        for col in range(rect.left, min(rect.right, sheet.column_count)):
            cell = sheet.cell(row, col)
            if rule or cell is not BLANK:
                sheet.put(row, col, replace(cell, validation=rule))


@kind
def add_conditional_format_rule(book: Spreadsheet, given: Json) -> Json:
    rule = masks.clone(given.get("rule") or {})
    if not rule.get("ranges"):
        raise invalid("rule.ranges must be set.")
    sheet, _ = book.grid_range(rule["ranges"][0])
    sheet.listed("conditionalFormats").insert(given.get("index", 0), rule)


@kind
def delete_conditional_format_rule(book: Spreadsheet, given: Json) -> Json:
    rules = book.sheet(given.get("sheetId", 0)).listed("conditionalFormats")
    index = given.get("index", 0)
    if index >= len(rules):
        raise invalid(f"No conditional format on sheet at index: {index}")
    return {"rule": shown_ranges(rules.pop(index))}


@kind
def add_banding(book: Spreadsheet, given: Json) -> Json:
    band = masks.clone(given.get("bandedRange") or {})
    sheet, _ = book.grid_range(band.get("range") or {})
    band.setdefault("bandedRangeId", _new_id({one["bandedRangeId"] for one in sheet.listed("bandedRanges")}))
    sheet.listed("bandedRanges").append(band)
    return {"bandedRange": shown_ranges(band)}


@kind
def update_borders(book: Spreadsheet, given: Json) -> Json:
    """Borders are a look that nothing here reads back: the range is checked, no more."""
    book.grid_range(given.get("range") or {})


@kind
def create_developer_metadata(book: Spreadsheet, given: Json) -> Json:
    entry = masks.clone(given.get("developerMetadata") or {})
    taken = {one["metadataId"] for one in book.metadata}
    entry.setdefault("metadataId", _new_id(taken))
    if entry["metadataId"] in taken:
        raise invalid(f"Developer metadata with ID {entry['metadataId']} already exists.")
    if not entry.get("metadataKey") or not entry.get("visibility"):
        raise invalid("developerMetadata.metadataKey and developerMetadata.visibility must be set.")
    entry["location"] = _location(book, entry.get("location") or {})
    book.metadata.append(entry)
    return {"developerMetadata": shown_ranges(entry)}


def _location(book: Spreadsheet, where: Json) -> Json:
    span = where.get("dimensionRange")
    if span:
        book.sheet(span.get("sheetId", 0))
        if span.get("endIndex", 0) - span.get("startIndex", 0) != 1:
            raise invalid("Developer metadata can only be associated with a single row or column.")
        word = "ROW" if span["dimension"] == "ROWS" else "COLUMN"
        return {"locationType": word, "dimensionRange": {"startIndex": 0, **span}}
    if "sheetId" in where:
        return {"locationType": "SHEET", "sheetId": book.sheet(where["sheetId"]).id}
    return {"locationType": "SPREADSHEET", "spreadsheet": True}


@kind
def update_developer_metadata(book: Spreadsheet, given: Json) -> Json:
    found = matching_metadata(book, given.get("dataFilters") or [])
    for entry in found:
        entry.update(masks.update(entry, given.get("developerMetadata") or {}, required_mask(given)))
    return {"developerMetadata": shown_ranges(found)}


@kind
def delete_developer_metadata(book: Spreadsheet, given: Json) -> Json:
    found = matching_metadata(book, [given.get("dataFilter") or {}])
    book.metadata = [entry for entry in book.metadata if entry not in found]
    return {"deletedDeveloperMetadata": shown_ranges(found)}


def matching_metadata(book: Spreadsheet, filters: list[Json]) -> list[Json]:
    """The entries that any developerMetadataLookup selects."""
    lookups = [one.get("developerMetadataLookup") or {} for one in filters]
    return [entry for entry in book.metadata if any(_matches(entry, lookup) for lookup in lookups)]


def _matches(entry: Json, lookup: Json) -> bool:
    same = all(
        key not in lookup or entry.get(key) == lookup[key]
        for key in ("metadataId", "metadataKey", "metadataValue", "visibility")
    )
    kind_fits = lookup.get("locationType") in (None, entry["location"]["locationType"])
    where = lookup.get("metadataLocation") or {}
    place_fits = "sheetId" not in where or metadata_sheet(entry) == where["sheetId"]
    return same and kind_fits and place_fits


def metadata_by_id(book: Spreadsheet, number: int) -> Json:
    for entry in book.metadata:
        if entry["metadataId"] == number:
            return entry
    raise not_found()
