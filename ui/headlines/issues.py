"""The finding of Masalah: how many cases are open, and how many want talk this week."""

from __future__ import annotations

import pandas as pd

from ui.words import count_word, say


def headline(issues: pd.DataFrame, assessed: pd.DataFrame, *, language: str) -> str:
    """One sentence from the cases and `forum.issues.assess` of the same cases (both by id)."""
    if len(issues) == 0:
        return say("issues.headline.none", language=language)
    if issues["stage"].isna().all():
        return _say("no_stage", len(issues), language, capital=True)
    open_ = int(assessed["open"].sum())
    if not open_:
        return say("issues.headline.calm", language=language, n=len(issues))
    talk = assessed["talk"]
    conflicts = int((talk & (issues["type"] == "conflict")).sum())
    key, n = ("talk_conflict", conflicts) if conflicts else ("talk", int(talk.sum())) if talk.any() else ("quiet", 0)
    return _say("open", open_, language, capital=True) + _say(key, n, language)


def _say(key: str, n: int, language: str, *, capital: bool = False) -> str:
    return say(
        f"issues.headline.{key}", language=language, n=n, count=count_word(n, capital=capital, language=language)
    )
