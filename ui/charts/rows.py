"""Where things stand in the timeline: rows in pixels from the top, days as numbers from today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ui.charts.theme import Look

SPANS = {"month": (-14, 49), "quarter": (-30, 90), "year": (-90, 275)}
"""Days before and after today that each zoom shows."""
EDGE = 2


@dataclass(frozen=True)
class Bar:
    """One task on the timeline.

    `begin` … `sure_begin` is the doubtful range of the start, `sure_end` … `end` that of the due date (inclusive
    days; equal when the date is exact). A bar without a due date has `sure_end` and `end` None.
    `state` is a key of `task_status`; `days_late` > 0 draws the line to today; `label` stands at the end of the bar.
    """

    id: str
    name: str
    group: str
    state: str
    begin: date
    sure_begin: date
    sure_end: date | None
    end: date | None
    label: str = ""
    days_late: int = 0
    milestone: bool = False
    tip: str = ""


@dataclass(frozen=True)
class Band:
    """Two tasks that meet: the days they share and the words for it."""

    first: str
    second: str
    begin: date
    end: date
    label: str


@dataclass(frozen=True)
class Mark:
    """A day with a thin line through all rows (a meeting), with its words at the foot."""

    day: date
    label: str


@dataclass(frozen=True)
class Window:
    """The days on show, and how many pixels they take on the narrowest screen of this distance."""

    today: date
    first: int
    last: int
    left: float
    right: float

    def x(self, day: date) -> float:
        """Days from today; the morning of `day`."""
        return (day - self.today).days

    def clamp(self, x: float) -> float:
        return min(max(x, self.first), self.last)

    def shows(self, x: float) -> bool:
        return self.first <= x <= self.last

    def pixel(self, x: float) -> float:
        """Where `x` lies, in pixels from the left edge of the chart."""
        return self.left + (x - self.first) * self.day

    @property
    def day(self) -> float:
        """Pixels of one day."""
        return (self.right - self.left) / (self.last - self.first)

    def months(self) -> list[date]:
        """The first days of the months that begin in the window."""
        day = (self.today + timedelta(days=self.first)).replace(day=1)
        months = []
        while self.x(day) < self.last:
            months.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return [month for month in months if self.x(month) >= self.first]


MARGIN = 298
"""Pixels at the left for the names of the tasks, on a laptop; never more than `SHARE` of the chart."""
SHARE = 0.36


def window(today: date, zoom: str, look: Look) -> Window:
    """The window of a zoom ("month", "quarter", "year") at this distance."""
    first, last = SPANS[zoom]
    left = 1.0 if look.phone else min(look.px(MARGIN), look.width * SHARE)
    return Window(today, first, last, left, look.width - EDGE)


@dataclass(frozen=True)
class Row:
    """A line of the chart: a heading (`bar` None) or a task. `y` is the middle of its bar, `text_y` of its words."""

    text: str
    y: float
    text_y: float
    bar: Bar | None = None


@dataclass(frozen=True)
class Sheet:
    """All rows with the pixels of the rules: `top` … `bottom`, and the height of the whole chart."""

    rows: tuple[Row, ...]
    top: float
    bottom: float
    height: float

    @property
    def tasks(self) -> list[Row]:
        return [row for row in self.rows if row.bar is not None]

    def of(self, identity: str) -> Row | None:
        return next((row for row in self.tasks if row.bar and row.bar.id == identity), None)


@dataclass(frozen=True)
class Pitch:
    """Pixels between the lines of the chart at one distance."""

    top: float
    heading: float
    first_heading: float
    after_heading: float
    task: float
    name_above: float
    end: float
    foot: float


LAPTOP = Pitch(top=36, heading=31, first_heading=16, after_heading=25, task=25, name_above=0, end=15, foot=32)
PHONE = Pitch(top=36, heading=30, first_heading=14, after_heading=36, task=36, name_above=16, end=14, foot=32)


def lay_out(bars: Sequence[Bar], look: Look) -> Sheet:
    """Rows for the bars in their order, with a heading wherever the group changes."""
    pitch = PHONE if look.phone else LAPTOP
    rows: list[Row] = []
    y = pitch.top
    group: str | None = None
    for bar in bars:
        headed = bar.group != group
        if headed and bar.group:
            y += pitch.heading if rows else pitch.first_heading
            rows.append(Row(bar.group, look.px(y), look.px(y)))
        group = bar.group
        y += pitch.after_heading if headed and bar.group else pitch.task if rows else pitch.first_heading
        rows.append(Row(bar.name, look.px(y), look.px(y - pitch.name_above), bar))
    bottom = y + pitch.end
    return Sheet(tuple(rows), look.px(pitch.top), look.px(bottom), look.px(bottom + pitch.foot))
