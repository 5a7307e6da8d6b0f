"""A board whose sheet does not answer on the first visit: it says so, and trying again tries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.sharing
from sheets import SheetError
from tests.google_api import running
from tests.pages.conftest import words
from tests.sheets.backends.places import TABS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def google(tmp_path, monkeypatch):
    with running() as api:
        key = tmp_path / "key.json"
        key.write_text(json.dumps(api.service_account()))
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
        monkeypatch.setenv("LUMBUNG_GOOGLE_ENDPOINT", api.url)
        monkeypatch.setenv("LUMBUNG_SOURCE", f"google:{api.new_spreadsheet('Forum', TABS)}")
        monkeypatch.setattr("sheets.backends.google.FIRST_PAUSE", 0.01)
        monkeypatch.setattr("sheets.shared.ASKED_AGAIN", 0.0)
        yield api


def test_a_cold_start_without_google_says_so_and_trying_again_tries(google):
    google.faults.fail(503, times=1000)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "Lembar tidak dapat dibaca" in words(app)
    google.faults.clear()
    app.button(key="lb-again").click().run()
    app.switch_page("pages/tasks.py").run()
    assert "Bersih sungai" in words(app)


def at_history(app):
    app.switch_page("pages/history.py").run()
    assert not app.exception
    return words(app)


def test_in_an_outage_the_history_stands_as_last_read_with_its_time(google, monkeypatch):
    forum = ui.sharing.the_forum()
    forum.update("tasks", "TG-002", {"title": "Bersih kali"}, by="Sari")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "Bersih kali" in at_history(app)
    google.faults.fail(503, times=1000)
    with pytest.raises(SheetError):
        forum.read()
    google.calls.clear()
    text = at_history(app)
    assert "Bersih kali" in text
    assert "Riwayat seperti yang terakhir dibaca, pukul" in text
    assert "Data dari" in text
    assert not google.calls


def test_a_history_that_was_never_read_is_not_called_empty(google):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    google.faults.fail(503, times=1000)
    with pytest.raises(SheetError):
        ui.sharing.the_forum().read()
    text = at_history(app)
    assert "Riwayat belum dapat dibaca" in text
    assert "Belum ada perubahan" not in text
