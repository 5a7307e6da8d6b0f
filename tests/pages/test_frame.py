"""The frame: deep links, languages, a sheet that cannot be read, and pages that fail."""

import shutil
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sheets.schema import CONFIG
from tests.pages.conftest import words
from tests.pages.screens import raw_workbook

ROOT = Path(__file__).parents[2]


def test_app_py_stays_small():
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) <= 60


def test_a_missing_file_is_one_sentence_and_a_way_to_try_again(tmp_path, monkeypatch):
    monkeypatch.setenv("LUMBUNG_SOURCE", str(tmp_path / "tidak-ada.xlsx"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "Lembar tidak dapat dibaca" in words(app)
    assert "tidak-ada.xlsx" in words(app)
    assert app.button(key="lb-again").label == "Coba lagi"


def test_a_file_that_is_no_spreadsheet_is_one_sentence(tmp_path, monkeypatch):
    path = tmp_path / "catatan.xlsx"
    path.write_text("bukan lembar", encoding="utf-8")
    monkeypatch.setenv("LUMBUNG_SOURCE", str(path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "Lembar tidak dapat dibaca" in words(app)


def test_the_last_good_data_stay_when_the_file_goes_away(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("tasks", forum=path)
    path.unlink()
    next(button for button in app.button if button.key == "lb-read").click().run()
    assert "Data dari" in words(app)
    assert "Perbaikan saluran air Dusun Krajan" in words(app)


def test_a_time_zone_that_nobody_knows_stops_no_screen_and_is_said(open_screen, tmp_path, monkeypatch):
    shutil.copytree(CONFIG / "tables", tmp_path / "tables")
    shutil.copy(CONFIG / "choices.toml", tmp_path)
    (tmp_path / "forum.toml").write_text('[settings]\ntime_zone = "Asia/Jupiter"\n', "utf-8")
    monkeypatch.setenv("LUMBUNG_CONFIG", str(tmp_path))
    path = raw_workbook(tmp_path / "forum.xlsx", {"Tugas": [["Tugas", "PJ"], ["Rapat desa", "PKK"]]})
    assert "WIB" in words(open_screen("settings", forum=path))
    assert "time_zone = “Asia/Jupiter”" in words(open_screen("check", forum=path))


def test_every_screen_of_the_meeting_is_in_the_menu_in_its_order(open_screen):
    from ui import navigation

    assert [screen.file for screen in navigation.SCREENS[:5]] == ["home", "tasks", "timeline", "indicators", "issues"]


def test_the_language_is_kept_from_screen_to_screen(open_screen):
    app = open_screen("home", lang="en")
    app.switch_page("pages/tasks.py").run()
    assert "Overdue" in words(app)


def test_the_switch_names_the_other_language(open_screen):
    app = open_screen("home")
    app.button(key="lb-language").click().run()
    assert "Needs attention this week" in words(app)
    assert app.button(key="lb-language").label == "Indonesia"


def test_meeting_mode_is_left_from_any_screen_and_starts_no_list_with_more_than_seven(open_screen):
    app = open_screen("tasks", rapat="1")
    rows = [key for key in (menu.proto.id for menu in app.get("menu_button")) if "move-" in key]
    assert len(rows) < len(open_screen("tasks").get("menu_button"))
    leave = app.button(key="lb-meeting")
    assert leave.label == "Keluar mode rapat"
    leave.click().run()
    assert not [button for button in app.button if button.key == "lb-meeting"]


def test_rows_in_the_sheet_have_a_screen_though_their_module_is_off(open_screen, tmp_path):
    from tests.pages.screens import raw_workbook

    tabs = {
        "Mitra": [["Nama Mitra", "Sektor"], ["Puskesmas", "pemerintah"]],
        "Pengaturan": [["Kunci", "Nilai"], ["modul_aktif", "Sumber Daya"]],
        "Kesepakatan": [["Judul", "Jenis", "Pihak"], ["Pakai air bergilir", "MoU", "Puskesmas"]],
    }
    open_screen("home", forum=raw_workbook(tmp_path / "forum.xlsx", tabs))
    from ui import navigation

    assert [table.name for table in navigation._switched_on()] == ["resources", "agreements"]
