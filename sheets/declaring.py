"""Reads config/*.toml into the declared tables and says exactly which file and key is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sheets.declared import Choice, ChoiceSet, Column, Schema, Setting, Table, Words, plain_header
from sheets.errors import ConfigError
from sheets.forum_file import FILE, with_given
from sheets.kinds.base import Context
from sheets.schema import CONFIG

KINDS = frozenset(
    (
        "id",
        "text",
        "long",
        "number",
        "money",
        "percent",
        "date",
        "date_range",
        "choice",
        "choices",
        "reference",
        "references",
        "bool",
        "phone",
        "email",
        "url",
        "latitude",
        "longitude",
    )
)
TONES = ("leaf", "turmeric", "brick", "soft")
SHAPES = ("dot", "check", "half", "tri", "pause", "square", "down", "diamond", "ring", "cross")
ROLES = ("records", "settings", "history")
_WORDS = ("id", "en", "also")
_CHOICE = ("key", "id", "en", "also", "tone", "shape", "starts", "negated", "help", "opens", "anywhere")
_SETTING = ("key", "kind", "label", "also", "default", "choices", "help", "edge", "min", "max")
_COLUMN = (*_SETTING, "example", "required", "private", "to", "splits", "unit", "wide", "long")
_TABLE = (
    "tab",
    "label",
    "id_prefix",
    "title",
    "order",
    "role",
    "module",
    "icon",
    "help",
    "archive",
    "ambiguous",
    "column",
    "setting",
)


@dataclass(frozen=True, slots=True)
class At:
    """Where in the config we are, so that an error can name it."""

    file: str
    table: str = ""
    key: str = ""

    def error(self, reason: str, expected: object = "", **details: Any) -> ConfigError:
        where = {"file": self.file, "table": self.table or self.file, "key": self.key or "—"}
        return ConfigError(f"config_{reason}", **{**where, "expected": expected, **details})

    def only(self, found: Mapping[str, Any], allowed: Iterable[str]) -> None:
        """A key that nobody knows is a typing mistake: say so instead of ignoring it."""
        for key in found:
            if key not in allowed:
                raise replace(self, key=f"{self.key}.{key}".strip(".")).error("unknown_key", ", ".join(allowed))

    def need(self, found: Mapping[str, Any], key: str, kind: type = str) -> Any:
        if key not in found or found[key] == "":
            raise replace(self, key=f"{self.key}.{key}".strip(".")).error("missing_key", kind.__name__)
        return self.typed(found, key, kind)

    def typed(self, found: Mapping[str, Any], key: str, kind: type) -> Any:
        value = found[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise replace(self, key=f"{self.key}.{key}".strip(".")).error("wrong_type", kind.__name__)
        return value

    def one_of(self, value: Any, allowed: Iterable[str], reason: str) -> Any:
        if value not in allowed:
            raise self.error(reason, ", ".join(sorted(allowed)), found=value)
        return value


def declare(folder: Path) -> Schema:
    """Reads the whole config folder; raises ConfigError at the first thing that is wrong."""
    choices = _choice_sets(folder / "choices.toml")
    files = sorted((folder / "tables").glob("*.toml"))
    if not files:
        raise At(str(folder / "tables")).error("no_tables")
    tables = sorted((_table(file) for file in files), key=lambda table: (table.order, table.name))
    choices["module"] = _modules(tables)
    schema = Schema({table.name: table for table in tables}, choices)
    _check_links(schema)
    return _with_forum_file(schema, folder)


def read_toml(path: Path) -> dict[str, Any]:
    """One TOML file; ConfigError with the line where it stops being TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise At(path.name).error("missing_file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise At(path.name).error("bad_toml", expected=str(error)) from error


def _choice_sets(path: Path) -> dict[str, ChoiceSet]:
    found = read_toml(path)
    may_grow = _texts(At(path.name), found, "open")
    made = {name: _choice_set(At(path.name, name), rows) for name, rows in found.items() if name != "open"}
    for name in may_grow:
        At(path.name, key="open").one_of(name, made, "unknown_choices")
    return {name: replace(choices, open=name in may_grow) for name, choices in made.items()}


def _choice_set(at: At, rows: Any) -> ChoiceSet:
    if not isinstance(rows, list) or not rows:
        raise at.error("wrong_type", f"[[{at.table}]]")
    made = tuple(_choice(at, row) for row in rows)
    return ChoiceSet(at.table, made, _by_key(at, made))


def _choice(at: At, row: Mapping[str, Any]) -> Choice:
    key = at.need(row, "key")
    at = replace(at, key=key)
    at.only(row, _CHOICE)
    return Choice(
        key=key,
        label=_words(at, {name: row[name] for name in _WORDS if name in row}),
        tone=at.one_of(row.get("tone", "soft"), TONES, "unknown_tone"),
        shape=at.one_of(row.get("shape", "dot"), SHAPES, "unknown_shape"),
        starts=_texts(at, row, "starts"),
        negated=row.get("negated"),
        help=_maybe_words(at, row, "help"),
        opens=at.typed(row, "opens", bool) if "opens" in row else False,
        anywhere=_texts(at, row, "anywhere"),
    )


def _modules(tables: Iterable[Table]) -> ChoiceSet:
    """The modules that can be switched on are those that some table names; their word is the tab's."""
    made = {table.module: Choice(table.module, table.tab) for table in tables if table.module}
    return ChoiceSet("module", tuple(made.values()), made)


def _table(path: Path) -> Table:
    found, at = read_toml(path), At(path.name, path.stem)
    at.only(found, _TABLE)
    columns = tuple(_column(at, row) for row in found.get("column", []))
    settings = tuple(_setting(at, row) for row in found.get("setting", []))
    by_key = _by_key(at, columns)
    _by_key(at, settings)
    return Table(
        name=path.stem,
        tab=_words(replace(at, key="tab"), at.need(found, "tab", dict)),
        label=_words(replace(at, key="label"), at.need(found, "label", dict)),
        columns=columns,
        title=at.one_of(at.need(found, "title"), by_key, "unknown_column"),
        role=at.one_of(found.get("role", "records"), ROLES, "unknown_role"),
        help=_maybe_words(at, found, "help"),
        archive=found.get("archive", {}),
        ambiguous=_ambiguous(at, found.get("ambiguous", {}), by_key),
        settings=settings,
        by_key=by_key,
        **{key: found[key] for key in ("id_prefix", "order", "module", "icon") if key in found},
    )


def _ambiguous(at: At, found: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, tuple[str, ...]]:
    made = {plain_header(header): tuple(keys) for header, keys in found.items()}
    for header, keys in made.items():
        for key in keys:
            replace(at, key=f"ambiguous.{header}").one_of(key, columns, "unknown_column")
    _check_headers(at, columns.values(), made)
    return made


def _check_headers(at: At, columns: Iterable[Column], ambiguous: Mapping[str, tuple[str, ...]]) -> None:
    """One header may not mean two columns unless the table says that the values decide."""
    owner: dict[str, str] = {}
    for column in columns:
        for header in {plain_header(text) for text in column.headers}:
            other = owner.setdefault(header, column.key)
            if other != column.key and not {other, column.key} <= set(ambiguous.get(header, ())):
                raise replace(at, key=column.key).error("same_header", header, other=other)


def _column(at: At, row: Mapping[str, Any]) -> Column:
    at = replace(at, key=at.need(row, "key"))
    at.only(row, _COLUMN)
    flags = {name: at.typed(row, name, bool) for name in ("required", "private", "wide") if name in row}
    return Column(
        **_field(at, row),
        **flags,
        example=_example(at, row.get("example", "")),
        to=row.get("to"),
        splits=_texts(at, row, "splits"),
        unit=row.get("unit"),
    )


def _example(at: At, found: Any) -> Words:
    """One text for both languages, or one a language."""
    if not isinstance(found, Mapping):
        return Words(str(found), str(found))
    return _words(replace(at, key=f"{at.key}.example"), found)


def _setting(at: At, row: Mapping[str, Any]) -> Setting:
    at = replace(at, key=at.need(row, "key"))
    at.only(row, _SETTING)
    return Setting(**_field(at, row))


def _field(at: At, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a column and a setting have in common."""
    label = _words(replace(at, key=f"{at.key}.label"), at.need(row, "label", dict))
    return {
        "key": at.key,
        "kind": at.one_of(at.need(row, "kind"), KINDS, "unknown_kind"),
        "label": replace(label, also=(*label.also, *_texts(at, row, "also"))),
        "help": _maybe_words(at, row, "help"),
        "edge": at.one_of(row.get("edge", "end"), ("start", "end"), "unknown_edge"),
        "default": row.get("default"),
        "choices": row.get("choices"),
        "min": row.get("min"),
        "max": row.get("max"),
    }


def _words(at: At, found: Mapping[str, Any]) -> Words:
    at.only(found, _WORDS)
    return Words(at.need(found, "id"), at.need(found, "en"), _texts(at, found, "also"))


def _maybe_words(at: At, found: Mapping[str, Any], key: str) -> Words | None:
    return _words(replace(at, key=f"{at.key}.{key}".strip(".")), at.typed(found, key, dict)) if key in found else None


def _texts(at: At, found: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = found.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise replace(at, key=f"{at.key}.{key}".strip(".")).error("wrong_type", '["…", "…"]')
    return tuple(values)


def _by_key(at: At, made: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in made:
        if each.key in found:
            raise replace(at, key=each.key).error("duplicate_key")
        found[each.key] = each
    return found


def _with_forum_file(schema: Schema, folder: Path) -> Schema:
    """What forum.toml says about a setting is its default; the settings tab of the spreadsheet still wins.

    A folder of tables and choices without a forum.toml has that of config/, as far as it has its settings.
    """
    own = folder / FILE
    if own.exists():
        given = _settings_in(schema, read_toml(own))
    else:
        found = read_toml(CONFIG / FILE) if (CONFIG / FILE).exists() else {}
        given = {key: value for key, value in found.get("settings", {}).items() if key in schema.settings}
    return with_given(schema, given, Context(schema=schema))


def _settings_in(schema: Schema, forum: Mapping[str, Any]) -> Mapping[str, Any]:
    at = At(FILE)
    at.only(forum, ("source", "settings"))
    given: Mapping[str, Any] = at.typed(forum, "settings", dict) if "settings" in forum else {}
    replace(at, key="settings").only(given, tuple(schema.settings))
    return given


def _check_links(schema: Schema) -> None:
    for table in schema.tables.values():
        fields: tuple[Column | Setting, ...] = (*table.columns, *table.settings)
        for column in fields:
            _check_column(schema, table, column, At(f"{table.name}.toml", table.name, column.key))


def _check_column(schema: Schema, table: Table, column: Column | Setting, at: At) -> None:
    if column.kind in ("choice", "choices"):
        at.one_of(column.choices, schema.choices, "unknown_choices")
    if isinstance(column, Setting):
        return
    if column.kind in ("reference", "references"):
        at.one_of(column.to, schema.tables, "unknown_table")
    for key in column.splits:
        at.one_of(key, table.by_key, "unknown_column")
    if column.kind == "date_range" and len(column.splits) != 2:
        raise at.error("missing_key", "splits")
