"""The close-up of one indicator: its values against its plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from sheets.words import sentence
from ui.charts.theme import LABEL, SEMIBOLD, Look, dress, text_width
from ui.headlines.indicators import MILLION, RUPIAH, figure
from ui.words import say

HEIGHT = 230
PERCENT = "%"
AXIS = 48
"""About the pixels that the numbers of the value axis take."""
ALONE = timedelta(days=45)
"""A single day is shown with this much time on both sides."""

Points = Sequence[tuple[date, float]]


def close_up(
    points: Points, plan: Points, look: Look, *, tone: str = "soft", unit: str = "", forecast: Points = ()
) -> Any:
    """Values as a thick line in `tone`, the plan dashed to its target, a forecast dotted; words at both ends.

    `points` and `plan` are (day, value in the indicator's unit), oldest first; either may be empty, not both.
    """
    days = [day for day, _ in (*points, *plan, *forecast)]
    values = [value for _, value in (*points, *plan, *forecast)]
    frame = _Frame(min(days), max(days), min(values), max(values), unit, look)
    colour = look.inks.tone(tone)
    layers = [
        frame.line(plan, color=look.inks.soft, strokeDash=[4, 3], strokeWidth=look.px(1.5)),
        frame.line(forecast, color=look.inks.soft, strokeDash=[1, 4], strokeWidth=look.px(2)),
        frame.line(points, color=colour, strokeWidth=look.px(3)),
        frame.dots(points, color=colour, size=look.px(7.5) ** 2),
        frame.target(plan, points),
        frame.last(points, plan, look.inks.words(tone)),
    ]
    chart = alt.layer(*[layer for layer in layers if layer is not None])
    return dress(chart.properties(height=HEIGHT + 40 * (look.scale > 1), padding=0), look)


class _Frame:
    """The axes of a close-up, and marks on them."""

    def __init__(self, first: date, last: date, low: float, high: float, unit: str, look: Look) -> None:
        self.start, self.end = (first, last) if last > first else (first - ALONE, last + ALONE)
        self.low, self.high = _range(low, high, unit)
        self.unit, self.look = unit, look

    def line(self, points: Points, **mark: Any) -> Any:
        return (
            self._chart(points).mark_line(strokeCap="round", **mark).encode(x=self._x(), y=self._y())
            if points
            else None
        )

    def dots(self, points: Points, **mark: Any) -> Any:
        mark |= {"filled": True, "opacity": 1, "tooltip": {"expr": "datum.words"}}
        return self._chart(points).mark_point(**mark).encode(x=self._x(), y=self._y()) if points else None

    def target(self, plan: Points, points: Points) -> Any:
        """ "target 60%" at the plan's end: above it, below it where the values are above it."""
        if not plan:
            return None
        goal = plan[-1][1]
        below = (points[-1][1] if points else plan[0][1]) > goal
        text = sentence("charts", "target", {"value": self.value(goal)}, language=self.look.language)
        return self._text(plan[-1], text, self.look.inks.soft, "right", dy=self.look.px(15 if below else -12))

    def last(self, points: Points, plan: Points, colour: str) -> Any:
        """The last value right of its point; where the edge is near, above or below it, away from the target."""
        if not points:
            return None
        day, value = points[-1]
        text = self.value(value)
        style = {"fontSize": self.look.px(LABEL + 1), "fontWeight": SEMIBOLD}
        if self._room(day) > text_width(text, self.look.px(LABEL + 1), bold=True) + self.look.px(9):
            return self._text((day, value), text, colour, "left", dx=self.look.px(9), dy=self.look.px(3), **style)
        above = not plan or value >= plan[-1][1]
        return self._text(
            (day, value), text, colour, "right", dx=self.look.px(4), dy=self.look.px(-16 if above else 17), **style
        )

    def _room(self, day: date) -> float:
        """Pixels from the day to the right edge."""
        return (self.look.width - AXIS) * ((self.end - day) / (self.end - self.start))

    def value(self, value: float) -> str:
        """The value with its percent sign; other units stand in the subtitle."""
        text = figure(value, self.unit, language=self.look.language)
        return text + (PERCENT if self.unit == PERCENT else "")

    def _text(self, point: tuple[date, float], text: str, colour: str, align: Any, **mark: Any) -> Any:
        """The words twice: first in paper with a broad edge, so that a line behind does not strike them out."""
        paper = self.look.inks.paper
        style = {"fontSize": self.look.px(LABEL), "baseline": "middle", "align": align, "text": text} | mark
        halo = {"fill": paper, "stroke": paper, "strokeWidth": self.look.px(5), "strokeJoin": "round"}
        words = [self._chart([point]).mark_text(**style, **ink) for ink in (halo, {"fill": colour})]
        return alt.layer(*[each.encode(x=self._x(), y=self._y()) for each in words])

    def _chart(self, points: Points) -> Any:
        rows = [{"day": f"{day}T00:00:00", "value": value, "words": self.value(value)} for day, value in points]
        return alt.Chart(alt.InlineData(values=rows))

    def _x(self) -> Any:
        scale = alt.Scale(domain=[f"{self.start}T00:00:00", f"{self.end}T00:00:00"], nice=False)
        axis = alt.Axis(
            grid=False, labelExpr=self._months(), tickCount=4, labelPadding=6, labelFlush=True, labelOverlap=True
        )
        return alt.X("day:T", scale=scale, axis=axis)

    def _months(self) -> str:
        if (self.end - self.start).days > 3 * 366:
            return "timeFormat(datum.value, '%Y')"
        if self.start.year == self.end.year:
            return "timeFormat(datum.value, '%b')"
        return "timeFormat(datum.value, month(datum.value) === 0 ? '%b %Y' : '%b')"

    def _y(self) -> Any:
        axis = alt.Axis(tickCount=4, labelExpr=self._numbers(), labelPadding=6)
        return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[self.low, self.high], nice=True, zero=False))

    def _numbers(self) -> str:
        if self.unit == PERCENT:
            return f"datum.label + '{PERCENT}'"
        if self.unit.casefold() in RUPIAH and self.high >= MILLION:
            million = say("time.money.million", language=self.look.language)
            return f"datum.value ? format(datum.value / {MILLION:g}, '~g') + ' {million}' : '0'"
        return "datum.label"


def _range(low: float, high: float, unit: str) -> tuple[float, float]:
    """Where the value axis begins and ends: at 0 for percent and for values that come near it, else with some room."""
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    from_zero = low >= 0 and (unit == PERCENT or low <= 0.6 * high)
    return (0.0 if from_zero else low - room), high + room if not from_zero or high == 0 else high
