"""What every kind of cell shares: a reading, its findings, the context it is read in, and the registry of kinds.

A kind knows one sort of value both ways: from what a person typed to a typed value, and back to a cell or a screen.
Columns are read whole: a column of clean typed cells is converted in bulk, and each distinct text is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from sheets.declared import Meant
from sheets.errors import Invalid
from sheets.kinds.told import NOTHING_TOLD, Told

if TYPE_CHECKING:
    from sheets.kinds.names import ReferenceIndex
    from sheets.schema import Column, Schema

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Formats = Callable[[], Sequence[str | None] | None]
UNREADABLE, NOTICE = "unreadable", "notice"
NUMBERS: frozenset[type] = frozenset({int, float})
NOTHING = type(None)
COLLECTIONS = (list, tuple, set, frozenset, dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say about one cell: it could not be read, or it was read with an assumption (a notice)."""

    reason: str
    level: str = UNREADABLE
    read_as: Meant | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A note at one position of a column (0-based index into the cells that were read)."""

    index: int
    reason: str
    level: str
    read_as: Meant | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


class Reading(NamedTuple):
    """What one cell says: its value (None = nothing) and what there is to say about it."""

    value: Any = None
    notes: tuple[Note, ...] = ()

    @property
    def unreadable(self) -> bool:
        """Whether something was typed here that gave no value."""
        return any(note.level == UNREADABLE for note in self.notes)

    def noted(self, reason: str, read_as: Meant | None = None, /, **details: Any) -> Reading:
        """The same value with one more notice."""
        return Reading(self.value, (*self.notes, Note(reason, NOTICE, read_as, details)))


def unreadable(reason: str, /, **details: Any) -> Reading:
    """No value, and the reason why what was typed gives none."""
    return Reading(None, (Note(reason, UNREADABLE, None, details),))


def notice(value: Any, reason: str, read_as: Meant | None = None, /, **details: Any) -> Reading:
    """A value that rests on an assumption, said aloud."""
    return Reading(value, (Note(reason, NOTICE, read_as, details),))


@dataclass(frozen=True)
class ColumnReading:
    """A column read whole: `values` by key (a list, or a numpy array for numbers and dates), findings by position."""

    values: dict[str, Any]
    findings: list[Finding]


def no_formats() -> Sequence[str | None] | None:
    """The formats of a source that does not tell them."""
    return None


@dataclass(frozen=True)
class Context:
    """What surrounds a column and decides how its cells are read.

    `formats()` gives the number-format patterns of the cells, parallel to them, and is called only when they decide.
    `header` is the header as typed ("Anggaran (juta Rp)"). `references` maps a table to the index of its rows.
    `told`: what a person has said about the column.
    """

    schema: Schema | None = None
    period: tuple[date | None, date | None] = (None, None)
    today: date = field(default_factory=date.today)
    serial_dates: bool = False
    formats: Formats = no_formats
    settings: Mapping[str, Any] = field(default_factory=dict)
    references: Mapping[str, ReferenceIndex] = field(default_factory=dict)
    header: str = ""
    language: str = "id"
    column: Column | None = None
    told: Told = NOTHING_TOLD

    def for_column(
        self, column: Column, formats: Formats = no_formats, header: str = "", told: Told = NOTHING_TOLD
    ) -> Context:
        """The same surroundings for another column."""
        return replace(self, column=column, formats=formats, header=header, told=told)


class Kind:
    """One kind of cell. Subclasses say how a column is read and how one value is checked, stored and shown."""

    name = ""
    many = False  # whether a value is a tuple of several

    def read(self, cell: Cell, context: Context) -> Reading:
        """What one cell says when it stands alone in its column."""
        return read_alone(self, cell, context)

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """What a column of cells says; never raises, whatever was typed."""
        raise NotImplementedError

    def check(self, value: Any, context: Context) -> Any:
        """The typed value of what a form holds; raises Invalid with the reason when it cannot be stored."""
        if is_blank(value):
            return self.check_empty(context)
        if isinstance(value, COLLECTIONS) is not self.many and not (self.many and isinstance(value, str)):
            refuse("invalid", context)
        return self.accept(value, context)

    def accept(self, value: Any, context: Context) -> Any:
        """Like `check`, for a value that is not empty: strict, so an assumption is refused as well."""
        reading = self.read(value, context)
        if reading.notes:
            refuse(reading.notes[0].reason, context, **reading.notes[0].details)
        return reading.value

    def check_empty(self, context: Context) -> Any:
        """Nothing, unless the column needs a value."""
        if getattr(context.column, "required", False):
            refuse("required", context)
        return None

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """The cell to write for a value; `like` holds the column's present cells where their way of writing counts."""
        return None if is_blank(value) else str(value)

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """The value for people, in the language's way of writing; nothing is an empty text."""
        return "" if is_blank(value) else str(value)


def refuse(reason: str, context: Context, /, **details: Any) -> NoReturn:
    """Raises Invalid for one field: `fields` maps the column's key to the reason, `field` holds its details."""
    key = context.column.key if context.column is not None else "value"
    raise Invalid("invalid", fields={key: reason}, field=details)


def is_blank(value: Any) -> bool:
    """Whether a value means nothing: None, not-a-number, not-a-time, an empty text or collection."""
    if value is None or isinstance(value, (str, *COLLECTIONS)):
        return not value
    return bool(value != value)


def read_alone(kind: Kind, cell: Cell, context: Context) -> Reading:
    """One cell read as a column of one; the value as a plain Python value."""
    read = kind.read_column(context.column, [cell], context)
    value = next(iter(read.values.values()))[0]
    value = plain(value)
    notes = tuple(Note(found.reason, found.level, found.read_as, found.details) for found in read.findings)
    return Reading(value, notes)


def plain(value: Any) -> Any:
    """A numpy scalar as a plain Python value; not-a-number and not-a-time as None."""
    value = value.item() if hasattr(value, "item") else value
    value = value.date() if isinstance(value, datetime) else value
    return None if value != value else value


def read_each(cells: Sequence[Cell], parse: Callable[[Any], Reading]) -> tuple[list[Any], list[Finding]]:
    """The value of every cell and the findings; `parse` is called once for each distinct cell."""
    types = set(map(type, cells))
    keys: Sequence[Any] = [(type(cell), cell) for cell in cells] if bool in types and types & NUMBERS else cells
    readings = {key: parse(key[1] if type(key) is tuple else key) for key in set(keys)}
    values = {key: reading.value for key, reading in readings.items()}
    noted = {key: reading.notes for key, reading in readings.items() if reading.notes}
    return list(map(values.__getitem__, keys)), found_at(keys, noted)


def found_at(keys: Iterable[Any], noted: Mapping[Any, tuple[Note, ...]]) -> list[Finding]:
    """The notes of the keys that have some, at their positions."""
    if not noted:
        return []
    return [
        Finding(index, note.reason, note.level, note.read_as, note.details)
        for index, key in enumerate(keys)
        if key in noted
        for note in noted[key]
    ]


def in_order(*findings: Iterable[Finding]) -> list[Finding]:
    """Several lists of findings as one, in the order of the cells."""
    filled = [found for found in findings if found]
    if len(filled) < 2:
        return list(filled[0]) if filled else []
    return sorted((finding for found in filled for finding in found), key=lambda finding: finding.index)


def key_of(column: Column | None) -> str:
    """The name under which a column's values are returned."""
    return column.key if column is not None else "value"
