"""Many rows of one column in a grid: every row of a long list can be reached, and nothing typed is lost on the way."""

from __future__ import annotations

import pytest

from sheets import open_forum
from tests.pages.conftest import words
from tests.pages.screens import press, raw_workbook, toasts

NUMBER = 431


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    rows = [[f"M-{n:03d}", f"Mitra {n:03d}", "warga", f"Dusun {n}"] for n in range(NUMBER)]
    header = ["Kode", "Nama Mitra", "Sektor", "Wilayah"]
    return raw_workbook(tmp_path_factory.mktemp("many") / "many.xlsx", {"Mitra": [header, *rows]})


def opened(open_screen, path, screen="partners"):
    app = open_screen(screen, forum=path)
    app.session_state[f"lb-grid-{screen}"] = True
    app.run()
    app.selectbox(key=f"grid.{screen}.column").set_value("area").run()
    return app


def type_in(app, key, at, text):
    app.session_state[key] = {"edited_rows": {at: {"area": text}}, "added_rows": [], "deleted_rows": []}
    return app.run()


def area(path, row):
    return open_forum(path, shared=False).read().tables["partners"].at[row, "area"]


def test_a_long_list_says_which_rows_it_shows_and_reaches_the_others(open_screen, many):
    app = opened(open_screen, many)
    part = app.selectbox(key="grid.partners.part")
    assert part.options == ["1–200", "201–400", "401–600"]
    assert part.label == "Baris (semuanya 431)"
    part.set_value(400).run()
    type_in(app, "grid.partners.area.400.0", 30, "Dusun Paling Bawah")
    press(app, "Simpan 1 baris")
    assert "1 baris tersimpan" in toasts(app)
    assert area(many, "M-430") == "Dusun Paling Bawah"


def test_what_is_typed_in_one_part_is_told_and_waits_while_another_is_saved(open_screen, many):
    app = opened(open_screen, many)
    type_in(app, "grid.partners.area.0", 0, "Dusun Satu")
    app.selectbox(key="grid.partners.part").set_value(200).run()
    assert "Belum tersimpan juga: isian di baris 1–200." in words(app)
    type_in(app, "grid.partners.area.200.0", 1, "Dusun Dua")
    press(app, "Simpan 1 baris")
    app.selectbox(key="grid.partners.part").set_value(0).run()
    press(app, "Simpan 1 baris")
    assert (area(many, "M-000"), area(many, "M-201")) == ("Dusun Satu", "Dusun Dua")


def test_a_short_list_is_shown_whole_without_a_word(open_screen):
    app = opened(open_screen, "demo")
    assert "grid.partners.part" not in [box.key for box in app.selectbox]


def test_a_cell_typed_in_while_others_are_saved_is_still_in_the_grid(open_screen, forum_file, slow):
    path = forum_file("demo")
    app = opened(open_screen, path)
    type_in(app, "grid.partners.area.0", 0, "Dusun Satu")
    slow()
    press(app, "Simpan 1 baris")
    app.session_state["grid.partners.area.0"] = {
        "edited_rows": {0: {"area": "Dusun Satu"}, 1: {"area": "Dusun Dua"}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    app.run()
    assert "1 baris tersimpan" in toasts(app)
    press(app, "Simpan 1 baris")
    assert (area(path, "M-01"), area(path, "M-02")) == ("Dusun Satu", "Dusun Dua")
