"""Confidential cases in a second Google Sheet, from setting it up to what everybody else sees of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sheets import passphrase as phrases
from sheets.backends.files import read_file
from sheets.schema import load_schema
from tests.browser.chromium import page_of, settle
from tests.browser.server import serving
from tests.browser.test_privacy import secrets_home
from tests.google_api import Api, running

PHRASES = {
    "member": "padi menguning pagi ini",
    "keeper": "lumbung penuh sampai atap",
    "mediator": "duduk bersama di pendopo",
}
SECRET, DETAIL = "Anak dipukul di posko", "Diceritakan ibunya kepada kader"


@pytest.fixture(scope="module")
def two_sheets(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, str, str, str]]:
    """Google for tests with a forum whose settings name a second, still empty spreadsheet, and a board on it."""
    folder = tmp_path_factory.mktemp("two")
    with running() as api:
        second = api.new_spreadsheet("Kasus rahasia", {"Sheet1": []}, locale="id_ID", time_zone="Asia/Jakarta")
        tabs = {grid.tab: [list(row) for row in grid.rows] for grid in read_file(demo).grids}
        named = load_schema().settings["confidential_sheet_id"].label.id
        tabs["Pengaturan"] = [[row[0], second, *row[2:]] if row[:1] == [named] else row for row in tabs["Pengaturan"]]
        shared = api.new_spreadsheet("Forum contoh", tabs, locale="id_ID", time_zone="Asia/Jakarta")
        (folder / "key.json").write_text(json.dumps(api.service_account()))
        lines = "".join(f'{role} = "{phrases.hashed(phrase)}"\n' for role, phrase in PHRASES.items())
        environment = {
            "LUMBUNG_GOOGLE_ENDPOINT": api.url, "GOOGLE_APPLICATION_CREDENTIALS": str(folder / "key.json"),
            **secrets_home(folder / "home", f"[passphrases]\n{lines}"),
        }  # fmt: skip
        with serving(f"google:{shared}", environment, folder / "log") as url:
            yield api, shared, second, url
        assert SECRET not in (folder / "log").read_text()


@contextmanager
def arrived(chromium: Browser, url: str, address: str, role: str = "visitor") -> Iterator[tuple[Page, list[bytes]]]:
    """A page as somebody with a role has it, and everything that the server sends to it."""
    frames: list[bytes] = []

    def kept(payload: str | bytes) -> None:
        frames.append(payload if isinstance(payload, bytes) else payload.encode())

    with page_of(chromium) as page:
        page.on("websocket", lambda socket: socket.on("framereceived", kept))
        page.goto(f"{url}/{address}")
        settle(page)
        if role != "visitor":
            page.get_by_test_id("stPopoverButton").filter(has_text="Masuk").click()
            page.get_by_test_id("stPopoverBody").locator("input[type=password]").fill(PHRASES[role])
            page.keyboard.press("Enter")
            page.get_by_text("Selamat datang").first.wait_for()
            settle(page)
        yield page, frames


def test_a_confidential_case_is_reported_kept_apart_and_seen_by_its_mediator_alone(two_sheets, chromium):
    api, shared, second, url = two_sheets
    with arrived(chromium, url, "issues", "mediator") as (page, _):
        page.locator(".st-key-lb-second button").click()
        page.locator(".st-key-lb-second-tab button").click()
        expect(page.get_by_text("dibuat di lembar rahasia").first).to_be_visible()
    assert "Masalah" in api.human(second).tabs()

    with arrived(chromium, url, "issues?id=baru", "member") as (page, _):
        page.get_by_label("Judul").first.fill(SECRET)
        page.get_by_label("Uraian").first.fill(DETAIL)
        choose(page, "Jenis", "Pengaduan")
        choose(page, "Kerahasiaan", "Rahasia")
        page.get_by_role("button", name="Simpan").click()
        expect(page.get_by_text("tercatat di lembar rahasia").first).to_be_visible(timeout=30_000)
        ticket = re.search(r"K-[A-Z2-7]{7}", page.inner_text("body"))
        assert ticket
    here, there = (str([api.human(each).rows(tab) for tab in api.human(each).tabs()]) for each in (shared, second))
    assert SECRET in there and DETAIL in there
    assert ticket[0] in here and SECRET not in here and DETAIL not in here

    for role in ("visitor", "member", "keeper"):
        for address in (f"issues?id={ticket[0]}", f"history?id={ticket[0]}"):
            with arrived(chromium, url, address, role) as (page, frames):
                assert page.locator("[class*=st-key-lb-second]").count() == 0
                sent = b"".join(frames).decode("utf-8", "replace")
                assert SECRET not in sent and DETAIL not in sent and second not in sent, (role, address)

    with arrived(chromium, url, f"issues?id={ticket[0]}", "mediator") as (page, frames):
        assert SECRET not in b"".join(frames).decode("utf-8", "replace")
        page.locator(".st-key-lb-second-case button").click()
        expect(page.get_by_role("heading", name=SECRET)).to_be_visible()
        page.locator(".st-key-lb-second-close button").click()
        expect(page.get_by_role("heading", name=SECRET)).to_have_count(0)


def choose(page: Page, label: str, word: str) -> None:
    page.get_by_label(label, exact=False).first.click()
    page.keyboard.type(word)
    page.get_by_role("option", name=word, exact=True).first.click()
