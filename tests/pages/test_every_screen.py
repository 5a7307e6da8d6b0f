"""Every screen on every kind of forum, in both languages: it opens, it says its finding, it keeps to its language."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets.schema import load_schema
from tests.forums import demo_workbook, empty_workbook
from tests.pages.conftest import headline
from tests.pages.screens import EVERY, examples, faults, foreign, go, many_tasks, one_each, three_tabs, typed_in

LANGUAGES = ("id", "en")
# Names stay as they are: of the two languages, so that each can find its own, and of a forum that tells none.
NAMES = f" Indonesia English {load_schema().settings['forum_name'].default} "


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
@pytest.mark.parametrize("kind", ["demo", "empty", "three tabs", "one each", "5,000 tasks"])
@pytest.mark.parametrize("screen", EVERY)
def test_a_screen_opens_says_its_finding_and_keeps_to_its_language(open_screen, forums, screen, kind, language):
    forum = forums[f"{kind}, in English" if kind == "one each" and language == "en" else kind]
    app = open_screen(screen, forum=forum, lang=language)
    assert headline(app).strip()
    assert faults(app) == []
    assert foreign(app, language, typed_in(forum) + NAMES) == set()


RECORDS = [
    ("partners", "M-01"),
    ("goals", "T-01"),
    ("tasks", "TG-01"),
    ("indicators", "I-01"),
    ("issues", "MS-01"),
    ("meetings", "AG-01"),
]
FORMS = [(screen, id_) for screen, own in RECORDS for id_ in (own, "baru")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("screen", "id_"), FORMS)
def test_one_record_and_its_form_keep_to_their_language(open_screen, forums, screen, id_, language):
    forum = forums["one each" if language == "id" else "one each, in English"]
    app = open_screen(screen, forum=forum, lang=language, id=id_)
    assert faults(app) == []
    assert foreign(app, language, typed_in(forum) + NAMES + examples()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["sumber-daya", "kesepakatan", "pembelajaran"])
def test_tables_without_a_screen_of_their_own_keep_to_their_language(open_screen, forums, address, language):
    forum = forums["one each" if language == "id" else "one each, in English"]
    app = open_screen("home", forum=forum, lang=language)
    assert foreign(go(app, address), language, typed_in(forum) + NAMES + examples()) == set()
    app.query_params["id"] = "baru"
    assert foreign(go(app, address), language, typed_in(forum) + NAMES + examples()) == set()
