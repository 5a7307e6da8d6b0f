"""A cell as a meeting compares it: what it holds, its formula, and how it looks."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tests.google_api.a1 import column_letters, column_number

EPOCH = datetime(1899, 12, 30)
NO_LOOK = repr({"format": None, "note": None, "rule": None})
LOOKS_ALIKE = {"{'type': 'DATE'}": "{'type': 'DATE', 'pattern': 'dd/mm/yyyy'}"}
PLAIN_IN_A_FILE = "('General', False, '00000000', None)"


@dataclass(frozen=True)
class State:
    """One cell; `look` is its format, note and rule, None where any will do."""

    value: Any = None
    formula: str | None = None
    look: str | None = field(default=None)

    @property
    def blank(self) -> bool:
        return self.formula is None and (self.value is None or self.value == "")


def plain(value: Any) -> Any:
    """Days as numbers, "" as nothing."""
    if isinstance(value, datetime):
        return (value - EPOCH).total_seconds() / 86400
    if isinstance(value, date):
        return (datetime.combine(value, datetime.min.time()) - EPOCH).days
    return None if value == "" else value


def same_value(one: Any, other: Any) -> bool:
    """The same value of the same type."""
    one, other = plain(one), plain(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return type(one) is type(other) and one == other


def matches(wanted: State, found: State) -> bool:
    """Holds the cell what it should, with the look it should have?"""
    return holds(wanted, found) and (wanted.look is None or alike(wanted.look, found.look))


def holds(wanted: State, found: State) -> bool:
    """Holds the cell what it should, whatever it looks like?"""
    if wanted.formula is not None or found.formula is not None:
        return wanted.formula == found.formula
    if isinstance(wanted.value, frozenset):
        return found.value in wanted.value
    return same_value(wanted.value, found.value)


def alike(one: str | None, other: str | None) -> bool:
    return _usual(one) == _usual(other)


def _usual(look: str | None) -> str:
    text = NO_LOOK if look in (None, PLAIN_IN_A_FILE) else look
    for short, long in LOOKS_ALIKE.items():
        text = text.replace(short, long)
    return text


OWN_ROW = re.compile(r"(?<![\w!$])([A-Z]{1,2})(\d+)(?!\w)")


OWN_COLUMN = re.compile(r"([A-Z]{1,2})·")


def follow(state: State, place: Callable[[int], int]) -> State:
    """The cell after columns have moved: references to its own row go where `place` says that their column went."""
    if state.formula is None:
        return state
    moved = OWN_COLUMN.sub(lambda part: f"{column_letters(place(column_number(part[1])))}·", state.formula)
    return replace(state, formula=moved)


def own_row(formula: str | None, row: int) -> str | None:
    """A formula with references to its own row written without the row: the same wherever the row goes."""
    if formula is None:
        return None
    return OWN_ROW.sub(lambda part: f"{part[1]}·" if int(part[2]) == row + 1 else part[0], formula)
