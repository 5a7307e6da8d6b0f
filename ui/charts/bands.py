"""Bands over the days in which two tasks meet, each with its words where no bar stands."""

from __future__ import annotations

from collections.abc import Sequence

from ui.charts.ends import Words, beside
from ui.charts.fills import Patch, flat
from ui.charts.rows import Band, Row, Sheet, Window
from ui.charts.theme import HEADING, Look, text_width

MARGIN = 9


def place(
    bands: Sequence[Band], sheet: Sheet, labels: Sequence[Words], window: Window, look: Look
) -> list[tuple[Patch, Words]]:
    """The bands between rows of this sheet, in order; one that covers another or has no room for words is left out."""
    found: list[tuple[Patch, Words]] = []
    for band in bands:
        first, second = sheet.of(band.first), sheet.of(band.second)
        if first is None or second is None or not _inside(band, window):
            continue
        patch = _patch(band, first, second, window, look)
        words = _words(band, patch, sheet, labels, window, look)
        if words and not any(_touch(patch, other) for other, _ in found):
            found.append((patch, words))
    return found


def _inside(band: Band, window: Window) -> bool:
    return window.x(band.end) >= window.first and window.x(band.begin) <= window.last


def _patch(band: Band, first: Row, second: Row, window: Window, look: Look) -> Patch:
    margin = look.px(MARGIN)
    begin, end = window.clamp(window.x(band.begin)), window.clamp(window.x(band.end) + 1)
    top, bottom = sorted((first.y, second.y))
    return Patch(begin, end, top - margin, bottom + margin, flat(look.inks.band), band.label)


def _touch(one: Patch, other: Patch) -> bool:
    return one.x < other.x2 and other.x < one.x2 and one.y < other.y2 and other.y < one.y2


def _words(band: Band, patch: Patch, sheet: Sheet, labels: Sequence[Words], window: Window, look: Look) -> Words | None:
    """On the line of a heading between the two rows, else behind the label of the lower or upper row."""
    headings = [row for row in sheet.rows if row.bar is None and patch.y < row.y < patch.y2]
    for row in reversed(headings):
        if text_width(row.text, look.px(HEADING), bold=True) < window.pixel(patch.x2):
            return beside(band.label, patch.x, patch.x2, row.y, look, bold=True, flip=True)
    inside = [words for words in labels if patch.y < words.y < patch.y2]
    for words in (*inside[-1:], *inside[:1]):
        end = max(words.x, patch.x2)
        found = beside(band.label, patch.x, end, words.y, look, bold=True, flip=True, after=words.gap + words.wide)
        if window.pixel(end) + found.gap + found.wide <= window.right:
            return found
    return None
