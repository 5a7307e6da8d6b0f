"""References: names that no row has, and names that several rows have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from sheets.changes import Change
from sheets.doctor.parts import Ailment, Remedy, column_of, now, writable
from sheets.importing.likeness import near
from sheets.kinds import ReferenceIndex
from sheets.linking import SHORT, WEAK
from sheets.problems import Problem
from sheets.recognise.vocabulary import compared
from sheets.secrecy import OPEN
from sheets.snapshot import Snapshot
from sheets.view import secret_rows

ADDED_TO = "partners"
SHOWN = 3
LONG_ENOUGH = 3


@dataclass(frozen=True)
class _Rows:
    """A table's rows; two are the same only when their frame is one object."""

    frame: pd.DataFrame
    title: str

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows) and other.frame is self.frame


def names_of(snapshot: Snapshot, table: str) -> dict[str, tuple[str, ...]]:
    """Id → what a row is called: its name and its short name."""
    return _names(_Rows(snapshot.tables[table], snapshot.schema.table(table).title))


@lru_cache(maxsize=4)
def _names(rows: _Rows) -> dict[str, tuple[str, ...]]:
    title, frame = rows.title, rows.frame
    keys = [key for key in (title, *SHORT) if key in frame.columns]
    return {
        str(row_id): tuple(text for text in texts if isinstance(text, str) and text)
        for row_id, *texts in frame[keys].itertuples()
    }


def index_of(snapshot: Snapshot, table: str) -> ReferenceIndex:
    """The rows of a table by all their names, contact persons too."""
    index, frame = ReferenceIndex(table=table), snapshot.tables[table]
    weak = [key for key in WEAK if key in frame.columns]
    declared = snapshot.schema.table(table)
    archive = declared.archive
    aside = set(frame.index[frame[archive["column"]].eq(declared.aside)]) if archive else set()
    for row_id, names in names_of(snapshot, table).items():
        people = [text for key in weak if isinstance(text := frame.at[row_id, key], str)]
        if names or not row_id.startswith("~"):
            index.add(row_id, *names, weak=people, aside=row_id in aside)
    return index


def meant(snapshot: Snapshot, table: str, typed: str) -> list[str]:
    """The ids that a name nobody has may mean: nearly written so, or the only one whose name holds all its words."""
    return _meant(_Rows(snapshot.tables[table], snapshot.schema.table(table).title), typed)


@lru_cache(maxsize=512)
def _meant(rows: _Rows, typed: str) -> list[str]:
    called = [(row_id, name) for row_id, names in _names(rows).items() for name in names]
    if not called:
        return []
    nearly = [called[n][0] for n, _ in near([typed], [name for _, name in called])[0]]
    return list(dict.fromkeys([*nearly, *_holding(typed, called)]))[:SHOWN]


def _holding(typed: str, called: Iterable[tuple[str, str]]) -> list[str]:
    words = _words(typed)
    if not words:
        return []
    found = {row_id for row_id, name in called if (theirs := _words(name)) and (words <= theirs or theirs <= words)}
    return list(found) if len(found) == 1 else []


def _words(text: str) -> set[str]:
    return {word for word in compared(text).split() if len(word) >= LONG_ENOUGH}


class UnknownName(Ailment):
    """A reference to nobody: a name that is nearly another one's, or one that the register of partners lacks."""

    reason = "unknown_reference"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """ "Did you mean …", then "add it to the partners"."""
        typed, to = str(problem.details.get("value") or problem.value), column_of(snapshot, problem).to or ""
        if not writable(snapshot, problem.table, problem.id, problem.column or "") or to not in snapshot.tables:
            return []
        found = [_instead(snapshot, problem, to, typed, row) for row in meant(snapshot, to, typed)]
        if (
            to == ADDED_TO
            and _is_open(snapshot, problem)
            and any(read.table == to and read.plain for read in snapshot.reads)
        ):
            new = Change(to, None, {snapshot.schema.table(to).title: typed}, lenient=True)
            tab = snapshot.schema.table(to).tab
            found.append(Remedy("add_row", (new,), {"name": typed, "tab": tab}, same=f"add {typed}"))
        return found


class SeveralOfThatName(Ailment):
    """A reference to a name that several rows have: one of them is meant."""

    reason = "ambiguous_reference"

    def remedies(self, snapshot: Snapshot, problem: Problem) -> list[Remedy]:
        """Each of the rows, to choose from."""
        typed, to = str(problem.details.get("value") or problem.value), column_of(snapshot, problem).to or ""
        if not writable(snapshot, problem.table, problem.id, problem.column or ""):
            return []
        ids = [row for row in problem.details.get("ids", ()) if row in snapshot.tables[to].index]
        return [_instead(snapshot, problem, to, typed, str(row)) for row in ids]


def _is_open(snapshot: Snapshot, problem: Problem) -> bool:
    """Who is named in a case that is not for everyone is written into no register that everybody reads."""
    return secret_rows(snapshot, problem.table).get(problem.id or "", OPEN) == OPEN


def _instead(snapshot: Snapshot, problem: Problem, to: str, typed: str, row: str) -> Remedy:
    """The row written in place of the name; other names in the cell stay."""
    key, names = problem.column or "", names_of(snapshot, to).get(row) or (row,)
    held: Any = now(snapshot, problem.table, problem.id or "", key)
    several = isinstance(held, tuple)
    value = _exchanged(held, typed, row) if several else row
    change = Change(problem.table, problem.id, {key: value}, {key: held}, lenient=several)
    return Remedy("meant", (change,), {"name": names[0], "id": row}, same=f"meant {typed} {row}")


def _exchanged(held: Sequence[str], typed: str, row: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row if text == typed else text for text in held))
