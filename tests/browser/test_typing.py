"""What is typed is not lost and no press is, in real Chromium: fields, links, the back button."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from sheets import open_forum
from tests.browser.chromium import page_of, settle
from tests.browser.line import line_to

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


def test_what_stood_in_a_field_when_the_line_was_cut_is_saved_when_it_is_back(
    chromium: Browser, own_board: tuple[str, Path]
) -> None:
    url, workbook = own_board
    with line_to(url) as line, page_of(chromium, "phone") as page:
        page.goto(f"{line.url}/partners?id=baru")
        settle(page)
        choose_first(page, "Sektor")
        page.get_by_label("Nama Mitra").first.type("Kelompok Luring")
        line.cut()
        expect(page.get_by_text("Sambungan terputus")).to_be_visible(timeout=60_000)
        line.mend()
        expect(page.get_by_label("Nama Mitra").first).to_be_enabled(timeout=60_000)
        expect(page.get_by_text("Sambungan terputus")).to_have_count(0)
        expect(page.get_by_label("Nama Mitra").first).to_have_value("Kelompok Luring")
        page.wait_for_timeout(1_500)  # the pause after which a field is sent
        settle(page)
        page.get_by_role("button", name="Simpan", exact=True).first.tap()
        expect(page.get_by_test_id("stToast").first).to_be_visible(timeout=30_000)
    partners = open_forum(workbook, shared=False).read().tables["partners"]
    assert partners.iloc[-1]["name"] == "Kelompok Luring"


def choose_first(page: Page, label: str) -> None:
    page.get_by_role("combobox", name=label).first.tap()
    page.get_by_role("option").first.tap()
    settle(page)


def test_a_long_form_says_beside_its_button_what_it_lacks(chromium: Browser, board: str) -> None:
    with page_of(chromium, "phone") as page:
        page.goto(f"{board}/partners?id=baru")
        settle(page)
        page.get_by_role("button", name="Simpan", exact=True).first.tap()
        said = page.locator(".lb-error.foot")
        expect(said).to_contain_text("Nama Mitra, Sektor")
        expect(said).to_be_in_viewport()
