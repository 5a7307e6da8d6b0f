"""Ready sets of indicators: declared in both languages, added once, taken back as one."""

from __future__ import annotations

from typing import Any

import pytest

from sheets.catalogue import addition, changes, load_sets
from sheets.errors import ConfigError
from sheets.schema import load_schema
from tests.forums import undo_changes
from tests.sheets.backends.places import new_workbook

HEAD: list[Any] = ["Kode", "Indikator", "Satuan", "Arah", "Data awal", "Target", "Kode Katalog", "Aktif"]
SETS = {each.name: each for each in load_sets(load_schema())}


@pytest.fixture
def forum(tmp_path):
    rows = [HEAD, ["I-01", "Hasil panen", "ton", "naik", 1, 2, None, "ya"],
            ["I-02", "Petani yang sudah ikut pelatihan", "orang", "naik", 1, 2, "pangan-02", "ya"]]  # fmt: skip
    return new_workbook(tmp_path, {"Indikator": rows}).open()


def test_the_sets_of_the_field_are_there_in_both_languages():
    assert {"destana", "sni_pkd", "ten_essentials", "ikd", "sdgs_desa", "kemitraan", "pangan"} <= set(SETS)
    assert len(SETS["destana"].entries) == 20
    for each in SETS.values():
        assert "bukan alat resmi" in each.about.id
        assert "not the official" in each.about.en
        assert all(entry.name.id and entry.name.en and entry.values["direction"] for entry in each.entries)


def test_what_is_there_already_is_left_out_by_code_and_by_name(forum):
    found = addition(forum.read(), SETS["pangan"])
    assert [(entry.code, row) for entry, row in found.there] == [("pangan-01", "I-01"), ("pangan-02", "I-02")]
    assert [entry.code for entry in found.new] == ["pangan-03", "pangan-04"]


@pytest.mark.parametrize(("language", "name"), [("id", "Keluarga rawan pangan"), ("en", "Food-insecure households")])
def test_a_set_is_added_in_one_save_and_never_twice(forum, language, name):
    ids = forum.save(changes(forum.read(), SETS["pangan"], language), by="Sari")
    frame = forum.read().tables["indicators"]
    assert frame.loc[ids[0], ["name", "direction", "catalogue"]].tolist() == [name, "down", "pangan-03"]
    assert len({line["op"] for line in forum.history()}) == 1
    assert changes(forum.read(), SETS["pangan"], "id") == []
    assert changes(forum.read(), SETS["pangan"], "en") == []


def test_a_set_is_taken_back_as_one(forum):
    ids = forum.save(changes(forum.read(), SETS["pangan"], "id"))
    forum.save(undo_changes(forum.read(), forum.history()))
    assert forum.read().tables["indicators"].loc[ids, "active"].tolist() == [False, False]


def test_a_set_is_taken_back_where_the_tab_cannot_put_rows_aside(tmp_path):
    forum = new_workbook(tmp_path, {"Indikator": [HEAD[:6], ["I-01", "Hadir", "%", "naik", 1, 2]]}).open()
    forum.save(changes(forum.read(), SETS["pangan"], "id"))
    assert len(forum.read().tables["indicators"]) == 5
    forum.save(undo_changes(forum.read(), forum.history()))
    assert forum.read().tables["indicators"]["name"].dropna().tolist() == ["Hadir"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('label = { id = "A", en = "A" }\nabout = { id = "A", en = "A" }', "indicator"),
        ('label = { id = "A" }\nabout = { id = "A", en = "A" }\n[[indicator]]\ncode = "a"', "en"),
        ('label = { id = "A", en = "A" }\nabout = { id = "A", en = "A" }\n[[indicator]]\ncode = "a"\n'
         'name = { id = "A", en = "A" }\nunit = "x"\ndirection = "naik"', "direction"),
        ('label = { id = "A", en = "A" }\nabout = { id = "A", en = "A" }\n[[indicator]]\ncode = "a"\n'
         'name = { id = "A", en = "A" }\nunit = "x"\nwarna = "merah"', "warna"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_set_names_the_file_and_the_key(tmp_path, text, key):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "salah.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_sets(load_schema(), tmp_path)
    assert "salah.toml" in raised.value.message("id")
    assert key in raised.value.message("id")


def test_a_forum_without_sets_has_none(tmp_path):
    assert load_sets(load_schema(), tmp_path) == ()
