"""The sentence of Kenali lembar: how many tabs are recognised, and how many columns nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.adopting import TabFacts
from ui.words import say

LEFT = "told_to_leave"


def headline(tabs: Sequence[TabFacts], *, language: str) -> str:
    """Tabs that were left out on purpose do not count."""
    counted = [tab for tab in tabs if tab.why is None or tab.why.why != LEFT]
    known, columns = sum(bool(tab.table) for tab in counted), sum(tab.unknown for tab in counted)
    if not counted:
        return say("adopt.headline.nothing", language=language)
    if not known:
        return say("adopt.headline.none", language=language)
    key = "all" if known == len(counted) else "some"
    return say(f"adopt.headline.{key}{'_columns' if columns else ''}", language=language, n=known, of=len(counted),
               columns=columns)  # fmt: skip
