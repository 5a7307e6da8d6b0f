"""docs/ says what config says."""

from __future__ import annotations

import re
from pathlib import Path

from sheets.docs import FOLDER, pages, stale, write
from sheets.schema import load_schema


def test_docs_are_not_stale() -> None:
    assert stale(load_schema()) == [], "run `make docs`"


def test_every_table_column_choice_and_setting_is_in_the_docs() -> None:
    schema = load_schema()
    tables, choices, settings = (pages(schema)[name] for name in ("tables.md", "choices.md", "settings.md"))
    keys = {f"`{column.key}`" for table in schema.records for column in table.columns}
    assert {key for key in keys if key not in tables} == set()
    assert {name for name in schema.choices if f"## {name}\n" not in choices} == set()
    assert {key for key in schema.settings if f"`{key}`" not in settings} == set()


def test_every_environment_variable_that_the_code_reads_is_in_the_docs() -> None:
    top = FOLDER.parent
    code = "\n".join(
        path.read_text("utf-8") for folder in ("sheets", "ui", "pages") for path in (top / folder).rglob("*.py")
    )
    settings = (FOLDER / "settings.md").read_text("utf-8")
    assert {name for name in re.findall(r"\"(LUMBUNG_[A-Z_]+)\"", code) if f"`{name}`" not in settings} == set()


def test_a_changed_declaration_makes_the_docs_stale(tmp_path: Path) -> None:
    schema = load_schema()
    write(schema, tmp_path)
    assert stale(schema, tmp_path) == []
    page = tmp_path / "tables.md"
    page.write_text(page.read_text("utf-8").replace("Tenggat", "Batas"), "utf-8")
    assert stale(schema, tmp_path) == ["tables.md"]


def test_links_between_the_pages_lead_somewhere() -> None:
    made = pages(load_schema())
    heads = {
        name: {_anchor(head) for head in re.findall(r"^## (.+)$", text, re.MULTILINE)} for name, text in made.items()
    }
    for name, text in made.items():
        for page, anchor in re.findall(r"\]\(([\w.]*)#([^)]+)\)", text):
            assert anchor in heads[page or name]


def _anchor(head: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
