"""What a person has said about one column: what its words mean, how its dates and amounts are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
UNITS = {"rupiah": 1.0, "thousand": 1e3, "million": 1e6}
PARTS = re.compile(r"(\s*[,;/\n]\s*)")


@dataclass(frozen=True, slots=True)
class Told:
    """`words`: (word, key of a choice) pairs · `order`: "dmy", "mdy" or "" · `year` of dates without one · `unit`: what
    bare amounts are counted in (a key of UNITS) or ""."""

    words: tuple[tuple[str, str], ...] = ()
    order: str = ""
    year: int | None = None
    unit: str = ""

    def __bool__(self) -> bool:
        return self != NOTHING_TOLD

    def key_of(self, word: str) -> str | None:
        """The choice that a word was said to mean."""
        return next((key for said, key in self.words if same_word(said, word)), None)

    def spoken(self, cells: Sequence[Any], *, several: bool = False) -> Sequence[Any]:
        """The cells with every word that was explained replaced by the key it means; `several` in one cell."""
        if not self.words:
            return cells
        texts = {cell for cell in cells if isinstance(cell, str)}
        means = {text: meant for text in texts if (meant := self._meant(text, several)) != text}
        return [means.get(cell, cell) if isinstance(cell, str) else cell for cell in cells] if means else cells

    def _meant(self, text: str, several: bool) -> str:
        whole = self.key_of(text)
        if whole is not None or not several:
            return whole or text
        return "".join(self.key_of(part) or part for part in PARTS.split(text))


NOTHING_TOLD = Told()


def same_word(one: str, other: str) -> bool:
    """Two words are one: the same letters, whatever their case and punctuation; signs alone sign by sign."""
    return _plain(one) == _plain(other)


def _plain(word: str) -> str:
    from sheets.kinds.vocabulary import folded

    return folded(word) or "".join(word.split()).casefold()
