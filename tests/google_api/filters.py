"""Data filters: ranges picked by A1 text, grid range or developer metadata, resolved at the moment of the call."""

from __future__ import annotations

from typing import Any

from tests.google_api import a1, values
from tests.google_api.a1 import Rect
from tests.google_api.batch_ranges import matching_metadata
from tests.google_api.batch_sheets import metadata_sheet
from tests.google_api.model import Sheet, Spreadsheet

Json = Any


def places(book: Spreadsheet, data_filter: Json) -> list[tuple[Sheet, Rect]]:
    """Every range that one data filter matches."""
    if "a1Range" in data_filter:
        return [book.resolve(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        sheet, rect = book.grid_range(data_filter["gridRange"])
        return [(sheet, rect.clipped(sheet.row_count, sheet.column_count))]
    return [_place(book, entry) for entry in matching_metadata(book, [data_filter])]


def _place(book: Spreadsheet, entry: Json) -> tuple[Sheet, Rect]:
    sheet_id = metadata_sheet(entry)
    sheet = book.sheets[0] if sheet_id is None else book.sheet(sheet_id)
    span = entry["location"].get("dimensionRange")
    if span is None:
        return sheet, sheet.whole
    start, end = span["startIndex"], span["endIndex"]
    if span["dimension"] == "ROWS":
        return sheet, Rect(start, 0, end, sheet.column_count)
    return sheet, Rect(0, start, sheet.row_count, end)


def range_texts(book: Spreadsheet, data_filters: list[Json]) -> list[str]:
    found = [place for one in data_filters for place in places(book, one)]
    return [a1.range_name(sheet.title, rect) for sheet, rect in found]


def batch_get(book: Spreadsheet, body: Json) -> Json:
    show = values.show_of(body)
    matched = []
    for data_filter in body.get("dataFilters") or []:
        for sheet, rect in places(book, data_filter):
            shown = values.value_range(book, sheet, rect, show)
            matched.append({"valueRange": shown, "dataFilters": [data_filter]})
    node: dict[str, Json] = {"spreadsheetId": book.id}
    return {**node, "valueRanges": matched} if matched else node


def batch_update(book: Spreadsheet, body: Json) -> Json:
    """Write to every match; without a match nothing is written and nothing is counted."""
    data, sources = [], []
    for part in body.get("data") or []:
        for text in range_texts(book, [part.get("dataFilter") or {}]):
            data.append({"range": text, "values": part.get("values"), "majorDimension": part.get("majorDimension")})
            sources.append(part.get("dataFilter"))
    answer = values.batch_update(book, {**body, "data": data})
    for response, source in zip(answer["responses"], sources, strict=True):
        response["dataFilter"] = source
    if not answer["responses"]:
        del answer["responses"]
    return answer
