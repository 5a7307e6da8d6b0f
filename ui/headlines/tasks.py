"""The finding of Tugas: what is overdue and why, else what comes next, else that all is well."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ui.words import count_word, known, say

TITLE_AT_MOST = 46
OBSTACLE_AT_MOST = 34


def headline(tasks: pd.DataFrame, assessed: pd.DataFrame, *, language: str, days: int = 7) -> str:
    """One sentence from the task rows and `forum.tasks.assess` of the same rows (both by id)."""
    total, open_ = len(tasks[tasks["status"] != "cancelled"]), int(assessed["open"].sum())
    overdue, soon = int(assessed["overdue"].sum()), int(assessed["due_soon"].sum())
    if len(tasks) == 0:
        return _say("none", language)
    if overdue:
        return _overdue(tasks, assessed, language) + _because(
            tasks[assessed["overdue"]], language, soon, days, alone=overdue == 1
        )
    if soon:
        return _say("soon", language, n=soon, days=days, count=count_word(soon, capital=True, language=language))
    if open_ == 0:
        return _say("one_done" if total == 1 else "all_done", language, n=total)
    key, capital = ("no_due", True) if assessed["without_due"].sum() == open_ else ("calm", False)
    return _say(key, language, n=open_, count=count_word(open_, capital=capital, language=language))


def _overdue(tasks: pd.DataFrame, assessed: pd.DataFrame, language: str) -> str:
    late = assessed[assessed["overdue"]]
    title = tasks.at[late.index[0], "title"]
    if len(late) == 1 and known(title) and len(str(title)) <= TITLE_AT_MOST:
        return _say("overdue_named", language, n=int(late["days_late"].iloc[0]), title=title)
    return _say("overdue", language, n=len(late), count=count_word(len(late), capital=True, language=language))


def _because(late: pd.DataFrame, language: str, soon: int, days: int, *, alone: bool) -> str:
    """The one reason that a person wrote ("Menunggu dana desa"), else how many are on hold, else what comes next."""
    reasons = [
        text
        for text in late["obstacle"]
        if known(text) and text.casefold().startswith(("menunggu", "waiting")) and len(text) <= OBSTACLE_AT_MOST
    ]
    if len(reasons) == 1 and not alone:
        reason = reasons[0].rstrip(".")
        return _say(
            "because", language, count=count_word(1, language=language), obstacle=reason[:1].lower() + reason[1:]
        )
    on_hold = int((late["status"] == "on_hold").sum())
    if on_hold and not alone:
        return _say("on_hold", language, n=on_hold, count=count_word(on_hold, language=language))
    return _say("soon_too", language, n=soon, days=days, count=count_word(soon, language=language)) if soon else ""


def _say(key: str, language: str, **details: Any) -> str:
    return say(f"tasks.headline.{key}", language=language, **details)
