"""Which rows are the header: one, two or three rows among the first fifteen that hold something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sheets.backends import Cell
from sheets.recognise.columns import Header
from sheets.recognise.content import Shape, is_blank, shape
from sheets.recognise.page import Page, shown
from sheets.recognise.periods import period_of
from sheets.recognise.vocabulary import Vocabulary

ROWS = 15
LONGEST = 90
VALUE = re.compile(
    r"^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}|rp\.?\s*\d.*|[+(]?\d[\d\s().,-]{5,})$",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"^\(?(\d{1,2}|[ivx]{1,5})[).]?$", re.IGNORECASE)


@dataclass
class HeaderRows:
    """Rows `top` … `bottom` (0-based) as a header, the columns they name, and the shapes of what stands below."""

    page: Page
    top: int
    bottom: int
    headers: list[Header]
    end: int
    strength: int = 0
    seen: dict[int, Shape] = field(default_factory=dict)

    @property
    def numbers(self) -> list[int]:
        """The header rows as the person sees them (1-based)."""
        return list(range(self.top + 1, self.bottom + 2))

    def shape(self, col: int) -> Shape:
        """The shape of a column's first cells below the header."""
        if col not in self.seen:
            below = self.page.rows[self.bottom + 1 : min(self.end, self.bottom + 400)]
            self.seen[col] = shape([row[col] for row in below if col < len(row)])
        return self.seen[col]

    def part(self, cols: Sequence[int]) -> HeaderRows:
        """The same rows, for some of the columns only."""
        headers = [header for header in self.headers if header.col in cols]
        return HeaderRows(self.page, self.top, self.bottom, headers, self.end, self.strength, self.seen)


def candidates(page: Page, start: int, words: Vocabulary, end: int | None = None) -> Iterator[HeaderRows]:
    """Every row among the next fifteen filled ones that may be (the top of) a header, with one known name at least.

    A row that says the same as one above it is that header repeated, never a header of its own.
    """
    end = page.height if end is None else end
    looked, said = 0, set[tuple[tuple[int, Cell], ...]]()
    for row in range(start, end):
        if page.is_blank_row(row):
            continue
        looked += 1
        if looked > ROWS:
            return
        same = tuple(page.filled(row))
        if same not in said and _may_be_header(page, row, words):
            said.add(same)
            for bottom in _bottoms(page, row, words):
                yield header_at(page, row, bottom, end, words)


def _may_be_header(page: Page, row: int, words: Vocabulary) -> bool:
    """Whether a row holds short texts or years: no day or amount, no prose, no label that waits for its value."""
    cells = page.filled(row)
    texts = [str(cell).strip() for _, cell in cells if isinstance(cell, str)]
    numbers = [cell for _, cell in cells if isinstance(cell, int | float)]
    if not texts or (any(len(text) > LONGEST for text in texts) and len(texts) < 3):
        return False
    if not all(map(words.is_header_word, texts)) and _holds_values(page, row, cells, texts):
        return False
    labels = sum(text.endswith(":") for text in texts)
    return labels < max(2, 0.5 * len(texts)) and all(_may_be_heading(number) for number in numbers)


def _holds_values(page: Page, row: int, cells: Sequence[tuple[int, Cell]], texts: Sequence[str]) -> bool:
    values = sum(map(_is_value, texts)) + sum(_stands_below(page, row, col, cell) for col, cell in cells)
    return values > 0.15 * len(cells)


def _is_value(text: str) -> bool:
    """Whether a text is a day, an amount or a phone number: records hold these, headers do not."""
    return bool(VALUE.match(text)) and period_of(text) is None


def _stands_below(page: Page, row: int, col: int, cell: Cell) -> bool:
    """Whether a cell's own text returns below it in a row that is no repeated header."""
    if not isinstance(cell, str):
        return False
    below = page.rows[row + 1 : row + 60]
    same = [other for other in below if col < len(other) and other[col] == cell]
    return bool(same) and page.rows[row] not in same


def _may_be_heading(number: Cell) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and float(number).is_integer()


def _bottoms(page: Page, row: int, words: Vocabulary) -> list[int]:
    """The possible last rows of a header that begins at `row`: as merged cells say, else as the gaps suggest."""
    merged = [m for m in page.merges if m[0] == row and m[2] > row and m[2] <= row + 2]
    if merged:
        return [max(m[2] for m in merged)]
    wide = [m for m in page.merges if m[0] == row and m[3] > m[1] and m[2] == row]
    if wide and _names_parts(page, row + 1, [c for m in wide for c in range(m[1], m[3] + 1)]):
        return [row + 1]
    return [row, row + 1] if _fills_gaps(page, row, words) else [row]


def _names_parts(page: Page, row: int, cols: Sequence[int]) -> bool:
    """Whether the row below merged headings names their parts, and holds nothing like a record."""
    if row >= page.height:
        return False
    below = page.filled(row)
    inside = [cell for col, cell in below if col in cols]
    return len(inside) >= 2 and len(inside) >= 0.7 * len(below) and all(_is_heading(cell) for _, cell in below)


def _is_heading(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell.strip()) <= 40
    return _may_be_heading(cell)


def _fills_gaps(page: Page, row: int, words: Vocabulary) -> bool:
    """Whether the next row names the columns that this row leaves open (a two-row header without merged cells)."""
    if row + 1 >= page.height:
        return False
    above = {col for col, _ in page.filled(row)}
    below = dict(page.filled(row + 1))
    if len(below) < 2 or not all(isinstance(cell, str) and _is_heading(cell) for cell in below.values()):
        return False
    named = sum(words.is_header_word(str(cell)) or bool(ORDINAL.match(str(cell).strip())) for cell in below.values())
    opened = [col for col in below if col not in above]
    closed = [col for col in above if col not in below]
    return bool(opened) and bool(closed) and named >= 0.6 * len(below)


def header_at(page: Page, top: int, bottom: int, end: int, words: Vocabulary) -> HeaderRows:
    """Rows `top` … `bottom` (0-based) as the header of what stands below them up to `end`."""
    headers = [header for col in range(page.width) if (header := _column(page, top, bottom, col)).parts]
    headers = [replace(header, shared=_is_shared(header, headers)) for header in headers]
    strength = sum(any(words.is_header_word(part) for part in (h.spoken, h.parts[-1])) for h in headers)
    return HeaderRows(page, top, bottom, headers, end, strength)


def _is_shared(header: Header, headers: Sequence[Header]) -> bool:
    return len(header.parts) > 1 and sum(len(h.parts) > 1 and h.parts[0] == header.parts[0] for h in headers) > 1


def _column(page: Page, top: int, bottom: int, col: int) -> Header:
    if page.spread.get((bottom, col), (0, col))[1] != col:
        return Header(col, ())  # inside a merged cell that ends here: only its first column is named
    texts = [page.text(row, col) for row in range(top, bottom + 1)]
    if bottom > top and not texts[0] and texts[-1]:
        texts[0] = _group_left(page, top, bottom, col)
    return Header(col, tuple(dict.fromkeys(text for text in texts if text)))


def _group_left(page: Page, top: int, bottom: int, col: int) -> str:
    """The heading further left that an unmerged gap belongs to: the last one that has parts below itself too."""
    if (top, col) in page.spread:
        return ""
    for left in range(col - 1, -1, -1):
        text = shown(page.cell(top, left))
        if text:
            return text if not is_blank(page.cell(bottom, left)) else ""
    return ""


def groups(found: HeaderRows) -> list[list[int]]:
    """The columns of a header, cut where a column has neither name nor cells (tables that stand side by side)."""
    cols = [header.col for header in found.headers]
    cut: list[list[int]] = []
    for col in cols:
        gap = range(cut[-1][-1] + 1, col) if cut else ()
        if not cut or (gap and all(found.shape(c).n == 0 for c in gap)):
            cut.append([])
        cut[-1].append(col)
    return cut
