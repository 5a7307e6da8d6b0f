"""The first tab of a new spreadsheet: what the tabs are for and how to write in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from sheets.schema import Schema
from sheets.template import look
from sheets.template.plan import TabPlan
from sheets.words import sentence

WRITING = ("rows", "dates", "numbers", "empty", "choices", "names", "ids", "columns", "archive")
LEGEND = ("required", "notes", "dropdown", "private")


def write_guide(page: Worksheet, plans: Sequence[TabPlan], schema: Schema, language: str) -> None:
    """Fill the guide tab; it is no table, and reading leaves it out."""
    page.title = _say("tab.guide", language)
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = look.TAB_COLOUR["system"]
    for letter, width in (("A", 3), ("B", 26), ("C", 92)):
        page.column_dimensions[letter].width = width
    page.cell(2, 2, _say("guide.title", language)).font = look.GUIDE_TITLE
    _text(page, 3, 2, _say("guide.intro", language), merged=True)
    row = _tabs(page, 5, plans, language)
    for head, lines in (
        ("writing", _lines(WRITING, "writing", language)),
        ("legend", _lines(LEGEND, "legend", language)),
    ):
        row = _section(page, row + 1, _say(f"guide.{head}_head", language), lines)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _tabs(page: Worksheet, row: int, plans: Sequence[TabPlan], language: str) -> int:
    page.cell(row, 2, _say("guide.tabs_head", language)).font = look.GUIDE_HEAD
    for plan in plans:
        if plan.table.role == "history":
            continue
        row += 1
        cell = page.cell(row, 2, sentence("template", "guide.tab", {"tab": plan.title}, language=language))
        cell.hyperlink = f"#{quote_sheetname(plan.title)}!A1"
        cell.font, cell.alignment = look.GUIDE_LINK, Alignment(vertical="top")
        _text(page, row, 3, plan.table.help(language) if plan.table.help else "")
    return row + 1


def _lines(names: Sequence[str], group: str, language: str) -> Iterator[tuple[str, str]]:
    for name in names:
        yield _say(f"guide.{group}.{name}.name", language), _say(f"guide.{group}.{name}.text", language)


def _section(page: Worksheet, row: int, head: str, lines: Iterator[tuple[str, str]]) -> int:
    page.cell(row, 2, head).font = look.GUIDE_HEAD
    for name, text in lines:
        row += 1
        cell = page.cell(row, 2, name)
        cell.font, cell.alignment = look.HEADER_FONT, Alignment(vertical="top", wrap_text=True)
        _text(page, row, 3, text)
    return row + 1


def _text(page: Worksheet, row: int, column: int, text: str, *, merged: bool = False) -> None:
    cell = page.cell(row, column, text)
    cell.font, cell.alignment = look.GUIDE_TEXT, Alignment(vertical="top", wrap_text=True)
    if merged:
        page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
        page.row_dimensions[row].height = 34


def _say(key: str, language: str) -> str:
    return sentence("template", key, {}, language=language)
