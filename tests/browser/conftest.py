"""One server with the demo forum and one Chromium for all browser tests; each test has a page of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import launched
from tests.browser.server import serving
from tests.forums import demo_workbook


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_workbook(tmp_path_factory.mktemp("demo") / "forum.xlsx")


@pytest.fixture(scope="session")
def board(demo: Path) -> Iterator[str]:
    """The address of a board that tests only look at."""
    with serving(demo) as url:
        yield url


@pytest.fixture
def own_board(demo: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a board whose workbook this test alone may change, and that workbook."""
    workbook = Path(shutil.copy(demo, tmp_path / "forum.xlsx"))
    with serving(workbook) as url:
        yield url, workbook
