"""Every screen at every size, in both languages, light and dark: no word cut off, nothing from another machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import look, page_of, settle, speak
from tests.browser.server import serving
from ui.navigation import SCREENS

ADDRESSES = [screen.address for screen in SCREENS] + ["sumber-daya"]
# The sizes that are windows of one machine; the first is the one that a screen is opened at.
DEVICES = {"desk": ("laptop", "projector"), "hand": ("phone",)}
# One thing changes from look to look: the open page's language, the window's size or the machine's scheme.
LOOKS = {
    device: [
        *[(first, size, "light") for size in sizes],
        *[(first, size, "dark") for size in reversed(sizes)],
        *[(second, size, "dark") for size in sizes],
        *[(second, size, "light") for size in reversed(sizes)],
    ]
    for (device, sizes), (first, second) in zip(DEVICES.items(), (("id", "en"), ("en", "id")), strict=True)
}
WITH_A_CHART = ("timeline", "indicators")
# Streamlit scrolls its main part, not the document.
TOO_WIDE = """Math.max(...[document.scrollingElement, document.querySelector('[data-testid=stMain]')]
    .map(e => e.scrollWidth - e.clientWidth))"""
CUT_OFF = """[...document.querySelectorAll('h1, h2, h3, .stButton button, .stMenuButton button')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== 'visible')
    .map(e => e.textContent.trim())"""
BEYOND_A_CHART = """[...document.querySelectorAll('.vega-embed')].flatMap(chart => {
    const box = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('svg text')].map(e => [e.textContent, e.getBoundingClientRect()])
        .filter(([, r]) => r.left < box.left - 1 || r.right > box.right + 1).map(([text]) => text);
})"""
PAPER = "getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"

FAILED = "document.querySelectorAll('[data-testid=stException]').length"
FLAWS = f"[{BEYOND_A_CHART}, {CUT_OFF}, {TOO_WIDE}, {FAILED}, {PAPER}]"


def opened(page: Page, board: str, address: str, language: str = "id") -> list[str]:
    """Opens a screen; answers the addresses outside this machine that the page asked for."""
    outside: list[str] = []
    page.on("request", lambda request: None if inside(request.url) else outside.append(request.url))
    page.goto(f"{board}/{address}" + ("?lang=en" if language == "en" else ""))
    settle(page)
    return outside


def inside(url: str) -> bool:
    return url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


def flaws(page: Page, scheme: str) -> list[str]:
    """What is wrong with the page as it stands."""
    beyond, cut, too_wide, failed, paper = page.evaluate(FLAWS)
    found = [f"beyond a chart: {text}" for text in beyond] + [f"cut off: {text}" for text in cut]
    found += ["wider than the window"] if too_wide > 1 else []
    found += ["failed"] if failed else []
    return found + ([] if (min(paper) > 200) == (scheme == "light") else [f"not {scheme}"])


LEAF_AT_NIGHT = "rgb(154, 210, 148)"


def test_a_word_that_is_pressed_stays_readable_on_dark_paper(chromium, board):
    with page_of(chromium, "laptop", "dark") as page:
        opened(page, board, "tasks")
        word = page.get_by_test_id("stPopoverButton").first
        word.hover()
        expect(word).to_have_css("color", LEAF_AT_NIGHT)
        word.click()
        expect(word).to_have_attribute("aria-expanded", "true")
        expect(word).to_have_css("color", LEAF_AT_NIGHT)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_screen_is_whole_at_every_size_in_both_languages_light_and_dark(chromium, board, address, device):
    headlines = {}
    with page_of(chromium, DEVICES[device][0]) as page:
        outside = opened(page, board, address, LOOKS[device][0][0])
        for language, size, scheme in LOOKS[device]:
            speak(page, language)
            look(page, size, scheme)
            if address in WITH_A_CHART:
                page.wait_for_selector(".vega-embed svg text")
            assert (flaws(page, scheme), language, size, scheme) == ([], language, size, scheme)
            headlines[language] = page.locator("h1").first.inner_text().strip()
        assert outside == []
    assert headlines["id"] and headlines["en"]
    assert headlines["id"] != headlines["en"]


def test_a_deep_link_on_a_fresh_server_lands_on_its_screen_and_shows_nothing_of_the_file(chromium, demo):
    with serving(demo) as url, page_of(chromium) as page:
        opened(page, url, "timeline")
        page.wait_for_selector(".vega-embed svg")
        assert page.locator(".vega-embed").count() == 1
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("[data-testid=stSidebarNav]").count() == 0
