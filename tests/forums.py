"""Forums for tests: real workbooks on disk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

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
