"""Outlines spread over columns (Phase | Task | Subtask): a row is named by the deepest column that it fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheets.backends import Cell
from sheets.recognise.content import is_blank
from sheets.recognise.headers import HeaderRows
from sheets.recognise.parts import Doubt, TableMatch

SHARE = 0.2
NEAR = 2


def name_by_level(match: TableMatch, rows: HeaderRows) -> None:
    """Fills blank titles from the neighbouring columns of the same outline, and says from which."""
    title = next((column for column in match.columns if column.key == match.table.title), None)
    if title is None or match.table.by_key[title.key].kind != "text" or len(match.rows) < 4:
        return
    names = list(match.cells(title))
    if names.count(None) + names.count("") < SHARE * len(names):
        return
    for col, header in _levels(match, rows, title.col):
        filled = _fill(names, match.raw(col))
        if filled:
            details = {"n": filled}
            match.doubts.append(Doubt("title_from_level", col=col, key=title.key, value=header, details=details))
    match.given[title.key] = names


def _levels(match: TableMatch, rows: HeaderRows, title: int) -> Iterator[tuple[int, str]]:
    """The text columns right of the title that no key knows, then the column of the goal left of it."""
    for column in match.unknown_columns:
        if 0 < column.col - title <= NEAR and rows.shape(column.col).is_text:
            yield column.col, column.header
    for known in match.columns:
        if known.key == "goal" and 0 < title - known.col <= NEAR:
            yield known.col, known.header


def _fill(names: list[Cell], cells: Sequence[Cell]) -> int:
    """Puts `cells` where names are blank; how many were filled."""
    blank = [n for n, name in enumerate(names) if is_blank(name) and not is_blank(cells[n])]
    for n in blank:
        names[n] = cells[n]
    return len(blank)
