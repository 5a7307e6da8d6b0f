"""The sentence of Kenali lembar: how many tabs are recognised, how many columns and words nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.adopting import TabFacts
from ui.words import say

LEFT = "told_to_leave"


def headline(tabs: Sequence[TabFacts], *, language: str) -> str:
    """Tabs that were left out on purpose do not count."""
    counted = [tab for tab in tabs if tab.why is None or tab.why.why != LEFT]
    known, columns = sum(bool(tab.table) for tab in counted), sum(tab.unknown for tab in counted)
    words = sum(word.key is None for tab in counted for column in tab.columns for word in column.words)
    if not counted:
        return say("adopt.headline.nothing", language=language)
    if not known:
        return say("adopt.headline.none", language=language)
    left = [
        say(f"adopt.headline.{key}", language=language, n=n) for key, n in (("columns", columns), ("words", words)) if n
    ]
    key = f"{'all' if known == len(counted) else 'some'}{'_left' if left else ''}"
    told = say("adopt.headline.and", language=language).join(left)
    return say(f"adopt.headline.{key}", language=language, n=known, of=len(counted), left=told)
