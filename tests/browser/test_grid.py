"""Many rows of one column, typed on the grid's canvas while others are at the sheet: one request, an answer a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sheets.backends.files import read_file
from tests.browser.chromium import page_of, settle
from tests.browser.server import serving
from tests.google_api import Api, running

LINE = 35  # pixels: the height of a row and of the header
TITLE, TYPED = 0, 1
# A fold opens and a page scrolls for a while: who aims at a row before that hits another one, or nothing at all.
AT_REST = """canvas => {
    const y = canvas.getBoundingClientRect().y, now = performance.now();
    if (canvas.lumbungY !== y) Object.assign(canvas, {lumbungY: y, lumbungSince: now});
    return now - canvas.lumbungSince > 800;
}"""


@dataclass
class Sheet:
    api: Api
    id: str
    url: str

    def short_name(self, partner: str) -> object:
        """What the sheet says in the column that is typed in, beside this partner."""
        human = self.api.human(self.id)
        return human.value("Mitra", f"C{human.find('Mitra', partner, 'B')}")


@pytest.fixture
def sheet(demo: Path, tmp_path: Path) -> Iterator[Sheet]:
    with running(quota=True) as api:
        tabs = {grid.tab: grid.rows for grid in read_file(demo).grids}
        id_ = api.new_spreadsheet("Forum contoh", tabs, locale="id_ID", time_zone="Asia/Jakarta")
        key = tmp_path / "key.json"
        key.write_text(json.dumps(api.service_account()))
        environment = {"LUMBUNG_GOOGLE_ENDPOINT": api.url, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
        with serving(f"google:{id_}", environment) as url:
            yield Sheet(api, id_, url)


def opened(page: Page, url: str) -> Locator:
    """The grid of the partners, its first cell chosen."""
    page.goto(f"{url}/partners")
    settle(page)
    page.get_by_text("Ubah banyak baris sekaligus").click()
    canvas = page.locator("[data-testid=stDataFrame] canvas").first
    expect(canvas).to_be_attached()
    settle(page)
    canvas.evaluate("canvas => canvas.scrollIntoView({block: 'center'})")
    page.wait_for_function(AT_REST, arg=canvas.element_handle())
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 1.5 * LINE)
    return canvas


def begin(page: Page, text: str) -> None:
    """Type into the cell that is chosen and stay in it. (A second click on it would open it, and Enter close it.)"""
    page.keyboard.press("Enter")
    expect(page.locator(".gdg-input")).to_be_visible()
    page.wait_for_timeout(150)  # the first letters typed into an editor that is still opening are lost
    page.keyboard.press("Control+A")
    page.keyboard.type(text, delay=60)


def leave(page: Page) -> None:
    """Enter takes what was typed and chooses the cell below."""
    page.keyboard.press("Enter")
    expect(page.locator(".gdg-input")).to_have_count(0)


def cell(page: Page, column: int, row: int) -> str:
    return page.get_by_test_id(f"glide-cell-{column}-{row}").inner_text()


def save_button(page: Page) -> Locator:
    return page.locator(".st-key-grid-partners-save button")


def test_each_typed_value_lands_in_its_row_though_rows_moved_and_one_was_changed(
    sheet: Sheet, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        opened(page, sheet.url)
        first, second, third = (cell(page, TITLE, row) for row in range(3))
        begin(page, "Kita Satu")
        leave(page)
        begin(page, "Kita")
        human = sheet.api.human(sheet.id)
        human.insert_rows("Mitra", 2)
        human.edit("Mitra", "A2", "M-99")
        human.edit("Mitra", "B2", "Mitra Paling Atas")
        human.edit("Mitra", f"C{human.find('Mitra', third, 'B')}", "Dari lembar")
        expect(page.get_by_text("Mitra Paling Atas").first).to_be_attached(timeout=30_000)
        page.keyboard.type(" Dua", delay=60)
        leave(page)
        begin(page, "Kita Tiga")
        writes = sheet.api.count("write")
        save_button(page).click()  # straight out of the cell
        expect(page.get_by_text("1 baris belum tersimpan", exact=False)).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Dari lembar", exact=False).last).to_be_visible()
        assert sheet.api.count("write") == writes + 1
        assert (sheet.short_name(first), sheet.short_name(second)) == ("Kita Satu", "Kita Dua")
        assert sheet.short_name(third) == "Dari lembar"
        assert sheet.short_name("Mitra Paling Atas") in (None, "")

        save_button(page).click()  # having seen theirs
        expect(save_button(page)).to_have_text("Simpan", timeout=30_000)
        assert sheet.short_name(third) == "Kita Tiga"


def test_a_cell_that_is_being_typed_in_stays_its_rows_when_rows_move(sheet: Sheet, chromium: Browser) -> None:
    with page_of(chromium) as page:
        opened(page, sheet.url)
        first = cell(page, TITLE, 0)
        begin(page, "Kita")
        sheet.api.human(sheet.id).sort("Mitra", "B", descending=True)
        sheet.api.human(sheet.id).edit("Mitra", "B2", "Zulaikha dan Rekan")
        expect(page.get_by_text("Zulaikha dan Rekan").first).to_be_attached(timeout=30_000)
        settle(page)
        page.keyboard.type(" Sendiri", delay=60)
        leave(page)
        expect(save_button(page)).to_have_text("Simpan 1 baris")
        save_button(page).click()
        expect(save_button(page)).to_have_text("Simpan", timeout=30_000)
        assert sheet.short_name(first) == "Kita Sendiri"
