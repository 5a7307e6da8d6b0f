"""Typed values as cells of a new spreadsheet: choice words, real dates, percents, and text that stays text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sheets.schema import ChoiceSet, Column, Schema, Setting, Table

DIGITS = 3


def cell_value(schema: Schema, field: Column | Setting, value: Any, language: str) -> Any:
    """What the cell holds for a typed value; text that a person typed stays as it is, None stays None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return schema.choices["yes_no"].choice("yes" if value else "no").label(language)
    if isinstance(value, (list, tuple, set)):
        return ", ".join(str(cell_value(schema, field, part, language)) for part in value)
    if isinstance(value, (int, float)):
        return _number(field, value)
    return _word(_choices(schema, field), value, language)


def with_ids(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with an id: a row that brings one, even an empty one, keeps it; the others get the next free."""
    if "id" not in table.by_key or not table.id_prefix:
        return [dict(row) for row in rows]
    taken = {str(row["id"]) for row in rows if row.get("id")}
    free = (made for made in _numbered(table) if made not in taken)
    return [dict(row) if "id" in row else {"id": next(free), **row} for row in rows]


def settings_lines(
    schema: Schema, table: Table, rows: Sequence[Mapping[str, Any]], language: str
) -> list[tuple[Setting, str, Any, str]]:
    """One line per setting: its label, the value given or its default, and what it is for."""
    given = {"language": language, **{str(row.get("key")): row.get("value") for row in rows}}
    lines = []
    for setting in table.settings:
        typed = given.get(setting.key, next((given[n] for n in setting.label.all if n in given), setting.default))
        note = setting.help(language) if setting.help else ""
        lines.append((setting, setting.label(language), cell_value(schema, setting, typed, language), note))
    return lines


def _numbered(table: Table) -> Any:
    """Ids in the way of the declared example: M-01, TG-001, MS-2026-004."""
    stem, _, digits = table.column("id").example.id.rpartition("-")
    stem, width = stem or table.id_prefix, len(digits) or DIGITS
    if stem.count("-"):
        stem = f"{table.id_prefix}-{date.today().year}"
    number = 0
    while True:
        number += 1
        yield f"{stem}-{number:0{width}d}"


def _number(field: Column | Setting, value: float) -> Any:
    if field.kind == "percent" and 0 < abs(value) <= 1:
        return f"{value:g}%".replace(".", ",")  # a bare 0.5 would be read as half of all
    whole = int(value) if float(value).is_integer() else value
    return str(whole) if field.kind in ("text", "long", "id", "choice", "reference", "references") else whole


def _choices(schema: Schema, field: Column | Setting) -> ChoiceSet | None:
    return schema.choices[field.choices] if field.choices else None


def _word(choices: ChoiceSet | None, value: Any, language: str) -> Any:
    choice = choices.get(value) if choices and isinstance(value, str) else None
    return choice.label(language) if choice else value
