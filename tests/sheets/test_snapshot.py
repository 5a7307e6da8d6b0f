from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sheets.backends import Book, Grid
from sheets.backends.files import read_file
from sheets.frames import parts
from sheets.schema import load_schema
from sheets.snapshot import take
from sheets.template import new_workbook

TODAY = date(2026, 6, 1)
PARTNERS = [
    ["Kode", "Nama Mitra", "Singkatan", "Sektor", "Kontak Utama"],
    ["M-01", "Badan Penanggulangan Bencana Daerah", "BPBD", "Pemerintah", "Pak Joko"],
    ["M-02", "PKK Desa Contoh", "PKK", "Masyarakat sipil", "Bu Sari"],
]
TASKS: list[list[Any]] = [
    ["Kode", "Tugas", "Penanggung Jawab", "Mitra Pendukung", "Mulai", "Tenggat", "Status", "Kemajuan (%)", "Anggaran",
     "Menunggu Tugas"],
    ["TG-1", "Rapat", "BPBD", "PKK, Karang Taruna", date(2026, 1, 5), date(2026, 1, 9), "Selesai", 100, 500_000, None],
    ["TG-2", "Simulasi", "Bu Sari", None, "Maret 2026", "akhir April 2026", "Berjalan", "40%", "Rp 2,5 jt", "TG-1"],
    [None, "Evaluasi", None, None, None, "31/2/2026", "entah", "", "banyak", None],
]  # fmt: skip


def snapshot(**tabs):
    grids = [Grid(name, [list(row) for row in rows]) for name, rows in tabs.items()]
    return take(Book("test", "Forum", grids), load_schema(), today=TODAY)


@pytest.fixture
def forum():
    return snapshot(Mitra=PARTNERS, Tugas=TASKS)


def test_every_declared_table_is_a_frame_with_all_its_columns_and_dtypes(forum):
    dtypes = {"float": "float64", "time": "datetime64[s]", "object": "object"}
    for table in forum.schema.records:
        frame = forum.tables[table.name]
        assert frame.index.name == "id"
        for column in table.columns:
            for key, sort in parts(column):
                assert str(frame[key].dtype) == dtypes[sort], (table.name, key)


def test_values_have_the_type_of_their_kind(forum):
    task = forum.tables["tasks"].loc["TG-2"]
    assert task["due"] == pd.Timestamp("2026-04-30")
    assert (task["due_from"], task["due_to"]) == (pd.Timestamp("2026-04-21"), pd.Timestamp("2026-04-30"))
    assert task["start"] == pd.Timestamp("2026-03-01")
    assert task["status"] == "in_progress"
    assert task["progress"] == 40
    assert task["budget"] == 2_500_000


def test_references_keep_what_was_typed_and_hold_the_id_that_was_found(forum):
    tasks = forum.tables["tasks"]
    assert tasks.loc["TG-1", "lead"] == "BPBD"
    assert tasks.loc["TG-1", "lead_id"] == "M-01"
    assert tasks.loc["TG-2", "lead_id"] == "M-02"
    assert tasks.loc["TG-1", "supporting"] == ("PKK", "Karang Taruna")
    assert tasks.loc["TG-2", "depends_on_ids"] == ("TG-1",)


def test_what_cannot_be_read_is_nothing_with_a_problem_at_its_cell(forum):
    row = forum.tables["tasks"].loc["~4"]
    assert pd.isna(row["due"])
    assert row["status"] is None
    assert np.isnan(row["budget"])
    said = {(p.letter, p.row): (p.reason, p.value, p.level) for p in forum.problems if p.row == 4}
    assert said["F", 4] == ("impossible_date", "31/2/2026", "unreadable")
    assert said["G", 4][0] == "unknown_choice"
    assert said["I", 4][1] == "banyak"
    assert said["C", 4][0] == "missing_required"
    assert said["A", 4][0] == "missing_id"


def test_every_problem_speaks_both_languages(forum):
    assert all(problem.message("id") != problem.message("en") for problem in forum.problems)


def test_an_id_used_twice_is_said_and_neither_row_is_lost():
    rows = [TASKS[0], TASKS[1], ["TG-1", *TASKS[2][1:]]]
    read = snapshot(Tugas=rows)
    assert read.tables["tasks"].index.tolist() == ["TG-1", "~3"]
    assert [(p.reason, p.row, p.value) for p in read.problems if p.column == "id"] == [("duplicate_id", 3, "TG-1")]


def test_a_record_knows_its_place_and_what_was_typed(forum):
    place = forum.place("tasks", "TG-2", "budget")
    assert (place.tab, place.row, place.letter) == ("Tugas", 3, "I")
    assert forum.typed("tasks", "TG-2", "due") == "akhir April 2026"
    assert forum.place("tasks", "TG-99") is None
    assert forum.typed("tasks", "TG-2", "notes") == ""


def test_a_column_of_date_ranges_fills_start_and_due():
    read = snapshot(Tugas=[["Tugas", "PJ", "Waktu"], ["a", "PKK", "12-14 Okt 2026"], ["b", "PKK", "3 Nov 2026"]])
    tasks = read.tables["tasks"]
    assert tasks["start"].tolist() == [pd.Timestamp("2026-10-12"), pd.Timestamp("2026-11-03")]
    assert tasks["due"].tolist() == [pd.Timestamp("2026-10-14"), pd.Timestamp("2026-11-03")]
    assert read.typed("tasks", "~2", "due") == "12-14 Okt 2026"


def test_a_required_column_that_is_missing_or_empty_is_said_once():
    read = snapshot(Tugas=[["Tugas", "Status"], *([f"t{n}", None] for n in range(30))])
    whole = sorted((p.reason, p.column) for p in read.problems)
    assert whole == [("empty_column", "status"), ("missing_column", "due"), ("missing_column", "lead")]


def test_core_tables_that_are_not_there_are_named(forum):
    assert forum.missing == ["goals", "indicators", "measurements", "issues", "meetings"]


def test_settings_hold_every_key_with_its_default(forum):
    assert set(forum.settings) == set(forum.schema.settings)
    assert forum.settings["reminder_days"] == 7


def test_an_empty_book_is_empty_frames_and_no_problem():
    read = snapshot()
    assert all(len(frame) == 0 for frame in read.tables.values())
    assert not read.problems


def test_a_new_workbook_of_the_template_is_read_back_whole_and_without_a_word(tmp_path):
    rows: dict[str, Any] = {
        "partners": [{"id": "M-01", "name": "PKK", "sector": "community"}],
        "tasks": [
            {
                "id": "TG-001",
                "title": "Rapat",
                "lead": "PKK",
                "due": date(2026, 3, 1),
                "status": "done",
                "progress": 100.0,
            }
        ],
    }
    schema = load_schema()
    read = take(read_file(new_workbook(tmp_path / "forum.xlsx", schema, rows=rows)), schema, today=TODAY)
    assert not read.problems
    assert not read.not_recognised
    assert not read.missing
    task = read.tables["tasks"].loc["TG-001"]
    assert [task["lead_id"], task["status"], task["progress"]] == ["M-01", "done", 100.0]


def test_serial_dates_of_google_are_dates():
    grid = Grid("Tugas", [["Kode", "Tugas", "Tenggat"], ["TG-1", "a", 46082], ["TG-2", "b", 46083]])
    read = take(
        Book("google:x", "x", [grid], serial_dates=True, taken_at=datetime.now(UTC)), load_schema(), today=TODAY
    )
    assert read.tables["tasks"]["due"].tolist() == [pd.Timestamp("2026-03-01"), pd.Timestamp("2026-03-02")]


def test_two_hundred_thousand_rows_are_read():
    rows = [
        ["Kode", "Tugas", "Tenggat", "Status"],
        *([f"TG-{n}", f"tugas {n}", date(2026, 1, 1 + n % 28), "Selesai"] for n in range(200_000)),
    ]
    read = snapshot(Tugas=rows)
    assert len(read.tables["tasks"]) == 200_000
    assert not [p for p in read.problems if p.row]


def test_columns_of_nothing_but_errors_are_problems_not_a_crash():
    read = snapshot(
        Tugas=[
            ["Kode", "Tugas", "Tenggat", "Anggaran"],
            ["TG-1", "a", "#REF!", "#DIV/0!"],
            ["TG-2", "b", "#N/A", "#VALUE!"],
        ]
    )
    assert len(read.tables["tasks"]) == 2
    assert {(p.row, p.letter) for p in read.problems if p.reason == "error_cell"} == {
        (2, "C"),
        (2, "D"),
        (3, "C"),
        (3, "D"),
    }
