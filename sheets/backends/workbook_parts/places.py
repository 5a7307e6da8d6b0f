"""Cells and ranges by their letters and numbers; rows and columns are 1-based here, as the file counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sheets.backends.letters import letter
from sheets.backends.workbook_parts.package import Broken

LAST_ROW, LAST_COL = 1_048_576, 16_384
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
AREA = re.compile(r"\$?([A-Z]{1,3})?\$?(\d+)?(?::\$?([A-Z]{1,3})?\$?(\d+)?)?")


def letters(col: int) -> str:
    """1 → A, 27 → AA."""
    return letter(col - 1)


def column(name: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for sign in name:
        number = number * 26 + ord(sign) - 64
    return number


def place(row: int, col: int) -> str:
    """3, 2 → B3."""
    return f"{letters(col)}{row}"


def cell(text: str) -> tuple[int, int]:
    """B3 → (3, 2); raises Broken for anything else."""
    found = CELL.fullmatch(text)
    if found is None:
        raise Broken("cell")
    return int(found[2]), column(found[1])


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, all edges belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        start, end = place(self.top, self.left), place(self.bottom, self.right)
        return start if start == end else f"{start}:{end}"

    @property
    def fixed(self) -> str:
        """As names write it: $B$2:$C$9."""
        return f"${letters(self.left)}${self.top}:${letters(self.right)}${self.bottom}"

    def holds(self, row: int, col: int) -> bool:
        """Whether this cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= col <= self.right

    def crosses(self, first: int, last: int) -> bool:
        """Whether it has any of these columns."""
        return self.left <= last and first <= self.right

    def cut_by(self, row: int) -> bool:
        """Whether a row pushed in here would come between its rows."""
        return self.top < row <= self.bottom

    def pushed(self, row: int) -> Area:
        """Where it lies after a row was pushed in."""
        return replace(self, top=moved(self.top, row), bottom=moved(self.bottom, row))

    def taking_in(self, row: int) -> Area:
        """The same with one more row, where it ended right above."""
        return replace(self, bottom=row) if self.bottom == row - 1 else self


def moved(number: int, row: int) -> int:
    """Where a row stands after another was pushed in at `row`; the last row of a sheet stays the last."""
    return min(number + (number >= row), LAST_ROW)


def area(text: str) -> Area:
    """B2:C9, B2, B:C or 2:9; raises Broken for anything else."""
    found = AREA.fullmatch(text.strip())
    if found is None or not text.strip():
        raise Broken("range")
    left, top, right, bottom = found.groups()
    if ":" not in text:
        right, bottom = left, top
    return Area(
        int(top or 1), column(left) if left else 1,
        int(bottom or LAST_ROW), column(right) if right else LAST_COL,
    )  # fmt: skip


def areas(text: str | None) -> list[Area]:
    """The ranges of an `sqref`."""
    return [area(part) for part in (text or "").split()]


def listed(found: Iterable[Area]) -> str:
    """Ranges as an `sqref`."""
    return " ".join(map(str, found))
