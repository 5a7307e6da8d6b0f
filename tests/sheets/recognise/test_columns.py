from __future__ import annotations

from datetime import date

import pytest

from tests.sheets.recognise.shapes import column, grid, keys, only, read, reasons

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def of_tasks(header, *cells):
    """The key that a header gets in a task list, from its cells."""
    rows = [["Kegiatan", "PJ", header], *([f"Kegiatan {n}", "PKK", cell] for n, cell in enumerate(cells))]
    return keys(only(read(grid(rows, "Kegiatan")))).get("C")


@pytest.mark.parametrize(
    ("header", "cells", "key"),
    [
        ("Target", [MARCH, APRIL], "due"),
        ("Target", ["20 orang terlatih", "5 desa memiliki kebun"], "output"),
        ("Selesai", [MARCH, APRIL], "due"),
        ("Selesai", ["sudah", "belum"], "status"),
        ("Selesai", ["75%", "100%"], "progress"),
        ("Realisasi", [MARCH, APRIL], "done_on"),
        ("Realisasi", [1_500_000, "Rp 2.500.000"], "spent"),
        ("Progress", ["75%", "20 %"], "progress"),
        ("Progress", ["selesai", "on progress", "belum"], "status"),
        ("Keterangan", ["selesai", "belum", "proses"], "status"),
        ("Keterangan", ["Menunggu surat dari kecamatan, lalu dibahas", "Dana belum cair sampai akhir bulan"], "notes"),
        ("Status", ["selesai", "proses"], "status"),
        ("Milestone", ["ya", None, "✔"], "milestone"),
        ("Milestone", ["Dokumen kebutuhan", "Kode program"], "output"),
        ("Waktu", ["12-14 Okt 2026", "3 Nov 2026"], "when"),
    ],
)
def test_what_stands_below_decides_an_ambiguous_header(header, cells, key):
    assert of_tasks(header, *cells) == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("TENGGAT", "due"),
        ("Tenggat (tgl)", "due"),
        ("Tenggat*", "due"),
        ("Batas\nWaktu :", "due"),
        ("tgl. target", "due"),
        ("DueDate", "due"),
        ("due_date", "due"),
        ("Dead Line", "due"),
    ],
)
def test_a_header_is_found_however_it_is_written(header, key):
    assert of_tasks(header, MARCH, APRIL) == key


def test_a_columns_own_key_is_always_a_name_of_it():
    found = only(read(grid([["id", "title", "depends_on", "done_on"], ["TG-1", "a", "", MARCH]], "Tugas")))
    assert keys(found) == {"A": "id", "B": "title", "C": "depends_on", "D": "done_on"}


def test_a_close_match_is_taken_with_a_notice_and_never_beats_a_synonym():
    snapshot = read(
        grid([["Kegiatan", "Penangung Jawap", "PIC"], ["a", "salah", "benar"], ["b", "salah", "benar"]], "Tugas")
    )
    assert column(snapshot, "tasks", "lead") == ["benar", "benar"]
    alone = read(grid([["Kegiatan", "Penangung Jawap"], ["a", "PKK"], ["b", "PKK"]], "Tugas"))
    assert column(alone, "tasks", "lead") == ["PKK", "PKK"]
    assert "fuzzy_header" in reasons(alone)


def test_a_header_of_two_names_says_what_either_says():
    rows = [
        ["No", "Nama", "Instansi/Lembaga", "No HP"],
        [1, "Siti", "PKK Desa", "0812-3456-7890"],
        [2, "Budi", "BPBD", "0812-3456-7891"],
    ]
    snapshot = read(rows)
    assert column(snapshot, "partners", "name") == ["PKK Desa", "BPBD"]
    assert column(snapshot, "partners", "contact") == ["Siti", "Budi"]


def test_a_code_beside_the_name_becomes_the_id_with_a_notice():
    rows = [["Data", "Variabel", "Satuan"], ["Jarak ke jalan", "jarak_jalan", "m"], ["Luas kebun", "luas_kebun", "ha"]]
    snapshot = read(grid(rows, "Indikator"))
    assert snapshot.tables["indicators"].index.tolist() == ["jarak_jalan", "luas_kebun"]
    assert column(snapshot, "indicators", "name") == ["Jarak ke jalan", "Luas kebun"]
    assert "code_guessed" in reasons(snapshot)


def test_long_texts_under_the_name_of_a_choice_are_kept_as_text_with_a_notice():
    prose = [
        "Hujan deras semalaman membuat tanggul sungai jebol di dua titik",
        "Jalan licin dan lampu jalan mati sejak dua pekan",
    ]
    snapshot = read(
        grid(
            [
                ["Kejadian", "Tanggal", "Penyebab"],
                ["Banjir", MARCH, prose[0]],
                ["Longsor", APRIL, prose[1]],
                ["Banjir", APRIL, prose[0] + " lagi"],
            ],
            "Masalah",
        )
    )
    assert column(snapshot, "issues", "description")[:2] == prose
    assert "guessed_header" in reasons(snapshot)


def test_amounts_in_another_currency_are_never_read_as_rupiah():
    rows = [
        ["Kegiatan", "PJ", "Anggaran", "Mata Uang"],
        ["a", "x", 100, "USD"],
        ["b", "y", 2_000_000, "IDR"],
        ["c", "z", 500, "EUR"],
    ]
    snapshot = read(grid(rows, "Tugas"))
    assert column(snapshot, "tasks", "budget") == [None, 2_000_000, None]
    said = [(p.row, p.letter, p.value, p.level) for p in snapshot.problems if p.reason == "other_currency"]
    assert said == [(2, "C", "100", "unreadable"), (4, "C", "500", "unreadable")]


def test_period_numbers_under_a_start_header_are_refused():
    rows = [
        ["ACTIVITY", "PLAN START", "PLAN DURATION", "PERCENT COMPLETE"],
        ["Survei", 1, 3, 0.2],
        ["Uji", 3, 2, 0.5],
        ["Lapor", 5, 2, 0],
    ]
    snapshot = read(grid(rows, "Project Planner"))
    assert column(snapshot, "tasks", "start") == [None, None, None]
    assert {p.row for p in snapshot.problems if p.column == "start" and p.level == "unreadable"} == {2, 3, 4}


def test_unknown_columns_are_kept_and_shown():
    snapshot = read(grid([["Kegiatan", "PJ", "Warna kesukaan"], ["a", "PKK", "hijau"]], "Tugas"))
    assert [(c.header, c.letter) for c in only(snapshot).unknown_columns] == [("Warna kesukaan", "C")]
    assert snapshot.extra("tasks", "~2") == {"Warna kesukaan": "hijau"}


def test_a_quantity_column_leaves_the_amount_to_the_last_column_of_a_budget():
    rows = [
        ["No", "Uraian", "Qty", "Satuan", "Harga", "Jumlah"],
        [1, "Konsumsi", 30, "orang", 25_000, 750_000],
        [2, "Sewa", 5, "unit", 100_000, 500_000],
    ]
    assert keys(only(read(grid(rows, "Rincian Biaya"))))["C"] == "amount"
    assert keys(only(read(grid(rows, "Rincian Biaya"))))["F"] == "value"


def test_of_targets_for_several_years_the_last_counts_and_is_dated_by_its_header():
    rows = [
        ["Indikator", "Satuan", "Target 2025", "Target 2026", "Target 2027"],
        ["Stunting", "%", 18, 14, 12],
        ["Akses air", "%", 80, 85, 90],
    ]
    snapshot = read(grid(rows, "IKU"))
    assert column(snapshot, "indicators", "target") == [12, 90]
    assert column(snapshot, "indicators", "target_date") == ["2027-12-31"] * 2
    assert {"several_targets", "dated_by_header"} <= reasons(snapshot)


def test_a_person_is_not_taken_for_the_name_of_an_issue():
    rows = [
        ["Waktu", "Nama", "Dusun", "Masukan", "Tanggapan"],
        ["1/2/2026", "Ani", "I", "Lampu jalan mati", "Diperbaiki"],
        ["3/2/2026", "Budi", "II", "Sampah menumpuk", "Dijadwalkan"],
    ]
    snapshot = read(grid(rows, "Masukan Warga"))
    assert column(snapshot, "issues", "title") == ["Lampu jalan mati", "Sampah menumpuk"]
    assert column(snapshot, "issues", "reporter") == ["Ani", "Budi"]
