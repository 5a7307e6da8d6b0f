"""Kenali lembar on screen: what was recognised, corrections tried and kept, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets.store import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import faults, foreign, press, raw_workbook, seen, toasts, typed_in, visitor

HEADER: list[Any] = ["No", "Uraian Kerjaan", "Siapa", "Awal", "Batas", "Posisi", "Dana", "Warna"]
BODY: list[list[Any]] = [
    [1, "Bersih selokan RT 03", "Pak Darmo", "3/4/2026", "20 Mei", "sdh beres", 2.5, "hijau"],
    [2, "Tanam pohon", "PKK", "5/4/2026", "17 Mei", "jln", 12, "biru"],
    [3, "Pelatihan kompos", "Karang Taruna", "6/4/2026", "31/2/2026", "jln", 1, "hijau"],
    [4, "Rapat evaluasi", "Bu Sari", "7/4/2026", "20/5/2026", "blm", 0.5, "kuning"],
    ["Jumlah", None, None, None, None, None, 16],
]
LEGEND: list[list[Any]] = [["hijau", "aman"], ["biru", "proses"]]


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A sheet that nobody made for Lumbung."""
    return raw_workbook(tmp_path / "rtl.xlsx", {"RTL": [["RENCANA TINDAK LANJUT"], [], HEADER, *BODY], "Ket": LEGEND})


def chosen(app, label, value):
    """Choose in the select whose label begins so."""
    box = next(box for box in app.selectbox if box.label.startswith(label))
    box.set_value(value).run()
    assert not app.exception
    return app


def tasks(path):
    return open_forum(path, shared=False).read().tables["tasks"]


def field_of(snapshot, header):
    """What the column under a header is read as."""
    return next((column.key for column in snapshot.reads[0].columns if column.header == header), None)


def corrected(open_screen, messy):
    app = open_screen("adopt", forum=messy)
    chosen(app, "E ", "due")
    return chosen(app, "F ", "status")


def test_the_headline_says_what_was_recognised_and_what_is_open(open_screen, messy):
    app = open_screen("adopt", forum=messy)
    assert headline(app) == "1 dari 2 tab dikenali; 3 kolom belum"
    assert "3/4/2026 → 3 Apr 2026" in words(app)
    assert "baris jumlah atau rata-rata: baris 8" in words(app)
    assert faults(app) == []


def test_the_same_in_english(open_screen, messy):
    app = open_screen("adopt", forum=messy, lang="en")
    assert headline(app) == "1 of 2 tabs recognised; still open: 3 columns"
    assert foreign(app, "en", typed_in(messy) + " Pengaturan") <= {"pengaturan"}


def test_a_correction_is_shown_before_it_is_kept_and_nothing_is_written(open_screen, messy):
    before = messy.read_bytes()
    app = corrected(open_screen, messy)
    assert headline(app).startswith("Pratinjau, belum disimpan: ")
    assert "“jln” (2 sel) berarti" in seen(app)
    assert messy.read_bytes() == before


def test_a_discarded_correction_leaves_the_screen_as_it_was(open_screen, messy):
    app = press(corrected(open_screen, messy), "Buang")
    assert headline(app) == "1 dari 2 tab dikenali; 3 kolom belum"


def test_what_was_corrected_is_kept_in_the_sheet_and_read_so_from_then_on(open_screen, messy):
    app = corrected(open_screen, messy)
    chosen(app, "“jln”", "in_progress")
    press(app, "Buat tab Pengaturan dan simpan")
    assert "Tersimpan" in toasts(app)
    frame = tasks(messy)
    assert list(frame["status"]) == ["done", "in_progress", "in_progress", "not_started"]
    assert str(frame["due"].iloc[1])[:7].endswith("-05")
    book = openpyxl.load_workbook(messy)
    assert [cell.value for cell in book["RTL"][3]] == HEADER
    assert book["RTL"]["F5"].value == "jln"
    lines = {row[0].value: row[1].value for row in book["Pengaturan"].iter_rows() if row[0].value}
    assert lines["baca > RTL > kolom E > Batas"] == "Tenggat"
    assert lines["baca > RTL > kolom F > Posisi > kata > jln"] == "Berjalan"
    assert headline(app) == "1 dari 2 tab dikenali; 1 kolom belum"


def test_a_tab_that_is_no_table_can_be_left_out_for_good(open_screen, messy):
    app = open_screen("adopt", forum=messy)
    app.button(key="open-adopt-Ket").click().run()
    chosen(app, "Tab ini dibaca sebagai", "")
    press(app, "Buat tab Pengaturan dan simpan")
    assert "Ket" in [each.tab for each in open_forum(messy, shared=False).read().not_recognised]
    assert headline(app) == "Satu tab dikenali; 3 kolom belum"


def test_accepting_all_remembers_every_column_and_writes_in_the_words_of_the_sheet(open_screen, messy):
    app = corrected(open_screen, messy)
    chosen(app, "“jln”", "in_progress")
    press(app, "Buat tab Pengaturan dan simpan")
    book = openpyxl.load_workbook(messy)
    book["RTL"]["E3"].value = "Paling telat"
    book.save(messy)
    forum = open_forum(messy, shared=False)
    snapshot = forum.read()
    assert "renamed_column" in {problem.reason for problem in snapshot.problems}
    forum.update("tasks", snapshot.tables["tasks"].index[3], {"status": "in_progress"})
    assert openpyxl.load_workbook(messy)["RTL"]["F7"].value == "jln"
    assert openpyxl.load_workbook(messy)["RTL"]["F4"].value == "sdh beres"


def test_what_is_kept_can_be_taken_back_in_the_history(open_screen, messy):
    forum = open_forum(messy, shared=False)
    press(corrected(open_screen, messy), "Buat tab Pengaturan dan simpan")
    app = chosen(open_screen("adopt", forum=messy), "E ", "start")
    press(app, "Simpan di lembar")
    forum = open_forum(messy, shared=False)
    assert field_of(forum.read(), "Batas") == "start"
    from tests.forums import undo_changes

    lines = forum.history()
    last = [line for line in lines if line["op"] == lines[0]["op"]]
    forum.save(undo_changes(forum.read(), last), by="Sri")
    assert field_of(forum.read(), "Batas") == "due"


def test_somebody_without_the_right_sees_it_and_cannot_correct_it(messy):
    app = visitor(messy, "adopt")
    assert len(app.selectbox) == 0
    assert "Hanya pengurus" in words(app)
    assert "Uraian Kerjaan" in words(app)


def test_the_store_refuses_corrections_of_somebody_without_the_right(messy):
    from sheets import NoAccess

    visit = open_forum(messy, shared=False).as_role("member")
    for ask in (lambda: visit.correct(visit.latest().corrections), visit.confirmed):
        with pytest.raises(NoAccess):
            ask()


def test_a_tab_with_hidden_cases_is_shown_to_a_keeper_with_who_can_correct_it(open_screen):
    app = open_screen("adopt", forum="demo")
    app.button(key="open-adopt-Masalah").click().run()
    assert "Tab “Masalah” memuat kasus rahasia" in words(app) and "Siapa yang memegang lembarnya" in words(app)
    assert not app.selectbox
    app.button(key="open-adopt-Tugas").click().run()
    assert app.selectbox
    app = open_screen("adopt", forum="demo", rapat="1")
    app.button(key="open-adopt-Mitra").click().run()
    assert "Keluar dari mode rapat" in words(app)
    assert faults(app) == []


def test_a_draft_that_would_open_a_case_hidden_meanwhile_is_dropped_and_says_why(open_screen, messy):
    app = chosen(open_screen("adopt", forum=messy), "E ", "due")
    book = openpyxl.load_workbook(messy)
    for row in [["Judul", "Jenis", "Tgl lapor", "Kerahasiaan"], ["Anak dipukul", "Pengaduan", "1/3/2026", "Rahasia"]]:
        (book["Masalah"] if "Masalah" in book.sheetnames else book.create_sheet("Masalah")).append(row)
    book.save(messy)
    open_forum(messy).read()
    forged = app.session_state["lb.adopt.draft"]
    forged.corrections = forged.corrections.with_table("Masalah", "tasks")
    app.run()
    assert not app.exception
    assert "Pembetulan dibuang" in words(app) and "kasus rahasia" in words(app)
    assert "Anak dipukul" not in seen(app)


def test_an_empty_sheet_and_the_demo_have_their_sentences(open_screen):
    assert headline(open_screen("adopt", forum="demo")).startswith("10 tab dikenali")
    assert "tab dikenali" in headline(open_screen("adopt", forum="empty"))


@pytest.mark.parametrize("query", [{}, {"rapat": "1"}])
def test_no_settings_tab_is_offered_where_the_sheet_has_one(open_screen, query):
    labels = [button.label for button in open_screen("adopt", forum="demo", **query).button]
    assert any("Terima semua" in label for label in labels)
    assert not any("Buat tab" in label for label in labels)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_tab_at_all_is_said(open_screen, tmp_path, lang):
    app = open_screen("adopt", forum=raw_workbook(tmp_path / "kosong.xlsx", {"Sheet1": []}), lang=lang)
    assert headline(app) in ("Lembar ini masih kosong", "This sheet is still empty")


def test_a_sheet_that_may_not_be_changed_keeps_its_corrections_beside_it(open_screen, tmp_path, monkeypatch):
    import shutil

    from sheets.schema import CONFIG

    config = Path(shutil.copytree(CONFIG, tmp_path / "config"))
    monkeypatch.setenv("LUMBUNG_CONFIG", str(config))
    path = tmp_path / "rtl.csv"
    path.write_text("\n".join(";".join(str(cell or "") for cell in row) for row in [HEADER, *BODY[:4]]))
    app = chosen(open_screen("adopt", forum=path), "E ", "due")
    press(app, "Simpan di config")
    assert len(list((config / "corrections").glob("rtl*.toml"))) == 1
    assert field_of(open_forum(path, config=config, shared=False).read(), "Batas") == "due"
