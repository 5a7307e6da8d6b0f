"""The words at the ends of bars, placed so that they neither leave the chart nor cover each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.charts.rows import Bar, Mark, Window
from ui.charts.theme import LABEL, SMALL, Look, text_width

GAP = 9
SHORTEST = 40
"""A bar keeps at least this many pixels when its end makes room for words."""


@dataclass(frozen=True)
class Words:
    """A text in the chart: at day `x` moved by `dx` pixels."""

    text: str
    x: float
    y: float
    align: str = "left"
    dx: float = 0
    bold: bool = False
    cut: float | None = None
    """The day at which the bar fades out, to make room at the edge."""


def at_end(bar: Bar, begin: float, end: float, y: float, window: Window, look: Look) -> Words:
    """A bar's label: behind it; at the edge, in place of its last piece; before it, if it is too short for that."""
    bold = bar.days_late > 0
    gap = look.px(GAP)
    need = text_width(bar.label, look.px(LABEL), bold=bold) + gap
    if window.pixel(end) + need <= window.right:
        return Words(bar.label, end, y, "left", gap, bold)
    cut = window.last - need / window.day
    if window.pixel(cut) - window.pixel(begin) >= look.px(SHORTEST):
        return Words(bar.label, window.last, y, "right", 0, bold, cut)
    return Words(bar.label, begin, y, "right", -gap, bold)


def at_foot(marks: Iterable[Mark], y: float, window: Window, look: Look) -> list[Words]:
    """The words below the meeting lines; where two would touch, the one nearer to today stays."""
    placed: list[tuple[float, float]] = []
    words = []
    for mark in sorted(marks, key=lambda mark: (window.x(mark.day) < 0, abs(window.x(mark.day)))):
        x = window.x(mark.day)
        wide = text_width(mark.label, look.px(SMALL))
        align, left = _within(window.pixel(x), wide, window)
        if all(left > other[1] or left + wide < other[0] for other in placed):
            placed.append((left - look.px(GAP), left + wide + look.px(GAP)))
            words.append(Words(mark.label, x, y, align))
    return words


def _within(middle: float, wide: float, window: Window) -> tuple[str, float]:
    if middle - wide / 2 < 0:
        return "left", middle
    if middle + wide / 2 > window.right:
        return "right", middle - wide
    return "center", middle - wide / 2


def over_top(labels: Iterable[tuple[float, str]], y: float, window: Window, look: Look) -> list[Words]:
    """Month names from their first day; one that would leave the chart or touch the one before it is left out."""
    free = 0.0
    words = []
    for x, text in labels:
        left = window.pixel(x)
        wide = text_width(text, look.px(LABEL), bold=True)
        if left >= free and left + wide <= window.right + look.px(10):
            words.append(Words(text, x, y, "left"))
            free = left + wide + look.px(GAP) / 2
    return words
