"""New spreadsheets from rows of Python values, as tests write them down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.google_api import entry
from tests.google_api.cells import BLANK, Cell, Formula, Typed, serial
from tests.google_api.locales import Locale, locale_named
from tests.google_api.model import Sheet, new_sheet
from tests.google_api.service import ROBOT, Service
from tests.google_api.world import ANYONE, SPREADSHEET

Json = Any
Rows = Sequence[Any]
Shared = Mapping[str, str] | Iterable[str] | None


def fill_new(
    service: Service,
    title: str,
    tabs: Mapping[str, Rows] | None = None,
    *,
    locale: str = "id_ID",
    time_zone: str = "Asia/Jakarta",
    shared_with: Shared = None,
) -> str:
    """Make a spreadsheet that belongs to someone else, and say its id; see Api.new_spreadsheet."""
    reading = locale_named(locale)
    with service.lock:
        file = service.world.new_file(title, SPREADSHEET, "owner@example.org")
        book = file.book
        assert book is not None
        book.properties.update(locale=locale, timeZone=time_zone)
        for email, role in _shares(shared_with).items():
            service.world.share(file.id, email, role)
        if tabs:
            book.sheets = []
            for number, (name, rows) in enumerate(tabs.items()):
                sheet = new_sheet(name, book.new_sheet_id() if number else 0)
                book.sheets.append(sheet)
                _fill(sheet, rows, reading)
        return file.id


def _shares(shared_with: Shared) -> dict[str, str]:
    if shared_with is None:
        return {ANYONE: "writer", ROBOT: "writer"}
    if isinstance(shared_with, Mapping):
        return dict(shared_with)
    emails = [shared_with] if isinstance(shared_with, str) else shared_with
    return dict.fromkeys(emails, "writer")


def _fill(sheet: Sheet, rows: Rows, locale: Locale) -> None:
    sheet.grow(len(rows), max((len(row) for row in rows), default=0))
    sheet.rows = [[_cell(value, locale) for value in row] for row in rows]


def _cell(value: Any, locale: Locale) -> Cell:
    if value is None or value == "":
        return BLANK
    if isinstance(value, Cell):
        return value
    if isinstance(value, Formula):
        return Cell(formula=value.text, result=value.result)
    if isinstance(value, Typed):
        return entry.typed(BLANK, value.text, locale)
    if isinstance(value, (date, time, timedelta)):
        return Cell(serial(value)).formatted(_date_format(value))
    return Cell(value)


def _date_format(value: date | time | timedelta) -> Json:
    if isinstance(value, timedelta):
        return {"type": "TIME", "pattern": "[h]:mm:ss"}
    if isinstance(value, datetime):
        return {"type": "DATE_TIME"}
    return {"type": "TIME"} if isinstance(value, time) else {"type": "DATE"}
