"""Whatever stands in a spreadsheet, every screen opens, for everybody, in both languages.

`LUMBUNG_SHEETS=10000` draws that many new ones; without it a few that are always the same.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from sheets import store
from sheets.words import sentence
from tests.pages.conftest import APP, arrive, headline
from tests.pages.screens import EVERY, raw_workbook, seen
from tests.sheets.grids import BOOKS, SCHEMA
from tests.sheets.kinds.test_properties import CELL

COUNT = int(os.environ.get("LUMBUNG_SHEETS", "20"))
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture]  # fmt: skip
NOT_IN_A_FILE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEAR = st.integers(-400, 400).map(lambda days: date.today() + timedelta(days))
WORDS = [
    text for choice in SCHEMA.choices.values() for option in choice.choices for text in (option.key, option.label.id)
]
Tabs = dict[str, list[list[Any]]]


@st.composite
def whole_tables(draw: st.DrawFn) -> Tabs:
    """Some of the real tables with all their columns, filled by people of every kind."""
    tabs: Tabs = {}
    for table in draw(st.lists(st.sampled_from(SCHEMA.records), min_size=1, max_size=5, unique_by=lambda t: t.name)):
        columns = [column for column in table.columns if column.kind != "date_range"]
        rows = draw(st.integers(0, 3))
        ids = [f"{table.id_prefix}-{n:02}" for n in range(1, rows + 1)]
        lines = [
            [ids[n] if column.key == "id" else draw(cell_of(column.kind)) for column in columns] for n in range(rows)
        ]
        tabs[table.tab.id] = [[column.label.id for column in columns], *lines]
    return tabs


def cell_of(kind: str) -> st.SearchStrategy[Any]:
    """A cell of a column of this kind: mostly nothing or what belongs there, now and then anything."""
    known = {
        "date": NEAR,
        "number": st.floats(-1e12, 1e12),
        "money": st.integers(-10, 10**10),
        "percent": st.integers(-5, 250),
        "choice": st.sampled_from(WORDS),
        "choices": st.lists(st.sampled_from(WORDS), max_size=3).map(", ".join),
        "reference": st.sampled_from(["M-01", "T-01", "TG-01", "I-01", "AG-01", "MS-01", "Bu Sari"]),
        "references": st.sampled_from(["M-01, M-02", "TG-01; TG-02", "M-01 dan Bu Sari"]),
        "bool": st.sampled_from(["ya", "tidak", True, False, "v"]),
    }
    usual = known.get(kind, st.sampled_from(["Rapat desa", "Air <b>keruh</b>", "$x$ [a](b)", "a" * 300]))
    return st.one_of(st.none(), usual, usual, usual, CELL)


def tabs_of(book: Any) -> Tabs:
    return {grid.tab: [list(row) for row in grid.rows] for grid in book.grids}


def storable(tabs: Tabs) -> Tabs:
    """As a spreadsheet program can hold it."""
    return {tab: [[_storable(cell) for cell in row] for row in rows] for tab, rows in tabs.items()}


def _storable(cell: Any) -> Any:
    if isinstance(cell, float) and not isfinite(cell):
        return None
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) > 2**53:
        return float(cell) if abs(cell) < 10**300 else None
    if isinstance(cell, timedelta):
        return None if abs(cell) > timedelta(days=10**5) else cell
    if isinstance(cell, date | datetime):
        return cell if cell.year > 1900 else None
    return NOT_IN_A_FILE.sub("", cell) if isinstance(cell, str) else cell


@settings(max_examples=COUNT, deadline=None, derandomize=COUNT <= 20, suppress_health_check=CALM, database=None)
@given(
    tabs=st.one_of(whole_tables(), whole_tables(), BOOKS.map(tabs_of)),
    screen=st.sampled_from(EVERY),
    language=st.sampled_from(["id", "en"]),
    role=st.sampled_from(["keeper", "visitor"]),
)
def test_every_screen_opens_whatever_stands_in_the_sheet(tabs, screen, language, role):
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = raw_workbook(Path(folder) / "forum.xlsx", storable(tabs))
        patch.setenv("LUMBUNG_SOURCE", str(path))
        app = opened(screen, language, role)
    assert [error.value for error in app.exception] == []
    assert headline(app).strip()
    assert failures(app) == []


def opened(screen: str, language: str, role: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if role == "visitor":
        app.secrets["roles"] = {"pengurus@contoh.id": "keeper"}
    try:
        return arrive(app, screen, lang=language)
    finally:
        store._forums.clear()


def failures(app: AppTest) -> list[str]:
    """The sentence of a page that failed, in either language."""
    text = seen(app)
    return [said for said in (sentence("app", "failed.title", language=name) for name in ("id", "en")) if said in text]
