"""A server for each test, and the two ways to call it."""

from __future__ import annotations

from collections.abc import Iterator

import gspread
import pytest

from tests.google_api import Api, running
from tests.google_api.tests.clients import Caller, gspread_client


@pytest.fixture
def api() -> Iterator[Api]:
    with running(token="plain") as api:
        yield api


@pytest.fixture
def call(api: Api) -> Iterator[Caller]:
    caller = Caller(api)
    yield caller
    caller.session.close()


@pytest.fixture
def client(api: Api) -> Iterator[gspread.Client]:
    with gspread_client(api) as client:
        yield client
