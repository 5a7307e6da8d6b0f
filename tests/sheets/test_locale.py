"""A Google sheet in another locale is warned about: it changed what people typed before anybody could read it."""

from __future__ import annotations

import pytest

from sheets.backends import Book, Cell, Grid
from sheets.roles import ROLES, rights_of
from sheets.schema import load_schema
from sheets.snapshot import take
from sheets.view import view


def reasons(locale: str | None) -> list[str]:
    rows: list[list[Cell]] = [
        ["Tugas", "Penanggung Jawab", "Tenggat", "Status"],
        ["Cetak buku", "PKK", "2/1/2026", "Selesai"],
    ]
    return [
        problem.reason for problem in take(Book("uji", "Forum", [Grid("Tugas", rows)], locale), load_schema()).problems
    ]


def test_an_american_sheet_is_warned_about():
    assert "wrong_locale" in reasons("en_US")


@pytest.mark.parametrize("locale", ["id_ID", "in_ID", "id", None])
def test_an_indonesian_sheet_or_a_file_is_not(locale):
    assert "wrong_locale" not in reasons(locale)


@pytest.mark.parametrize("role", list(ROLES))
def test_every_role_is_told_which_locale_it_is(role):
    rows: list[list[Cell]] = [["Tugas", "Tenggat"], ["Cetak buku", "2/1/2026"]]
    snapshot = take(Book("uji", "Forum", [Grid("Tugas", rows)], "en_US"), load_schema())
    told = [problem for problem in view(snapshot, rights_of(role).sight).problems if problem.reason == "wrong_locale"]
    assert "en_US" in told[0].message()
