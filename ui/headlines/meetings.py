"""The finding of Agenda: when the forum meets next, and what is still open from the last time."""

from __future__ import annotations

from datetime import date

from forum.meetings import Cadence
from ui.words import count_word, say, short_day


def headline(
    total: int, cadence: Cadence, title: str, *, open_follow_ups: int, rising: int, today: date, language: str
) -> str:
    """One sentence from the forum's rhythm, the next meeting's title, open follow-ups, rising attendance."""
    if not total:
        return say("meetings.headline.none", language=language)
    first = _when(total, cadence, title, today, language)
    if open_follow_ups:
        count = count_word(open_follow_ups, language=language)
        return first + say("meetings.headline.and_follow_ups", language=language, n=open_follow_ups, count=count)
    return first + (say("meetings.headline.rising", language=language, n=rising) if rising > 1 else "")


def _when(total: int, cadence: Cadence, title: str, today: date, language: str) -> str:
    if cadence.next_on is None:
        if cadence.overdue:
            return say("meetings.headline.late", language=language, n=cadence.days_since)
        return say("meetings.headline.held", language=language, n=total)
    key = "next_today" if cadence.days_to == 0 else "next_in" if (cadence.days_to or 0) <= 31 else "next"
    day = short_day(cadence.next_on, today, language=language)
    return say(f"meetings.headline.{key}", language=language, title=title, day=day, n=cadence.days_to)
