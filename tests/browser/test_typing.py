"""What is typed is not lost when its page is left, in real Chromium."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import page_of, settle

HOLD = 80  # milliseconds that a person's finger rests on the mouse


def to(page: Page, name: str, address: str, menu: str = "") -> None:
    """To another page; a press that meets a refresh of the page is pressed again, as people do."""
    for _ in range(3):
        if menu:
            page.get_by_role("button", name=menu, exact=True).first.click()
        page.locator("a", has_text=name).first.click(delay=HOLD)
        settle(page)
        if page.url.split("?")[0].endswith(address):
            return
    raise AssertionError(page.url)


def test_a_form_that_was_left_half_way_is_still_filled(chromium: Browser, board: str) -> None:
    with page_of(chromium) as page:
        page.goto(f"{board}/tasks?id=baru")
        settle(page)
        page.locator(".stTextInput input").first.type("Bersihkan selokan RT 2")
        to(page, "Linimasa", "/timeline")
        expect(page.locator("h1")).to_contain_text("bertemu")
        to(page, "Tugas", "/tasks")
        page.get_by_role("button", name="Tambah tugas").first.click()
        expect(page.get_by_text("Belum disimpan")).to_be_visible()
        expect(page.locator(".stTextInput input").first).to_have_value("Bersihkan selokan RT 2")
