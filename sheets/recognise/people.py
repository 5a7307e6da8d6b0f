"""Lists that name the same more than once: attendance lists, and registers with a row for every person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sheets.recognise.columns import Header
from sheets.recognise.parts import Doubt, TableMatch
from sheets.recognise.vocabulary import Vocabulary, compared

SIGNED = re.compile(r"\b(tanda tangan|ttd|paraf|signature|kehadiran|hadir|absen|presensi|attendance)\b")
MOST = 20


def say(match: TableMatch, headers: Sequence[Header], words: Vocabulary) -> None:
    """Says that a list is an attendance list, and which names stand in several of its rows."""
    table = match.table
    title = next((column for column in match.columns if column.key == table.title), None)
    if title is None or "contact" not in table.by_key:
        return
    signed = next((header for header in headers if SIGNED.search(compared(header.text))), None)
    if signed:
        match.doubts.append(Doubt("attendance_list", col=signed.col, value=signed.text))
    names = [str(cell) for cell in match.cells(title) if isinstance(cell, str) and cell.strip()]
    for name, n in Counter(map(compared, names)).most_common(MOST):
        if n > 1 and name:
            row = next(r for r, cell in zip(match.rows, match.cells(title), strict=True) if compared(str(cell)) == name)
            match.doubts.append(Doubt("repeated_names", row, title.col, title.key, name, details={"n": n}))
