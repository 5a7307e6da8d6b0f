"""Where a spreadsheet lives: the raw cells of its tabs, and the one protocol that every source keeps.

A `Grid` is one tab as stored, a `Book` all tabs of one moment. Nothing here knows tables, kinds or Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sheets.changes import Plan, Receipt

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Formats = Sequence[str | None]
Area = tuple[int, int, int, int]


@dataclass
class Grid:
    """One tab as stored: raw cells by row, rows may be ragged; `merged` are 0-based (r1, c1, r2, c2), inclusive."""

    tab: str
    rows: list[list[Cell]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    sheet_id: int | str | None = None
    load_formats: Callable[[int], Formats | None] | None = field(default=None, repr=False, compare=False)

    def formats(self, col: int) -> Formats | None:
        """The number-format patterns of a column's cells by row ("0%", "mmm yyyy"); None where they are unknown."""
        return self.load_formats(col) if self.load_formats else None


@dataclass
class Book:
    """All tabs of one spreadsheet at one moment; `serial_dates`: its dates are numbers of days since 1899-12-30."""

    source: str
    title: str
    grids: list[Grid]
    taken_at: datetime
    locale: str | None = None
    time_zone: str | None = None
    url: str | None = None
    serial_dates: bool = False


class Backend(Protocol):
    """A place that a spreadsheet is read from and, if `writable`, written to."""

    source: str
    writable: bool

    def read(self) -> Book:
        """Every tab as it is now; raises a SheetError."""
        ...

    def commit(self, plan: Plan) -> Receipt:
        """Write what the plan asks, all of it checked against the cells as they are at that moment."""
        ...
