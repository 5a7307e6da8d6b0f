"""Recognised tables → typed columns and problems: each column is read whole by its kind, then references are linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from sheets.backends import Cell
from sheets.frames import empty_frame, frame, joined
from sheets.kinds import KINDS
from sheets.kinds.base import Context, Finding
from sheets.kinds.period import SpanWords
from sheets.linking import indexes
from sheets.naming import Naming
from sheets.problems import Problem
from sheets.recognise import ColumnMatch, Doubt, TableMatch, letter
from sheets.recognise.content import is_blank
from sheets.recognise.page import shown
from sheets.schema import Column, Schema, Table
from sheets.yearless import settle

REFERENCES = frozenset({"reference", "references"})
YEAR = np.timedelta64(360, "D")


@dataclass
class Piece:
    """One table of one tab, read: its ids, its typed columns and its problems."""

    match: TableMatch
    ids: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def table(self) -> Table:
        return self.match.table


@dataclass
class Tables:
    """Every table, read."""

    pieces: list[Piece]
    frames: dict[str, pd.DataFrame]
    problems: list[Problem]


def read_tables(
    matches: Sequence[TableMatch], schema: Schema, context: Context, naming: Naming | None = None
) -> Tables:
    """All recognised tables as frames (also those that no tab holds), with the problems in the order of the tabs."""
    pieces = [Piece(match) for match in matches if match.table.role == "records"]
    taken: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        _read_ids(piece, taken[piece.table.name], context, naming)
    for piece in pieces:
        _read_columns(piece, context, references=False)
    linked = _with_references(context, pieces)
    for piece in pieces:
        _read_columns(piece, linked, references=True)
        piece.problems = settle(piece.values, piece.problems, piece.match.rows)
        _say_doubts(piece)
        _say_missing_columns(piece)
    problems = [problem for piece in pieces for problem in sorted(piece.problems, key=_order)]
    return Tables(pieces, {table.name: _frame(table, pieces) for table in schema.records}, problems)


def _order(problem: Problem) -> tuple[int, str]:
    return problem.row or 0, problem.letter or ""


# Ids


def _read_ids(piece: Piece, taken: set[str], context: Context, naming: Naming | None) -> None:
    """The ids of the records; those without one get a provisional `~row` that no person would type."""
    match = piece.match
    column = next((c for c in match.columns if c.key == "id"), None)
    read = _column(piece, column, context) if column else None
    typed: Sequence[str | None] = read["id"] if read else [None] * len(match.rows)
    if _all_new(typed, taken):
        piece.ids = list(typed)  # type: ignore[arg-type]
        taken.update(piece.ids)
        return
    nameless = _nameless(typed, taken)
    doubled = {n for n in nameless if typed[n] is not None}
    names = naming.names(match, nameless, doubled) if naming and nameless else {}
    for n, own in enumerate(typed):
        if own is not None and own not in taken:
            piece.ids.append(own)
        else:
            piece.ids.append(_provisional(match, n, taken, names.get(n)))
            if own is not None:
                _say(
                    piece,
                    Doubt(
                        "duplicate_id", match.rows[n], column.col if column else None, "id", own, details={"id": own}
                    ),
                )
            elif column is not None and not any(p.row == match.rows[n] and p.column == "id" for p in piece.problems):
                _say(piece, Doubt("missing_id", match.rows[n], column.col, "id"))
        taken.add(piece.ids[-1])


def _all_new(typed: Sequence[str | None], taken: set[str]) -> bool:
    distinct = set(typed)
    return None not in distinct and len(distinct) == len(typed) and not distinct & taken


def _nameless(typed: Sequence[str | None], taken: set[str]) -> list[int]:
    """The records without an id that is theirs alone."""
    seen = set(taken)
    found = []
    for n, own in enumerate(typed):
        if own is None or own in seen:
            found.append(n)
        else:
            seen.add(own)
    return found


def _provisional(match: TableMatch, n: int, taken: set[str], known: str | None) -> str:
    name = known or f"~{match.rows[n]}{letter(match.places[n]) if match.places else ''}"
    while name in taken:
        name += "'"
    return name


# Columns


def _read_columns(piece: Piece, context: Context, *, references: bool) -> None:
    seen: set[str] = set()
    for column in _sources(piece):
        declared = piece.table.by_key[column.key]
        if column.key in seen or column.key == "id" or (declared.kind in REFERENCES) != references:
            continue
        seen.add(column.key)
        read = _column(piece, column, context)
        piece.values = {**read, **piece.values} if declared.kind == "date_range" else piece.values | read
        if declared.required:
            _say_missing(piece, column, declared, read[column.key])


def _sources(piece: Piece) -> list[ColumnMatch]:
    """The matched columns, and those that were made from the tab's shape."""
    matched = {column.key for column in piece.match.columns}
    made = [ColumnMatch(key, "", -1, "made") for key in piece.match.given if key not in matched]
    return [*piece.match.columns, *made]


def _column(piece: Piece, column: ColumnMatch, context: Context) -> dict[str, Any]:
    """One column read by its kind; its findings become problems."""
    match, declared = piece.match, piece.table.by_key[column.key]
    cells = _as_seen(match, column)
    formats = partial(match.formats, column.col) if column.col >= 0 else (lambda: None)
    reading = KINDS[declared.kind].read_column(
        declared, cells, context.for_column(declared, formats, column.header, column.told)
    )
    if declared.kind == "date":
        _say_years(piece, column, declared, cells, reading.values)
    _say_uncomputed(piece, column, cells)
    for finding in reading.findings:
        piece.problems.append(_found(piece, column, cells, finding))
    return reading.values


def _as_seen(match: TableMatch, column: ColumnMatch) -> Sequence[Cell]:
    """A column's cells, with the errors that a person sees where the file's reader shows blanks."""
    cells = match.cells(column)
    failed = match.grid.failed() if column.col >= 0 else {}
    here = {row: error for (row, col), error in failed.items() if col == column.col}
    if not here:
        return cells
    return [here.get(row - 1, cell) if is_blank(cell) else cell for row, cell in zip(match.rows, cells, strict=True)]


def _say_uncomputed(piece: Piece, column: ColumnMatch, cells: Sequence[Cell]) -> None:
    """Formulas that look blank because no program has worked them out."""
    formulas = piece.match.grid.uncomputed() if column.col >= 0 else frozenset()
    waiting = {row for row, col in formulas if col == column.col}
    for n, row in enumerate(piece.match.rows if waiting else ()):
        if row - 1 in waiting and is_blank(cells[n]):
            piece.problems.append(_found(piece, column, cells, Finding(n, "formula_not_computed", "unreadable")))


def _say_years(
    piece: Piece, column: ColumnMatch, declared: Column, cells: Sequence[Cell], values: Mapping[str, Any]
) -> None:
    """A day made of a bare year is an assumption that is said."""
    low, high = values[f"{declared.key}_from"], values[f"{declared.key}_to"]
    if low is high:
        return
    for n in ((high - low) > YEAR).nonzero()[0]:
        day = values[declared.key][n].astype("datetime64[D]").astype(object)
        piece.problems.append(_found(piece, column, cells, Finding(int(n), "year_only", "notice", SpanWords(day, day))))


def _found(piece: Piece, column: ColumnMatch, cells: Sequence[Cell], found: Finding) -> Problem:
    match, n = piece.match, found.index
    col = match.places[n] if match.places and column.key == "value" else column.col
    return Problem(
        match.table.name, match.grid.tab, match.rows[n], letter(col) if col >= 0 else None, column.key,
        piece.ids[n] if n < len(piece.ids) else None, shown(cells[n]), found.reason, found.level, found.read_as,
        found.details,
    )  # fmt: skip


def _with_references(context: Context, pieces: Sequence[Piece]) -> Context:
    from dataclasses import replace

    return replace(context, references=indexes(pieces))


# What is missing


def _say_missing(piece: Piece, column: ColumnMatch, declared: Column, values: Any) -> None:
    """A required cell that is blank is a notice; a column that is blank throughout is one notice, not hundreds."""
    blank = _empty(values)
    if not blank:
        return
    cells = _as_seen(piece.match, column)
    waiting = {row for row, col in piece.match.grid.uncomputed() if col == column.col}
    blank = [n for n in blank if is_blank(cells[n]) and piece.match.rows[n] - 1 not in waiting]
    if len(blank) == len(cells) and column.col < 0:
        return  # said by recognition, where it knows why
    if len(blank) == len(cells) and len(cells) > 3:
        _say(
            piece,
            Doubt("empty_column", col=column.col if column.col >= 0 else None, key=declared.key, value=column.header),
        )
        return
    for n in blank:
        _say(
            piece,
            Doubt("missing_required", piece.match.rows[n], column.col if column.col >= 0 else None, declared.key),
            n,
        )


def _empty(values: Any) -> list[int]:
    """The positions without a value in a list, or in an array of numbers or dates."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        return list(map(int, np.flatnonzero(np.isnat(values) if values.dtype.kind == "M" else np.isnan(values))))
    return [n for n, value in enumerate(values) if value is None] if None in values else []


def _say_missing_columns(piece: Piece) -> None:
    """The required columns that a tab does not have, once each."""
    if piece.match.places is not None:
        return
    split = {key for c in piece.match.columns for key in piece.table.by_key[c.key].splits}
    said = {problem.column for problem in piece.problems if problem.row is None}
    have = {column.key for column in piece.match.columns} | set(piece.match.given) | split | said
    for column in piece.table.columns:
        if column.required and column.key not in have:
            _say(piece, Doubt("missing_column", key=column.key, read_as=column.label))


def _say_doubts(piece: Piece) -> None:
    for doubt in piece.match.doubts:
        _say(piece, doubt)


def _say(piece: Piece, doubt: Doubt, n: int | None = None) -> None:
    match = piece.match
    if n is None and doubt.row is not None and piece.match.places is None:
        n = match.rows.index(doubt.row) if doubt.row in match.rows else None
    read_as = doubt.read_as
    if read_as is None and doubt.key and doubt.row is None and doubt.key in match.table.by_key:
        read_as = match.table.by_key[doubt.key].label
    piece.problems.append(
        Problem(
            match.table.name, match.grid.tab, doubt.row, letter(doubt.col) if doubt.col is not None else None,
            doubt.key, piece.ids[n] if n is not None and n < len(piece.ids) else None, doubt.value, doubt.reason,
            doubt.level, read_as, doubt.details,
        )
    )  # fmt: skip


def _frame(table: Table, pieces: Sequence[Piece]) -> pd.DataFrame:
    mine = [piece for piece in pieces if piece.table.name == table.name and piece.ids]
    if not mine:
        return empty_frame(table)
    ids = [id_ for piece in mine for id_ in piece.ids]
    values: Mapping[str, Any] = joined([(len(piece.ids), piece.values) for piece in mine], table)
    return frame(table, ids, values)
