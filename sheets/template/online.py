"""New tabs as requests of the Sheets API: one atomic batch makes them, with headers, notes, dropdowns and formats."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from openpyxl.utils import get_column_letter

from sheets.backends.google_plan import entered
from sheets.schema import ChoiceSet, Schema
from sheets.template import look
from sheets.template.lists import LAST_CHOICE, Lists, set_name
from sheets.template.plan import ENDED, STATE, ColumnPlan, TabPlan, choice_set
from sheets.template.values import cell_value, settings_lines, with_ids
from sheets.words import sentence

Json = dict[str, Any]
SPARE_ROWS, PIXELS = 200, 7.5
TYPES = {"dd/mm/yyyy": "DATE", "#,##0": "NUMBER", "@": "TEXT"}


def tab_requests(schema: Schema, plan: TabPlan, lists: Lists, rows: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Everything that makes one tab, in order."""
    sheet_id = random.getrandbits(30)
    lines = _lines(schema, plan, rows)
    made = [_tab(plan, sheet_id, len(lines)), _header(plan, sheet_id)]
    if lines:
        made.append(_cells(sheet_id, 1, [[entered(value) for value in line] for line in lines], "userEnteredValue"))
    for number, column in enumerate(plan.columns):
        made += _column(plan, lists, sheet_id, number, column)
    return [*made, *_colours(schema, plan, sheet_id)]


def _lines(schema: Schema, plan: TabPlan, rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    if plan.table.role == "settings":
        return [line[1:] for line in map(list, settings_lines(schema, plan.table, rows, plan.language))]
    columns = [column.column for column in plan.columns]
    records = with_ids(plan.table, rows)
    return [[cell_value(schema, column, row.get(column.key), plan.language) for column in columns] for row in records]


def _tab(plan: TabPlan, sheet_id: int, lines: int) -> Json:
    title = plan.index(plan.table.title) or 0
    grid = {
        "rowCount": lines + SPARE_ROWS,
        "columnCount": len(plan.columns),
        "frozenRowCount": 1,
        "frozenColumnCount": title + 1 if plan.table.role == "records" and title < 3 else 0,
    }
    hidden = plan.table.role == "history"
    return {
        "addSheet": {"properties": {"sheetId": sheet_id, "title": plan.title, "hidden": hidden, "gridProperties": grid}}
    }


def _header(plan: TabPlan, sheet_id: int) -> Json:
    cells = [{**entered(c.header), "note": c.note, "userEnteredFormat": _header_format(c)} for c in plan.columns]
    return _cells(sheet_id, 0, [cells], "userEnteredValue,note,userEnteredFormat")


def _header_format(column: ColumnPlan) -> Json:
    required = column.column.required
    return {
        "backgroundColorStyle": _colour(look.LEAF if required else look.RAISED),
        "textFormat": {"bold": True, "foregroundColorStyle": _colour("FFFFFFFF" if required else look.INK)},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }


def _column(plan: TabPlan, lists: Lists, sheet_id: int, number: int, column: ColumnPlan) -> Iterator[Json]:
    """Width, format and dropdown of one column below its header."""
    below = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": number, "endColumnIndex": number + 1}
    dimension = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": number, "endIndex": number + 1}
    width = {"range": dimension, "properties": {"pixelSize": round(column.width * PIXELS)}, "fields": "pixelSize"}
    yield {"updateDimensionProperties": width}
    shown: Json = {"wrapStrategy": "WRAP" if column.wrap else "OVERFLOW_CELL", "verticalAlignment": "TOP"}
    if column.number_format in TYPES:
        shown["numberFormat"] = {"type": TYPES[column.number_format], "pattern": column.number_format}
    fields = ",".join(f"userEnteredFormat.{name}" for name in shown)
    yield {"repeatCell": {"range": below, "cell": {"userEnteredFormat": shown}, "fields": fields}}
    condition = _condition(column, lists) if plan.table.role != "settings" else None
    if condition:
        yield {"setDataValidation": {"range": below, "rule": {"condition": condition, "showCustomUi": True}}}


def lists_requests(lists: Lists) -> list[Json]:
    """The tab of choices: what the app knows above, room for the forum's own below."""
    sheet_id, width = random.getrandbits(30), 2 * len(lists.used)
    grid = {"rowCount": LAST_CHOICE, "columnCount": max(width, 2), "frozenRowCount": lists.head}
    tab = {"addSheet": {"properties": {"sheetId": sheet_id, "title": lists.tab, "gridProperties": grid}}}
    intro = entered(sentence("template", "choices.intro", {}, language=lists.language))
    heads = [{**entered(text), "note": note} for name in lists.used for text, note in lists.heads(name)]
    columns = [[choice.label(lists.language) for choice in lists.schema.choices[name].choices] for name in lists.used]
    lines = [[entered(cell) for word in row for cell in (word, None)] for row in zip_longest(*columns)]
    return [
        tab, _cells(sheet_id, 0, [[intro]], "userEnteredValue"),
        _cells(sheet_id, lists.head - 1, [heads], "userEnteredValue,note"),
        _cells(sheet_id, lists.head, lines, "userEnteredValue"),
    ]  # fmt: skip


def _condition(column: ColumnPlan, lists: Lists) -> Json | None:
    """A dropdown of the tab of choices, so that what the forum adds there is in it; else of the words themselves."""
    area = lists.area(set_name(column.column)) if column.words else None
    if area and (not lists.there or set_name(column.column) in lists.there):
        return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={area}"}]}
    if column.words:
        return {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in column.words]}
    names = lists.names.get(column.names_of or "")
    return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": names}]} if names else None


def _colours(schema: Schema, plan: TabPlan, sheet_id: int) -> Iterator[Json]:
    """The colour of the row's state, by its words; all of the cells say the word too."""
    for number, column in enumerate(plan.columns):
        choices = choice_set(schema, column.column) if column.column.key in STATE else None
        for choice in choices.choices if choices else ():
            yield _rule(sheet_id, number, "TEXT_EQ", choice.label(plan.language), choice.tone)
    yield from _lateness(schema, plan, sheet_id)


def _lateness(schema: Schema, plan: TabPlan, sheet_id: int) -> Iterator[Json]:
    """A due day that has passed, unless the row is over. Products instead of AND(): commas depend on the locale."""
    due = plan.index("due")
    state = next((n for key in STATE if (n := plan.index(key)) is not None), None)
    choices: ChoiceSet | None = choice_set(schema, plan.columns[state].column) if state is not None else None
    if due is None or state is None or choices is None:
        return
    day, word = f"${get_column_letter(due + 1)}2", f"${get_column_letter(state + 1)}2"
    over = [f'({word}<>"{choice.label(plan.language)}")' for choice in choices.choices if choice.shape in ENDED]
    yield _rule(
        sheet_id, due, "CUSTOM_FORMULA", "=" + "*".join([f"ISNUMBER({day})", f"({day}<TODAY())", *over]), "brick"
    )


def _rule(sheet_id: int, number: int, kind: str, value: str, tone: str) -> Json:
    area = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": number, "endColumnIndex": number + 1}
    shown: Json = {"textFormat": {"bold": True, "foregroundColorStyle": _colour(look.TONE_TEXT[tone])}}
    if kind == "TEXT_EQ" and tone in look.TONE_FILL:
        shown = {**shown, "backgroundColorStyle": _colour(look.TONE_FILL[tone])}
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    rule = {"ranges": [area], "booleanRule": {"condition": condition, "format": shown}}
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def _cells(sheet_id: int, row: int, lines: Sequence[Sequence[Json]], fields: str) -> Json:
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": [{"values": list(line)} for line in lines], "fields": fields}}


def _colour(argb: str) -> Json:
    parts = (int(argb[n : n + 2], 16) / 255 for n in (2, 4, 6))
    return {"rgbColor": dict(zip(("red", "green", "blue"), parts, strict=True))}
