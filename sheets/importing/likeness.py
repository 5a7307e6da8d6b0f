"""When two names mean the same row, when a person must say so, and when two values are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from sheets.changes import same_value
from sheets.kinds import ReferenceIndex
from sheets.kinds.months import MONTHS
from sheets.kinds.names import plain as squeezed
from sheets.recognise.vocabulary import compared
from sheets.schema import Column

CUT_OFF = 88.0
SHORTEST = 5
SHOWN = 3
BLOCK = 4_000_000
NUMBERING = re.compile(r"\d+|\b[ivx]{1,5}\b|\b[a-z]\b")
WORD = re.compile(r"[a-z]{3,}")


def same_name(text: str) -> str:
    """A name as it is compared: no case, blanks or punctuation."""
    return squeezed(text)


def counted(text: str) -> tuple[str, ...]:
    """What counts rows of one name apart: numbers, Roman numbers, letters, months ("RT 3", "Rapat II", "Mei")."""
    plain = compared(text)
    months = [word for word in WORD.findall(plain) if word in MONTHS]
    return tuple(sorted([number.lstrip("0") for number in NUMBERING.findall(plain)] + months))


def near(names: Sequence[str], others: Sequence[str]) -> list[list[tuple[int, float]]]:
    """For each name the positions of the most similar others (three at most) with their likeness, 88–100 %.

    Names that differ in what counts them ("RT 01" and "RT 02") are never near.
    """
    mine, theirs = [compared(name) for name in names], [compared(other) for other in others]
    marks = [counted(other) for other in others]
    found: list[list[tuple[int, float]]] = []
    size = max(1, BLOCK // max(1, len(theirs)))
    for start in range(0, len(mine), size):
        block = mine[start : start + size]
        scores = process.cdist(block, theirs, scorer=fuzz.token_sort_ratio, score_cutoff=CUT_OFF, dtype=np.float32)
        for text, row in zip(block, scores, strict=True):
            found.append(_best(text, row, marks) if len(text) >= SHORTEST else [])
    return found


def _best(text: str, scores: Any, marks: Sequence[tuple[str, ...]]) -> list[tuple[int, float]]:
    own = counted(text)
    hits = [(int(n), float(scores[n])) for n in np.flatnonzero(scores) if marks[int(n)] == own]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:SHOWN]


def token(text: str, index: ReferenceIndex | None) -> str:
    """What a reference means: the id of the one row it names, else its own squeezed text."""
    found = index.find(text) if index else ()
    return found[0] if len(found) == 1 else f"={squeezed(text)}"


def same(column: Column, one: Any, other: Any, index: ReferenceIndex | None = None) -> bool:
    """Whether two values of a column mean the same: lists in any order, references by the row that they name."""
    if column.kind in ("reference", "references"):
        return _tokens(one, index) == _tokens(other, index)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return same_value(one, other)


def canonical(column: Column, value: Any, index: ReferenceIndex | None = None) -> Any:
    """A value in a form that is equal for values that mean the same, to look many rows up at once."""
    if column.kind in ("reference", "references"):
        return _tokens(value, index)
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, str):
        return tuple(value.split())
    return f"{value:.9g}" if isinstance(value, int | float) and not isinstance(value, bool) else value


def _tokens(value: Any, index: ReferenceIndex | None) -> frozenset[str]:
    texts = value if isinstance(value, tuple) else () if value is None else (value,)
    return frozenset(token(str(text), index) for text in texts)
