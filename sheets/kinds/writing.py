"""How a column of texts writes its numbers: the Indonesian way, unless the column itself proves the English one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from sheets.kinds.base import NOTICE, Cell, Note, Reading
from sheets.kinds.digits import Figure

INDONESIAN = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,}))(?![\d.,])", re.ASCII
)
ENGLISH = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})(?![\d.,])", re.ASCII)
DOTTED = re.compile(r"(?<![\d.,])(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{4,}\.\d+)(?![\d.,])", re.ASCII)
LONE_DOT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])", re.ASCII)
LONE_COMMA = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])", re.ASCII)
HINTS = 3  # so many different decimals with a dot, and no comma, hint at English writing


def in_style_of(cells: Sequence[Cell], parse: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """`parse` itself, or a reader that takes `1,500` and `1.500` the English way where this column proves it."""
    if str not in set(map(type, cells)):
        return parse
    texts = [cell for cell in set(cells) if type(cell) is str]
    joined = "\n".join(texts)
    if not (LONE_DOT.search(joined) or LONE_COMMA.search(joined)) or INDONESIAN.search(joined):
        return parse
    proved = ENGLISH.search(joined) or sum(1 for text in texts if DOTTED.search(text)) >= HINTS
    return partial(_english, parse) if proved else parse


def _english(parse: Callable[[str], Reading], text: str) -> Reading:
    """One text of an English column: the number that only the column makes clear comes with a notice."""
    turned = LONE_COMMA.sub(lambda found: found[0].replace(",", ""), text)
    turned = LONE_DOT.sub(lambda found: found[0] + "0", turned) if turned == text else turned
    reading = parse(turned)
    if turned == text or reading.value is None:
        return reading
    return Reading(reading.value, (Note("english_column", NOTICE, Figure(reading.value)), *reading.notes))
