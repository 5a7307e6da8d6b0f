"""How a sheet is read is no way around what is hidden: corrections and settings of a role that does not see it all."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sheets import NoAccess, open_forum
from sheets.changes import Change
from sheets.correcting import to_lines
from sheets.corrections import ColumnTold
from sheets.kinds.told import Told
from sheets.schema import CONFIG, load_schema
from sheets.settings_rows import changes_of
from sheets.template import new_workbook
from sheets.view import secret_rows
from tests.forums import demo_workbook, undo_changes


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_workbook(tmp_path_factory.mktemp("unveiling") / "forum.xlsx")


@pytest.fixture
def forum(demo, tmp_path):
    """A forum with a confidential case."""
    return open_forum(shutil.copy(demo, tmp_path / "forum.xlsx"))


def column_of(forum, table, key):
    """The tab of a table, and what is said about one of its columns now."""
    read = next(read for read in forum.latest().reads if read.table == table)
    found = read.column(key)
    return read.tab, ColumnTold(found.header, found.letter, key)


def but_for(forum, which, **said):
    """The present layout, but for what is said about one column of the cases."""
    tab, column = column_of(forum, "issues", which)
    return forum.confirmed(tabs=[tab]).with_column(tab, replace(column, **said))


def without_mark(forum):
    return but_for(forum, "confidentiality", key="")


def without_category(forum):
    return but_for(forum, "category", key="")


def with_a_word(forum):
    return but_for(forum, "confidentiality", told=Told(words=(("Rahasia", "open"),)))


def the_title_as_id(forum):
    return but_for(forum, "title", key="id")


def the_category_as_type(forum):
    return but_for(forum, "category", key="type")


def as_tasks(forum):
    return forum.latest().corrections.with_table("Masalah", "tasks")


def as_nothing(forum):
    return forum.latest().corrections.with_table("Masalah", "")


def another_header(forum):
    return forum.latest().corrections.with_header("Masalah", (12, 12))


OPENING = [
    without_mark, without_category, with_a_word, the_title_as_id, the_category_as_type, as_tasks, as_nothing,
    another_header,
]  # fmt: skip


@pytest.mark.parametrize("opening", OPENING)
def test_a_keeper_neither_sees_nor_keeps_a_correction_of_a_tab_with_cases_hidden_from_them(forum, opening):
    wanted, before = opening(forum), Path(forum.source).read_bytes()
    keeper = forum.as_role("keeper")
    lines = to_lines(wanted, forum.schema)
    for ask in (
        lambda: keeper.as_corrected(wanted),
        lambda: keeper.confirmed(wanted),
        lambda: keeper.correct(wanted),
        lambda: keeper.save(changes_of(lines, forum.latest())),
    ):
        with pytest.raises(NoAccess, match="holds confidential cases"):
            ask()
    assert Path(forum.source).read_bytes() == before


def test_a_keeper_keeps_the_tabs_as_they_are_read_and_corrects_the_others(forum):
    keeper = forum.as_role("keeper")
    assert keeper.hiding() == ["Masalah"]
    assert keeper.correct(keeper.confirmed(tabs=["Masalah", "Tugas"])) > 0
    tab, column = column_of(forum, "tasks", "budget")
    told = forum.latest().corrections.with_column(tab, replace(column, key=""))
    assert "budget" not in {c.key for read in keeper.as_corrected(told).reads if read.tab == tab for c in read.columns}
    assert keeper.correct(told) == 1


def test_one_row_of_the_settings_tab_opens_nothing_whether_new_changed_or_taken_back(forum):
    keeper = forum.as_role("keeper")
    key = "baca > Masalah"
    with pytest.raises(NoAccess):
        keeper.append("settings", {"key": f" {key} ", "value": "Tugas"})
    keeper.append("settings", {"key": key, "value": "Masalah"})
    with pytest.raises(NoAccess):
        keeper.update("settings", key, {"value": "jangan dibaca"}, seen={"value": "Masalah"})
    forum.save([Change("settings", None, {"key": "baca > Tugas", "value": "Tugas"})])
    lines = forum.history()
    keeper.undo(undo_changes(forum.read(), [line for line in lines if line["op"] == lines[0]["op"]]))


def test_a_correction_that_hides_is_not_taken_back(forum):
    tab, column = column_of(forum, "issues", "confidentiality")
    word = Told(words=(("Terbatas", "confidential"),))
    forum.correct(forum.latest().corrections.with_column(tab, replace(column, told=word)))
    hides = f"baca > {tab} > kolom {column.letter} > {column.header} > kata > Terbatas"
    with pytest.raises(NoAccess, match=tab):
        forum.as_role("keeper").update("settings", hides, {"value": ""})


def test_a_sheet_without_hidden_cases_is_corrected_tab_by_tab(forum):
    opened = {"confidentiality": "restricted", "category": None}
    forum.save([Change("issues", id_, opened) for id_ in secret_rows(forum.latest(), "issues")])
    keeper = forum.as_role("keeper")
    assert keeper.hiding() == []
    assert keeper.correct(as_tasks(forum)) > 0


def test_whoever_holds_the_file_corrects_everything(forum):
    assert forum.correct(as_nothing(forum)) > 0


def test_a_tab_that_only_names_a_hidden_case_is_left_as_it_is_too(tmp_path):
    config = Path(shutil.copytree(CONFIG, tmp_path / "config"))
    column = '[[column]]\nkey = "case"\nkind = "reference"\nto = "issues"\nlabel = { id = "Kasus", en = "Case" }\n'
    with (config / "tables" / "lessons.toml").open("a", encoding="utf-8") as lessons:
        lessons.write(f"\n{column}")
    case = {
        "title": "Anak dipukul",
        "type": "complaint",
        "reported_on": "2026-03-01",
        "confidentiality": "confidential",
    }
    new_workbook(tmp_path / "forum.xlsx", load_schema(config), rows={"issues": [case]})
    forum = open_forum(tmp_path / "forum.xlsx", config=config)
    forum.append("lessons", {"title": "Pelajaran uji", "case": "Anak dipukul"})
    tab, told = column_of(forum, "lessons", "case")
    with pytest.raises(NoAccess, match=tab):
        forum.as_role("keeper").as_corrected(forum.confirmed(tabs=[tab]).with_column(tab, replace(told, key="")))


def test_nor_is_a_correction_kept_beside_a_sheet_that_may_not_be_changed(tmp_path, monkeypatch):
    config = Path(shutil.copytree(CONFIG, tmp_path / "config"))
    monkeypatch.setenv("LUMBUNG_CONFIG", str(config))
    lines = ["Judul;Jenis;Tgl lapor;Tahap;Kerahasiaan", "Anak dipukul;Pengaduan;1/3/2026;Baru;Rahasia"]
    (tmp_path / "Masalah.csv").write_text("\n".join(lines), "utf-8")
    forum = open_forum(tmp_path / "Masalah.csv", config=config, shared=False)
    with pytest.raises(NoAccess, match="confidential"):
        forum.as_role("keeper").correct(without_mark(forum))
    assert not (config / "corrections").exists()
