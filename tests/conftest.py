"""What all tests share: the Google for tests, and how property tests choose their examples.

The examples are the same ones in every run, so that a verdict is a verdict; `LUMBUNG_EXAMPLES=wild make unit` draws
new ones, to look for what nobody has thought of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from tests.google_api import Api, running

# No deadline: a busy machine is no fault of the code, and speed is measured by `make bench`.
SLOW = [HealthCheck.too_slow]
settings.register_profile("steady", derandomize=True, database=None, deadline=None, suppress_health_check=SLOW)
settings.register_profile("wild", deadline=None)
settings.load_profile("wild" if os.environ.get("LUMBUNG_EXAMPLES") == "wild" else "steady")

# Every opened app looks through all installed packages for components of Streamlit: it finds the same in every test.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# The folders whose files take longest begin, so that at the end no worker is left alone with one of them.
LONGEST = ("browser", "soak", "pages", "sheets")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, name in enumerate(LONGEST) if name in item.path.parts), len(LONGEST)))


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    """Google for tests, one for each file of tests that asks for it."""
    with running() as api:
        yield api


@pytest.fixture
def api(server: Api, monkeypatch: pytest.MonkeyPatch) -> Api:
    """The same, with nothing planned and no calls counted, as the Google that the app asks."""
    server.reset()
    monkeypatch.setenv("LUMBUNG_GOOGLE_ENDPOINT", server.url)
    return server
