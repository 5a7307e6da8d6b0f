"""Kenali lembar in a real browser: a sheet that nobody made for Lumbung is on the board in a few presses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.chromium import look, page_of, settle
from tests.browser.server import serving
from tests.pages.screens import raw_workbook
from tests.pages.test_adopt import BODY, HEADER, LEGEND

LONGEST = 30_000


TABS: dict[str, list[list[Any]]] = {"RTL": [["RENCANA TINDAK LANJUT"], [], HEADER, *BODY], "Ket": LEGEND}


@pytest.fixture
def messy(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    workbook = raw_workbook(tmp_path / "rtl.xlsx", TABS)
    with serving(workbook) as url:
        yield url, workbook


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A board that tests only look at."""
    with serving(raw_workbook(tmp_path_factory.mktemp("rtl") / "rtl.xlsx", TABS)) as url:
        yield url


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a select as a person does: press it, type, press the option; again where the page was drawn anew."""
    for patience in (3_000, 6_000, LONGEST):
        settle(page)
        box = page.get_by_role("combobox", name=label)
        box.click()
        box.press_sequentially(option)
        with suppress(Error):
            page.get_by_role("option", name=option, exact=True).click(timeout=patience)
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"{option} cannot be chosen in {label}")


def test_a_messy_sheet_is_on_the_board_without_renaming_one_column(messy: tuple[str, Path], chromium: Browser):
    url, workbook = messy
    with page_of(chromium) as page:
        page.goto(f"{url}/adopt")
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("1 dari 2 tab dikenali; 3 kolom belum")
        choose(page, "E · Batas dibaca sebagai", "Tenggat")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Pratinjau", timeout=LONGEST)
        choose(page, "F · Posisi dibaca sebagai", "Status")
        choose(page, "“jln” (2 sel) berarti", "Berjalan")
        page.get_by_role("button", name="Buat tab Pengaturan dan simpan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "1 dari 2 tab dikenali; 1 kolom belum", timeout=LONGEST
        )
        page.goto(f"{url}/tasks")
        settle(page)
        expect(page.get_by_text("Tanam pohon").first).to_be_visible()
    book = openpyxl.load_workbook(workbook)
    assert [cell.value for cell in book["RTL"][3]] == HEADER
    assert book["RTL"]["F4"].value == "sdh beres"


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_nothing_is_wider_than_the_screen_and_the_button_is_in_reach(untouched: str, chromium: Browser, size: str):
    with page_of(chromium, size) as page:
        page.goto(f"{untouched}/adopt")
        settle(page)
        for scheme in ("light", "dark"):
            look(page, size, scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            button = page.get_by_role("button", name="Buat tab Pengaturan dan simpan").bounding_box()
            assert button is not None
            assert button["height"] >= 40
            assert button["y"] + button["height"] <= {"laptop": 720, "phone": 800}[size]
            for box in page.get_by_role("combobox").all()[:4]:
                found = box.bounding_box()
                assert found is not None
                assert found["x"] + found["width"] <= page.evaluate("window.innerWidth")
