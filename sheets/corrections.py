"""What a person has said about how a sheet is read: which tab is which table, which column is which field …

Plain values, read back from where they are kept (`sheets.correcting`) and obeyed by recognition. A name that was once
confirmed carries a little evidence of what stood in its column, so that the column is known again under another header.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sheets.kinds.told import NOTHING_TOLD, Told

LEAVE = ""


@dataclass(frozen=True, slots=True)
class ColumnTold:
    """What was said about one column, known by its header and the letter that it had (`header` "" = it has none).

    `key`: the field that it is read as, "" = none, None = nothing was said. `evidence`: marks of what stood in it.
    """

    header: str
    letter: str
    key: str | None = None
    told: Told = NOTHING_TOLD
    evidence: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What tells the columns of a tab apart: the header, or the letter of a column without one."""
        return f"={self.letter}" if not self.header else self.header.casefold()


@dataclass(frozen=True, slots=True)
class TabTold:
    """What was said about one tab. `table`: "" = none, None = nothing was said. `header`: its first and last row."""

    tab: str
    table: str | None = None
    header: tuple[int, int] | None = None
    columns: tuple[ColumnTold, ...] = ()

    def column(self, header: str, letter: str) -> ColumnTold:
        """What was said about a column; nothing yet for one that is new."""
        asked = ColumnTold(named(header), letter)
        alike = [column for column in self.columns if column.name == asked.name]
        return next((c for c in alike if c.letter == letter), alike[0] if len(alike) == 1 else asked)

    @property
    def remembered(self) -> tuple[ColumnTold, ...]:
        """The columns of which it was said what they are."""
        return tuple(column for column in self.columns if column.key is not None)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything that was said about one sheet."""

    tabs: tuple[TabTold, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tabs)

    def of(self, tab: str) -> TabTold | None:
        """What was said about a tab; None for one that nothing was said about."""
        return next((each for each in self.tabs if same_name(each.tab, tab)), None)

    def tab(self, tab: str) -> TabTold:
        """The same, with nothing said instead of None."""
        return self.of(tab) or TabTold(named(tab))

    def with_tab(self, told: TabTold) -> Corrections:
        """These with another word about one tab."""
        others = [each for each in self.tabs if not same_name(each.tab, told.tab)]
        place = next((n for n, each in enumerate(self.tabs) if same_name(each.tab, told.tab)), len(others))
        return Corrections((*others[:place], told, *others[place:]))

    def with_table(self, tab: str, table: str | None) -> Corrections:
        """Read a tab as a table, or as none (""); its columns are then looked at afresh."""
        told = self.tab(tab)
        columns = told.columns if told.table == table else ()
        return self.with_tab(replace(told, table=table, columns=columns))

    def with_header(self, tab: str, header: tuple[int, int] | None) -> Corrections:
        """Take other rows as the header of a tab; its columns are then looked at afresh."""
        told = self.tab(tab)
        return self.with_tab(replace(told, header=header, columns=told.columns if told.header == header else ()))

    def with_column(self, tab: str, column: ColumnTold) -> Corrections:
        """Another word about one column; a field that another column was said to be moves to this one."""
        told = self.tab(tab)
        before = told.column(column.header, column.letter)
        column = replace(column, header=named(column.header))
        others = [_without(each, column.key) for each in told.columns if each != before]
        place = next((n for n, each in enumerate(told.columns) if each == before), len(others))
        return self.with_tab(replace(told, columns=(*others[:place], column, *others[place:])))


def _without(other: ColumnTold, key: str | None) -> ColumnTold:
    return replace(other, key=None) if key and other.key == key else other


@dataclass(frozen=True, slots=True)
class Line:
    """One correction as a row of the settings tab: key, value, and a note in plain words."""

    key: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line (by its number) that says something which cannot be followed, and why (a reason of `problems`)."""

    line: int
    reason: str
    details: dict[str, Any] = field(default_factory=dict)


def named(text: str) -> str:
    """A name as a line can hold it: single blanks, no sign that cuts lines apart."""
    return " ".join(text.split()).replace(">", "›")


def same_name(one: str, other: str) -> bool:
    """Whether two names of tabs are one."""
    return named(one).casefold() == named(other).casefold()


def changed(before: Iterable[Line], after: Iterable[Line]) -> list[Line]:
    """The lines to write so that `before` says what `after` says; a line that is said no more becomes empty."""
    was, wanted = {line.key: line for line in before}, {line.key: line for line in after}
    gone = [Line(key, "", "") for key, line in was.items() if key not in wanted and (line.value or line.note)]
    return [line for key, line in wanted.items() if was.get(key) != line] + gone
