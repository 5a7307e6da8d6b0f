"""Screens: what a rerun costs beside an empty page, through AppTest in this process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from tests.bench.forum import workbook_forum
from tests.bench.table import Measure, cpu_seconds

APP = Path(__file__).parents[2] / "app.py"
EMPTY = "import streamlit as st\nst.title('Kosong')\n"
LIGHT, DASHBOARD = "check", "home"
RERUNS = 15


def measures() -> Iterator[Measure]:
    with TemporaryDirectory() as folder, _shown(workbook_forum(Path(folder) / "forum.xlsx")):
        nothing = AppTest.from_file(str(_empty_app(Path(folder)))).run().switch_page(f"pages/{LIGHT}.py")
        pages = _warm(AppTest.from_string(EMPTY)), _warm(nothing), _warm(opened(LIGHT)), _warm(opened(DASHBOARD))
        script, empty, light, dashboard = cpu_seconds(*(page.run for page in pages), times=RERUNS)
    floor = f"empty page of an app with as many screens {empty * 1000:.1f} ms CPU, a lone script {script * 1000:.1f}"
    yield Measure("rerun ÷ empty page, AppTest: light page (Periksa data)", light / empty, 3, floor=floor)
    yield Measure("rerun ÷ empty page, AppTest: dashboard (Beranda)", dashboard / empty, 20, floor=floor)


def _empty_app(folder: Path) -> Path:
    """An app with the board's screens and nothing on any of them: what Streamlit itself costs."""
    (folder / "pages").mkdir()
    for screen in [APP, *APP.parent.glob("pages/*.py")]:
        (folder / screen.relative_to(APP.parent)).write_text(EMPTY, encoding="utf-8")
    return folder / APP.name


@contextmanager
def _shown(path: Path) -> Iterator[None]:
    before = os.environ.get("LUMBUNG_SOURCE", "")
    os.environ["LUMBUNG_SOURCE"] = str(path)
    yield
    os.environ["LUMBUNG_SOURCE"] = before


def opened(screen: str) -> AppTest:
    """A screen of the app as a visitor has it after coming in by the first page."""
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    return app if screen == "home" else app.switch_page(f"pages/{screen}.py")


def _warm(app: AppTest) -> AppTest:
    for _ in range(3):
        app.run()
    if app.exception:
        raise AssertionError(app.exception[0].message)
    return app
