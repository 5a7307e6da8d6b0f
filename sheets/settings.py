"""The forum's settings: what the settings tab says, else config/forum.toml, else the declared default.

Before the declared time zone comes the one that the spreadsheet itself is kept in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheets.backends.letters import letter
from sheets.correcting import is_line
from sheets.corrections import Fault
from sheets.declared import Meant
from sheets.forum_file import read_setting
from sheets.kinds.base import Context
from sheets.problems import Problem
from sheets.recognise import TableMatch
from sheets.recognise.content import is_blank
from sheets.recognise.page import shown
from sheets.schema import Schema

ZONE = "Asia/Jakarta"


def today_in(zone: str | None) -> date:
    """Today in a time zone; in the forum's usual one when it is unknown."""
    return datetime.now(zone_of(zone)).date()


def zone_of(name: Any) -> ZoneInfo:
    """The time zone of this name; the forum's usual one when it is unknown."""
    try:
        return ZoneInfo(str(name or ZONE))
    except (KeyError, ValueError, OSError):
        return ZoneInfo(ZONE)


def read_settings(
    matches: Iterable[TableMatch],
    schema: Schema,
    today: date | None,
    *,
    serial_dates: bool = False,
    zone: str | None = None,
) -> tuple[dict[str, Any], list[Problem]]:
    """Every setting with its value (None: not set), and what could not be read in the settings tab and in the file.

    `zone` is the time zone of the spreadsheet.
    """
    context = Context(schema=schema, today=today or today_in(None), serial_dates=serial_dates)
    values = {key: setting.default for key, setting in schema.settings.items()}
    values |= _of_the_sheet(zone, schema, context)
    values |= schema.given
    problems: list[Problem] = [*schema.about_given]
    for match in matches:
        if match.table.role == "settings":
            for n in range(len(match.rows)):
                _read_one(match, n, schema, context, values, problems)
    return values, problems


def _of_the_sheet(zone: str | None, schema: Schema, context: Context) -> dict[str, Any]:
    """The spreadsheet's own time zone, where it is one that a forum may have: accounts are made anywhere."""
    setting = schema.settings.get("time_zone")
    known = read_setting(setting, zone, context).value if setting and zone else None
    return {} if known is None else {"time_zone": known}


def _read_one(
    match: TableMatch, n: int, schema: Schema, context: Context, values: dict[str, Any], problems: list[Problem]
) -> None:
    key, cell = str(match.given["key"][n]), match.given["value"][n]
    setting = schema.settings.get(key)
    if setting is None:
        if not is_blank(cell) and not is_line(key):
            problems.append(_problem(match, n, "key", shown(match.given["key"][n]), "unknown_setting", "notice"))
        return
    reading = read_setting(setting, cell, context)
    if reading.value is not None:
        values[key] = reading.value
    problems += [
        _problem(match, n, "value", shown(cell), note.reason, note.level, note.read_as, note.details)
        for note in reading.notes
    ]


def about_lines(faults: Iterable[tuple[TableMatch | None, Fault]], file: str, *, broken: bool = False) -> list[Problem]:
    """The corrections that cannot be followed, in the settings tab or in the file beside the sheet."""
    found = [_about_line(match, fault, file) for match, fault in faults]
    reason = "corrections_file"
    return [*([Problem("", file, None, None, None, None, file, reason, "unreadable")] if broken else []), *found]


def _about_line(match: TableMatch | None, fault: Fault, file: str) -> Problem:
    value = str(fault.details.get("value", ""))
    if match is None:
        return Problem("", file, None, None, None, None, value, fault.reason, "unreadable", details=fault.details)
    return _problem(match, fault.line, "value", value, fault.reason, "unreadable", None, fault.details)


def _problem(
    match: TableMatch, n: int, column: str, value: str, reason: str, level: str,
    read_as: Meant | None = None, details: Mapping[str, Any] | None = None,
) -> Problem:  # fmt: skip
    col = next((c.col for c in match.columns if c.key == column), 0)
    return Problem(
        match.table.name,
        match.grid.tab,
        match.rows[n],
        letter(col),
        column,
        None,
        value,
        reason,
        level,
        read_as,
        details or {},
    )
