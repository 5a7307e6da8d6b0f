"""The values collection: get, batchGet, update, batchUpdate, clear, batchClear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.google_api import a1, entry, formats
from tests.google_api.a1 import Rect
from tests.google_api.cells import LONGEST_TEXT, Cell, Scalar
from tests.google_api.errors import ApiError, bad_field, invalid
from tests.google_api.formulas import effective, number_format
from tests.google_api.locales import locale_named
from tests.google_api.model import Sheet, Spreadsheet

Json = Any
RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
INPUTS = ("RAW", "USER_ENTERED")


@dataclass(frozen=True)
class Show:
    """How values are asked for."""

    major: str = "ROWS"
    render: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"


def show_of(given: dict[str, Any], prefix: str = "") -> Show:
    """The options of a query or of a body; with the prefix "response" those of includeValuesInResponse."""

    def option(name: str, default: str, allowed: tuple[str, ...]) -> str:
        key = prefix + name[0].upper() + name[1:] if prefix else name
        value = given.get(key) or default
        if value not in allowed:
            raise bad_field(key, f"Invalid value at '{key}' (type.googleapis.com), \"{value}\"")
        return str(value)

    return Show(
        option("majorDimension", "ROWS", ("ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED")) if not prefix else "ROWS",
        option("valueRenderOption", "FORMATTED_VALUE", RENDERS),
        option("dateTimeRenderOption", "SERIAL_NUMBER", ("SERIAL_NUMBER", "FORMATTED_STRING")),
    )


def get(book: Spreadsheet, text: str, show: Show) -> Json:
    sheet, rect = book.resolve(text)
    return value_range(book, sheet, rect, show)


def value_range(book: Spreadsheet, sheet: Sheet, rect: Rect, show: Show) -> Json:
    """A ValueRange: blank ends left out, no "values" where all is blank."""
    major = "COLUMNS" if show.major == "COLUMNS" else "ROWS"
    node: dict[str, Json] = {"range": a1.range_name(sheet.title, rect), "majorDimension": major}
    render = _renderer(book, sheet, show)
    rows = [[render(cell) for cell in line[rect.left : rect.right]] for line in sheet.rows[rect.top : rect.bottom]]
    if major == "COLUMNS":
        rows = _transposed(rows)
    rows = [_trimmed(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    if rows:
        node["values"] = rows
    return node


def _transposed(rows: list[list[Json]]) -> list[list[Json]]:
    width = max((len(row) for row in rows), default=0)
    return [[row[col] if col < len(row) else "" for row in rows] for col in range(width)]


def _trimmed(row: list[Json]) -> list[Json]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]


def _renderer(book: Spreadsheet, sheet: Sheet, show: Show) -> Callable[[Cell], Json]:
    locale = locale_named(book.locale)

    def formatted(cell: Cell) -> Json:
        if cell.formula is None and isinstance(cell.value, str):
            return cell.value
        return formats.shown(effective(book, sheet, cell), number_format(cell), locale)

    def unformatted(cell: Cell) -> Json:
        if cell.formula is None and (cell.format is None or show.dates == "SERIAL_NUMBER"):
            return formats.raw(cell.value)
        value = effective(book, sheet, cell)
        if show.dates == "FORMATTED_STRING" and formats.is_date(number_format(cell)):
            return formats.shown(value, number_format(cell), locale)
        return formats.raw(value)

    def formula(cell: Cell) -> Json:
        return unformatted(cell) if cell.formula is None else cell.formula

    return {"FORMATTED_VALUE": formatted, "UNFORMATTED_VALUE": unformatted, "FORMULA": formula}[show.render]


@dataclass(frozen=True)
class Incoming:
    """Values to write, by rows, checked; None leaves a cell as it is."""

    rows: list[list[Scalar]]
    option: str

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def incoming(body: Json, option: str | None, where: str = "data") -> Incoming:
    """The body's values, refused as Google refuses them."""
    if option not in INPUTS:
        raise bad_field("valueInputOption", "'valueInputOption' is required but not specified")
    values = (body or {}).get("values", [])
    if not isinstance(values, list):
        raise _no_list(f"{where}.values", values)
    for number, row in enumerate(values):
        if not isinstance(row, list):
            raise _no_list(f"{where}.values[{number}]" if number else f"{where}.values", row)
        _check_row(row, number)
    if (body or {}).get("majorDimension") == "COLUMNS":
        height = max((len(column) for column in values), default=0)
        values = [[column[at] if at < len(column) else None for column in values] for at in range(height)]
    return Incoming(values, option)


def _no_list(field: str, value: Json) -> ApiError:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return bad_field(field, f"Invalid value at '{field}' (type.googleapis.com/google.protobuf.ListValue), {text}")


def _check_row(row: list[Json], number: int) -> None:
    for at, value in enumerate(row):
        if isinstance(value, (list, dict)):
            kind = "list_value" if isinstance(value, list) else "struct_value"
            raise invalid(f"Invalid values[{number}][{at}]: {kind} {{\n}}\n")
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise invalid(f"Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell.")


def update(book: Spreadsheet, text: str, data: Incoming) -> tuple[Sheet, Rect, Json]:
    """Write values into a range: (sheet, rectangle written, UpdateValuesResponse)."""
    sheet, rect = book.resolve(text, writing=True)
    target = Rect(rect.top, rect.left, rect.top + data.height, rect.left + data.width)
    if rect.single:
        if not sheet.whole.covers(target) and data.height and data.width:
            _grid_refusal(sheet, target)
    else:
        _check_fits(sheet, rect, target)
    return sheet, target, put_values(book, sheet, target, data)


def _grid_refusal(sheet: Sheet, target: Rect) -> None:
    where = a1.range_name(sheet.title, target)
    raise invalid(
        f"Range ({where}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def _check_fits(sheet: Sheet, rect: Rect, target: Rect) -> None:
    where = a1.range_name(sheet.title, rect)
    if target.bottom > rect.bottom:
        raise invalid(f"Requested writing within range [{where}], but tried writing to row [{rect.bottom + 1}]")
    if target.right > rect.right:
        column = a1.column_letters(rect.right)
        raise invalid(f"Requested writing within range [{where}], but tried writing to column [{column}]")


def put_values(book: Spreadsheet, sheet: Sheet, target: Rect, data: Incoming) -> Json:
    """Write and count: an empty text counts as a cell, a null does not."""
    locale = locale_named(book.locale)
    rows, columns, cells = set(), set(), 0
    for row, line in enumerate(data.rows, target.top):
        for col, value in enumerate(line, target.left):
            if value is None:
                continue
            cell = sheet.cell(row, col)
            raw = data.option == "RAW"
            sheet.put(row, col, cell.entered(value) if raw else entry.typed(cell, value, locale))
            rows.add(row)
            columns.add(col)
            cells += 1
    where = target if data.height and data.width else Rect(target.top, target.left, target.top + 1, target.left + 1)
    node = {
        "spreadsheetId": book.id,
        "updatedRange": a1.range_name(sheet.title, where),
        "updatedRows": len(rows),
        "updatedColumns": len(columns),
        "updatedCells": cells,
    }
    return {key: value for key, value in node.items() if value}


def batch_update(book: Spreadsheet, body: Json) -> Json:
    option = body.get("valueInputOption")
    parts = [incoming(part, option, f"data[{number}]") for number, part in enumerate(body.get("data") or [])]
    responses, rows, columns, sheets = [], set(), set(), set()
    for number, (part, data) in enumerate(zip(body.get("data") or [], parts, strict=True)):
        try:
            sheet, target, response = update(book, str(part.get("range", "")), data)
        except ApiError as error:
            raise invalid(f"Invalid data[{number}]: {error.message}") from error
        if body.get("includeValuesInResponse"):
            response["updatedData"] = value_range(book, sheet, target, show_of(body, "response"))
        for row, line in enumerate(data.rows, target.top):
            for col, value in enumerate(line, target.left):
                if value is not None:
                    rows.add((sheet.id, row))
                    columns.add((sheet.id, col))
        sheets.add(sheet.id)
        responses.append(response)
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(response.get("updatedCells", 0) for response in responses),
        "totalUpdatedSheets": len(sheets),
    }
    return {"spreadsheetId": book.id, **{key: value for key, value in totals.items() if value}, "responses": responses}


def clear(book: Spreadsheet, text: str) -> str:
    """Empty the values of a range, its formats stay: the range as Google names it."""
    sheet, rect = book.resolve(text)
    for line in sheet.rows[rect.top : rect.bottom]:
        for col in range(rect.left, min(rect.right, len(line))):
            if line[col].filled:
                line[col] = line[col].entered(None)
    return a1.range_name(sheet.title, rect)
