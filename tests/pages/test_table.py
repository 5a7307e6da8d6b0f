"""The screen of any table: what is declared in one file has a list, a form and a place in the menu, without Python."""

from __future__ import annotations

import shutil

import pytest

from sheets import open_forum
from sheets.schema import CONFIG, load_schema
from sheets.template import new_workbook
from tests.pages.conftest import headline, words
from tests.pages.screens import columns, faults, foreign, go, press, seen, typed_in

VISITS = """
tab = { id = "Kunjungan", en = "Visits", also = ["Kunjungan lapangan"] }
label = { id = "kunjungan", en = "visit" }
id_prefix = "KJ"
title = "place"
icon = "location_on"

[[column]]
key = "id"
kind = "id"
label = { id = "Kode", en = "ID" }

[[column]]
key = "place"
kind = "text"
required = true
label = { id = "Tempat yang dikunjungi", en = "Place visited" }

[[column]]
key = "on"
kind = "date"
edge = "end"
label = { id = "Hari kunjungan", en = "Day of the visit" }

[[column]]
key = "host"
kind = "reference"
to = "partners"
label = { id = "Tuan rumah", en = "Host" }

[[column]]
key = "urgency"
kind = "choice"
choices = "priority"
label = { id = "Kepentingan", en = "Importance" }

[[column]]
key = "cost"
kind = "money"
label = { id = "Biaya perjalanan", en = "Travel cost" }
"""
PARTNER = {"id": "M-01", "name": "Pos Siaga", "sector": "emergency"}


@pytest.fixture
def visits(tmp_path, monkeypatch):
    """A forum whose config has one table more: one file, no Python."""
    config = shutil.copytree(CONFIG, tmp_path / "config")
    (config / "tables" / "visits.toml").write_text(VISITS, encoding="utf-8")
    monkeypatch.setenv("LUMBUNG_CONFIG", str(config))
    return new_workbook(tmp_path / "forum.xlsx", load_schema(), rows={"partners": [PARTNER], "visits": []})


def test_a_table_that_is_one_new_file_has_a_tab_a_place_in_the_menu_and_an_invitation(open_screen, visits):
    assert columns(visits, "Kunjungan")[:3] == ["Kode", "Tempat yang dikunjungi", "Hari kunjungan"]
    app = go(open_screen("home", forum=visits), "kunjungan")
    assert "kunjungan" in headline(app)
    assert "Tambah kunjungan pertama" in seen(app)


def test_its_form_writes_a_row_and_its_list_shows_it(open_screen, visits):
    app = open_screen("home", forum=visits)
    app.query_params["id"] = "baru"
    go(app, "kunjungan")
    app.text_input(key="new-visits-0.place").set_value("Bendungan Tirta")
    app.date_input(key="new-visits-0.on").set_value("2026-12-24")
    app.selectbox(key="new-visits-0.host").set_value("M-01")
    app.selectbox(key="new-visits-0.urgency").set_value("high")
    app.text_input(key="new-visits-0.cost").set_value("1,5 jt")
    press(app, "Simpan")
    row = open_forum(visits).read().tables["visits"].iloc[0]
    assert (row["place"], row["host_id"], row["urgency"], row["cost"]) == ("Bendungan Tirta", "M-01", "high", 1_500_000)
    text = words(app)
    assert "Bendungan Tirta" in text
    assert "Pos Siaga" in text
    assert "Tinggi" in text


def test_one_row_is_opened_and_changed(open_screen, visits):
    new = open_forum(visits).append("visits", {"place": "Balai Desa", "urgency": "low"})
    app = open_screen("home", forum=visits)
    app.query_params["id"] = new
    go(app, "kunjungan")
    assert headline(app) == "Balai Desa"
    app.text_input(key=f"visits-{new}-0.cost").set_value("Rp 250.000")
    press(app, "Simpan")
    assert open_forum(visits).read().tables["visits"].at[new, "cost"] == 250_000


def test_it_speaks_both_languages(open_screen, visits):
    open_forum(visits).append("visits", {"place": "Xyzzy", "urgency": "low"})
    app = go(open_screen("home", forum=visits, lang="en"), "kunjungan")
    assert "Low" in words(app)
    assert "visit" in headline(app)
    assert foreign(app, "en", typed_in(visits) + " Indonesia") == set()


@pytest.mark.parametrize("address", ["sumber-daya", "kesepakatan", "pembelajaran"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("forum", ["demo", "empty"])
def test_the_tables_without_a_screen_of_their_own_have_this_one(open_screen, address, language, forum):
    app = go(open_screen("home", forum=forum, lang=language), address)
    assert not app.exception
    assert headline(app)
    assert faults(app) == []


def test_its_rows_are_shown_as_a_plain_table_with_their_ids(open_screen):
    app = open_screen("home")
    app.session_state["lb-table"] = True
    go(app, "sumber-daya")
    assert faults(app) == []
    assert "SD-001" in words(app)
