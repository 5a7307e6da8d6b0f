"""Which tab is which table, which row is its header, which column is which, and which rows are records.

Nothing is read as a value here. Whatever was assumed on the way is a doubt, whatever was passed over is named.
"""

from __future__ import annotations

from functools import lru_cache

from sheets.backends import Book, Grid
from sheets.recognise import forms
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
    letter,
)
from sheets.recognise.tabs import read_page
from sheets.recognise.vocabulary import Vocabulary, vocabulary
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


def recognise(book: Book, schema: Schema) -> Recognition:
    """Every table of a book and every tab that is none; the tables in the order of the tabs."""
    words = vocabulary(schema)
    found = Recognition([], [])
    for grid in book.grids:
        matches, others = _read(Page(grid, book.serial_dates), words, book.title)
        found.matches += matches
        found.not_recognised += others
    leave_out_copies(found)
    return found


def _read(page: Page, words: Vocabulary, title: str) -> tuple[list[TableMatch], list[NotRecognised]]:
    grid = page.grid
    role = _role(grid, words)
    if role == "history" or grid.tab in own_tabs():
        return [], []
    if grid.hidden and role is None:
        return [], [NotRecognised(grid.tab, "hidden")]
    settings = next((table for table in words.schema.tables.values() if table.role == "settings"), None)
    rows = forms.settings_rows(page, words, settings) if settings else None
    return ([rows], []) if rows else read_page(page, words, title)


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
