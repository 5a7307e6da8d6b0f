from __future__ import annotations

import pytest

from tests.sheets.recognise.shapes import column, grid, keys, left_out, only, read, reasons

PLAIN = ["Kegiatan", "PJ", "Tenggat", "Status"]
FIRST, SECOND = ["Rapat", "PKK", "1/2/2026", "selesai"], ["Tanam", "BPBD", "1/3/2026", "proses"]


def test_titles_logos_and_label_lines_above_a_header_are_passed_over():
    above = [
        ["RENCANA TINDAK LANJUT"],
        ["Forum Desa Contoh"],
        [],
        ["Periode :", "2026"],
        ["Tempat :", "Balai Desa"],
        [],
    ]
    found = only(read([*above, PLAIN, FIRST, SECOND]))
    assert found.header_rows == [7]
    assert found.rows == [8, 9]


def test_a_table_may_start_right_of_column_a_and_below_blank_rows():
    found = only(read([[]] * 9 + [[None, None, *PLAIN], [None, None, *FIRST], [None, None, *SECOND]]))
    assert found.header_rows == [10]
    assert keys(found) == {"C": "title", "D": "lead", "E": "due", "F": "status"}


@pytest.mark.parametrize("merged", [((0, 3, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 5, 1, 5)), ()])
def test_a_header_of_two_rows_is_read_with_and_without_merged_cells(merged):
    rows = [
        ["No", "Kegiatan", "PJ", "Waktu", None, "Ket"],
        [None, None, None, "Mulai", "Selesai", None],
        [1, "Rapat", "PKK", "1 Feb 2026", "3 Feb 2026", "sudah"],
        [2, "Tanam", "BPBD", "1 Mar 2026", "5 Mar 2026", "belum"],
    ]
    snapshot = read(grid(rows, "RTL", merged))
    assert only(snapshot).header_rows == [1, 2]
    assert keys(only(snapshot)) == {"B": "title", "C": "lead", "D": "start", "E": "due", "F": "status"}
    assert column(snapshot, "tasks", "due") == ["2026-02-03", "2026-03-05"]


def test_a_header_of_three_rows_is_read_through_its_merged_cells():
    rows = [
        ["No", "Program", "Kegiatan", "Jadwal", None, None, None],
        [None, None, None, "Rencana", None, "Realisasi", None],
        [None, None, None, "Mulai", "Selesai", "Mulai", "Selesai"],
        [1, "Pangan", "Tanam", "1/2/2026", "28/2/2026", "3/2/2026", "1/3/2026"],
    ]
    merged = ((0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 2, 2), (0, 3, 0, 6), (1, 3, 1, 4), (1, 5, 1, 6))
    snapshot = read(grid(rows, "Rencana", merged))
    assert only(snapshot).header_rows == [1, 2, 3]
    assert column(snapshot, "tasks", "start") == ["2026-02-01"]
    assert column(snapshot, "tasks", "due") == ["2026-02-28"]
    assert column(snapshot, "tasks", "done_on") == ["2026-03-01"]


def test_the_row_of_column_numbers_below_a_header_is_no_record():
    rows = [PLAIN, ["(1)", "(2)", "(3)", "(4)"], FIRST, SECOND]
    found = only(read(rows))
    assert found.rows == [3, 4]
    assert left_out(found)[2] == "numbering"


def test_a_list_without_a_header_says_so_and_no_record_is_taken_for_one():
    for tab in ("Sheet1", "Tugas"):
        snapshot = read(grid([FIRST, SECOND, ["Panen", "PKK", "1/4/2026", "proses"]], tab))
        assert not snapshot.reads
        assert [each.why for each in snapshot.not_recognised] == ["no_header"]


def test_a_second_table_below_is_read_as_its_own_table():
    below = [[], ["Daftar Mitra"], ["Nama Lembaga", "Sektor", "No HP"], ["PKK", "masyarakat", "0812-1111-2222"]]
    snapshot = read([["Daftar Tugas"], PLAIN, FIRST, SECOND, *below])
    assert [(each.table, each.header_rows, each.rows) for each in snapshot.reads] == [
        ("tasks", [2], [3, 4]),
        ("partners", [7], [8]),
    ]


def test_a_second_table_right_below_without_a_blank_row_is_found():
    snapshot = read(
        [PLAIN, FIRST, SECOND, ["Nama Lembaga", "Sektor", "No HP"], ["PKK", "masyarakat", "0812-1111-2222"]]
    )
    assert [(each.table, each.rows) for each in snapshot.reads] == [("tasks", [2, 3]), ("partners", [5])]


def test_tables_side_by_side_are_read_as_two_tables():
    right = [["Nama Lembaga", "Sektor"], ["PKK", "masyarakat"], ["BPBD", "pemerintah"]]
    left = [PLAIN, FIRST, SECOND]
    snapshot = read([[*a, None, None, *b] for a, b in zip(left, right, strict=True)])
    assert {each.table for each in snapshot.reads} == {"tasks", "partners"}
    assert keys(only(snapshot, "partners")) == {"G": "name", "H": "sector"}


def test_a_used_range_of_a_thousand_empty_rows_adds_nothing():
    found = only(read([PLAIN, FIRST, SECOND, *[[None, "", " ", None]] * 1000]))
    assert found.rows == [2, 3]
    assert found.left_out == []


def test_a_tab_with_only_a_header_is_recognised_and_empty():
    snapshot = read(grid([["Kode", "Nama Mitra", "Sektor"]], "Mitra"))
    assert only(snapshot).rows == []
    assert len(snapshot.tables["partners"]) == 0
    assert not snapshot.problems


def test_duplicate_headers_the_first_wins_and_blank_headers_are_kept():
    rows = [
        ["Tugas", "PJ", "Catatan", "", "Catatan"],
        ["a", "PKK", "satu", "tanpa judul", "dua"],
        ["b", "PKK", "x", "y", "z"],
    ]
    snapshot = read(grid(rows, "Tugas"))
    assert column(snapshot, "tasks", "notes") == ["satu", "x"]
    assert "duplicate_header" in reasons(snapshot)
    assert {each.letter for each in only(snapshot).unknown_columns} == {"D", "E"}
    assert snapshot.extra("tasks", "~2") == {"D": "tanpa judul", "Catatan": "dua"}


def test_a_header_row_that_only_counts_weeks_is_not_told_as_header():
    rows = [
        ["Kegiatan", "Output", "Maret", None, "April", None],
        [None, None, "I", "II", "I", "II"],
        ["Survei", "Laporan"],
        ["Uji", "Data"],
    ]
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5))
    snapshot = read(grid(rows, "Timeline", merged))
    assert only(snapshot).header_rows == [1]
    assert column(snapshot, "tasks", "title") == ["Survei", "Uji"]
    assert {"dates_as_colours"} <= reasons(snapshot)
