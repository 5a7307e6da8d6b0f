"""What a sheet itself decides about a write: its language, its history tab, and the context of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import repeat

from sheets.backends import Book, Grid
from sheets.changes import HistoryTab, is_blank
from sheets.kinds.base import Context
from sheets.kinds.reference import ReferenceIndex
from sheets.schema import Column, Schema, Table
from sheets.settings import today_in
from sheets.snapshot import ColumnMatch, Snapshot, TableRead


@dataclass
class SheetContext:
    """One reading of a sheet; `coming` as in Planner."""

    book: Book
    snapshot: Snapshot
    today: date | None = None
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _indexes: dict[str, ReferenceIndex] = field(default_factory=dict, repr=False)

    @property
    def schema(self) -> Schema:
        return self.snapshot.schema

    @cached_property
    def language(self) -> str:
        """The language that the sheet's headers are in, by their majority."""
        pairs = [(read, column) for read in self.snapshot.reads for column in read.columns]
        votes = [_language(column.header, self.schema.table(read.table).column(column.key)) for read, column in pairs]
        if votes.count("en") == votes.count("id"):
            return str(self.snapshot.settings.get("language") or "id")
        return max(("id", "en"), key=votes.count)

    @cached_property
    def history(self) -> HistoryTab:
        """The history tab as the schema declares it: one that is there, or a name that no tab has yet.

        A tab of the forum's own that only happens to have such a name is left to the forum.
        """
        table = next((table for table in self.schema.tables.values() if table.role == "history"), None)
        if table is None:
            return HistoryTab()
        names = [table.tab(self.language), *table.tab.also, *table.tab.all]
        there = {grid.tab.casefold(): grid for grid in self.book.grids}
        known = [grid.tab for name in names if (grid := there.get(name.casefold())) and _is_history(grid, table)]
        free = [name for name in names if name.casefold() not in there]
        tab = next(iter([*known, *free]), names[0])
        return HistoryTab(tab, tuple((column.key, column.label(self.language)) for column in table.columns))

    def column(self, read: TableRead, match: ColumnMatch) -> Context:
        """What decides how a column's values are checked and stored."""
        column = self.schema.table(read.table).column(match.key)
        known = self._base
        if column.to:
            known = replace(known, references={column.to: self._names(column.to)})
        return known.for_column(column, partial(read.match.formats, match.col), match.header, match.told)

    @cached_property
    def _base(self) -> Context:
        settings = self.snapshot.settings
        return Context(
            schema=self.schema,
            period=(settings.get("period_start"), settings.get("period_end")),
            today=self.today or today_in(settings.get("time_zone")),
            serial_dates=self.book.serial_dates,
            settings=settings,
            language=self.language,
        )

    def _names(self, name: str) -> ReferenceIndex:
        """The rows of a table by their names; gathered only where a column that names them is written."""
        if name not in self._indexes:
            table, frame = self.schema.table(name), self.snapshot.tables[name]
            index = self._indexes[name] = ReferenceIndex(table=name)
            names = [key for key in (table.title, "short_name") if key in frame.columns]
            aside = frame[table.archive["column"]].eq(table.aside) if table.archive else repeat(False)
            rows = zip(frame[names].itertuples(), aside, strict=False) if names else ()
            for (row_id, *texts), put_aside in rows:
                known = (text if isinstance(text, str) else None for text in texts)
                index.add(str(row_id), *known, aside=bool(put_aside))
            for number, text in enumerate(self.coming.get(name, ())):
                index.add(f"+{number}", text)
        return self._indexes[name]


def _is_history(grid: Grid, table: Table) -> bool:
    """Whether a tab is empty or has the history's headers; a column that was declared later may lack its own."""
    headers = zip(grid.rows[0] if grid.rows else (), table.columns, strict=False)
    said = [(str(cell).strip().casefold(), column.label) for cell, column in headers if not is_blank(cell)]
    fitting = sum(text in {word.casefold() for word in label.all} for text, label in said)
    return fitting == len(said) > len(table.columns) // 2 or all(is_blank(cell) for row in grid.rows for cell in row)


def _language(header: str, column: Column) -> str:
    if column.label.id.casefold() == column.label.en.casefold():
        return ""
    folded = header.strip().casefold()
    return "en" if folded == column.label.en.casefold() else "id" if folded == column.label.id.casefold() else ""
