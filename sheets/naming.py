"""Names for rows without an id that last as long as this process: "~6" stays the same row when rows move.

Somebody who saves "~6" means the row that they saw under this name. So a name is carried along from reading to reading
by the content of its row, and is never given to another one.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from sheets.backends import Cell
from sheets.recognise import TableMatch, letter

Cells = tuple[tuple[str, Cell], ...]
Place = tuple[str, str]
MOST = 50_000


@dataclass
class Named:
    """One row as it was when it was last read."""

    name: str
    row: int
    cells: Cells
    text: str
    gone: bool = False
    exact: bool = False


@dataclass
class Naming:
    """The names that one forum has given, by table and tab; shared by all threads."""

    known: dict[Place, list[Named]] = field(default_factory=lambda: defaultdict(list))
    spent: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def names(self, match: TableMatch, numbers: Sequence[int], doubled: Collection[int] = ()) -> dict[int, str]:
        """A name for each of these records (by their position in the table) that have no id of their own.

        `doubled` have one that another row has too: these are the same only as long as nothing in them changes.
        """
        with self.lock:
            rows = {n: _row(match, n, exact=n in doubled) for n in numbers}
            place = (match.table.name, str(match.grid.sheet_id or match.grid.tab))
            carried = _carried(rows, self.known[place])
            for n, row in rows.items():
                row.name = carried.get(n) or self._new(match.table.name, row.name)
            kept = set(carried.values())
            gone = [replace(one, gone=True) for one in self.known[place] if one.name not in kept]
            self.known[place] = [*rows.values(), *gone][:MOST]
            return {n: row.name for n, row in rows.items()}

    def _new(self, table: str, wanted: str) -> str:
        name, spent = wanted, self.spent[table]
        while name in spent:
            name += "'"
        spent.add(name)
        return name


def _row(match: TableMatch, n: int, *, exact: bool) -> Named:
    number = match.rows[n]
    cells = list(match.grid.rows[number - 1]) if number <= len(match.grid.rows) else []
    while cells and cells[-1] in (None, ""):
        cells.pop()
    where = letter(match.places[n]) if match.places else ""
    texts = [cell for cell in cells if isinstance(cell, str)]
    kept: Cells = (*((type(cell).__name__, cell) for cell in cells), ("", where))
    return Named(f"~{number}{where}", number, kept, max(texts, key=len, default=""), exact=exact)


def _carried(rows: dict[int, Named], known: Sequence[Named]) -> dict[int, str]:
    """Which row has which name already: the same content, else most of it or the same longest text."""
    free = list(known)
    carried: dict[int, str] = {}
    for alike in (_same_row, _same_cells, _same_place, _same_text):
        carried |= dict(alike({n: row for n, row in rows.items() if n not in carried}, free))
        taken = set(carried.values())
        free = [one for one in free if one.name not in taken]
    return carried


def _same_row(rows: dict[int, Named], free: Sequence[Named]) -> Iterator[tuple[int, str]]:
    """Nothing has changed."""
    by = {(one.row, one.cells): one.name for one in reversed(free)}
    return ((n, by[row.row, row.cells]) for n, row in rows.items() if (row.row, row.cells) in by)


def _same_cells(rows: dict[int, Named], free: Sequence[Named]) -> Iterator[tuple[int, str]]:
    """The row has moved: the first of those that hold the same."""
    by: dict[Cells, list[str]] = defaultdict(list)
    for one in free:
        by[one.cells].append(one.name)
    return ((n, by[row.cells].pop(0)) for n, row in rows.items() if by.get(row.cells))


def _same_place(rows: dict[int, Named], free: Sequence[Named]) -> Iterator[tuple[int, str]]:
    """A few cells of it have changed where it stands."""
    by = {one.row: one for one in free if not one.gone and not one.exact}
    moved = {n: row for n, row in rows.items() if row.row in by and not row.exact}
    return ((n, by[row.row].name) for n, row in moved.items() if _mostly(row, by[row.row]))


def _same_text(rows: dict[int, Named], free: Sequence[Named]) -> Iterator[tuple[int, str]]:
    """It has moved and changed; its longest text is its own."""
    before, now = _only(free), _only(list(rows.values()))
    numbers = {id(row): n for n, row in rows.items()}
    return ((numbers[id(row)], before[text].name) for text, row in now.items() if text in before)


def _only(rows: Sequence[Named]) -> dict[str, Named]:
    counted: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        counted[row.text].append(row)
    own = {text: found[0] for text, found in counted.items() if text and len(found) == 1}
    return {text: row for text, row in own.items() if not row.exact}


def _mostly(one: Named, other: Named) -> bool:
    """More than half of what either holds is the same."""
    pairs = [pair for pair in zip_longest(one.cells, other.cells) if any(cell and cell[1] is not None for cell in pair)]
    return len(pairs) < 2 * sum(1 for a, b in pairs if a == b)
