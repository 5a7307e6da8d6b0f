"""What is typed stays with its row and is not lost, in real Chromium: a form left half-way, the grid of many rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from sheets import open_forum
from tests.browser.chromium import page_of, settle

HOLD = 80  # milliseconds that a person's finger rests on the mouse
SECOND_COLUMN, FIRST_ROW = 650, 52


def to(page: Page, name: str, menu: str = "") -> None:
    if menu:
        page.get_by_role("button", name=menu, exact=True).first.click()
    page.locator("a", has_text=name).first.click(delay=HOLD)
    settle(page)


def type_into_the_grid(page: Page, text: str) -> None:
    """Into its first row; a grid that has just been drawn may not listen yet, so until it has taken the text."""
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    taken = page.get_by_role("button", name="Simpan 1 baris")
    for _ in range(6):
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + SECOND_COLUMN, box["y"] + FIRST_ROW)
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type(text, delay=60)
        page.keyboard.press("Enter")
        settle(page)
        if taken.count():
            break
    expect(taken).to_be_enabled()


def test_a_form_that_was_left_half_way_is_still_filled(chromium: Browser, board: str) -> None:
    with page_of(chromium) as page:
        page.goto(f"{board}/tasks?id=baru")
        settle(page)
        page.locator(".stTextInput input").first.type("Bersihkan selokan RT 2")
        to(page, "Linimasa")
        expect(page.locator("h1")).to_contain_text("bertemu")
        to(page, "Tugas")
        page.get_by_role("button", name="Tambah tugas").first.click()
        expect(page.get_by_text("Belum disimpan")).to_be_visible()
        expect(page.locator(".stTextInput input").first).to_have_value("Bersihkan selokan RT 2")


def test_a_grid_writes_into_the_row_that_was_typed_in_wherever_it_is_now(
    chromium: Browser, own_board: tuple[str, Path]
) -> None:
    url, workbook = own_board
    with page_of(chromium) as page:
        page.goto(f"{url}/partners")
        settle(page)
        page.get_by_text("Ubah banyak baris sekaligus").click()
        settle(page)
        page.get_by_role("button", name="Simpan 0 baris").scroll_into_view_if_needed()
        settle(page)
        type_into_the_grid(page, "Desa Kita")
        partner = page.locator("[data-testid=stDataFrame] tr", has_text="Desa Kita").locator("td").first.inner_text()
        _row_above(workbook)
        to(page, "Linimasa")
        to(page, "Mitra", menu="Forum")
        expect(page.get_by_text("Mitra Paling Atas").first).to_be_visible(timeout=20_000)
        settle(page)
        if not page.locator("[data-testid=stDataFrame]").count():
            page.get_by_text("Ubah banyak baris sekaligus").click()
            settle(page)
        page.get_by_role("button", name="Simpan 1 baris").click()
        expect(page.get_by_role("button", name="Simpan 0 baris")).to_be_visible(timeout=20_000)
    partners = open_forum(workbook, shared=False).read().tables["partners"]
    assert list(partners.loc[partners["short_name"] == "Desa Kita", "name"]) == [partner]


def _row_above(workbook: Path) -> None:
    """A hand puts a partner above all others."""
    book = openpyxl.load_workbook(workbook)
    tab = book["Mitra"]
    tab.insert_rows(2)
    tab["A2"], tab["B2"] = "M-99", "Mitra Paling Atas"
    book.save(workbook)
