"""Tables inside a table: where every row repeats who or what it is about (3W lists), each of them is read once."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.backends import Cell
from sheets.recognise.columns import Assignment, assign
from sheets.recognise.content import is_blank
from sheets.recognise.headers import HeaderRows
from sheets.recognise.parts import ColumnMatch, Doubt, TableMatch
from sheets.recognise.vocabulary import CERTAIN, Vocabulary, compared
from sheets.schema import Table

ENOUGH = 3


def entities(match: TableMatch, rows: HeaderRows, words: Vocabulary) -> list[TableMatch]:
    """The tables that a denormalised tab also holds: one record for each distinct name, the first row of each."""
    used = {column.col for column in match.columns}
    found: list[TableMatch] = []
    if used.issuperset(header.col for header in rows.headers):
        return found
    for table in words.schema.records:
        if table.name == match.table.name or not _stands_alone(table):
            continue
        assignment = assign(rows.headers, table, words, rows.shape)
        if _is_inside(assignment, match, rows, used):
            first = only_first(_copy(match, assignment, used), assignment.columns[table.title])
            if len(first.rows) < 0.7 * len(match.rows):
                used |= {column.col for column in first.columns}
                found.append(first)
    return found


def beside(match: TableMatch, rows: HeaderRows, words: Vocabulary) -> list[TableMatch]:
    """A second table in the columns that the first leaves (the actions of a meeting log, with owner and due date)."""
    left = rows.part([header.col for header in rows.headers if header.col in {c.col for c in match.unknown_columns}])
    best: Assignment | None = None
    for table in words.schema.records if len(left.headers) >= ENOUGH else ():
        found = assign(left.headers, table, words, rows.shape)
        title = found.columns.get(table.title)
        if title and title.how in CERTAIN and found.certain >= ENOUGH and (best is None or found.score > best.score):
            best = found if table.name != match.table.name else best
    return [_named_rows(match, best)] if best else []


def _named_rows(match: TableMatch, found: Assignment) -> TableMatch:
    """The rows in which the second table's title is filled."""
    copy = TableMatch(found.table, match.grid, match.header_rows, list(found.columns.values()), [], match.rows)
    copy.first, copy.body, copy.keep = match.first, match.body, match.keep
    named = [n for n, name in enumerate(copy.cells(found.columns[found.table.title])) if not is_blank(name)]
    given: dict[str, Sequence[Cell]] = {c.key: [copy.cells(c)[n] for n in named] for c in copy.columns}
    rows = [match.rows[n] for n in named]
    second = TableMatch(found.table, match.grid, match.header_rows, copy.columns, [], rows, given=given)
    second.places = [found.columns[found.table.title].col] * len(rows)
    used = {column.col for column in copy.columns}
    match.unknown_columns = [column for column in match.unknown_columns if column.col not in used]
    return second


def _stands_alone(table: Table) -> bool:
    """Whether a table's rows need nothing from another table."""
    return not any(column.required and column.kind == "reference" for column in table.columns)


def _is_inside(found: Assignment, match: TableMatch, rows: HeaderRows, used: set[int]) -> bool:
    title = found.columns.get(found.table.title)
    if title is None or title.how not in CERTAIN or len(match.rows) < 8 or rows.shape(title.col).distinct > 0.7:
        return False
    if not rows.shape(title.col).is_text:
        return False
    more = [c for c in found.columns.values() if c.how in CERTAIN and c.col not in used and c.col != title.col]
    refers = any(c.col == title.col and match.table.by_key[c.key].to == found.table.name for c in match.columns)
    return bool(more) and (title.col not in used or refers)


def _copy(match: TableMatch, found: Assignment, used: set[int]) -> TableMatch:
    """The same rows as another table, without the columns that the main table reads."""
    title = found.columns[found.table.title]
    kept = [c for c in found.columns.values() if c.how in CERTAIN and (c.col not in used or c is title)]
    copy = TableMatch(found.table, match.grid, match.header_rows, kept, [], match.rows, first=match.first)
    copy.body, copy.keep = match.body, match.keep
    return copy


def only_first(match: TableMatch, title: ColumnMatch) -> TableMatch:
    """The first row of every distinct name; says how many rows name how many."""
    names = match.cells(title)
    seen: set[str] = set()
    first = []
    for n, name in enumerate(names):
        key = compared(str(name))
        if not is_blank(name) and key not in seen:
            seen.add(key)
            first.append(n)
    if len(first) == len(match.rows):
        return match
    details = {"n": len(match.rows), "distinct": len(first)}
    doubts = [Doubt("repeats", col=title.col, key=title.key, value=title.header, details=details)]
    doubts += _differing(match, names, first)
    given: dict[str, Sequence[Cell]] = {column.key: [match.cells(column)[n] for n in first] for column in match.columns}
    rows = [match.rows[n] for n in first]
    reduced = TableMatch(match.table, match.grid, match.header_rows, match.columns, [], rows, [], doubts, given)
    reduced.places = [title.col] * len(rows)
    return reduced


def _differing(match: TableMatch, names: Sequence[object], first: Sequence[int]) -> list[Doubt]:
    """Where a name's rows do not agree on a column: the first row counts, and that is said once for each column."""
    doubts = []
    for column in match.columns:
        if column.key == match.table.title:
            continue
        cells = match.cells(column)
        values: dict[str, set[str]] = {}
        for name, cell in zip(names, cells, strict=True):
            if not is_blank(cell):
                values.setdefault(compared(str(name)), set()).add(str(cell))
        several = [n for n in first if len(values.get(compared(str(names[n])), ())) > 1]
        doubts += [
            Doubt(
                "repeats_differ", match.rows[n], column.col, column.key, str(cells[n]), details={"name": str(names[n])}
            )
            for n in several[:20]
        ]
    return doubts
