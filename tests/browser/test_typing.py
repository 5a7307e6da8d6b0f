"""What is typed is not lost and no press is, in real Chromium: fields, links, the back button."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import page_of, settle

TEXT = "Bersihkan selokan RT 2"


def new_task(page: Page, board: str) -> None:
    page.goto(f"{board}/timeline")
    settle(page)
    page.locator("a:visible", has_text="Tugas").first.click()
    page.get_by_role("button", name="Tambah tugas").first.click()
    expect(page.get_by_label("Tugas", exact=True)).to_be_visible()
    settle(page)


def is_still_filled(page: Page) -> None:
    page.get_by_role("button", name="Tambah tugas").first.click()
    expect(page.get_by_text("Belum disimpan")).to_be_visible()
    expect(page.get_by_label("Tugas", exact=True)).to_have_value(TEXT)


def test_a_link_pressed_straight_from_a_field_is_followed_and_the_form_is_still_filled(
    chromium: Browser, board: str
) -> None:
    with page_of(chromium) as page:
        new_task(page, board)
        page.get_by_label("Tugas", exact=True).type(TEXT)
        page.locator("a:visible", has_text="Linimasa").first.click()  # leaves the field and follows in one moment
        expect(page.locator("h1")).to_contain_text("bertemu")
        page.locator("a:visible", has_text="Tugas").first.click()
        is_still_filled(page)


def test_a_tap_from_a_field_to_the_menu_is_followed_on_a_phone(chromium: Browser, board: str) -> None:
    with page_of(chromium, "phone") as page:
        page.goto(f"{board}/tasks?id=baru")
        settle(page)
        page.get_by_label("Tugas", exact=True).type(TEXT)
        open_menu(page)
        page.locator("a:visible", has_text="Linimasa").first.tap()
        expect(page.locator("h1")).to_contain_text("bertemu")
        settle(page)
        open_menu(page)
        page.locator("a:visible", has_text="Tugas").first.tap()
        is_still_filled(page)


def open_menu(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(page.locator("a:visible", has_text="Tugas").first).to_be_in_viewport()


def test_what_was_typed_a_moment_ago_is_there_after_the_back_button(chromium: Browser, board: str) -> None:
    with page_of(chromium) as page:
        new_task(page, board)
        page.get_by_label("Tugas", exact=True).type(TEXT)
        page.wait_for_timeout(1_500)  # longer than the pause in typing that sends it
        settle(page)
        page.evaluate("history.go(-2)")
        expect(page.locator("h1")).to_contain_text("bertemu")
        page.locator("a:visible", has_text="Tugas").first.click()
        is_still_filled(page)
