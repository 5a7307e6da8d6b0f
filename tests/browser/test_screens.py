"""Every screen opens at every size, in both languages, without a word cut off and without leaving the machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import SIZES, page_of, settle
from ui.navigation import SCREENS

ADDRESSES = [screen.address for screen in SCREENS] + ["sumber-daya"]
TOO_WIDE = "document.scrollingElement.scrollWidth - window.innerWidth"
CUT_OFF = """[...document.querySelectorAll('h1, h2, h3, .stButton button, .stMenuButton button')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== 'visible')
    .map(e => e.textContent.trim())"""


def opened(page: Page, board: str, address: str, language: str = "id") -> list[str]:
    """Opens a screen; answers the addresses outside this machine that the page asked for."""
    outside: list[str] = []
    page.on("request", lambda request: None if inside(request.url) else outside.append(request.url))
    page.goto(f"{board}/{address}" + ("?lang=en" if language == "en" else ""))
    settle(page)
    return outside


def inside(url: str) -> bool:
    return url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_screen_opens_whole_and_keeps_to_this_machine(chromium, board, address, size):
    with page_of(chromium, size) as page:
        outside = opened(page, board, address)
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("h1").first.inner_text().strip()
        assert page.evaluate(TOO_WIDE) <= 1
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate("document.documentElement.lang") == "id"
        assert outside == []


@pytest.mark.parametrize("address", ["", "tasks", "indicators", "adopt"])
def test_a_screen_speaks_english_when_asked(chromium, board, address):
    with page_of(chromium) as page:
        opened(page, board, address)
        indonesian = page.locator("h1").first.inner_text()
        opened(page, board, address, "en")
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("h1").first.inner_text() != indonesian


def test_a_deep_link_on_a_fresh_server_lands_on_its_screen(chromium, demo):
    from tests.browser.server import serving

    with serving(demo) as url, page_of(chromium) as page:
        opened(page, url, "timeline")
        assert page.locator(".vega-embed").count() == 1


def test_a_file_address_before_the_app_ran_shows_nothing_of_its_own(chromium, demo):
    from tests.browser.server import serving

    with serving(demo) as url, page_of(chromium) as page:
        opened(page, url, "tasks")
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("[data-testid=stSidebarNav]").count() == 0
