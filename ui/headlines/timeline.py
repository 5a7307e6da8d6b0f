"""The finding of Linimasa: work that meets, else what is late, else the next milestone or due date; and its labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from ui.words import count_word, known, say, short_day

TITLE_AT_MOST = 44
SOON_DAYS = 30


def headline(
    bars: pd.DataFrame,
    clashes: Sequence[tuple[str, str, date, date]],
    *,
    tasks: int,
    undated: int,
    today: date,
    language: str,
) -> str:
    """One sentence from `forum.timeline.bars`, the clashes among them (title, title, first day, last day) and counts.

    `tasks`: how many there are at all, not cancelled; `undated`: how many of them cannot be drawn.
    """
    if tasks == 0:
        return _say("none", language)
    if len(bars) == 0:
        return _say(
            "undated" if undated == tasks else "quiet",
            language,
            n=undated,
            count=_count(undated, language, capital=True),
        )
    if clashes:
        return _meets(clashes, language)
    if bars["overdue"].any():
        return _overdue(bars[bars["overdue"]], language)
    return _next(bars, today, language)


def _meets(clashes: Sequence[tuple[str, str, date, date]], language: str) -> str:
    first, second, begin, end = clashes[0]
    days = day_range(begin, end, language=language, long=True)
    if max(len(first), len(second)) <= TITLE_AT_MOST:
        return _say("meets", language, first=first, second=second, days=days)
    return _say("meet", language, n=len(clashes), count=_count(len(clashes), language, capital=True), days=days)


def _overdue(late: pd.DataFrame, language: str) -> str:
    worst = late.sort_values("days_late", ascending=False, kind="stable").iloc[0]
    days = int(worst["days_late"])
    if len(late) == 1 and known(worst["title"]) and len(worst["title"]) <= TITLE_AT_MOST:
        return _say("overdue_named", language, n=days, title=worst["title"])
    return _say("overdue", language, n=len(late), count=_count(len(late), language, capital=True), days=days)


def _next(bars: pd.DataFrame, today: date, language: str) -> str:
    """The next milestone, else the next due date, with what else falls due in a month; else that nothing does."""
    ahead = bars[(bars["status"] != "done") & (bars["end"] >= pd.Timestamp(today)) & ~bars["open_end"]]
    if len(ahead) == 0:
        return _say("quiet", language)
    soon = int((ahead["end"] <= pd.Timestamp(today) + pd.Timedelta(days=SOON_DAYS)).sum())
    milestones = ahead[ahead["milestone"]]
    key, row = ("milestone", _first(milestones)) if len(milestones) else ("due", _first(ahead))
    title = row["title"] if known(row["title"]) else str(row.name)
    named = _say(key, language, title=_short(title), day=short_day(row["end"], today, language=language))
    return named + (_say("soon", language, n=soon, count=_count(soon, language), days=SOON_DAYS) if soon > 1 else "")


def _first(rows: pd.DataFrame) -> pd.Series:
    return rows.sort_values("end", kind="stable").iloc[0]


def _short(title: str) -> str:
    return title if len(title) <= TITLE_AT_MOST else title[: TITLE_AT_MOST - 1].rstrip() + "…"


def label(bar: pd.Series, *, typed: str, status: str, language: str) -> str:
    """The words at the end of a bar: how late, when finished, until when; an imprecise date as it was typed.

    `status` is the word of the bar's status, said only where the bar's shape does not tell it (late and not running).
    """
    if bar["overdue"]:
        late = _label("late", language, n=int(bar["days_late"]))
        return late if bar["status"] == "in_progress" else f"{late}, {status.casefold()}"
    if bar["status"] == "done":
        day = short_day(bar["done_on"] if known(bar["done_on"]) else bar["end"], language=language)
        return _label("done", language, day=day)
    if bar["open_end"]:
        return _label("open", language)
    if bar["due_from"] != bar["due_to"] and typed:
        return typed
    return short_day(bar["end"], language=language)


def day_range(begin: date, end: date, *, language: str, long: bool = False) -> str:
    """`7–10 Des`, `28 Nov–3 Des`, `9 Des`; `long` with full month names."""
    last = _day(end, language, long)
    if begin == end:
        return last
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{last}"
    return f"{_day(begin, language, long)}–{last}"


def _day(day: date, language: str, long: bool) -> str:
    month = say(f"time.{'month' if long else 'short_month'}.{day.month}", language=language)
    return f"{day.day} {month}"


def _label(key: str, language: str, **details: Any) -> str:
    return say(f"timeline.label.{key}", language=language, **details)


def _say(key: str, language: str, **details: Any) -> str:
    return say(f"timeline.headline.{key}", language=language, **details)


def _count(n: int, language: str, *, capital: bool = False) -> str:
    return count_word(n, capital=capital, language=language)
