"""Reading the answer of a write: was every cell the right one, and what did it hold when it was overwritten?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheets.backends import Cell
from sheets.backends.google_look import Page
from sheets.backends.google_plan import HistoryPlace, NewRow, Target, as_stored, format_for
from sheets.changes import as_text, is_blank, same_cell

FINE, TYPED, ASTRAY = "fine", "typed", "astray"


@dataclass(frozen=True)
class Outcome:
    """What became of one target: `held` is the cell before (with its formula and format), `row` where it stands."""

    target: Target
    verdict: str
    held: Cell
    formula: str | None
    pattern: str | None
    row: int
    line: int


def outcomes(
    targets: Sequence[Target], rows: Sequence[int], pages: Mapping[int, Page], history: HistoryPlace, first_line: int
) -> list[Outcome]:
    """What the answer says about each target; its pre-image stands in the history line of its number."""
    log = pages.get(history.sheet_id, Page(history.sheet_id))
    found = []
    for number, (target, row) in enumerate(zip(targets, rows, strict=True)):
        line = first_line + number
        held, formula = log.value(line, history.old), log.formula(line, history.old)
        page = pages.get(target.sheet_id, Page(target.sheet_id))
        verdict = _verdict(target, row, page, held, formula)
        found.append(Outcome(target, verdict, held, formula, log.pattern(line, history.old), row, line))
    return found


def _verdict(target: Target, row: int, page: Page, held: Cell, formula: str | None) -> str:
    expected = same_cell(held, as_stored(target.expected))
    if not _in_row(target, row, page) or not _in_column(target, page, renamed=target.restores and expected):
        return ASTRAY
    known = expected or (same_cell(held, as_stored(target.value)) and not target.restores)
    return FINE if known and formula is None else TYPED


def _in_row(target: Target, row: int, page: Page) -> bool:
    """The row still has its id, or without ids its content."""
    if target.id_col is not None:
        return same_cell(page.value(row, target.id_col), target.id_cell)
    return all(same_cell(page.value(row, col), cell) for col, cell in target.around.items())


def _in_column(target: Target, page: Page, *, renamed: bool) -> bool:
    """The column still has its header; where that is `renamed`, nobody else may have it."""
    if _same_header(page, target.header_rows, target.col, target.header):
        return True
    return renamed and _column(page, target.header_rows, target.header) is None


def repairs(found: Sequence[Outcome], pages: Mapping[int, Page], why: str, number: int) -> list[Target]:
    """The writes that put back what was overwritten, last one first, so that a cell written twice ends as it began."""
    return [_put_back(outcome, pages, why, number) for outcome in reversed(found)]


def _put_back(outcome: Outcome, pages: Mapping[int, Page], why: str, number: int) -> Target:
    """Give the cell that was written what it held, whosever cell it was."""
    target, page = outcome.target, pages.get(outcome.target.sheet_id, Page(outcome.target.sheet_id))
    id_cell = None if target.id_col is None else page.value(outcome.row, target.id_col)
    formula = outcome.formula is not None and "#REF!" not in outcome.formula
    return replace(
        target,
        op=f"{target.op.split('.')[0]}.{number}",
        row=outcome.row,
        value=outcome.held,
        expected=target.value,
        header=tuple(page.value(at, target.col) for at in target.header_rows),
        id_cell=id_cell,
        around={},
        line=_line(target, as_text(outcome.held), why, number, as_text(id_cell)),
        number_format=format_for(None, outcome.pattern),
        copy_from=outcome.line if formula else None,
        restores=True,
    )


def _line(target: Target, new: str, why: str, number: int, row_id: str) -> tuple[Cell, ...]:
    """The history line of a repair: the one of the write, with what was put back, why, and a mark of its own."""
    when, who, tab, _, column, _, _, _, op = target.line
    return (when, who, tab, row_id, column, None, new, why, f"{str(op).split('.')[0]}.{number}")


def still_there(outcome: Outcome, pages: Mapping[int, Page]) -> bool:
    """What was written stands where it was written; after a lost answer it may have moved along with its row."""
    page = pages.get(outcome.target.sheet_id, Page(outcome.target.sheet_id))
    return same_cell(page.value(outcome.row, outcome.target.col), as_stored(outcome.target.value))


def put_back_elsewhere(outcome: Outcome, page: Page, why: str, number: int) -> Target | None:
    """The repair of a cell that has moved since it was overwritten, if the whole tab `page` shows where it is now."""
    target = outcome.target
    id_col = None if target.id_col is None else _column(page, target.header_rows, target.id_header)
    places = [
        (row, col)
        for row, cells in page.cells.items()
        for col in cells
        if same_cell(page.value(row, col), as_stored(target.value))
        and _same_header(page, target.header_rows, col, target.header)
        and (id_col is None or not same_cell(page.value(row, id_col), target.id_cell))
    ]
    if len(places) != 1:
        return None
    row, col = places[0]
    there = replace(outcome, target=replace(target, col=col, id_col=id_col), row=row)
    return _put_back(there, {target.sheet_id: page}, why, number)


def put_again(target: Target, page: Page) -> Target | None:
    """A repair that went astray still has to reach its cell; None when that no longer holds what the app put there.

    `page` is the whole tab as it is now.
    """
    id_col = _column(page, target.header_rows, target.id_header) if target.id_col is not None else None
    renamed = _column(page, target.header_rows, target.header) is None
    places = [
        (row, col)
        for row, cells in page.cells.items()
        for col in cells
        if same_cell(page.value(row, col), as_stored(target.expected))
        and (renamed or _same_header(page, target.header_rows, col, target.header))
        and (id_col is None or same_cell(page.value(row, id_col), target.id_cell))
    ]
    if len(places) != 1:
        return None
    row, col = places[0]
    return replace(target, row=row, col=col, id_col=id_col, copy_from=None)


def _column(page: Page, header_rows: Sequence[int], header: Sequence[Cell]) -> int | None:
    cols = {col for row in header_rows for col in page.cells.get(row, {})}
    return next((col for col in sorted(cols) if _same_header(page, header_rows, col, header)), None)


def _same_header(page: Page, header_rows: Sequence[int], col: int, header: Sequence[Cell]) -> bool:
    return all(same_cell(page.value(row, col), part) for row, part in zip(header_rows, header, strict=True))


def landed(row: NewRow, page: Page, *, above: int = 0) -> int | None:
    """Where a new row stands: the lowest row that holds all its cells in their columns; None when it is not seen."""
    wanted = {col: as_stored(value) for col, value in row.cells.items() if not is_blank(value)}
    found = [at for at in page.cells if at >= above and all(same_cell(page.value(at, c), v) for c, v in wanted.items())]
    return max(found, default=None)


def headers_hold(row: NewRow, page: Page) -> bool:
    """Every written column still has the header that it was written for."""
    return all(
        same_cell(page.value(at, col), was)
        for col, header in row.headers.items()
        for at, was in zip(row.header_rows, header, strict=True)
    )
