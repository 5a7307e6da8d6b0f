"""The names by which rows refer to each other: an index of every table that some matched column points to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from sheets.kinds import ReferenceIndex
from sheets.schema import Table

if TYPE_CHECKING:
    from sheets.reading import Piece

SHORT = ("short_name",)
WEAK = ("contact", "backup_contact")
REFERENCES = frozenset({"reference", "references"})


def indexes(pieces: Sequence[Piece]) -> dict[str, ReferenceIndex]:
    """An index for each table that a filled reference cell of these pieces may name; nameless rows are left out."""
    wanted = {table: None for piece in pieces for table in _targets(piece)}
    return {name: _index([piece for piece in pieces if piece.table.name == name]) for name in wanted}


def _targets(piece: Piece) -> Iterable[str]:
    matched = {column.key: column for column in piece.match.columns}
    for column in piece.table.columns:
        if column.kind not in REFERENCES or not column.to:
            continue
        if (column.key in matched and any(piece.match.cells(matched[column.key]))) or column.key in piece.match.given:
            yield column.to


def _index(pieces: Sequence[Piece]) -> ReferenceIndex:
    """Rows that were put aside are found by their names only where no other row is called so."""
    index = ReferenceIndex(pieces[0].table.tab("id") if pieces else "")
    for piece in pieces:
        keys = (piece.table.title, *SHORT, *WEAK)
        rows = zip(piece.ids, _aside(piece), *(_texts(piece, key) for key in keys), strict=False)
        for row_id, aside, title, short, contact, backup in rows:
            if title or short or not row_id.startswith("~"):
                index.add(row_id, title, short, weak=(contact, backup), aside=aside)
    return index


def _aside(piece: Piece) -> Iterable[bool]:
    """Which rows were put aside, by the word that their table declares for it."""
    archive = piece.table.archive
    held = piece.values.get(archive["column"]) if archive else None
    return repeat(False, len(piece.ids)) if held is None else (value == piece.table.aside for value in held)


def _texts(piece: Piece, key: str) -> Iterable[Any]:
    table: Table = piece.table
    found: Mapping[str, Any] = piece.values
    if key not in table.by_key or table.by_key[key].kind not in ("text", "long"):
        return repeat(None, len(piece.ids))
    return found.get(key) or repeat(None, len(piece.ids))
