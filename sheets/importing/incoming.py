"""The rows of a file as typed values that the forum's sheet can hold, and all that is left out of them, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sheets.backends import Book
from sheets.changes import plain
from sheets.errors import Invalid
from sheets.importing.arrival import Part
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.problems import Problem
from sheets.reading import Piece, read_tables
from sheets.schema import Column, Table
from sheets.settings import today_in
from sheets.snapshot import Snapshot

SPLIT = ("date_range", "id")


@dataclass(frozen=True)
class LeftOut:
    """Something of the file that is not brought in: a whole row, or one cell of it (`column` names the field)."""

    part: str
    tab: str
    row: int
    reason: str
    table: str = ""
    column: str = ""
    value: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Incoming:
    """One row of the file. `key` names it for as long as the layout stays; `values` holds only what is filled.

    `id` is the file's own ("" without one); references are texts as the file has them.
    """

    key: str
    part: str
    table: str
    tab: str
    row: int
    id: str
    title: str
    values: dict[str, Any]


@dataclass
class Brought:
    """Everything that the parts of a file hold. `assumed`: what was read with an assumption."""

    rows: list[Incoming] = field(default_factory=list)
    left_rows: list[LeftOut] = field(default_factory=list)
    left_cells: list[LeftOut] = field(default_factory=list)
    assumed: list[Problem] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)


def bring(book: Book, parts: Sequence[Part], snapshot: Snapshot) -> Brought:
    """The rows of all parts that are a table, read with the forum's own settings; the file itself stays as it is."""
    brought = Brought()
    used = [part for part in parts if part.match is not None]
    context = _context(book, snapshot)
    pieces = read_tables([part.match for part in used if part.match], snapshot.schema, context).pieces
    for part, piece in zip(used, pieces, strict=True):
        _Rows(part, piece, context, brought).add()
    return brought


def _context(book: Book, snapshot: Snapshot) -> Context:
    settings = snapshot.settings
    return Context(
        schema=snapshot.schema, period=(settings.get("period_start"), settings.get("period_end")),
        today=today_in(settings.get("time_zone")), serial_dates=book.serial_dates, settings=settings,
    )  # fmt: skip


def _keys(part: Part, piece: Piece) -> list[str]:
    places = piece.match.places
    rows = piece.match.rows
    return [f"row{part.key}:{row}" + (f":{places[n]}" if places else "") for n, row in enumerate(rows)]


@dataclass
class _Rows:
    """The rows of one part on their way."""

    part: Part
    piece: Piece
    context: Context
    brought: Brought
    checked: dict[tuple[str, Any], tuple[Any, Invalid | None]] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        return self.piece.table

    def add(self) -> None:
        self._say_passed_over()
        bad = self._unreadable()
        columns = self._columns()
        lists = {column.key: self._list(column) for column in columns}
        extra = self._extra()
        seen: dict[tuple[Any, ...], int] = {}
        for n, key in enumerate(_keys(self.part, self.piece)):
            values = {name: value for name, cells in lists.items() if (value := cells[n]) is not None}
            row = self._row(n, key, values, bad.get(n, {}))
            if row is None:
                continue
            told = (tuple(sorted((k, repr(v)) for k, v in row.values.items())), extra[n])
            if told in seen:
                self._leave(n, "twice", details={"other": seen[told]})
                continue
            seen[told] = row.row
            self.brought.rows.append(row)

    def _say_passed_over(self) -> None:
        """Rows that are no records, and columns that no field knows."""
        match = self.piece.match
        lines = [each for each in match.left_out if each.why != "blank"]
        self.brought.left_rows += [LeftOut(self.part.key, each.tab, each.row, each.why) for each in lines]
        headers = [column.header or column.letter for column in match.unknown_columns]
        if headers:
            self.brought.unknown[self.part.key] = headers

    def _unreadable(self) -> dict[int, dict[str, Problem]]:
        """Position → field → why its cell has no value; what was only assumed is kept apart."""
        positions = {id_: n for n, id_ in enumerate(self.piece.ids)}
        found: dict[int, dict[str, Problem]] = {}
        for problem in self.piece.problems:
            if problem.level != "unreadable":
                if problem.row is not None and problem.value and problem.read_as and problem.column != "id":
                    self.brought.assumed.append(problem)
            elif problem.id in positions and problem.column:
                found.setdefault(positions[problem.id], {})[problem.column] = problem
        return found

    def _columns(self) -> list[Column]:
        return [c for c in self.table.columns if c.kind not in SPLIT and c.key in self.piece.values]

    def _list(self, column: Column) -> list[Any]:
        """The column's values as plain Python values, None where there is nothing."""
        values = self.piece.values[column.key]
        return list(map(plain, values.tolist() if hasattr(values, "tolist") else values))

    def _extra(self) -> list[Any]:
        """What stands in the columns that no field knows: two rows that differ there are two rows."""
        match = self.piece.match
        columns = [match.raw(column.col) for column in match.unknown_columns]
        return [tuple(map(str, cells)) for cells in zip(*columns, strict=True)] if columns else [()] * len(match.rows)

    # One row

    def _row(self, n: int, key: str, values: dict[str, Any], bad: Mapping[str, Problem]) -> Incoming | None:
        values, refused = self._accepted(values)
        for name, problem in bad.items():
            refused.setdefault(name, problem.reason)
        for name, reason in refused.items():
            said = bad.get(name)
            value = said.value if said else self._typed(n, name)
            told = {**said.details, "read_as": "" if said.read_as is None else said.read_as} if said else {}
            if self._needed(name):
                self._leave(n, reason, name, value, told)
                return None
            place = (self.part.key, self.part.tab, self.piece.match.rows[n])
            self.brought.left_cells.append(LeftOut(*place, reason, self.table.name, name, value, told))
        missing = next((name for name in self._identity() if name not in values), None)
        if missing:
            self._leave(n, "missing", missing)
            return None
        return self._incoming(n, key, values)

    def _accepted(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """The values that the forum's sheet takes, and why it does not take the others."""
        kept: dict[str, Any] = {}
        refused: dict[str, str] = {}
        for name, value in values.items():
            known = (name, (type(value), value))
            if known not in self.checked:
                self.checked[known] = self._check(self.table.column(name), value)
            good, error = self.checked[known]
            if error is not None:
                refused[name] = str(error.details.get("fields", {}).get(name, error.reason))
            elif good is not None:
                kept[name] = good
        return kept, refused

    def _check(self, column: Column, value: Any) -> tuple[Any, Invalid | None]:
        try:
            return plain(KINDS[column.kind].check(value, self.context.for_column(column))), None
        except Invalid as error:
            return None, error

    def _needed(self, name: str) -> bool:
        """Whether a row cannot be brought in without this cell being read; a choice can still be made later."""
        column = self.table.by_key.get(name)
        if column is None or name == self.table.title:
            return column is not None
        return column.required and column.kind not in ("choice", "choices")

    def _identity(self) -> Iterable[str]:
        """What a row must have: its name; where rows are named by another table's row, all that is required."""
        title = self.table.column(self.table.title)
        if title.kind != "reference":
            return [title.key]
        return [column.key for column in self.table.columns if column.required]

    def _incoming(self, n: int, key: str, values: dict[str, Any]) -> Incoming:
        table, match = self.table, self.piece.match
        return Incoming(
            key, self.part.key, table.name, self.part.tab, match.rows[n], self._own_id(n),
            _words(values[table.title]), values,
        )  # fmt: skip

    def _own_id(self, n: int) -> str:
        own = self.piece.ids[n]
        return "" if own.startswith("~") else own

    def _typed(self, n: int, name: str) -> str:
        column = next((column for column in self.piece.match.columns if column.key == name), None)
        return _words(plain(self.piece.match.cells(column)[n])) if column else ""

    def _leave(self, n: int, reason: str, column: str = "", value: str = "", details: Any = None) -> None:
        match = self.piece.match
        self.brought.left_rows.append(
            LeftOut(self.part.key, match.grid.tab, match.rows[n], reason, self.table.name, column, value, details or {})
        )


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return "" if value is None else str(value)
