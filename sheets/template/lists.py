"""The dropdowns of a new spreadsheet: a tab of choices that a forum may extend, and names that stand in other tabs."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheets.choosing import also_header, header_of
from sheets.schema import Column, Schema, Setting
from sheets.template.look import GUIDE_TEXT, HEADER_ALIGNMENT, HEADER_FILL, HEADER_FONT, TAB_COLOUR
from sheets.template.plan import ColumnPlan, TabPlan
from sheets.words import sentence

LAST_ROW = 2000
HEAD, LAST_CHOICE = 2, 200


@dataclass
class Lists:
    """Collects the choices that the tabs use and says where each dropdown takes its words from.

    `there`: the column (1-based) of each set that the spreadsheet's own tab of choices has already, below row `head`;
    further sets are written at the right of column `last`.
    """

    schema: Schema
    language: str
    tab: str
    used: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    there: dict[str, int] = field(default_factory=dict)
    head: int = HEAD
    last: int = 0

    def know_tab(self, table: str, tab: str, letter: str) -> None:
        """Remember where the names of a table stand that the spreadsheet has already."""
        self.names[table] = f"={quote_sheetname(tab)}!${letter}$2:${letter}${LAST_ROW}"

    def know(self, plan: TabPlan) -> None:
        """Remember a tab: its choices, and where its rows' names stand for references to it."""
        place = plan.index(plan.table.title)
        if plan.table.role == "records" and place is not None:
            self.know_tab(plan.table.name, plan.title, get_column_letter(place + 1))
        fields: tuple[Column | Setting, ...] = (*plan.table.columns, *plan.table.settings)
        for each in fields:
            name = set_name(each)
            if name and name not in self.used:
                self.used.append(name)

    def validation(self, plan: ColumnPlan) -> DataValidation | None:
        """The dropdown of a column; None if it has none or the tab it points to is not made."""
        source = self.choices(set_name(plan.column)) if plan.words else self.names.get(plan.names_of or "")
        return self._dropdown(source, plan.column) if source else None

    def for_setting(self, setting: Setting) -> DataValidation | None:
        """The dropdown of a setting's value."""
        source = self.choices(set_name(setting))
        return self._dropdown(source, setting) if source else None

    def choices(self, name: str | None) -> str | None:
        """The cells that hold a set's words, as a formula: as many as are filled, so that an added one is there."""
        area = self.area(name)
        if area is None:
            return None
        first = area.split(":")[0]
        return f"=OFFSET({first},0,0,COUNTA({area}),1)"

    def area(self, name: str | None) -> str | None:
        """All the cells in which a set's words may stand, those still free too; None if the tab has no such column."""
        if name not in self.used:
            return None
        letter = get_column_letter(self.column(name))
        return f"{quote_sheetname(self.tab)}!${letter}${self.head + 1}:${letter}${LAST_CHOICE}"

    def column(self, name: str) -> int:
        """Where a set's words stand (1-based); the other words for them stand at their right."""
        new = [each for each in self.used if each not in self.there]
        return self.there[name] if name in self.there else self.last + 2 * new.index(name) + 1

    def write(self, book: Workbook) -> None:
        """The tab of choices: two columns a set, what the app knows above, room for the forum's own below."""
        page = book[self.tab] if self.tab in book.sheetnames else book.create_sheet(self.tab)
        if not self.there:
            page.cell(1, 1, _say("choices.intro", self.language)).font = GUIDE_TEXT
            page.freeze_panes, page.sheet_properties.tabColor = f"A{self.head + 1}", TAB_COLOUR["system"]
        for name in self.used:
            if name not in self.there:
                self._write_set(page, name)

    def _write_set(self, page: Worksheet, name: str) -> None:
        choices, col = self.schema.choices[name], self.column(name)
        for number, (text, help_) in enumerate(self.heads(name)):
            head = page.cell(self.head, col + number, text)
            head.font, head.fill, head.alignment = HEADER_FONT, HEADER_FILL, HEADER_ALIGNMENT
            head.comment = Comment(help_, _say("author", self.language))
            page.column_dimensions[get_column_letter(col + number)].width = 26
        for row, choice in enumerate(choices.choices, self.head + 1):
            page.cell(row, col, choice.label(self.language))

    def heads(self, name: str) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two headers of a set, each with what may be written below it."""
        grows = "choices.open" if self.schema.choices[name].open else "choices.closed"
        return (
            (header_of(self.schema, name, self.language), _say(grows, self.language)),
            (also_header(self.language), _say("choices.also_help", self.language)),
        )

    def _dropdown(self, source: str, column: Column | Setting) -> DataValidation:
        """Only a single choice warns; several words in one cell, or a name not yet listed, are welcome."""
        strict = column.kind in ("choice", "bool")
        dropdown = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=strict)
        dropdown.errorStyle = "warning"
        dropdown.errorTitle = column.label(self.language)[:32]
        dropdown.error = _say("not_in_list", self.language)
        return dropdown


def set_name(each: Column | Setting) -> str | None:
    """The set of choices behind a column or setting."""
    return "yes_no" if each.kind == "bool" else each.choices


def _say(key: str, language: str) -> str:
    return sentence("template", key, {}, language=language)
