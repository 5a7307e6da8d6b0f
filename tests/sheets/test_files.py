from __future__ import annotations

import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from sheets.backends.files import read_file
from sheets.errors import Encrypted, NotASpreadsheet, NotFound, TooLarge
from sheets.schema import load_schema
from sheets.snapshot import take


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tugas & Rencana"
    sheet["B3"], sheet["C3"], sheet["D3"] = "Kegiatan", "Tenggat", "Kemajuan"
    sheet["B4"], sheet["C4"], sheet["D4"] = "007", date(2026, 8, 1), 0.75
    sheet["C4"].number_format, sheet["D4"].number_format = "mmm yyyy", "0%"
    sheet["E4"].fill = PatternFill("solid", fgColor="FF00AA00")
    sheet.merge_cells("B6:C7")
    hidden = book.create_sheet("Arsip")
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def test_a_workbook_keeps_rows_types_texts_and_hidden_tabs_as_they_are(tmp_path):
    book = read_file(workbook(tmp_path / "forum.xlsx"))
    first, second = book.grids
    assert first.tab == "Tugas & Rencana"
    assert first.rows[3][1:4] == ["007", date(2026, 8, 1), 0.75]
    assert first.merged == ((5, 1, 6, 2),)
    assert second.hidden
    assert book.title == "forum"
    assert not book.serial_dates


def test_formats_and_fills_of_a_workbook_are_known_when_asked_for(tmp_path):
    grid = read_file(workbook(tmp_path / "forum.xlsx")).grids[0]
    assert [(grid.formats(col) or [])[3] for col in (2, 3)] == ["mmm yyyy", "0%"]
    assert grid.fills() == [(3, 4)]


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("koma.csv", "Nama,Sektor\nPKK,warga\n", [["Nama", "Sektor"], ["PKK", "warga"]]),
        ("titik.csv", "Nama;Nilai\nPKK;1,5\n", [["Nama", "Nilai"], ["PKK", "1,5"]]),
        ("tab.tsv", "Nama\tNilai\nPKK\t1,5\n", [["Nama", "Nilai"], ["PKK", "1,5"]]),
        ("tab.csv", "Nama\tNilai\nA, B\t1\nC, D\t2\n", [["Nama", "Nilai"], ["A, B", "1"], ["C, D", "2"]]),
        ("bom.csv", "﻿Nama;Nilai\nPKK;1\n", [["Nama", "Nilai"], ["PKK", "1"]]),
        ("sep.csv", "sep=;\nNama;Nilai\nPKK;1\n", [[], ["Nama", "Nilai"], ["PKK", "1"]]),
        ("satu.csv", "Nama\nPKK\nBPBD\n", [["Nama"], ["PKK"], ["BPBD"]]),
        (
            "kutip.csv",
            'Nama,Catatan\nPKK,"baris satu\nbaris dua, koma"\n',
            [["Nama", "Catatan"], ["PKK", "baris satu\nbaris dua, koma"]],
        ),
        (
            "desimal.csv",
            "Nama;Nilai\nA;1,5\nB;2,5\nC;3,5\n",
            [["Nama", "Nilai"], ["A", "1,5"], ["B", "2,5"], ["C", "3,5"]],
        ),
    ],
)
def test_text_files_of_every_separator_are_cut_into_the_right_cells(tmp_path, name, data, rows):
    path = tmp_path / name
    path.write_bytes(data.encode("utf-8"))
    assert read_file(path).grids[0].rows == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_survive_every_usual_encoding(tmp_path, encoding):
    path = tmp_path / "kode.csv"
    path.write_bytes("Nama,Catatan panjang sekali\nKafé “Contoh”,±20 – 30\n".encode(encoding))
    assert read_file(path).grids[0].rows[1] == ["Kafé “Contoh”", "±20 – 30"]


@pytest.mark.office
def test_an_ods_file_made_by_libreoffice_reads_like_the_workbook(tmp_path):
    workbook(tmp_path / "forum.xlsx")
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "ods", "--outdir", tmp_path, tmp_path / "forum.xlsx"],
        check=True,
        capture_output=True,
    )
    grid = read_file(tmp_path / "forum.ods").grids[0]
    assert grid.rows[3][1:4] == ["007", date(2026, 8, 1), 0.75]
    assert [(grid.formats(col) or [])[3] for col in (2, 3)] == ["mmm yyyy", "0%"]


def locked(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    )


def cut_short(path: Path) -> None:
    whole = workbook(path.with_name("whole.xlsx")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def another_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")


@pytest.mark.parametrize(
    ("name", "make", "error"),
    [
        ("terkunci.xlsx", locked, Encrypted),
        ("terpotong.xlsx", cut_short, NotASpreadsheet),
        ("surat.xlsx", another_zip, NotASpreadsheet),
        ("gambar.csv", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00"), NotASpreadsheet),
        (
            "laman.xls",
            lambda path: path.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>"),
            NotASpreadsheet,
        ),
        ("biner.csv", lambda path: path.write_bytes(bytes(range(256)) * 40), NotASpreadsheet),
        ("kosong.xlsx", lambda path: path.write_bytes(b""), NotASpreadsheet),
        ("folder.xlsx", lambda path: path.mkdir(), NotASpreadsheet),
        ("tidak-ada.xlsx", lambda path: None, NotFound),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path, name, make, error):
    make(tmp_path / name)
    with pytest.raises(error) as raised:
        read_file(tmp_path / name)
    assert raised.value.message("id")
    assert raised.value.message("en")
    assert name in raised.value.message("id")


def test_a_file_above_the_size_limit_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "besar.csv"
    path.write_bytes(b"a,b\n" * 1000)
    with pytest.raises(TooLarge):
        read_file(path, largest=1000)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sheets.backends.files.LARGEST_UNPACKED", 1000)
    with pytest.raises(TooLarge):
        read_file(workbook(tmp_path / "bom.xlsx"))


def test_an_empty_text_file_has_no_rows(tmp_path):
    (tmp_path / "kosong.csv").write_text("")
    assert read_file(tmp_path / "kosong.csv").grids[0].rows == []


def test_a_formula_that_was_never_worked_out_is_a_problem_and_no_blank(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tugas"
    for row in (["Kode", "Tugas", "Anggaran"], ["TG-1", "a", "=2*3"], ["TG-2", "b", 5]):
        sheet.append(row)
    book.save(tmp_path / "rumus.xlsx")
    read = take(read_file(tmp_path / "rumus.xlsx"), load_schema())
    assert [(p.reason, p.row, p.letter) for p in read.problems if p.column == "budget"] == [
        ("formula_not_computed", 2, "C")
    ]


def test_a_formula_that_failed_is_told_with_its_error_and_is_not_said_to_be_missing(tmp_path):
    path = tmp_path / "galat.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tugas"
    for row in (["Tugas", "Penanggung Jawab", "Tenggat", "Anggaran"], ["a", "#N/A", "1/2/2026", "#REF!"]):
        sheet.append(row)
    book.save(path)
    read = take(read_file(path), load_schema())
    told = [(p.reason, p.letter, p.value) for p in read.problems if p.row == 2]
    assert ("error_cell", "B", "#N/A") in told
    assert ("error_cell", "D", "#REF!") in told
    assert not [reason for reason, *_ in told if reason == "missing_required"]
    assert read.tables["tasks"]["budget"].isna().all()


def test_rows_of_failed_formulas_alone_are_no_records(tmp_path):
    path = tmp_path / "galat.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tugas"
    for row in (["Tugas", "Penanggung Jawab", "Tenggat"], ["a", "PKK", "1/2/2026"], [None, "#N/A", "#REF!"]):
        sheet.append(row)
    book.save(path)
    assert len(take(read_file(path), load_schema()).tables["tasks"]) == 1


@pytest.mark.parametrize("name", ["catatan.md", "data.json", "laman.html"])
def test_a_text_that_is_no_list_is_no_spreadsheet(tmp_path, name):
    path = tmp_path / name
    path.write_text("# Kegiatan, PJ\nRapat, PKK\n", "utf-8")
    with pytest.raises(NotASpreadsheet):
        read_file(path)
