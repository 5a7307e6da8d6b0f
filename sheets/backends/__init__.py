"""What a spreadsheet is to the rest of the app: a book of grids, and the protocol that every place of storage keeps.

A grid holds the cells as stored, row by row as the person sees them; nothing is guessed or converted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sheets.changes import Plan, Receipt

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Formats = Callable[[int], Sequence[str | None] | None]
Merge = tuple[int, int, int, int]


@dataclass
class Grid:
    """One tab as stored. `rows` may be ragged; `merged` holds 0-based (row 1, column 1, row 2, column 2), inclusive."""

    tab: str
    rows: list[list[Cell]]
    merged: tuple[Merge, ...] = ()
    hidden: bool = False
    sheet_id: int | str | None = None
    load_formats: Formats | None = field(default=None, repr=False, compare=False)
    load_fills: Callable[[], Sequence[tuple[int, int]]] | None = field(default=None, repr=False, compare=False)
    load_uncomputed: Callable[[], frozenset[tuple[int, int]]] | None = field(default=None, repr=False, compare=False)
    load_failed: Callable[[], Mapping[tuple[int, int], str]] | None = field(default=None, repr=False, compare=False)

    def formats(self, col: int) -> Sequence[str | None] | None:
        """The number-format patterns of one column's cells, by row ("0%", "mmm yyyy"); None = not known."""
        return self.load_formats(col) if self.load_formats else None

    def fills(self) -> Sequence[tuple[int, int]]:
        """The (row, column) of cells that are empty but coloured; empty where colours are not known."""
        return self.load_fills() if self.load_fills else ()

    def uncomputed(self) -> frozenset[tuple[int, int]]:
        """The (row, column) of formulas that no program has worked out yet: they look blank, but something is there."""
        return self.load_uncomputed() if self.load_uncomputed else frozenset()

    def failed(self) -> Mapping[tuple[int, int], str]:
        """(row, column) → the error of a formula that failed ("#REF!") where `rows` does not hold it as text."""
        return self.load_failed() if self.load_failed else {}


@dataclass
class Book:
    """A whole spreadsheet as it stood at `taken_at`. `serial_dates`: dates are stored as day numbers (Google)."""

    source: str
    title: str
    grids: list[Grid]
    locale: str | None = None
    time_zone: str | None = None
    url: str | None = None
    taken_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    serial_dates: bool = False


class Clock(Protocol):
    """How time passes: Python's `time` module, or one that a test moves."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def sleep(self, seconds: float, /) -> None:
        """Wait."""


class Backend(Protocol):
    """A place where a forum's spreadsheet lies."""

    @property
    def source(self) -> str:
        """The source as LUMBUNG_SOURCE would say it."""

    @property
    def writable(self) -> bool:
        """Whether this kind of place can be written at all."""

    @property
    def looks_while_writing(self) -> bool:
        """Whether a write looks at its rows by itself, so that no whole reading has to go before it."""

    def patience(self, seconds: float) -> AbstractContextManager[None]:
        """Within this block nobody waits longer than these seconds for an answer."""

    def read(self) -> Book:
        """The whole spreadsheet as it is now; raises a SheetError that says what to do."""

    def commit(self, plan: Plan) -> Receipt:
        """Writes a plan of changes in one step; a save that does not fit any more is refused as a whole."""

    def settle(self) -> bool:
        """Puts back what an earlier write may have overwritten; whether the last reading is out of date since."""

    def history(self, tab: str, limit: int = 500) -> list[list[Cell]]:
        """The header of the history tab, then its lines, newest first, at most `limit`; [] while there is none."""
