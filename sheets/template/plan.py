"""What a new tab holds, before any spreadsheet program is asked: headers, notes, dropdown words, formats, widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets.schema import ChoiceSet, Column, Schema, Table
from sheets.words import sentence

FORMATS = {"date": "dd/mm/yyyy", "money": "#,##0"}
ENDED, STATE = ("check", "cross"), ("status", "stage")
TEXT_FORMAT = "@"
AS_TEXT = ("id", "text", "long", "phone", "email", "url", "date_range", "reference", "references")
WIDTHS = {"id": 11, "text": 22, "long": 42, "date": 13, "date_range": 20, "number": 12, "money": 17, "percent": 13}
WIDTHS |= {"choices": 28, "reference": 26, "references": 32, "bool": 11, "url": 28, "phone": 18, "email": 26}
TITLE_WIDTH, DUE_WIDTH = 40, 19
SETTINGS_WIDTHS = {"value": 56, "note": 64}


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column of a new tab. `words`: its dropdown; `names_of`: the table whose names are its dropdown."""

    column: Column
    header: str
    note: str
    words: tuple[str, ...]
    names_of: str | None
    number_format: str
    width: float
    wrap: bool


@dataclass(frozen=True, slots=True)
class TabPlan:
    """One new tab: its title and its columns from left to right."""

    table: Table
    language: str
    title: str
    columns: tuple[ColumnPlan, ...]

    def index(self, key: str) -> int | None:
        """The 0-based place of a column; None if the tab does not have it."""
        return next((n for n, plan in enumerate(self.columns) if plan.column.key == key), None)


def chosen_tables(
    schema: Schema, rows: Mapping[str, Sequence[Any]] | None = None, tables: Iterable[str] | None = None
) -> list[str]:
    """The tables of a new spreadsheet in reading order: those named, or core, default modules and those with rows."""
    modules = schema.settings["modules"].default or ()
    named = set(tables) if tables is not None else {t.name for t in schema.records if t.core or t.module in modules}
    wanted = named | set(rows or ()) | {t.name for t in schema.tables.values() if t.role != "records"}
    return [name for name in schema.tables if name in wanted]


def plan_tab(schema: Schema, table: Table, language: str = "id", rows: Sequence[Mapping[str, Any]] = ()) -> TabPlan:
    """What a new tab of this table holds, in one language.

    A column that only says again what two others say (a date range) is left out unless the rows use it.
    """
    used = [column for column in table.columns if not column.splits or any(row.get(column.key) for row in rows)]
    columns = tuple(_column(schema, table, column, language) for column in used)
    return TabPlan(table, language, table.tab(language), columns)


def choice_set(schema: Schema, column: Column) -> ChoiceSet | None:
    """The choices of a column; yes and no for a column of those."""
    name = "yes_no" if column.kind == "bool" else column.choices
    return schema.choices[name] if name else None


def _column(schema: Schema, table: Table, column: Column, language: str) -> ColumnPlan:
    choices = choice_set(schema, column)
    words = tuple(choice.label(language) for choice in choices.choices) if choices else ()
    wide = column.key == table.title and table.role == "records"
    return ColumnPlan(
        column=column,
        header=column.label(language),
        note=_note(column, choices, language),
        words=words,
        names_of=column.to,
        number_format=FORMATS.get(column.kind, TEXT_FORMAT if column.kind in AS_TEXT else "General"),
        width=TITLE_WIDTH if wide else _width(table, column, words, language),
        wrap=wide or column.kind in ("long", "references", "choices"),
    )


def _width(table: Table, column: Column, words: Sequence[str], language: str) -> float:
    """Wide enough for the header with its filter button, for the longest choice, and for "late" behind a due date."""
    if table.role == "settings":
        return SETTINGS_WIDTHS.get(column.key, 30)
    if column.key == "due":
        return DUE_WIDTH
    longest = max((len(word) for word in words), default=0) if column.kind == "choice" else 0
    return min(max(WIDTHS.get(column.kind, 12), len(column.label(language)) + 5, longest + 4), 46)


def _note(column: Column, choices: ChoiceSet | None, language: str) -> str:
    """What to write in this column, an example, and what else a person should know before writing."""
    parts = [column.help(language)] if column.help else []
    if column.example:
        parts.append(_say("note.example", language, example=_example(column, choices, language)))
    parts += [_say(f"note.{name}", language) for name in ("required", "private") if getattr(column, name)]
    return "\n".join(parts)


def _example(column: Column, choices: ChoiceSet | None, language: str) -> str:
    """The declared example; choice words in the spreadsheet's language."""
    example = column.example(language)
    if not choices:
        return example
    labels = {choice.label.id: choice.label(language) for choice in choices.choices}
    if example in labels:
        return labels[example]
    return ", ".join(labels.get(part, part) for part in example.split(", "))


def _say(key: str, language: str, **details: object) -> str:
    return sentence("template", key, details, language=language)
