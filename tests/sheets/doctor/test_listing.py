"""The findings as a file: with the address of each cell, harmless in a spreadsheet program, and discreet."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

from sheets.__main__ import main
from sheets.doctor import examine
from sheets.doctor.listing import FORMULA_STARTS, Listing, as_csv, as_xlsx, cell_url, harmless, listing
from sheets.store import open_forum
from tests.sheets.backends.places import new_workbook
from tests.sheets.doctor.test_mending import DAY, PARTNERS, TASKS

EVIL = ['=HYPERLINK("http://jahat.contoh";"klik")', "+62 812 tidak jelas", "-2+3", "@SUM(A1)", "\tx", "=1+1;2"]


@pytest.fixture
def workbook(tmp_path):
    due = enumerate([*EVIL, *[DAY] * 12], 1)
    tasks = [[f"TG-00{n}", "Rapat", "BPBD", None, None, day, "belum"] for n, day in due]
    place = new_workbook(tmp_path, {
        "Mitra": [*PARTNERS, ["M-03", "Karang Taruna", None, "warga", "aktif", "0812 atau 0813, tanya Bu Sari"]],
        "Tugas": [[*TASKS, "Warna"], *([*task, "merah"] for task in tasks)],
    })  # fmt: skip
    for page, row in (("Tugas", number) for number in range(2, 2 + len(EVIL))):
        with place.hand(page) as sheet:
            sheet.cell(row, 6).data_type = "s"
    return place.path


def lines(data, delimiter=";"):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def test_every_finding_has_its_place_and_what_was_typed(workbook):
    table = listing(open_forum(workbook).read())
    assert any(row[1] == "Tugas!F2" and row[2] == "Tenggat" and row[3] == EVIL[0] for row in table.rows)
    assert any("Lewat tenggat" in row[6] for row in table.rows if row[1].startswith("Tugas!F"))
    assert table.rows[-1][4].startswith("Kolom “Warna”")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_cell_of_the_csv_is_a_formula(workbook, language):
    table = listing(open_forum(workbook).read(), language=language)
    read = lines(as_csv(table), ";" if language == "id" else ",")
    assert len(read) == len(table.rows) + 1
    assert [cell for row in read for cell in row if cell.startswith(FORMULA_STARTS)] == []
    assert any(cell == f"'{EVIL[0]}" for row in read for cell in row)


@pytest.mark.parametrize(
    "text",
    ["＝1+1", "＋62", "－1", "＠SUM(A1)", " =1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b@x", "\r=1+1", "x\n=1+1",
     "rapat,=1+1", 'rapat;"=1+1', "rapat;@SUM(A1)", "rapat,+1+1", "rapat\t-1+1"],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_nothing_becomes_a_formula_however_a_program_parts_the_cells(text, delimiter):
    table = Listing("Temuan", ("Isi", "Lain"), [(text, "lain")])
    for read in (
        lines(as_csv(table), delimiter),
        [line.split(delimiter) for line in as_csv(table).decode().splitlines()],
    ):
        cells = [cell.strip(' \u00a0\ufeff\u200b"') for row in read for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []


@pytest.mark.parametrize(
    "text", ["Rp 2,5 jt", "a - b", "31/2/2026", "rapat, -5 derajat", "sari@contoh.id", "x = y", "a; - b"]
)
def test_ordinary_text_stays_as_it_was_typed(text):
    assert harmless(text) == text


def test_no_cell_of_the_workbook_is_a_formula(workbook, tmp_path):
    table = listing(open_forum(workbook).read())
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(table))).active
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {EVIL[0], EVIL[2], EVIL[3]} <= {cell.value for cell in cells}


@pytest.mark.parametrize("role", ["visitor", "member", "keeper"])
def test_private_cells_are_told_only_to_those_who_see_them(workbook, role):
    snapshot = open_forum(workbook).as_role(role).read()
    table = listing(snapshot)
    told = as_csv(table).decode("utf-8-sig")
    assert ("tanya Bu Sari" in told) is (role == "keeper")
    assert "Mitra!F4" in told


def test_a_cell_of_a_google_sheet_has_its_address(api):
    from tests.sheets.backends.places import new_google

    place = new_google(api, {"Tugas": [TASKS, ["TG-001", "Rapat", "BPBD", None, None, "31/2/2026", "belum"]]})
    snapshot = place.open().read()
    problem = next(problem for problem in examine(snapshot) if problem.reason == "impossible_date")
    sheet = next(read.grid.sheet_id for read in snapshot.reads if read.tab == "Tugas")
    assert str(cell_url(snapshot, problem)).endswith(f"#gid={sheet}&range=F2")
    assert cell_url(snapshot, problem) in [row[8] for row in listing(snapshot).rows]


@pytest.mark.parametrize("name", ["temuan.xlsx", "temuan.csv"])
def test_the_command_writes_the_findings_to_a_file(workbook, tmp_path, name, capsys):
    out = tmp_path / name
    assert main(["check", str(workbook), "--out", str(out)]) == 1
    assert name in capsys.readouterr().out
    if name.endswith("csv"):
        assert len(lines(out.read_bytes())) > len(EVIL)
    else:
        assert openpyxl.load_workbook(out).active["B1"].value == "Tempat"
    assert main(["check", str(workbook), "--out", str(out)]) == 2
    assert main(["check", str(workbook), "--out", str(tmp_path / "temuan.pdf")]) == 2
    assert "temuan.pdf" in capsys.readouterr().err


def test_the_command_finds_what_only_the_doctor_sees(tmp_path, capsys):
    place = new_workbook(tmp_path, {"Mitra": PARTNERS, "Tugas": [
        TASKS, ["TG-001", "Rapat", "BPBD", None, date(2026, 12, 1), DAY, "belum"]]})  # fmt: skip
    assert main(["check", str(place.path)]) == 1
    assert "lebih dulu daripada" in capsys.readouterr().out
