"""New rows after they were written: where they stand, whether they can stay, and what is left of one taken back.

Which row it is, is decided by all that was written into it: an id alone may be another row's as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sheets.backends import Cell
from sheets.backends.google_look import Page
from sheets.backends.google_plan import NewRow, Target, as_stored
from sheets.changes import as_text, is_blank, same_cell


@dataclass(frozen=True)
class Standing:
    """A new row in a tab: its row, and by the column of each written cell the one where it is now."""

    row: int
    cols: Mapping[int, int]


def landed(row: NewRow, page: Page, *, above: int = 0) -> int | None:
    """Where a new row stands: the lowest row that holds all its cells in their columns; None when it is not seen."""
    wanted = _wanted(row)
    found = [at for at in page.cells if at >= above and all(same_cell(page.value(at, c), v) for c, v in wanted.items())]
    return max(found, default=None)


def headers_hold(row: NewRow, page: Page) -> bool:
    """Every written column still has the header that it was written for."""
    return all(_is_column(row, page, col, col) for col in row.headers)


def has_twin(row: NewRow, place: int, page: Page) -> bool:
    """Whether another row has the same id: of two processes, the one that wrote later sees it."""
    col = row.id_col
    return col is not None and any(same_cell(page.value(at, col), row.cells[col]) for at in page.cells if at != place)


def can_stay(row: NewRow, page: Page) -> bool:
    """Whether the row, in a tab just read, has its cells in their columns and its id for itself.

    A row that is not to be found was changed or deleted by people: that is theirs to decide.
    """
    standing = standing_of(row, page)
    if standing is None:
        return True
    id_now = standing.cols.get(row.id_col) if row.id_col is not None else None
    twins = [at for at in page.cells if id_now is not None and same_cell(page.value(at, id_now), _id(row))]
    return len(twins) < 2 and all(_is_column(row, page, col, now) for col, now in standing.cols.items())


def standing_of(row: NewRow, page: Page, mark: int | None = None) -> Standing | None:
    """The row in a tab just read: the one that holds most of what was written, and more than half of it.

    With a `mark` (a written column), whatever is left of the row beside that cell. It holds more of what was written
    than of anything else: a row of other people that happens to have the same words is left alone.
    """
    first = max(row.header_rows, default=-1) + 1
    found = [Standing(at, _held(row, page, at)) for at in page.cells if at >= first]
    enough = 1 if mark is not None else len(_wanted(row)) // 2 + 1
    found = [one for one in found if len(one.cols) >= enough and (mark is None or mark in one.cols)]
    found = [one for one in found if len(one.cols) > _foreign(page, one)]
    return max(found, key=lambda one: (len(one.cols), one.row), default=None)


@dataclass
class Rest:
    """A new row that is being taken back; `mark` is the written column that tells it from all others."""

    row: NewRow
    why: str
    mark: int | None = None

    def puts(self, page: Page) -> list[Target]:
        """What is to be emptied next, in a tab just read: the mark last, since the others are known by it."""
        standing = standing_of(self.row, page, self.mark)
        if standing is None:
            return []
        if self.mark is None:
            self.mark = _mark(self.row, page, standing)
        others = [col for col in sorted(standing.cols) if col != self.mark]
        return [self._emptied(col, standing, page) for col in others or [self.mark]]

    def ends_with(self, puts: list[Target]) -> bool:
        """Whether nothing is left after these."""
        return all(put.col == put.id_col for put in puts)

    def _emptied(self, col: int, standing: Standing, page: Page) -> Target:
        row, now, mark = self.row, standing.cols[col], self.mark if self.mark is not None else col
        when, who, tab, row_id, _, _, _, _, op = row.line
        header, mark_now = _header(row, page, now), standing.cols[mark]
        label = as_text(header[-1]) if header else None
        return Target(
            op=f"{op}.1",
            tab=row.tab,
            sheet_id=row.sheet_id,
            row=standing.row,
            col=now,
            value=None,
            expected=row.cells[col],
            line=(when, who, tab, row_id, label, None, None, self.why, f"{op}.1"),
            header_rows=row.header_rows,
            header=header,
            id_col=mark_now,
            id_header=_header(row, page, mark_now),
            id_cell=as_stored(row.cells[mark]),
            around=_around(page, standing.row, now) if col == mark else {},
        )


def _wanted(row: NewRow) -> dict[int, Cell]:
    return {col: as_stored(value) for col, value in row.cells.items() if not is_blank(value)}


def _id(row: NewRow) -> Cell:
    return None if row.id_col is None else row.cells[row.id_col]


def _header(row: NewRow, page: Page, col: int) -> tuple[Cell, ...]:
    return tuple(page.value(at, col) for at in row.header_rows)


def _is_column(row: NewRow, page: Page, col: int, now: int) -> bool:
    """Whether the column `now` has the header that the cell of column `col` was written for."""
    headers = zip(_header(row, page, now), row.headers.get(col, ()), strict=False)
    return all(same_cell(found, was) for found, was in headers)


def _held(row: NewRow, page: Page, at: int) -> dict[int, int]:
    """Where each written cell is in this row: under its header, else where it was written, else anywhere."""
    taken: dict[int, int] = {}
    for col, value in _wanted(row).items():
        places = [now for now in page.cells[at] if same_cell(page.value(at, now), value)]
        places = [now for now in places if now not in taken.values()]
        places.sort(key=lambda now, col=col: (not _is_column(row, page, col, now), now != col))  # type: ignore[misc]
        taken |= {col: places[0]} if places else {}
    return taken


def _around(page: Page, row: int, col: int) -> dict[int, Cell]:
    """What stands beside the last cell of a row: a row with the same word there has other cells."""
    width = max((max(cells, default=0) for cells in page.cells.values()), default=0) + 1
    return {other: page.value(row, other) for other in range(width) if other != col}


def _foreign(page: Page, standing: Standing) -> int:
    """How many cells of this row hold something that was not written with the new row."""
    ours = standing.cols.values()
    return sum(col not in ours and not is_blank(page.value(standing.row, col)) for col in page.cells[standing.row])


def _mark(row: NewRow, page: Page, standing: Standing) -> int:
    """The cell that no other row has: its id, or its longest text where the id is another row's too."""

    def rank(col: int) -> tuple[int, bool, bool, int]:
        value, now = as_stored(row.cells[col]), standing.cols[col]
        alike = sum(same_cell(page.value(at, now), value) for at in page.cells)
        return (-alike, col == row.id_col, isinstance(value, str), len(as_text(value)))

    return max(standing.cols, key=rank)
