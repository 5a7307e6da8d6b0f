"""Charts in a real browser: what only Vega and the screen's width decide."""

from __future__ import annotations

import pytest

from tests.browser.chromium import SIZES, page_of, settle

CHART = ".vega-embed svg"
OUTSIDE = """() => {
  const box = document.querySelector('.vega-embed').getBoundingClientRect();
  return [...document.querySelectorAll('.vega-embed svg text')].map(e => [e.textContent, e.getBoundingClientRect()])
    .filter(([, r]) => r.left < box.left - 1 || r.right > box.right + 1).map(([text]) => text);
}"""
FADES = """() => [...document.querySelectorAll('.vega-embed [fill^=url]')]
    .map(e => e.getAttribute('fill').slice(4).split('#')[0])"""


def opened(page, board, address):
    page.goto(f"{board}/{address}")
    page.wait_for_selector(CHART)
    settle(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", ["timeline", "timeline?rentang=year", "timeline?rapat=1", "indicators"])
def test_no_word_of_a_chart_leaves_it(chromium, board, address, size):
    with page_of(chromium, size) as page:
        opened(page, board, address)
        assert page.evaluate(OUTSIDE) == []


def test_pressing_the_name_of_a_task_opens_it(chromium, board):
    with page_of(chromium) as page:
        opened(page, board, "timeline")
        page.locator(f"{CHART} text", has_text="Gladi tanggap banjir").last.click()
        page.wait_for_url("**/tasks?id=*")
        settle(page)
        assert page.locator("h1").inner_text() == "Gladi tanggap banjir"


def test_doubtful_dates_stay_drawn_when_the_address_changes(chromium, board):
    with page_of(chromium) as page:
        opened(page, board, "timeline")
        page.get_by_text("Jenis", exact=True).click()
        page.wait_for_url("**kelompok=*")
        settle(page)
        fades = page.evaluate(FADES)
        assert fades and set(fades) == {page.url}


def test_a_chart_is_one_picture_with_words_for_a_screen_reader(chromium, board):
    with page_of(chromium) as page:
        opened(page, board, "timeline")
        assert page.locator(f"{CHART} [aria-label]").count() <= 1
        assert page.get_by_label("Linimasa", exact=False).count() >= 1
