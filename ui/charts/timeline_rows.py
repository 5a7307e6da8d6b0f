"""From the forum's bars to what the timeline draws: labels, groups, meetings, clashes, and a page of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from forum import tasks as rules
from forum import timeline as forum_timeline
from forum.tasks import Clash
from ui.charts.rows import SPANS, Band, Bar, Mark
from ui.fields import titles
from ui.headlines import timeline as headlines
from ui.words import known, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

BANDS_AT_MOST = 2
"""More clashes than this on one page would hide the bars."""


def bars(board: Board, zoom: str, group: str) -> pd.DataFrame:
    """`forum.timeline.bars` of the window of a zoom, once for all visitors."""
    before, after = SPANS[zoom]

    def build() -> pd.DataFrame:
        window = forum_timeline.Window.around(board.today, -before, after)
        goals = board.tables["goals"] if group == "goal" else None
        return forum_timeline.bars(board.tables["tasks"], today=board.today, window=window, group=group, goals=goals)

    return board.once(("bars", zoom, group), build)


def clashes(board: Board) -> list[Clash]:
    """Pairs of tasks that will meet in the next weeks, the soonest first: those that can still be moved apart.

    Meetings and milestones are not among them, nor what has begun already.
    """

    def build() -> list[Clash]:
        tasks = board.tables["tasks"]
        work = tasks[tasks["milestone"].map(lambda value: value is not True).astype(bool)]
        found = rules.clashes(work, today=board.today)
        return [clash for clash in found if not clash.meeting and clash.start > board.today]

    return board.once("clashes", build)


def marks(board: Board, zoom: str, kinds: Sequence[str]) -> list[Mark]:
    """The days of meetings in the window, and of the other kinds that were asked for."""
    before, after = SPANS[zoom]
    window = forum_timeline.Window.around(board.today, -before, after)
    found = forum_timeline.marks(
        window,
        meetings=board.tables["meetings"],
        goals=board.tables["goals"],
        partners=board.tables["partners"],
        resources=board.tables.get("resources"),
    )
    rows = found[found["kind"].isin(["meeting", *kinds])]
    days = rows["date"].dt.date.tolist()
    return [Mark(day, _mark(kind, day)) for day, kind in zip(days, rows["kind"].tolist(), strict=True)]


def _mark(kind: str, day: date) -> str:
    key = "meeting" if kind == "meeting" else f"mark.{kind}"
    return say(f"timeline.{key}", day=short_day(day))


def drawn(board: Board, rows: pd.DataFrame, group: str) -> list[Bar]:
    """The bars of these rows (of `bars`) with their words."""
    return [_bar(board, row, group) for _, row in rows.iterrows()]


def _bar(board: Board, row: pd.Series, group: str) -> Bar:
    status = str(row["status"]) if known(row["status"]) else "not_started"
    label = _label(board, row, status)
    end = None if row["open_end"] else row["end"].date()
    return Bar(
        id=str(row.name),
        name=title_of(row),
        group=group_of(board, row, group),
        state=status,
        begin=row["start"].date(),
        sure_begin=row["start_firm"].date(),
        sure_end=None if end is None else row["end_firm"].date(),
        end=end,
        label=label,
        days_late=int(row["days_late"]) if row["overdue"] else 0,
        milestone=bool(row["milestone"]),
        tip=" · ".join(
            part for part in (title_of(row), lead_of(board, row), board.word("task_status", status), label) if part
        ),
    )


def _label(board: Board, row: pd.Series, status: str) -> str:
    imprecise = row["due_from"] != row["due_to"] and known(row["due_to"])
    typed = (board.snapshot.typed("tasks", str(row.name), "due") or "") if imprecise else ""
    word = board.word("task_status", status)
    return headlines.label(row, typed=typed, status=word, language=board.language)


def title_of(row: pd.Series) -> str:
    return str(row["title"]) if known(row["title"]) else str(row.name)


def lead_of(board: Board, row: pd.Series) -> str:
    if not known(row["lead"]):
        return ""
    return titles(board, "partners").get(row["lead_id"], str(row["lead"]))


def group_of(board: Board, row: pd.Series, group: str) -> str:
    """The heading over a row: goal, partner, or the word of its kind."""
    if not known(row["group"]):
        return say("timeline.ungrouped")
    if group == "kind":
        return board.word("activity", row["group"])
    if group == "partner":
        return titles(board, "partners").get(row["group"], str(row["group_title"]))
    return str(row["group_title"])


def bands(found: Sequence[Clash], shown: Sequence[str], language: str) -> list[Band]:
    """The soonest clashes between rows that are on this page."""
    there = [clash for clash in found if clash.first in shown and clash.second in shown]
    return [_band(clash, language) for clash in there[:BANDS_AT_MOST]]


def _band(clash: Clash, language: str) -> Band:
    days = headlines.day_range(clash.start, clash.end, language=language)
    words = say("timeline.meets", language=language, days=days)
    return Band(clash.first, clash.second, clash.start, clash.end, words)


def named(board: Board, found: Sequence[Clash], rows: pd.DataFrame) -> list[tuple[str, str, date, date]]:
    """The clashes among these rows with the titles of both tasks, for the headline."""
    names = {id_: title if known(title) else str(id_) for id_, title in rows["title"].items()}
    return [
        (names[each.first], names[each.second], each.start, each.end)
        for each in found
        if each.first in names and each.second in names
    ]
