"""References: one row names another by its id, name, short name or contact person, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sheets.kinds.base import (
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
from sheets.kinds.typed import clean, is_dash, is_empty, is_error, one_line, shown_as

if TYPE_CHECKING:
    from sheets.schema import Column

HONORIFICS = re.compile(
    r"^(?:(?:bu|ibu|pak|bapak|bpk|sdr|sdri|saudara|saudari|mas|mbak|kak|kang|teh|haji|hj|h|hajjah|ustadz?|ustadzah|drs?|dra|ir|prof|"
    r"mr|mrs|ms)\b\.?\s*)+",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
BULLET = re.compile(r"^\s*(?:\(?\d{1,2}[.)]\s+|[-–•*·●]\s*)")
ALWAYS = re.compile(r"\s*[;\n|]\s*")
SOMETIMES = (
    re.compile(r"\s*,\s*"),
    re.compile(r"\s*/\s*"),
    re.compile(r"\s+(?:dan|and|serta)\s+|\s*[&+]\s*", re.IGNORECASE),
)
AFTER_NAME = re.compile(
    r"^(?:tbk|s\.?\s?\w{1,3}|m\.?\s?\w{1,3}|dr|ph\.?d|a\.?md\.?\w*|ltd|inc|llc|se|sh|mm)\.?$", re.IGNORECASE
)


@dataclass
class ReferenceIndex:
    """The rows of one table, found by any of their names; filled by whoever read that table.

    `add("M-01", "Pemerintah Desa", "Pemdes", weak=["Bu Sari"])`: weak names (contact persons) count where no row is
    called so itself.
    """

    table: str = ""
    names: dict[str, str] = field(default_factory=dict)
    strong: dict[str, list[str]] = field(default_factory=dict)
    weak: dict[str, list[str]] = field(default_factory=dict)

    def add(self, row_id: str, *names: str | None, weak: Iterable[str | None] = ()) -> None:
        """Makes a row known by its id and its names."""
        if row_id in self.names:
            self.names[row_id] = self.names[row_id] or next((n for n in names if n), row_id)
        else:
            self.names[row_id] = next((name for name in names if name), row_id)
        for key in {plain(row_id), id_key(row_id)}:
            _put(self.strong, key, row_id)
        for name in filter(None, names):
            _put(self.strong, plain(name), row_id)
            for other in _also_called(name):
                _put(self.weak, other, row_id)
        for name in filter(None, weak):
            for key in {plain(name), plain(HONORIFICS.sub("", name))}:
                _put(self.weak, key, row_id)

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the rows that a text names: none, one, or several when it is ambiguous."""
        for key, index in self._ways(text):
            if key and (found := index.get(key)):
                return tuple(found)
        return ()

    def _ways(self, text: str) -> Iterable[tuple[str, dict[str, list[str]]]]:
        yield plain(text), self.strong
        yield id_key(text), self.strong
        yield plain(text), self.weak
        bare = IN_BRACKETS.sub(" ", text)
        yield plain(bare), self.strong
        yield plain(HONORIFICS.sub("", bare.strip())), self.weak
        for inner in IN_BRACKETS.findall(text):
            yield plain(inner), self.strong
        before, dash, after = re.sub(r"\s+[-–:]\s+|:\s+", "\x00", text).partition("\x00")
        if dash:
            yield id_key(before), self.strong
            yield plain(after), self.strong

    def __len__(self) -> int:
        return len(self.names)

    def __bool__(self) -> bool:
        return bool(self.names)


def _put(index: dict[str, list[str]], key: str, row_id: str) -> None:
    if key and row_id not in (rows := index.setdefault(key, [])):
        rows.append(row_id)


def plain(text: str) -> str:
    """A name as it is compared: no case, blanks or punctuation."""
    if text.isascii():
        return re.sub(r"[^a-z0-9]+", "", text.lower())
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def id_key(text: str) -> str:
    """An id without the zeros before its numbers: `TG-7` names `TG-007`; no key for what is no id."""
    bare = plain(text)
    return re.sub(r"0+(?=\d)", "", bare) if re.fullmatch(r"[a-z]{1,5}\d{1,12}", bare) else ""


def _also_called(name: str) -> set[str]:
    """A name without its brackets, and what stands in them: "Badan … (BPBD)" is also called BPBD."""
    inner = IN_BRACKETS.findall(name)
    return {key for text in (IN_BRACKETS.sub(" ", name), *inner) if len(key := plain(text)) > 1} - {plain(name)}


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
        return Note(reason, "notice", text, _details(text, found, self.index))


def _reader(column: Column | None, context: Context) -> _Found:
    return _Found(_index(column, context))


def _details(text: str, found: Sequence[str], index: ReferenceIndex) -> dict[str, Any]:
    named = " / ".join(f"{row_id} {index.names[row_id]}" for row_id in found)
    return {"value": text, "to": index.table, "ids": tuple(found), "candidates": named}


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
        first = Note("several_references", "notice", known[0], {"rest": ", ".join(n for n in names if n != known[0])})
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


def split_names(text: str, found: Callable[[str], Sequence[str]]) -> list[str]:
    """The names in a text: a known name stays whole ("CV Maju, Tbk"), unknown ones are taken apart where that is clear."""
    if found(one_line(text)):
        return [one_line(text)]
    parts = [BULLET.sub("", part).strip() for part in ALWAYS.split(text)]
    return [name for part in parts if part for name in _taken_apart(one_line(part), found, 0)]


def _taken_apart(text: str, found: Callable[[str], Sequence[str]], level: int) -> list[str]:
    if level == len(SOMETIMES) or found(text):
        return [text]
    parts = _with_endings([part.strip() for part in SOMETIMES[level].split(text) if part and part.strip()])
    if len(parts) < 2:
        return _taken_apart(text, found, level + 1)
    names = [name for part in parts for name in _taken_apart(part, found, level + 1)]
    return names if level == 0 or any(map(found, names)) else [text]


def _with_endings(parts: list[str]) -> list[str]:
    """ "CV Maju, Tbk" and "Budi, S.Pd" hold one name: what can only follow a name goes back to it."""
    joined: list[str] = []
    for part in parts:
        if joined and AFTER_NAME.match(part):
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined


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
