"""What stands on the projector: Beranda whole, larger type, rows that are pressed anywhere."""

from __future__ import annotations

import pytest

from tests.browser.chromium import look, page_of, settle

FOOT = "[...document.querySelectorAll('.lb-steps li')].at(-1).getBoundingClientRect().bottom - window.innerHeight"
ROOT = "getComputedStyle(document.documentElement).fontSize"


def test_beranda_stands_on_the_projector_without_scrolling(chromium, board):
    with page_of(chromium) as page:
        page.goto(f"{board}/?rapat=1")
        settle(page)
        for size, root, rows in (("laptop", "18px", 3), ("projector", "24px", 4)):
            look(page, size)
            assert page.evaluate(ROOT) == root
            assert page.evaluate(FOOT) <= 0
            assert page.locator(".lb-attention > .lb-row:visible").count() == rows


def test_beranda_stands_on_a_laptop_without_scrolling(chromium, board):
    with page_of(chromium) as page:
        page.goto(board)
        settle(page)
        assert page.evaluate(FOOT) <= 0


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_row_is_pressed_anywhere(chromium, board, size):
    with page_of(chromium, size) as page:
        page.goto(f"{board}/partners")
        settle(page)
        title = page.get_by_text("Puskesmas Tirta Asri").first
        title.scroll_into_view_if_needed()
        box = title.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 20, box["y"] + 5)
        page.wait_for_url("**/partners?id=*")
        settle(page)
        assert page.locator("h1").first.inner_text() == "Puskesmas Tirta Asri"
