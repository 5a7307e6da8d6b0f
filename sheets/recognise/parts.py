"""What recognition finds: matched columns, matched tables, rows that are no records, tabs that are no tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from sheets.backends import Cell, Grid
from sheets.backends.letters import letter
from sheets.corrections import Corrections, Fault
from sheets.declared import Meant
from sheets.kinds.told import NOTHING_TOLD, Told
from sheets.schema import Table


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of a tab and the key it is read as, with what a person said about it.

    `how`: exact, normalised, synonym, fuzzy, part, content, kept, told.
    """

    key: str
    header: str
    col: int
    how: str
    told: Told = NOTHING_TOLD

    @property
    def letter(self) -> str:
        return letter(self.col)


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that belongs to no key: kept as it is and shown."""

    header: str
    col: int

    @property
    def letter(self) -> str:
        return letter(self.col)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row (1-based) that is no record, and why (a key of the words' section `left_out`)."""

    tab: str
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """A tab, or a part of one, that was not read as a table, and why (a key of the words' section `not_recognised`)."""

    tab: str
    why: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str = "id") -> str:
        """The reason as a sentence."""
        from sheets.words import sentence

        return sentence("recognise", self.why, self.details, language=language)


@dataclass(frozen=True, slots=True)
class Doubt:
    """An assumption of recognition. `row` is 1-based, `col` 0-based; None stands for the whole column or table."""

    reason: str
    row: int | None = None
    col: int | None = None
    key: str | None = None
    value: str = ""
    read_as: Meant | None = None
    level: str = "notice"
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class TableMatch:
    """One table found on one tab.

    `rows` are the sheet rows (1-based) of its records. A column's cells come from the grid, unless `given` holds them:
    then they were made from the tab's shape (period columns, merged cells). `places` is, for such records, the column
    in which each one's value stands.
    """

    table: Table
    grid: Grid
    header_rows: list[int]
    columns: list[ColumnMatch]
    unknown_columns: list[UnknownColumn]
    rows: list[int]
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    given: dict[str, Sequence[Cell]] = field(default_factory=dict)
    places: list[int] | None = None
    body: Sequence[Sequence[Cell]] = field(default=(), repr=False)
    first: int = 0
    keep: Sequence[bool] | None = field(default=None, repr=False)

    def cells(self, column: ColumnMatch) -> Sequence[Cell]:
        """The cells of a matched column, one for each record."""
        given = self.given.get(column.key)
        return given if given is not None else self.raw(column.col)

    def raw(self, col: int) -> Sequence[Cell]:
        """The cells of any column of the tab, one for each record."""
        if self.places is not None:
            return [cell_of(self.grid.rows, row - 1, col) for row in self.rows]
        cells = self.body[col] if col < len(self.body) else (None,) * len(self.rows)
        return cells if self.keep is None else list(compress(cells, self.keep))

    def formats(self, col: int) -> Sequence[str | None] | None:
        """The number formats of a column, one for each record; None = not known."""
        patterns = self.grid.formats(col)
        if patterns is None:
            return None
        return [patterns[row - 1] if row <= len(patterns) else None for row in self.rows]


@dataclass
class Recognition:
    """Everything found in a book. `corrections`: what people said about it; `faults`: lines that cannot be followed."""

    matches: list[TableMatch]
    not_recognised: list[NotRecognised]
    hidden: list[str] = field(default_factory=list)
    corrections: Corrections = field(default_factory=Corrections)
    faults: list[tuple[TableMatch | None, Fault]] = field(default_factory=list)


def cell_of(rows: Sequence[Sequence[Cell]], row: int, col: int) -> Cell:
    """A cell of a ragged grid (0-based); None outside it."""
    return rows[row][col] if 0 <= row < len(rows) and 0 <= col < len(rows[row]) else None
