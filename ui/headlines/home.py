"""The finding of Beranda: the gravest thing of the week, then the best news; in a young sheet what is there so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.headlines.standing import Standing
from ui.words import count_word, say, upper_first


def headline(standing: Standing, *, language: str) -> str:
    """At most two sentences: what needs the forum most, and the best that can be said, or where to begin."""
    if not standing.anything:
        return _say("passed_over" if standing.passed_over else "empty", language)
    found = [_gravest(standing, language) or _so_far(standing, language), _best(standing, language)]
    said = [sentence for sentence in found if sentence] or [_recorded(standing.others, language)]
    return " ".join(said if standing.tasks or len(said) > 1 else [*said, _say("begin", language)])


def _gravest(standing: Standing, language: str) -> str:
    for key, n in (
        ("overdue", standing.overdue),
        ("issue", standing.talk),
        ("off_track", standing.tones.get("brick", 0)),
        ("soon", standing.soon),
    ):
        if n:
            return _counted(key, n, language)
    return _tasks(standing, language) if standing.tasks else ""


def _tasks(standing: Standing, language: str) -> str:
    """What can be said of tasks none of which is late: that all is well only where every one of them has a due date."""
    if not standing.open:
        return _say("all_done", language, n=standing.tasks)
    if standing.without_due == standing.open:
        return _counted("no_due", standing.open, language)
    return _say("none_late" if standing.without_due else "calm", language)


def _so_far(standing: Standing, language: str) -> str:
    """What a sheet without tasks holds: its cases, else indicators that nothing can be said of yet."""
    if standing.unstaged:
        return _counted("unstaged", standing.cases, language)
    if standing.issues:
        return _counted("quiet_issues", standing.issues, language)
    if standing.indicators and not standing.measured:
        return _counted("untargeted" if standing.untargeted else "unmeasured", standing.indicators, language)
    return _counted("closed", standing.cases, language) if standing.cases and not standing.indicators else ""


def _best(standing: Standing, language: str) -> str:
    if standing.ahead:
        return _say("ahead", language, name=standing.ahead)
    if standing.achieved:
        return _say("achieved", language, name=standing.achieved)
    if standing.good:
        return _share("on_track", standing.good, standing.measured, language)
    return _share("done", standing.done, standing.tasks, language) if standing.done and standing.open else ""


def _recorded(others: Sequence[str], language: str) -> str:
    """`31 mitra dan 9 sumber daya tercatat.`"""
    first, last = ", ".join(others[:-1]), others[-1]
    what = f"{first} {say('ui.and', language=language)} {last}" if first else last
    return upper_first(_say("recorded", language, what=what))


def _share(key: str, n: int, of: int, language: str) -> str:
    return _say(key, language, n=n, of=of)


def _counted(key: str, n: int, language: str) -> str:
    return _say(key, language, n=n, count=count_word(n, capital=True, language=language))


def _say(key: str, language: str, **details: Any) -> str:
    return say(f"home.headline.{key}", language=language, **details)
