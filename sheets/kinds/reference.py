"""References: one row names another by its id, name, short name or contact person, however it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import (
    NOTICE,
    Cell,
    ColumnReading,
    Context,
    Finding,
    Kind,
    Note,
    Reading,
    found_at,
    is_blank,
    key_of,
    refuse,
)
from sheets.kinds.names import ReferenceIndex, split_names
from sheets.kinds.typed import clean, is_dash, is_empty, is_error, one_line, shown_as

if TYPE_CHECKING:
    from sheets.schema import Column

__all__ = ["Reference", "ReferenceIndex", "References"]


class Reference(Kind):
    """The name of another row as typed; `<key>_id` holds the id that was found."""

    name = "reference"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """Text or None, and an id or None, for each cell."""
        read = _reader(column, context)
        texts, ids, findings = _columns(cells, lambda cell: _one(cell, read))
        key = key_of(column)
        return ColumnReading({key: texts, f"{key}_id": ids}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """The id or name of an existing row, as given; a name that two rows have is refused."""
        text = one_line(str(value))
        index = _index(context.column, context)
        if not index:
            return text
        found = index.find(text)
        if len(found) != 1:
            refuse("ambiguous_reference" if found else "unknown_reference", context, **_details(text, found, index))
        return text

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The row's name when the column names rows by name, its id when the column uses ids."""
        return None if is_blank(value) else _written(str(value), _index(context.column, context), like)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """The row's own name."""
        return "" if is_blank(value) else _named(str(value), _index(context.column, context) if context else None)


class References(Reference):
    """The names of several other rows, as typed; `<key>_ids` holds the ids that were found."""

    name = "references"
    many = True

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A tuple of texts or None, and a tuple of ids or None, for each cell."""
        read = _reader(column, context)
        texts, ids, findings = _columns(cells, lambda cell: _many(cell, read))
        key = key_of(column)
        return ColumnReading({key: texts, f"{key}_ids": ids}, findings)

    def accept(self, value: Any, context: Context) -> Any:
        """A tuple of ids or names of existing rows."""
        given = split_names(value, _reader(context.column, context)) if isinstance(value, str) else list(value)
        found = tuple(
            dict.fromkeys(super(References, self).accept(each, context) for each in given if not is_blank(each))
        )
        return found or self.check_empty(context)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The names with commas between, or with ";" where a name holds a comma itself."""
        if is_blank(value):
            return None
        index = _index(context.column, context)
        names = [_written(str(each), index, like) for each in ([value] if isinstance(value, str) else value)]
        return ("; " if any("," in name for name in names) else ", ").join(names)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """The rows' own names with commas between."""
        if is_blank(value):
            return ""
        index = _index(context.column, context) if context else None
        return ", ".join(_named(str(each), index) for each in ([value] if isinstance(value, str) else value))


def _index(column: Column | None, context: Context) -> ReferenceIndex | None:
    target = getattr(column, "to", None)
    return context.references.get(target) if target else None


@dataclass(frozen=True)
class _Found:
    """How names are looked up in one column; without an index nothing is known and nothing is missed."""

    index: ReferenceIndex | None

    def __call__(self, text: str) -> tuple[str, ...]:
        return self.index.find(text) if self.index else ()

    def note(self, text: str) -> Note | None:
        """What to say about a name that is not one row's."""
        if not self.index or len(found := self(text)) == 1:
            return None
        reason = "ambiguous_reference" if found else "unknown_reference"
        return Note(reason, NOTICE, text, _details(text, found, self.index))


def _reader(column: Column | None, context: Context) -> _Found:
    return _Found(_index(column, context))


def _details(text: str, found: Sequence[str], index: ReferenceIndex) -> dict[str, Any]:
    named = " / ".join(f"{row_id} {index.names[row_id]}" for row_id in found)
    return {"value": text, "name": text, "to": index.table, "ids": tuple(found), "candidates": named}


def _columns(
    cells: Sequence[Cell], read: Callable[[Cell], tuple[Any, Any, tuple[Note, ...]]]
) -> tuple[list[Any], list[Any], list[Finding]]:
    """Texts, ids and findings; each distinct cell is read once."""
    keys: Sequence[Any] = [(type(c), c) for c in cells] if bool in set(map(type, cells)) else cells
    readings = {key: read(key[1] if type(key) is tuple else key) for key in set(keys)}
    texts = {key: text for key, (text, _, _) in readings.items()}
    ids = {key: found for key, (_, found, _) in readings.items()}
    noted = {key: notes for key, (_, _, notes) in readings.items() if notes}
    return list(map(texts.__getitem__, keys)), list(map(ids.__getitem__, keys)), found_at(keys, noted)


def _nothing(cell: Cell) -> Reading | None:
    """The reading of a cell that names nobody; None when it has to be looked up."""
    text = clean(shown_as(cell))
    if not text or is_dash(text) or is_empty(text):
        return Reading()
    return Reading(None, (Note("error_cell", details={"error": text}),)) if is_error(text) else None


def _one(cell: Cell, found: _Found) -> tuple[str | None, str | None, tuple[Note, ...]]:
    if nothing := _nothing(cell):
        return None, None, nothing.notes
    text = one_line(shown_as(cell))
    if len(ids := found(text)) == 1:
        return text, ids[0], ()
    names = split_names(clean(shown_as(cell)), found)
    known = [name for name in names if len(found(name)) == 1]
    if len(names) > 1 and known:
        first = Note("several_references", NOTICE, known[0], {"rest": ", ".join(n for n in names if n != known[0])})
        return text, found(known[0])[0], (first,)
    note = found.note(names[0] if len(names) == 1 else text)
    return text, None, (note,) if note else ()


def _many(cell: Cell, found: _Found) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[Note, ...]]:
    if nothing := _nothing(cell):
        return None, None, nothing.notes
    names = tuple(dict.fromkeys(split_names(clean(shown_as(cell)), found)))
    ids = [rows[0] for name in names if len(rows := found(name)) == 1]
    notes = tuple(note for name in names if (note := found.note(name)))
    return names, tuple(dict.fromkeys(ids)), notes


def _written(value: str, index: ReferenceIndex | None, like: Sequence[Cell]) -> str:
    """The value as the column writes its references: by id where its present cells do, else by name."""
    if not index or value not in index.names:
        return value
    texts = [one_line(cell) for cell in like if isinstance(cell, str) and cell.strip()]
    by_id = sum(1 for text in texts if any(part.strip() in index.names for part in re.split(r"[,;]", text)))
    name = index.names[value]
    by_name = bool(texts) and by_id * 2 < len(texts) and index.find(name) == (value,)
    return name if by_name else value


def _named(value: str, index: ReferenceIndex | None) -> str:
    if not index:
        return value
    found = index.find(value)
    return index.names[found[0]] if len(found) == 1 else value
