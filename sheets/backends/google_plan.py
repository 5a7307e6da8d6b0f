"""The requests of one atomic batchUpdate: pre-images, changed cells, new rows, history lines.

New history lines are pushed in under the history's header, so that their place is known beforehand whoever else logs.
Right before a cell is written it is copied into its line, with its row's id and its column's name: what stands there
afterwards is what was really overwritten, and where, even if the answer is lost and rows move before anybody can look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sheets.backends import Cell
from sheets.backends.google_look import Pattern

Json = dict[str, Any]
EPOCH = datetime(1899, 12, 30)
DAY, MOMENT = ("DATE", "dd/mm/yyyy"), ("DATE_TIME", "dd/mm/yyyy hh:mm:ss")
VALUE, FORMAT = "userEnteredValue", "userEnteredFormat.numberFormat"
HISTORY_ROWS, LONGEST = 100, 50_000


@dataclass(frozen=True)
class Target:
    """One cell that is written, with all that tells afterwards whether it was the right one.

    `company` is what stands beside it in cells that are not written: by it the row is known when its id was changed.
    """

    op: str
    tab: str
    sheet_id: int
    row: int
    col: int
    value: Cell
    expected: Cell
    line: tuple[Cell, ...]
    header_rows: tuple[int, ...]
    header: tuple[Cell, ...]
    id_col: int | None = None
    id_header: tuple[Cell, ...] = ()
    id_cell: Cell = None
    around: Mapping[int, Cell] = field(default_factory=dict)
    company: Mapping[int, Cell] = field(default_factory=dict)
    label: str = ""
    number_format: Json | None = None
    set_format: bool = False
    values_only: bool = False
    pattern: Pattern = None
    copy_from: int | None = None
    formula: str | None = None
    expected_formula: str | None = None
    beside: tuple[Cell, ...] | None = None
    restores: bool = False

    @property
    def label_row(self) -> int | None:
        """The header row that names the column."""
        named = [at for at, part in zip(self.header_rows, self.header, strict=True) if part not in (None, "")]
        return named[-1] if named else None

    @property
    def named(self) -> Cell:
        """The name of the column."""
        at = self.label_row
        return None if at is None else self.header[self.header_rows.index(at)]


@dataclass(frozen=True)
class NewRow:
    """One new row, `cells` by column. `how`: "append" below all data, "write" into a blank row, "insert" one first.

    `row` is where it goes once the rows before it in the batch are there, `spot` the same place in the tab as it was
    looked at, `after` the last row of its table.
    """

    op: str
    tab: str
    sheet_id: int
    row: int
    spot: int
    after: int
    how: str
    cells: Mapping[int, Cell]
    formats: Mapping[int, Pattern]
    line: tuple[Cell, ...]
    header_rows: tuple[int, ...]
    headers: Mapping[int, tuple[Cell, ...]]
    id_col: int | None = None


@dataclass(frozen=True)
class HistoryPlace:
    """Where the history tab is: its columns by key, and whether it must be made first."""

    tab: str
    sheet_id: int
    columns: Mapping[str, int]
    headers: tuple[str, ...]
    exists: bool

    @property
    def old(self) -> int:
        """The column that takes the pre-images."""
        return self.columns["old"]


def batch(
    targets: Sequence[Target], rows: Sequence[NewRow], history: HistoryPlace, below: Sequence[tuple[Cell, ...]] = ()
) -> list[Json]:
    """All requests in their order; the line of the n-th of `targets + rows` stands in history row 1 + n (0-based).

    `below` are lines about other things, which go under these.
    """
    lines = [*(target.line for target in targets), *(row.line for row in rows), *below]
    requests = logged(history, lines)
    for number, target in enumerate(targets, 1):
        requests += [*_evidence(target, history, number), *_pre_image(target, history, number)]
        requests.append(_written(target, history, len(lines)))
    for row in rows:
        requests += _added(row)
    return requests


def _made(history: HistoryPlace) -> list[Json]:
    grid = {"rowCount": HISTORY_ROWS, "columnCount": len(history.headers), "frozenRowCount": 1}
    properties = {"sheetId": history.sheet_id, "title": history.tab, "hidden": True, "gridProperties": grid}
    return [{"addSheet": {"properties": properties}}, _cells(history.sheet_id, 0, 0, [list(history.headers)])]


def logged(history: HistoryPlace, lines: list[tuple[Cell, ...]]) -> list[Json]:
    """Lines pushed in under the history's header; a history tab that does not exist is made first."""
    rows = {"sheetId": history.sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 1 + len(lines)}
    inserted = {"insertDimension": {"range": rows, "inheritFromBefore": False}}
    pushed = [inserted, _cells(history.sheet_id, 1, 0, [_in_columns(line, history) for line in lines])]
    return pushed if history.exists else [*_made(history), *pushed]


def _in_columns(line: tuple[Cell, ...], history: HistoryPlace) -> list[Cell]:
    """A line, in the order of the keys, as its cells stand in the tab; what is too long for a cell ends in …"""
    cells: list[Cell] = [None] * (max(history.columns.values()) + 1)
    for col, value in zip(history.columns.values(), line, strict=True):
        cells[col] = f"{value[: LONGEST - 1]}…" if isinstance(value, str) and len(value) > LONGEST else value
    return cells


def _cells(sheet_id: int, row: int, col: int, rows: list[list[Cell]]) -> Json:
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": col}
    data = [{"values": [entered(value) for value in line]} for line in rows]
    return {"updateCells": {"start": start, "rows": data, "fields": VALUE}}


def _evidence(target: Target, history: HistoryPlace, line: int) -> list[Json]:
    """Whose row and which column this is at the moment of writing: copied into the line, whatever moves afterwards."""
    places = [(target.row, target.id_col, "id"), (target.label_row, target.col, "column")]
    return [
        copied((target.sheet_id, row, col), (history.sheet_id, line, history.columns[key]), "PASTE_VALUES")
        for row, col, key in places
        if row is not None and col is not None
    ]


def _pre_image(target: Target, history: HistoryPlace, line: int) -> list[Json]:
    """The copy of a cell, its formula and look included. Merges and colour rules stay behind: they would pile up.

    A cell whose look is written as well is copied with it: only so can it be given back, whosever cell it was.
    """
    source, place = (target.sheet_id, target.row, target.col), (history.sheet_id, line, history.old)
    if not target.values_only or target.set_format:
        return [copied(source, place)]
    shown = {"userEnteredFormat": {"numberFormat": format_for(None, target.pattern)}} if target.pattern else {}
    start = {"sheetId": history.sheet_id, "rowIndex": line, "columnIndex": history.old}
    look = {"updateCells": {"start": start, "rows": [{"values": [shown]}], "fields": FORMAT}}
    return [copied(source, place, "PASTE_FORMULA"), *([look] if shown else [])]


def copied(source: tuple[int, int, int], destination: tuple[int, int, int], paste: str = "PASTE_NORMAL") -> Json:
    """One cell (sheet id, row, column) pasted onto another."""
    ranges = {"source": _one_cell(*source), "destination": _one_cell(*destination)}
    return {"copyPaste": {**ranges, "pasteType": paste, "pasteOrientation": "NORMAL"}}


def _one_cell(sheet_id: int, row: int, col: int) -> Json:
    rows = {"startRowIndex": row, "endRowIndex": row + 1}
    return {"sheetId": sheet_id, **rows, "startColumnIndex": col, "endColumnIndex": col + 1}


def _written(target: Target, history: HistoryPlace, pushed: int) -> Json:
    place = (target.sheet_id, target.row, target.col)
    if target.copy_from is not None:
        return copied((history.sheet_id, target.copy_from + pushed, history.old), place)
    start = {"sheetId": target.sheet_id, "rowIndex": target.row, "columnIndex": target.col}
    data: Json = {VALUE: {"formulaValue": target.formula}} if target.formula else entered(target.value)
    if target.set_format:
        data["userEnteredFormat"] = {"numberFormat": target.number_format} if target.number_format else {}
    fields = f"{VALUE},{FORMAT}" if target.set_format else VALUE
    return {"updateCells": {"start": start, "rows": [{"values": [data]}], "fields": fields}}


def _added(row: NewRow) -> list[Json]:
    if row.how == "append":
        return [_appended(row)]
    requests: list[Json] = []
    if row.how == "insert":
        place = {"sheetId": row.sheet_id, "dimension": "ROWS", "startIndex": row.row, "endIndex": row.row + 1}
        requests.append({"insertDimension": {"range": place, "inheritFromBefore": True}})
    for col, value in sorted(row.cells.items()):
        start = {"sheetId": row.sheet_id, "rowIndex": row.row, "columnIndex": col}
        fields = f"{VALUE},{FORMAT}" if is_moment(value) else VALUE
        data = _dressed(value, row.formats.get(col))
        requests.append({"updateCells": {"start": start, "rows": [{"values": [data]}], "fields": fields}})
    return requests


def _appended(row: NewRow) -> Json:
    """Below all data of the tab, whatever that is by then. Every cell up to the last one is sent, with its format."""
    cells = [_dressed(row.cells.get(col), row.formats.get(col)) for col in range(max(row.cells, default=-1) + 1)]
    fields = f"{VALUE},{FORMAT}" if any("userEnteredFormat" in cell for cell in cells) else VALUE
    return {"appendCells": {"sheetId": row.sheet_id, "rows": [{"values": cells}], "fields": fields}}


def _dressed(value: Cell, pattern: Pattern) -> Json:
    data, kind = entered(value), format_for(value, pattern)
    if kind:
        data["userEnteredFormat"] = {"numberFormat": kind}
    return data


def format_for(value: Cell, pattern: Pattern) -> Json | None:
    """The number format of a new cell: the one of its column, or a date format where a day would show as a number."""
    if is_moment(value) and not shows_a_day(pattern):
        kind, shown = MOMENT if isinstance(value, datetime) else DAY
        return {"type": kind, "pattern": shown}
    return {"type": kind_of(pattern), "pattern": pattern} if pattern else None


def kind_of(pattern: str) -> str:
    """The type that goes with a pattern."""
    if pattern == "@":
        return "TEXT"
    if "%" in pattern:
        return "PERCENT"
    if shows_a_day(pattern):
        return "DATE_TIME" if "h" in pattern.casefold() else "DATE"
    return "TIME" if "h" in pattern.casefold() else "NUMBER"


def shows_a_day(pattern: Pattern) -> bool:
    """Whether a number with this format is shown as a date."""
    letters = (pattern or "").casefold().replace("[red]", "")
    return "yy" in letters or ("d" in letters and "m" in letters) or "mmm" in letters


def is_moment(value: Cell) -> bool:
    """Whether the cell holds a day or a moment."""
    return isinstance(value, date)


def entered(value: Cell) -> Json:
    """A cell's value as the API wants it: typed, never parsed, so that text stays text."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {VALUE: {"boolValue": value}}
    if isinstance(value, int | float):
        return {VALUE: {"numberValue": value}}
    return {VALUE: {"numberValue": serial(value)} if isinstance(value, date) else {"stringValue": str(value)}}


def serial(moment: date) -> float:
    """A day or a moment as days since 1899-12-30."""
    at = moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
    days = (at - EPOCH).total_seconds() / 86400
    return int(days) if days == int(days) else days


def as_stored(value: Cell) -> Cell:
    """A written value as reading gives it back: a day as its number."""
    return serial(value) if isinstance(value, date) else value


def pushed_below(targets: Iterable[Target], rows: Sequence[NewRow]) -> list[int]:
    """The row of each target after the new rows were pushed in above it."""
    return [_pushed(target.sheet_id, target.row, rows) for target in targets]


def headers_pushed_below(rows: Sequence[NewRow]) -> list[NewRow]:
    """The new rows with their headers where they stand once all are there: a table above may have got a row as well."""
    return [
        replace(row, header_rows=tuple(_pushed(row.sheet_id, header, rows) for header in row.header_rows))
        for row in rows
    ]


def _pushed(sheet_id: int, place: int, rows: Iterable[NewRow]) -> int:
    for row in rows:
        place += row.how == "insert" and row.sheet_id == sheet_id and row.row <= place
    return place
