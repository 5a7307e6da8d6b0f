"""The finding of Mitra: how many take part, and which core sector nobody stands for."""

from __future__ import annotations

from collections.abc import Sequence

from ui.words import count_word, say


def headline(active: int, missing: Sequence[str], *, total: int, untold: int = 0, language: str) -> str:
    """One sentence from the number of active partners and the labels of the core sectors without one.

    `untold` active partners say no sector; while they are many, nobody can tell which sectors are missing.
    """
    if not active:
        return _say("none" if not total else "none_active", language, n=total, count=_word(total, language))
    if untold * 2 > active:
        return _say("untold" if untold == active else "many_untold", language, n=active, count=_word(active, language),
                    untold=count_word(untold, language=language))  # fmt: skip
    key = "all" if not missing else "missing_one" if len(missing) == 1 else "missing_many"
    sector, many = missing[0].casefold() if missing else "", count_word(len(missing), language=language)
    return _say(key, language, n=active, count=_word(active, language), sector=sector, missing=many)


def _word(n: int, language: str) -> str:
    return count_word(n, capital=True, language=language)


def _say(key: str, language: str, **details: object) -> str:
    return say(f"partners.headline.{key}", language=language, **details)
