"""The same forum in a Google spreadsheet and in a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.google_api import Api
from tests.sheets.backends.places import TABS, FilePlace, GooglePlace, Place, new_google, new_workbook


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
