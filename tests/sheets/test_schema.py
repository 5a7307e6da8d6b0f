"""The declared tables are whole, and a mistake in config is named with its file, table and key."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pytest

from sheets.errors import ConfigError, NotFound
from sheets.schema import CONFIG, Schema, load_schema, plain_header

CORE = ("partners", "goals", "tasks", "indicators", "measurements", "issues", "meetings")
SHORTEST = """
tab = { id = "Alat", en = "Tools" }
label = { id = "alat", en = "tool" }
id_prefix = "AL"
title = "name"

[[column]]
key = "id"
kind = "id"
label = { id = "Kode", en = "ID" }
example = "AL-01"

[[column]]
key = "name"
kind = "text"
label = { id = "Nama Alat", en = "Tool" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real config that a test may spoil."""
    shutil.copytree(CONFIG / "tables", tmp_path / "tables")
    for name in ("choices.toml", "forum.toml"):
        shutil.copy(CONFIG / name, tmp_path / name)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def failure(folder: Path) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load_schema(folder)
    return caught.value


def test_every_core_table_is_declared_in_reading_order() -> None:
    schema = load_schema()
    assert tuple(table.name for table in schema.tables.values() if table.core) == CORE
    assert [table.role for table in schema.tables.values()][-2:] == ["settings", "history"]


def test_a_label_is_said_in_both_languages() -> None:
    due = load_schema().table("tasks").column("due")
    assert (due.label("id"), due.label("en"), due.edge, due.required) == ("Tenggat", "Due", "end", True)
    done = load_schema().choices["task_status"].choice("done")
    assert (done.label("id"), done.label("en"), done.tone, done.shape) == ("Selesai", "Done", "leaf", "check")


def test_what_is_not_declared_is_not_found() -> None:
    schema = load_schema()
    for look_up in (
        lambda: schema.table("taks"),
        lambda: schema.table("tasks").column("deu"),
        lambda: schema.choices["task_status"].choice("donne"),
    ):
        with pytest.raises(NotFound, match="There are"):
            look_up()


def test_every_table_has_an_id_a_naming_column_a_prefix_of_its_own_and_help() -> None:
    tables = load_schema().records
    assert len({table.id_prefix for table in tables}) == len(tables)
    for table in tables:
        assert table.columns[0].kind == "id"
        assert table.column("id").example.id.startswith(f"{table.id_prefix}-")
        assert table.column(table.title).required
        assert table.help is not None


def test_every_column_of_a_record_table_says_what_to_write() -> None:
    silent = [f"{t.name}.{c.key}" for t in load_schema().records for c in t.columns if c.help is None]
    assert silent == []


def test_contacts_and_reporters_are_private() -> None:
    private = {f"{t.name}.{c.key}" for t in load_schema().records for c in t.columns if c.private}
    contacts = {f"partners.{key}" for key in ("contact", "phone", "email", "backup_contact", "backup_phone")}
    assert private == contacts | {"issues.reporter", "measurements.recorded_by"}


def test_one_header_means_one_column_or_is_marked_ambiguous() -> None:
    for table in load_schema().records:
        for one, other in combinations(table.columns, 2):
            shared = {plain_header(h) for h in one.headers} & {plain_header(h) for h in other.headers}
            assert {h for h in shared if not {one.key, other.key} <= set(table.ambiguous.get(h, ()))} == set()


@pytest.mark.parametrize("name", ["tabs", "choices"])
def test_no_word_means_two_things(name: str) -> None:
    schema = load_schema()
    groups = (
        [[t.tab.all for t in schema.tables.values()]]
        if name == "tabs"
        else [[c.label.all for c in s.choices] for s in schema.choices.values()]
    )
    for group in groups:
        for one, other in combinations([{word.casefold() for word in words} for words in group], 2):
            assert one & other == set()


@pytest.mark.parametrize(
    ("table", "header", "key"),
    [
        ("tasks", "Nama Kegiatan", "title"),
        ("tasks", "Uraian Kegiatan", "title"),
        ("tasks", "P.J.", "lead"),
        ("tasks", "Penanggung Jwb", "lead"),
        ("tasks", "Assigned to", "lead"),
        ("tasks", "Target Waktu", "due"),
        ("tasks", "End Date", "due"),
        ("tasks", "Tenggat (tgl)*:", "due"),
        ("tasks", "PERCENT COMPLETE", "progress"),
        ("tasks", "% selesai", "progress"),
        ("issues", "Short Description", "title"),
        ("issues", "Steps To Reproduce", "description"),
        ("issues", "Fixed", "stage"),
        ("issues", "Severity", "impact"),
        ("issues", "Tanggal Kejadian", "reported_on"),
        ("partners", "abrv", "short_name"),
        ("partners", "join_year", "joined"),
        ("partners", "No. WA", "phone"),
        ("indicators", "Variabel", "name"),
        ("indicators", "Sat.", "unit"),
        ("measurements", "Tgl Ukur", "date"),
        ("resources", "Nama Part", "name"),
        ("resources", "Harga satuan", "unit_cost"),
        ("resources", "Total harga", "value"),
        ("meetings", "Hari/Tgl", "date"),
    ],
)
def test_headers_that_real_sheets_use_are_known(table: str, header: str, key: str) -> None:
    columns = load_schema().table(table).columns
    assert [c.key for c in columns if plain_header(header) in map(plain_header, c.headers)][:1] == [key]


def test_modules_are_the_tables_that_name_one() -> None:
    assert load_schema().choices["module"].keys == ("resources", "agreements", "lessons")


def test_forum_toml_gives_the_defaults_of_settings(folder: Path) -> None:
    spoil(folder / "forum.toml", 'forum_name = "Forum Kemitraan"', 'forum_name = "Forum Air"')
    schema = load_schema(folder)
    assert schema.settings["forum_name"].default == "Forum Air"
    assert schema.settings["reminder_days"].default == 7


def test_a_new_table_is_one_file(folder: Path) -> None:
    (folder / "tables" / "tools.toml").write_text(SHORTEST, "utf-8")
    table = load_schema(folder).table("tools")
    assert (table.tab("en"), table.keys, table.core) == ("Tools", ("id", "name"), True)


def test_config_is_read_again_when_a_file_changes_and_only_then(folder: Path) -> None:
    first: Schema = load_schema(folder)
    assert load_schema(folder) is first
    spoil(folder / "tables" / "tasks.toml", 'id = "Tenggat"', 'id = "Batas"')
    assert load_schema(folder).table("tasks").column("due").label.id == "Batas"


@pytest.mark.parametrize(
    ("file", "old", "new", "reason", "named"),
    [
        ("tables/tasks.toml", 'kind = "date"', 'kind = "dat"', "unknown_kind", ("tasks", "start", "dat")),
        ("tables/tasks.toml", "required = true", "requird = true", "unknown_key", ("tasks", "title.requird")),
        ("tables/tasks.toml", "required = true", 'required = "ya"', "wrong_type", ("tasks", "title.required")),
        ("tables/tasks.toml", 'id = "Mulai", en', "en", "missing_key", ("tasks", "start.label.id")),
        ("tables/tasks.toml", 'choices = "activity"', 'choices = "aktivity"', "unknown_choices", ("kind", "aktivity")),
        ("tables/tasks.toml", 'to = "goals"', 'to = "gols"', "unknown_table", ("tasks", "goal", "gols")),
        ("tables/tasks.toml", 'key = "start"', 'key = "goal"', "duplicate_key", ("tasks", "goal")),
        ("tables/tasks.toml", 'title = "title"', 'title = "nama"', "unknown_column", ("tasks", "nama")),
        ("tables/tasks.toml", '["start", "due"]', '["start", "duo"]', "unknown_column", ("when", "duo")),
        ("tables/tasks.toml", '"tgl mulai"', '"deadline"', "same_header", ("start", "deadline")),
        ("tables/tasks.toml", 'edge = "start"', 'edge = "begin"', "unknown_edge", ("start", "begin")),
        ("tables/tasks.toml", "order = 30", "order = = 30", "bad_toml", ("tasks.toml", "line 7")),
        ("tables/settings.toml", 'role = "settings"', 'role = "setting"', "unknown_role", ("settings", "setting")),
        ("choices.toml", 'tone = "leaf"', 'tone = "green"', "unknown_tone", ("task_status", "in_progress", "green")),
        ("choices.toml", 'shape = "ring"', 'shape = "circle"', "unknown_shape", ("not_started", "circle")),
        ("choices.toml", 'key = "done"', 'key = "on_hold"', "duplicate_key", ("task_status", "on_hold")),
        ("forum.toml", "forum_name", "forum_nam", "unknown_key", ("forum.toml", "forum_nam")),
    ],
)
def test_a_mistake_in_config_is_named(
    folder: Path, file: str, old: str, new: str, reason: str, named: tuple[str, ...]
) -> None:
    spoil(folder / file, old, new)
    error = failure(folder)
    assert error.reason == f"config_{reason}"
    for language in ("id", "en"):
        assert [part for part in (Path(file).name, *named) if part not in error.message(language)] == []
        assert "…" not in error.message(language)


def test_a_missing_file_and_an_empty_folder_are_named(folder: Path) -> None:
    (folder / "choices.toml").unlink()
    assert failure(folder).reason == "config_missing_file"
    shutil.copy(CONFIG / "choices.toml", folder)
    shutil.rmtree(folder / "tables")
    assert failure(folder).reason == "config_no_tables"
