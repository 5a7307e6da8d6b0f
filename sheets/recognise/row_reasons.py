"""What a row below a header is when it is no record: a total, a section, a note, an example …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from sheets.backends import Cell
from sheets.recognise.content import is_blank
from sheets.recognise.headers import HeaderRows
from sheets.recognise.page import Page, shown
from sheets.recognise.vocabulary import compared

TOTAL = re.compile(
    r"^\W*((sub|grand)?\s*-?\s*(total|jumlah)|rata\s*-?\s*rata|rerata|average|mean|sum)"
    r"(\s+(total|jumlah|keseluruhan|seluruh(nya)?|semua|umum|akhir|biaya|anggaran|dana|harga|belanja|nilai|besar|cost|costs|budget|amount"
    r"|all|overall|rp|idr|[a-z]|[ivx]+|\d+))*\W*$",
    re.IGNORECASE,
)
STARTS_LIKE_TOTAL = re.compile(r"^\W*(sub\s*-?\s*total|grand\s*total|total|jumlah)\b", re.IGNORECASE)
NOTE = re.compile(
    r"^\W*((ket|keterangan|catatan|note|notes|sumber(\s+data)?|source|legend|legenda|petunjuk|disclaimer|mengetahui|menyetujui"
    r"|dibuat oleh|disusun oleh|disetujui|diperiksa|nip|last updated?|diperbarui"
    r"|terakhir diperbarui|dicetak)\b\s*[.:,)]|\*\)|\*+\s*\w)",
    re.IGNORECASE,
)
NOTE_WORD = re.compile(
    r"^\W*(ket|keterangan|catatan|notes?|legenda?|mengetahui|menyetujui|petunjuk)\W*$", re.IGNORECASE
)
EXAMPLE = re.compile(r"^\W*(contoh|example|misalnya|sample)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"^\s*(<[^<>]*>|\[[^]]*\]|\{\{.*\}\}|[.…_]{3,}|x{3,}|item\s*#?\d+|dst\.?|dll\.?|etc\.?|-+)\s*$", re.IGNORECASE
)
ORDINAL = re.compile(r"^\s*(\(?[A-Z][.)]?|\(?[IVX]+[.)]?)\s*$")
SECTION = re.compile(
    r"^\s*(\(?([A-Z]|[IVX]{1,5})[.)]\s|(bidang|bagian|tahap|fase|phase|section|program|kelompok|bab|part)\b)",
    re.IGNORECASE,
)
TAG = re.compile(r"^#[a-z][\w+ ]*$")
CERTAIN_ROWS = 3


@dataclass
class Area:
    """The rows `first` … `last`-1 (0-based) below a header and the columns of one table there."""

    page: Page
    found: HeaderRows
    cols: list[int]
    title: int
    first: int
    last: int
    counter: int | None = None
    keyed: frozenset[int] = frozenset()
    texts: dict[int, str] = field(default_factory=dict)


Cells = Sequence[tuple[int, Cell]]


Texts = Sequence[tuple[int, str]]


def why_no_record(area: Area, row: int, why: dict[int, str]) -> str | None:
    """Why a row is no record; None if it is one."""
    cells = area.page.filled(row, area.cols)
    if not cells:
        return "blank"
    texts = [(col, str(cell).strip()) for col, cell in cells if isinstance(cell, str)]
    for test in TESTS:
        reason = test(area, row, cells, texts, why)
        if reason:
            return reason
    return None


def _is_empty(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    """Only a row number, unticked boxes, or zeros that a formula left."""
    rest = [cell for col, cell in cells if cell not in (False, 0, "0", "FALSE", "-") and not _is_count(area, col, cell)]
    return "empty" if not rest else None


def _is_count(area: Area, col: int, cell: Cell) -> bool:
    """Whether a cell only counts the rows ("4", "4.", "d")."""
    return col == area.counter and (not isinstance(cell, str) or len(cell.strip()) <= 4)


def repeats_header(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    same = sum(compared(text) == compared(area.texts.get(col, "")) for col, text in texts if area.texts.get(col))
    return "header" if same >= 2 and same >= 0.6 * len(cells) else None


def _is_numbering(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    """The row "(1) (2) (3)" or "1 2 3 = 1+2" under the header of official forms."""
    if row > area.first + 1 or len(cells) < 3 or len(cells) < 0.7 * len(area.cols):
        return None
    heads = [re.match(r"\(?(\d{1,2})\)?(\s*[=(].*)?$", shown(cell)) for _, cell in cells]
    numbers = [int(head[1]) for head in heads if head]
    ordered = all(b - a in (0, 1) for a, b in pairwise(numbers))
    return "numbering" if len(numbers) == len(cells) and ordered and numbers[0] <= 1 else None


def _is_tags(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    tags = sum(bool(TAG.match(text)) for _, text in texts)
    return "tags" if tags >= 2 and tags == len(cells) else None


def _is_example(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    return "example" if texts and EXAMPLE.match(texts[0][1]) and row <= area.first + CERTAIN_ROWS else None


def _is_placeholder(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    rest = [(col, cell) for col, cell in cells if not _is_count(area, col, cell)]
    return "placeholder" if rest and all(isinstance(c, str) and PLACEHOLDER.match(c) for _, c in rest) else None


def _is_total(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    """A total's word and numbers; "Jumlah kader terlatih" with a unit beside it is an indicator."""
    if not texts:
        return "total" if _is_sum(area, row, cells, why) else None
    others = [text for _, text in texts[1:] if not _is_number_text(text)]
    if TOTAL.match(texts[0][1]) and len(others) <= 1:
        return "total"
    numbers = len(cells) - len(texts)
    uncounted = area.counter is not None and is_blank(area.page.cell(row, area.counter))
    loose = STARTS_LIKE_TOTAL.match(texts[0][1]) and not others and numbers and uncounted
    return "total" if loose else None


def _is_sum(area: Area, row: int, cells: Cells, why: dict[int, str]) -> bool:
    """Whether a row holds nothing but numbers, and the first of them is the sum of those above."""
    numbers = [(col, cell) for col, cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if len(numbers) != len(cells) or row - area.first < 2:
        return False
    col, total = numbers[0]
    above = [area.page.cell(r, col) for r in range(area.first, row) if r not in why]
    added = sum(cell for cell in above if isinstance(cell, int | float))
    return added != 0 and abs(added - total) <= 0.005 * abs(total)


def _is_note(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    if not texts or len(cells) > 3:
        return None
    first = texts[0][1]
    if NOTE.match(first) or (NOTE_WORD.match(first) and len(cells) <= 2):
        return "note"
    stands_apart = why.get(row - 1) in ("blank", "note", "section", "total") and _after_the_end(area, row, why)
    return "note" if stands_apart and not _looks_like_record(area, cells) else None


def _after_the_end(area: Area, row: int, why: dict[int, str]) -> bool:
    """Whether nothing that fills a record's columns follows."""
    need = max(2, len(area.keyed) // 2)
    later = range(row, min(area.last, row + 40))
    return all(len(area.page.filled(r, sorted(area.keyed))) < need for r in later)


def _looks_like_record(area: Area, cells: Cells) -> bool:
    keyed = [col for col, _ in cells if col in area.keyed]
    return area.title in keyed and len(keyed) >= min(2, len(area.keyed))


def _is_section(area: Area, row: int, cells: Cells, texts: Texts, why: dict[int, str]) -> str | None:
    """A heading between records: one text alone, merged across, numbered by letter, or under another column's name."""
    if not texts or len(area.keyed) < 3:
        return None
    numbers = [(col, text) for col, text in texts if ORDINAL.match(text) and (col == area.counter or col < area.title)]
    words = [(col, text) for col, text in texts if (col, text) not in numbers]
    values = [cell for col, cell in cells if not isinstance(cell, str) and col != area.counter]
    if len(words) != 1 or any(isinstance(value, date | bool) for value in values):
        return None
    wide = any(m[0] == row and m[3] - m[1] + 1 >= max(3, 0.5 * len(area.cols)) for m in area.page.merges)
    alone = len(cells) == 1 and (words[0][0] != area.title or _reads_like_heading(area, row, words[0][1]))
    return "section" if wide or alone or (numbers and _is_numbered_apart(area, row)) else None


def _is_numbered_apart(area: Area, row: int) -> bool:
    """Whether the neighbours are counted 1, 2, 3 where this row has a letter or a Roman number."""
    col = area.counter if area.counter is not None else min(area.cols)
    near = [
        area.page.cell(r, col) for r in (*range(row - 3, row), *range(row + 1, row + 5)) if area.first <= r < area.last
    ]
    return any(re.match(r"\(?\d+", shown(cell)) for cell in near)


def _reads_like_heading(area: Area, row: int, text: str) -> bool:
    if row + 1 >= area.last or area.page.is_blank_row(row + 1, area.cols):
        return False
    neighbours = [shown(area.page.cell(r, area.title)) for r in range(row + 1, min(row + 4, area.last))]
    shouts = text.isupper() and len(text) > 3 and not any(n.isupper() for n in neighbours if len(n) > 3)
    return bool(SECTION.match(text)) or text.endswith(":") or shouts


def _is_number_text(text: str) -> bool:
    return bool(re.fullmatch(r"(rp\.?)?\s*[\d.,\s%-]+", text, re.IGNORECASE))


TESTS = (
    _is_empty,
    repeats_header,
    _is_numbering,
    _is_tags,
    _is_example,
    _is_placeholder,
    _is_total,
    _is_note,
    _is_section,
)
