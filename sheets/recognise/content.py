"""What stands below a header: the shape of a column's cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sheets.backends import Cell
from sheets.kinds.months import MONTHS as MONTH_NAMES
from sheets.recognise.vocabulary import compared

SAMPLE = 60
MONTHS = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
DATE = re.compile(
    rf"\d{{1,4}}\s*[-/.]\s*(\d{{1,2}}|[a-z]{{3,9}})\s*[-/.]\s*'?\d{{2,4}}|\b({MONTHS})\b(?=.*\d|\W*$|\s*[ivx]+\b)|\d\s*({MONTHS})\b"
    r"|\b(tw|triwulan|kuartal|smt|semester|q)\s*-?\s*[ivx\d]+\b|\b(minggu|pekan|week)\b|^\s*(19|20)\d\d\s*$|^\d{1,2}/\d{4}$",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(segera|secepat|rutin|besok|depan|setiap|tiap|tbd|asap|ongoing|selalu|sepanjang)", re.IGNORECASE
)
NUMBER = re.compile(
    r"^\s*[±~≈<>≥≤(+-]*\s*(rp\.?|idr|us\$|\$|€)?\s*\d[\d.,\s]*\s*(%|persen|rb|ribu|jt|juta|m|miliar|milyar|k|t|x|,-|\.-|an"
    r"|[a-z³²]{1,8})?[\s)./]*(/\s*\w+|per \w+)?\s*$",
    re.IGNORECASE,
)
MEASURED = re.compile(
    r"\d\s*(?!(?:rb|ribu|jt|juta|m|miliar|milyar|k|t|triliun|persen|x|an)\b)[a-z³²]{2,8}\W*$", re.IGNORECASE
)
MARKS = frozenset(
    "ya y yes true benar ada sudah v x √ ✓ ✔ ✅ ✗ ❌ tidak tdk t no n false salah belum 1 0 ★ - ✖ ☑ ☐".split()  # noqa: SIM905
)
BLANKS = frozenset({"", "-", "–", "—", "n/a", "na", "...", "…", "?", "tbd", "nihil", "null", "none", "kosong"})
CODE = re.compile(r"(?=.*[\d_]|[A-Z\d&/.-]{2,}$)[\w&/.-]{1,24}$")


@dataclass(frozen=True, slots=True)
class Shape:
    """How many of a sample's `n` filled cells are of each sort; `texts` are the distinct compared texts."""

    n: int = 0
    dates: int = 0
    numbers: int = 0
    marks: int = 0
    prose: int = 0
    years: int = 0
    small: int = 0
    plain: int = 0
    relative: int = 0
    texts: frozenset[str] = frozenset()
    distinct: float = 1.0
    longest: int = 0
    codes: int = 0
    measured: int = 0
    rows: int = 0
    raw: tuple[Cell, ...] = ()

    def share(self, count: int) -> float:
        return count / self.n if self.n else 0.0

    @property
    def is_text(self) -> bool:
        """Whether most cells are words: neither numbers nor dates."""
        return self.n > 0 and self.plain >= 0.6 * self.n


def filled(cells: Iterable[Cell], limit: int = SAMPLE) -> list[Cell]:
    """The first `limit` cells that hold something."""
    found: list[Cell] = []
    for cell in cells:
        if cell is not None and cell != "" and not is_blank(cell):
            found.append(cell)
            if len(found) == limit:
                break
    return found


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing to read: an apostrophe only makes it text. To a write it is not free (changes)."""
    return cell is None or (isinstance(cell, str) and not cell.strip().strip("'"))


def shape(cells: Sequence[Cell]) -> Shape:
    """The shape of a column, from its first filled cells."""
    sample = [c for c in filled(cells) if not (isinstance(c, str) and c.strip().casefold() in BLANKS)]
    texts = [c.strip() for c in sample if isinstance(c, str)]
    numeric = [c for c in sample if isinstance(c, int | float) and not isinstance(c, bool)]
    counted = _count_texts(texts)
    return Shape(
        n=len(sample),
        dates=sum(isinstance(c, date | datetime) for c in sample) + counted["dates"],
        numbers=len(numeric) + counted["numbers"],
        marks=sum(isinstance(c, bool) or c in (0, 1) for c in sample if not isinstance(c, str)) + counted["marks"],
        prose=counted["prose"],
        years=sum(1900 <= c <= 2100 and c == int(c) for c in numeric)
        + sum(bool(re.fullmatch(r"(19|20)\d\d", t)) for t in texts),
        small=sum(0 <= c < 100 for c in numeric),
        plain=counted["plain"],
        relative=counted["relative"],
        texts=frozenset(compared(t) or t for t in texts),
        distinct=len(set(map(str, sample))) / len(sample) if sample else 1.0,
        longest=max(map(len, texts), default=0),
        codes=counted["codes"],
        measured=counted["measured"],
        rows=len(cells) if len(cells) < SAMPLE else sum(1 for _ in cells[:SAMPLE]),
        raw=tuple(sample),
    )


def _count_texts(texts: Sequence[str]) -> dict[str, int]:
    counted = {"dates": 0, "numbers": 0, "marks": 0, "prose": 0, "plain": 0, "relative": 0, "codes": 0, "measured": 0}
    for text in texts:
        is_date = len(text) < 45 and bool(DATE.search(text))
        is_number = bool(NUMBER.match(text)) if len(text) < 40 else False
        counted["dates"] += is_date
        counted["numbers"] += is_number
        counted["marks"] += text.casefold() in MARKS
        counted["prose"] += len(text) > 45 or text.count(" ") > 6
        counted["relative"] += bool(RELATIVE.search(text))
        counted["measured"] += is_number and bool(MEASURED.search(text))
        counted["codes"] += bool(CODE.match(text))
        counted["plain"] += not is_date and not is_number
    return counted
