"""Shapes that are no tables: label–value forms, records in columns, settings, lists without a header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheets.backends import Cell
from sheets.correcting import is_line
from sheets.corrections import Line
from sheets.recognise.content import is_blank
from sheets.recognise.headers import VALUE
from sheets.recognise.page import Page, shown
from sheets.recognise.parts import ColumnMatch, NotRecognised, TableMatch
from sheets.recognise.vocabulary import Vocabulary, compared
from sheets.schema import Table

LOOKED_AT = 60
PERSON = re.compile(
    r"\b(hadir|kehadiran|absen|absensi|presensi|attendance|attendees?|peserta|tanda tangan|ttd|paraf|signature)\b", re.I
)


def labels(page: Page, last: int | None = None) -> list[tuple[str, str]]:
    """The label–value pairs among the first rows: "Tanggal:" with its value further right, or "Tanggal : 12 Mei"."""
    pairs = []
    for row in range(min(page.height if last is None else last, LOOKED_AT)):
        pairs += _pairs(page.filled(row))
    return pairs


def _pairs(cells: Sequence[tuple[int, Cell]]) -> list[tuple[str, str]]:
    pairs = []
    for n, (_, cell) in enumerate(cells):
        text = shown(cell)
        after = shown(cells[n + 1][1]) if n + 1 < len(cells) else ""
        if not isinstance(cell, str) or len(text) > 80:
            continue
        if text.endswith(":") and len(text) > 2:
            pairs.append((text.rstrip(": "), after))
        elif after.startswith(":") and len(text) > 1:
            value = after.lstrip(": ") or (shown(cells[n + 2][1]) if n + 2 < len(cells) else "")
            pairs.append((text, value))
        elif match := re.match(r"^([^:]{3,40}?)\s*:\s+(\S.*)$", text):
            pairs.append((match[1], match[2]))
    return pairs


def what_it_is(page: Page, words: Vocabulary) -> NotRecognised:
    """Why a tab without a recognised table is not read, in the most helpful words."""
    tab = page.grid.tab
    cells = sum(len(page.filled(row)) for row in range(min(page.height, 200)))
    if cells == 0:
        return NotRecognised(tab, "empty_tab")
    if cells == 1:
        return NotRecognised(tab, "one_cell")
    sideways = _sideways(page, words)
    if sideways:
        return sideways
    pairs = labels(page)
    if len(pairs) >= 3:
        return NotRecognised(tab, "form", {"labels": _told([label for label, _ in pairs])})
    return _no_header(page, words)


def _sideways(page: Page, words: Vocabulary) -> NotRecognised | None:
    """Headers in a column: one record (a form) or one record a column."""
    for col in range(min(page.width, 3)):
        texts = [shown(page.cell(row, col)).rstrip(" :") for row in range(min(page.height, LOOKED_AT))]
        named = [
            (row, text) for row, text in enumerate(texts) if text and len(text) < 40 and words.is_header_word(text)
        ]
        values = {c for row, _ in named for c, _ in page.filled(row) if c > col}
        if len(named) >= 3 and values and len(named) >= 0.5 * sum(map(bool, texts)):
            why = "form" if len(values) <= 2 else "transposed"
            return NotRecognised(page.grid.tab, why, {"labels": _told([text for _, text in named]), "n": len(values)})
    return None


def _no_header(page: Page, words: Vocabulary) -> NotRecognised:
    tab, hint = page.grid.tab, words.tab(page.grid.tab)
    first = next((row for row in range(page.height) if len(page.filled(row)) >= 2), 0)
    typed = [cell for _, cell in page.filled(first) if not isinstance(cell, str) or VALUE.match(cell.strip())]
    known = any(
        words.is_header_word(shown(cell)) for row in range(min(page.height, 15)) for _, cell in page.filled(row)
    )
    if typed or (not known and max(hint.values(), default=0) >= 0.9):
        return NotRecognised(tab, "no_header", {"row": first + 1})
    heads = [shown(cell) for _, cell in page.filled(first)]
    return NotRecognised(tab, "unknown_table" if known or heads else "no_table", {"headers": _told(heads)})


def _told(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names[:6] if name))


def settings_rows(page: Page, words: Vocabulary, table: Table) -> TableMatch | None:
    """The settings tab: a key on the left (by any of its names), its value beside it; None if it is none."""
    named = max((s for t, s in words.tab(page.grid.tab).items() if t == table.name), default=0.0)
    for col in range(min(page.width, 4)):
        if named < 0.9 and sum(_setting(page, row, col, words) is not None for row in range(min(page.height, 14))) < 3:
            continue
        keys = {row: key for row in range(min(page.height, 200)) if (key := _setting(page, row, col, words))}
        if len(keys) >= (1 if named >= 0.9 else 4) and len(set(keys.values())) >= 0.5 * len(keys):
            return _settings_match(page, table, col, keys, words)
    return None


def _setting(page: Page, row: int, col: int, words: Vocabulary) -> str | None:
    """The key of a setting; the text itself where it is a correction's."""
    text = shown(page.cell(row, col))
    return words.settings.get(compared(text)) or (text if ">" in text and is_line(text) else None)


def lines_of(match: TableMatch) -> list[tuple[int, Line]]:
    """The corrections in a settings tab, each with its position among the tab's rows."""
    keys, values, notes = (match.given[key] for key in ("key", "value", "note"))
    texts = [(n, shown(key)) for n, key in enumerate(keys)]
    return [(n, Line(key, shown(values[n]), shown(notes[n]))) for n, key in texts if ">" in key and is_line(key)]


def _settings_match(page: Page, table: Table, col: int, keys: dict[int, str], words: Vocabulary) -> TableMatch:
    first = min(keys)
    value = next((c for c in range(col + 1, page.width) if any(not is_blank(page.cell(r, c)) for r in keys)), col + 1)
    columns = [ColumnMatch("key", shown(page.cell(first - 1, col)) if first else "", col, "exact")]
    columns.append(ColumnMatch("value", shown(page.cell(first - 1, value)) if first else "", value, "exact"))
    columns.append(ColumnMatch("note", shown(page.cell(first - 1, value + 1)) if first else "", value + 1, "exact"))
    header = [first] if first else []
    rows = [row for row in range(first, page.height) if not is_blank(page.cell(row, col))]
    match = TableMatch(table, page.grid, header, columns, [], [row + 1 for row in rows])
    match.given = {
        "key": [keys.get(r) or page.cell(r, col) for r in rows],
        "value": [page.cell(r, value) for r in rows],
        "note": [page.cell(r, value + 1) for r in rows],
    }
    match.places = [value] * len(rows)
    return match
