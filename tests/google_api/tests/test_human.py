"""A person works in the same spreadsheet, before, between and after the calls."""

from __future__ import annotations

import gspread
import pytest

from tests.google_api import Api, Formula
from tests.google_api.tests.clients import Caller

ROWS = [["ID", "Judul", "Nilai"], ["C", "tiga", 3], ["A", "satu", 1], ["B", "dua", 2]]


@pytest.fixture
def book(api: Api) -> str:
    return api.new_spreadsheet(tabs={"Tugas": ROWS})


def column(api: Api, book: str, at: int = 0) -> list[object]:
    return [row[at] if at < len(row) else None for row in api.human(book).rows("Tugas")]


def test_rows_are_inserted_deleted_moved_and_copied(api: Api, book: str) -> None:
    human = api.human(book)
    human.insert_rows("Tugas", before=3)
    assert column(api, book) == ["ID", "C", None, "A", "B"]
    human.delete_rows("Tugas", 2)
    assert column(api, book) == ["ID", None, "A", "B"]
    human.move_rows("Tugas", 4, before=2)
    assert column(api, book) == ["ID", "B", None, "A"]
    human.copy_row("Tugas", 2, before=3)
    assert column(api, book) == ["ID", "B", "B", None, "A"]


def test_a_copied_row_has_formulas_about_itself(api: Api, book: str) -> None:
    human = api.human(book)
    human.edit("Tugas", "B3", "=C3*2")
    human.copy_row("Tugas", 3, before=2)
    assert [human.cell("Tugas", cell).formula for cell in ("B2", "B4")] == ["=C2*2", "=C4*2"]
    human.copy_row("Tugas", 2, before=6)
    assert human.cell("Tugas", "B6").formula == "=C6*2"


def test_a_sort_moves_whole_rows_and_leaves_the_header(api: Api, book: str) -> None:
    api.human(book).sort("Tugas", "A")
    assert api.human(book).rows("Tugas") == [ROWS[0], ["A", "satu", 1], ["B", "dua", 2], ["C", "tiga", 3]]
    api.human(book).sort("Tugas", "C", descending=True)
    assert column(api, book) == ["ID", "C", "B", "A"]


def test_columns_are_inserted_moved_renamed_and_lose_their_headers(api: Api, book: str) -> None:
    human = api.human(book)
    human.add_blank_column("Tugas", "B", value="catatan")
    assert human.rows("Tugas")[:2] == [["ID", None, "Judul", "Nilai"], ["C", "catatan", "tiga", 3]]
    human.move_column("Tugas", "D", before="A")
    assert human.row("Tugas", 1) == ["Nilai", "ID", None, "Judul"]
    human.rename_column("Tugas", "D", "Nama kegiatan")
    human.blank_headers("Tugas", "A", "B")
    assert human.row("Tugas", 1) == [None, None, None, "Nama kegiatan"]
    human.delete_columns("Tugas", "C")
    assert human.row("Tugas", 2) == [3, "C", "tiga"]


def test_a_renamed_tab_is_gone_under_its_old_name(api: Api, client: gspread.Client, book: str) -> None:
    api.human(book).rename_tab("Tugas", "Rencana Aksi")
    spreadsheet = client.open_by_key(book)
    assert spreadsheet.worksheet("Rencana Aksi").acell("A2").value == "C"
    with pytest.raises(gspread.exceptions.WorksheetNotFound):
        spreadsheet.worksheet("Tugas")


def test_a_person_acts_just_before_the_kth_write_is_applied(api: Api, call: Caller, book: str) -> None:
    api.before(2, lambda: api.human(book).sort("Tugas", "A"), kind="write")
    call.write(book, "Tugas!B2", [["first"]])
    call.values(book, "Tugas")
    call.write(book, "Tugas!B2", [["second"]])
    assert column(api, book, 1) == ["Judul", "second", "dua", "first"]


def test_a_person_acts_just_after_a_write_is_applied(api: Api, call: Caller, book: str) -> None:
    seen: list[object] = []

    def act() -> None:
        seen.append(api.human(book).value("Tugas", "B2"))
        api.human(book).edit("Tugas", "B2", "theirs")

    api.after(1, act, kind="write")
    assert call.write(book, "Tugas!B2", [["mine"]]).json()["updatedCells"] == 1
    assert (seen, call.values(book, "Tugas!B2")) == (["mine"], [["theirs"]])


def test_what_is_typed_is_read_in_the_spreadsheets_locale(api: Api, book: str) -> None:
    human = api.human(book)
    for typed, value in [("1.234,5", 1234.5), ("31/12/2026", 46387), ("=C2*2", 6), ("teks", "teks")]:
        human.edit("Tugas", "D2", typed)
        assert human.value("Tugas", "D2") == value
        human.clear("Tugas", "D2")
        api.human(book).format("Tugas", "D2", "NUMBER", "0")


def test_every_edit_moves_the_files_time(api: Api, client: gspread.Client, book: str) -> None:
    spreadsheet = client.open_by_key(book)
    times = [spreadsheet.get_lastUpdateTime()]
    for number in range(3):
        api.human(book).edit("Tugas", "C2", number)
        times.append(spreadsheet.get_lastUpdateTime())
    assert sorted(set(times)) == times


def test_a_sorted_formula_still_points_at_its_own_row(api: Api, book: str) -> None:
    human = api.human(book)
    human.edit("Tugas", "D2", "=C2")
    human.sort("Tugas", "A")
    row = human.find("Tugas", "C")
    assert (human.cell("Tugas", f"D{row}").formula, human.value("Tugas", f"D{row}")) == (f"=C{row}", 3)


def test_stored_answers_of_formulas_are_seen(api: Api) -> None:
    book = api.new_spreadsheet(tabs={"Data": [[Formula("=IMPORTRANGE(1)", "dari lembar lain")]]})
    assert api.human(book).sees("Data", "A1") == "dari lembar lain"


def test_formulas_follow_the_rows_that_they_add_up(api: Api) -> None:
    rows = [["Nilai"], [1], [2], [3], [Formula('=SUM(A2:A4)&" dari "&$A$4')]]
    book = api.new_spreadsheet(tabs={"Data": rows, "Lain": [[Formula("=Data!A4"), Formula("=A4")]]})
    human = api.human(book)
    human.insert_rows("Data", before=3)
    human.edit("Data", "A3", 10)
    assert human.value("Data", "A6") == "16 dari 3"
    assert human.cell("Data", "A6").formula == '=SUM(A2:A5)&" dari "&$A$5'
    assert [cell.formula for cell in human.sheet("Lain").rows[0]] == ["=Data!A5", "=A4"]
    human.delete_rows("Data", 5)
    assert human.cell("Data", "A5").formula == '=SUM(A2:A4)&" dari "&#REF!'
    assert human.sees("Lain", "A1") == "#REF!"
