"""What Google's answers show: cells by tab, row and column (all 0-based), and the ranges to ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets.backends import Cell
from sheets.backends import Merge as Area
from sheets.backends.letters import letter

Json = Mapping[str, Any]
Pattern = str | None

CELL = "userEnteredValue,effectiveValue,userEnteredFormat(numberFormat(type,pattern))"
LOOK = f"sheets(properties(sheetId,title),merges,data(startRow,startColumn,rowData(values({CELL}))))"
LEARN = (
    "properties(title,locale,timeZone),spreadsheetUrl,"
    "sheets(properties(sheetId,title,index,hidden,sheetType,gridProperties(rowCount,columnCount)),merges,conditionalFormats(ranges),"
    "data(startRow,startColumn,rowData(values(effectiveValue,userEnteredFormat(numberFormat(type,pattern))))))"
)
FORMATS = "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(userEnteredFormat(numberFormat)))))"
NOTHING: Json = {}
PATTERNS = {
    "DATE": "dd/mm/yyyy",
    "DATE_TIME": "dd/mm/yyyy hh:mm:ss",
    "TIME": "hh:mm:ss",
    "PERCENT": "0.00%",
    "CURRENCY": "#,##0.00",
    "NUMBER": "#,##0.00",
    "SCIENTIFIC": "0.00E+00",
    "TEXT": "@",
}
ENDLESS = 10_000_000
ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}


@dataclass
class Page:
    """One tab in an answer."""

    sheet_id: int
    title: str = ""
    hidden: bool = False
    kind: str = "GRID"
    row_count: int = 0
    column_count: int = 0
    merged: tuple[Area, ...] = ()
    ruled: tuple[Area, ...] = ()
    cells: dict[int, dict[int, Json]] = field(default_factory=dict)
    _looked: list[list[Cell]] | None = field(default=None, repr=False, compare=False)

    def value(self, row: int, col: int) -> Cell:
        """What the cell holds; None when it is empty or was not asked for."""
        return cell_value(self.cells.get(row, {}).get(col, {}))

    def formula(self, row: int, col: int) -> str | None:
        """The formula in the cell."""
        entered = self.cells.get(row, {}).get(col, {}).get("userEnteredValue", {})
        return entered.get("formulaValue") if entered else None

    def pattern(self, row: int, col: int) -> Pattern:
        """The number format that the cell was given."""
        return cell_pattern(self.cells.get(row, {}).get(col, {}))

    def rows(self) -> list[list[Cell]]:
        """The values as rows, each as long as it has something, without the blank rows at the end."""
        found = {row: _line(cells) for row, cells in self.cells.items()}
        last = max((row for row, line in found.items() if line), default=-1)
        return [found.get(row, []) for row in range(last + 1)]

    def looked_rows(self) -> list[list[Cell]]:
        """`rows` of a page that is looked at again and again while one plan is made; they are worked out once."""
        if self._looked is None:
            self._looked = self.rows()
        return self._looked


def company_of(page: Page, row: int, without: Iterable[int | None]) -> dict[int, Cell]:
    """What stands in a row, by column, but for these columns."""
    cells = {col: page.value(row, col) for col in page.cells.get(row, {}) if col not in set(without)}
    return {col: cell for col, cell in cells.items() if cell is not None}


def _line(cells: Mapping[int, Json]) -> list[Cell]:
    line: list[Cell] = [None] * (max(cells, default=-1) + 1)
    for col, cell in cells.items():
        if "effectiveValue" in cell:
            line[col] = cell_value(cell)
    while line and line[-1] is None:
        line.pop()
    return line


def cell_value(cell: Json) -> Cell:
    """What a cell shows: a number, text, True or False, or the text of an error; "" counts as nothing."""
    for kind, value in cell.get("effectiveValue", NOTHING).items():
        if kind == "errorValue":
            return ERRORS.get(value.get("type", ""), "#ERROR!")
        found: Cell = value
        return found if found != "" else None
    return None


def cell_pattern(cell: Json) -> Pattern:
    """A cell's number format; a kind of number without a pattern of its own has the usual one."""
    number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
    if not number_format:
        return None
    return number_format.get("pattern") or PATTERNS.get(number_format.get("type", ""))


def pages(spreadsheet: Json) -> dict[int, Page]:
    """The tabs in an answer by sheet id, in their order."""
    return {page.sheet_id: page for page in map(_page, spreadsheet.get("sheets", []))}


def _page(sheet: Json) -> Page:
    properties = sheet.get("properties", {})
    grid = properties.get("gridProperties", {})
    page = Page(
        properties.get("sheetId", 0),
        properties.get("title", ""),
        properties.get("hidden", False),
        properties.get("sheetType", "GRID"),
        grid.get("rowCount", 0),
        grid.get("columnCount", 0),
        tuple(_area(area) for area in sheet.get("merges", [])),
        tuple(_area(area, ENDLESS) for rule in sheet.get("conditionalFormats", []) for area in rule.get("ranges", [])),
    )
    for block in sheet.get("data", []):
        _add_block(page, block)
    return page


def _add_block(page: Page, block: Json) -> None:
    top, left = block.get("startRow", 0), block.get("startColumn", 0)
    for row, line in enumerate(block.get("rowData", []), top):
        cells = {col: cell for col, cell in enumerate(line.get("values", []), left) if cell}
        if cells:
            page.cells.setdefault(row, {}).update(cells)


def _area(area: Json, open_end: int = 0) -> Area:
    """A GridRange as 0-based rows and columns, all included; without an end it reaches `open_end` further."""
    top, left = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
    return (
        top,
        left,
        area.get("endRowIndex", top + 1 + open_end) - 1,
        area.get("endColumnIndex", left + 1 + open_end) - 1,
    )


def area_at(areas: Iterable[Area], row: int, col: int) -> Area | None:
    """The first of these areas that holds the cell."""
    return next((area for area in areas if area[0] <= row <= area[2] and area[1] <= col <= area[3]), None)


def value_rows(values: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows of a values answer, where an empty cell is "" and the trailing ones are left out."""
    return [[None if cell == "" else cell for cell in row] for row in values]


# A1 ranges


def quoted(tab: str) -> str:
    """A tab's name as a range begins."""
    return "'" + tab.replace("'", "''") + "'"


def whole_column(tab: str, col: int) -> str:
    """The range of one column from top to bottom."""
    return f"{quoted(tab)}!{letter(col)}:{letter(col)}"


def whole_rows(tab: str, first: int, last: int) -> str:
    """The range of whole rows, both 0-based and both included."""
    return f"{quoted(tab)}!{first + 1}:{last + 1}"


def row_ranges(tab: str, rows: Iterable[int]) -> list[str]:
    """Ranges of whole rows; neighbours are asked for together."""
    ranges: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if ranges and row <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return [whole_rows(tab, first, last) for first, last in ranges]
