"""What was typed and not saved: it waits in its form while other pages are looked at, until it is saved or given up."""

from __future__ import annotations

from sheets import open_forum
from tests.pages.conftest import words
from tests.pages.screens import go, press

AREA = "partners-M-03-0.area"


def typed(open_screen, path, text="Dusun Barat"):
    app = open_screen("partners", forum=path)
    app.query_params["id"] = "M-03"
    app.run()
    app.text_input(key=AREA).set_value(text).run()
    return app


def away_and_back(app):
    app.switch_page("pages/timeline.py").run()
    app.switch_page("pages/partners.py")
    app.query_params["id"] = "M-03"
    return app.run()


def test_it_is_there_again_after_another_page_and_said_to_be_unsaved(open_screen, forum_file):
    path = forum_file("demo")
    app = away_and_back(typed(open_screen, path))
    assert app.text_input(key=AREA).value == "Dusun Barat"
    assert "Belum disimpan" in words(app)
    press(app, "Simpan")
    assert open_forum(path, shared=False).read().tables["partners"].at["M-03", "area"] == "Dusun Barat"
    assert "Belum disimpan" not in words(go(app, "?id=M-03"))


def test_a_form_that_was_given_up_holds_what_the_sheet_holds(open_screen, forum_file):
    app = away_and_back(typed(open_screen, forum_file("demo")))
    app.button(key="partners-M-03-0.cancel").click().run()
    app = away_and_back(app)
    assert app.text_input(key=AREA).value != "Dusun Barat"
    assert "Belum disimpan" not in words(app)


def test_a_field_that_is_put_back_waits_for_nothing(open_screen, forum_file):
    path = forum_file("demo")
    before = open_forum(path, shared=False).read().tables["partners"].at["M-03", "area"]
    app = typed(open_screen, path)
    app.text_input(key=AREA).set_value(str(before)).run()
    app = away_and_back(app)
    assert app.text_input(key=AREA).value == before
    assert "Belum disimpan" not in words(app)


def test_what_somebody_else_saved_meanwhile_is_a_conflict_and_their_other_cells_stay(open_screen, forum_file):
    path = forum_file("demo")
    app = typed(open_screen, path)
    app.switch_page("pages/timeline.py").run()
    open_forum(path).update("partners", "M-03", {"area": "Dusun Timur", "contact": "Bu Wulan"}, by="Sari")
    app.switch_page("pages/partners.py")
    app.query_params["id"] = "M-03"
    app.run()
    press(app, "Simpan")
    assert "Dusun Timur" in words(app) and "Dusun Barat" in words(app)
    now = open_forum(path, shared=False).read().tables["partners"].loc["M-03"]
    assert (now["area"], now["contact"]) == ("Dusun Timur", "Bu Wulan")
