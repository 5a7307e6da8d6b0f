"""Screens for tests: the real app on a real workbook, driven without a browser."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.forums import demo_workbook, empty_workbook
from tests.pages.screens import go
from ui import underway
from ui.navigation import SCREENS

APP = Path(__file__).parents[2] / "app.py"
ADDRESS = {screen.file: screen.address for screen in SCREENS}
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One workbook of each kind, to be copied."""
    folder = tmp_path_factory.mktemp("forums")
    return {"demo": demo_workbook(folder / "demo.xlsx"), "empty": empty_workbook(folder / "empty.xlsx")}


@pytest.fixture
def forum_file(workbooks: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a workbook that the test may write to."""

    def copy(kind: str) -> Path:
        return Path(shutil.copy(workbooks[kind], tmp_path / f"{kind}.xlsx"))

    return copy


@pytest.fixture(scope="session")
def unread(workbooks: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`unread("demo")`: a copy nobody has opened yet."""
    return lambda kind: Path(shutil.copy(workbooks[kind], tmp_path_factory.mktemp("lent") / f"{kind}.xlsx"))


@pytest.fixture(scope="session")
def lent() -> dict[str, tuple[Path, bytes]]:
    """The copy of each kind that tests look at, and what is in it."""
    return {}


@pytest.fixture
def lend(unread: Callable[[str], Path], lent: dict[str, tuple[Path, bytes]]) -> Iterator[Callable[[str], Path]]:
    """`lend("demo")`: a workbook that the app has read before; the test that writes to it is the last that gets it."""

    def given(kind: str) -> Path:
        if kind not in lent:
            path = unread(kind)
            lent[kind] = path, path.read_bytes()
        return lent[kind][0]

    yield given
    for kind, (path, content) in list(lent.items()):
        if not path.exists() or path.read_bytes() != content:
            del lent[kind]


@pytest.fixture
def open_screen(lend: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """`open_screen("tasks", forum="demo", lang="en", id="TG-006")`: the screen as a visitor finds it."""

    def opened(
        screen: str = "home", *, forum: str | Path = "demo", headers: dict[str, str] | None = None, **query: str
    ) -> AppTest:
        path = forum if isinstance(forum, Path) else lend(forum)
        monkeypatch.setenv("LUMBUNG_SOURCE", str(path))
        app = AppTest.from_file(str(APP), default_timeout=60)
        arrive(app, screen, **query)
        assert not app.exception
        return app

    yield opened


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The run of the next save is ended before it could tell what came of it, as by typing while Google is at work."""
    write = underway._do

    def ended(work: underway.Work, do: Callable[[], Any]) -> None:
        monkeypatch.setattr(underway, "_do", write)
        write(work, do)
        st.stop()

    return lambda: monkeypatch.setattr(underway, "_do", ended)


def arrive(app: AppTest, screen: str, **query: str) -> AppTest:
    """The visitor's next page is this one, as when a link to it is opened."""
    for name, value in query.items():
        app.query_params[name] = value
    return go(app, ADDRESS[screen])


def words(app: AppTest) -> str:
    """Everything that a screen says in our own marks, as plain text."""
    bodies = " ".join(str(element.proto.body) for element in app.get("html"))
    return re.sub(
        r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script).*?</\1>", " ", bodies, flags=re.S)))
    )


def headline(app: AppTest) -> str:
    """The finding at the top of a screen."""
    found: Any = re.search(r"<h1>(.*?)</h1>", " ".join(str(element.proto.body) for element in app.get("html")))
    return html.unescape(found[1])
