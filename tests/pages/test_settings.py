"""Pengaturan: where the rows come from, which tables were found, who is looking."""

import openpyxl

from sheets import open_forum
from sheets.schema import load_schema
from sheets.settings_rows import change_of
from tests.pages.conftest import headline, words
from tests.pages.planted import sent
from tests.pages.screens import seen, three_tabs, visitor


def test_it_says_where_the_rows_come_from_and_when_they_were_read(open_screen):
    text = words(open_screen("settings"))
    assert "demo" in text
    assert "WIB" in text


def test_every_table_stands_with_its_tab_its_header_and_its_rows(open_screen):
    text = words(open_screen("settings"))
    assert "Mitra" in text
    assert "Pengukuran" in text


def test_it_counts_the_findings_as_the_data_check_does(open_screen):
    assert headline(open_screen("check", lang="en")).startswith("Four cells cannot be read; ten things")
    assert "4 unreadable, 10 to confirm" in words(open_screen("settings", lang="en"))


def test_missing_tabs_are_named(open_screen, tmp_path):
    app = open_screen("settings", forum=three_tabs(tmp_path / "three.xlsx"))
    assert headline(app).startswith("Tiga tabel")
    assert "Indikator" in seen(app)
    assert "Agenda" in seen(app)


def test_the_settings_tab_is_called_what_the_sheet_calls_it(open_screen):
    assert "changed in the tab Pengaturan" in words(open_screen("settings", lang="en"))


def test_the_language_is_changed_here_too(open_screen):
    app = open_screen("settings")
    app.segmented_control(key="lb-speak-id").set_value("en").run()
    assert "Settings" in words(app)
    assert app.query_params["lang"] in ("en", ["en"])


def test_the_name_typed_here_stands_in_the_history(open_screen, forum_file):
    from sheets import open_forum
    from tests.pages.screens import press

    path = forum_file("demo")
    app = open_screen("settings", forum=path)
    app.user = {}
    app.text_input(key="lb.name").set_value("Sari").run()
    app.switch_page("pages/partners.py")
    app.query_params["id"] = "M-03"
    app.run()
    app.text_input(key="partners-M-03-0.area").set_value("Dusun Barat")
    press(app, "Simpan")
    assert open_forum(path).history()[0]["who"] == "Sari"


def test_without_a_single_tab_there_is_nothing_to_take(open_screen):
    app = open_screen("settings")
    app.multiselect(key="lb-new-tables").set_value([]).run()
    assert next(b for b in app.get("download_button") if b.proto.label == "Unduh lembar baru").proto.disabled


def change(app, key, value):
    """Open the fold, choose the setting, type its value, save."""
    app.session_state["lb-setting"] = True
    app.run()
    app.selectbox(key="lb-setting-key").set_value(key).run()
    app.text_input(key=f"setting-{key}-0.value").set_value(value).run()
    app.button(key=f"setting-{key}-0.send").click().run()
    assert not app.exception


def test_a_setting_is_changed_and_stands_in_the_sheet_and_in_the_history(open_screen, forum_file):
    path = forum_file("demo")
    change(open_screen("settings", forum=path), "forum_name", "Forum Sukamaju Hebat")
    forum = open_forum(path, shared=False)
    assert forum.read().settings["forum_name"] == "Forum Sukamaju Hebat"
    assert "Forum Sukamaju Hebat" in forum.history()[0]["new"]


def test_a_setting_that_stands_nowhere_yet_gets_a_row(open_screen, forum_file):
    path = forum_file("demo")
    change(open_screen("settings", forum=path), "min_group", "7")
    assert open_forum(path, shared=False).read().settings["min_group"] == 7


def test_where_the_second_spreadsheet_is_named_is_said_and_not_asked(open_screen):
    app = open_screen("settings", forum="demo")
    app.session_state["lb-setting"] = True
    app.run()
    assert "ID lembar rahasia: ditulis langsung di lembar, di tab Pengaturan." in words(app)
    asked = app.selectbox(key="lb-setting-key").options
    assert "Tautan grup WhatsApp" in asked and "ID lembar rahasia" not in asked


LINKS = {"whatsapp_link": "https://chat.whatsapp.com/Undangan", "drive_link": "https://drive.google.com/Folder"}


def test_the_links_of_the_members_reach_no_visitor_and_no_projector(open_screen, forum_file):
    path = forum_file("demo")
    forum = open_forum(path)
    forum.save([change_of(forum.latest(), key, link) for key, link in LINKS.items()])
    for query, role in (({}, "visitor"), ({"rapat": "1"}, "keeper")):
        app = visitor(path, "settings") if role == "visitor" else open_screen("settings", forum=path, **query)
        assert not [link for link in LINKS.values() if link in sent(app)]
        assert words(app).count("terlihat oleh anggota") == 2
    assert all(link in sent(open_screen("settings", forum=path)) for link in LINKS.values())


def test_a_link_of_the_members_that_cannot_be_read_is_quoted_to_nobody_else(open_screen, forum_file):
    path = forum_file("demo")
    named = {load_schema().settings[key].label.id: key for key in (*LINKS, "time_zone")}
    book = openpyxl.load_workbook(path)
    for label, value in (row[:2] for row in book["Pengaturan"].iter_rows()):
        value.value = f"bukan isi {named[label.value]}" if label.value in named else value.value
    book.save(path)
    for app in (visitor(path, "check"), open_screen("check", forum=path, rapat="1")):
        app.session_state["lb.more.findings"] = 500
        told = sent(app.run())
        assert "bukan isi time_zone" in told
        assert not [key for key in LINKS if f"bukan isi {key}" in told]
    seen_by_keeper = open_screen("check", forum=path)
    seen_by_keeper.session_state["lb.more.findings"] = 500
    assert all(f"bukan isi {key}" in sent(seen_by_keeper.run()) for key in LINKS)
