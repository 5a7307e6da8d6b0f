"""The ten steps from a key to a sheet that the board can read and write, tried one after the other.

Each step is a sentence with the next click: `[ok]`, `[warn]`, `[failed]`, `[waiting]` of config/words/*/connect.toml.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheets.backends import Book
from sheets.backends.google import Line, connect
from sheets.backends.google_log import log_names
from sheets.backends.google_note import note
from sheets.backends.google_sheet import ADDRESS, GoogleSheet
from sheets.changes import as_text
from sheets.connecting.key import Key
from sheets.errors import NotFound, SheetError
from sheets.planning import Planner
from sheets.schema import Schema, Table, load_schema
from sheets.snapshot import Snapshot, take
from sheets.words import has_sentence, sentence

STEPS = ("key", "token", "api", "sheet", "shared", "editor", "locale", "zone", "tabs", "history")
OK, WARN, FAILED, WAITING = "ok", "warn", "failed", "waiting"
# An address that no spreadsheet has: its 404 tells that the key and the API are fine.
NOWHERE = "0" * 44
WHERE_IT_FAILED = {
    "key_broken": "key",
    "key_refused": "token",
    "clock_wrong": "token",
    "api_off": "api",
    "wrong_id": "sheet",
    "not_sheet": "sheet",
    "not_shared": "shared",
}
HOME_LOCALES = ("id", "in")
MONTH_FIRST = ("", "en_US", "en_PH", "fil_PH", "es_US", "en")
HOME_ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Ujung_Pandang", "Asia/Jayapura")
CONSOLE = "https://console.cloud.google.com"
LINES_LOOKED_AT = 20


@dataclass(frozen=True)
class Step:
    """How one step stands: `state` ok, warn, failed or waiting; `reason` and `details` make its sentence."""

    name: str
    state: str = WAITING
    reason: str = "waiting"
    details: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""

    def title(self, language: str = "id") -> str:
        """What is tried."""
        return sentence("connect", f"step.{self.name}", language=language)

    def finding(self, language: str = "id") -> str:
        """How it went, in one sentence."""
        return self._words("finding", language)

    def remedy(self, language: str = "id") -> str:
        """The next click; "" when nothing is to be done."""
        return self._words("remedy", language) if self.state in (WARN, FAILED) else ""

    def _words(self, part: str, language: str) -> str:
        keys = (f"{self.state}.{self.reason}", f"{self.state}.{self.reason}.{part}")
        key = next((key for key in keys[self.state in (WARN, FAILED) :] if _has(key, language)), None)
        if key is None:
            return sentence("errors", self.reason, self.details, language=language) if part == "finding" else ""
        return sentence("connect", key, self.details, language=language)


def _has(key: str, language: str) -> bool:
    return has_sentence("connect", key, language=language)


def not_tried() -> list[Step]:
    """All steps before anything was tried."""
    return [Step(name) for name in STEPS]


def check(
    key: Key, spreadsheet_id: str | None, *, by: str | None = None, schema: Schema | None = None
) -> Iterator[Step]:
    """The steps as they are tried, in the order of STEPS. Without an id only the first three can be.

    Writes one line into the sheet's history tab, which is made if it is missing, and reads it back; nothing else.
    """
    try:
        line = connect(spreadsheet_id or NOWHERE, key.fields)
    except SheetError as error:
        yield from _stopped(error, "key", key)
        return
    yield Step("key", OK, "key", {"email": key.email})
    sheet = GoogleSheet(line, log_names(schema or load_schema()))
    try:
        book = sheet.learn()
    except SheetError as error:
        yield from _not_opened(error, line, key, spreadsheet_id)
        return
    yield from (Step(name, OK, name, _told(book, key)) for name in ("token", "api", "sheet", "shared"))
    yield from _inside(sheet, book, key, by, schema or load_schema())


def make_tabs(key: Key, spreadsheet_id: str, language: str = "id") -> list[str]:
    """Make the tabs of the core tables that the sheet does not have yet; their titles. Raises a SheetError."""
    from sheets.store import Forum

    schema = load_schema()
    sheet = GoogleSheet(connect(spreadsheet_id, key.fields), log_names(schema))
    forum = Forum(sheet, schema)
    return forum.make_tabs(forum.read().missing, language=language)


# Until the sheet is open


def _not_opened(error: SheetError, line: Line, key: Key, spreadsheet_id: str | None) -> Iterator[Step]:
    """The key was read and the sheet did not open: which step was it?"""
    name = WHERE_IT_FAILED.get(error.reason) or ("api" if line.calls else "token")
    done = STEPS[1 : STEPS.index(name)]
    yield from (Step(step, OK, "sheet_there" if step == "sheet" else step) for step in done)
    if spreadsheet_id is None and isinstance(error, NotFound):
        yield Step("sheet", WAITING, "no_address")
        yield from (Step(step) for step in STEPS[STEPS.index("sheet") + 1 :])
        return
    yield from _stopped(error, name, key, spreadsheet_id)


def _stopped(error: SheetError, name: str, key: Key, spreadsheet_id: str | None = None) -> Iterator[Step]:
    yield _failed(name, error, key, spreadsheet_id)
    yield from (Step(step) for step in STEPS[STEPS.index(name) + 1 :])


def _failed(name: str, error: SheetError, key: Key, spreadsheet_id: str | None) -> Step:
    details = {**error.details, "email": key.email, "project": key.project}
    return Step(name, FAILED, error.reason, details, _page_of(error.reason, key, spreadsheet_id))


def _page_of(reason: str, key: Key, spreadsheet_id: str | None) -> str:
    """The page where the next click is."""
    project = f"?project={key.project}" if key.project else ""
    if reason == "api_off":
        return f"{CONSOLE}/apis/library/sheets.googleapis.com{project}"
    if reason in ("key_refused", "key_broken"):
        return f"{CONSOLE}/iam-admin/serviceaccounts{project}"
    return ADDRESS.format(spreadsheet_id) if spreadsheet_id and reason in ("not_shared", "not_sheet") else ""


# With the sheet open


def _told(book: Book, key: Key) -> dict[str, Any]:
    return {"email": key.email, "title": book.title}


def _inside(sheet: GoogleSheet, book: Book, key: Key, by: str | None, schema: Schema) -> Iterator[Step]:
    snapshot = take(book, schema)
    mark = f"uji-{secrets.token_hex(4)}"
    wrote = _editor(sheet, Planner(book, snapshot), key, mark, by)
    yield wrote
    yield _locale(book)
    yield _zone(book)
    yield _tabs(snapshot)
    yield _read_back(sheet, mark, key) if wrote.state == OK else Step("history")


def _editor(sheet: GoogleSheet, planner: Planner, key: Key, mark: str, by: str | None) -> Step:
    """May the key write? One line in the history tab tells; no cell of the forum's own is touched."""
    language = planner.sheet.language
    values = {
        "when": f"{datetime.now(ZoneInfo('Asia/Jakarta')):%Y-%m-%d %H:%M:%S}",
        "who": by,
        "tab": planner.sheet.history.tab,
        "why": sentence("connect", "line_in_history", language=language),
        "op": mark,
    }
    try:
        note(sheet, planner.sheet.history, values)
    except SheetError as error:
        reason = "viewer" if error.reason in ("shared_read_only", "not_shared") else error.reason
        told = {**error.details, "email": key.email}
        return Step("editor", FAILED, reason, told, ADDRESS.format(sheet.line.spreadsheet_id))
    return Step("editor", OK, "editor", {"email": key.email})


def _locale(book: Book) -> Step:
    """Under a foreign locale Google itself turns days and months around while people type."""
    locale = book.locale or ""
    if locale.partition("_")[0] in HOME_LOCALES:
        return Step("locale", OK, "locale")
    reason = "month_first" if locale in MONTH_FIRST else "other_locale"
    return Step("locale", WARN, reason, {"locale": locale or "en_US"}, book.url or "")


def _zone(book: Book) -> Step:
    details = {"zone": book.time_zone or "?"}
    if book.time_zone in HOME_ZONES:
        return Step("zone", OK, "zone", details)
    return Step("zone", WARN, "other_zone", details, book.url or "")


def _tabs(snapshot: Snapshot) -> Step:
    """Which tables were recognised, and which core ones are missing."""
    tables = snapshot.schema.tables
    found = dict.fromkeys(read.table for read in snapshot.reads)
    names = {
        "found": ", ".join(_named(tables[read.table], read.tab) for read in snapshot.reads),
        "missing": ", ".join(tables[name].tab.id for name in snapshot.missing),
        "n": len(found),
        "records": sum(len(read.rows) for read in snapshot.reads),
    }
    if not snapshot.missing:
        return Step("tabs", OK, "tabs", names)
    return Step("tabs", WARN, "some_missing" if found else "none_found", names)


def _named(table: Table, tab: str) -> str:
    """A table by its own name, with the tab's where that is another."""
    return tab if tab in table.tab.all else f"{table.tab.id} (“{tab}”)"


def _read_back(sheet: GoogleSheet, mark: str, key: Key) -> Step:
    """Is the line that was written there?"""
    try:
        lines = sheet.history("", LINES_LOOKED_AT)
    except SheetError as error:
        return _failed("history", error, key, sheet.line.spreadsheet_id)
    if any(mark in map(as_text, line) for line in lines):
        page = sheet.history_page()
        return Step("history", OK, "history", {"tab": page.title if page else ""})
    return Step("history", FAILED, "not_read_back", url=ADDRESS.format(sheet.line.spreadsheet_id))
