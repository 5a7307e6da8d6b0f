"""Forums for tests: real workbooks on disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sheets.demo import demo_rows
from sheets.schema import load_schema
from sheets.template import new_workbook


def demo_workbook(path: Path, today: date | None = None) -> Path:
    """The demo forum as a workbook at `path`, alive on `today`."""
    new_workbook(path, load_schema(), rows=demo_rows(today or date.today()))
    return path


def empty_workbook(path: Path) -> Path:
    """A forum's workbook with every tab and header and not one record."""
    new_workbook(path, load_schema())
    return path
