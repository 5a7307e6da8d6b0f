"""Every screen on every kind of forum, in both languages: it opens, it says its finding, it keeps to its language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forums import demo_workbook, empty_workbook
from tests.pages.conftest import headline
from tests.pages.screens import EVERY, foreign, many_tasks, one_each, seen, three_tabs, typed_in

LANGUAGES = ("id", "en")
# Names of the two languages stand in both, so that each can find its own.
SWITCH = " Indonesia English"


@pytest.fixture(scope="module")
def forums(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Forums that nobody writes to."""
    folder = tmp_path_factory.mktemp("every")
    return {
        "demo": demo_workbook(folder / "demo.xlsx"),
        "empty": empty_workbook(folder / "empty.xlsx"),
        "three tabs": three_tabs(folder / "three.xlsx"),
        "one each": one_each(folder / "one.xlsx"),
        "one each, in English": one_each(folder / "one-en.xlsx", "en"),
        "5,000 tasks": many_tasks(folder / "many.xlsx"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("forum", ["demo", "empty", "three tabs", "one each", "5,000 tasks"])
@pytest.mark.parametrize("screen", EVERY)
def test_a_screen_opens_and_says_its_finding(open_screen, forums, screen, forum, language):
    app = open_screen(screen, forum=forums[forum], lang=language)
    assert headline(app).strip()
    assert "ini gagal" not in seen(app)
    assert "number=" not in seen(app)
    assert not [text for text in ("nan", "NaT", "<b>", "…{") if f" {text} " in f" {seen(app)} "]


@pytest.mark.parametrize("forum", ["empty", "one each, in English", "demo"])
@pytest.mark.parametrize("screen", EVERY)
def test_no_indonesian_is_left_in_english(open_screen, forums, screen, forum):
    app = open_screen(screen, forum=forums[forum], lang="en")
    assert foreign(app, "en", typed_in(forums[forum]) + SWITCH) == set()


@pytest.mark.parametrize("forum", ["empty", "one each", "demo"])
@pytest.mark.parametrize("screen", EVERY)
def test_no_english_is_left_in_indonesian(open_screen, forums, screen, forum):
    app = open_screen(screen, forum=forums[forum], lang="id")
    assert foreign(app, "id", typed_in(forums[forum]) + SWITCH) == set()
