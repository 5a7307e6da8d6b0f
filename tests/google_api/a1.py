"""A1 notation: what a range text means, and how Google writes a rectangle back."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIDE = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d+)?")
CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of cells, 0-based, `bottom` and `right` outside it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def single(self) -> bool:
        return self.height == 1 and self.width == 1

    def holds(self, row: int, col: int) -> bool:
        return self.top <= row < self.bottom and self.left <= col < self.right

    def meets(self, other: Rect) -> bool:
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def covers(self, other: Rect) -> bool:
        return (
            self.top <= other.top
            and self.left <= other.left
            and other.bottom <= self.bottom
            and other.right <= self.right
        )

    def clipped(self, rows: int, columns: int) -> Rect:
        return Rect(self.top, self.left, min(self.bottom, rows), min(self.right, columns))


@dataclass(frozen=True, slots=True)
class Ends:
    """A parsed A1 range before the grid is known: `None` is an open end."""

    top: int
    left: int
    bottom: int | None
    right: int | None

    def within(self, rows: int, columns: int) -> Rect:
        bottom = max(rows, self.top + 1) if self.bottom is None else self.bottom
        right = max(columns, self.left + 1) if self.right is None else self.right
        return Rect(self.top, self.left, bottom, right)


def column_number(letters: str) -> int:
    """ "A" is 0, "AA" is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_tab(text: str) -> tuple[str | None, str | None]:
    """(tab, cells) of a range text; a bare text that is not quoted is given back as cells."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if match:
            return match.group(1).replace("''", "'"), match.group(2)
    tab, mark, cells = text.rpartition("!")
    return (tab, cells) if mark else (None, text)


def parse(text: str) -> Ends | None:
    """The ends of "B2", "B2:D4", "A:C", "2:2", "A2:2" …; None where the text is no range."""
    left, colon, right = text.partition(":")
    first = _side(left)
    if first is None:
        return None
    if not colon:
        col, row = first
        return None if col is None or row is None else Ends(row, col, row + 1, col + 1)
    second = _side(right)
    return None if second is None else _ends(first, second)


def _side(text: str) -> tuple[int | None, int | None] | None:
    match = SIDE.fullmatch(text.strip())
    if not match or not (match.group(1) or match.group(2)) or match.group(2) == "0":
        return None
    col = column_number(match.group(1)) if match.group(1) else None
    row = int(match.group(2)) - 1 if match.group(2) else None
    return col, row


def _ends(first: tuple[int | None, int | None], second: tuple[int | None, int | None]) -> Ends:
    left, right = _order(first[0], second[0])
    top, bottom = _order(first[1], second[1])
    return Ends(top, left, bottom, right)


def _order(one: int | None, two: int | None) -> tuple[int, int | None]:
    if one is None or two is None:
        given = two if one is None else one
        return given or 0, None
    return min(one, two), max(one, two) + 1


def quoted(tab: str) -> str:
    """The tab's name as it stands before "!": in quotes only where it needs them."""
    if re.fullmatch(r"[^\W\d]\w*", tab) and not CELL_LIKE.fullmatch(tab):
        return tab
    return "'" + tab.replace("'", "''") + "'"


def cell_name(row: int, col: int) -> str:
    return f"{column_letters(col)}{row + 1}"


def range_name(tab: str, rect: Rect) -> str:
    """ "Sheet1!A1:Z1000"; one cell is "Sheet1!B3"."""
    start = cell_name(rect.top, rect.left)
    if rect.single:
        return f"{quoted(tab)}!{start}"
    return f"{quoted(tab)}!{start}:{cell_name(rect.bottom - 1, rect.right - 1)}"
