"""Which rows below a header are records, and what the others are: blank, totals, sections, notes, repeated headers …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sheets.backends import Cell
from sheets.recognise.content import is_blank
from sheets.recognise.parts import LeftOut
from sheets.recognise.row_reasons import CERTAIN_ROWS, Area, repeats_header, why_no_record
from sheets.recognise.vocabulary import Vocabulary

EDGE = "\x1f"
SPEAKS = re.compile(
    rf"{EDGE}\s*([^\w\s]|_|x{{3,}}|(sub|grand|total|jumlah|rata|rerata|average|mean|sum|ket|keterangan|catatan|notes?|sumber|source"
    r"|legend\w*|petunjuk|disclaimer|mengetahui|menyetujui|dibuat|disusun|disetujui|diperiksa|nip|last|diperbarui|terakhir|dicetak"
    r"|contoh|example|misalnya|sample|item|dst|dll|etc)\b)",
    re.IGNORECASE,
)
ODD_BEGINNINGS = frozenset(
    re.findall(r"\w+", "xxx sub gra tot jum rat rer ave mea sum ket cat not sou leg pet dis men dib dip nip las ter"
               " dic con exa mis sam ite dst dll etc")
)  # fmt: skip


@dataclass
class SortedRows:
    """Which rows are records (None = all of them), which are not and why, and where the table ends."""

    keep: list[bool] | None
    left_out: list[LeftOut]
    end: int


def sort_rows(area: Area, words: Vocabulary) -> SortedRows:
    """Tells the records of a table from everything else that stands below its header."""
    why: dict[int, str] = {}
    end = area.last
    doubtful = _doubtful(area, words)
    for row in doubtful:
        if row >= end:
            break
        if _begins_another(area, row, words):
            end = _title_above(area, row)
            break
        reason = why_no_record(area, row, why)
        if reason:
            why[row] = reason
    end = _trim(area, why, end)
    keep = [row not in why for row in range(area.first, end)] if any(row < end for row in why) else None
    tab = area.page.grid.tab
    return SortedRows(keep, [LeftOut(tab, row + 1, reason) for row, reason in _told(area, why, end)], end)


def _doubtful(area: Area, words: Vocabulary) -> list[int]:
    """The rows worth a look: no title, a title that speaks, a blank where others are filled, the first and the last."""
    columns = area.page.columns(area.first, area.last)
    titles = columns[area.title] if area.title < len(columns) else ()
    odd = _speaking(titles, words)
    rows = {area.first + n for n, cell in enumerate(titles) if cell in odd} if odd else set()
    for col in _dense(area):
        if None in columns[col] or "" in columns[col]:
            rows.update(area.first + n for n, cell in enumerate(columns[col]) if cell is None or cell == "")
    rows.update(range(area.first, min(area.first + CERTAIN_ROWS, area.last)))
    rows.update(range(max(area.first, area.last - 12), area.last))
    return sorted(rows)


def _begins_oddly(three: str) -> bool:
    """Whether three letters may begin a word of SPEAKS."""
    return three.casefold() in ODD_BEGINNINGS or not three[:1].isalnum()


def _speaking(titles: Sequence[Cell], words: Vocabulary) -> set[Cell]:
    """The titles that may not be a record's: blanks, a column's name, a total's or a note's word; one search."""
    distinct = set(titles)
    odd: set[Cell] = distinct & {None, ""}
    texts: list[str] = list(distinct) if set(map(type, distinct)) == {str} else [c for c in distinct if type(c) is str]  # type: ignore[arg-type]
    folded = "\n".join(texts).casefold().split("\n")
    if not words.spelled.isdisjoint(folded) or any(map(_begins_oddly, {text[:3] for text in folded})):
        odd.update(text for text in texts if SPEAKS.match(EDGE + text) or text.strip().casefold() in words.spelled)
    return odd


def _dense(area: Area) -> list[int]:
    """One or two other columns that records usually fill."""
    rows = area.page.rows[area.first : min(area.last, area.first + 400)]
    sample = [row for row in rows if _has(row, area.title)][:60]
    counts = [(sum(_has(row, col) for row in sample), -col) for col in area.cols if col != area.title]
    return [-col for count, col in sorted(counts, reverse=True)[:2] if sample and count >= 0.6 * len(sample)]


def _has(row: Sequence[Cell], col: int) -> bool:
    return col < len(row) and not is_blank(row[col])


def _begins_another(area: Area, row: int, words: Vocabulary) -> bool:
    """Whether a row is the header of another table below."""
    cells = area.page.filled(row, area.cols)
    texts = [str(cell) for _, cell in cells if isinstance(cell, str) and len(str(cell)) < 60]
    if row == area.first or len(texts) < 2 or len(texts) < len(cells):
        return False
    if _is_foreign(area, row):
        return True
    known = sum(words.is_header_word(text) for text in texts)
    alone = area.page.is_blank_row(row - 1) or len(area.page.filled(row - 1)) == 1
    repeats = repeats_header(area, row, cells, [(col, str(cell)) for col, cell in cells], {})
    return not repeats and known >= 2 and known >= (0.5 if alone else 0.8) * len(texts)


def _is_foreign(area: Area, row: int) -> bool:
    """Whether a row of texts after a gap heads rows that are named by numbers where the records have words."""
    page = area.page
    if not page.is_blank_row(row - 1) or row + 1 >= area.last:
        return False
    if not all(isinstance(page.cell(above, area.title), str | None) for above in range(max(area.first, row - 20), row)):
        return False
    below = page.filled(row + 1, area.cols)
    return len(below) >= 2 and isinstance(page.cell(row + 1, area.title), int | float | date)


def _title_above(area: Area, row: int) -> int:
    """The first of the rows that head another table's header: its title, and the blank rows around it."""
    while row > area.first + 1 and len(area.page.filled(row - 1, area.cols)) <= 1:
        row -= 1
    return row


def _trim(area: Area, why: dict[int, str], end: int) -> int:
    """Where the table ends when its last blank rows are let go."""
    while end > area.first and why.get(end - 1) in ("blank", "empty"):
        end -= 1
    return end


def _told(area: Area, why: dict[int, str], end: int) -> list[tuple[int, str]]:
    """The rows to tell about: of a run of blank rows only the first, of those after the end none.

    A row that is blank in this table's columns alone is told in any case.
    """
    told = []
    for row, reason in sorted(why.items()):
        again = reason in ("blank", "empty") and why.get(row - 1) == reason
        if row < end and not (again and area.page.is_blank_row(row)):
            told.append((row, reason))
    return told
