"""Counts as a short list of bars: the word, a bar, the number."""

from __future__ import annotations

from collections.abc import Mapping

from ui.marks import chip, join, safe
from ui.markup import Html


def count_bars(title: str, counts: Mapping[str, int], *, missing: str = "") -> Html:
    """Bars in the order given; a count of 0 is a line, or the word `missing`. Nothing without counts."""
    most = max(counts.values(), default=0)
    if not most:
        return Html("")
    lines = join(_line(word, n, most, missing) for word, n in counts.items())
    return Html(f'<div class="lb-count"><h3>{safe(title)}</h3><ul>{lines}</ul></div>')


def _line(word: str, n: int, most: int, missing: str) -> Html:
    if not n and missing:
        return Html(f"<li><span>{safe(word)}</span>{chip(missing, 'warn', 'tri')}<b></b></li>")
    width = 'class="zero"' if not n else f'style="width:{100 * n / most:.0f}%"'
    return Html(f"<li><span>{safe(word)}</span><i {width}></i><b>{n}</b></li>")
