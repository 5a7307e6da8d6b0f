"""The tabs that a forum's spreadsheet does not have yet, added to it, in a workbook on disk or in Google."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from openpyxl import Workbook as Pages

from sheets.backends import Backend, Book
from sheets.backends.google_errors import OutcomeUnknown
from sheets.backends.google_sheet import GoogleSheet
from sheets.backends.workbook import Workbook
from sheets.choosing import places, tab_of
from sheets.errors import NoAccess
from sheets.schema import Schema
from sheets.snapshot import Snapshot
from sheets.template import Rows
from sheets.template.lists import Lists
from sheets.template.online import lists_requests, tab_requests
from sheets.template.plan import TabPlan, chosen_tables, plan_tab
from sheets.template.tab import write_tab
from sheets.words import sentence


def add_tabs(
    backend: Backend,
    book: Book,
    snapshot: Snapshot,
    language: str = "id",
    rows: Rows | None = None,
    tables: Iterable[str] | None = None,
) -> list[str]:
    """Make the tabs of the tables that `snapshot`, taken of `book`, did not find; answers their titles, [] for none.

    `rows` and `tables` as in `new_workbook`. Nothing that is there is touched. Raises like a save: NoAccess, TooBusy,
    Unsafe, Offline.
    """
    schema, rows = snapshot.schema, rows or {}
    titles = _titles(backend, book)
    plans = [
        replace(plan, title=_free(plan, titles)) for plan in _missing(schema, snapshot, titles, language, rows, tables)
    ]
    lists = _lists(book, snapshot, plans, language)
    if isinstance(backend, GoogleSheet):
        _add_online(backend, schema, plans, lists, rows)
    elif isinstance(backend, Workbook):
        backend.reshape(lambda book: _add_pages(book, schema, plans, lists, rows))
    else:
        raise NoAccess("file_kind_read_only", name=backend.source, kind="")
    return [plan.title for plan in plans]


def _titles(backend: Backend, book: Book) -> set[str]:
    """All tabs, also those that reading passes over."""
    passed = [page.title for page in backend.pages.values()] if isinstance(backend, GoogleSheet) else []
    return {title.casefold() for title in (*passed, *(grid.tab for grid in book.grids))}


def _missing(
    schema: Schema,
    snapshot: Snapshot,
    titles: set[str],
    language: str,
    rows: Rows,
    tables: Iterable[str] | None,
) -> list[TabPlan]:
    have = {read.table for read in snapshot.reads}
    have |= {
        t.name for t in schema.tables.values() if t.role != "records" and titles & {n.casefold() for n in t.tab.all}
    }
    names = [name for name in chosen_tables(schema, rows, tables) if name not in have]
    return [plan_tab(schema, schema.table(name), language, rows.get(name, ())) for name in names]


def _free(plan: TabPlan, titles: set[str]) -> str:
    """The tab's own title, or with a number behind it where another tab has that title."""
    wanted = (plan.title, *(f"{plan.title} {number}" for number in range(2, 100)))
    return next(title for title in wanted if title.casefold() not in titles)


def _lists(book: Book, snapshot: Snapshot, plans: Sequence[TabPlan], language: str) -> Lists:
    """The dropdowns: names stand in the tabs that are there and in those that are made, choices in the forum's tab."""
    lists = Lists(snapshot.schema, language, sentence("template", "tab.lists", {}, language=language))
    grid = tab_of(book.grids)
    if grid is not None:
        head, there = places(snapshot.schema, grid)
        lists.tab, lists.head = grid.tab, head + 1
        lists.there = {name: col + 1 for name, col in there.items()}
        lists.last = max(map(len, grid.rows), default=0)
    for read in snapshot.reads:
        named = snapshot.schema.table(read.table).title
        for column in (c for c in read.columns if c.key == named):
            lists.know_tab(read.table, read.tab, column.letter)
    for plan in plans:
        lists.know(plan)
    return lists


def _add_online(sheet: GoogleSheet, schema: Schema, plans: Sequence[TabPlan], lists: Lists, rows: Rows) -> None:
    """All tabs in one request: all of them or none."""
    made = [tab_requests(schema, plan, lists, rows.get(plan.table.name, ())) for plan in plans]
    if made and not lists.there:
        made.insert(0, lists_requests(lists))
    if made:
        try:
            sheet.line.post(":batchUpdate", {"requests": [request for each in made for request in each]})
        except OutcomeUnknown as unknown:
            raise unknown.error from None
        finally:
            sheet.forget()


def _add_pages(book: Pages, schema: Schema, plans: Sequence[TabPlan], lists: Lists, rows: Rows) -> None:
    for plan in plans:
        write_tab(book, plan, schema, lists, rows.get(plan.table.name, ()))
    lists.write(book)
