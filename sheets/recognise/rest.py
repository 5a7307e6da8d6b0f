"""What lies on a tab beside its recognised tables: said, so that no row and no column vanishes without a word."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.backends.letters import letter
from sheets.recognise.page import Page
from sheets.recognise.parts import NotRecognised, TableMatch

WIDE_ENOUGH, LONG_ENOUGH = 3, 3


def passed_over(page: Page, matches: Sequence[TableMatch], end: int) -> list[NotRecognised]:
    """The parts of a tab with tables that hold more than titles and notes: above, below and beside them."""
    top = min((row for match in matches for row in match.header_rows), default=1) - 1
    return [*_above(page, top), *_below(page, end), *_beside(page, matches)]


def _above(page: Page, top: int) -> list[NotRecognised]:
    rows = [row for row in range(top) if len(page.filled(row)) >= WIDE_ENOUGH]
    if len(rows) < LONG_ENOUGH:
        return []
    return [NotRecognised(page.grid.tab, "rest_rows", {"first": rows[0] + 1, "last": rows[-1] + 1})]


def _below(page: Page, end: int) -> list[NotRecognised]:
    return rows_between(page, end, page.height)


def rows_between(page: Page, first: int, last: int) -> list[NotRecognised]:
    """Rows (0-based, before `last`) of which one at least holds more than a title or a note."""
    rows = [row for row in range(first, last) if page.filled(row)]
    if all(len(page.filled(row)) <= 1 for row in rows):
        return []
    return [NotRecognised(page.grid.tab, "rest_rows", {"first": rows[0] + 1, "last": rows[-1] + 1})]


def _beside(page: Page, matches: Sequence[TableMatch]) -> list[NotRecognised]:
    """Columns in the rows of the tables that none of them read or kept, with as many filled cells as a table has."""
    rows = sorted({row for match in matches for row in match.rows})[:200]
    seen = {column.col for match in matches for column in match.columns}
    seen |= {column.col for match in matches for column in match.unknown_columns}
    lost = [col for col in range(page.width) if col not in seen and _filled(page, rows, col) >= max(2, 0.5 * len(rows))]
    lost = [col for col in lost if not _counts(page, rows, col)]
    if len(lost) < 2:
        return []
    return [NotRecognised(page.grid.tab, "rest_columns", {"first": letter(lost[0]), "last": letter(lost[-1])})]


def _filled(page: Page, rows: Sequence[int], col: int) -> int:
    return sum(bool(page.filled(row - 1, [col])) for row in rows)


def _counts(page: Page, rows: Sequence[int], col: int) -> bool:
    """Whether a column only numbers the rows."""
    cells = [str(page.cell(row - 1, col) or "").rstrip(".0").strip() for row in rows[:20]]
    return all(len(text) <= 3 for text in cells)
