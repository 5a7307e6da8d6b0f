"""The declared tables as a new spreadsheet: tabs, headers with notes, dropdowns, formats, colours and a guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sheets.errors import NotFound, Unsafe
from sheets.schema import Schema
from sheets.template.guide import write_guide
from sheets.template.lists import Lists
from sheets.template.plan import TabPlan, chosen_tables, plan_tab
from sheets.template.tab import write_tab
from sheets.words import sentence

__all__ = ["TabPlan", "chosen_tables", "new_workbook", "plan_tab"]

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
KIND = ".xlsx"


def new_workbook(
    path: Path | str,
    schema: Schema,
    language: str = "id",
    rows: Rows | None = None,
    tables: Iterable[str] | None = None,
) -> Path:
    """Make a new .xlsx of the declared tables at `path` and return it.

    `rows` maps a table to its rows; values are typed (choice keys, dates, numbers, percents 0-100) or text as a person
    would type it. `tables` names the tabs to make; by default the core ones, the default modules and those with rows.
    Raises Unsafe when the name ends otherwise or the file exists already, NotFound when its folder does not.
    """
    path = Path(path)
    _refuse(path)
    rows = rows or {}
    names = chosen_tables(schema, rows, tables)
    plans = [plan_tab(schema, schema.table(name), language, rows.get(name, ())) for name in names]
    book = _book(schema, plans, language, rows)
    book.save(path)
    return path


def _refuse(path: Path) -> None:
    if path.suffix.lower() != KIND:
        raise Unsafe("out_kind", name=path.name, kinds=KIND)
    if path.exists():
        raise Unsafe("file_exists", name=path.name)
    if not path.parent.is_dir():
        raise NotFound("folder_missing", folder=str(path.parent))


def _book(schema: Schema, plans: Sequence[TabPlan], language: str, rows: Rows) -> Workbook:
    book = Workbook()
    book.properties.title = schema.settings["forum_name"].default
    book.properties.creator = sentence("template", "author", {}, language=language)
    guide = book.active
    lists = Lists(schema, language, sentence("template", "tab.lists", {}, language=language))
    for plan in plans:
        lists.know(plan)
    for plan in plans:
        write_tab(book, plan, schema, lists, rows.get(plan.table.name, ()))
    lists.write(book)
    write_guide(guide, plans, schema, language)
    return book
