"""Corrections as lines that a person can read and write by hand, and back.

    baca > Rencana Aksi                                     | Tugas
    baca > Rencana Aksi > baris judul                       | 4
    baca > Rencana Aksi > kolom C > Tgl Selesai             | Tenggat
    baca > Rencana Aksi > kolom F > Status > kata > bres    | Selesai

They stand in the settings tab, or in config/corrections/ for a sheet that may not be changed. A line that cannot be
followed is a fault with a reason, never a crash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sheets.corrections import LEAVE, ColumnTold, Corrections, Fault, Line, TabTold, named
from sheets.kinds.told import UNITS, Told
from sheets.kinds.vocabulary import vocabulary as words_of
from sheets.schema import LANGUAGES, Column, Schema, Table, plain_header
from sheets.words import sentence

CUT = re.compile(r"\s*>\s*")
EVIDENCE = re.compile(r"\s*\[((?:[0-9a-f]{6}[ ]?)+)\]\s*$")
ROWS = re.compile(r"(\d{1,7})(?:\.0)?(?:\s*[-–]\s*(\d{1,7}))?")
LETTER = re.compile(r"[a-z]{1,3}", re.IGNORECASE)
ORDERS = ("dmy", "mdy")
LONGEST = 200


# From lines


def is_line(key: str) -> bool:
    """Whether the key of a settings row is that of a correction."""
    first, cut, rest = key.partition(">")
    return bool(cut) and bool(rest.strip()) and _plain(first) in _said("read")


def from_lines(lines: Sequence[Line], schema: Schema) -> tuple[Corrections, list[Fault]]:
    """What lines say, and which of them cannot be followed; later lines win, those without a value say nothing."""
    reading = _Reading(schema)
    parsed = [(n, CUT.split(line.key.strip()), line) for n, line in enumerate(lines) if line.value.strip()]
    for step in (reading.tab, reading.column, reading.told):
        for n, parts, line in parsed:
            step(n, parts, line)
    tabs = (replace(tab, columns=tuple(columns.values())) for tab, columns in reading.tabs.values())
    return Corrections(tuple(tabs)), sorted(reading.faults, key=lambda fault: fault.line)


@dataclass
class _Reading:
    """Lines on their way: tabs first, then the columns' fields, then what is said about them."""

    schema: Schema
    tabs: dict[str, tuple[TabTold, dict[tuple[str, str], ColumnTold]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def tab(self, n: int, parts: Sequence[str], line: Line) -> None:
        """A tab's table, or its header rows."""
        if len(parts) == 2:
            table = self._table(line.value)
            if table is None:
                self._fault(n, "correction_table", value=line.value)
            else:
                self._keep_tab(replace(self._tab(parts[1])[0], table=table))
        elif len(parts) == 3 and _plain(parts[2]) in _said("header"):
            rows = ROWS.fullmatch(line.value.strip())
            header = (int(rows[1]), int(rows[2] or rows[1])) if rows else (0, 0)
            if not 1 <= header[0] <= header[1] <= header[0] + 4:
                self._fault(n, "correction_header", value=line.value)
            else:
                self._keep_tab(replace(self._tab(parts[1])[0], header=header))

    def column(self, n: int, parts: Sequence[str], line: Line) -> None:
        """The field that a column is read as."""
        if len(parts) < 3 or (len(parts) == 3 and _plain(parts[2]) in _said("header")):
            return
        letter = _letter(parts[2])
        if letter is None or len(parts) > 6:
            self._fault(n, "correction_key", value=line.key)
            return
        if len(parts) > 4:
            return
        header = "" if len(parts) == 3 or _plain(parts[3]) in _said("nameless") else parts[3]
        tab, columns = self._tab(parts[1])
        key = self._field(tab.table, line.value)
        if key is None:
            self._fault(n, "correction_field", value=line.value)
            return
        for place, other in columns.items():
            if key and other.key == key and place != (letter, header):
                columns[place] = replace(other, key=None)
        marks = EVIDENCE.search(line.note)
        evidence = tuple(marks[1].split()) if marks else ()
        columns[letter, header] = replace(self._column(parts[1], letter, header), key=key, evidence=evidence)

    def told(self, n: int, parts: Sequence[str], line: Line) -> None:
        """What a column's words mean, how its dates and amounts are written."""
        letter = _letter(parts[2]) if len(parts) in (5, 6) else None
        if letter is None:
            return
        header = "" if _plain(parts[3]) in _said("nameless") else parts[3]
        column, what = self._column(parts[1], letter, header), _plain(parts[4])
        if len(parts) == 6 and what in _said("word"):
            told = self._with_word(n, self._tab(parts[1])[0], column, parts[5], line.value)
        elif len(parts) == 5 and what in _said("order"):
            told = self._with_order(n, column.told, line.value)
        elif len(parts) == 5 and what in _said("unit"):
            told = self._with_unit(n, column.told, line.value)
        elif len(parts) == 5 and what in _said("year"):
            told = self._with_year(n, column.told, line.value)
        else:
            self._fault(n, "correction_key", value=line.key)
            return
        if told is not None:
            self._tab(parts[1])[1][letter, header] = replace(column, told=told)

    def _with_word(self, n: int, tab: TabTold, column: ColumnTold, word: str, value: str) -> Told | None:
        declared = self._declared(tab.table, column.key)
        key = _choice(self.schema, declared, value) if declared else None
        if key is None:
            self._fault(n, "correction_word" if declared else "correction_word_field", value=value)
            return None
        words = (*(pair for pair in column.told.words if pair[0] != word), (word, key))
        return replace(column.told, words=words)

    def _with_order(self, n: int, told: Told, value: str) -> Told | None:
        order = _one_of(ORDERS, value)
        if order is None:
            self._fault(n, "correction_order", value=value)
        return replace(told, order=order) if order else None

    def _with_unit(self, n: int, told: Told, value: str) -> Told | None:
        unit = _one_of(UNITS, value)
        if unit is None:
            self._fault(n, "correction_unit", value=value)
        return replace(told, unit=unit) if unit else None

    def _with_year(self, n: int, told: Told, value: str) -> Told | None:
        year = ROWS.fullmatch(value.strip())
        if year is None or not 1950 <= int(year[1]) <= 2100:
            self._fault(n, "correction_year", value=value)
            return None
        return replace(told, year=int(year[1]))

    # What a line speaks of

    def _tab(self, tab: str) -> tuple[TabTold, dict[tuple[str, str], ColumnTold]]:
        return self.tabs.setdefault(named(tab).casefold(), (TabTold(named(tab)), {}))

    def _keep_tab(self, told: TabTold) -> None:
        self.tabs[told.tab.casefold()] = (told, self._tab(told.tab)[1])

    def _column(self, tab: str, letter: str, header: str) -> ColumnTold:
        return self._tab(tab)[1].get((letter, header)) or ColumnTold(header, letter)

    def _table(self, value: str) -> str | None:
        """The table that a value names, "" for none; None when it names nothing."""
        said = plain_header(value)
        if _plain(value) in _said("leave"):
            return LEAVE
        names = {name: table.name for table in self.schema.records for name in map(plain_header, _names(table))}
        return names.get(said)

    def _field(self, table: str | None, value: str) -> str | None:
        """The field that a value names; where the table is not said, the one that all tables agree on."""
        if _plain(value) in _said("leave"):
            return LEAVE
        tables = [self.schema.table(table)] if table else self.schema.records
        found = {key for each in tables if (key := _key(each, value)) is not None}
        return found.pop() if len(found) == 1 else None

    def _declared(self, table: str | None, key: str | None) -> Column | None:
        tables = [self.schema.table(table)] if table else self.schema.records
        found = [each.by_key[key] for each in tables if key in each.by_key] if key else []
        return found[0] if found else None

    def _fault(self, n: int, reason: str, **details: str) -> None:
        if not any(fault.line == n for fault in self.faults):
            self.faults.append(Fault(n, reason, details))


def _names(table: Table) -> tuple[str, ...]:
    """Everything a table may be called; the labels last, for they win."""
    return (*table.tab.also, table.label.en, table.label.id, table.name, table.tab.en, table.tab.id)


def _key(table: Table, value: str) -> str | None:
    """The field of a table that a value names by its label, its key, or else by a synonym."""
    said = plain_header(value)
    for names in (("label.id",), ("label.en", "key"), ("headers",)):
        found = [column.key for column in table.columns if said in _called(column, names)]
        if len(found) == 1:
            return found[0]
    return None


def _called(column: Column, names: Sequence[str]) -> set[str]:
    by = {
        "label.id": (column.label.id,), "label.en": (column.label.en,), "headers": column.headers,
        "key": (column.key, column.key.replace("_", " ")),
    }  # fmt: skip
    return {plain_header(text) for name in names for text in by[name]}


def _choice(schema: Schema, column: Column, value: str) -> str | None:
    """The choice of a column that a value names."""
    if column.kind == "bool":
        return next((key for key in ("yes", "no") if _plain(value) in _said(f"value.{key}")), None)
    choices = schema.choices.get(column.choices or "")
    return words_of(choices).look_up(value) if choices else None


def _one_of(known: Iterable[str], value: str) -> str | None:
    return next((key for key in known if _plain(value) in {*_said(f"value.{key}"), key}), None)


def _letter(part: str) -> str | None:
    first, _, letter = part.strip().rpartition(" ")
    return letter.upper() if _plain(first) in _said("column") and LETTER.fullmatch(letter) else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=64)
def _said(key: str) -> frozenset[str]:
    """A word of the lines in every language."""
    return frozenset(_plain(_word(key, language)) for language in LANGUAGES)


def _word(key: str, language: str, **details: str) -> str:
    return sentence("adopt", f"line.{key}", details, language=language)


# To lines


def to_lines(corrections: Corrections, schema: Schema, language: str = "id") -> list[Line]:
    """Corrections as lines in a language: a tab's table and header, then its columns."""
    return [line for tab in corrections.tabs for line in _Writing(schema, language, tab).lines()]


@dataclass(frozen=True)
class _Writing:
    """One tab on its way to lines."""

    schema: Schema
    language: str
    tab: TabTold

    def lines(self) -> Iterator[Line]:
        start = f"{self._word('read')} > {self.tab.tab}"
        table = self.tab.table
        if table is not None:
            value = self.schema.table(table).tab(self.language) if table else self._word("leave")
            yield Line(start, value, self._word("note.table" if table else "note.leave_tab", value=value))
        if self.tab.header:
            value = "-".join(map(str, dict.fromkeys(self.tab.header)))
            yield Line(f"{start} > {self._word('header')}", value, self._word("note.header", value=value))
        for column in self.tab.columns:
            header = column.header or self._word("nameless")
            yield from self._column(column, f"{start} > {self._word('column')} {column.letter} > {header}", header)

    def _column(self, column: ColumnTold, start: str, header: str) -> Iterator[Line]:
        if column.key is not None:
            value = self._field(column.key) if column.key else self._word("leave")
            note = self._word("note.column" if column.key else "note.leave_column", header=header, value=value)
            yield Line(start, value, f"{note} [{' '.join(column.evidence)}]" if column.evidence else note)
        for word, key in column.told.words:
            value = self._choice(column.key, key)
            note = self._word("note.word", header=header, word=word, value=value)
            yield Line(f"{start} > {self._word('word')} > {named(word)}", value, note)
        for what, said in _values(column.told).items():
            value = said if what == "year" else self._word(f"value.{said}")
            yield Line(f"{start} > {self._word(what)}", value, self._word(f"note.{what}", header=header, value=value))

    def _field(self, key: str) -> str:
        """The field's label, or its key where the label would be read as another field."""
        tables = [self.schema.table(self.tab.table)] if self.tab.table else list(self.schema.records)
        table = next((each for each in tables if key in each.by_key), None)
        label = table.by_key[key].label(self.language) if table else key
        return label if all(_key(each, label) in (key, None) for each in tables) else key

    def _choice(self, field_key: str | None, key: str) -> str:
        tables = [self.schema.table(self.tab.table)] if self.tab.table else list(self.schema.records)
        column = next((each.by_key[field_key] for each in tables if field_key and field_key in each.by_key), None)
        if column is not None and column.kind == "bool":
            return self._word(f"value.{key}")
        choice = self.schema.choices[column.choices].get(key) if column and column.choices else None
        label = choice.label(self.language) if choice else key
        return label if column and _choice(self.schema, column, label) == key else key

    def _word(self, key: str, **details: str) -> str:
        return _word(key, self.language, **details)


def _values(told: Told) -> Mapping[str, str]:
    found = {"order": told.order, "year": str(told.year or ""), "unit": told.unit}
    return {what: said for what, said in found.items() if said}
