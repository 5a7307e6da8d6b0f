from __future__ import annotations

import pytest

from tests.sheets.recognise.shapes import grid, read, reasons

MINUTES = [
    ["NOTULEN RAPAT"], [], ["Hari/Tanggal :", "Senin, 12 Mei 2026"], ["Waktu :", "09.00 WIB"],
    ["Tempat :", "Balai Desa"],
    ["Pimpinan :", "Pak Kades"], [], ["Pembahasan"], ["1. Jadwal air"], ["Kesimpulan"], ["1. Disepakati"],
]  # fmt: skip


def why(*rows, tab="Sheet1", **more):
    snapshot = read(grid(rows, tab, **more))
    assert not snapshot.reads
    return [each.why for each in snapshot.not_recognised]


def test_a_form_of_labels_and_values_is_named_as_a_form():
    assert why(*MINUTES, tab="Notulen") == ["form"]


def test_labels_and_values_in_one_cell_are_a_form_too():
    assert why(["Tanggal: 12 Mei 2026"], ["Tempat: Balai Desa"], ["Peserta: 20 orang"], ["Hasil: disepakati"]) == [
        "form"
    ]


def test_an_attendance_list_inside_a_form_without_organisations_is_not_read_as_partners():
    rows = [
        [None, "Project Code:", None, "X1", "Date:", "11/11/2020"],
        [None, "Manager:", None, "Duc", "Venue:", "Online"], [],
        [None, "No", "Full Name", "Unit/Group", "Attendance"],
        [None, 1, "Duc", 1, "Present"], [None, 2, "Duy", 1, "Present"],
    ]  # fmt: skip
    assert why(*rows) == ["form"]


def test_records_in_columns_are_named_as_turned():
    rows = [
        ["Tanggal", "12/1/2026", "9/2/2026", "8/3/2026"],
        ["Tempat", "Balai", "Kantor", "Balai"],
        ["Agenda", "A", "B", "C"],
        ["Keputusan", "x", "y", "z"],
    ]
    assert why(*rows, tab="Rapat") == ["transposed"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([], "empty_tab"), ([["halo"]], "one_cell"), ([["#REF!", "#DIV/0!"], ["#N/A", 1]], "unknown_table")],
)
def test_nothing_to_read_has_one_clear_answer(rows, reason):
    assert why(*rows) == [reason]


def test_dates_only_as_marks_leave_the_tasks_readable_and_are_said_to_be_missing():
    rows = [
        ["No", "Kegiatan", "PJ", "Bulan", None, None],
        [None, None, None, 1, 2, 3],
        [1, "Sosialisasi", "PKK", "x", "x", None],
        [2, "Pelatihan", "BPBD", None, "x", "x"],
    ]
    snapshot = read(grid(rows, "Rencana Aksi", ((0, 3, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2))))
    assert len(snapshot.tables["tasks"]) == 2
    assert "dates_as_marks" in reasons(snapshot)


def test_a_form_above_a_table_of_tasks_does_not_hide_the_table():
    rows = [
        ["Kegiatan :", "Rapat evaluasi"],
        ["Tanggal :", "12 Mei 2026"],
        ["Tempat :", "Balai"],
        [],
        ["No", "Tindak Lanjut", "PIC", "Deadline"],
        [1, "Undang dinas", "Joko", "1/6/2026"],
        [2, "Susun data", "Ani", "8/6/2026"],
    ]
    snapshot = read(rows)
    assert [(each.table, each.rows) for each in snapshot.reads] == [("tasks", [6, 7])]
