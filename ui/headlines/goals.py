"""The finding of Tujuan: which goal is nearest to its target, and which one needs support."""

from __future__ import annotations

import pandas as pd

from ui.words import count_word, known, say

NEEDS_SUPPORT = ("regressed", "missed", "off_track", "attention")
TITLE_AT_MOST = 42


def headline(goals: pd.DataFrame, scores: pd.DataFrame, *, language: str) -> str:
    """One sentence from the running goals and `forum.goals.score` of them (both by id)."""
    if len(goals) == 0:
        return say("goals.headline.none", language=language)
    measured = scores["progress"].dropna()
    n = len(goals)
    if not len(measured):
        return say(
            "goals.headline.unmeasured", language=language, n=n, count=count_word(n, capital=True, language=language)
        )
    best = str(measured.idxmax())
    weak = measured[scores.loc[measured.index, "status"].isin(NEEDS_SUPPORT) & (measured.index != best)]
    if not len(weak):
        return say("goals.headline.best", language=language, n=n, best=_short(goals, best))
    worst = _short(goals, str(weak.idxmin()))
    return say("goals.headline.best_worst", language=language, best=_short(goals, best), worst=worst)


def _short(goals: pd.DataFrame, id_: str) -> str:
    title = str(goals.at[id_, "title"]) if known(goals.at[id_, "title"]) else id_
    return title if len(title) <= TITLE_AT_MOST else f"{title[: TITLE_AT_MOST - 1].rstrip()}…"
