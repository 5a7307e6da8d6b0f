"""The tab Pilihan: what a forum adds there is read, offered and written; what it cannot add is said."""

from __future__ import annotations

from typing import Any

from openpyxl import load_workbook

from sheets.schema import load_schema
from sheets.template import new_workbook as template
from tests.sheets.backends.places import FilePlace, new_google, new_workbook

PARTNERS: list[list[Any]] = [
    ["Kode", "Nama Mitra", "Sektor"],
    ["M-01", "Pokdarwis Pinus", "Wisata"],
    ["M-02", "Homestay Melati", "desa wisata"],
    ["M-03", "BPBD", "pemerintah"],
]
TASKS: list[list[Any]] = [["Kode", "Tugas", "Status"], ["TG-001", "Rapat", "mandek total"]]
CHOICES: list[list[Any]] = [
    ["Tambah pilihan forum sendiri"],
    ["Mitra: Sektor", "Kata lain", "Tugas: Status", "Kata lain"],
    ["Pemerintah", None, "Tertunda", "mandek total"],
    ["Wisata", "desa wisata, pokdarwis", "Gantung", None],
]


def forum_with(tmp_path, choices=CHOICES):
    return new_workbook(tmp_path, {"Mitra": PARTNERS, "Tugas": TASKS, "Pilihan": choices}).open()


def said(forum):
    return {(p.reason, f"{p.letter}{p.row}") for p in forum.read().problems if p.tab == "Pilihan"}


def test_a_choice_of_the_forum_is_read_shown_and_written(tmp_path):
    forum = forum_with(tmp_path)
    snapshot = forum.read()
    assert snapshot.tables["partners"]["sector"].tolist() == ["wisata", "wisata", "government"]
    assert snapshot.schema.choices["sector"].choice("wisata").label("en") == "Wisata"
    forum.append("partners", {"name": "Kelompok Ojek", "sector": "wisata"})
    assert forum.read().typed("partners", "M-04", "sector") == "Wisata"


def test_another_word_is_read_also_where_the_app_reckons_with_the_choices(tmp_path):
    forum = forum_with(tmp_path)
    assert forum.read().tables["tasks"]["status"].tolist() == ["on_hold"]
    assert ("choices_closed", "C4") in said(forum)


def test_the_declared_choices_stay_as_they_are(tmp_path):
    schema = load_schema()
    forum_with(tmp_path).read()
    assert "wisata" not in schema.choices["sector"].by_key


def test_the_same_tab_gives_the_same_schema(tmp_path):
    forum = forum_with(tmp_path)
    assert forum.read().schema is forum.read().schema


def test_a_choice_that_is_added_later_is_there_at_the_next_reading(tmp_path):
    place = FilePlace(template(tmp_path / "forum.xlsx", load_schema()))
    forum = place.open()
    assert forum.read().problems == []
    forum.append("partners", {"name": "Pokdarwis", "sector": "community"})
    page = load_workbook(place.path)["Pilihan"]
    col = next(cell.column for cell in page[2] if cell.value == "Mitra: Sektor")
    free = next(row for row in range(3, 60) if page.cell(row, col).value is None)
    place.edit("Pilihan", page.cell(free, col).coordinate, "Wisata")
    place.edit("Mitra", "D2", "wisata")
    assert forum.read().tables["partners"]["sector"].tolist() == ["wisata"]
    assert page.sheet_state == "visible"


def test_rows_that_cannot_be_added_are_said_with_their_place(tmp_path):
    head = CHOICES[1]
    rows = [head, ["Pemerintah", "Media", None, None], [None, "yatim", None, None], ["x" * 80, None, None, None]]
    forum = forum_with(tmp_path, rows)
    assert said(forum) == {("word_taken", "B2"), ("word_without_choice", "B3"), ("choice_unusable", "A4")}
    problem = next(p for p in forum.read().problems if p.reason == "word_taken")
    assert "Mitra: Sektor" in problem.message()
    assert "Partners: Sector" in problem.message("en")


def test_the_header_of_older_spreadsheets_and_a_plain_one_are_known(tmp_path):
    for header in ("Pilihan: sector", "Sektor", "Partners: Sector"):
        folder = tmp_path / header.replace(":", "")
        folder.mkdir()
        forum = forum_with(folder, [[header], ["Wisata"]])
        assert forum.read().tables["partners"]["sector"].tolist()[0] == "wisata"


def test_a_tab_that_is_made_later_takes_its_choices_from_the_tab_that_is_there(tmp_path):
    place = new_workbook(tmp_path, {"Mitra": PARTNERS, "Pilihan": [r[:2] for r in CHOICES]})
    forum = place.open()
    forum.make_tabs(["tasks"])
    book = load_workbook(place.path)
    assert [name for name in book.sheetnames if name.startswith("Pilihan")] == ["Pilihan"]
    page = book["Pilihan"]
    assert [cell.value for cell in page[2]][:2] == ["Mitra: Sektor", "Kata lain"]
    assert "Tugas: Status" in [cell.value for cell in page[2]]
    assert forum.read().tables["partners"]["sector"].tolist()[0] == "wisata"
    assert [p for p in forum.read().problems if p.tab == "Pilihan"] == []


def test_google_dropdowns_take_their_words_from_the_tab(api):
    place = new_google(api, {"Catatan": [["apa saja"]]})
    forum = place.open()
    forum.make_tabs(["partners", "tasks"])
    rows = place.rows("Pilihan")
    assert "Mitra: Sektor" in rows[1]
    col = rows[1].index("Mitra: Sektor")
    assert rows[2][col] == "Pemerintah"
    free = next(n for n in range(2, 60) if n >= len(rows) or col >= len(rows[n]) or not rows[n][col])
    place.edit("Pilihan", f"{chr(65 + col)}{free + 1}", "Wisata")
    assert forum.read().schema.choices["sector"].get("wisata") is not None
    forum.append("partners", {"name": "Pokdarwis", "sector": "wisata"})
    assert forum.read().tables["partners"]["sector"].tolist() == ["wisata"]
