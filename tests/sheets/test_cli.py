from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sheets import open_forum
from sheets.__main__ import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tasks(tmp_path):
    path = tmp_path / "tugas.csv"
    path.write_text(
        "RTL 2026;;;;\n;;;;\nKode;Kegiatan;PJ;Tenggat;Kemajuan\n"
        "TG-1;Rapat;PKK;31 Maret 2026;75%\n;Tanam;BPBD;31/2/2026;\n;Jumlah;;;\n",
        "utf-8",
    )
    return str(path)


def test_read_json_prints_the_one_object_that_programs_rely_on(tasks, capsys):
    assert main(["read", tasks, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["source", "tables", "problems", "not_recognised"]
    table = told["tables"][0]
    assert (table["table"], table["header_rows"]) == ("tasks", [3])
    assert {"key": "title", "header": "Kegiatan", "letter": "B"} in table["columns"]
    first, second = table["records"]
    assert first == {
        "row": 4,
        "id": "TG-1",
        "values": {"id": "TG-1", "title": "Rapat", "lead": "PKK", "lead_id": None, "due": "2026-03-31", "progress": 75},
    }
    assert (second["id"], second["values"]["due"]) == (None, None)
    assert table["left_out"] == [{"row": 6, "why": "total"}]
    problem = next(p for p in told["problems"] if p["reason"] == "impossible_date")
    assert (problem["tab"], problem["row"], problem["letter"], problem["column"], problem["value"]) == (
        "tugas",
        5,
        "D",
        "due",
        "31/2/2026",
    )
    assert problem["message"]


def test_read_tells_people_what_was_read_and_what_was_not(tasks, capsys):
    assert main(["read", tasks]) == 0
    told = capsys.readouterr().out
    assert "Tugas: 2 catatan" in told
    assert "31/2/2026" in told
    main(["read", tasks, "--language", "en"])
    assert "2 records" in capsys.readouterr().out


def test_check_ends_with_1_when_there_are_problems_and_0_when_there_are_none(tasks, tmp_path, capsys):
    assert main(["check", tasks]) == 1
    assert "D5" in capsys.readouterr().out
    (tmp_path / "bersih.csv").write_text("Kode,Nama Mitra,Sektor\nM-01,PKK,Komunitas\nM-02,BPBD,Pemerintah\n", "utf-8")
    assert main(["check", str(tmp_path / "bersih.csv")]) == 0


def test_a_source_that_cannot_be_read_is_one_sentence_and_2(tmp_path, capsys):
    assert main(["read", str(tmp_path / "tidak-ada.xlsx")]) == 2
    told = capsys.readouterr()
    assert "tidak-ada.xlsx" in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_new_makes_a_workbook_that_reads_without_a_problem(tmp_path, capsys):
    path = str(tmp_path / "forum.xlsx")
    assert main(["new", path]) == 0
    assert main(["check", path]) == 0


@pytest.mark.parametrize(("names", "language"), [(["partners", "Tugas"], "id"), (["Partners", "TASKS"], "en")])
def test_new_makes_only_the_tables_that_are_named(tmp_path, names, language):
    path = tmp_path / "forum.xlsx"
    assert main(["new", str(path), "--tables", *names, "--demo", "--language", language]) == 0
    snapshot = open_forum(path, shared=False).read()
    assert {read.table for read in snapshot.reads} == {"partners", "tasks"}
    assert len(snapshot.tables["tasks"]) > 50
    assert snapshot.settings["forum_name"]


def test_new_says_which_tables_there_are_when_one_is_not(tmp_path, capsys):
    path = tmp_path / "forum.xlsx"
    assert main(["new", str(path), "--tables", "Tugass"]) == 2
    assert "Tugass" in (told := capsys.readouterr().err) and "Mitra" in told
    assert not path.exists()


def test_new_makes_the_named_tabs_in_a_google_sheet_of_ones_own(api, tmp_path, monkeypatch):
    info = api.service_account("desa")
    book = api.new_spreadsheet("Forum Baru", {"Sheet1": []}, shared_with=())
    api.share(book, info["client_email"], "writer")
    key = tmp_path / "kunci.json"
    key.write_text(json.dumps(info), "utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    assert main(["new", f"google:{book}", "--tables", "Agenda", "goals"]) == 0
    read = {read.table for read in open_forum(f"google:{book}", shared=False).read().reads}
    assert read == {"meetings", "goals"}


def test_new_with_demo_holds_a_living_forum(tmp_path, capsys):
    path = str(tmp_path / "forum.xlsx")
    assert main(["new", path, "--demo"]) == 0
    capsys.readouterr()
    main(["read", path, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert sum(len(table["records"]) for table in told["tables"]) > 100


def test_the_command_runs_as_a_module(tasks):
    done = subprocess.run(
        [sys.executable, "-m", "sheets", "read", tasks, "--json"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["tables"]
    assert done.stderr == ""


@pytest.mark.parametrize("arguments", [[], ["baca", "x.xlsx"], ["read"], ["read", "x.xlsx", "--apa"]])
def test_a_command_that_is_not_understood_is_told_so_in_the_readers_language(arguments, capsys):
    for language, told in (("id", "Perintah ini belum lengkap"), ("en", "This command is incomplete")):
        with pytest.raises(SystemExit, match="2"):
            main([*arguments, f"--language={language}"])
        assert told in capsys.readouterr().err


def test_help_speaks_indonesian_unless_asked_otherwise(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["read", "--help"])
    told = capsys.readouterr().out
    assert told.startswith("cara pakai:")
    assert "show this help" not in told


def test_rows_typed_without_an_id_into_a_new_workbook_are_no_problem(tmp_path, capsys):
    path = tmp_path / "baru.xlsx"
    assert main(["new", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    tab = book["Mitra"]
    column = {str(cell.value).rstrip(" *"): cell.column for cell in tab[1]}
    for row, name in ((2, "Puskesmas"), (3, "Karang Taruna")):
        tab.cell(row, column["Nama Mitra"], name)
        tab.cell(row, column["Sektor"], "Pemerintah")
    book.save(path)
    capsys.readouterr()
    assert main(["check", str(path)]) == 0
    told = capsys.readouterr().out
    assert "Tab Mitra: 2 baris belum punya kode; di papan, Periksa data → Beri kode memberinya." in told
