"""What a cell was read as is said in the reader's language: on screens, in files and on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from sheets.__main__ import main
from sheets.backends import Book, Cell, Grid
from sheets.declared import spoken
from sheets.doctor.listing import listing
from sheets.kinds.digits import Figure
from sheets.problems import Problem
from sheets.roles import rights_of
from sheets.schema import load_schema
from sheets.snapshot import Snapshot, take
from sheets.telling import as_json
from sheets.veil import HIDDEN
from sheets.view import view
from tests.sheets.kinds.cells import one

SCHEMA = load_schema()
HEADER = ["Kode", "Tugas", "Tenggat", "Status", "Progres", "Anggaran (Rp)", "Prioritas"]


def read(**cells: Cell) -> Snapshot:
    """A sheet of one task, with these cells in it."""
    row: list[Cell] = [{"Kode": "TG-1", "Tugas": "Pipa", **cells}.get(header) for header in HEADER]
    book = Book("uji", "uji", [Grid("Tugas", [[*HEADER], row])])
    return take(book, SCHEMA, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("header", "typed", "reason", "indonesian", "english"),
    [
        ("Tenggat", "Agustus", "no_year", "Agu 2026", "Aug 2026"),
        ("Tenggat", "TW 3", "no_year", "TW III 2026", "Q3 2026"),
        ("Tenggat", "sekitar Mei 2027", "approximate_date", "Mei 2027", "May 2027"),
        ("Tenggat", "2026", "year_only", "31 Des 2026", "31 Dec 2026"),
        ("Tenggat", "akhir Mei", "no_year", "21–31 Mei 2026", "21–31 May 2026"),
        ("Status", "sudah dibeli", "choice_from_words", "Selesai", "Done"),
        ("Prioritas", "Tinngi", "fuzzy_choice", "Tinggi", "High"),
        ("Progres", "150,5%", "over_hundred", "150,5%", "150.5%"),
        ("Anggaran (Rp)", "1,500,000.50", "english_style", "1.500.000,5", "1,500,000.5"),
    ],
)
def test_an_assumption_is_said_in_the_readers_language(header, typed, reason, indonesian, english):
    found = next(p for p in read(**{header: typed}).problems if p.reason == reason)
    assert (found.read_as_in("id"), found.read_as_in("en")) == (indonesian, english)
    assert indonesian in found.message("id")
    assert english in found.message("en")
    assert indonesian == english or indonesian not in found.message("en")


def test_a_column_that_is_not_there_is_called_what_the_reader_calls_it():
    found = next(p for p in read().problems if (p.reason, p.column) == ("missing_column", "lead"))
    lead = SCHEMA.table("tasks").column("lead").label
    assert lead.en in found.message("en")
    assert lead.id in found.message("id")
    assert (found.read_as_in("id"), found.read_as_in("en")) == (lead.id, lead.en)


def test_a_percent_beside_a_status_is_written_as_the_reader_writes_numbers():
    (note,) = one("tasks.status", "12,5%").notes
    assert [spoken(note.read_as, language) for language in ("id", "en")] == ["12,5%", "12.5%"]


def test_a_factor_of_a_header_is_written_as_the_reader_writes_numbers():
    rows: list[list[Cell]] = [["Kode", "Tugas", "Anggaran (juta Rp)"], ["TG-1", "Pipa", 2.5]]
    found = take(Book("uji", "uji", [Grid("Tugas", rows)]), SCHEMA, today=date(2026, 11, 22)).problems
    scaled = next(p for p in found if p.reason == "scaled_by_header")
    assert "2.500.000" in scaled.message("id")
    assert "1.000.000" in scaled.message("id")
    assert "2,500,000" in scaled.message("en")
    assert "1,000,000" in scaled.message("en")


@pytest.mark.parametrize(("language", "said"), [("id", "Agu 2026"), ("en", "Aug 2026")])
def test_the_object_of_read_json_has_it_as_text_of_the_chosen_language(language, said):
    told = as_json(read(Tenggat="Agustus"), language)["problems"]
    assert said in [problem["read_as"] for problem in told if problem["reason"] == "no_year"]
    assert all(problem["read_as"] is None or isinstance(problem["read_as"], str) for problem in told)
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(("language", "said"), [(None, "Selesai"), ("en", "Done")])
def test_the_command_says_it_in_the_chosen_language(tmp_path, capsys, language, said):
    book = openpyxl.Workbook()
    book.active.title = "Tugas"
    for row in (["Kode", "Tugas", "Status"], ["TG-1", "Pipa", "sudah dibeli"]):
        book.active.append(row)
    book.save(tmp_path / "forum.xlsx")
    main(["read", str(tmp_path / "forum.xlsx"), "--json", *(["--language", language] if language else [])])
    told = json.loads(capsys.readouterr().out)["problems"]
    assert said in [problem["read_as"] for problem in told]


@pytest.mark.parametrize(("language", "said"), [("id", "Agu 2026"), ("en", "Aug 2026")])
def test_the_list_of_findings_has_it_in_the_language_of_the_list(language, said):
    assert said in [row[5] for row in listing(read(Tenggat="Agustus"), language=language).rows]


def test_what_stands_there_in_any_language_is_no_guess():
    problem = Problem("tasks", "Tugas", 2, "C", "budget", "TG-1", "1,500", "english_style", "notice", Figure(1500.0))
    assert not problem.guessed
    assert not replace(problem, value="1.500").guessed
    assert replace(problem, value="1,5 rb").guessed
    assert not replace(problem, value="1,5 rb", level="unreadable").guessed


def test_a_number_that_looks_like_somebodys_is_not_in_what_a_visitor_has():
    snapshot = read(Tenggat="Agustus")
    said = next(p for p in snapshot.problems if p.reason == "no_year")
    phone = replace(said, read_as=lambda language: "hubungi 0812-3456-7890")
    snapshot.problems[:] = [phone, replace(said, details={"why": {"id": "di 081234567890", "en": "at a@b.id"}})]
    seen = view(snapshot, rights_of("visitor").sight).problems
    for language in ("id", "en"):
        assert seen[0].read_as_in(language) == f"hubungi {HIDDEN}"
    assert "0812" not in repr(seen[0])
    assert seen[1].details["why"] == {"id": f"di {HIDDEN}", "en": f"at {HIDDEN}"}
