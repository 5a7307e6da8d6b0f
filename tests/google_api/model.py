"""A spreadsheet as the API sees it: sheets of cells, and the ranges that move with them."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from typing import Any

from tests.google_api import a1
from tests.google_api.a1 import Rect
from tests.google_api.cells import BLANK, Cell
from tests.google_api.errors import grid_limits, invalid, too_many_cells

Json = Any
MOST_CELLS = 10_000_000


@dataclass
class Sheet:
    """One tab.  `rows` is ragged: what is not there is blank; lists of cells, never shared between drafts."""

    properties: dict[str, Json]
    rows: list[list[Cell]] = field(default_factory=list)
    extras: dict[str, list[Json]] = field(default_factory=dict)
    basic_filter: Json = None
    dimension_meta: dict[str, dict[int, Json]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def grid(self) -> dict[str, Json]:
        return self.properties.setdefault("gridProperties", {})  # type: ignore[no-any-return]

    @property
    def row_count(self) -> int:
        return int(self.grid["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.grid["columnCount"])

    @property
    def whole(self) -> Rect:
        return Rect(0, 0, self.row_count, self.column_count)

    def cell(self, row: int, col: int) -> Cell:
        if row < len(self.rows) and col < len(self.rows[row]):
            return self.rows[row][col]
        return BLANK

    def put(self, row: int, col: int, cell: Cell) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        if len(line) <= col:
            line.extend([BLANK] * (col + 1 - len(line)))
        line[col] = cell

    def last_row(self) -> int:
        """Number of rows up to the last one that holds a value."""
        for number in range(len(self.rows), 0, -1):
            if any(cell.filled for cell in self.rows[number - 1]):
                return number
        return 0

    def grow(self, rows: int, columns: int = 0) -> None:
        self.grid["rowCount"] = max(self.row_count, rows)
        self.grid["columnCount"] = max(self.column_count, columns)

    def listed(self, name: str) -> list[Json]:
        """A list that hangs on the sheet: merges, protectedRanges, conditionalFormats, rowGroups …"""
        return self.extras.setdefault(name, [])

    def draft(self) -> Sheet:
        return Sheet(
            copy.deepcopy(self.properties),
            [line[:] for line in self.rows],
            copy.deepcopy(self.extras),
            copy.deepcopy(self.basic_filter),
            copy.deepcopy(self.dimension_meta),
        )


@dataclass
class Spreadsheet:
    id: str
    properties: dict[str, Json]
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    def draft(self) -> Spreadsheet:
        """A copy to work on: committed by taking its place, or thrown away."""
        return Spreadsheet(
            self.id,
            copy.deepcopy(self.properties),
            [sheet.draft() for sheet in self.sheets],
            copy.deepcopy(self.named_ranges),
            copy.deepcopy(self.metadata),
        )

    def take(self, draft: Spreadsheet) -> None:
        self.properties, self.sheets = draft.properties, draft.sheets
        self.named_ranges, self.metadata = draft.named_ranges, draft.metadata

    def sheet(self, sheet_id: int) -> Sheet:
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise invalid(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        exact = [sheet for sheet in self.sheets if sheet.title == title]
        same = exact or [sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()]
        return same[0] if same else None

    def check_size(self) -> None:
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > MOST_CELLS:
            raise too_many_cells(MOST_CELLS)

    def resolve(self, text: str, *, writing: bool = False) -> tuple[Sheet, Rect]:
        """The sheet and the rectangle of an A1 text, a tab's name or a named range."""
        tab, cells = a1.split_tab(text)
        sheet = self.sheets[0] if tab is None else self.titled(tab)
        if sheet is None:
            raise invalid(f"Unable to parse range: {text}")
        if cells is None:
            return sheet, sheet.whole
        ends = a1.parse(cells)
        if ends is not None:
            return sheet, self._clip(sheet, ends.within(sheet.row_count, sheet.column_count), writing)
        return self._by_name(tab, cells, text)

    def _clip(self, sheet: Sheet, rect: Rect, writing: bool) -> Rect:
        inside = sheet.whole.covers(rect) if writing else sheet.whole.holds(rect.top, rect.left)
        if not inside:
            where = a1.range_name(sheet.title, rect)
            raise grid_limits(where, sheet.row_count, sheet.column_count)
        return rect.clipped(sheet.row_count, sheet.column_count)

    def _by_name(self, tab: str | None, name: str, text: str) -> tuple[Sheet, Rect]:
        sheet = self.titled(name) if tab is None else None
        if sheet is not None:
            return sheet, sheet.whole
        for named in self.named_ranges:
            if named["name"].casefold() == name.casefold():
                return self.grid_range(named["range"])
        raise invalid(f"Unable to parse range: {text}")

    def grid_range(self, grid: Json) -> tuple[Sheet, Rect]:
        """The sheet and the rectangle of a GridRange; what is left out is open."""
        sheet = self.sheet(grid.get("sheetId", 0))
        return sheet, Rect(
            grid.get("startRowIndex", 0),
            grid.get("startColumnIndex", 0),
            grid.get("endRowIndex", sheet.row_count),
            grid.get("endColumnIndex", sheet.column_count),
        )

    def new_sheet_id(self) -> int:
        taken = {sheet.id for sheet in self.sheets}
        while (number := random.randrange(1, 2**31 - 1)) in taken:
            pass
        return number


def new_sheet(title: str, sheet_id: int, rows: int = 1000, columns: int = 26) -> Sheet:
    return Sheet(
        {
            "sheetId": sheet_id,
            "title": title,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        }
    )


def new_spreadsheet(
    file_id: str, title: str, locale: str = "en_US", time_zone: str = "Etc/GMT", tab: str = "Sheet1"
) -> Spreadsheet:
    """An empty spreadsheet with one tab, as Drive makes it."""
    properties = {"title": title, "locale": locale, "autoRecalc": "ON_CHANGE", "timeZone": time_zone}
    return Spreadsheet(file_id, properties, [new_sheet(tab, 0)])


def range_json(sheet: Sheet, rect: Rect) -> Json:
    return {
        "sheetId": sheet.id,
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }
