"""A day without a year is settled by the start of its own row."""

from __future__ import annotations

from datetime import date

import pytest

from sheets.backends import Book, Cell, Grid
from sheets.schema import load_schema
from sheets.snapshot import take

HEADER: list[Cell] = ["Kode", "Tugas", "Penanggung Jawab", "Mulai", "Tenggat", "Status"]


def read(start: Cell, due: str):
    rows: list[list[Cell]] = [
        HEADER,
        ["TG-1", "Cetak buku", "PKK", start, due, "Belum mulai"],
        ["TG-2", "Lain", "PKK", "", "2/1/2026", "Selesai"],
    ]
    return take(Book("uji", "uji", [Grid("Tugas", rows)]), load_schema(), today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("start", "due", "day"),
    [
        (date(2026, 11, 27), "akhir Maret", "2027-03-31"),
        (date(2026, 11, 27), "15 Desember", "2026-12-15"),
        ("1 Februari 2028", "17 Januari", "2029-01-17"),
        ("", "akhir Maret", "2026-03-31"),
        ("5 Desember", "akhir Maret", "2026-03-31"),
    ],
)
def test_an_end_without_a_year_is_no_earlier_than_a_sure_start(start, due, day):
    snapshot = read(start, due)
    assert str(snapshot.tables["tasks"].at["TG-1", "due"])[:10] == day


def test_the_assumption_says_the_year_it_took():
    found = [p for p in read(date(2026, 11, 27), "akhir Maret").problems if p.reason == "no_year"]
    assert [problem.read_as_in("id") for problem in found] == ["21–31 Mar 2027"]
    assert [problem.read_as_in("en") for problem in found] == ["21–31 Mar 2027"]
