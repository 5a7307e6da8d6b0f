"""The finding of Periksa data: how many cells cannot be read, and how many guesses want a person's word."""

from __future__ import annotations

from ui.words import count_word, say


def headline(unreadable: int, notices: int, records: int, *, language: str) -> str:
    """One sentence from the number of unreadable cells, of guesses, and of records read."""
    if not records and not unreadable:
        return say("check.headline.nothing", language=language)
    if unreadable:
        first = _counted("unreadable", unreadable, language, capital=True)
        return first + (_counted("and_notices", notices, language) if notices else "")
    return _counted("notices", notices, language) if notices else say("check.headline.clean", language=language)


def _counted(key: str, n: int, language: str, *, capital: bool = False) -> str:
    return say(f"check.headline.{key}", language=language, n=n, count=count_word(n, capital=capital, language=language))
