"""A sheet with few columns: rows are written as far as it has columns for them, and what cannot be is always said."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets import open_forum
from tests.pages.conftest import words
from tests.pages.screens import press, raw_workbook, toasts

SOON = date.today() + timedelta(days=5)
TABS: dict[str, list[list[Any]]] = {
    "Mitra": [["Kode", "Nama Mitra", "Sektor"], ["M-01", "Puskesmas", "pemerintah"]],
    "Tugas": [["Kode", "Nama Kegiatan", "PJ", "Tenggat"], ["TG-01", "Rapat desa", "Puskesmas", SOON]],
    "Masalah": [
        ["Kode", "Judul", "Jenis", "Tanggal Lapor", "Penanggung Jawab", "Dampak", "Mendesak"],
        ["MS-01", "Air keruh", "pengaduan", date.today(), "", 2, 2],
    ],
    "Indikator": [
        ["Kode", "Nama Indikator", "Satuan", "Nilai Awal", "Target", "Tgl Target", "Alasan Deviasi"],
        ["I-01", "Balita stunting", "%", 20, 10, date.today() + timedelta(days=90), "Posyandu tutup"],
    ],
    "Pengukuran": [["Tanggal", "Nilai", "Catatan"], [date.today(), 15, ""]],
}


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return raw_workbook(tmp_path / "few.xlsx", TABS)


def rows(path: Path, table: str):
    return open_forum(path, shared=False).read().tables[table]


def test_a_task_is_added_to_a_tab_without_a_status(open_screen, few):
    app = open_screen("tasks", forum=few, id="baru")
    app.text_input(key="new-task-0.title").set_value("Pasang papan")
    app.selectbox(key="new-task-0.lead").set_value("M-01")
    app.date_input(key="new-task-0.due").set_value(SOON)
    press(app, "Simpan")
    assert "tercatat" in toasts(app)
    assert rows(few, "tasks")["title"].tolist() == ["Rapat desa", "Pasang papan"]


def test_a_task_for_an_indicator_is_added_to_a_tab_without_a_status(open_screen, few):
    app = open_screen("indicators", forum=few, formulir="tugas", id="I-01")
    app.selectbox(key="fix-I-01-0.lead").set_value("M-01")
    app.date_input(key="fix-I-01-0.due").set_value(SOON)
    press(app, "Simpan")
    assert toasts(app)
    assert len(rows(few, "tasks")) == 2


def test_a_case_is_added_to_a_tab_without_a_stage(open_screen, few):
    app = open_screen("issues", forum=few, id="baru")
    app.text_input(key="new-issue-0.title").set_value("Lampu mati")
    app.selectbox(key="new-issue-0.type").set_value("complaint")
    press(app, "Simpan")
    assert "tercatat" in toasts(app)
    assert rows(few, "issues")["title"].tolist() == ["Air keruh", "Lampu mati"]


def test_a_status_that_the_tab_has_no_column_for_is_refused_in_one_sentence(open_screen, few):
    before = few.read_bytes()
    app = open_screen("tasks", forum=few)
    next(menu for menu in app.get("menu_button")).click("in_progress")
    app.run()
    assert "Kolom “Status” belum ada di tab “Tugas”." in words(app)
    assert few.read_bytes() == before


def test_a_status_asked_with_a_reason_is_refused_at_the_foot_of_its_form(open_screen, few):
    before = few.read_bytes()
    app = open_screen("tasks", forum=few, id="TG-01", status="cancelled")
    press(app, "Simpan")
    assert "Kolom “Status” belum ada di tab “Tugas”." in words(app)
    assert few.read_bytes() == before


def test_a_stage_that_the_tab_has_no_column_for_is_refused_in_one_sentence(open_screen, few):
    before = few.read_bytes()
    app = open_screen("issues", forum=few, id="MS-01", tahap="acknowledged")
    app.selectbox(key="case-MS-01-acknowledged-0.lead").set_value("M-01")
    press(app, "Simpan")
    assert "Kolom “Tahap” belum ada di tab “Masalah”." in words(app)
    assert few.read_bytes() == before


def test_a_move_without_a_form_says_why_it_was_not_saved(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("issues", forum=path, id="MS-002", tahap="answered")
    app.checkbox(key="lb-told-MS-002").check().run()
    path.with_name(f".~lock.{path.name}#").write_text(",sari,laptop,20.11.2026 10:00,file:///;")
    app.button(key="lb-move").click().run()
    assert "sedang dibuka di LibreOffice oleh sari" in words(app)


def test_a_measurement_that_cannot_name_its_indicator_is_refused_at_the_foot_of_its_form(open_screen, few):
    before = few.read_bytes()
    app = open_screen("indicators", forum=few, formulir="ukur", id="I-01")
    app.text_input(key="measure-I-01-0.value").set_value("12")
    press(app, "Simpan")
    assert "Kolom “Indikator” belum ada di tab “Pengukuran”." in words(app)
    assert few.read_bytes() == before
