"""Answers of survey forms as their tools export them (KoboToolbox, ODK, Google Forms), made into a plain table.

Cells stay where they are, so that a row and a letter still name the cell of the file: a group before a field is taken
off its header, a row of labels takes the place of the row of names, the 0/1 columns of one question become one cell of
choices, and what the tool adds for itself (`_uuid`, `_submission_time` …) is set aside by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sheets.backends import Book, Cell, Grid
from sheets.importing.questions import as_header
from sheets.recognise import UnknownColumn
from sheets.recognise.content import is_blank
from sheets.recognise.page import shown

Known = Callable[[str], bool]
MARKS = frozenset({
    "_uuid", "_submission_time", "_parent_index", "_parent_table_name", "meta/instanceid", "meta-instanceid",
    "formhub/uuid", "_xform_id_string", "parent_key", "submissiondate",
})  # fmt: skip
OWN = MARKS | frozenset({
    "start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "audit", "_id",
    "__version__", "_version_", "_submitted_by", "_validation_status", "_notes", "_status", "_tags", "_index",
    "_attachments", "_geolocation", "meta/instancename", "meta-instancename", "meta/rootuuid", "instanceid", "key",
    "submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "reviewstate", "edits",
    "formversion", "rooted_uuid", "background-audio",
})  # fmt: skip
OF_THE_TOOL = re.compile(r"^(_submission_\w+|_.*_(altitude|precision)|_version.*)$")
PLACE = re.compile(r"^_.*_(latitude|longitude)$", re.IGNORECASE)
NAME = re.compile(r"^[A-Za-z_][\w./-]*$")
STAMPS = frozenset({"timestamp", "stempel waktu", "cap waktu"})
TRUE, FALSE = frozenset({"1", "true", "1.0"}), frozenset({"0", "false", "0.0"})
LABELS = 0.4


@dataclass
class FormExport:
    """What was found of a form's tool on one tab: its own columns, set aside, and the questions put together.

    `asked`: column → the question as it stands in the file, where it is read under a shorter name.
    """

    tool: str
    own: list[UnknownColumn] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    labels: bool = False
    asked: dict[int, str] = field(default_factory=dict)


def plain_tables(book: Book, known: Known) -> tuple[Book, dict[str, FormExport]]:
    """The book with every form's export as a plain table, and what was done, by tab; `known`: a header's word?"""
    found: dict[str, FormExport] = {}
    grids = []
    for grid in book.grids:
        export, made = _plain(grid, known)
        grids.append(made)
        if export is not None:
            found[grid.tab] = export
    return (replace(book, grids=grids), found) if found else (book, found)


def _plain(grid: Grid, known: Known) -> tuple[FormExport | None, Grid]:
    names = [shown(cell) for cell in grid.rows[0]] if grid.rows else []
    lower = {name.casefold() for name in names}
    tool = "form" if lower & MARKS else "google" if names and names[0].casefold() in STAMPS else ""
    labels = _labels(grid, names, known)
    if not tool and not labels:
        return None, grid
    export = FormExport(tool or "form", labels=bool(labels))
    if tool == "google":
        return export, _with_headers(grid, names, export, known)
    return export, _rewritten(grid, names, labels, export, known)


def _with_headers(grid: Grid, names: Sequence[str], export: FormExport, known: Known) -> Grid:
    """The same tab, its questions said as headers."""
    headers = [as_header(name, known) for name in names]
    headers[0] = "timestamp"
    export.asked = {col: name for col, name in enumerate(names) if name != headers[col]}
    return replace(grid, rows=[list(headers), *grid.rows[1:]])


def _labels(grid: Grid, names: Sequence[str], known: Known) -> list[str]:
    """The second row, where it holds the questions and the first one only their names."""
    filled = [name for name in names if name]
    if len(grid.rows) < 3 or len(filled) < 2 or not all(map(NAME.match, filled)):
        return []
    if not any("_" in name or "/" in name for name in filled):
        return []
    second = [shown(cell) if isinstance(cell, str) else "" for cell in grid.rows[1]]
    asked = [text for text in second if known(text) or text.endswith(("?", ":", "*"))]
    texts = [text for text in second if text]
    return second if texts and len(asked) >= max(2, LABELS * len(texts)) else []


# Rewriting


def _rewritten(grid: Grid, names: list[str], labels: list[str], export: FormExport, known: Known) -> Grid:
    first = 2 if labels else 1
    rows: list[list[Cell]] = [list(row) for row in grid.rows]
    own = [col for col, name in enumerate(names) if _is_own(name)]
    export.own = [UnknownColumn(names[col], col) for col in own]
    headers = _headers(names, labels, known)
    for base, options in _questions(rows[first:], names).items():
        _join(rows[first:], names, headers, labels, base, options)
        export.joined.append(headers[base])
    for col in own:
        headers[col] = ""
        _empty(rows[first:], col)
    rows[0] = []
    rows[first - 1] = list(headers)
    return replace(grid, rows=rows)


def _is_own(name: str) -> bool:
    plain = name.casefold()
    return plain in OWN or (bool(OF_THE_TOOL.match(plain)) and not PLACE.match(name))


def _headers(names: Sequence[str], labels: Sequence[str], known: Known) -> list[str]:
    """For each column its question where that is a known word, else its name without the groups before it."""
    last = Counter(_field(name).casefold() for name in names if name)
    found = []
    for col, name in enumerate(names):
        label = labels[col] if col < len(labels) else ""
        bare = _field(name) if last[_field(name).casefold()] < 2 else re.sub(r"[/.]", " ", name)
        if not known(name) and "-" in bare and " " not in bare and known(bare.rpartition("-")[2]):
            bare = bare.rpartition("-")[2]
        label = as_header(label, known) if label else ""
        found.append(label if label and (known(label) or not known(bare)) else bare)
    return found


def _field(name: str) -> str:
    """A field without its groups: `identitas/nama_kelompok` → `nama_kelompok`; coordinates by their kind."""
    place = PLACE.match(name)
    return place[1] if place else name.rpartition("/")[2]


# Questions with several answers


def _questions(rows: Sequence[Sequence[Cell]], names: Sequence[str]) -> dict[int, list[int]]:
    """The column that each split question goes to → the 0/1 columns of its options."""
    parts: dict[str, list[int]] = {}
    for col, name in enumerate(names):
        prefix, slash, option = name.rpartition("/")
        if slash and option and not _is_own(name):
            parts.setdefault(prefix, []).append(col)
    found = {}
    for prefix, cols in parts.items():
        base = names.index(prefix) if prefix in names else None
        if (base is not None or len(cols) > 1) and _are_marks(rows, cols):
            found[cols[0] if base is None else base] = cols
    return found


def _are_marks(rows: Sequence[Sequence[Cell]], cols: Iterable[int]) -> bool:
    cells = [row[col] for row in rows for col in cols if col < len(row) and not is_blank(row[col])]
    return bool(cells) and all(_mark(cell) is not None for cell in cells)


def _mark(cell: Cell) -> bool | None:
    text = str(cell).strip().casefold()
    return True if text in TRUE else False if text in FALSE else None


def _join(
    rows: Sequence[list[Cell]], names: Sequence[str], headers: list[str], labels: Sequence[str], base: int,
    options: Sequence[int],
) -> None:  # fmt: skip
    """One cell of choices where the options' columns stood."""
    words = {col: _option(names[col], labels[col] if col < len(labels) else "") for col in options}
    if base in options:
        headers[base] = _field(names[base].rpartition("/")[0])
    for row in rows:
        chosen = [words[col] for col in options if col < len(row) and _mark(row[col])]
        asked = any(col < len(row) and not is_blank(row[col]) for col in options)
        if asked:
            row.extend([None] * (base + 1 - len(row)))
            row[base] = "; ".join(chosen) or None
    for col in options:
        if col != base:
            headers[col] = ""
            _empty(rows, col)


def _option(name: str, label: str) -> str:
    return (label.rpartition("/")[2] if label else name.rpartition("/")[2].replace("_", " ")).strip()


def _empty(rows: Sequence[list[Cell]], col: int) -> None:
    for row in rows:
        if col < len(row):
            row[col] = None
