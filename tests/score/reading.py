"""One file's score: header, columns, records, values; the worst is a value that is wrong without a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheets.backends.files import read_file
from sheets.errors import SheetError
from sheets.schema import load_schema
from sheets.snapshot import take
from sheets.telling import as_json

Json = Mapping[str, Any]
SLACK = 0.02


@dataclass
class Score:
    """What was right (`header`, `records`: None = not asked for), and every sample value by its outcome."""

    file: str
    header: bool | None = None
    records: bool | None = None
    columns: int = 0
    asked: int = 0
    right: int = 0
    told: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    refused: str = ""

    def line(self) -> str:
        """One line: what was found, and each value that is lost or wrong without a word."""
        marks = "".join(
            f"  {name} {_mark(value)}" for name, value in (("header", self.header), ("records", self.records))
        )
        values = f"values {self.right} right, {self.told} told, {len(self.lost)} lost, {len(self.wrong)} wrong"
        named = "".join(f"\n    {one}" for one in (self.refused, *self.lost, *self.wrong) if one)
        return f"{self.file}:{marks}  columns {self.columns}/{self.asked}  {values}{named}"


def score(path: Path, expected: Json) -> Score:
    """Read one file and compare it with what a person expects of it."""
    found = Score(path.name)
    samples: Sequence[Json] = expected.get("samples") or ()
    try:
        told = as_json(take(read_file(path), load_schema()))
    except SheetError as error:
        found.refused, found.told = error.message("en"), len(samples)
        return found
    letters, header = dict(expected.get("mapping_columns") or {}), _rows(expected.get("header_row"))
    tables = [table for table in told["tables"] if expected.get("sheet") in (None, table["tab"])] or told["tables"]
    table = max(tables, key=lambda one: _likeness(one, header, set(letters.values())), default=None)
    if table is None:
        found.refused = "; ".join(dict.fromkeys(each["why"] for each in told["not_recognised"]))
        found.told = len(samples) if found.refused else 0
        found.lost = [] if found.refused else [_place(sample, letters) for sample in samples]
        return found
    beside = [one for one in tables if one["tab"] == table["tab"]]
    known = {column["letter"] for one in beside for column in one["columns"]}
    found.header = header == table["header_rows"][-len(header) :] if header else None
    found.records = _about(len(table["records"]), expected.get("record_count"))
    found.columns, found.asked = len(known & set(letters.values())), len(letters)
    for sample in samples:
        _compare(found, sample, letters, beside, told["problems"])
    return found


def _compare(found: Score, sample: Json, letters: Mapping[str, str], tables: Sequence[Json], problems: Any) -> None:
    row, letter = sample["row"], letters.get(sample["field"])
    keys = {(one["table"], each["key"]) for one in tables for each in one["columns"] if each["letter"] == letter}
    if not keys:
        return
    said = any((each["row"], each["letter"]) == (row, letter) for each in problems)
    said = said or any(each["row"] == row for one in tables for each in one["left_out"])
    values = [
        record["values"].get(key)
        for name, key in keys
        for one in tables if one["table"] == name
        for record in one["records"] if record["row"] == row
    ]  # fmt: skip
    if any(same(sample["value"], value) for value in values):
        found.right += 1
    elif said or (sample["value"] is None and not any(values)):
        found.told += 1
    elif not any(value not in (None, "", []) for value in values):
        found.lost.append(_place(sample, letters))
    else:
        found.wrong.append(f"{_place(sample, letters)}, read as {values}")


def same(expected: Any, value: Any) -> bool:
    """Whether a value as JSON means what a person expects: numbers as numbers, days as days, words as words."""
    if isinstance(value, Mapping):
        value = value.get("text") or value.get("id")
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if expected is None or value is None:
        return expected is value
    if isinstance(expected, int | float) and isinstance(value, int | float):
        return abs(value - expected) <= 1e-6 * max(1.0, abs(expected))
    if re.match(r"\d{4}-\d\d-\d\d", str(expected)):
        return str(value)[:10] == str(expected)[:10]
    return bool(_words(expected) & _words(value)) or _number(expected) == _number(value) is not None


def _words(value: Any) -> set[str]:
    """A text folded, with the other words of the choice that it is."""
    text = re.sub(r"[\W_]+", " ", str(value).casefold()).strip()
    sets = load_schema().choices.values()
    alike = [choice for one in sets for choice in one.choices if text in map(str.casefold, choice.label.all)]
    return {text, *(choice.key.replace("_", " ") for choice in alike)}


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _rows(told: Any) -> list[int]:
    """4 → [4]; "4-5" → [4, 5]; nothing → []."""
    if told is None:
        return []
    first, _, last = str(told).partition("-")
    return list(range(int(first), int(last or first) + 1))


def _likeness(table: Json, header: Sequence[int], letters: set[str]) -> tuple[int, int]:
    here = {column["letter"] for column in table["columns"]}
    return len(set(table["header_rows"]) & set(header)), len(here & letters)


def _about(count: int, expected: int | None) -> bool | None:
    return None if expected is None else abs(count - expected) <= max(1, round(SLACK * expected))


def _place(sample: Json, letters: Mapping[str, str]) -> str:
    return f"{letters.get(sample['field'], '?')}{sample['row']} {sample['field']}: {sample['value']!r}"


def _mark(value: bool | None) -> str:
    return "–" if value is None else "right" if value else "WRONG"
