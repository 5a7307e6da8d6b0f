"""A tab that the sheet does not have is offered and made with one press; whoever may not write is only told."""

import openpyxl
import pytest

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import three_tabs, toasts, visitor


@pytest.mark.parametrize(("screen", "tab"), [("goals", "Tujuan"), ("meetings", "Agenda")])
def test_a_missing_tab_is_made_where_it_is_missed(open_screen, tmp_path, screen, tab):
    path = three_tabs(tmp_path / "three.xlsx")
    app = open_screen(screen, forum=path)
    assert f"Tab {tab} belum ada di lembar." in words(app)
    app.button(key=f"lb-make-{screen}-add").click().run()
    assert tab in toasts(app)
    assert screen not in open_forum(path).read().missing
    assert open_forum(path).read().tables["partners"]["name"].tolist() == ["Karang Taruna", "Puskesmas"]
    assert "pertama" in app.button(key=f"lb-empty-{screen}-add").label


def test_a_form_for_a_row_without_a_tab_offers_the_tab_first(open_screen, tmp_path):
    app = open_screen("goals", forum=three_tabs(tmp_path / "three.xlsx"), id="baru")
    assert app.button(key="lb-make-goals-add").label == "Buat tab Tujuan"


def test_all_missing_tabs_are_made_from_the_settings(open_screen, tmp_path):
    path = three_tabs(tmp_path / "three.xlsx")
    app = open_screen("settings", forum=path)
    app.button(key="lb-make-tabs").click().run()
    assert open_forum(path).read().missing == []
    assert "membaca" in headline(app)


def test_a_visitor_is_told_and_offered_nothing(tmp_path):
    app = visitor(three_tabs(tmp_path / "three.xlsx"), "goals")
    assert "Tab Tujuan belum ada di lembar." in words(app)
    assert not [button for button in app.button if button.label.startswith("Buat tab")]


def test_the_timeline_offers_the_tab_of_tasks(open_screen, tmp_path):
    path = tmp_path / "mitra.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Mitra"
    for row in (["Nama", "Sektor"], ["Puskesmas", "Pemerintah"], ["Karang Taruna", "Komunitas & Warga"]):
        book.active.append(row)
    book.save(path)
    app = open_screen("timeline", forum=path)
    app.button(key="lb-make-tasks-add").click().run()
    assert "tasks" not in open_forum(path).read().missing
