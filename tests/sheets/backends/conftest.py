from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets.store import Forum
from tests.google_api import Api, running
from tests.sheets.backends.places import TABS, FilePlace, GooglePlace, Place, new_google, new_workbook


@pytest.fixture(scope="session")
def server() -> Iterator[Api]:
    with running() as api:
        yield api


@pytest.fixture
def api(server: Api, monkeypatch: pytest.MonkeyPatch) -> Api:
    """Google for tests, with nothing planned and no calls counted."""
    server.reset()
    monkeypatch.setenv("LUMBUNG_GOOGLE_ENDPOINT", server.url)
    return server


@pytest.fixture
def google(api: Api) -> GooglePlace:
    return new_google(api, TABS)


@pytest.fixture
def workbook(tmp_path: Path) -> FilePlace:
    return new_workbook(tmp_path, TABS)


@pytest.fixture(params=["google", "workbook"])
def place(request: pytest.FixtureRequest) -> Place:
    """The same forum in a Google spreadsheet and in a workbook."""
    place: Place = request.getfixturevalue(request.param)
    return place


@pytest.fixture
def forum(place: Place) -> Forum:
    forum = place.open()
    forum.read()
    return forum
