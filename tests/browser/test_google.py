"""The same board on a Google Sheet: few calls, fresh without a click, written where it belongs, calm without Google."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sheets.backends.files import read_file
from tests.browser.chromium import page_of, settle
from tests.browser.server import serving
from tests.google_api import Api, running


@pytest.fixture(scope="module")
def google(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, str, str]]:
    """Google for tests with the demo forum in a sheet, and a board on it that nobody has opened yet.

    It is (api, sheet id, address), and one for all: the first test counts what the first page costs.
    """
    with running(quota=True) as api:
        tabs = {grid.tab: grid.rows for grid in read_file(demo).grids}
        sheet = api.new_spreadsheet("Forum contoh", tabs, locale="id_ID", time_zone="Asia/Jakarta")
        key = tmp_path_factory.mktemp("google") / "key.json"
        key.write_text(json.dumps(api.service_account()))
        environment = {"LUMBUNG_GOOGLE_ENDPOINT": api.url, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
        with serving(f"google:{sheet}", environment) as url:
            yield api, sheet, url


def opened(page: Page, url: str, address: str = "") -> None:
    page.goto(f"{url}/{address}")
    settle(page)


def test_the_first_page_costs_at_most_two_calls_and_warm_pages_none(google, chromium):
    api, _, url = google
    with page_of(chromium) as page:
        opened(page, url)
        first = api.count("read")
        assert first <= 2
        for address in ("tasks", "issues", "partners"):
            opened(page, url, address)
        # Refreshes behind the scenes are one call each, whatever the number of pages and visitors.
        batches = [path for method, path, kind in api.calls if kind == "read"][first:]
        assert all("values:batchGet" in path for path in batches)


def test_what_a_person_types_in_the_sheet_shows_within_15_seconds_without_a_click(google, chromium):
    api, sheet, url = google
    with page_of(chromium) as page:
        opened(page, url, "tasks")
        row = api.human(sheet).find("Tugas", "TG-004")
        api.human(sheet).edit("Tugas", f"B{row}", "Daftar ulang sembilan kelompok")
        expect(page.get_by_text("Daftar ulang sembilan kelompok").first).to_be_visible(timeout=15_000)


def test_a_change_on_the_board_lands_in_its_cell_and_in_the_history(google, chromium):
    api, sheet, url = google
    with page_of(chromium) as page:
        opened(page, url, "tasks")
        writes = api.count("write")
        page.get_by_role("button", name="Berjalan", exact=False).first.click()
        page.get_by_text("Selesai", exact=True).last.click()
        expect(page.get_by_test_id("stToast").first).to_be_visible(timeout=20_000)
        assert api.count("write") == writes + 1
        assert "Riwayat" in api.human(sheet).tabs()


def test_without_google_the_last_good_rows_stay_with_their_time(google, chromium):
    api, _, url = google
    with page_of(chromium) as page:
        opened(page, url, "tasks")
        api.faults.fail(503, times=1000)
        expect(page.get_by_text("Data dari").first).to_be_visible(timeout=60_000)
        opened(page, url, "issues")
        assert page.locator("h1").first.inner_text().strip()
        expect(page.get_by_text("Data dari").first).to_be_visible()
