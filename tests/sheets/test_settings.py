"""Which settings count: the tab's, then the file's, then the spreadsheet's own time zone, then the declared ones."""

from __future__ import annotations

import pytest

from sheets.backends import Book, Grid
from sheets.schema import load_schema
from sheets.snapshot import take

NAMED = Grid("Pengaturan", [["Kunci", "Nilai"], ["Zona waktu", "WITA"]])
TASKS = Grid("Tugas", [["Tugas", "PJ"], ["Rapat desa", "PKK"]])


def zone(own: str | None, *grids: Grid) -> object:
    return take(Book("x", "x", [TASKS, *grids], time_zone=own), load_schema()).settings["time_zone"]


@pytest.mark.parametrize(
    ("own", "means"),
    [
        ("Asia/Jayapura", "Asia/Jayapura"),
        ("Asia/Pontianak", "Asia/Jakarta"),
        ("America/Los_Angeles", "Asia/Jakarta"),
        (None, "Asia/Jakarta"),
    ],
)
def test_a_forum_keeps_the_time_of_its_spreadsheet_where_that_is_one_of_its_own(own, means):
    assert zone(own) == means


def test_the_settings_tab_says_the_time_zone_before_the_spreadsheet_does():
    assert zone("Asia/Jayapura", NAMED) == "Asia/Makassar"
