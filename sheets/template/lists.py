"""The dropdowns of a new spreadsheet: one hidden tab of choices, and the names that stand in other tabs."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from sheets.schema import Column, Schema, Setting
from sheets.template.look import HEADER_FILL, HEADER_FONT
from sheets.template.plan import ColumnPlan, TabPlan
from sheets.words import sentence

LAST_ROW = 2000


@dataclass
class Lists:
    """Collects the choices that the tabs use and says where each dropdown takes its words from."""

    schema: Schema
    language: str
    tab: str
    used: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

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
        """The cells that hold a set's words, as a formula."""
        if name not in self.used:
            return None
        letter = get_column_letter(self.used.index(name) + 1)
        count = len(self.schema.choices[name].choices)
        return f"={quote_sheetname(self.tab)}!${letter}$2:${letter}${count + 1}"

    def write(self, book: Workbook) -> None:
        """The hidden tab of choices: one column a set."""
        page = book.create_sheet(self.tab)
        page.sheet_state = "hidden"
        for number, name in enumerate(self.used, 1):
            head = page.cell(1, number, f"{self.tab}: {name}")
            head.font, head.fill = HEADER_FONT, HEADER_FILL
            page.column_dimensions[get_column_letter(number)].width = 24
            for row, choice in enumerate(self.schema.choices[name].choices, 2):
                page.cell(row, number, choice.label(self.language))

    def _dropdown(self, source: str, column: Column | Setting) -> DataValidation:
        """Only a single choice warns; several words in one cell, or a name not yet listed, are welcome."""
        strict = column.kind in ("choice", "bool")
        dropdown = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=strict)
        dropdown.errorStyle = "warning"
        dropdown.errorTitle = column.label(self.language)[:32]
        dropdown.error = sentence("template", "not_in_list", {}, language=self.language)
        return dropdown


def set_name(each: Column | Setting) -> str | None:
    """The set of choices behind a column or setting."""
    return "yes_no" if each.kind == "bool" else each.choices
