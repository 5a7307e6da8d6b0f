"""What an import will do, before anything is done: rows to add, cells to change, rows that are there, what stays out.

A cell that is filled in the forum is changed only where the person ticked it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets.changes import Change
from sheets.importing.incoming import LeftOut
from sheets.importing.likeness import same_name
from sheets.importing.matching import Judged


@dataclass(frozen=True)
class Difference:
    """One cell that the file has otherwise. `fills`: nothing stands there yet; `write`: it will be written."""

    column: str
    old: str
    new: Any
    was: Any
    fills: bool
    write: bool


@dataclass(frozen=True)
class Addition:
    """A row that will be added."""

    key: str
    table: str
    tab: str
    row: int
    title: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """A row that is there already, with the cells in which the file says something else."""

    key: str
    table: str
    tab: str
    row: int
    id: str
    title: str
    cells: tuple[Difference, ...] = ()

    @property
    def writes(self) -> tuple[Difference, ...]:
        return tuple(cell for cell in self.cells if cell.write)


@dataclass(frozen=True)
class Mention:
    """A name that the file refers to and nobody knows; `similar` is the nearest row of the forum, if any is near."""

    table: str
    name: str
    n: int
    add: bool
    similar: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.table, same_name(self.name)


@dataclass
class Settled:
    """The whole of an import as it will be done. Counters: (table, column) → rows whose value stays out.

    `later`: rows that refer to new rows which only an id can tell apart; they are written once those have theirs.
    """

    additions: list[Addition] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    asked: list[Judged] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    left_rows: list[LeftOut] = field(default_factory=list)
    left_cells: list[LeftOut] = field(default_factory=list)
    no_column: Counter[tuple[str, str]] = field(default_factory=Counter)
    not_yours: Counter[tuple[str, str]] = field(default_factory=Counter)
    no_tab: Counter[str] = field(default_factory=Counter)
    incomplete: Counter[tuple[str, str]] = field(default_factory=Counter)
    other_ids: int = 0
    later: set[str] = field(default_factory=set)

    @property
    def edits(self) -> list[Known]:
        """The rows in which cells will be written."""
        return [known for known in self.known if known.writes]

    @property
    def differing(self) -> list[Known]:
        """The rows in which the file says something else, written or not."""
        return [known for known in self.known if known.cells]

    @property
    def cells(self) -> int:
        """How many cells of present rows will be written."""
        return sum(len(known.writes) for known in self.known)

    @property
    def total(self) -> int:
        """How many rows and cells will be written."""
        return len(self.additions) + self.cells

    def signature(self) -> dict[str, object]:
        """What will be written, by the row's key: two plans with one signature do the same."""
        added = {row.key: ("+", row.table, repr(sorted(row.values.items()))) for row in self.additions}
        edited = {k.key: (k.id, [(c.column, c.old, repr(c.new)) for c in k.writes]) for k in self.edits}
        return {**added, **edited}


def changes(settled: Settled, why: str) -> list[tuple[str, Change]]:
    """What the store is asked, each with the key of its row; rows that others refer to come first."""
    asked = [(row.key, Change(row.table, None, dict(row.values), None, why, lenient=True)) for row in settled.additions]
    for known in settled.edits:
        values = {cell.column: cell.new for cell in known.writes}
        seen = {cell.column: cell.was for cell in known.writes}
        asked.append((known.key, Change(known.table, known.id, values, seen, why, lenient=True)))
    return asked
