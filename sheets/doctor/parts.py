"""What the doctor's rooms share: a kind of finding, a way to mend it, and the facts about a row that both need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sheets.changes import Change, plain
from sheets.declared import spoken
from sheets.problems import Problem
from sheets.schema import Column
from sheets.snapshot import Snapshot, TableRead
from sheets.words import sentence

SECTION = "doctor"


@dataclass(frozen=True)
class Remedy:
    """One way to mend a finding: what its button says, and what is written when a person presses it.

    `same` tells whether two findings are mended alike, so that both can be mended with one press.
    """

    key: str
    changes: tuple[Change, ...]
    details: Mapping[str, Any] = field(default_factory=dict)
    same: str = ""
    n: int = 1

    def label(self, language: str = "id") -> str:
        """The button's words; for several findings at once they say how many."""
        group = "fix" if self.n == 1 else "fix_all"
        details = {"n": self.n, **told(self.details, language)}
        return sentence(SECTION, f"{group}.{self.key}", details, language=language)


class Ailment:
    """One kind of finding. `charts`: what such a finding leaves out, whichever its column."""

    reason: str = ""
    charts: tuple[str, ...] = ()

    def find(self, snapshot: Snapshot) -> Iterator[Problem]:
        """The findings that reading itself does not make: those that need several cells, rows or tables."""
        return iter(())

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """The ways to mend one of them, the likeliest first; none where no reading is safe."""
        return []


def told(details: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Details as a sentence takes them: labels and numbers in its language."""
    return {key: spoken(value, language) for key, value in details.items()}


def read_of(snapshot: Snapshot, table: str, row: str) -> TableRead | None:
    """The tab that a record stands on, if every record is a row there: only such a one is written."""
    place = snapshot.place(table, row)
    if place is None:
        return None
    reads = [read for read in snapshot.reads if (read.table, read.tab) == (table, place.tab)]
    found = reads[0] if len(reads) == 1 else next(read for read in reads if row in read.ids)
    return found if found.plain else None


def writable(snapshot: Snapshot, table: str, row: str | None, *keys: str) -> bool:
    """Whether cells of a record can be written: its tab has a column for each."""
    read = read_of(snapshot, table, row or "")
    return read is not None and all(
        (match := read.column(key)) is not None and match.col >= 0 and key not in read.match.given for key in keys
    )


def now(snapshot: Snapshot, table: str, row: str, key: str) -> Any:
    """The value that is read in a cell; None for nothing."""
    frame = snapshot.tables[table]
    return plain(frame.at[row, key]) if key in frame.columns and row in frame.index else None


def column_of(snapshot: Snapshot, problem: Problem) -> Column:
    """The declared column of a finding."""
    return snapshot.schema.table(problem.table).column(problem.column or "")


def found(snapshot: Snapshot, table: str, row: str, key: str, reason: str, **details: Any) -> Problem | None:
    """A finding at a cell of a record; None where the record stands nowhere."""
    place = snapshot.place(table, row, key)
    if place is None:
        return None
    typed = snapshot.typed(table, row, key)
    return Problem(table, place.tab, place.row, place.letter, key, row, typed, reason, "notice", details=details)


def day_typed(day: date | datetime) -> str:
    """A day as people type it: 28/2/2026."""
    return f"{day.day}/{day.month}/{day.year}"
