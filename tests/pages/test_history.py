"""Riwayat: what people change in the sheet stands between the saves, without a name, and can be brought back."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from sheets import open_forum
from tests.pages.conftest import headline, words


def typed_by_hand(path: Path, value: str) -> None:
    book = openpyxl.load_workbook(path)
    page = book["Tugas"]
    rows = {row[0].value: row[0].row for row in page.iter_rows() if row[0].value}
    page.cell(rows["TG-004"], 2).value = value
    book.save(path)


def at_history(open_screen, path):
    """The screen after somebody has changed a title in the sheet, which this process had read before."""
    forum = open_forum(path)
    forum.read()
    typed_by_hand(path, "Daftar ulang sembilan kelompok")
    forum.read()
    return open_screen("history", forum=path)


def test_a_change_in_the_sheet_stands_there_without_a_name(open_screen, forum_file):
    app = at_history(open_screen, forum_file("demo"))
    text = words(app)
    assert "diubah di lembar" in text
    assert "→ Daftar ulang sembilan kelompok" in text
    assert "satu perubahan" in headline(app).casefold()


def test_it_can_be_brought_back_as_a_save_of_its_own(open_screen, forum_file):
    path = forum_file("demo")
    forum = open_forum(path)
    before = str(forum.read().tables["tasks"].at["TG-004", "title"])
    app = at_history(open_screen, path)
    next(button for button in app.button if "Kembalikan seperti sebelumnya" in button.label).click().run()
    assert not app.exception
    assert str(forum.read().tables["tasks"].at["TG-004", "title"]) == before
    assert "membatalkan perubahan di lembar" in words(open_screen("history", forum=path))


def test_it_is_told_in_english_too(open_screen, forum_file):
    path = forum_file("demo")
    at_history(open_screen, path)
    assert "changed in the sheet" in words(open_screen("history", forum=path, lang="en"))


def test_a_refused_save_that_was_taken_back_is_told_by_its_row_and_reason(open_screen, forum_file):
    path = forum_file("demo")
    open_forum(path).update("tasks", "TG-004", {"notes": "x"}, by="Sari")
    book = openpyxl.load_workbook(path)
    book["Riwayat"].append(
        ["2026-11-20 10:00:00", "Sari", "Tugas", "TG-005", None, None, None, "ditarik kembali", "a1.1"]
    )
    book.save(path)
    app = open_screen("history", forum=path)
    line = next(str(each.proto.body) for each in app.get("html") if "ditarik kembali" in str(each.proto.body))
    assert "Tugas TG-005</div>" in line
    assert not [button for button in app.button if button.key == "undo-a1.1-2026-11-20 10:00:00-TG-005"]


def two_cells(path):
    forum = open_forum(path)
    forum.update("tasks", "TG-004", {"title": "Judul A", "obstacle": "Hujan"}, by="Sari")
    return forum


def test_one_cell_of_a_save_is_brought_back_alone(open_screen, forum_file):
    path = forum_file("demo")
    before = str(open_forum(path).read().tables["tasks"].at["TG-004", "title"])
    forum = two_cells(path)
    app = open_screen("history", forum=path)
    next(button for button in app.button if "Tugas kembali ke" in button.label).click().run()
    now = forum.read().tables["tasks"].loc["TG-004"]
    assert (now["title"], now["obstacle"]) == (before, "Hujan")


def test_a_cell_that_was_changed_again_is_said_to_stay_and_the_others_come_back(open_screen, forum_file):
    path = forum_file("demo")
    forum = two_cells(path)
    forum.update("tasks", "TG-004", {"title": "Judul B"}, by="Ani")
    app = open_screen("history", forum=path)
    assert "Sel ini sudah diubah lagi sesudahnya" in words(app)
    next(button for button in app.button if "Batalkan yang lain (1 sel)" in button.label).click().run()
    now = forum.read().tables["tasks"].loc["TG-004"]
    assert now["title"] == "Judul B" and now["obstacle"] != "Hujan"


def test_a_record_leads_to_all_its_changes(open_screen, forum_file):
    path = forum_file("demo")
    two_cells(path).update("partners", "M-03", {"area": "Dusun Barat"}, by="Ani")
    text = words(open_screen("history", forum=path, **{"history.id": "TG-004"}))
    assert "Judul A" in text and "Dusun Barat" not in text
