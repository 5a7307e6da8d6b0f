"""The pages in docs/, written from config: every table and column, every choice, every setting, in both languages.

`python -m sheets.docs` writes them; `python -m sheets.docs --check` only says whether they are stale (exit 1).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sheets.catalogue import Entry, load_sets
from sheets.schema import CONFIG, Choice, ChoiceSet, Column, Schema, Setting, Table, Words, load_schema
from sheets.template.plan import choice_set
from sheets.words import has_sentence, sentence

FOLDER = CONFIG.parent / "docs"
OUTSIDE = (
    "LUMBUNG_SOURCE",
    "LUMBUNG_CONFIG",
    "LUMBUNG_GOOGLE_ENDPOINT",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "secrets_source",
    "secrets_google",
    "secrets_access",
    "forum_source",
    "forum_settings",
)
NOTHING = "–"


def pages(schema: Schema) -> dict[str, str]:
    """The text of every page by its file name."""
    made = {"tables.md": _tables(schema), "choices.md": _choices(schema), "settings.md": _settings(schema)}
    made["indicators.md"] = _indicators(schema)
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def stale(schema: Schema, folder: Path = FOLDER) -> list[str]:
    """The pages that no longer say what config says."""
    return [name for name, text in pages(schema).items() if _read(folder / name) != text]


def write(schema: Schema, folder: Path = FOLDER) -> list[Path]:
    """Write every page and return their paths."""
    folder.mkdir(exist_ok=True)
    for name, text in pages(schema).items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages(schema)]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _tables(schema: Schema) -> Iterator[str]:
    yield from _opening("tables")
    yield from _grid(
        ("tab", "for", "id"), ([_link(table), _both(table.help), _id_example(table)] for table in schema.records)
    )
    for table in schema.records:
        yield from _table(schema, table)


def _table(schema: Schema, table: Table) -> Iterator[str]:
    yield from ("", f"## {table.tab.id} / {table.tab.en}", "", _both(table.help), "")
    yield f"{_said('tabs')}: {_listed(table.tab.also)}"
    if table.module:
        yield from ("", _said("module", module=table.tab.id, module_en=table.tab.en))
    yield ""
    rows = (
        [_header(column), _content(schema, column), _both(column.example) or NOTHING, _listed(_others(column))]
        for column in table.columns
    )
    yield from _grid(("header", "content", "example", "also"), rows)
    if table.ambiguous:
        yield from ("", _said("ambiguous"), "")
        yield from _grid(("header", "could_be"), _ambiguous(table))


def _ambiguous(table: Table) -> Iterator[list[str]]:
    for header, keys in table.ambiguous.items():
        yield [header, ", ".join(f"{table.column(key).label.id} (`{key}`)" for key in keys)]


def _header(column: Column) -> str:
    marks = [_said(f"mark.{name}") for name in ("required", "private") if getattr(column, name)]
    return " · ".join((f"**{column.label.id}** / {column.label.en}<br>`{column.key}`", *marks))


def _content(schema: Schema, column: Column) -> str:
    kind = _said(f"kind.{column.kind}")
    if column.to:
        kind += f" → [{schema.table(column.to).tab.id}](#{_anchor(schema.table(column.to))})"
    elif column.choices:
        kind += f": [{column.choices}](choices.md#{column.choices})"
    return f"{_both(column.help)}<br>{kind}" if column.help else kind


def _choices(schema: Schema) -> Iterator[str]:
    yield from _opening("choices")
    computed = {name for name in schema.choices if name not in set(_used(schema))}
    for name, choices in schema.choices.items():
        yield from ("", f"## {name}", "")
        if name in computed or choices.open:
            yield from (_said("computed" if name in computed else "open"), "")
        yield from _grid(("choice", "key", "also"), _choice_rows(choices))


def _choice_rows(choices: ChoiceSet) -> Iterator[list[str]]:
    for choice in choices.choices:
        yield [f"**{choice.label.id}** / {choice.label.en}", f"`{choice.key}`", _listed(_said_for(choice))]


def _said_for(choice: Choice) -> Iterable[str]:
    """What else means a choice."""
    return dict.fromkeys((*choice.label.also, *choice.anywhere))


def _used(schema: Schema) -> Iterator[str]:
    for table in schema.tables.values():
        fields: tuple[Column | Setting, ...] = (*table.columns, *table.settings)
        yield from (each.choices for each in fields if each.choices)
        yield from (found.name for column in table.columns if (found := choice_set(schema, column)))


def _indicators(schema: Schema) -> Iterator[str]:
    yield from _opening("indicators")
    for each in load_sets(schema, CONFIG):
        yield from ("", f"## {each.label.id} / {each.label.en}", "", _both(each.about), "")
        yield from (f"{_said('source')}: {each.source} · `config/indicators/{each.name}.toml`", "")
        rows = ([f"`{e.code}`", f"{e.name.id} / {e.name.en}", *_measured(schema, e)] for e in each.entries)
        yield from _grid(("code", "indicator", "unit", "direction"), rows)


def _measured(schema: Schema, entry: Entry) -> list[str]:
    unit = entry.values["unit"]
    chosen = schema.choices["direction"].get(str(entry.values.get("direction")))
    said = f"{unit.id} / {unit.en}" if isinstance(unit, Words) else str(unit)
    return [said, f"{chosen.label.id} / {chosen.label.en}" if chosen else NOTHING]


def _settings(schema: Schema) -> Iterator[str]:
    yield from _opening("settings")
    yield from _grid(("setting", "content", "default", "also"), map(_setting, schema.settings.values()))
    yield from ("", f"## {_said('outside')}", "")
    yield from _grid(("name", "for"), ([f"`{_name(key)}`", _said(f"out.{key}")] for key in OUTSIDE))


def _setting(setting: Setting) -> list[str]:
    kind = _said(f"kind.{setting.kind}")
    kind += f": [{setting.choices}](choices.md#{setting.choices.lower()})" if setting.choices else ""
    default = setting.default if setting.default not in (None, "") else NOTHING
    shown = ", ".join(default) if isinstance(default, (list, tuple)) else str(default)
    return [
        f"**{setting.label.id}** / {setting.label.en}<br>`{setting.key}`",
        f"{_both(setting.help)}<br>{kind}",
        shown,
        _listed(setting.label.also),
    ]


def _name(key: str) -> str:
    """What a key of OUTSIDE is called where it is set."""
    return sentence("docs", f"names.{key}", {}) if has_sentence("docs", f"names.{key}") else key


def _opening(page: str) -> Iterator[str]:
    yield f"# {_said(f'{page}.title')}"
    yield ""
    yield sentence("docs", f"{page}.intro", {}, language="id")
    yield ""
    yield f"*{sentence('docs', f'{page}.intro', {}, language='en')}*"
    yield ""


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(_said(f'head.{head}') for head in heads)} |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield f"| {' | '.join(text.replace('|', '/') or NOTHING for text in row)} |"


def _said(key: str, **details: object) -> str:
    """The Indonesian words, then the English ones."""
    both = dict.fromkeys(sentence("docs", key, details, language=language) for language in ("id", "en"))
    return " / ".join(both)


def _both(words: Words | None) -> str:
    if not words:
        return ""
    return words.id if words.id == words.en else f"{words.id} *{words.en}*"


def _others(column: Column) -> tuple[str, ...]:
    return tuple(text for text in column.label.also if text not in (column.key, column.label.id, column.label.en))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or NOTHING


def _link(table: Table) -> str:
    return f"[{table.tab.id} / {table.tab.en}](#{_anchor(table)})"


def _anchor(table: Table) -> str:
    """The place of a table's heading as GitHub names it."""
    return f"{table.tab.id} / {table.tab.en}".lower().replace("/", "").replace(" ", "-")


def _id_example(table: Table) -> str:
    return f"`{table.column('id').example.id}`"


def main(arguments: Sequence[str]) -> int:
    schema = load_schema()
    if "--check" in arguments:
        old = stale(schema)
        print("\n".join(old))
        return 1 if old else 0
    print("\n".join(str(path) for path in write(schema)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
