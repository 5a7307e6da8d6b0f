"""The words in the timeline, placed so that they neither leave the chart nor cover each other.

Words beside bars are placed by the browser, which alone knows how wide the chart is: `BESIDE` gives Vega's expressions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.charts.rows import Bar, Mark, Window
from ui.charts.theme import LABEL, SMALL, Look, text_width

GAP = 9
SHORTEST = 40
"""A bar keeps at least this many pixels when its end makes room for words."""

END, BEGIN = "scale('x', datum.x)", "scale('x', datum.begin)"
ROOM = f"width - {END} >= datum.wide + datum.gap"
BEFORE = f"(datum.flip || {BEGIN} > width - datum.wide - datum.gap - {SHORTEST})"
BESIDE = {
    "align": f"{ROOM} ? 'left' : 'right'",
    "dx": f"{ROOM} ? datum.gap : {BEFORE} ? {BEGIN} - {END} - datum.gap : width - {END}",
    "patch": f"{ROOM} || {BEFORE} ? width : width - datum.wide - 2 * datum.gap",
}
"""Behind the end; without room there at the edge, over the last piece of the bar (`patch` = from where the bar is
covered), or before the begin if the bar would be covered whole."""


@dataclass(frozen=True)
class Words:
    """A text at day `x`: `align` centre, left or right of it, or "beside" a bar that runs from `begin` to `x`."""

    text: str
    x: float
    y: float
    align: str = "left"
    bold: bool = False
    begin: float = 0
    gap: float = 0
    wide: float = 0
    flip: bool = False

    def datum(self) -> dict[str, float | str | bool]:
        """The words as a row of the chart's data."""
        place = {"begin": self.begin, "gap": self.gap, "wide": self.wide, "flip": self.flip}
        return {"text": self.text, "x": self.x, "y": self.y, "weight": 600 if self.bold else 400, **place}

    def near_edge(self, window: Window) -> bool:
        """Whether a narrower screen than the one counted on could leave no room behind the end."""
        return window.pixel(self.x) + self.wide + self.gap > window.right * 0.8


def beside(text: str, begin: float, end: float, y: float, look: Look, *, bold: bool = False, flip: bool = False,
           after: float = 0) -> Words:  # fmt: skip
    """Words beside a bar; `after` more pixels behind its end; `flip`: before it rather than over it."""
    wide = text_width(text, look.px(LABEL), bold=bold)
    return Words(text, end, y, "beside", bold, begin, look.px(GAP) + after, round(wide, 1), flip)


def at_end(bar: Bar, begin: float, end: float, y: float, window: Window, look: Look) -> Words:
    """A bar's label; an arrow says that a milestone lies beyond the edge."""
    beyond = bar.milestone and bar.end is not None and window.x(bar.end) > window.last
    return beside(
        f"{bar.label} →" if beyond else bar.label, begin, end, y, look, bold=bar.days_late > 0, flip=bar.milestone
    )


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
            words.append(Words(text, x, y, "left", bold=True))
            free = left + wide + look.px(GAP) / 2
    return words
