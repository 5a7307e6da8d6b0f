"""A file as it came: its tabs, which tables they were recognised as, and what the person says they are instead.

The file is read once and never written. A `Layout` holds only what the person changed, in plain values.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import compress
from pathlib import Path

from sheets.backends import Book, Grid
from sheets.backends.files import TEXTS, read_file
from sheets.errors import TooLarge
from sheets.importing.exports import FormExport, plain_tables
from sheets.recognise import ColumnMatch, NotRecognised, TableMatch, UnknownColumn, recognise
from sheets.recognise.page import Page
from sheets.recognise.vocabulary import vocabulary
from sheets.schema import Schema

MOST_ROWS = 20_000
MOST_LINES = 5 * MOST_ROWS
ROW = re.compile(rb"<(?:row|table:table-row)[ >/]")
LEAVE = ""
FIRST_ROWS = 15


@dataclass
class Part:
    """One table of one tab, or a tab that is none (`match` None, `why` says so). `columns`: all, known or not."""

    key: str
    tab: str
    match: TableMatch | None
    columns: list[UnknownColumn] = field(default_factory=list)
    why: NotRecognised | None = None
    suggested: str = LEAVE

    @property
    def table(self) -> str:
        """The table's name; "" when the part is left out."""
        return self.match.table.name if self.match else LEAVE

    @property
    def derived(self) -> bool:
        """Whether the records were made from the tab's shape (columns for periods, names that repeat)."""
        return self.match is not None and self.match.places is not None

    def key_at(self, col: int) -> str:
        """The field that a column is read as; "" when it stays in the file."""
        columns = self.match.columns if self.match else []
        return next((column.key for column in columns if column.col == col), LEAVE)


@dataclass(frozen=True)
class Layout:
    """What the person says otherwise: part → table, part → column (0-based) → field; "" = leave out."""

    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


@dataclass
class Arrival:
    """A file that was read: `name` as people know it, its book, and what its tabs were recognised as."""

    name: str
    book: Book
    schema: Schema
    exports: dict[str, FormExport]
    parts: list[Part]


def arrive(path: str | Path, schema: Schema, name: str = "") -> Arrival:
    """Any file, read and recognised. Raises like `read_file`, and TooLarge("too_many_rows") beyond 20,000 rows."""
    path = Path(path)
    name = name or path.name
    _refuse_lines(path, name)
    book = replace(read_file(path), title=Path(name).stem)
    if max((len(grid.rows) for grid in book.grids), default=0) > MOST_ROWS:
        book = replace(book, grids=[_trimmed(grid) for grid in book.grids])
    if sum(len(grid.rows) for grid in book.grids) > MOST_ROWS:
        raise TooLarge("too_many_rows", name=name, limit=MOST_ROWS)
    book, exports = plain_tables(book, vocabulary(schema).is_header_word)
    return Arrival(name, book, schema, exports, _recognised(book, schema, exports))


def laid_out(arrival: Arrival, layout: Layout) -> list[Part]:
    """The file's parts as the person says they are."""
    parts = [_as_table(arrival, part, layout.tables.get(part.key)) for part in arrival.parts]
    return [_as_columns(part, layout.columns.get(part.key, {})) for part in parts]


# How much


def _refuse_lines(path: Path, name: str) -> None:
    """A file of very many rows is refused before it fills the memory."""
    if path.is_file() and _lines(path) > MOST_LINES:
        raise TooLarge("too_many_rows", name=name, limit=MOST_ROWS)


def _lines(path: Path) -> int:
    """About how many rows a file has; 0 where that cannot be told without reading it."""
    if path.suffix.lower() in TEXTS:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(partial(file.read, 1 << 20), b""))
    if not zipfile.is_zipfile(path):
        return 0
    try:
        with zipfile.ZipFile(path) as parts:
            return sum(_rows_in(parts, name) for name in parts.namelist() if _is_page(name))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return 0  # reading it says what is wrong with it


def _is_page(name: str) -> bool:
    return name == "content.xml" or (name.startswith("xl/worksheets/") and name.endswith(".xml"))


def _rows_in(parts: zipfile.ZipFile, name: str) -> int:
    found = 0
    with parts.open(name) as page:
        while found <= MOST_LINES and (chunk := page.read(1 << 20)):
            found += len(ROW.findall(chunk))
    return found


def _trimmed(grid: Grid) -> Grid:
    """The tab without the blank rows at its end."""
    return replace(grid, rows=grid.rows[: Page(grid).height])


# What it is


def _recognised(book: Book, schema: Schema, exports: Mapping[str, FormExport]) -> list[Part]:
    found = recognise(book, schema)
    parts: list[Part] = []
    for number, grid in enumerate(book.grids):
        matches = [m for m in found.matches if m.grid is grid and m.table.role == "records"]
        whys = [each for each in found.not_recognised if each.tab == grid.tab]
        for nth, match in enumerate(matches):
            parts.append(_part(f"{number}.{nth}", match, exports.get(grid.tab), match.table.name))
        if not matches and whys and whys[0].why != "empty_tab":
            parts.append(Part(f"{number}.0", grid.tab, None, why=whys[0]))
    return parts


def _part(key: str, match: TableMatch, export: FormExport | None, suggested: str = LEAVE) -> Part:
    known = [UnknownColumn(column.header, column.col) for column in match.columns if column.col >= 0]
    if match.places is None and export:
        match.unknown_columns = sorted({*match.unknown_columns, *export.own}, key=lambda column: column.col)
    if export and export.asked:
        match.columns = [replace(c, header=export.asked.get(c.col, c.header)) for c in match.columns]
        match.unknown_columns = [replace(c, header=export.asked.get(c.col, c.header)) for c in match.unknown_columns]
    columns = {column.col: column for column in [*match.unknown_columns, *known]}
    return Part(key, match.grid.tab, match, [columns[col] for col in sorted(columns)], suggested=suggested)


def _as_table(arrival: Arrival, part: Part, table: str | None) -> Part:
    """The part as the table that the person chose for it."""
    if table is None or table == part.table:
        return part
    if table == LEAVE or table not in arrival.schema.tables:
        return replace(part, match=None)
    grid = next(grid for grid in arrival.book.grids if grid.tab == part.tab)
    match = _read_as(arrival.book, grid, arrival.schema, table)
    return replace(_part(part.key, match, arrival.exports.get(part.tab)), suggested=part.suggested)


def _read_as(book: Book, grid: Grid, schema: Schema, table: str) -> TableMatch:
    """A tab read as one table: as if it were named after it, else from its first row of words downwards."""
    declared = schema.table(table)
    alone = replace(book, grids=[replace(grid, tab=declared.tab.id, hidden=False)])
    found = [m for m in recognise(alone, _alone(schema, table)).matches if m.places is None]
    match = max(found, key=lambda match: len(match.rows), default=None) or _bare(grid, schema, table)
    match.grid = grid
    match.left_out = [replace(each, tab=grid.tab) for each in match.left_out]
    return match


def _alone(schema: Schema, table: str) -> Schema:
    """A schema with one table only; the same object each time, because its vocabulary is built once."""
    key = (id(schema), table)
    if key not in _schemas or _schemas[key][0] is not schema:
        if len(_schemas) > 40:
            _schemas.clear()
        _schemas[key] = (schema, replace(schema, tables={table: schema.table(table)}))
    return _schemas[key][1]


_schemas: dict[tuple[int, str], tuple[Schema, Schema]] = {}


def _bare(grid: Grid, schema: Schema, table: str) -> TableMatch:
    """The tab under its fullest early row, without any column known yet."""
    page = Page(grid)
    rows = [row for row in range(page.height) if not page.is_blank_row(row)][:FIRST_ROWS]
    top = max(rows, key=lambda row: (len(page.filled(row)), -row), default=0)
    names = [UnknownColumn(page.text(top, col), col) for col in range(page.width)]
    keep = [not page.is_blank_row(row) for row in range(top + 1, page.height)]
    numbers = list(compress(range(top + 2, page.height + 1), keep))
    match = TableMatch(schema.table(table), grid, [top + 1], [], names, numbers, first=top + 1, keep=keep)
    match.body = page.columns(top + 1, page.height)
    return match


def _as_columns(part: Part, chosen: Mapping[int, str]) -> Part:
    """The part with the fields that the person chose for its columns; a field is read from one column only."""
    match = part.match
    if match is None or not chosen:
        return part
    names = {column.col: column.header for column in part.columns}
    wanted = {key for col, key in chosen.items() if key and col in names}
    kept = [column for column in match.columns if column.col not in chosen and column.key not in wanted]
    new = [
        ColumnMatch(key, names[col], col, "chosen")
        for col, key in chosen.items()
        if col in names and key in match.table.by_key
    ]
    columns = sorted([*kept, *_first_of_each(new)], key=lambda column: column.col)
    used = {column.col for column in columns}
    given = {key: cells for key, cells in match.given.items() if key not in wanted and _stays(match, key, chosen)}
    unknown = [column for column in part.columns if column.col not in used]
    changed = replace(match, columns=columns, unknown_columns=unknown, given=given)
    return replace(part, match=changed)


def _stays(match: TableMatch, key: str, chosen: Mapping[int, str]) -> bool:
    column = next((column for column in match.columns if column.key == key), None)
    return column is None or column.col not in chosen


def _first_of_each(columns: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    return list({column.key: column for column in reversed(columns)}.values())
