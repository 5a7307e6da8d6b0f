"""Ready sets of indicators, declared in config/indicators/*.toml: short forms to begin with, never official tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sheets.changes import Change
from sheets.declared import Schema, Words
from sheets.declaring import At, read_toml
from sheets.kinds.names import plain
from sheets.schema import config_folder
from sheets.snapshot import Snapshot

TABLE = "indicators"
CHOSEN = {"direction": "direction", "level": "result_level", "aggregation": "aggregation", "frequency": "frequency"}
NUMBERS = ("baseline", "target", "weight")
_SET = ("label", "about", "source", "order", "defaults", "indicator")
_FILLED = ("unit", "definition", *CHOSEN, *NUMBERS)
_INDICATOR = ("code", "name", *_FILLED)


@dataclass(frozen=True)
class Entry:
    """One indicator of a set. `values`: what its row begins with; a text may be there in both languages."""

    code: str
    name: Words
    values: Mapping[str, Any]

    def row(self, language: str, framework: str) -> dict[str, Any]:
        """The row that is added, in the sheet's language."""
        filled = {key: value(language) if isinstance(value, Words) else value for key, value in self.values.items()}
        return {"name": self.name(language), **filled, "framework": framework, "catalogue": self.code}


@dataclass(frozen=True)
class IndicatorSet:
    """Indicators that belong together, in reading order."""

    name: str
    label: Words
    about: Words
    source: str
    order: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Addition:
    """What adding a set to a forum means: the new rows, and the entries that it has already (with their id)."""

    new: tuple[Entry, ...]
    there: tuple[tuple[Entry, str], ...]


def load_sets(schema: Schema, folder: Path | None = None) -> tuple[IndicatorSet, ...]:
    """Every set, in order; read again only when a file has changed. ConfigError names the file and the key."""
    files = sorted((Path(folder or config_folder()) / "indicators").glob("*.toml"))
    return _load(_Choices(schema), tuple((file, file.stat().st_mtime_ns) for file in files))


@dataclass(frozen=True)
class _Choices:
    """The schema of a load; two of them are the same only when they are one object."""

    schema: Schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Choices) and other.schema is self.schema


@lru_cache(maxsize=8)
def _load(choices: _Choices, files: tuple[tuple[Path, int], ...]) -> tuple[IndicatorSet, ...]:
    sets = [_set(choices.schema, path) for path, _ in files]
    codes: dict[str, str] = {}
    for each in sets:
        for entry in each.entries:
            other = codes.setdefault(entry.code, each.name)
            if other != each.name:
                raise At(f"{each.name}.toml", each.name, entry.code).error("duplicate_key")
    return tuple(sorted(sets, key=lambda each: (each.order, each.name)))


def _set(schema: Schema, path: Path) -> IndicatorSet:
    found, at = read_toml(path), At(path.name, path.stem)
    at.only(found, _SET)
    defaults = at.typed(found, "defaults", dict) if "defaults" in found else {}
    given = _values(schema, replace(at, key="defaults"), defaults)
    entries = tuple(_entry(schema, at, row, given) for row in at.need(found, "indicator", list))
    if len({entry.code for entry in entries}) != len(entries):
        raise replace(at, key="code").error("duplicate_key")
    return IndicatorSet(
        path.stem, _words(at, found, "label"), _words(at, found, "about"), str(found.get("source", "")),
        at.typed(found, "order", int) if "order" in found else 1000, entries,
    )  # fmt: skip


def _entry(schema: Schema, at: At, row: Mapping[str, Any], given: Mapping[str, Any]) -> Entry:
    code = at.need(row, "code")
    at = replace(at, key=code)
    at.only(row, _INDICATOR)
    values = {**given, **_values(schema, at, {key: row[key] for key in _FILLED if key in row})}
    if "unit" not in values:
        raise replace(at, key=f"{code}.unit").error("missing_key", "str")
    return Entry(code, _words(at, row, "name"), values)


def _values(schema: Schema, at: At, found: Mapping[str, Any]) -> dict[str, Any]:
    at.only(found, _FILLED)
    values: dict[str, Any] = {}
    for key, value in found.items():
        if key in CHOSEN:
            replace(at, key=f"{at.key}.{key}").one_of(value, schema.choices[CHOSEN[key]].keys, "unknown_choices")
        if key in NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise replace(at, key=f"{at.key}.{key}").error("wrong_type", "number")
        values[key] = _words(at, found, key) if isinstance(value, dict) else value
    return values


def _words(at: At, found: Mapping[str, Any], key: str) -> Words:
    told = at.need(found, key, dict)
    inner = replace(at, key=f"{at.key}.{key}".strip("."))
    inner.only(told, ("id", "en"))
    return Words(inner.need(told, "id"), inner.need(told, "en"))


def addition(snapshot: Snapshot, wanted: IndicatorSet) -> Addition:
    """Which indicators of a set are new here: known by their catalogue code, else by their name in either language."""
    frame = snapshot.tables[TABLE]
    codes = {str(code).casefold(): str(row) for row, code in frame["catalogue"].items() if isinstance(code, str)}
    names = {plain(name): str(row) for row, name in frame["name"].items() if isinstance(name, str)}
    known = {entry.code: codes.get(entry.code.casefold()) or _named(entry, names) for entry in wanted.entries}
    new = tuple(entry for entry in wanted.entries if not known[entry.code])
    return Addition(new, tuple((entry, row) for entry in wanted.entries if (row := known[entry.code])))


def _named(entry: Entry, names: Mapping[str, str]) -> str | None:
    return names.get(plain(entry.name.id)) or names.get(plain(entry.name.en))


def changes(snapshot: Snapshot, wanted: IndicatorSet, language: str) -> list[Change]:
    """The new rows of a set, for one save; columns that the tab does not have are left out."""
    read = next((read for read in snapshot.reads if read.table == TABLE and read.plain), None)
    have = {column.key for column in read.columns} if read else set()
    rows = (entry.row(language, wanted.label(language)) for entry in addition(snapshot, wanted).new)
    return [
        Change(TABLE, None, {key: value for key, value in row.items() if key in have}, lenient=True) for row in rows
    ]
