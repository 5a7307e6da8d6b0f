"""Rows of the settings tab as changes: one setting or one correction each, known by its key.

They go the way of every save: checked, found again by their key at the moment of writing, logged, and taken back by
writing what stood there before. Nothing is deleted; a row without a value says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sheets.backends import Cell
from sheets.backends.locate import at
from sheets.changes import ANYTHING, CellWrite, Change, RowAppend, RowEdit, as_text, plain, same_value
from sheets.correcting import from_lines, is_line
from sheets.corrections import Line
from sheets.errors import Conflict, Invalid, NotFound
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.recognise import ColumnMatch, TableMatch
from sheets.recognise.forms import lines_of
from sheets.recognise.page import shown
from sheets.recognise.vocabulary import compared, vocabulary
from sheets.roles import setting_of
from sheets.schema import Schema

if TYPE_CHECKING:
    from sheets.planning import Planner
    from sheets.snapshot import Snapshot

TABLE = "settings"
WRITTEN = ("value", "note")


def lines_in(snapshot: Snapshot) -> list[Line]:
    """The corrections that stand in the settings tab; of several with one key the last."""
    match = snapshot.settings_tab
    return list({line.key: line for _, line in lines_of(match)}.values()) if match else []


def changes_of(lines: Sequence[Line], snapshot: Snapshot) -> list[Change]:
    """The changes that write lines over the rows with their keys, and add those that the tab does not have."""
    return [_change(line, snapshot) for line in lines]


def _change(line: Line, snapshot: Snapshot) -> Change:
    values: dict[str, Any] = {"value": line.value, "note": line.note}
    match = snapshot.settings_tab
    n = _position(match, line.key) if match else None
    if match is None or n is None:
        return Change(TABLE, None, {"key": line.key, **values})
    return Change(TABLE, line.key, values, {key: _typed(match, n, key) for key in values})


def change_of(snapshot: Snapshot, key: str, value: Any) -> Change:
    """The change that gives a setting this value: over the row that has it, or as a new one."""
    match = snapshot.settings_tab
    n = _position(match, key) if match else None
    if match is None or n is None:
        return Change(TABLE, None, {"key": key, "value": value})
    return Change(TABLE, _key(match, n), {"value": value}, {"value": _typed(match, n, "value")})


def by_key(change: Change, schema: Schema) -> Change:
    """A change of a settings row under the setting's own key, whatever name the row has; any other as it is."""
    if change.table != TABLE:
        return change
    text = setting_of(change)
    key = vocabulary(schema).settings.get(compared(text), text)
    return replace(change, id=key) if change.id is not None else replace(change, values={**change.values, "key": key})


def edit(planner: Planner, change: Change) -> RowEdit | None:
    """The cells of one settings row that a change writes; None when they stand there already.

    Raises NotFound, Conflict and Invalid like every edit.
    """
    match = _match(planner.snapshot)
    n = _position(match, change.id or "")
    if n is None:
        raise NotFound("row_missing", table=TABLE, id=change.id)
    values = {key: value for key, value in change.values.items() if key in WRITTEN}
    cells = _checked(planner.snapshot, _key(match, n), values)
    for key, seen in (change.seen or {}).items():
        now = _typed(match, n, key)
        if key in cells and not same_value(now, seen) and not same_value(now, cells[key]):
            raise Conflict("conflict", table=TABLE, id=change.id, column=key, seen=seen, now=now, wanted=cells[key])
    wanted = {key: cell for key, cell in cells.items() if not same_value(_typed(match, n, key), _text(cell))}
    row = match.rows[n] - 1
    own = match.columns[0]
    writes = tuple(_write(match, key, cell, change, row) for key, cell in wanted.items())
    if not writes:
        return None
    return RowEdit(
        TABLE, match.grid.tab, match.grid.sheet_id, change.id or "", row, _header_rows(match), own.col,
        _header(match, own), at(match.grid.rows, row, own.col), writes,
    )  # fmt: skip


def append(planner: Planner, change: Change) -> RowAppend:
    """The cells of a new settings row; raises NotFound where there is no settings tab, Invalid for what is refused."""
    match = _match(planner.snapshot)
    key = str(change.values.get("key") or "").strip()
    if not key:
        raise Invalid("invalid", table=TABLE, fields={"key": "required"}, field={})
    cells = {"key": key, **_checked(planner.snapshot, key, change.values)}
    filled = {name: cell for name, cell in cells.items() if cell not in (None, "")}
    cols = [column.col for column in match.columns]
    span = (min(cols), max(cols))
    after = max(match.rows, default=max(match.header_rows, default=0)) - 1
    rows = match.grid.rows
    return RowAppend(
        TABLE, match.grid.tab, match.grid.sheet_id, "", after, _header_rows(match), None, (), span,
        tuple(at(rows, after + 1, col) for col in range(span[0], span[1] + 1)),
        tuple(_write(match, name, cell, change, None) for name, cell in filled.items()), rows,
    )  # fmt: skip


def undo(snapshot: Snapshot, line: Mapping[str, str]) -> Change | None:
    """The change that takes a line of the history back; None where it is no settings row or was changed again since."""
    match = snapshot.settings_tab
    if match is None or line["tab"] != match.grid.tab:
        return None
    if line["column"] == "+":
        label = match.columns[0].header or match.table.column("key").label("id")
        told = [f"{label}: {_typed(match, n, 'key')}; " for n in range(len(match.rows))]
        n = next((n for n, start in enumerate(told) if line["new"].startswith(start)), None)
        if n is None:
            return None
        return Change(TABLE, _key(match, n), {"value": ""}, {"value": _typed(match, n, "value")})
    n = _position(match, line["id"])
    name = next((c.key for c in match.columns if c.header == line["column"]), None)
    if n is None or name not in WRITTEN or _typed(match, n, str(name)) != line["new"].strip():
        return None
    return Change(TABLE, line["id"], {str(name): line["old"]}, {str(name): line["new"]})


# The tab


def _match(snapshot: Snapshot) -> TableMatch:
    if snapshot.settings_tab is None:
        table = snapshot.schema.table(TABLE)
        raise NotFound("tab_missing", table=TABLE, tab=table.tab("id"))
    return snapshot.settings_tab


def _position(match: TableMatch, key: str) -> int | None:
    """Which row of the tab has this key: the last one, for later rows win."""
    found = [n for n in range(len(match.rows)) if key in (_key(match, n), _typed(match, n, "key"))]
    return found[-1] if found else None


def _key(match: TableMatch, n: int) -> str:
    return shown(match.given["key"][n])


def _typed(match: TableMatch, n: int, name: str) -> str:
    column = next(column for column in match.columns if column.key == name)
    return as_text(at(match.grid.rows, match.rows[n] - 1, column.col)).strip()


def _header_rows(match: TableMatch) -> tuple[int, ...]:
    return tuple(row - 1 for row in match.header_rows)


def _header(match: TableMatch, column: ColumnMatch) -> tuple[Cell, ...]:
    return tuple(at(match.grid.rows, row - 1, column.col) for row in match.header_rows)


def _write(match: TableMatch, name: str, cell: Cell, change: Change, row: int | None) -> CellWrite:
    column = next(column for column in match.columns if column.key == name)
    label = column.header or match.table.column(name).label("id")
    now = at(match.grid.rows, row, column.col) if row is not None else None
    expected = now if row is not None and change.seen is not None and name in change.seen else ANYTHING
    return CellWrite(name, label, _header(match, column), column.col, cell, expected, _text(cell), as_text(now))


# What may be written


def _checked(snapshot: Snapshot, key: str, values: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells for the value and the note of a setting or a correction; raises Invalid."""
    cells: dict[str, Cell] = {}
    if "value" in values:
        cells["value"] = _value(snapshot, key, values["value"])
    if "note" in values:
        cells["note"] = _note(values["note"])
    return cells


def _note(note: Any) -> Cell:
    return str(note) if plain(note) is not None else None


def _value(snapshot: Snapshot, key: str, value: Any) -> Cell:
    if plain(value) is None:
        return None
    if is_line(key):
        return _line_value(snapshot.schema, key, str(value).strip())
    setting = snapshot.schema.settings.get(key)
    if setting is None:
        raise Invalid("invalid", table=TABLE, fields={"key": "unknown_setting"}, field={"value": key})
    context = Context(schema=snapshot.schema, settings=snapshot.settings, column=setting.column)
    context = replace(context, language=str(snapshot.settings.get("language") or "id"))
    return KINDS[setting.kind].store(KINDS[setting.kind].check(value, context), context)


def _line_value(schema: Schema, key: str, value: str) -> str:
    """A correction as it is typed, unless nobody could follow it."""
    _, faults = from_lines([Line(key, value)], schema)
    known_later = {"correction_word_field", "correction_field", "correction_word"}
    if faults and faults[0].reason not in known_later:
        raise Invalid("invalid", table=TABLE, fields={"value": faults[0].reason}, field=faults[0].details)
    return value


def _text(cell: Cell) -> str:
    return as_text(cell)
