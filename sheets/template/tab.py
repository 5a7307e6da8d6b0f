"""One tab of a new spreadsheet: header, rows, dropdowns, colours, print setup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sheets.schema import Schema
from sheets.template import look
from sheets.template.lists import LAST_ROW, Lists
from sheets.template.plan import ENDED, FORMATS, STATE, ColumnPlan, TabPlan, choice_set
from sheets.template.values import cell_value, settings_lines, with_ids
from sheets.words import sentence

PAGE_WIDTH, LINE_HEIGHT, MOST_LINES = 190, 15, 4
FORMULA_STARTS = ("=", "+", "-", "@")


def write_tab(
    book: Workbook, plan: TabPlan, schema: Schema, lists: Lists, rows: Sequence[Mapping[str, Any]]
) -> Worksheet:
    """Add the tab of one table to the workbook."""
    page = book.create_sheet(plan.title)
    _header(page, plan)
    _column_styles(page, plan)
    if plan.table.role == "settings":
        _settings(page, plan, schema, lists, rows)
    else:
        _rows(page, plan, schema, with_ids(plan.table, rows))
        _dropdowns(page, plan, lists)
        _colours(page, plan, schema)
    _setup(page, plan)
    return page


def _header(page: Worksheet, plan: TabPlan) -> None:
    page.row_dimensions[1].height = 34
    for number, column in enumerate(plan.columns, 1):
        cell = page.cell(1, number, column.header)
        required = column.column.required
        cell.font = look.REQUIRED_FONT if required else look.HEADER_FONT
        cell.fill = look.REQUIRED_FILL if required else look.HEADER_FILL
        cell.border, cell.alignment = look.HEADER_BORDER, look.HEADER_ALIGNMENT
        if column.note:
            cell.comment = _comment(column.note, plan.language)


def _comment(text: str, language: str) -> Comment:
    comment = Comment(text, sentence("template", "author", {}, language=language))
    comment.width, comment.height = 300, 40 + 22 * (text.count("\n") + 1 + len(text) // 45)
    return comment


def _column_styles(page: Worksheet, plan: TabPlan) -> None:
    """Formats for whole columns, so that a row typed later has them too without any cell being made."""
    for number, column in enumerate(plan.columns, 1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.number_format = column.width, column.number_format
        dimension.alignment = look.cell_alignment(wrap=column.wrap, left=column.column.kind == "date")


def _rows(page: Worksheet, plan: TabPlan, schema: Schema, rows: Sequence[Mapping[str, Any]]) -> None:
    for number, column in enumerate(plan.columns, 1):
        style = page.column_dimensions[get_column_letter(number)]
        for row, record in enumerate(rows, 2):
            value = cell_value(schema, column.column, record.get(column.column.key), plan.language)
            if value is not None:
                _put(page.cell(row, number), value, style, column)
                _make_room(page, row, value if column.wrap else "", column.width)


def _put(cell: Cell, value: Any, style: Any, column: ColumnPlan) -> None:
    # The column's style is shared, not built anew: setting it attribute by attribute takes ten times as long.
    cell._style = copy(style._style)
    cell.value = value
    if isinstance(value, date) and column.number_format != FORMATS["date"]:
        cell.number_format = FORMATS["date"]
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True


def _make_room(page: Worksheet, row: int, value: Any, width: float) -> None:
    """Programs that do not measure wrapped text on opening still show its lines."""
    lines = sum(1 + len(line) // int(width) for line in str(value).split("\n"))
    if lines > 1:
        dimension = page.row_dimensions[row]
        dimension.height = max(dimension.height or LINE_HEIGHT, LINE_HEIGHT * min(lines, MOST_LINES))


def _settings(page: Worksheet, plan: TabPlan, schema: Schema, lists: Lists, rows: Sequence[Mapping[str, Any]]) -> None:
    """One row per setting, with the value given or its default, and what it is for."""
    for row, (setting, *texts) in enumerate(settings_lines(schema, plan.table, rows, plan.language), 2):
        for number, text in enumerate(texts, 1):
            cell = page.cell(row, number, text)
            cell.alignment = look.cell_alignment(wrap=True, left=True)
            _make_room(page, row, text or "", plan.columns[number - 1].width)
            if isinstance(text, date):
                cell.number_format = FORMATS["date"]
        dropdown = lists.for_setting(setting)
        if dropdown:
            page.add_data_validation(dropdown)
            dropdown.add(f"B{row}")


def _dropdowns(page: Worksheet, plan: TabPlan, lists: Lists) -> None:
    for number, column in enumerate(plan.columns, 1):
        dropdown = lists.validation(column)
        if dropdown:
            page.add_data_validation(dropdown)
            dropdown.add(_below(number))


def _below(number: int) -> str:
    letter = get_column_letter(number)
    return f"{letter}2:{letter}{LAST_ROW}"


def _colours(page: Worksheet, plan: TabPlan, schema: Schema) -> None:
    for number, column in enumerate(plan.columns, 1):
        choices = choice_set(schema, column.column) if column.column.kind == "choice" else None
        for choice in choices.choices if choices and any(c.tone != "soft" for c in choices.choices) else ():
            rule = Rule("cellIs", dxf=look.tone_style(choice.tone, tint=column.column.key in STATE), operator="equal")
            rule.formula = [f'"{choice.label(plan.language)}"']
            page.conditional_formatting.add(_below(number), rule)
    _lateness(page, plan, schema)


def _lateness(page: Worksheet, plan: TabPlan, schema: Schema) -> None:
    """A due day that has passed says so while the row is neither done nor cancelled."""
    due = plan.index("due")
    status = next((n for key in STATE if (n := plan.index(key)) is not None), None)
    choices = choice_set(schema, plan.columns[status].column) if status is not None else None
    if due is None or status is None or choices is None:
        return
    day, word = f"${get_column_letter(due + 1)}2", f"${get_column_letter(status + 1)}2"
    open_ = [f'{word}<>"{c.label(plan.language)}"' for c in choices.choices if c.shape in ENDED]
    rule = Rule("expression", dxf=look.late_style(sentence("template", "late", {}, language=plan.language)))
    rule.formula = [f"AND(ISNUMBER({day}),{day}<TODAY(),{','.join(open_)})"]
    page.conditional_formatting.add(_below(due + 1), rule)


def _setup(page: Worksheet, plan: TabPlan) -> None:
    """Frozen header and naming column, filter, tab colour, and a page that prints on A4 across."""
    table = plan.table
    title = plan.index(table.title) or 0
    page.freeze_panes = page.cell(2, title + 2 if table.role == "records" and title < 3 else 1)
    page.auto_filter.ref = f"A1:{get_column_letter(len(plan.columns))}{LAST_ROW}"
    page.sheet_properties.tabColor = look.TAB_COLOUR["core" if table.core else "module" if table.module else "system"]
    page.sheet_state = "hidden" if table.role == "history" else "visible"
    page.sheet_view.zoomScale = 110
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    pages = ceil(sum(column.width for column in plan.columns) / PAGE_WIDTH)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    if table.role == "records" and pages > 1:
        page.print_title_cols = f"A:{get_column_letter(title + 1)}"
    page.oddFooter.left.text, page.oddFooter.right.text = plan.title, "&P / &N"
