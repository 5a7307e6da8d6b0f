"""Marks escape whatever a cell holds, and draw what they count."""

import re

import pytest

from ui import marks

NASTY = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize(
    "html",
    [
        marks.chip(NASTY),
        marks.grains({"full": 1}, NASTY),
        marks.bar([("good", 1)], NASTY),
        marks.bullet(50, 40, "good", ends=(NASTY, NASTY), label=NASTY),
        marks.legend([("thin", NASTY)]),
        marks.cell("D", NASTY, 14, NASTY),
        marks.facts([(NASTY, NASTY)]),
        marks.table([NASTY], [[NASTY]]),
        marks.link("https://contoh.example/?a=1&b=<", NASTY),
        marks.join([NASTY, marks.bold(NASTY)], " · "),
    ],
)
def test_text_of_a_cell_never_becomes_markup(html):
    assert "<img" not in html
    assert "onerror=" not in re.sub(r"onerror=&quot;", "", html)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "contoh.example", None]
)
def test_only_http_links_become_links(url):
    assert marks.link(url, "bukti") == "bukti"


def test_a_link_opens_beside_the_board():
    assert 'rel="noopener noreferrer"' in marks.link("https://contoh.example", "bukti")


def test_one_grain_is_one_piece_of_work():
    html = marks.grains({"full": 3, "bad": 1, "empty": 2}, "3 dari 6")
    assert [html.count(f"is-{state}") for state in ("full", "bad", "empty")] == [3, 1, 2]


def test_many_pieces_share_a_grain_but_none_disappears():
    html = marks.grains({"full": 4000, "bad": 1, "empty": 999}, "4.000 dari 5.000")
    assert html.count("lb-g ") <= marks.GRAINS_AT_MOST + 3
    assert html.count("is-bad") == 1


def test_a_bullet_clamps_its_bar_but_keeps_its_ends():
    html = marks.bullet(125, 60, "good", ends=("20", "80"))
    assert "width:100.0%" in html
    assert ">80<" in html


def test_a_bullet_without_data_has_no_bar():
    assert 'class="bar' not in marks.bullet(None, None)


def test_a_line_needs_two_points():
    assert marks.spark([1.0]) == ""
