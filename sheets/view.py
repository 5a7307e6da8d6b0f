"""A snapshot as one role sees it: what is not for that role is not there, wherever a page might look.

A view shares every untouched frame with the snapshot, is made once for each sight, and hides cells of the tab only when
they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from sheets import secrecy
from sheets.backends import Cell, Grid
from sheets.forum_file import FILE
from sheets.frames import parts
from sheets.private import may_hold_some, scrubbed, sounds_private
from sheets.problems import Problem
from sheets.recognise.page import shown
from sheets.roles import PRIVATE_SETTINGS, Sight
from sheets.roles_tab import NOBODY
from sheets.schema import Column, Table
from sheets.snapshot import Snapshot, TableRead
from sheets.veil import HIDDEN
from sheets.veiled_rows import Veil, VeiledRows, scrub, scrub_cell, veiled

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
                found[column.key] = pd.Series([scrub(text) for text in texts], index=frame.index, dtype=object)
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
        veils: dict[int, list[Veil]] = {}
        for read in self.snapshot.reads:
            veils.setdefault(id(read.grid), []).append(self._veil(read))
        grids = {id(read.grid): read.grid for read in self.snapshot.reads}
        return {
            key: replace(grid, rows=VeiledRows(grid.rows, tuple(veils[key]), not self.sight.numbers))
            for key, grid in grids.items()
        }

    def _veil(self, read: TableRead) -> Veil:
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
        unread = frozenset() if self.sight.private_of(read.table) else frozenset(unknown)
        first, last = max(read.header_rows, default=0), max(read.rows, default=0)
        amounts = frozenset(col for col, column in known.items() if column.kind not in TEXTS)
        return Veil(first, last, frozenset(private), unread, rows, named, amounts)

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
            return [veiled(cell) for cell in cells]
        secret = self.secret[read.table] if key != "id" else {}
        shown = [veiled(cell) if id_ in secret else cell for id_, cell in zip(read.ids, cells, strict=False)]
        clean = scrub_cell if column is None or column.kind in TEXTS else scrub
        return shown if self.sight.numbers else [clean(cell) for cell in shown]

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
        details = {key: scrub(value) for key, value in problem.details.items()}
        read_as = None if problem.read_as is None else scrub(problem.read_as)
        return replace(problem, value=scrubbed(problem.value), read_as=read_as, details=details)

    def _setting(self, key: str, value: Any) -> Any:
        return value if not value or self.sight.of_setting(key) else HIDDEN


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
