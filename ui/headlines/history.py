"""The finding of Riwayat: how many changes are on record, and when the latest was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ui.words import count_word, day, say, short_day


def headline(lines: Sequence[dict[str, str]], *, language: str, read: bool = True) -> str:
    """One sentence from the lines of the history, newest first; `read`: whether it could be read at all."""
    if not read:
        return say("history.screen.not_read", language=language)
    if not lines:
        return say("history.screen.nothing", language=language)
    count = count_word(len(lines), capital=True, language=language)
    when = f"{day_of(lines[0]['when'], language, short=True)}, {clock_of(lines[0]['when'], language)}"
    return say("history.screen.headline", language=language, n=len(lines), count=count, when=when)


def day_of(when: str, language: str, *, short: bool = False) -> str:
    """`Minggu, 22 November 2026` or `22 Nov` of the time that the history tab holds; what it holds where it is none."""
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return when[:10]
    return short_day(moment, language=language) if short else day(moment, weekday=True, language=language)


def clock_of(when: str, language: str) -> str:
    """`03.00` (Indonesian) or `03:00` of that time."""
    return when[11:16].replace(":", ":" if language == "en" else ".")
