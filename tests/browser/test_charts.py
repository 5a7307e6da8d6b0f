"""Charts in a real browser: what only Vega and the screen's width decide."""

from __future__ import annotations

import pytest

from tests.browser.chromium import look, page_of, settle
from tests.browser.test_screens import BEYOND_A_CHART, DEVICES

CHART = ".vega-embed svg"
FADES = """() => [...document.querySelectorAll('.vega-embed [fill^=url]')]
    .map(e => e.getAttribute('fill').slice(4).split('#')[0])"""


def opened(page, board, address):
    page.goto(f"{board}/{address}")
    page.wait_for_selector(CHART)
    settle(page)


# As they are opened, charts are looked at with all that is on their screen, in test_screens.
@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("address", ["timeline?rentang=year", "timeline?rapat=1"])
def test_no_word_of_a_chart_leaves_it(chromium, board, address, device):
    with page_of(chromium, DEVICES[device][0]) as page:
        opened(page, board, address)
        for size in DEVICES[device]:
            look(page, size)
            assert page.locator(f"{CHART} text").count() > 0
            assert page.evaluate(BEYOND_A_CHART) == []


def test_pressing_the_name_of_a_task_opens_it(chromium, board):
    with page_of(chromium) as page:
        opened(page, board, "timeline")
        page.locator(f"{CHART} text", has_text="Gladi tanggap banjir").last.click()
        page.wait_for_url("**/tasks?id=*")
        settle(page)
        assert page.locator("h1").inner_text() == "Gladi tanggap banjir"


def test_a_chart_is_one_picture_for_a_screen_reader_and_keeps_doubtful_dates_drawn(chromium, board):
    with page_of(chromium) as page:
        opened(page, board, "timeline")
        assert page.locator(f"{CHART} [aria-label]").count() <= 1
        assert page.get_by_label("Linimasa", exact=False).count() >= 1
        page.get_by_text("Jenis", exact=True).click()
        page.wait_for_url("**kelompok=*")
        settle(page)
        fades = page.evaluate(FADES)
        assert fades and set(fades) == {page.url}
