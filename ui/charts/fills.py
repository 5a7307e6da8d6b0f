"""The shapes of a bar: solid, half high, hollow; fading to paper where a date is only roughly known."""

from __future__ import annotations

from dataclasses import dataclass

from ui.charts.rows import Bar, Row, Window
from ui.charts.theme import Look, see_through

HEIGHT = {"laptop": 13.0, "phone": 10.0}
DONE = 0.54
"""A finished bar is about half as high."""
EDGE = 1.5
SHORTEST = 5
"""Pixels of the shortest bar: a task of one day."""
OPEN_DAYS = 14
"""A bar without a due date fades out over this many days."""


Fill = tuple[tuple[float, str], ...]
"""Four stops from left to right: offset 0–1 and colour; all at 0 = one flat colour."""

STOPS = ",".join(f"{{offset:datum.o{stop},color:datum.c{stop}}}" for stop in range(4))
FILL = f"datum.o3 === 0 ? datum.c0 : {{gradient:'linear',x1:0,y1:0,x2:1,y2:0,stops:[{STOPS}]}}"
"""Vega's expression for the fill of a datum made by `Patch.datum`; a gradient cannot travel as data."""


@dataclass(frozen=True)
class Patch:
    """A rectangle: days across, pixels down, and its fill."""

    x: float
    x2: float
    y: float
    y2: float
    fill: Fill
    tip: str = ""
    id: str = ""

    def datum(self) -> dict[str, float | str]:
        """The rectangle as a row of the chart's data."""
        stops = {f"o{at}": offset for at, (offset, _) in enumerate(self.fill)}
        colours = {f"c{at}": colour for at, (_, colour) in enumerate(self.fill)}
        return {
            "x": self.x,
            "x2": self.x2,
            "y": self.y,
            "y2": self.y2,
            "tip": self.tip,
            "id": self.id,
            **stops,
            **colours,
        }


def flat(colour: str) -> Fill:
    """One colour all over."""
    return ((0.0, colour),) * 4


@dataclass(frozen=True)
class Span:
    """A bar in days from today: sure from `sure` to `sure_end`, doubtful outside."""

    begin: float
    sure: float
    sure_end: float
    end: float

    def opacity(self, x: float) -> float:
        if x < self.sure:
            return (x - self.begin) / (self.sure - self.begin)
        if x > self.sure_end:
            return (self.end - x) / (self.end - self.sure_end)
        return 1.0


def span(bar: Bar, window: Window) -> Span:
    """Where the bar lies; without an end it fades out after its start or after today, whichever is later."""
    begin, sure = window.x(bar.begin), window.x(bar.sure_begin)
    if bar.end is None:
        sure_end = max(sure, 0.0)
        end = sure_end + OPEN_DAYS
    else:
        sure_end, end = window.x(bar.sure_end or bar.end), window.x(bar.end)
    least = SHORTEST / window.day
    if end - begin < least:
        return Span(end - least, end - least, end, end)
    return Span(begin, min(max(sure, begin), end), max(sure_end, sure), end)


def reach(bar: Bar, window: Window) -> tuple[float, float]:
    """First and last day of what is visible of the bar, with its line to today if it is late."""
    if bar.milestone and bar.end is not None:
        begin = end = window.x(bar.end)
    else:
        place = span(bar, window)
        begin, end = place.begin, place.end
    if bar.days_late > 0:
        end = max(end, 0.0)
    return window.clamp(begin), window.clamp(end)


def patches(row: Row, window: Window, look: Look) -> list[Patch]:
    """The rectangles of a row's bar inside the window; none for a milestone or a bar outside it."""
    bar = row.bar
    if bar is None or bar.milestone:
        return []
    place = span(bar, window)
    begin, end = max(place.begin, window.first), min(place.end, window.last)
    if end <= begin:
        return []
    if bar.state == "not_started":
        return _hollow(row, place, begin, end, window, look)
    return _solid(row, place, begin, end, look)


def _solid(row: Row, place: Span, begin: float, end: float, look: Look) -> list[Patch]:
    assert row.bar is not None
    inks = look.inks
    colour = {"done": inks.leaf_2, "on_hold": inks.turmeric}.get(row.bar.state, inks.leaf)
    half = _half(look) * (DONE if row.bar.state == "done" else 1)
    return [Patch(begin, end, row.y - half, row.y + half, fade(colour, place, begin, end), row.bar.tip, row.bar.id)]


def _hollow(row: Row, place: Span, begin: float, end: float, window: Window, look: Look) -> list[Patch]:
    assert row.bar is not None
    half, edge = _half(look), look.px(EDGE)
    top, bottom = row.y - half, row.y + half
    line = fade(look.inks.soft, place, begin, end)
    cap = edge / window.day
    shapes = [
        Patch(begin, end, top, bottom, fade(look.inks.paper, place, begin, end), row.bar.tip, row.bar.id),
        Patch(begin, end, top, top + edge, line),
        Patch(begin, end, bottom - edge, bottom, line),
    ]
    if begin == place.begin == place.sure:
        shapes.append(Patch(begin, begin + cap, top, bottom, flat(look.inks.soft)))
    if end == place.end == place.sure_end:
        shapes.append(Patch(end - cap, end, top, bottom, flat(look.inks.soft)))
    return shapes


def _half(look: Look) -> float:
    return look.px(HEIGHT["phone" if look.phone else "laptop"] / 2)


def fade(colour: str, place: Span, begin: float, end: float) -> Fill:
    """The colour as four stops from `begin` to `end`: full where the dates are sure, gone where they are not."""
    if begin >= place.sure and end <= place.sure_end:
        return flat(colour)
    inner = [min(max(x, begin), end) for x in (place.sure, place.sure_end)]
    return tuple(
        (round((x - begin) / (end - begin), 4), see_through(colour, round(place.opacity(x), 3)))
        for x in (begin, *inner, end)
    )
