"""The finding of a generic screen: how many records, and what stands out among them."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.schema import Table
from ui.words import count_word, money, number, say

# From how many records on "most of them" says something.
ENOUGH = 3


def counted(table: Table, n: int, language: str) -> str:
    """`31 mitra` / `31 partners`, `1 resource`."""
    return f"{number(n, language=language)} {called(table, n, language)}"


def called(table: Table, n: int, language: str) -> str:
    """What n rows of a table are called: Indonesian has one form, English that of the tab for all but one."""
    return table.label(language) if n == 1 or language == "id" else table.tab(language).casefold()


def headline(what: str, n: int, *, words: Sequence[str] = (), worth: float | None = None, language: str) -> str:
    """One sentence: `what` so many records are called, how many, the word most of them carry, what they are worth."""
    if not n:
        return say("table.headline.none", language=language, what=what)
    first = say(
        "table.headline.count", language=language, what=what, n=n, count=count_word(n, capital=True, language=language)
    )
    if worth:
        return first + say("table.headline.sum", language=language, sum=money(worth, compact=True, language=language))
    most = max(set(words), key=list(words).count) if words else None
    if most is None or n < ENOUGH or list(words).count(most) * 2 <= len(words):
        return first
    return first + say("table.headline.most", language=language, word=most)
