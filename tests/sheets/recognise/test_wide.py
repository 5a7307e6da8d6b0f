from __future__ import annotations

import pytest

from sheets.backends import Book, Grid
from sheets.recognise.periods import period_of
from sheets.schema import load_schema
from sheets.snapshot import take
from tests.sheets.recognise.shapes import TODAY, column, grid, keys, only, read, reasons


@pytest.mark.parametrize(
    ("header", "end"),
    [
        ("2025", "2025-12-31"), ("Jan 2026", "2026-01-31"), ("TW II 2026", "2026-06-30"), ("Q3 2026", "2026-09-30"),
        ("Semester I 2026", "2026-06-30"), ("Realisasi Juni 2026", "2026-06-30"), ("Tahun 2024", "2024-12-31"),
        ("2026-02-01", "2026-02-28"), ("Capaian Triwulan IV Tahun 2025", "2025-12-31"), ("Peb 2026", "2026-02-28"),
    ],
)  # fmt: skip
def test_a_header_that_is_a_period_ends_on_its_last_day(header, end):
    period = period_of(header)
    assert period is not None
    assert str(period.ends()) == end


@pytest.mark.parametrize(
    "header",
    ["Status", "Target waktu", "Minggu depan", "Kegiatan 2026 lanjutan", "PJ", "No", "Maret ceria", "2026-13-45",
     "2026-02-30", "2026-13-01"],
)  # fmt: skip
def test_other_headers_are_no_period(header):
    assert period_of(header) is None


def test_year_columns_of_indicators_become_measurements_at_the_end_of_each_year():
    rows = [
        ["Indikator", "Satuan", 2021.0, 2022.0, 2023.0],
        ["Kemiskinan", "%", 12.5, 11.9, None],
        ["IPM", "indeks", 68.1, 68.9, 70.2],
    ]
    snapshot = read(rows)
    assert column(snapshot, "indicators", "name") == ["Kemiskinan", "IPM"]
    assert column(snapshot, "measurements", "date") == [
        "2021-12-31",
        "2022-12-31",
        "2021-12-31",
        "2022-12-31",
        "2023-12-31",
    ]
    assert column(snapshot, "measurements", "value") == [12.5, 11.9, 68.1, 68.9, 70.2]
    ids = snapshot.tables["indicators"].index
    assert snapshot.tables["measurements"]["indicator_id"].tolist() == [ids[0], ids[0], ids[1], ids[1], ids[1]]
    place = snapshot.place("measurements", snapshot.reads[1].ids[1], "value")
    assert place is not None
    assert place.letter == "D"


def test_quarters_under_one_heading_take_the_year_of_the_tab():
    rows = [
        ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", None],
        [None, None, None, None, "TW I", "TW II"],
        [1, "Kader terlatih", "orang", 100, 25, 40],
    ]
    snapshot = read(grid(rows, "IKU 2026", ((0, 4, 0, 5),)))
    assert column(snapshot, "measurements", "date") == ["2026-03-31", "2026-06-30"]
    assert "year_from_title" in reasons(snapshot)


def test_places_as_rows_under_a_mislabelled_corner_are_read_and_noticed():
    rows = [
        ["Tahun", 2019.0, 2020.0, 2021.0, 2022.0],
        ["ACEH", 71.9, 71.99, 72.18, 72.8],
        ["JAWA BARAT", 72.03, 72.09, 72.45, 73.12],
        ["KALIMANTAN UTARA", 0.0, 70.63, 71.19, 71.83],
    ]
    snapshot = read(grid(rows, "Indeks Pembangunan Manusia"))
    assert column(snapshot, "indicators", "name") == ["Indeks Pembangunan Manusia"]
    assert snapshot.tables["measurements"]["area"].tolist()[:4] == ["ACEH"] * 4
    assert len(snapshot.tables["measurements"]) == 11
    assert {"guessed_header", "zero_for_nothing", "indicator_from_title"} <= reasons(snapshot)
    assert [(p.row, p.letter) for p in snapshot.problems if p.reason == "zero_for_nothing"] == [(4, "B")]


def test_indicators_as_columns_with_places_as_rows_are_read_without_a_date_and_that_is_said():
    rows = [
        ["Kabupaten/Kota", "AHH", "RLS", "Penduduk Miskin"],
        ["Sigi", "67.08", "8.5", "12.3"],
        ["Kota Palu", "70.1", "11.2", "7.1"],
    ]
    snapshot = read(rows)
    assert column(snapshot, "indicators", "name") == ["AHH", "RLS", "Penduduk Miskin"]
    assert len(snapshot.tables["measurements"]) == 6
    assert column(snapshot, "measurements", "date") == [None] * 6
    assert "no_period" in reasons(snapshot)
    assert keys(only(snapshot, "measurements"))["A"] == "area"


def test_month_columns_without_any_year_are_not_dated_by_guess():
    rows = [["Indikator", "Satuan", "Januari", "Februari"], ["Sampah", "kg", 12, 14], ["Air", "m3", 3, 5]]
    snapshot = read(grid(rows, "Capaian"))
    assert column(snapshot, "measurements", "date") == [None] * 4
    assert "no_period" in reasons(snapshot)


def test_months_that_google_stores_as_day_numbers_are_periods():
    months = Grid("Capaian", [["Indikator", "Satuan", 46023, 46054], ["Sampah", "kg", 12, 14], ["Air", "m3", 3, 5]])
    months.load_formats = lambda col: ["mmm yyyy", None, None]
    snapshot = take(Book("google:x", "x", [months], serial_dates=True), load_schema(), today=TODAY)
    assert column(snapshot, "measurements", "date") == ["2026-01-31", "2026-02-28"] * 2


def test_planned_numbers_of_a_period_are_no_measurements():
    rows = [
        ["Indikator", "Satuan", "Target 2025", "Target 2026", "Realisasi 2025"],
        ["Kader", "orang", 10, 20, 8],
        ["Kebun", "unit", 3, 5, 2],
    ]
    snapshot = read(grid(rows, "Indikator"))
    assert column(snapshot, "measurements", "value") == [8.0, 2.0]
    assert column(snapshot, "measurements", "date") == ["2025-12-31"] * 2


def test_a_long_list_of_measurements_stays_long():
    rows = [["Indikator", "Periode", "Nilai"], ["Stunting", "TW I 2026", "20,1"], ["Stunting", "TW II 2026", "19,5"]]
    snapshot = read(grid(rows, "Realisasi"))
    assert column(snapshot, "measurements", "date") == ["2026-03-31", "2026-06-30"]
    assert column(snapshot, "measurements", "value") == [20.1, 19.5]


def test_realised_values_beside_the_targets_are_measurements_without_a_date():
    rows = [
        ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "% Capaian"],
        [1, "Stunting", "%", 14, "16,2", "86%"],
        [2, "KK akses air", "KK", 500, 520, "104%"],
    ]
    snapshot = read(grid(rows, "Capaian Kinerja"))
    assert column(snapshot, "measurements", "value") == [16.2, 520.0]
    assert column(snapshot, "measurements", "date") == [None, None]
    assert "no_period" in reasons(snapshot)
    dated = read(grid(rows, "Capaian Kinerja 2025"))
    assert column(dated, "measurements", "date") == ["2025-12-31"] * 2
    assert "year_from_title" in reasons(dated)


def test_targets_and_actuals_under_each_quarter_are_told_apart():
    rows = [
        ["Indicator", "Unit", "Baseline", "Q1 2026", None, "Q2 2026", None, "LoP target"],
        [None, None, None, "Target", "Actual", "Target", "Actual", None],
        ["# trained", "people", 0, 10, 8, 10, 12, 40],
        ["# gardens", "gardens", 1, 2, 2, 3, None, 10],
    ]
    merged = ((0, 3, 0, 4), (0, 5, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 7, 1, 7))
    snapshot = read(grid(rows, "IPTT", merged))
    assert column(snapshot, "indicators", "target") == [40, 10]
    assert column(snapshot, "measurements", "value") == [8, 12, 2]
