"""Reading the answer of a write: was every cell the right one, and what did it hold when it was overwritten?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheets.backends import Cell
from sheets.backends.google_look import Page, company_of
from sheets.backends.google_plan import HistoryPlace, Target, as_stored, format_for
from sheets.backends.workbook_parts.references import translated
from sheets.changes import as_text, is_blank, same_cell

# Ranges of whole columns are left to the sheet to translate.
WHOLE_COLUMNS = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}")
FINE, TYPED, ASTRAY = "fine", "typed", "astray"
MOVED_DOWN, COMPANY = 3, 2


@dataclass(frozen=True)
class Outcome:
    """What became of one target: `held` is the cell before (with its formula and format), `row` where it was written.

    `id_cell` and `named` are the id of the row and the name of the column that were really hit.
    """

    target: Target
    verdict: str
    held: Cell
    formula: str | None
    pattern: str | None
    row: int
    line: int
    id_cell: Cell = None
    named: Cell = None
    log_col: int = 0


def outcomes(
    targets: Sequence[Target],
    rows: Sequence[int],
    pages: Mapping[int, Page],
    history: HistoryPlace,
    first_line: int,
    *,
    late: bool = False,
) -> list[Outcome]:
    """What the history says about each target; `pages` show the rows as they are now, or `late` as they are since."""
    log = pages.get(history.sheet_id, Page(history.sheet_id))
    found = []
    for number, (target, row) in enumerate(zip(targets, rows, strict=True)):
        line = first_line + number
        outcome = Outcome(
            target,
            FINE,
            log.value(line, history.old),
            log.formula(line, history.old),
            log.pattern(line, history.old),
            row,
            line,
            log.value(line, history.columns["id"]) if target.id_col is not None else None,
            log.value(line, history.columns["column"]),
            history.old,
        )
        page = pages.get(target.sheet_id, Page(target.sheet_id))
        found.append(replace(outcome, verdict=_verdict(outcome, page, late=late)))
    return found


def _verdict(outcome: Outcome, page: Page, *, late: bool) -> str:
    target, held = outcome.target, outcome.held
    expected = same_cell(held, as_stored(target.expected))
    if not _in_row(outcome, page, late=late) or not _in_column(outcome, page, renamed=target.restores and expected):
        return ASTRAY
    known = expected or (same_cell(held, as_stored(target.value)) and not target.restores)
    return FINE if known and _formula_known(outcome) else TYPED


def _formula_known(outcome: Outcome) -> bool:
    """No formula was overwritten, or the very one that the app had put back there itself."""
    expected, target = outcome.target.expected_formula, outcome.target
    if outcome.formula is None or expected is None:
        return outcome.formula is expected
    held = translated(outcome.formula, target.row - outcome.line, target.col - outcome.log_col)
    return WHOLE_COLUMNS.sub("", held) == WHOLE_COLUMNS.sub("", expected)


def _in_row(outcome: Outcome, page: Page, *, late: bool) -> bool:
    """It was the row with this id, or without ids with this content; for a repair also if its id was changed since."""
    target = outcome.target
    if target.id_col is not None and not same_cell(outcome.id_cell, target.id_cell):
        return target.restores and _renamed(outcome, page)
    return late or all(same_cell(page.value(outcome.row, col), cell) for col, cell in target.around.items())


def _renamed(outcome: Outcome, page: Page) -> bool:
    """The row that was hit stands there with the same company, and no row has the id that it should have had."""
    target, row = outcome.target, outcome.row
    still = target.id_col is not None and same_cell(page.value(row, target.id_col), outcome.id_cell)
    return still and _accompanied(target, page, row) and not _id_known(page, target, target.id_cell)


def _accompanied(target: Target, page: Page, row: int) -> bool:
    """The rest of the row is what stood beside the cell, and enough to know it by; its columns may have moved."""
    left = [page.value(row, col) for col in page.cells.get(row, {})]
    for cell in target.company.values():
        found = next((at for at, other in enumerate(left) if same_cell(other, cell)), None)
        if found is None:
            return False
        left.pop(found)
    return len(target.company) >= COMPANY


def _id_known(page: Page, target: Target, id_cell: Cell) -> bool:
    id_col = _id_column(page, target)
    return id_col is not None and any(same_cell(page.value(row, id_col), id_cell) for row in page.cells)


def _in_column(outcome: Outcome, page: Page, *, renamed: bool) -> bool:
    """It was the column with this name; where that is `renamed`, nobody else may have it."""
    target = outcome.target
    if target.label_row is None or same_cell(outcome.named, target.named):
        return True
    return renamed and not _columns(page, target, target.named)


def repairs(found: Sequence[Outcome], pages: Mapping[int, Page], why: str) -> list[Target]:
    """The writes that put back what was overwritten; ids last, since the others are known by them.

    Otherwise the last one first, so that a cell written twice ends as it began.
    """
    puts = [_put_back(outcome, pages[outcome.target.sheet_id], why, found) for outcome in reversed(found)]
    return sorted((put for put in puts if put is not None), key=_is_id)


def _put_back(outcome: Outcome, page: Page, why: str, found: Sequence[Outcome] = ()) -> Target | None:
    """Give the cell that was written what it held, whosever cell it was and wherever it is in `page`.

    None when it does not hold any more what the app put there, or is not to be found.
    """
    target, near = outcome.target, (outcome.row, outcome.target.col)
    place = near if still_there(outcome, page) else None
    place = place or find_cell(page, target, outcome.id_cell, outcome.named, target.value, near)
    if place is None:
        return None
    row, col = place
    id_col = _id_column(page, target)
    id_cell = None if id_col is None else page.value(row, id_col)
    formula = outcome.formula if outcome.formula and "#REF!" not in outcome.formula else None
    plain = formula is not None and not WHOLE_COLUMNS.search(formula)
    return replace(
        target,
        row=row,
        col=col,
        value=outcome.held,
        expected=target.value,
        id_col=id_col,
        header=_header(page, target, col),
        id_cell=id_cell,
        around={},
        company=company_of(page, row, (id_col, *(other.target.col for other in found))),
        line=_line(target, as_text(outcome.held), why, as_text(id_cell)),
        number_format=format_for(None, outcome.pattern),
        copy_from=outcome.line if formula and not plain else None,
        formula=translated(formula, row - outcome.line, col - outcome.log_col) if formula and plain else None,
        expected_formula=target.formula,
        beside=_only(page, row, id_cell, found),
        restores=True,
    )


def _only(page: Page, row: int, id_cell: Cell, found: Sequence[Outcome]) -> tuple[Cell, ...] | None:
    """What the app wrote, where a row without an id holds nothing else: by that alone it is known."""
    ours = tuple(as_stored(outcome.target.value) for outcome in found)
    return ours if is_blank(id_cell) and _holds_only(page, row, ours) else None


def _holds_only(page: Page, row: int, values: Sequence[Cell]) -> bool:
    held = [page.value(row, col) for col in page.cells.get(row, {})]
    return all(is_blank(cell) or any(same_cell(cell, value) for value in values) for cell in held)


def _line(target: Target, new: str, why: str, row_id: str) -> tuple[Cell, ...]:
    """The history line of a repair: the one of the write, with what was put back and why."""
    when, who, tab, _, column, _, _, _, op = target.line
    return (when, who, tab, row_id, column, None, new, why, op)


def still_there(outcome: Outcome, page: Page) -> bool:
    """What was written stands where it was written, in the row that was hit: nothing has moved since."""
    target = outcome.target
    same_row = target.id_col in (None, target.col) or same_cell(page.value(outcome.row, target.id_col), outcome.id_cell)
    return same_row and same_cell(page.value(outcome.row, target.col), as_stored(target.value))


def put_again(target: Target, page: Page) -> Target | None:
    """A repair that went astray still has to reach its cell; None when that no longer holds what the app put there.

    `page` is the whole tab as it is now.
    """
    place = find_cell(page, target, target.id_cell, target.named, target.expected, (target.row, target.col))
    if place is None:
        return None
    row, col = place
    id_col = col if _is_id(target) else _id_column(page, target)
    formula = target.formula and translated(target.formula, row - target.row, col - target.col)
    header = _header(page, target, col)
    expected = target.expected_formula and translated(target.expected_formula, row - target.row, col - target.col)
    aimed = replace(target, row=row, col=col, id_col=id_col, header=header)
    return replace(aimed, copy_from=None, formula=formula, expected_formula=expected)


def _is_id(target: Target) -> bool:
    """It is an id itself, wherever it was written: also beside the column of the ids, if that moved meanwhile."""
    return target.col == target.id_col


def find_cell(
    page: Page, target: Target, id_cell: Cell, named: Cell, holding: Cell, near: tuple[int, int]
) -> tuple[int, int] | None:
    """The cell of a row (by id) and a column (by name) that holds what the app wrote; `near` if it is that one."""
    id_col, cols = _id_column(page, target), _columns(page, target, named)
    if near[1] in cols:
        cols = [near[1]]
    rows = _rows_of(page, target, id_cell, id_col)
    places = [
        (row, col)
        for row in page.cells
        for col in cols or sorted({*page.cells[row], near[1]})
        if same_cell(page.value(row, col), as_stored(holding))
        and (row in rows or col == id_col)
        and (target.beside is None or _holds_only(page, row, target.beside))
    ]
    return near if near in places else places[0] if len(places) == 1 else None


def _rows_of(page: Page, target: Target, id_cell: Cell, id_col: int | None) -> set[int]:
    """The rows with this id; where it was changed since, the row with the same company. All, for an id itself."""
    if _is_id(target) or id_col is None:
        return set(page.cells)
    rows = {row for row in page.cells if same_cell(page.value(row, id_col), id_cell)}
    if rows or not same_cell(id_cell, target.id_cell):
        return rows
    return {row for row in page.cells if _accompanied(target, page, row)}


def _columns(page: Page, target: Target, named: Cell) -> list[int]:
    """The columns that have this name now, in the header's rows or not far below them."""
    if is_blank(named):
        return []
    lowest = max(target.header_rows, default=-1) + MOVED_DOWN
    rows = [row for row in page.cells if row <= lowest]
    return sorted({col for row in rows for col in page.cells[row] if same_cell(page.value(row, col), named)})


def _id_column(page: Page, target: Target) -> int | None:
    """Where the ids are now."""
    if target.id_col is None or not target.id_header:
        return target.id_col
    found = _columns(page, target, next((part for part in reversed(target.id_header) if not is_blank(part)), None))
    return found[0] if found and target.id_col not in found else target.id_col


def _header(page: Page, target: Target, col: int) -> tuple[Cell, ...]:
    return tuple(page.value(at, col) for at in target.header_rows)
