"""Forums for tests: real workbooks on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from sheets.changes import Change
from sheets.demo import demo_rows
from sheets.schema import load_schema
from sheets.snapshot import Snapshot
from sheets.template import new_workbook
from sheets.undoing import Line, undo_change


def demo_workbook(path: Path, today: date | None = None) -> Path:
    """The demo forum as a workbook at `path`, alive on `today`."""
    new_workbook(path, load_schema(), rows=demo_rows(today or date.today()))
    return path


def empty_workbook(path: Path) -> Path:
    """A forum's workbook with every tab and header and not one record."""
    new_workbook(path, load_schema())
    return path


def undo_changes(snapshot: Snapshot, lines: Iterable[Line], today: date | None = None) -> list[Change]:
    """What Riwayat writes to take a save back: each of its lines that nobody changed again since."""
    return [change for line in lines if (change := undo_change(snapshot, line, today)) is not None]


def type_by_hand(path: Path | str, tab: str, row: str, cells: Mapping[str, Any]) -> None:
    """What a person types into the row with this id, by the headers of its columns."""
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book[tab][1]]
    (line,) = (line for line in book[tab].iter_rows() if row in [cell.value for cell in line])
    for name, value in cells.items():
        line[header.index(name)].value = value
    book.save(path)
