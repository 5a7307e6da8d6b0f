"""A forum connects its Google sheet by hand in real Chromium: from a pasted key to a board that reads the sheet."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import page_of, settle
from tests.browser.server import serving
from tests.google_api import Api
from tests.sheets.test_connecting import TABS, TASKS

TOO_WIDE = "document.scrollingElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def served(server: Api, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a board that asks the Google for tests, and its log."""
    log = tmp_path_factory.mktemp("connect") / "log"
    with serving(demo, {"LUMBUNG_GOOGLE_ENDPOINT": server.url}, log) as url:
        yield url, log


def opened(page: Page, url: str) -> None:
    page.goto(f"{url}/connect")
    settle(page)


def check(page: Page, finding: str) -> None:
    """Sends the form and waits for the headline."""
    page.locator(".st-key-lb-connect-check button").click()
    expect(page.locator("h1")).to_have_text(finding, timeout=30_000)
    settle(page)


def address(page: Page, text: str) -> None:
    page.locator(".st-key-lb-connect-address input").fill(text)


def paste(page: Page, text: str) -> None:
    page.locator(".st-key-lb-connect-pasted textarea").fill(text)


def test_the_whole_way_from_a_wrong_paste_to_the_board_on_the_sheet(
    chromium: Browser, server: Api, served: tuple[str, Path], tmp_path: Path
) -> None:
    url, log = served
    info = server.service_account("desa")
    book = server.new_spreadsheet("Forum Sukamaju", {**TABS, "Tugas": TASKS}, shared_with=())
    with page_of(chromium) as page:
        opened(page, url)
        paste(page, info["client_email"])
        page.locator(".st-key-lb-connect-check button").click()
        expect(page.get_by_text("Ini alamat akun layanan, bukan kuncinya.")).to_be_visible()

        paste(page, json.dumps(info, indent=2).replace('"', "“").rstrip("}"))
        address(page, f"https://docs.google.com/spreadsheets/d/{book}/edit?usp=sharing")
        check(page, "4 dari 10 langkah beres; berikutnya “Berbagi dengan akun layanan”")
        assert page.locator(".stCode code").inner_text().strip() == info["client_email"]

        server.share(book, info["client_email"], "writer")
        check(page, "Lembar tersambung. Tinggal memasang secrets")
        with page.expect_download() as download:
            page.locator(".st-key-lb-connect-download button").click()
        assert download.value.suggested_filename == "secrets.toml"
        secrets = Path(download.value.path()).read_text("utf-8")
        assert info["private_key"].splitlines()[5] not in page.content()
    found = tomllib.loads(secrets)
    assert (found["source"], found["google"]["private_key"]) == (f"google:{book}", info["private_key"])
    assert info["private_key"].splitlines()[5] not in log.read_text("utf-8")
    key = tmp_path / "kunci.json"
    key.write_text(json.dumps(found["google"]), "utf-8")
    environment = {"LUMBUNG_GOOGLE_ENDPOINT": server.url, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
    with serving(found["source"], environment) as own, page_of(chromium) as page:
        page.goto(f"{own}/tasks")
        settle(page)
        expect(page.get_by_text("Rapat desa").first).to_be_visible()


def test_a_file_is_uploaded_on_a_phone(
    chromium: Browser, server: Api, served: tuple[str, Path], tmp_path: Path
) -> None:
    book = server.new_spreadsheet("Forum", {**TABS, "Tugas": TASKS}, locale="en_US")
    file = tmp_path / "forum-contoh-1a2b.json"
    file.write_text(json.dumps(server.service_account()), "utf-8")
    with page_of(chromium, "phone", "dark") as page:
        opened(page, served[0])
        page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(str(file))
        expect(page.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
        address(page, book)
        check(page, "Sambungan jalan; satu hal masih perlu diubah")
        expect(page.locator(".lb-notice.is-bad")).to_contain_text("8 Maret")
        assert page.locator("[data-testid=stFileUploader]").count() == 0
        assert page.evaluate(TOO_WIDE) <= 1


def test_the_steps_are_seen_while_they_are_tried(chromium: Browser, server: Api, served: tuple[str, Path]) -> None:
    book = server.new_spreadsheet("Forum", {"Tugas": TASKS})
    with page_of(chromium) as page:
        opened(page, served[0])
        paste(page, json.dumps(server.service_account()))
        address(page, book)
        server.faults.delay(4.0, kind="read")
        page.locator(".st-key-lb-connect-check button").click()
        expect(page.locator("h1")).to_have_text("Sambungan sedang diperiksa, satu per satu")
        expect(page.get_by_text("Sedang dicoba")).to_be_visible()
        expect(page.locator("textarea:visible")).to_have_count(0, timeout=2_000)
        expect(page.locator("h1")).to_have_text("Sambungan jalan; satu hal masih perlu diubah", timeout=30_000)
