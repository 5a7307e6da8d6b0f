"""From what a person asks to what a sheet is asked: row, columns, and checked values in the sheet's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from sheets import settings_rows
from sheets.backends import Book, Cell
from sheets.backends.locate import at, id_texts, next_id
from sheets.changes import (
    ANYTHING,
    NEW_ID,
    AsTyped,
    CellWrite,
    Change,
    RowAppend,
    RowEdit,
    is_blank,
    plain,
)
from sheets.checking import Checking
from sheets.errors import Invalid, NotFound
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.schema import Schema, Table
from sheets.secrecy import CATEGORY, MARK, has_secrets
from sheets.sheet_context import SheetContext
from sheets.snapshot import ColumnMatch, Snapshot, TableRead
from sheets.standing import Standing
from sheets.view import secret_rows


@dataclass
class Planner:
    """Plans changes on one reading of a spreadsheet; nothing is written here.

    `coming`: table → names of rows that the same save adds, so that its other rows may refer to them.
    """

    book: Book
    snapshot: Snapshot
    today: date | None = None
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _stored: dict[tuple[int, str, type, Any], Cell] = field(default_factory=dict, repr=False)

    @property
    def schema(self) -> Schema:
        return self.snapshot.schema

    @cached_property
    def standing(self) -> Standing:
        """What stands in the cells that a change would write."""
        return Standing(self.snapshot)

    @cached_property
    def sheet(self) -> SheetContext:
        """The sheet's own language, and what decides how its columns are written."""
        return SheetContext(self.book, self.snapshot, self.today, self.coming)

    def edit(self, change: Change) -> RowEdit | None:
        """The cells that an edit changes; None when nothing would change.

        Raises NotFound (table, row, column), Invalid (by field) and Conflict (a value is not what was seen).
        """
        table = self.schema.table(change.table)
        if self.schema.table(change.table).role == "settings":
            return settings_rows.edit(self, change)
        read, number = self._row(change)
        row = read.rows[number] - 1
        checked = self._checking(table, read, change).values(change.values)
        self.standing.refuse_changed(change, checked)
        changed = {key: value for key, value in checked.items() if not self.standing.holds(change, key, value)}
        cells = tuple(self._write(table, read, change, key, value, row) for key, value in changed.items())
        return replace(_edit(change, read, row, cells), marks=_marks(table, read, row)) if cells else None

    def append(self, change: Change) -> RowAppend:
        """The cells of a new row; raises NotFound (no such tab) and Invalid (by field)."""
        table = self.schema.table(change.table)
        if table.role == "settings":
            return settings_rows.append(self, change)
        read = self._read_of(table)
        checked = self._checking(table, read, change).new_row(change.values)
        filled = {key: value for key, value in checked.items() if plain(value) is not None}
        cells = tuple(self._write(table, read, change, key, value, None) for key, value in filled.items())
        if change.named and change.named in self._ids(table.name):
            raise Invalid("invalid", table=table.name, fields={"id": "id_taken"}, field={"id": change.named})
        return replace(self._append(table, read, cells), named=change.named)

    def with_ids(self, changes: Iterable[Change], spent: Callable[[], Iterable[str]]) -> list[Change]:
        """The changes with an id for every NEW_ID: the next of its table, none twice and none that was ever `spent`."""
        made: list[Change] = []
        given: list[str] | None = None
        for change in changes:
            if change.values.get("id") is NEW_ID:
                given = list(spent()) if given is None else given
                given.append(next_id(self.schema.table(change.table).id_prefix, self._ids(change.table), given))
                change = replace(change, values={**change.values, "id": given[-1]})
            made.append(change)
        return made

    def _ids(self, table: str) -> list[str]:
        """Every id that stands in a table's column for ids."""
        reads = [(read, match) for read in self.snapshot.reads if read.table == table if (match := read.column("id"))]
        return [text for read, match in reads for text in id_texts(read.match.cells(match))]

    def awaiting(self, changes: Iterable[Change]) -> Planner:
        """A planner that knows the names of the rows which these changes add; itself where they add none."""
        coming: dict[str, tuple[str, ...]] = {}
        for change in changes:
            name = change.values.get(self.schema.table(change.table).title) if change.id is None else None
            if isinstance(name, str):
                coming[change.table] = (*coming.get(change.table, ()), name)
        return Planner(self.book, self.snapshot, self.today, coming) if coming else self

    def id_at(self, table: str, tab: str, row: int) -> str | None:
        """The id of the record in a row (0-based) of a tab."""
        reads = (read for read in self.snapshot.reads if (read.table, read.tab) == (table, tab))
        return next((read.ids[read.rows.index(row + 1)] for read in reads if row + 1 in read.rows), None)

    # Where

    def _row(self, change: Change) -> tuple[TableRead, int]:
        for read in self.snapshot.reads:
            if read.table == change.table and change.id in read.ids:
                if not read.plain:
                    raise Invalid("not_a_row", fields=dict.fromkeys(change.values, "not_a_row"))
                return read, read.ids.index(change.id or "")
        raise NotFound("row_missing", table=change.table, id=change.id)

    def _read_of(self, table: Table) -> TableRead:
        reads = [read for read in self.snapshot.reads if read.table == table.name and read.plain]
        if not reads:
            raise NotFound("tab_missing", table=table.name, tab=table.tab(self.sheet.language))
        return max(reads, key=lambda read: (len(read.columns), len(read.rows)))

    # What

    def _checking(self, table: Table, read: TableRead, change: Change) -> Checking:
        hidden = bool(change.id) and change.id in secret_rows(self.snapshot, table.name)
        return Checking(self.sheet, table, read, partial(self._ids, table.name), lenient=change.lenient, hidden=hidden)

    # Cells

    def _write(self, table: Table, read: TableRead, change: Change, key: str, value: Any, row: int | None) -> CellWrite:
        match = read.column(key)
        assert match is not None
        column, context = table.column(key), self.sheet.column(read, match)
        kind = KINDS[column.kind]
        seen = change.seen is not None and key in change.seen
        return CellWrite(
            key=key,
            label=match.header or column.label(self.sheet.language),
            header=_header(read, match.col),
            col=match.col,
            value=str(value) if isinstance(value, AsTyped) else self._cell(read, match, value, context),
            expected=at(read.grid.rows, row, match.col) if seen and row is not None else ANYTHING,
            new=str(value) if isinstance(value, AsTyped) else kind.show(value, self.sheet.language, context),
            old=self.snapshot.typed(change.table, change.id, key) if change.id else "",
        )

    def _cell(self, read: TableRead, match: ColumnMatch, value: Any, context: Context) -> Cell:
        """The value as this column writes it; each distinct value is asked once, however many rows have it."""
        known = (id(read), match.key, type(value), value)
        if known not in self._stored:
            kind = KINDS[self.schema.table(read.table).column(match.key).kind]
            self._stored[known] = kind.store(value, context, read.match.cells(match))
        return self._stored[known]

    def _append(self, table: Table, read: TableRead, cells: tuple[CellWrite, ...]) -> RowAppend:
        id_match = read.column("id")
        known = [column.col for column in read.columns if column.col >= 0]
        cols = [*known, *(column.col for column in read.unknown_columns)]
        span = (min(cols), max(cols))
        after = max(read.rows, default=max(read.header_rows, default=0)) - 1
        rows = read.grid.rows
        return RowAppend(
            table=table.name,
            tab=read.tab,
            sheet_id=read.grid.sheet_id,
            id_prefix=table.id_prefix,
            after=after,
            header_rows=tuple(row - 1 for row in read.header_rows),
            id_col=id_match.col if id_match else None,
            id_header=_header(read, id_match.col) if id_match else (),
            span=span,
            below=tuple(at(rows, after + 1, col) for col in range(span[0], span[1] + 1)),
            cells=cells,
            rows=rows,
        )


def _edit(change: Change, read: TableRead, row: int, cells: tuple[CellWrite, ...]) -> RowEdit:
    """The edit by id where the row has one that it alone has; else by all its cells."""
    match = read.column("id")
    id_cell: Cell = at(read.grid.rows, row, match.col) if match else None
    known = match is not None and not is_blank(id_cell) and not (change.id or "").startswith("~")
    return RowEdit(
        table=change.table,
        tab=read.tab,
        sheet_id=read.grid.sheet_id,
        id=change.id or "",
        row=row,
        header_rows=tuple(header - 1 for header in read.header_rows),
        id_col=match.col if match and known else None,
        id_header=_header(read, match.col) if match and known else (),
        id_cell=id_cell if known else None,
        cells=cells,
        fingerprint=() if known else tuple(read.grid.rows[row]),
    )


def _marks(table: Table, read: TableRead, row: int) -> tuple[CellWrite, ...]:
    """The cells that decide who sees a row, with what they hold."""
    found = (read.column(key) for key in (MARK, CATEGORY) if has_secrets(table))
    return tuple(
        CellWrite(match.key, match.header, _header(read, match.col), match.col, at(read.grid.rows, row, match.col))
        for match in found
        if match is not None and match.col >= 0
    )


def _header(read: TableRead, col: int) -> tuple[Cell, ...]:
    return tuple(at(read.grid.rows, row - 1, col) for row in read.header_rows)


def gives_ids(changes: Iterable[Change]) -> bool:
    """Whether a save writes an id: what it may be depends on every other row."""
    return any("id" in change.values for change in changes)


def columns_of(changes: Sequence[Change]) -> set[tuple[str, str, str]]:
    """The cells that changes touch, as (table, id, column): two saves of one cell do not share a request.

    Nor do two of one row without an id, which is known by its other cells.
    """
    touched = ((change.table, change.id, key) for change in changes if change.id for key in change.values)
    return {(table, row, "" if row.startswith("~") else key) for table, row, key in touched}
