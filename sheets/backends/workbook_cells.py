"""The pages of a workbook that is written: cells are set one by one, and every other byte stays as it was found."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sheets.backends import Cell
from sheets.backends.workbook_parts.around import can_push_around, push_around
from sheets.backends.workbook_parts.growth import filter_area, grown_table
from sheets.backends.workbook_parts.index import Index, Tab
from sheets.backends.workbook_parts.made import EMPTY_STYLES, empty_sheet
from sheets.backends.workbook_parts.markup import attribute, is_whole, prefix_of, with_attribute
from sheets.backends.workbook_parts.package import UNREADABLE, Broken, Package
from sheets.backends.workbook_parts.push import Push, can_push, push_formulas, push_rows
from sheets.backends.workbook_parts.sheet import Sheet
from sheets.backends.workbook_parts.styles import Styles, is_day
from sheets.backends.workbook_parts.values import cell_xml
from sheets.changes import HistoryTab
from sheets.errors import NotASpreadsheet

DAY, MOMENT, CLOCK, GENERAL = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "[h]:mm", "General"
LIKE_FORMULAS = ("=", "+", "-", "@")


class Pages:
    """An .xlsx file taken apart for writing; rows and columns are 0-based here.

    Raises NotASpreadsheet, and Broken where a part is not laid out as a workbook's parts are.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.package = Package(path.read_bytes())
            self.index = Index(self.package)
        except UNREADABLE as error:
            raise NotASpreadsheet("not_a_spreadsheet", name=path.name) from error
        self._sheets: dict[str, Sheet] = {}
        self._styles: Styles | None = None

    def fixed(self, tab: str, row: int, col: int) -> str | None:
        """Why this cell cannot hold a value of its own: "formula", "merged", "locked", or None."""
        sheet, at = self._sheet(tab), (row + 1, col + 1)
        if any(area.holds(*at) and at != (area.top, area.left) for area in sheet.merged):
            return "merged"
        if sheet.has_formula(*at):
            return "formula"
        return "locked" if sheet.protection and self._is_locked(sheet.style(*at)) else None

    def _is_locked(self, style: int) -> bool:
        return self.styles.is_locked(style) if self._has_styles else True

    def set(self, tab: str, row: int, col: int, value: Cell, *, by_lines: bool = True) -> None:
        """Put a value into a cell; its look stays, except that a day in a plain cell is shown as a day.

        `by_lines`: a text of several lines is shown line by line.
        """
        sheet = self._sheet(tab)
        before = sheet.style(row + 1, col + 1)
        style = self._style(before, value)
        style = self.styles.wrapped(style) if by_lines and isinstance(value, str) and "\n" in value else style
        said = style if style or sheet.cell(row + 1, col + 1).style is not None else None
        from_1904 = self.index.counts_from_1904
        sheet.put(row + 1, col + 1, cell_xml(sheet.prefix, row + 1, col + 1, value, said, from_1904=from_1904))
        sheet.stretch(row + 1, col + 1)

    def _style(self, style: int, value: Cell) -> int:
        """The look that a value needs, beginning with the one that its cell has."""
        if isinstance(value, str):
            return self.styles.marked_as_text(style) if value.startswith(LIKE_FORMULAS) else style
        if value is None or isinstance(value, bool):
            return style
        shown_as_day = is_day(self.styles.code(style)) if self._has_styles else False
        if isinstance(value, int | float):
            return self.styles.with_code(style, GENERAL) if shown_as_day else style
        return style if shown_as_day else self.styles.with_code(style, _code(value))

    def dress(self, tab: str, row: int, span: tuple[int, int], *, under_header: bool = False) -> None:
        """Give a new row the look of the row above it, or right under the header of its column, where it has none.

        Tables, filters, dropdowns and rules that ended right above take the row in.
        """
        sheet, at = self._sheet(tab), row + 1
        for col in range(span[0] + 1, span[1] + 2):
            cell = sheet.cell(at, col)
            style = sheet.column_style(col) if under_header else sheet.style(at - 1, col)
            if style and not cell.style and not any(area.holds(at, col) for area in sheet.merged):
                empty = cell_xml(sheet.prefix, at, col, None, style)
                dressed = with_attribute(cell.tag, b"s", str(style)) + cell.xml[len(cell.tag) :].rstrip()
                sheet.put(at, col, dressed if cell.xml else empty)
                sheet.stretch(at, col)
        self._take_in(self.index.tabs[tab], at, span[0] + 1, span[1] + 1)

    def _take_in(self, tab: Tab, row: int, first: int, last: int) -> None:
        sheet = self._sheet(tab.title)
        sheet.take_in(row, first, last)
        for part in self.index.linked(tab.part, "table"):
            xml = self.package.read(part)
            prefix = prefix_of(xml, b"table") or b""
            self.package.write(part, grown_table(xml, prefix, row, first, last))
        area = filter_area(sheet.tail, sheet.prefix)
        if area and area.bottom == row:
            self.index.set_filter_name(tab.number, area.fixed)

    def may_insert(self, tab: str) -> bool:
        """Whether people may push rows into this tab."""
        protection = self._sheet(tab).protection
        return protection is None or attribute(protection, b"insertRows") in ("0", "false")

    def has_room(self, tab: str, row: int) -> bool:
        """Whether a row can be pushed in here without breaking anything."""
        part = self.index.tabs[tab].part
        return can_push(self._sheet(tab), row + 1) and can_push_around(self.index, part, row + 1)

    def make_room(self, tab: str, row: int) -> None:
        """Push everything from a row down by one, and what points at it along."""
        push = Push(tab, row + 1)
        for title in self.index.tabs:
            push_formulas(self._sheet(title), push, here=title == tab)
        push_rows(self._sheet(tab), push)
        push_around(self.index, self.index.tabs[tab].part, push)

    def history(self, history: HistoryTab) -> str:
        """The history tab's name; the tab is made, last and hidden, when there is none."""
        for title in self.index.tabs:
            if title.casefold() == history.tab.casefold():
                return title
        self.index.add_tab(history.tab, empty_sheet(self.index))
        self.append(history.tab, [header for _, header in history.columns])
        return history.tab

    def append(self, tab: str, line: list[Cell]) -> int:
        """Add a line under everything that a tab holds; answers its row."""
        row = self._sheet(tab).last_filled
        for col, value in enumerate(line):
            if value is not None:
                self.set(tab, row, col, value, by_lines=False)
        return row

    def saved(self) -> bytes:
        """The workbook as a file; raises Broken when a part that was changed is no whole part."""
        self._put_back()
        for part, xml in self.package.changed.items():
            if part.endswith((".xml", ".rels")) and not is_whole(xml):
                raise Broken(part)
        return self.package.packed()

    def _put_back(self) -> None:
        for part, sheet in self._sheets.items():
            self.package.write(part, sheet.xml)
        if self._styles and self._has_styles:
            self.package.write(self._styles_part, self._styles.xml)
        elif self._styles and self._styles.xml != EMPTY_STYLES % self.index.namespace.encode():
            self.index.add_styles(self._styles.xml)
        self.index.work_out_on_load()

    # Parts, taken apart when they are asked for

    def _sheet(self, tab: str) -> Sheet:
        part = self.index.tabs[tab].part
        if part not in self._sheets:
            try:
                self._sheets[part] = Sheet(self.package.read(part))
            except KeyError as error:
                raise Broken(part) from error
        return self._sheets[part]

    @property
    def styles(self) -> Styles:
        """The looks of the file."""
        if self._styles is None:
            empty = EMPTY_STYLES % self.index.namespace.encode()
            self._styles = Styles(self.package.read(self._styles_part) if self._has_styles else empty)
        return self._styles

    @property
    def _has_styles(self) -> bool:
        return bool(self.index.linked(self.index.part, "styles"))

    @property
    def _styles_part(self) -> str:
        return self.index.linked(self.index.part, "styles")[0]


def _code(value: date | time | timedelta) -> str:
    """The number format that shows a day as a day."""
    if isinstance(value, datetime):
        return MOMENT
    return DAY if isinstance(value, date) else CLOCK
