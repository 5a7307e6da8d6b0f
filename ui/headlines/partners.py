"""The finding of Mitra: how many take part, and which core sector nobody stands for."""

from __future__ import annotations

from collections.abc import Sequence

from ui.words import count_word, say


def headline(active: int, missing: Sequence[str], *, total: int, language: str) -> str:
    """One sentence from the number of active partners and the labels of the core sectors without one."""
    if not total:
        return say("partners.headline.none", language=language)
    details = {"n": active, "count": count_word(active, capital=True, language=language), "missing": len(missing)}
    key = "all" if not missing else "missing_one" if len(missing) == 1 else "missing_many"
    sector = missing[0].casefold() if missing else ""
    return say(f"partners.headline.{key}", language=language, sector=sector, **details)
