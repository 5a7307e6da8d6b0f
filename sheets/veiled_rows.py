"""The rows of a tab with what one sight may not see hidden: cells veiled, numbers and addresses scrubbed from texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from sheets.backends import Cell
from sheets.declared import Words
from sheets.private import is_dialled, scrubbed
from sheets.veil import HIDDEN


@dataclass(frozen=True)
class Veil:
    """What of one table's rows (0-based, from `first` to before `last`) is hidden on its tab.

    `amounts`: columns in which a large number is what the table expects there, and no phone number.
    """

    first: int
    last: int
    private: frozenset[int]
    scrub: frozenset[int]
    rows: Mapping[int, frozenset[int]]
    named: Mapping[int, frozenset[int]]
    amounts: frozenset[int]

    def over(self, at: int, row: list[Cell]) -> list[Cell]:
        """The row with what is not seen hidden."""
        kept = self.rows.get(at)
        named = self.named.get(at, frozenset())
        return [self._cell(col, cell, kept, named) for col, cell in enumerate(row)]

    def _cell(self, col: int, cell: Cell, kept: frozenset[int] | None, named: frozenset[int]) -> Cell:
        if col in self.private or col in named or (kept is not None and col not in kept):
            return veiled(cell)
        return scrub_cell(cell) if col in self.scrub else cell


class VeiledRows(list[list[Cell]]):
    """The rows of a tab, veiled when they are looked at; a list that holds nothing itself."""

    def __init__(self, rows: Sequence[list[Cell]], veils: Sequence[Veil], scrub: bool) -> None:
        super().__init__()
        self._rows, self._veils, self._scrub = rows, veils, scrub

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[list[Cell]]:
        return (self._seen(at) for at in range(len(self._rows)))

    @overload
    def __getitem__(self, at: Any) -> list[Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Cell]]: ...  # type: ignore[overload-cannot-match]
    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self._seen(each) for each in range(*at.indices(len(self._rows)))]
        return self._seen(range(len(self._rows))[at])

    def __bool__(self) -> bool:
        return bool(self._rows)

    def _seen(self, at: int) -> list[Cell]:
        row = self._rows[at]
        here = [veil for veil in self._veils if veil.first <= at < veil.last]
        for veil in here:
            row = veil.over(at, row)
        if not self._scrub:
            return row
        amounts = frozenset[int]().union(*(veil.amounts for veil in here or self._veils))
        return [scrub(cell) if col in amounts else scrub_cell(cell) for col, cell in enumerate(row)]


def veiled(cell: Cell) -> Cell:
    return HIDDEN if cell not in (None, "") else cell


def scrub_cell(cell: Cell) -> Any:
    """A cell of which no table knows that it holds an amount: a bare phone number in it is a number for the sheet."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return HIDDEN if is_dialled(cell) else cell
    return scrub(cell)


def scrub(value: Any) -> Any:
    """A text without numbers and addresses; what says itself in each language as such texts, nothing behind them."""
    if isinstance(value, str):
        return scrubbed(value)
    if callable(value):
        return Words(scrubbed(str(value("id"))), scrubbed(str(value("en"))))
    if isinstance(value, Mapping):
        return {key: scrub(each) for key, each in value.items()}
    return tuple(scrub(each) for each in value) if isinstance(value, tuple) else value
