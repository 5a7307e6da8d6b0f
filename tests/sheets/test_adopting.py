"""Adopting a sheet: corrections kept in it, in a workbook and in Google, and what real files look like before any."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets import Invalid, NotFound
from sheets.adopting import facts
from sheets.backends import Book, Grid
from sheets.backends.files import read_file
from sheets.changes import Change
from sheets.corrections import ColumnTold, Line
from sheets.keeping import keep_beside
from sheets.kinds.told import Told
from sheets.schema import CONFIG, load_schema
from sheets.snapshot import take
from sheets.store import Forum, open_forum
from tests.forums import undo_changes
from tests.sheets.backends.places import new_google

REAL = Path(__file__).parents[3] / "shared" / "real-data"
HEADER: list[Any] = ["Uraian Kerjaan", "Siapa", "Batas", "Posisi"]
BODY: list[list[Any]] = [
    ["Bersih selokan", "Pak Darmo", "20/5/2026", "sdh beres"], ["Tanam pohon", "PKK", "17/5/2026", "jln"],
    ["Pelatihan kompos", "Karang Taruna", "1/6/2026", "jln"], ["Rapat evaluasi", "Bu Sari", "2/6/2026", "blm"],
    ["Panen", "Bu Sari", "3/6/2026", "blm"],
]  # fmt: skip
TABS: dict[str, list[list[Any]]] = {
    "RTL": [HEADER, *BODY],
    "Pengaturan": [["Kunci", "Nilai", "Keterangan"], ["nama_forum", "Forum Kami", ""]],
}


@pytest.fixture(params=["workbook", "google"])
def forum(request: pytest.FixtureRequest, tmp_path: Path) -> Forum:
    """A forum on a messy sheet, in both places that people keep one."""
    if request.param == "google":
        return new_google(request.getfixturevalue("api"), TABS).open()
    book = openpyxl.Workbook()
    for tab, rows in TABS.items():
        page = book.create_sheet(tab)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book.save(tmp_path / "rtl.xlsx")
    return open_forum(tmp_path / "rtl.xlsx", shared=False)


def corrected(forum: Forum) -> Forum:
    """Two columns named, kept in the sheet."""
    told = forum.read().corrections.with_table("RTL", "tasks")
    for header, letter, key in (("Uraian Kerjaan", "A", "title"), ("Batas", "C", "due"), ("Posisi", "D", "status")):
        told = told.with_column("RTL", ColumnTold(header, letter, key))
    assert forum.correct(forum.confirmed(told), by="Sri") > 0
    return forum


def test_corrections_are_kept_in_the_settings_tab_and_obeyed_at_once(forum: Forum):
    snapshot = corrected(forum).latest()
    assert {column.key for column in snapshot.reads[0].columns} >= {"title", "due", "status", "lead"}
    assert forum.read().corrections == snapshot.corrections
    assert snapshot.settings["forum_name"] == "Forum Kami"
    assert "unknown_setting" not in {problem.reason for problem in snapshot.problems}


def test_keeping_the_same_again_writes_nothing(forum: Forum):
    corrected(forum)
    lines = len(forum.history())
    assert forum.correct(forum.confirmed(), by="Sri") == 0
    assert len(forum.history()) == lines


def test_a_new_value_is_written_in_the_words_of_the_column_and_old_words_stay(forum: Forum):
    told = corrected(forum).latest().corrections
    column = told.tab("RTL").column("Posisi", "D")
    words = Told(words=(("jln", "in_progress"), ("blm", "not_started")))
    forum.correct(told.with_column("RTL", replace(column, told=words)))
    tasks = forum.latest().tables["tasks"]
    forum.update("tasks", tasks.index[4], {"status": "in_progress"})
    rows = next(grid.rows for grid in forum.backend.read().grids if grid.tab == "RTL")
    assert [row[3] for row in rows[1:6]] == ["sdh beres", "jln", "jln", "blm", "jln"]


def test_it_stands_in_the_history_and_can_be_taken_back(forum: Forum):
    told = corrected(forum).latest().corrections
    forum.correct(told.with_column("RTL", ColumnTold("Batas", "C", "start")), by="Sri")
    assert forum.latest().reads[0].column("start") is not None
    changed = next(line for line in forum.history() if line["new"] == "Mulai")
    lines = [line for line in forum.history() if line["op"] == changed["op"]]
    assert {(line["tab"], line["who"]) for line in lines} == {("Pengaturan", "Sri")}
    forum.save(undo_changes(forum.latest(), lines), by="Sri")
    assert forum.latest().reads[0].column("due") is not None


def test_a_setting_can_be_written_like_any_cell(forum: Forum):
    forum.save([Change("settings", "forum_name", {"value": "Forum Desa Baru"}, {"value": "Forum Kami"})], by="Sri")
    forum.save([Change("settings", None, {"key": "reminder_days", "value": "10"})], by="Sri")
    settings = forum.read().settings
    assert (settings["forum_name"], settings["reminder_days"]) == ("Forum Desa Baru", 10)


def test_what_nobody_could_follow_is_not_written(forum: Forum):
    forum.read()
    for key, value in (("baca > RTL", "Kucing"), ("kucing", "1"), ("reminder_days", "banyak")):
        with pytest.raises(Invalid):
            forum.save([Change("settings", None, {"key": key, "value": value})])


def test_without_a_settings_tab_it_is_said_that_one_is_needed(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in TABS["RTL"]:
        book.active.append(row)
    book.active.title = "RTL"
    book.save(tmp_path / "rtl.xlsx")
    forum = open_forum(tmp_path / "rtl.xlsx", shared=False)
    with pytest.raises(NotFound):
        forum.correct(forum.read().corrections.with_table("RTL", "tasks"))
    forum.make_tabs(["settings"])
    assert forum.correct(forum.latest().corrections.with_table("RTL", "tasks")) == 1


def test_a_line_that_cannot_be_followed_is_a_problem_in_its_row_and_the_others_hold():
    rows = [*TABS["Pengaturan"], ["baca > RTL", "Tugas", ""], ["baca > RTL > kolom C > Batas", "Kucing", ""]]
    book = Book("x.xlsx", "x", [Grid("RTL", TABS["RTL"]), Grid("Pengaturan", rows)])
    snapshot = take(book, load_schema())
    found = next(problem for problem in snapshot.problems if problem.tab == "Pengaturan")
    assert (found.row, found.letter, found.reason) == (4, "B", "correction_field")
    assert snapshot.reads[0].table == "tasks"


def test_a_broken_file_of_corrections_is_a_problem_and_the_sheet_is_read(tmp_path: Path, monkeypatch):
    config = Path(shutil.copytree(CONFIG, tmp_path / "config"))
    monkeypatch.setenv("LUMBUNG_CONFIG", str(config))
    file = keep_beside("x.xlsx", [Line("baca > RTL", "Tugas"), Line("baca > RTL > kolom C > Batas", "Tenggat")])
    book = Book("x.xlsx", "x", [Grid("RTL", TABS["RTL"])])
    assert take(book, load_schema()).reads[0].column("due") is not None
    file.write_text("[[line")
    snapshot = take(book, load_schema())
    assert "corrections_file" in {problem.reason for problem in snapshot.problems}
    assert snapshot.reads[0].column("due") is None


@pytest.mark.parametrize("file", sorted(REAL.glob("*.xlsx")) if REAL.is_dir() else [], ids=lambda path: path.stem)
def test_every_column_of_a_real_file_is_shown_with_what_stands_in_it(file: Path):
    snapshot = take(read_file(file), load_schema())
    tabs = facts(snapshot)
    assert {tab.tab for tab in tabs} >= {read.tab for read in snapshot.reads}
    for tab in tabs:
        assert tab.table or tab.why
        for column in tab.columns:
            assert len(column.examples) <= 3
            assert all(example.typed for example in column.examples)
