"""What config/forum.toml says about settings, read by the same kinds as the cells of the settings tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sheets.backends import Cell
from sheets.declared import Schema, Setting
from sheets.kinds import KINDS
from sheets.kinds.base import NOTICE, Context, Note, Reading
from sheets.problems import Problem

FILE = "forum.toml"


def with_given(schema: Schema, given: Mapping[str, Any], context: Context) -> Schema:
    """The schema with the file's values as its settings' defaults; the rest keep theirs, each with its problem."""
    readings = {key: _reading(schema.settings[key], value, context) for key, value in given.items()}
    values = {key: reading.value for key, reading in readings.items() if reading.value is not None}
    problems = [
        _problem(schema.settings[key], given[key], reading, note)
        for key, reading in readings.items()
        for note in reading.notes
    ]
    tables = {
        name: replace(table, settings=tuple(replace(s, default=values.get(s.key, s.default)) for s in table.settings))
        for name, table in schema.tables.items()
    }
    return replace(schema, tables=tables, given=values, about_given=tuple(problems))


def read_setting(setting: Setting, cell: Cell, context: Context) -> Reading:
    """What a cell says as the value of a setting."""
    return KINDS[setting.kind].read(cell, context.for_column(setting.column))


def _reading(setting: Setting, value: Any, context: Context) -> Reading:
    if value == []:  # no module at all is said so, and is not the same as saying nothing
        return Reading(())
    return read_setting(setting, _cell(value), context)


def _cell(value: Any) -> Cell:
    """A value of TOML as somebody would type it into one cell."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, dict) else value


def _problem(setting: Setting, value: Any, reading: Reading, note: Note) -> Problem:
    told = note.read_as
    if note.level == NOTICE and told is None:
        told = KINDS[setting.kind].show(reading.value)
    reason = "forum_file_guess" if note.level == NOTICE else "forum_file"
    typed, details = str(_cell(value)), {"key": setting.key}
    return Problem("settings", FILE, None, None, None, None, typed, reason, note.level, told, details)
