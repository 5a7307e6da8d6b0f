"""A snapshot as one role sees it: what is not for that role is not there, wherever a page might look.

A view shares every untouched frame with the snapshot, is made once for each sight, and hides cells of the tab only when
they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

import numpy as np
import pandas as pd

from sheets import secrecy
from sheets.backends import Cell, Grid
from sheets.declared import Words
from sheets.forum_file import FILE
from sheets.frames import parts
from sheets.private import is_dialled, may_hold_some, scrubbed, sounds_private
from sheets.problems import Problem
from sheets.recognise.page import shown
from sheets.roles import PRIVATE_SETTINGS, Sight
from sheets.roles_tab import NOBODY
from sheets.schema import Column, Table
from sheets.snapshot import Snapshot, TableRead
from sheets.veil import HIDDEN

TEXTS = frozenset({"text", "long", "url", "reference", "references"})
ABOUT_THE_SHEET = frozenset({"wrong_locale"})  # belongs to no table and quotes no cell
Secrets = Mapping[str, Mapping[str, str]]


def view(snapshot: Snapshot, sight: Sight) -> Snapshot:
    """The snapshot as this sight has it: frames, cells as typed, unknown columns, problems, settings."""
    if sight not in snapshot.views:
        snapshot.views[sight] = _View(snapshot, sight).made()
    return snapshot.views[sight]


def secret_rows(snapshot: Snapshot, table: str) -> Mapping[str, str]:
    """Id → level of the rows of a table that are not for everyone."""
    declared = snapshot.schema.table(table)
    if table not in snapshot.tables or not secrecy.has_secrets(declared):
        return {}
    unclear = {
        p.id for p in snapshot.problems if p.table == table and p.column == secrecy.MARK and p.level == "unreadable"
    }
    return secrecy.levels(snapshot.tables[table], frozenset(id_ for id_ in unclear if id_))


@dataclass
class _View:
    """The making of one view."""

    snapshot: Snapshot
    sight: Sight
    secret: dict[str, dict[str, str]] = field(default_factory=dict)

    def made(self) -> Snapshot:
        for name in self.snapshot.tables:
            rows = secret_rows(self.snapshot, name)
            self.secret[name] = {id_: level for id_, level in rows.items() if level not in self.sight.levels}
        grids = self._grids()
        return replace(
            self.snapshot,
            tables={name: self._frame(name, frame) for name, frame in self.snapshot.tables.items()},
            reads=[self._read(read, grids[id(read.grid)]) for read in self.snapshot.reads],
            problems=[self._problem(problem) for problem in self.snapshot.problems],
            settings={key: self._setting(key, value) for key, value in self.snapshot.settings.items()},
            settings_tab=self.snapshot.settings_tab if self.sight.private_of("settings") else None,
            who=NOBODY,
            sight=self.sight,
            views={},
        )

    # Frames

    def _frame(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        table, rows = self.snapshot.schema.table(name), self.secret[name]
        hidden = frame.index.isin(list(rows)) if rows else None
        changed: dict[str, Any] = {}
        for column in table.columns:
            if not self.sight.of(name, column):
                changed |= {part: _nothing(frame[part]) for part, _ in parts(column) if part in frame}
            else:
                changed |= self._cells(frame, column, hidden)
        if rows and secrecy.MARK in frame:
            changed[secrecy.MARK] = [rows.get(str(id_), mark) for id_, mark in frame[secrecy.MARK].items()]
            changed |= self._graded(frame, hidden)
        return frame.assign(**changed) if changed else frame

    def _cells(self, frame: pd.DataFrame, column: Column, hidden: Any) -> dict[str, Any]:
        """What changes in a column that is seen: cells of hidden rows, names of hidden cases, numbers in texts."""
        found: dict[str, Any] = {}
        if hidden is not None and column.key not in secrecy.COUNTED:
            found = {
                part: frame[part].where(~hidden, _nothing(frame[part])) for part, _ in parts(column) if part in frame
            }
        if column.kind in ("reference", "references") and self.secret.get(column.to or ""):
            found[column.key] = self._unnamed(frame, column, found.get(column.key, frame[column.key]))
        if column.kind in TEXTS and not self.sight.numbers:
            texts = found.get(column.key, frame[column.key])
            if may_hold_some(_flat(texts)):
                found[column.key] = pd.Series([_scrub(text) for text in texts], index=frame.index, dtype=object)
        return found

    def _unnamed(self, frame: pd.DataFrame, column: Column, texts: pd.Series) -> pd.Series:
        """References to hidden cases say their id, not the title that somebody typed."""
        secret = self.secret[column.to or ""]
        ids = frame[f"{column.key}_id" if column.kind == "reference" else f"{column.key}_ids"]
        pairs = zip(ids, texts, strict=True)
        return pd.Series([_named(found, text, secret) for found, text in pairs], index=frame.index, dtype=object)

    def _graded(self, frame: pd.DataFrame, hidden: Any) -> dict[str, Any]:
        """Cases whose category makes them grave stay grave in counts, without the category."""
        if secrecy.CATEGORY not in frame:
            return {}
        grave = hidden & frame[secrecy.CATEGORY].isin(list(secrecy.REFER)).to_numpy()
        return {key: frame[key].where(~grave, secrecy.HIGH_AT_LEAST) for key in ("impact", "urgency") if key in frame}

    # Cells as typed

    def _grids(self) -> dict[int, Grid]:
        veils: dict[int, list[_Veil]] = {}
        for read in self.snapshot.reads:
            veils.setdefault(id(read.grid), []).append(self._veil(read))
        grids = {id(read.grid): read.grid for read in self.snapshot.reads}
        return {
            key: replace(grid, rows=_Rows(grid.rows, tuple(veils[key]), not self.sight.numbers))
            for key, grid in grids.items()
        }

    def _veil(self, read: TableRead) -> _Veil:
        table, secret = self.snapshot.schema.table(read.table), self.secret[read.table]
        known = {c.col: table.by_key[c.key] for c in read.columns}
        private = {col for col, column in known.items() if not self.sight.of(read.table, column)}
        unknown = {c.col for c in read.unknown_columns}
        if not self.sight.private_of(read.table):
            private |= {c.col for c in read.unknown_columns if self._is_private(read.table, c.header)}
            private |= self._nameless(read)
        own = frozenset(col for col, column in known.items() if column.kind == "id")
        rows = {row - 1: own for row, id_ in zip(read.rows, read.ids, strict=True) if id_ in secret} if secret else {}
        named = self._references(read, table)
        scrub = frozenset() if self.sight.private_of(read.table) else frozenset(unknown)
        first, last = max(read.header_rows, default=0), max(read.rows, default=0)
        amounts = frozenset(col for col, column in known.items() if column.kind not in TEXTS)
        return _Veil(first, last, frozenset(private), scrub, rows, named, amounts)

    def _nameless(self, read: TableRead) -> set[int]:
        """Columns beside cases that have no header and belong to no table: nobody knows whom they name."""
        if not secrecy.has_secrets(self.snapshot.schema.table(read.table)):
            return set()
        tables = [each for each in self.snapshot.reads if each.grid is read.grid]
        known = {column.col for each in tables for column in each.columns}
        other = {column.col for each in tables for column in each.unknown_columns}
        return set(range(max(map(len, read.grid.rows), default=0))) - known - other

    def _references(self, read: TableRead, table: Table) -> dict[int, frozenset[int]]:
        """Cells that name a hidden case: row → columns (0-based)."""
        found: dict[int, set[int]] = {}
        for match in read.columns:
            column = table.by_key[match.key]
            secret = self.secret.get(column.to or "")
            if not secret or column.kind not in ("reference", "references"):
                continue
            frame = self.snapshot.tables[read.table]
            ids = frame[f"{column.key}_id" if column.kind == "reference" else f"{column.key}_ids"]
            for row, id_ in zip(read.rows, read.ids, strict=True):
                if any(each in secret for each in _flat([ids.get(id_)])):
                    found.setdefault(row - 1, set()).add(match.col)
        return {row: frozenset(cols) for row, cols in found.items()}

    def _read(self, read: TableRead, grid: Grid) -> TableRead:
        seen = self.sight.private_of(read.table)
        unknown = [c for c in read.unknown_columns if seen or not self._is_private(read.table, c.header)]
        given = {key: self._given(read, key, cells) for key, cells in read.match.given.items()}
        match = replace(read.match, grid=grid, unknown_columns=unknown, given=given, doubts=[], body=(), keep=None)
        return replace(read, grid=grid, unknown_columns=unknown, match=match)

    def _given(self, read: TableRead, key: str, cells: Sequence[Cell]) -> Sequence[Cell]:
        column = self.snapshot.schema.table(read.table).by_key.get(key)
        if column is not None and not self.sight.of(read.table, column):
            return [_veiled(cell) for cell in cells]
        secret = self.secret[read.table] if key != "id" else {}
        shown = [_veiled(cell) if id_ in secret else cell for id_, cell in zip(read.ids, cells, strict=False)]
        scrub = _scrub_cell if column is None or column.kind in TEXTS else _scrub
        return shown if self.sight.numbers else [scrub(cell) for cell in shown]

    def _is_private(self, table: str, header: str) -> bool:
        """Whether a column that no table knows may tell of people: beside cases, every one may."""
        schema = self.snapshot.schema
        return secrecy.has_secrets(schema.table(table)) or sounds_private(header, schema)

    # What was said about them

    def _problem(self, problem: Problem) -> Problem:
        if self._told(problem):
            return problem if self.sight.numbers else self._without_numbers(problem)
        details = {
            key: value if isinstance(value, int) and key in ("n", "count") else HIDDEN
            for key, value in problem.details.items()
        }
        read_as = None if problem.read_as is None else HIDDEN
        return replace(problem, value=HIDDEN if problem.value else "", read_as=read_as, details=details)

    def _told(self, problem: Problem) -> bool:
        if problem.reason in ABOUT_THE_SHEET:
            return True
        if problem.table not in self.secret:
            return problem.table != "" and self._setting_told(problem)
        table = self.snapshot.schema.table(problem.table)
        column = table.by_key.get(problem.column or "")
        if column is not None and not self.sight.of(problem.table, column):
            return False
        if problem.id in self.secret[problem.table]:
            return False
        return column is None or not self.secret.get(column.to or "")

    def _setting_told(self, problem: Problem) -> bool:
        """Whether a finding about a setting is about one that is seen; not where nobody can tell which."""
        if problem.tab == FILE:
            return self.sight.of_setting(str(problem.details["key"]))
        match = self.snapshot.settings_tab
        if match is None or match.grid.tab != problem.tab or problem.row not in match.rows:
            return all(map(self.sight.of_setting, PRIVATE_SETTINGS))
        return self.sight.of_setting(shown(match.given["key"][match.rows.index(problem.row)]))

    @staticmethod
    def _without_numbers(problem: Problem) -> Problem:
        details = {key: _scrub(value) for key, value in problem.details.items()}
        read_as = None if problem.read_as is None else _scrub(problem.read_as)
        return replace(problem, value=scrubbed(problem.value), read_as=read_as, details=details)

    def _setting(self, key: str, value: Any) -> Any:
        return value if not value or self.sight.of_setting(key) else HIDDEN


@dataclass(frozen=True)
class _Veil:
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
            return _veiled(cell)
        return _scrub_cell(cell) if col in self.scrub else cell


class _Rows(list[list[Cell]]):
    """The rows of a tab, veiled when they are looked at; a list that holds nothing itself."""

    def __init__(self, rows: Sequence[list[Cell]], veils: Sequence[_Veil], scrub: bool) -> None:
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
        return [_scrub(cell) if col in amounts else _scrub_cell(cell) for col, cell in enumerate(row)]


def _nothing(cells: pd.Series) -> pd.Series:
    """A column of the same dtype in which nothing stands."""
    nothing: Any = None if cells.dtype == object else np.nan if cells.dtype.kind == "f" else np.datetime64("NaT", "s")
    return pd.Series([nothing] * len(cells), index=cells.index, dtype=cells.dtype)


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _named(found: Any, text: Any, secret: Mapping[str, str]) -> Any:
    if isinstance(found, tuple):
        return found if any(id_ in secret for id_ in found) else text
    return found if found in secret else text


def _veiled(cell: Cell) -> Cell:
    return HIDDEN if cell not in (None, "") else cell


def _scrub_cell(cell: Cell) -> Any:
    """A cell of which no table knows that it holds an amount: a bare phone number in it is a number for the sheet."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return HIDDEN if is_dialled(cell) else cell
    return _scrub(cell)


def _scrub(value: Any) -> Any:
    """A text without numbers and addresses; what says itself in each language as such texts, nothing behind them."""
    if isinstance(value, str):
        return scrubbed(value)
    if callable(value):
        return Words(scrubbed(str(value("id"))), scrubbed(str(value("en"))))
    if isinstance(value, Mapping):
        return {key: _scrub(each) for key, each in value.items()}
    return tuple(_scrub(each) for each in value) if isinstance(value, tuple) else value
