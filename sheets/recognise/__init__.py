"""Which tab is which table, which row is its header, which column is which, and which rows are records.

Nothing is read as a value here. Whatever was assumed on the way is a doubt, whatever was passed over is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sheets.backends import Book, Grid
from sheets.backends.letters import letter
from sheets.correcting import from_lines
from sheets.corrections import LEAVE, Corrections, Line, TabTold
from sheets.recognise import corrected, forms
from sheets.recognise.copies import leave_out_copies
from sheets.recognise.page import Page
from sheets.recognise.parts import (
    ColumnMatch,
    Doubt,
    LeftOut,
    NotRecognised,
    Recognition,
    TableMatch,
    UnknownColumn,
)
from sheets.recognise.tabs import read_page
from sheets.recognise.vocabulary import Vocabulary, vocabulary
from sheets.roles_tab import is_roles_tab
from sheets.schema import LANGUAGES, Schema
from sheets.words import has_sentence, sentence

__all__ = [
    "ColumnMatch",
    "Doubt",
    "LeftOut",
    "NotRecognised",
    "Recognition",
    "TableMatch",
    "UnknownColumn",
    "letter",
    "recognise",
]


def recognise(
    book: Book, schema: Schema, corrections: Corrections | None = None, *, beside: Sequence[Line] = ()
) -> Recognition:
    """Every table of a book and every tab that is none; the tables in the order of the tabs.

    `corrections`: what people said about the sheet, instead of what stands in its settings; `beside`: lines that are
    kept outside it, for a sheet that may not be changed.
    """
    words = vocabulary(schema)
    pages = {n: Page(grid, book.serial_dates) for n, grid in enumerate(book.grids) if not _is_passed_by(grid, words)}
    settings = {n: rows for n, page in pages.items() if (rows := _settings(page, words))}
    found = Recognition([], [])
    _know(found, settings, schema, beside)
    if corrections is not None:
        found.corrections = corrections
    told = _tabs_told({n: page for n, page in pages.items() if n not in settings}, found.corrections, words)
    for n, page in pages.items():
        matches, others = ([settings[n]], []) if n in settings else _read(page, words, book.title, told.get(n))
        found.matches += matches
        found.not_recognised += others
    leave_out_copies(found)
    return found


def _is_passed_by(grid: Grid, words: Vocabulary) -> bool:
    return grid.tab in own_tabs() or is_roles_tab(grid) or _role(grid, words) == "history"


def _settings(page: Page, words: Vocabulary) -> TableMatch | None:
    """The settings that a tab holds; None if it is another.

    Rows of a table are never settings, whatever is typed in them: who may add a row may not change what the forum set.
    """
    table = next((table for table in words.schema.tables.values() if table.role == "settings"), None)
    role = _role(page.grid, words)
    if table is None or role == "records" or (page.grid.hidden and role is None):
        return None
    rows = forms.settings_rows(page, words, table)
    return None if rows and role is None and read_page(page, words, "", None)[0] else rows


def _know(found: Recognition, settings: Mapping[int, TableMatch], schema: Schema, beside: Sequence[Line]) -> None:
    """What the settings tabs say about how the sheet is read."""
    lines = [(match, n, line) for match in settings.values() for n, line in forms.lines_of(match)]
    found.corrections, faults = from_lines([*beside, *(line for _, _, line in lines)], schema)
    own = [replace(fault, line=fault.line - len(beside)) for fault in faults]
    found.faults = [(None, fault) for fault in own if fault.line < 0]
    inside = [(lines[fault.line], fault) for fault in own if fault.line >= 0]
    found.faults += [(match, replace(fault, line=n)) for (match, n, _), fault in inside]


def _tabs_told(pages: Mapping[int, Page], corrections: Corrections, words: Vocabulary) -> dict[int, TabTold]:
    """What was said about each tab; a tab that is known by its headers alone was given another name."""
    told = {n: said for n, page in pages.items() if (said := corrections.of(page.grid.tab))}
    for lost in (each for each in corrections.tabs if each not in told.values()):
        alike = [n for n, page in pages.items() if n not in told and corrected.is_layout_of(page, words, lost)]
        if len(alike) == 1:
            told[alike[0]] = lost
    return told


def _read(
    page: Page, words: Vocabulary, title: str, told: TabTold | None
) -> tuple[list[TableMatch], list[NotRecognised]]:
    if told is not None and told.table == LEAVE:
        return [], [NotRecognised(page.grid.tab, "told_to_leave")]
    if page.grid.hidden and _role(page.grid, words) is None and told is None:
        return [], [NotRecognised(page.grid.tab, "hidden")]
    return read_page(page, words, title, told)


@lru_cache(maxsize=1)
def own_tabs() -> frozenset[str]:
    """The tabs that a new spreadsheet has beside its tables: the guide and the lists behind the dropdowns."""
    keys = [key for key in ("tab.guide", "tab.lists") if has_sentence("template", key)]
    return frozenset(sentence("template", key, {}, language=language) for key in keys for language in LANGUAGES)


def _role(grid: Grid, words: Vocabulary) -> str | None:
    """The role of the table that a tab is certainly named after."""
    named = [
        table for table, strength in sorted(words.tab(grid.tab).items(), key=lambda item: -item[1]) if strength >= 0.9
    ]
    return words.schema.tables[named[0]].role if named else None
