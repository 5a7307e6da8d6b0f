"""Doors between the rooms that stay shut, so that each room can be understood alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
SHUT = {
    "forum": ("streamlit", "gspread", "openpyxl", "ui", "pages", "sheets.backends", "sheets.store"),
    "sheets": ("streamlit", "ui", "pages", "forum"),
    "pages": ("gspread", "openpyxl", "sheets.backends", "pages"),
    "ui": ("gspread", "openpyxl", "sheets.backends", "pages"),
}
ONLY_IN = {
    "gspread": ("sheets/backends/google",),
    "openpyxl": ("sheets/backends/workbook", "sheets/backends/formats", "sheets/template"),
}
CODE = sorted(
    path
    for folder in (".", "sheets", "forum", "ui", "pages")
    for path in (TOP.glob("*.py") if folder == "." else (TOP / folder).rglob("*.py"))
)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def opens(module: str, door: str) -> bool:
    return module == door or module.startswith(f"{door}.")


@pytest.mark.parametrize("room", SHUT)
def test_a_room_imports_nothing_through_a_shut_door(room):
    found = [
        f"{path.relative_to(TOP)} imports {module}"
        for path in (TOP / room).rglob("*.py")
        for module in imported(path)
        for door in SHUT[room]
        if opens(module, door)
    ]
    assert found == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_spreadsheet_library_is_known_in_its_own_corner_only(library):
    found = [
        path.relative_to(TOP).as_posix()
        for path in CODE
        if any(opens(module, library) for module in imported(path))
        and not path.relative_to(TOP).as_posix().startswith(ONLY_IN[library])
    ]
    assert found == []


def test_config_holds_no_python():
    assert list((TOP / "config").rglob("*.py")) == []


def test_no_file_is_named_like_a_standard_module():
    # Streamlit puts the script's own folders first on the path: a shadowed module breaks far away.
    root_and_pages = [path for path in CODE if path.parent in (TOP, TOP / "pages")]
    assert [path.name for path in root_and_pages if path.stem in sys.stdlib_module_names] == []


def test_the_entry_file_stays_a_door_and_pages_stay_thin():
    assert len((TOP / "app.py").read_text("utf-8").splitlines()) <= 60
    thick = {path.name: len(path.read_text("utf-8").splitlines()) for path in (TOP / "pages").glob("*.py")}
    assert {name: lines for name, lines in thick.items() if lines > 120} == {}
