from datetime import date, datetime, time

import numpy as np
import pytest

from sheets.errors import Invalid
from sheets.kinds import KINDS, show_span
from sheets.kinds.base import plain
from sheets.kinds.months import MONTHS, month_number
from tests.sheets.kinds.cells import column, context, found, one, reasons

DUE, START = "tasks.due", "tasks.start"


def span(name, cell, **given):
    read = column(name, [cell], **given)
    key = name.partition(".")[2]
    return plain(read.values[f"{key}_from"][0]), plain(read.values[f"{key}_to"][0]), [f.reason for f in read.findings]


@pytest.mark.parametrize(
    "typed",
    ["17/8/2026", "17-08-26", "17.08.2026", "17 8 2026", "17/08/2026", "2026-08-17", "2026/8/17", "17 Agt 2026",
     "17 ags '26", "17 Agu 2026", "17 agustus 2026", "17 August 2026", "Senin, 17 Agustus 2026", "17-Agt-2026",
     "17 Agt 26", "17-VIII-2026", "August 17, 2026", "Aug-17-2026", "17th August 2026", "tgl 17 Agt 2026",
     "tanggal 17 Agustus 2026", "2026-08-17 10:30", "2026-08-17T03:00:00Z", "17/8/2026 10:30",
     "17 Agustus 2026 pukul 09.00 WIB", "17agt2026", "20260817", 20260817, date(2026, 8, 17),
     datetime(2026, 8, 17, 23, 59), "'17/8/2026", "17/8/2026 (Senin)", "17 Agustus 2026.", "Senin 17/8/2026",
     "Senin, 17-08-26", "tgl 17/8/2026", "s.d. 17/8/2026", "17 Agustus 2026, 09.00", "17 Agustus 2026 jam 9",
     "１７/８/２０２６", "17 viii 2026"],
)  # fmt: skip
def test_one_day_however_it_is_typed(typed):
    assert span(DUE, typed) == (date(2026, 8, 17), date(2026, 8, 17), [])


@pytest.mark.parametrize(
    ("typed", "day"),
    [("tgl 5 Peb 2026", date(2026, 2, 5)), ("Jum'at, 20 Nop 2026", date(2026, 11, 20)),
     ("Jumat, 20 Nopember 2026", date(2026, 11, 20)), ("30th November 2021", date(2021, 11, 30)),
     ("May-01-2018", date(2018, 5, 1)), ("5 Pebruari 2026", date(2026, 2, 5)), ("1 Mrt 2026", date(2026, 3, 1)),
     ("31 Des 2026", date(2026, 12, 31)), ("3/8/2026", date(2026, 8, 3)), ("29/2/2028", date(2028, 2, 29)),
     ("Minggu, 2 Agustus 2026", date(2026, 8, 2)), ("paling lambat 5 Mei 2026", date(2026, 5, 5))],
)  # fmt: skip
def test_days_come_first_and_old_short_forms_are_known(typed, day):
    assert span(DUE, typed) == (day, day, [])


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [("akhir Maret 2026", "2026-03-21", "2026-03-31"), ("awal Maret 2026", "2026-03-01", "2026-03-10"),
     ("pertengahan Maret 2026", "2026-03-11", "2026-03-20"), ("akhir Februari 2026", "2026-02-21", "2026-02-28"),
     ("minggu ke-2 Maret 2026", "2026-03-08", "2026-03-14"),
     ("minggu ke-2 Agustus 2026", "2026-08-08", "2026-08-14"), ("minggu II Maret 2026", "2026-03-08", "2026-03-14"),
     ("Minggu kedua Maret 2026", "2026-03-08", "2026-03-14"), ("M2 Maret 2026", "2026-03-08", "2026-03-14"),
     ("Maret 2026 minggu ke-2", "2026-03-08", "2026-03-14"),
     ("minggu terakhir Maret 2026", "2026-03-25", "2026-03-31"),
     ("minggu ke-5 Maret 2026", "2026-03-29", "2026-03-31"), ("Q3 2026", "2026-07-01", "2026-09-30"),
     ("TW III 2026", "2026-07-01", "2026-09-30"), ("TW-3/2026", "2026-07-01", "2026-09-30"),
     ("Triwulan ke-3 tahun 2026", "2026-07-01", "2026-09-30"), ("kuartal III 2026", "2026-07-01", "2026-09-30"),
     ("K3 2026", "2026-07-01", "2026-09-30"), ("2026 Q3", "2026-07-01", "2026-09-30"),
     ("3rd quarter 2026", "2026-07-01", "2026-09-30"), ("Smt II 2026", "2026-07-01", "2026-12-31"),
     ("Semester 2 2026", "2026-07-01", "2026-12-31"), ("H2 2026", "2026-07-01", "2026-12-31"),
     ("Agt 2026", "2026-08-01", "2026-08-31"), ("08/2026", "2026-08-01", "2026-08-31"),
     ("2026-08", "2026-08-01", "2026-08-31"), ("2026", "2026-01-01", "2026-12-31"),
     (2025, "2025-01-01", "2025-12-31"), ("tahun 2026", "2026-01-01", "2026-12-31"),
     ("akhir tahun 2026", "2026-09-01", "2026-12-31"), ("12 s/d 14 Okt 2026", "2026-10-12", "2026-10-14"),
     ("12–14 Okt 2026", "2026-10-12", "2026-10-14"), ("12-14/10/2026", "2026-10-12", "2026-10-14"),
     ("28 Okt – 2 Nov 2026", "2026-10-28", "2026-11-02"), ("28 Des - 3 Jan 2027", "2026-12-28", "2027-01-03"),
     ("12/10/2026 - 14/10/2026", "2026-10-12", "2026-10-14"), ("Jan–Mar 2026", "2026-01-01", "2026-03-31"),
     ("Juli 2026 s.d. Juni 2027", "2026-07-01", "2027-06-30"), ("2026-2027", "2026-01-01", "2027-12-31")],
)  # fmt: skip
def test_an_imprecise_date_is_the_whole_of_its_days(typed, first, last):
    low, high, said = span(DUE, typed)
    assert (low, high) == (date.fromisoformat(first), date.fromisoformat(last))
    assert said == []


def test_a_deadline_counts_to_the_end_and_a_start_from_the_beginning():
    assert plain(column(DUE, ["akhir Maret 2026"]).values["due"][0]) == date(2026, 3, 31)
    assert plain(column(START, ["akhir Maret 2026"]).values["start"][0]) == date(2026, 3, 21)


@pytest.mark.parametrize(
    ("typed", "day", "reason"),
    [("8/17/2026", date(2026, 8, 17), "day_month_swapped"), ("17 Agustus", date(2026, 8, 17), "no_year"),
     ("17/8", date(2026, 8, 17), "no_year"), ("akhir Maret", date(2026, 3, 31), "no_year"),
     ("TW III", date(2026, 9, 30), "no_year"), ("Selasa, 17 Agustus 2026", date(2026, 8, 17), "weekday_mismatch"),
     ("17/8/2026 (tentatif)", date(2026, 8, 17), "approximate_date"),
     ("sekitar 17 Agustus 2026", date(2026, 8, 17), "approximate_date"), ("46251", date(2026, 8, 17), "serial_date"),
     (46251, date(2026, 8, 17), "serial_date"), ("Agt-26", date(2026, 8, 31), "two_digit_year"),
     ("mulai 17 Agustus 2026", date(2026, 8, 17), "words_ignored"),
     ("17/8/2026?", date(2026, 8, 17), "approximate_date"), ("~17/8/2026", date(2026, 8, 17), "approximate_date"),
     ("Selasa 17/8/2026", date(2026, 8, 17), "weekday_mismatch"), ("17/8/45", date(2045, 8, 17), "far_year"),
     ("sebelum Agustus 2026", date(2026, 8, 31), "words_ignored"),
     ("28 Okt 2025 - 2 Nov", date(2025, 11, 2), "no_year"), ("Dec 25", date(2025, 12, 31), "two_digit_year")],
)  # fmt: skip
def test_a_guess_at_a_date_is_said(typed, day, reason):
    reading = one(DUE, typed)
    assert reading.value == day
    assert reasons(reading) == [reason]
    assert reading.notes[0].read_as


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("31/2/2026", "impossible_date"), ("29 Feb 2026", "impossible_date"), ("32/1/2026", "impossible_date"),
     ("17/8/206", "year_out_of_range"), ("H-7", "relative_date"), ("akhir bulan", "relative_date"),
     ("17826", "not_a_date"), ("Mei/Juni 2026", "several_dates"), ("17/8/20266", "year_out_of_range"),
     ("17/13/2026", "impossible_date"), ("minggu ke-5 Feb 2026", "impossible_date"), ("besok", "relative_date"),
     ("minggu depan", "relative_date"), ("segera", "relative_date"), ("secepatnya", "relative_date"),
     ("rutin", "relative_date"), ("setiap Senin", "relative_date"), ("3 bulan", "duration"),
     ("12, 13 Okt 2026", "several_dates"), ("12 dan 14 Okt 2026", "several_dates"),
     ("5/5/2026 & 6/6/2026", "several_dates"), ("panen raya 2026 x", "relative_date"), ("abc", "not_a_date"),
     ("1.500.000", "not_a_date"), (5, "period_number"), (366, "period_number"), ("12", "period_number"),
     (1500, "not_a_date"), (0.5, "not_a_date"), (True, "not_a_date"), (time(9, 0), "not_a_date"),
     ("#REF!", "error_cell"), (datetime(1900, 1, 5), "period_number"), ("Rp 2,5 jt", "not_a_date"),
     (datetime(2206, 1, 1), "year_out_of_range"), ("14/10/2026 - 12/10/2026", "several_dates")],
)  # fmt: skip
def test_what_is_no_date_is_never_rolled_over_or_guessed(typed, reason):
    reading = one(DUE, typed)
    assert reading.value is None
    assert reasons(reading) == [reason]


def test_a_missing_year_is_the_year_of_the_forums_period():
    period = (date(2024, 7, 1), date(2025, 6, 30))
    assert one(DUE, "17 Agustus", period=period).value == date(2024, 8, 17)
    assert one(DUE, "17 Maret", period=period).value == date(2025, 3, 17)


def test_google_gives_dates_as_bare_numbers():
    read = column(DUE, [46251, 46252.75, "", None], serial_dates=True)
    assert [plain(day) for day in read.values["due"]] == [date(2026, 8, 17), date(2026, 8, 18), None, None]
    assert not read.findings


def test_period_numbers_in_a_date_column_are_refused_beside_real_dates():
    read = column(DUE, [46251, 1, 3], serial_dates=True)
    assert found(read) == [(1, "period_number", "unreadable"), (2, "period_number", "unreadable")]


def test_a_column_of_date_cells_is_read_in_bulk():
    read = column(DUE, [date(2026, 1, 1), datetime(2026, 1, 2, 13), None])
    assert [plain(day) for day in read.values["due"]] == [date(2026, 1, 1), date(2026, 1, 2), None]
    assert read.values["due"].dtype == np.dtype("datetime64[s]")


@pytest.mark.parametrize(
    "cells", [[date(2026, 8, 1), date(2026, 8, 2)], [46235, 46236], [date(2026, 8, 1), "2/8/2026"]]
)
def test_a_date_cell_that_shows_only_its_month_means_the_whole_month(cells):
    read = column(DUE, cells, serial_dates=True, formats=lambda: ["mmm yyyy", "d/m/yyyy"])
    assert [plain(day) for day in read.values["due"]] == [date(2026, 8, 31), date(2026, 8, 2)]
    assert plain(read.values["due_from"][0]) == date(2026, 8, 1)


def test_a_column_that_proves_months_first_is_read_so_with_a_notice_at_each_cell():
    read = column(DUE, ["8/17/2026", "9/18/2026", "3/8/2026"])
    assert [plain(day) for day in read.values["due"]] == [date(2026, 8, 17), date(2026, 9, 18), date(2026, 3, 8)]
    assert found(read) == [(i, "month_first_column", "notice") for i in range(3)]


def test_one_first_number_over_twelve_keeps_a_column_day_first():
    read = column(DUE, ["8/17/2026", "9/18/2026", "3/8/2026", "25/8/2026"])
    assert plain(read.values["due"][2]) == date(2026, 8, 3)


def test_a_sheet_set_to_english_is_found_out():
    read = column(DUE, ["17/8/2026", "25/9/2026", date(2026, 3, 8), date(2026, 4, 9)])
    assert found(read) == [(2, "maybe_swapped", "notice"), (3, "maybe_swapped", "notice")]


def test_a_range_column_gives_both_dates():
    read = column("tasks.when", ["12–14 Okt 2026", "Okt 2026", None])
    assert [plain(day) for day in read.values["start"]] == [date(2026, 10, 12), date(2026, 10, 1), None]
    assert [plain(day) for day in read.values["due"]] == [date(2026, 10, 14), date(2026, 10, 31), None]


def test_every_month_is_known_by_every_name():
    for name, number in MONTHS.items():
        assert month_number(name.upper()) == number
        assert one(DUE, f"5 {name} 2026").value == date(2026, number, 5)


def test_a_form_takes_an_exact_day_only():
    kind, around = KINDS["date"], context(DUE)
    assert kind.check(datetime(2026, 8, 17, 5), around) == date(2026, 8, 17)
    assert kind.check(np.datetime64("2026-08-17", "s"), around) == date(2026, 8, 17)
    assert kind.check("17/8/2026", around) == date(2026, 8, 17)
    for wrong in ("akhir Maret 2026", "17 Agustus", "31/2/2026", 12, "besok"):
        with pytest.raises(Invalid):
            kind.check(wrong, around)


@pytest.mark.parametrize(
    ("low", "high", "indonesian", "english"),
    [("2026-08-17", "2026-08-17", "17 Agu 2026", "17 Aug 2026"),
     ("2026-08-01", "2026-08-31", "Agu 2026", "Aug 2026"), ("2026-07-01", "2026-09-30", "TW III 2026", "Q3 2026"),
     ("2026-07-01", "2026-12-31", "Smt II 2026", "H2 2026"), ("2026-01-01", "2026-12-31", "2026", "2026"),
     ("2026-10-12", "2026-10-14", "12–14 Okt 2026", "12–14 Oct 2026"),
     ("2026-10-28", "2026-11-02", "28 Okt – 2 Nov 2026", "28 Oct – 2 Nov 2026"),
     ("2026-12-28", "2027-01-03", "28 Des 2026 – 3 Jan 2027", "28 Dec 2026 – 3 Jan 2027")],
)  # fmt: skip
def test_a_period_is_shown_as_people_say_it_and_reads_back(low, high, indonesian, english):
    days = date.fromisoformat(low), date.fromisoformat(high)
    assert show_span(*days) == indonesian
    assert show_span(*days, "en") == english
    assert span(DUE, indonesian) == (*days, [])
    assert span(DUE, english) == (*days, [])


@pytest.mark.parametrize("typed", ["belum", "blm", "not yet"])
def test_not_yet_is_no_date(typed):
    reading = one("tasks.done_on", typed)
    assert reading.value is None
    assert not reading.notes
