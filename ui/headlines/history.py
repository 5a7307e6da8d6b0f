"""The finding of Riwayat: how many changes are on record, and when the latest was made."""

from __future__ import annotations

from collections.abc import Sequence

from ui.words import count_word, say


def headline(lines: Sequence[dict[str, str]], *, language: str) -> str:
    """One sentence from the lines of the history, newest first."""
    if not lines:
        return say("history.screen.nothing", language=language)
    count = count_word(len(lines), capital=True, language=language)
    return say("history.screen.headline", language=language, n=len(lines), count=count, when=lines[0]["when"][:16])
