"""The forum's spreadsheet as typed tables, with everything that could not be read said aloud.

`take` is the one way from a book of raw cells to tables; nothing here writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from sheets.backends import Book, Cell, Grid
from sheets.choosing import with_choices
from sheets.corrections import Corrections
from sheets.keeping import kept_beside
from sheets.kinds.base import Context
from sheets.naming import Naming
from sheets.problems import Place, Problem, about_locale
from sheets.reading import Piece, Tables, read_tables
from sheets.recognise import ColumnMatch, LeftOut, NotRecognised, TableMatch, UnknownColumn, letter, recognise
from sheets.recognise.page import shown
from sheets.roles import Sight
from sheets.roles_tab import NOBODY, Named, who_is_who
from sheets.schema import Schema
from sheets.settings import about_lines, read_settings, today_in

__all__ = [
    "ColumnMatch",
    "LeftOut",
    "NotRecognised",
    "Place",
    "Problem",
    "Snapshot",
    "TableRead",
    "UnknownColumn",
    "take",
]


@dataclass
class TableRead:
    """One table as it was found on one tab; `rows` (1-based) and `ids` are parallel, one for each record."""

    table: str
    tab: str
    header_rows: list[int]
    columns: list[ColumnMatch]
    unknown_columns: list[UnknownColumn]
    rows: list[int]
    ids: list[str]
    left_out: list[LeftOut]
    grid: Grid
    match: TableMatch = field(repr=False)

    @property
    def plain(self) -> bool:
        """Whether every record is a row and every value the cell below its header: only such a tab is written."""
        return self.match.places is None

    def column(self, key: str) -> ColumnMatch | None:
        """The column that a key was read from; None when the tab has none."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass
class Snapshot:
    """Everything read at one moment. `tables[name]` is a frame with the record ids as index.

    `corrections`: what people said about how the sheet is read; `settings_tab`: where the settings stand in it,
    for those who may look there; `settings_name`: what that tab is called, for everyone.
    `who`: the roles that the spreadsheet itself names, in no view of it.
    `sight`: for whom this is a view of it (`sheets.view`), None for the whole; `views` holds those made so far.
    """

    source: str
    title: str
    url: str | None
    taken_at: datetime
    schema: Schema
    tables: dict[str, pd.DataFrame]
    reads: list[TableRead]
    problems: list[Problem]
    not_recognised: list[NotRecognised]
    settings: dict[str, Any]
    missing: list[str]
    corrections: Corrections = field(default_factory=Corrections)
    settings_tab: TableMatch | None = field(default=None, repr=False)
    settings_name: str | None = None
    who: Named = field(default=NOBODY, repr=False)
    sight: Sight | None = None
    views: dict[Sight, Snapshot] = field(default_factory=dict, repr=False, compare=False)

    def read_again(self, taken_at: datetime) -> Snapshot:
        """The same rows, found unchanged at a later moment; the views made so far have that moment too."""
        views = {sight: replace(seen, taken_at=taken_at) for sight, seen in dict(self.views).items()}
        return replace(self, taken_at=taken_at, views=views)

    def place(self, table: str, id: str, column: str | None = None) -> Place | None:  # noqa: A002  the forum's own word
        """Where a record stands, or one of its cells; None when the table has no such record."""
        found = self._where.get((table, id))
        if found is None:
            return None
        read, n = found
        return Place(read.tab, read.rows[n], self._letter(read, n, column))

    def typed(self, table: str, id: str, column: str) -> str:  # noqa: A002
        """What a person typed in a cell, as text; "" when nothing stands there."""
        found = self._where.get((table, id))
        match = found[0].column(self._source_key(table, column, found[0])) if found else None
        return shown(self._cell(found[0], found[1], match)) if found and match else ""

    def extra(self, table: str, id: str) -> dict[str, str]:  # noqa: A002
        """The filled cells of a record in columns that no key knows: header → text."""
        found = self._where.get((table, id))
        if found is None:
            return {}
        read, n = found
        row = read.grid.rows[read.rows[n] - 1]
        cells = {c.header or c.letter: shown(row[c.col]) for c in read.unknown_columns if c.col < len(row)}
        return {header: text for header, text in cells.items() if text}

    def _source_key(self, table: str, column: str, read: TableRead) -> str:
        """The column that fills another: a date that came from a range is typed there."""
        if read.column(column) is not None:
            return column
        ranges = (c.key for c in self.schema.table(table).columns if column in c.splits)
        return next(ranges, column)

    @staticmethod
    def _cell(read: TableRead, n: int, match: ColumnMatch) -> Cell:
        if match.key in read.match.given:
            return read.match.given[match.key][n]
        row = read.grid.rows[read.rows[n] - 1]
        return row[match.col] if match.col < len(row) else None

    @staticmethod
    def _letter(read: TableRead, n: int, column: str | None) -> str | None:
        if column is None:
            return None
        if column == "value" and read.match.places:
            return letter(read.match.places[n])
        match = read.column(column)
        return match.letter if match else None

    @cached_property
    def _where(self) -> Mapping[tuple[str, str], tuple[TableRead, int]]:
        return {(read.table, id_): (read, n) for read in self.reads for n, id_ in enumerate(read.ids)}


def take(
    book: Book,
    schema: Schema,
    *,
    today: date | None = None,
    naming: Naming | None = None,
    corrections: Corrections | None = None,
) -> Snapshot:
    """Reads a whole book: each recognised table as a frame, each doubt as a problem, each passed-over tab by name.

    `naming` remembers what rows without an id were called in earlier readings. `corrections`: what people said about
    the sheet, instead of what they keep in it or beside it.
    """
    schema, about_choices = with_choices(schema, book.grids)
    kept = kept_beside(book.source)
    found = recognise(book, schema, corrections, beside=kept.lines)
    settings, about_settings = read_settings(
        found.matches, schema, today, serial_dates=book.serial_dates, zone=book.time_zone
    )
    context = Context(
        schema=schema, period=(settings.get("period_start"), settings.get("period_end")), settings=settings,
        today=today or today_in(settings.get("time_zone")), serial_dates=book.serial_dates,
    )  # fmt: skip
    read = read_tables(found.matches, schema, context, naming)
    own = _settings_tab(found.matches)
    about_corrections = about_lines(found.faults, kept.name, broken=kept.broken)
    return Snapshot(
        source=book.source, title=book.title, url=book.url, taken_at=book.taken_at, schema=schema, tables=read.frames,
        reads=[_table_read(piece) for piece in read.pieces],
        problems=[
            *about_locale(book.locale, book.title), *about_choices, *about_settings, *about_corrections, *read.problems
        ],
        not_recognised=found.not_recognised, settings=settings, missing=_missing(schema, read),
        corrections=found.corrections, settings_tab=own, settings_name=own.grid.tab if own else None,
        who=who_is_who(book.grids),
    )  # fmt: skip


def _table_read(piece: Piece) -> TableRead:
    match = piece.match
    return TableRead(
        match.table.name, match.grid.tab, match.header_rows, match.columns, match.unknown_columns, match.rows,
        piece.ids, match.left_out, match.grid, match,
    )  # fmt: skip


def _settings_tab(matches: Sequence[TableMatch]) -> TableMatch | None:
    return next((match for match in matches if match.table.role == "settings"), None)


def _missing(schema: Schema, read: Tables) -> list[str]:
    present: Sequence[str] = [piece.match.table.name for piece in read.pieces]
    return [table.name for table in schema.records if table.core and table.name not in present]
