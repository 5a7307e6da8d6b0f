"""Taking a save back: what its lines in the history say stood there before, as new, checked changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sheets import settings_rows
from sheets.backends.history import NEW_ROW
from sheets.changes import AsTyped, Change, same_value
from sheets.doctor.names import index_of
from sheets.importing.likeness import same
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.schema import Column, Table, plain_header
from sheets.snapshot import Snapshot

Line = Mapping[str, str]
# Cells that hold more than text: what stood there is written as that again where it can be read without a doubt.
TYPED = frozenset({"date", "date_range", "number", "money", "percent", "latitude", "longitude", "bool"})


def undo_change(snapshot: Snapshot, line: Line, today: date | None = None) -> Change | None:
    """The change that brings a line back: the old text into its cell; a new row is put aside, or emptied."""
    if not line["column"]:  # it tells only that a save was taken back
        return None
    table = _table(snapshot, line)
    if table is None:
        return settings_rows.undo(snapshot, line)
    key = "" if line["column"] == NEW_ROW else _key(table, line["column"])
    row = line["new"] if key == "id" else line["id"]
    if key is None or row not in snapshot.tables[table.name].index:
        return None
    if line["column"] == NEW_ROW:
        return _put_aside(snapshot, table, row)
    if not _still(snapshot, table, line, key, row, today):
        return None
    now: Any = row if key == "id" else snapshot.tables[table.name].at[row, key]
    old = _as_it_was(snapshot, table.column(key), line["old"], now, today)
    return Change(table.name, row, {key: old}, {key: now}, lenient=True)


def _as_it_was(snapshot: Snapshot, column: Column, old: str, now: Any, today: date | None) -> Any:
    """What stood there: a day or a number where the text is clearly one, else the text letter by letter.

    Text too where it means what stands there now: then only the way of writing was changed.
    """
    if not old:
        return None
    if column.kind not in TYPED:
        return AsTyped(old)
    read = KINDS[column.kind].read(old, _context(snapshot, today).for_column(column))
    unclear = read.value is None or bool(read.notes) or same_value(read.value, now)
    return AsTyped(old) if unclear else old


def _put_aside(snapshot: Snapshot, table: Table, row: str) -> Change | None:
    aside = table.archive.get("column", "")
    if any(read.table == table.name and read.column(aside) for read in snapshot.reads):
        return Change(table.name, row, {aside: table.aside})
    return _emptied(snapshot, table, row)


def _emptied(snapshot: Snapshot, table: Table, row: str) -> Change | None:
    """A row of a table that puts no rows aside goes back to what stood there: nothing but its id."""
    now: Any = snapshot.tables[table.name].loc[row]
    have = {match.key for read in snapshot.reads if read.table == table.name for match in read.columns}
    filled = [column.key for column in table.columns if column.kind != "id" and column.key in have]
    filled = [key for key in filled if snapshot.typed(table.name, row, key)]
    seen = {key: now[key] for key in filled if key in now}
    return Change(table.name, row, dict.fromkeys(filled), seen, lenient=True) if filled else None


def _still(snapshot: Snapshot, table: Table, line: Line, key: str, row: str, today: date | None) -> bool:
    """Whether the cell still holds what this line wrote, however the day or number is spelled there."""
    if snapshot.typed(table.name, row, key).strip() == line["new"].strip():
        return True
    column, context = table.column(key), _context(snapshot, today)
    index = index_of(snapshot, column.to) if column.to else None
    context = replace(context, references={column.to: index} if column.to and index else {})
    meant = KINDS[column.kind].read(line["new"], context.for_column(column)).value
    return key != "id" and meant is not None and same(column, meant, snapshot.tables[table.name].at[row, key], index)


def _context(snapshot: Snapshot, today: date | None) -> Context:
    language = str(snapshot.settings.get("language") or "id")
    day = today or date.today()
    return Context(schema=snapshot.schema, today=day, settings=snapshot.settings, language=language)


def _table(snapshot: Snapshot, line: Line) -> Table | None:
    """The table of a line: of those on its tab the one that has the row."""
    reads = [read for read in snapshot.reads if read.tab == line["tab"]]
    name = next((read.table for read in reads if {line["id"], line["new"]} & set(read.ids)), None)
    return snapshot.schema.table(name) if name else None


def _key(table: Table, header: str) -> str | None:
    wanted = plain_header(header)
    return next((c.key for c in table.columns if wanted in {plain_header(text) for text in c.headers}), None)
