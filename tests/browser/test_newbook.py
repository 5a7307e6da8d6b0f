"""A new workbook is taken home from Pengaturan in real Chromium."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from sheets import open_forum
from tests.browser.chromium import page_of, settle


def test_the_tabs_that_were_picked_come_filled_with_the_example(chromium: Browser, board: str, tmp_path: Path) -> None:
    with page_of(chromium, "phone") as page:
        page.goto(f"{board}/settings")
        settle(page)
        for tab in ("Tujuan", "Indikator"):
            page.locator(f".st-key-lb-new-tables button[aria-label='Remove {tab}']").click()
            settle(page)
        page.get_by_text("Isi dengan forum contoh").click()
        settle(page)
        with page.expect_download() as download:
            page.locator(".st-key-lb-new-download button").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
    assert path.name == "lembar-baru.xlsx"
    snapshot = open_forum(path, shared=False).read()
    found = {read.table for read in snapshot.reads}
    assert {"partners", "tasks", "meetings"} <= found
    assert not {"goals", "indicators"} & found
    assert len(snapshot.tables["tasks"]) > 50
