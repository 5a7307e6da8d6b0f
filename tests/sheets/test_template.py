"""A new spreadsheet reads back as it was declared, and people can work in it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sheets import open_forum
from sheets.backends.files import file_state
from sheets.backends.workbook_safety import found_unsafe
from sheets.errors import NotFound, Unsafe
from sheets.schema import load_schema, plain_header
from sheets.template import chosen_tables, new_workbook, plan_tab

ROWS: dict[str, list[dict[str, Any]]] = {
    "partners": [{"name": "BPBD Contoh", "short_name": "BPBD", "sector": "government", "phone": "081234567890"}],
    "tasks": [
        {
            "title": "Latih 20 petani",
            "lead": "BPBD",
            "status": "in_progress",
            "due": date(2026, 3, 31),
            "progress": 57.0,
        },
        {"id": "TG-009", "title": "=HYPERLINK(1)", "status": "slesai", "due": "akhir Maret", "milestone": True},
        {"title": "Gladi", "supporting": ("PKK", "BPBD"), "budget": 2_500_000.0, "progress": 0.0},
    ],
    "settings": [{"key": "forum_name", "value": "Forum Air"}, {"key": "period_start", "value": date(2026, 1, 1)}],
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("new") / "forum.xlsx", load_schema(), rows=ROWS)


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def column(book: Workbook, tab: str, header: str) -> list[Any]:
    page = book[tab]
    place = [cell.value for cell in page[1]].index(header) + 1
    return [page.cell(row, place).value for row in range(2, page.max_row + 1)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_table_reads_back_under_its_own_headers(tmp_path: Path, language: str) -> None:
    schema = load_schema()
    made = load_workbook(new_workbook(tmp_path / "new.xlsx", schema, language))
    for name in chosen_tables(schema):
        plan = plan_tab(schema, schema.table(name), language)
        headers = [cell.value for cell in made[plan.title][1]]
        assert headers == [each.header for each in plan.columns]
        for header, each in zip(headers, plan.columns, strict=True):
            assert plain_header(header) in map(plain_header, each.column.headers)


def test_tabs_stand_in_reading_order_with_the_guide_first(book: Workbook) -> None:
    shown = [page.title for page in book.worksheets if page.sheet_state == "visible"]
    assert shown[:4] == ["Petunjuk", "Mitra", "Tujuan", "Tugas"]
    assert shown[-2:] == ["Pengaturan", "Pilihan"]
    assert {page.title for page in book.worksheets} - set(shown) == {"Riwayat"}


def test_only_the_tabs_that_were_asked_for_are_made(tmp_path: Path) -> None:
    made = load_workbook(new_workbook(tmp_path / "new.xlsx", load_schema(), tables=["partners", "tasks"]))
    assert made.sheetnames == ["Petunjuk", "Mitra", "Tugas", "Pengaturan", "Riwayat", "Pilihan"]


def test_rows_are_written_typed(book: Workbook) -> None:
    assert column(book, "Tugas", "Tenggat") == [datetime(2026, 3, 31), "akhir Maret", None]
    assert column(book, "Tugas", "Status") == ["Berjalan", "slesai", None]
    assert column(book, "Tugas", "Mitra Pendukung") == [None, None, "PKK, BPBD"]
    assert column(book, "Tugas", "Anggaran") == [None, None, 2_500_000]
    assert column(book, "Tugas", "Tonggak") == [None, "Ya", None]
    assert column(book, "Mitra", "Telepon/WA") == ["081234567890"]


def test_a_percent_is_its_number_and_nothing_is_not_zero(book: Workbook) -> None:
    assert column(book, "Tugas", "Kemajuan (%)") == [57, None, 0]


def test_the_first_row_added_by_the_app_looks_like_a_row_and_not_like_the_header(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "forum.xlsx", load_schema())
    open_forum(path).append("partners", {"name": "PKK", "sector": "community", "phone": "0812-3456-7890"})
    row = load_workbook(path)["Mitra"][2]
    assert row[1].value == "PKK"
    assert {cell.font.b for cell in row if cell.value} == {False}
    assert row[1].number_format == "@"


def test_ids_are_filled_around_those_that_are_given(book: Workbook) -> None:
    assert column(book, "Tugas", "Kode") == ["TG-001", "TG-009", "TG-002"]
    assert column(book, "Mitra", "Kode") == ["M-01"]


def test_a_text_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    cell = book["Tugas"]["B3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_every_header_has_a_note_with_an_example(book: Workbook) -> None:
    notes = {cell.value: cell.comment.text for cell in book["Tugas"][1]}
    assert "Tanggal paling lambat selesai." in notes["Tenggat"]
    assert "Contoh: 31/03/2026" in notes["Tenggat"]
    assert "Perlu diisi." in notes["Tenggat"]
    assert "Hanya terlihat oleh pengurus." in next(c.comment.text for c in book["Mitra"][1] if c.value == "Surel")


def test_dropdowns_take_choices_from_the_list_tab_and_names_from_their_tab(book: Workbook) -> None:
    sources = {str(v.sqref): v.formula1 for v in book["Tugas"].data_validations.dataValidation}
    headers = [cell.value for cell in book["Tugas"][1]]
    letter = book["Tugas"].cell(1, headers.index("Status") + 1).column_letter
    source = sources[f"{letter}2:{letter}2000"]
    formula = re.fullmatch(r"=OFFSET\('Pilihan'!(\S+),0,0,COUNTA\('Pilihan'!(\S+)\),1\)", source)
    assert formula is not None
    assert formula[2].startswith(f"{formula[1]}:")
    cells = [cell.value for (cell,) in book["Pilihan"][formula[2].replace("$", "")] if cell.value]
    assert cells == ["Belum mulai", "Berjalan", "Selesai", "Tertunda", "Dibatalkan"]
    lead = book["Tugas"].cell(1, headers.index("Penanggung Jawab") + 1).column_letter
    assert sources[f"{lead}2:{lead}2000"] == "='Mitra'!$B$2:$B$2000"


def test_lateness_is_said_with_a_word(book: Workbook) -> None:
    rules = [rule for area in book["Tugas"].conditional_formatting for rule in area.rules]
    late = [rule for rule in rules if rule.type == "expression"]
    assert 'dd/mm/yyyy" · lewat"' in {rule.dxf.numFmt.formatCode for rule in late}
    assert 'TODAY(),$M2<>"Selesai"' in late[0].formula[0].replace("$L2", "$M2").replace("$K2", "$M2")


def test_settings_hold_what_was_given_and_defaults_for_the_rest(book: Workbook) -> None:
    values = dict(zip(column(book, "Pengaturan", "Kunci"), column(book, "Pengaturan", "Nilai"), strict=True))
    assert values["Nama forum"] == "Forum Air"
    assert values["Periode mulai"] == datetime(2026, 1, 1)
    assert values["Zona waktu"] == "WIB (Jakarta)"
    assert values["Hari pengingat"] == 7


def test_a_date_range_has_a_column_only_when_it_is_used() -> None:
    schema = load_schema()
    tasks = schema.table("tasks")
    assert plan_tab(schema, tasks).index("when") is None
    assert plan_tab(schema, tasks, rows=[{"when": "12-14 Okt 2026"}]).index("when") is not None


def test_the_app_itself_may_write_to_the_new_workbook(path: Path) -> None:
    assert found_unsafe(path, file_state(path)) == ()


def test_an_existing_file_is_never_overwritten(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Unsafe, match="exists already"):
        new_workbook(path, load_schema())
    assert path.read_bytes() == before
    with pytest.raises(NotFound, match="no folder"):
        new_workbook(tmp_path / "missing" / "forum.xlsx", load_schema())


@pytest.mark.parametrize("name", ["forum.ods", "forum.csv", "forum"])
def test_no_workbook_is_made_under_a_name_of_another_kind(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unsafe, match="xlsx"):
        new_workbook(tmp_path / name, load_schema())
    assert not (tmp_path / name).exists()


@pytest.mark.office
def test_libreoffice_opens_it_and_reads_the_same_cells(path: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed for this test"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [office, "--headless", profile, "--convert-to", options, "--outdir", str(tmp_path), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    assert "Error" not in done.stdout + done.stderr
    with (tmp_path / "forum-Tugas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Kode"] for row in rows][:3] == ["TG-001", "TG-009", "TG-002"]
    assert rows[0]["Kemajuan (%)"] == "57"
    assert sorted(rows[0]["Tenggat"].split("/")) == ["03", "2026", "31"]  # in the order of the machine's own locale
    assert rows[1]["Tugas"] == "=HYPERLINK(1)"
