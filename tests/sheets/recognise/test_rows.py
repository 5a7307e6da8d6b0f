from __future__ import annotations

from datetime import date

from tests.sheets.recognise.shapes import column, grid, left_out, only, read, reasons

HEAD = ["No", "Kegiatan", "PJ", "Tenggat", "Anggaran", "Status"]
ONE = [1, "Rapat koordinasi", "PKK", date(2026, 2, 1), 500_000, "selesai"]
TWO = [2, "Tanam bibit", "BPBD", date(2026, 3, 1), 250_000, "proses"]


def test_totals_and_averages_are_left_out_wherever_their_word_stands():
    rows = [
        HEAD,
        ONE,
        TWO,
        [None, "JUMLAH", None, None, 750_000],
        [None, None, None, "Total", 750_000],
        ["Rata-rata", None, None, None, 375_000],
    ]
    found = only(read(grid(rows, "Tugas")))
    assert found.rows == [2, 3]
    assert left_out(found) == {4: "total", 5: "total", 6: "total"}


def test_an_indicator_that_begins_with_jumlah_is_a_record():
    rows = [
        ["Indikator", "Satuan", "Target"],
        ["Jumlah kader terlatih", "orang", 20],
        ["Total produksi padi", "ton", 40],
        ["Rata-rata lama sekolah", "tahun", 8],
        ["Jumlah", None, 68],
    ]
    found = only(read(grid(rows, "Indikator")))
    assert found.rows == [2, 3, 4]
    assert left_out(found) == {5: "total"}


def test_sections_between_records_are_left_out_and_records_with_few_cells_stay():
    rows = [
        HEAD,
        ["A", "BIDANG PERTANIAN"],
        ONE,
        TWO,
        ["B", "BIDANG KESEHATAN"],
        [3, "Posyandu"],
        [4, "Gotong royong", "RT 2"],
    ]
    found = only(read(grid(rows, "RTL")))
    assert found.rows == [3, 4, 6, 7]
    assert left_out(found) == {2: "section", 5: "section"}


def test_a_heading_merged_across_the_table_is_a_section():
    rows = [HEAD, ["Tahap persiapan"], ONE, TWO]
    found = only(read(grid(rows, "Tugas", ((1, 0, 1, 5),))))
    assert left_out(found) == {2: "section"}


def test_repeated_headers_of_printed_pages_are_left_out():
    found = only(read(grid([HEAD, ONE, HEAD, TWO], "Tugas")))
    assert found.rows == [2, 4]
    assert left_out(found) == {3: "header"}


def test_notes_legends_and_signatures_below_a_table_are_left_out():
    foot = [
        [],
        ["Keterangan: anggaran dari Dana Desa"],
        [None, None, None, "Contoh, 12 Januari 2026"],
        [None, None, None, "Ketua Forum"],
        [None, None, None, "(................)"],
    ]
    found = only(read(grid([HEAD, ONE, TWO, *foot], "Tugas")))
    assert found.rows == [2, 3]
    assert {5, 6, 7, 8} <= set(left_out(found))


def test_examples_and_placeholders_are_left_out():
    rows = [
        HEAD[1:],
        ["Contoh: Rapat", "PKK", "1/1/2026", "1000", "proses"],
        ["<nama kegiatan>", "<pj>", "<dd/mm/yyyy>", None, None],
        ONE[1:],
        ["dst."],
        ["...", "...", "...", "...", "..."],
    ]
    found = only(read(grid(rows, "Tugas")))
    assert found.rows == [4]
    assert left_out(found) == {2: "example", 3: "placeholder", 5: "placeholder", 6: "placeholder"}


def test_rows_that_only_count_or_hold_unticked_boxes_are_no_records():
    numbered = [[n, None, None, None, None, None] for n in range(3, 60)]
    assert only(read(grid([HEAD, ONE, TWO, *numbered], "Tugas"))).rows == [2, 3]
    boxes = [
        ["Task", "Owner", "Due", "Done"],
        ["a", "X", date(2026, 1, 1), True],
        ["b", "Y", date(2026, 1, 2), False],
        *[[None, None, None, False]] * 900,
    ]
    assert only(read(grid(boxes, "To Do"))).rows == [2, 3]


def test_a_row_of_hxl_tags_is_left_out():
    rows = [
        ["Organisasi", "Sektor", "No HP"],
        ["#org", "#sector", "#contact+phone"],
        ["PMI", "lsm", "0812-3456-7890"],
        ["BPBD", "pemerintah", "0812-3456-7891"],
    ]
    found = only(read(grid(rows, "Mitra")))
    assert found.rows == [3, 4]
    assert left_out(found) == {2: "tags"}


def test_a_blank_row_inside_is_told_once_and_trailing_ones_never():
    found = only(read(grid([HEAD, ONE, [], [], [], TWO, [], []], "Tugas")))
    assert found.rows == [2, 6]
    assert left_out(found) == {3: "blank"}


def test_merged_values_are_carried_down():
    rows = [
        ["Tujuan", "Kegiatan", "PJ"],
        ["Pangan", "a", "PKK"],
        [None, "b", "PKK"],
        [None, "c", "PKK"],
        ["Air", "d", "PKK"],
    ]
    snapshot = read(grid(rows, "Tugas", ((1, 0, 3, 0),)))
    assert column(snapshot, "tasks", "goal") == ["Pangan", "Pangan", "Pangan", "Air"]


def test_blanks_that_look_like_the_same_as_above_are_only_offered():
    rows = [
        ["Tujuan", "Kegiatan", "PJ"],
        ["Pangan", "a", "PKK"],
        [None, "b", "PKK"],
        [None, "c", "PKK"],
        ["Air", "d", "PKK"],
        [None, "e", "PKK"],
    ]
    snapshot = read(grid(rows, "Tugas"))
    assert column(snapshot, "tasks", "goal") == ["Pangan", None, None, "Air", None]
    assert "ditto_offered" in reasons(snapshot)


def test_a_ditto_mark_stands_for_the_cell_above_with_a_notice():
    snapshot = read(
        grid(
            [["Kegiatan", "PJ", "Status"], ["a", "PKK", "proses"], ["b", '"', "proses"], ["c", "idem", "proses"]],
            "Tugas",
        )
    )
    assert column(snapshot, "tasks", "lead") == ["PKK", "PKK", "PKK"]
    assert [p.row for p in snapshot.problems if p.reason == "ditto"] == [3, 4]


def test_a_sum_without_a_word_below_the_records_is_a_total():
    rows = [["Kegiatan", "PJ", "Anggaran"], ["a", "PKK", 1000], ["b", "BPBD", 500], [None, None, 1500]]
    found = only(read(grid(rows, "Tugas")))
    assert found.rows == [2, 3]
    assert left_out(found) == {4: "total"}
