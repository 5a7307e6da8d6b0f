"""Yes or no: words, ticks, tick boxes and 1/0; an `x` means what the rest of its column says."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import (
    NOTHING,
    Cell,
    ColumnReading,
    Context,
    Kind,
    Reading,
    is_blank,
    key_of,
    notice,
    read_each,
    refuse,
    unreadable,
)
from sheets.kinds.typed import is_dash, is_error, one_line

if TYPE_CHECKING:
    from sheets.schema import Column

YES = frozenset(
    [
        "ya",
        "y",
        "iya",
        "yes",
        "yess",
        "true",
        "benar",
        "betul",
        "ada",
        "sudah",
        "sdh",
        "udah",
        "setuju",
        "bersedia",
        "oke",
        "ok",
        "v",
        "√",
        "✓",
        "✔",
        "✅",
        "☑",
        "☒",
        "★",
        "⭐",
        "1",
        "aktif",
        "on",
        "punya",
        "pernah",
        "hadir",
        "wajib",
        "👍",
        "🟢",
        "●",
        "x✓",
    ]
)
NO = frozenset(
    [
        "tidak",
        "tdk",
        "tak",
        "gak",
        "ga",
        "nggak",
        "enggak",
        "t",
        "n",
        "no",
        "false",
        "salah",
        "belum",
        "blm",
        "bukan",
        "✗",
        "✘",
        "❌",
        "✖",
        "×",
        "☐",
        "0",
        "off",
        "none",
        "nihil",
        "nonaktif",
        "absen",
        "🔴",
        "○",
    ]
) | {"tidak ada", "tdk ada", "tidak aktif", "tidak setuju", "tidak bersedia", "belum ada", "tidak hadir", "not yet"}
UNKNOWN = frozenset({"", "?", "n/a", "na", "tbd", "menyusul", "kosong", "belum diisi", "tidak tahu", "tt"})
WORDS = {"id": {True: "Ya", False: "Tidak"}, "en": {True: "Yes", False: "No"}}


class Truth(Kind):
    """Yes, no or nothing."""

    name = "bool"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """True, False or None for each cell."""
        if set(map(type, cells)) <= {bool, NOTHING}:
            return ColumnReading({key_of(column): list(cells)}, [])
        marks = {folded(cell) for cell in set(cells) if isinstance(cell, str)}
        other_yes = bool(marks & YES) or any(cell is True for cell in cells)
        values, findings = read_each(cells, lambda cell: read_truth(cell, x_means=False if other_yes else None))
        return ColumnReading({key_of(column): values}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """True or False."""
        reading = read_truth(value if isinstance(value, str | bool | int | float) else str(value), x_means=None)
        for note in reading.notes:
            refuse(note.reason, context)
        return reading.value

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A tick in a column of tick boxes; else the word that the column uses for it, or Ya/Tidak."""
        if is_blank(value):
            return None
        if any(isinstance(cell, bool) for cell in like):
            return bool(value)
        used = [cell for cell in like if isinstance(cell, str) and read_truth(cell, x_means=False).value is bool(value)]
        return max(set(used), key=used.count) if used else WORDS[context.language][bool(value)]

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """Ya or Tidak, Yes or No."""
        return "" if is_blank(value) else WORDS[language][bool(value)]


def folded(text: str) -> str:
    """A mark as it is compared."""
    text = one_line(unicodedata.normalize("NFKC", text)).casefold().replace("\ufe0f", "")
    return text.strip(" .!()[]") if len(text) > 1 else text


def read_truth(cell: Cell, *, x_means: bool | None) -> Reading:
    """One cell; `x_means` None: an x counts as a tick, and that is said, because nothing else in its column does."""
    if cell is None or isinstance(cell, bool):
        return Reading(cell)
    if isinstance(cell, int | float):
        return Reading(bool(cell)) if cell in (0, 1) else unreadable("not_yes_no")
    if not isinstance(cell, str):
        return unreadable("not_yes_no")
    mark = folded(cell)
    if mark in YES or mark in NO:
        return Reading(mark in YES)
    if mark == "x":
        return notice(True, "x_as_yes", "✔") if x_means is None else Reading(x_means)
    return _no_mark(mark)


def _no_mark(mark: str) -> Reading:
    if is_error(mark):
        return unreadable("error_cell", error=mark.upper())
    return Reading() if is_dash(mark) or mark in UNKNOWN else unreadable("not_yes_no")
