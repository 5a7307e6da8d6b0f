"""A little evidence of what stands in a column, small enough to be kept, and how well another column answers to it.

A mark is six hexadecimal digits of what a cell says. A column of many different cells is known by some of these; one
that repeats a few words ("selesai", "proses") by which row says which, for any column may hold the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from sheets.backends import Cell
from sheets.recognise.content import is_blank
from sheets.recognise.page import shown

MARKS, LOOKED_AT = 12, 400
FEWEST = 3
OWN, VARIED = 5, 0.5


def evidence(cells: Sequence[Cell], titles: Sequence[Cell] | None) -> tuple[str, ...]:
    """Up to twelve marks of a column's cells, spread over its rows; `titles` name the rows, None where nothing does."""
    filled = [(n, shown(cell)) for n, cell in enumerate(cells[:LOOKED_AT]) if not is_blank(cell)]
    distinct = list(dict.fromkeys(text for _, text in filled))
    if len(distinct) >= (FEWEST if titles is None else OWN) and len(distinct) >= VARIED * len(filled):
        return tuple(dict.fromkeys(_mark(text) for text in _spread(distinct)))
    if titles is None:
        return ()
    pairs = [_pair(titles[n], text) for n, text in filled if n < len(titles) and not is_blank(titles[n])]
    return tuple(_spread(list(dict.fromkeys(pairs))))


def marks_of(cells: Sequence[Cell], titles: Sequence[Cell] | None) -> frozenset[str]:
    """Every mark that a column's cells could have left."""
    found = {_mark(shown(cell)) for cell in cells[:LOOKED_AT] if not is_blank(cell)}
    if titles is not None:
        named = zip(titles, cells[:LOOKED_AT], strict=False)
        found |= {_pair(title, shown(cell)) for title, cell in named if not is_blank(cell) and not is_blank(title)}
    return frozenset(found)


def answers(marks: Sequence[str], found: frozenset[str]) -> float:
    """The share of the remembered marks that a column answers to, 0–1; 0 where they are too few to tell."""
    hits = sum(mark in found for mark in marks)
    return hits / len(marks) if len(marks) >= FEWEST and hits >= FEWEST else 0.0


def _spread(texts: Sequence[str]) -> Iterable[str]:
    if len(texts) <= MARKS:
        return texts
    return [texts[n * len(texts) // MARKS] for n in range(MARKS)]


def _pair(title: Cell, text: str) -> str:
    return _mark(f"{shown(title)}\x1f{text}")


def _mark(text: str) -> str:
    return blake2b(text.casefold().encode(), digest_size=3).hexdigest()
