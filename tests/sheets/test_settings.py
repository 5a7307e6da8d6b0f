"""Which settings count: the tab's, then the file's, then the spreadsheet's own time zone, then the declared ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sheets.backends import Book, Grid
from sheets.problems import Problem
from sheets.schema import CONFIG, Schema, load_schema
from sheets.settings import zone_of
from sheets.snapshot import Snapshot, take

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


def told(folder: Path, settings: str) -> Schema:
    """The real config, with a forum.toml that says these settings."""
    shutil.copytree(CONFIG / "tables", folder / "tables")
    shutil.copy(CONFIG / "choices.toml", folder)
    (folder / "forum.toml").write_text(f"[settings]\n{settings}\n", "utf-8")
    return load_schema(folder)


def about_file(snapshot: Snapshot) -> list[Problem]:
    return [problem for problem in snapshot.problems if problem.tab == "forum.toml"]


def read(schema: Schema, *grids: Grid, own: str | None = None) -> Snapshot:
    return take(Book("x", "x", [TASKS, *grids], time_zone=own), schema)


@pytest.mark.parametrize(
    ("word", "means"), [("WIB", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("wit", "Asia/Jayapura")]
)
def test_the_file_says_the_time_zone_in_the_words_of_the_settings_tab(tmp_path, word, means):
    snapshot = read(told(tmp_path, f'time_zone = "{word}"'), own="Asia/Singapore")
    assert snapshot.settings["time_zone"] == zone_of(means).key == means
    assert about_file(snapshot) == []


def test_the_file_is_read_by_the_kinds_of_the_settings_tab(tmp_path):
    lines = 'threshold_green = "0,85"\nmodules = ["Kesepakatan", "lessons"]\nperiod_end = 2026-12-31\nreminder_days = 5'
    schema = told(tmp_path, lines)
    settings = read(schema).settings
    assert (settings["threshold_green"], settings["modules"]) == (0.85, ("agreements", "lessons"))
    assert (f"{settings['period_end']}", settings["reminder_days"]) == ("2026-12-31", 5)
    assert schema.settings["threshold_green"].default == 0.85


def test_no_module_in_the_file_is_none(tmp_path):
    assert read(told(tmp_path, "modules = []")).settings["modules"] == ()


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ('time_zone = "Mars/Olympus"', "time_zone", "Mars/Olympus"),
        ('threshold_green = "banyak"', "threshold_green", "banyak"),
        ('language = "fr"', "language", "fr"),
        ("period_start = { year = 2026 }", "period_start", "{'year': 2026}"),
    ],
)
def test_what_the_file_says_and_nobody_can_read_is_named_and_not_used(tmp_path, line, key, value):
    snapshot = read(told(tmp_path, line))
    assert snapshot.settings[key] == read(load_schema()).settings[key]
    (problem,) = about_file(snapshot)
    assert (problem.level, problem.value) == ("unreadable", value)
    for language in ("id", "en"):
        assert f"{key} = “{value}”" in problem.message(language)
        assert "…" not in problem.message(language)


def test_a_guess_at_what_the_file_says_is_said(tmp_path):
    snapshot = read(told(tmp_path, 'time_zone = "Asia/Jayapur"'))
    assert snapshot.settings["time_zone"] == "Asia/Jayapura"
    (problem,) = about_file(snapshot)
    assert (problem.level, problem.read_as_in("en")) == ("notice", "WIT (Jayapura)")
    assert "WIT (Jayapura)" in problem.message("id")


def test_the_settings_tab_wins_over_the_file(tmp_path):
    assert read(told(tmp_path, 'time_zone = "WIT"'), NAMED).settings["time_zone"] == "Asia/Makassar"
