"""Which row of the file is which row of the forum's sheet: by id, then by name; what only looks alike is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sheets.importing.incoming import Incoming
from sheets.importing.likeness import CUT_OFF, canonical, near, same, same_name
from sheets.importing.standing import Rows
from sheets.kinds import ReferenceIndex
from sheets.reading import REFERENCES
from sheets.schema import Column, Table

NEW, SAME, ASK, HIDDEN = "new", "same", "ask", "hidden"
EVENT_DAYS = ("date", "reported_on")
MOST_COMPARED = 60
FOREIGN = 3  # so many ids with other names, and fewer with the same, are another list's own numbers


@dataclass(frozen=True)
class Option:
    """A row of the forum that a row of the file may be."""

    id: str
    title: str
    why: str
    score: float = 0.0


@dataclass(frozen=True)
class Judged:
    """What a row of the file is: new, the same as `id`, a question with options, or a row that is not shown."""

    row: Incoming
    verdict: str
    id: str = ""
    options: tuple[Option, ...] = ()


def judge(rows: Sequence[Incoming], there: Rows) -> dict[str, Judged]:
    """A verdict for each row of one table, by the row's key; a row of the forum is the same as one row at most."""
    matcher = _Matcher(there)
    matcher.by_id(rows)
    matcher.by_name([row for row in rows if row.key not in matcher.found])
    matcher.by_other_name([row for row in rows if row.key not in matcher.found])
    matcher.by_likeness([row for row in rows if row.key not in matcher.found])
    return matcher.found


class _Matcher:
    """The matching of one table. `taken`: rows of the forum that are some row of the file already."""

    def __init__(self, there: Rows) -> None:
        self.there = there
        self.table: Table = there.table
        self.taken: set[str] = set()
        self.found: dict[str, Judged] = {}
        self.by_same_id = 0

    def _is(self, row: Incoming, id_: str) -> None:
        self.taken.add(id_)
        self.found[row.key] = Judged(row, SAME, id_)

    def _ask(self, row: Incoming, options: Iterable[Option]) -> None:
        self.found[row.key] = Judged(row, ASK, options=tuple(options))

    def _option(self, id_: str, why: str, score: float = 0.0) -> Option:
        return Option(id_, self.there.titles.get(id_, id_), why, score)

    # By id

    def by_id(self, rows: Sequence[Incoming]) -> None:
        """The same id and the same or a similar name, unless several rows have that name: then their cells decide."""
        for row in rows:
            id_ = self.there.with_id(row.id)
            if id_ is None or id_ in self.taken:
                continue
            if id_ in self.there.hidden:
                self.found[row.key] = Judged(row, HIDDEN, id_)
            elif len(self.there.by_title.get(same_name(row.title), ())) < 2 and self._is_called(
                row, self.there.titles.get(id_, "")
            ):
                self._is(row, id_)
                self.by_same_id += 1

    def _is_called(self, row: Incoming, title: str) -> bool:
        if not title or same_name(title) == same_name(row.title):
            return True
        return not self.there.by_title.get(same_name(row.title)) and bool(near([row.title], [title])[0])

    def by_other_name(self, rows: Sequence[Incoming]) -> None:
        """An id that means a row of another name is asked, unless the file plainly counts its rows for itself."""
        hits = [(row, id_) for row in rows if (id_ := self.there.with_id(row.id)) and id_ not in self.taken]
        if len(hits) < FOREIGN or len(hits) <= self.by_same_id:
            for row, id_ in hits:
                self._ask(row, [self._option(id_, "other_name")])

    # By name

    def by_name(self, rows: Sequence[Incoming]) -> None:
        groups: dict[str, list[Incoming]] = {}
        for row in rows:
            groups.setdefault(same_name(row.title), []).append(row)
        for name, group in groups.items():
            there = [id_ for id_ in self.there.by_title.get(name, ()) if id_ not in self.taken]
            if there:
                self._pair(group, there)

    def _pair(self, rows: list[Incoming], there: list[str]) -> None:
        """Rows and rows of the forum under one name: those that agree in every cell, that have one id, the only one."""
        alone = len(rows) == len(there) == 1
        for row, id_ in agreeing(rows, there, self.there, self._own_columns()):
            self._is(row, id_)
        for row in rows:
            own = self.there.with_id(row.id)
            if row.key not in self.found and own in there and own not in self.taken:
                self._is(row, own)
        left = [row for row in rows if row.key not in self.found]
        free = [id_ for id_ in there if id_ not in self.taken]
        if alone and left and free:
            if self._other_day(left[0], free[0]):
                self._ask(left[0], [self._option(free[0], "other_day")])
            else:
                self._is(left[0], free[0])
            return
        for row in left if free else ():
            best = sorted(free[:MOST_COMPARED], key=lambda id_: -self._agreement(row, id_))
            self._ask(row, [self._option(id_, "several") for id_ in best[:3]])

    def _other_day(self, row: Incoming, id_: str) -> bool:
        """Whether both happened, on different days: two meetings of one name are two meetings."""
        for key in EVENT_DAYS:
            if key in row.values and key in self.table.by_key:
                now = self.there.value(id_, key)
                if now is not None and now != row.values[key]:
                    return True
        return False

    def _own_columns(self) -> list[Column]:
        """The columns whose values can be compared before it is known which rows references mean."""
        return [c for c in self.table.columns if c.kind not in REFERENCES and c.kind not in ("id", "date_range")]

    def _agreement(self, row: Incoming, id_: str) -> int:
        columns = [column for column in self._own_columns() if column.key in row.values]
        return sum(same(c, row.values[c.key], self.there.value(id_, c.key)) for c in columns)

    # By likeness

    def by_likeness(self, rows: Sequence[Incoming]) -> None:
        """Names that nearly say the same, or that are a row's short name, are asked; all else is new."""
        free = [id_ for id_ in self.there.titles if id_ not in self.taken]
        hits = near([row.title for row in rows], [self.there.titles[id_] for id_ in free]) if free else []
        short = self._short_names(free)
        for n, row in enumerate(rows):
            options = [self._option(free[at], "near", score) for at, score in (hits[n] if hits else ())]
            called = short.get(same_name(row.title))
            if called and all(option.id != called for option in options):
                options.insert(0, self._option(called, "short_name", CUT_OFF))
            if options:
                self._ask(row, options)
            else:
                self.found[row.key] = Judged(row, NEW)

    def _short_names(self, free: Sequence[str]) -> dict[str, str]:
        if "short_name" not in self.table.by_key:
            return {}
        names = ((self.there.value(id_, "short_name"), id_) for id_ in free)
        return {same_name(str(name)): id_ for name, id_ in names if name is not None}


def agreeing(
    rows: Sequence[Incoming],
    there: Sequence[str],
    standing: Rows,
    columns: Sequence[Column],
    index_of: Callable[[str | None], ReferenceIndex | None] = lambda _: None,
) -> list[tuple[Incoming, str]]:
    """Pairs in which every cell that the row fills says what the forum's row says; each row of the forum once."""
    pairs: list[tuple[Incoming, str]] = []
    taken: set[str] = set()
    looked_up: dict[tuple[str, ...], dict[tuple[Any, ...], list[str]]] = {}
    for row in rows:
        filled = [column for column in columns if column.key in row.values and standing.has(column.key)]
        keys = tuple(column.key for column in filled)
        if keys not in looked_up:
            looked_up[keys] = _by_values(there, standing, filled, index_of)
        wanted = tuple(canonical(c, row.values[c.key], index_of(c.to)) for c in filled)
        found = next((id_ for id_ in looked_up[keys].get(wanted, ()) if id_ not in taken), None)
        if found is not None:
            taken.add(found)
            pairs.append((row, found))
    return pairs


def _by_values(
    there: Sequence[str],
    standing: Rows,
    columns: Sequence[Column],
    index_of: Callable[[str | None], ReferenceIndex | None],
) -> dict[tuple[Any, ...], list[str]]:
    found: dict[tuple[Any, ...], list[str]] = {}
    for id_ in there:
        values = tuple(canonical(c, standing.value(id_, c.key), index_of(c.to)) for c in columns)
        found.setdefault(values, []).append(id_)
    return found
