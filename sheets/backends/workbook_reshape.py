"""Adding whole tabs to a workbook, through openpyxl: only where it writes back everything else that is in the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sheets.backends import Grid
from sheets.backends.files import read_file
from sheets.backends.workbook_formulas import with_known_results
from sheets.backends.workbook_proof import first_difference
from sheets.backends.workbook_safety import refuse_lossy
from sheets.errors import NotASpreadsheet, Unsafe


def reshaped(path: Path, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The file with what `change` adds to it, and with the results of formulas that it came with.

    Raises NotASpreadsheet, or Unsafe when something in the file would be lost.
    """
    refuse_lossy(path)
    before, book = read_file(path).grids, _open(path)
    change(book)
    out = io.BytesIO()
    try:
        book.save(out)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unsafe("cannot_write_back", name=path.name, what=type(error).__name__) from error
    data = with_known_results(out.getvalue(), path)
    _prove(data, path, book.sheetnames, before)
    return data


def _open(path: Path) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(path, rich_text=True)
    except (InvalidFileException, BadZipFile, ValueError, KeyError, TypeError, OSError, EOFError) as error:
        raise NotASpreadsheet("not_a_spreadsheet", name=path.name) from error


def _prove(data: bytes, path: Path, tabs: list[str], before: Sequence[Grid]) -> None:
    """The new file opens, has every tab, and every cell that held something as it was: else it is never swapped in."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        whole = book.sheetnames == tabs
        book.close()
    except (InvalidFileException, ValueError, KeyError, TypeError, OSError) as error:
        raise Unsafe("cannot_write_back", name=path.name, what=type(error).__name__) from error
    wrong = first_difference(data, before, [], grown=True) if whole else "tabs"
    if wrong:
        raise Unsafe("cannot_write_back", name=path.name, what=wrong)
