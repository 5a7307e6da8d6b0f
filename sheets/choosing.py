"""The choices that the forum itself adds: a tab `Pilihan` whose columns extend the declared sets.

A cell below a set's header is a choice. The cell at its right ("Kata lain") holds other words for it. Sets that the app
reckons with (a task's status, a case's stage) take other words only, no new choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sheets.backends import Grid
from sheets.declared import LANGUAGES, Choice, ChoiceSet, Column, Schema, Setting, Words, plain_header
from sheets.kinds.vocabulary import folded
from sheets.problems import NOTICE, Problem
from sheets.recognise import letter
from sheets.recognise.page import shown
from sheets.words import sentence

HEADER_AMONG = 6
LONGEST = 60
BETWEEN = re.compile(r"\s*[,;\n]\s*")


@dataclass(frozen=True)
class Extra:
    """One cell of the tab: a choice of a set (`word` None), or another word for it. `row`, `col` are 0-based."""

    set_name: str
    choice: str
    word: str | None
    row: int
    col: int


Told = tuple[tuple[str, str, str | None], ...]


def with_choices(schema: Schema, grids: Sequence[Grid]) -> tuple[Schema, list[Problem]]:
    """The schema with what the forum's `Pilihan` tab adds (the same object for the same words), and what it cannot add.

    Without such a tab, or when it adds nothing, the schema itself.
    """
    grid = tab_of(grids)
    if grid is None:
        return schema, []
    extras, problems = _checked(schema, grid, list(_extras(schema, grid)))
    told: Told = tuple((extra.set_name, extra.choice, extra.word) for extra in extras)
    return (_extended(_Same(schema), told) if told else schema), problems


@cache
def titles() -> frozenset[str]:
    """What the tab is called, in small letters."""
    return frozenset(sentence("template", "tab.lists", {}, language=each).casefold() for each in LANGUAGES)


def tab_of(grids: Sequence[Grid]) -> Grid | None:
    """The forum's tab of choices; None when it has none."""
    return next((grid for grid in grids if grid.tab.strip().casefold() in titles()), None)


def places(schema: Schema, grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of the headers and the column of each set on the tab of choices, both 0-based."""
    row, columns = _header(grid, _names(_Same(schema)))
    return row, {name: col for col, name in sorted(columns.items(), reverse=True)}


def header_of(schema: Schema, set_name: str, language: str) -> str:
    """What the column of a set is called: the tab and the column that use it first ("Mitra: Sektor")."""
    for table in schema.tables.values():
        fields: tuple[Column | Setting, ...] = (*table.columns, *table.settings)
        for each in fields:
            if each.choices == set_name or (each.kind == "bool" and set_name == "yes_no"):
                return f"{table.tab(language)}: {each.label(language)}"
    return set_name


def also_header(language: str) -> str:
    """What the column beside it is called."""
    return sentence("template", "choices.also", {}, language=language)


# What stands there


def _extras(schema: Schema, grid: Grid) -> Iterator[Extra]:
    """Every filled cell below a header that names a set."""
    names = _names(_Same(schema))
    row, columns = _header(grid, names)
    beside = {plain_header(also_header(language)) for language in LANGUAGES}
    for col, name in columns.items():
        words = plain_header(_text(grid, row, col + 1)) in beside
        for at in range(row + 1, len(grid.rows)):
            choice = _text(grid, at, col)
            if choice:
                yield Extra(name, choice, None, at, col)
            for word in filter(None, BETWEEN.split(_text(grid, at, col + 1)) if words else ()):
                yield Extra(name, choice, word, at, col + 1)


def _header(grid: Grid, names: dict[str, str]) -> tuple[int, dict[int, str]]:
    """The row that names most sets, and the set of each of its columns."""
    best: tuple[int, dict[int, str]] = (0, {})
    for row in range(min(HEADER_AMONG, len(grid.rows))):
        texts = ((col, plain_header(_text(grid, row, col))) for col in range(len(grid.rows[row])))
        found = {col: names[text] for col, text in texts if text in names}
        best = (row, found) if len(found) > len(best[1]) else best
    return best


def _text(grid: Grid, row: int, col: int) -> str:
    cells = grid.rows[row]
    return " ".join(shown(cells[col]).split()) if col < len(cells) else ""


@dataclass(frozen=True)
class _Same:
    """A schema that is the same as another only when it is that very object."""

    schema: Schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.schema is self.schema


@lru_cache(maxsize=8)
def _names(same: _Same) -> dict[str, str]:
    """What a header may say → its set: its key ("Pilihan: sector"), tab and column, or a column's name alone."""
    schema, names = same.schema, dict[str, str]()
    by_label: dict[str, set[str]] = {}
    for table in schema.tables.values():
        fields: tuple[Column | Setting, ...] = (*table.columns, *table.settings)
        for each in fields:
            if each.choices:
                for text in (each.label.id, each.label.en):
                    by_label.setdefault(plain_header(text), set()).add(each.choices)
                    for tab in (table.tab.id, table.tab.en):
                        names.setdefault(plain_header(f"{tab}: {text}"), each.choices)
    alone = {text: next(iter(sets)) for text, sets in by_label.items() if len(sets) == 1}
    keys = {plain_header(f"{before} {name}"): name for name in schema.choices for before in ("", *titles())}
    return {**alone, **names, **keys}


# What can be added


def _checked(schema: Schema, grid: Grid, extras: Sequence[Extra]) -> tuple[list[Extra], list[Problem]]:
    """What is new and can be taken, and a finding for each cell that cannot."""
    kept: list[Extra] = []
    problems: list[Problem] = []
    added: dict[str, set[str]] = {}
    for extra in extras:
        reason = _refusal(schema, extra, added.setdefault(extra.set_name, set()))
        if reason is None:
            kept.append(extra)
        elif reason:
            problems.append(_problem(schema, grid, extra, reason))
    return kept, problems


def _refusal(schema: Schema, extra: Extra, added: set[str]) -> str | None:
    """Why a cell adds nothing: a reason to say, "" for what is there already; None when it is taken."""
    choices = schema.choices[extra.set_name]
    if extra.word is None:
        if extra.choice.casefold() in _labels(choices) or extra.choice.casefold() in added:
            return ""
        if not choices.open:
            return "choices_closed"
        if len(extra.choice) > LONGEST or not folded(extra.choice):
            return "choice_unusable"
        added.add(extra.choice.casefold())
        return None
    own = _labels(choices).get(extra.choice.casefold())
    if own is None and extra.choice.casefold() not in added:
        return "word_without_choice"
    meant = _labels(choices).get(extra.word.casefold())
    if meant is not None or extra.word.casefold() in added:
        return "" if meant == own and meant is not None else "word_taken"
    return None if folded(extra.word) and len(extra.word) <= LONGEST else "choice_unusable"


def _labels(choices: ChoiceSet) -> dict[str, str]:
    return {text.casefold(): choice.key for choice in choices.choices for text in (choice.label.id, choice.label.en)}


def _problem(schema: Schema, grid: Grid, extra: Extra, reason: str) -> Problem:
    typed = extra.word if extra.word is not None else extra.choice
    told = {"set": {language: header_of(schema, extra.set_name, language) for language in LANGUAGES}, "word": typed}
    return Problem(
        "", grid.tab, extra.row + 1, letter(extra.col), None, None, typed, reason, NOTICE, details=told
    )  # fmt: skip


# The schema with them


@lru_cache(maxsize=32)
def _extended(same: _Same, told: Told) -> Schema:
    sets = dict(same.schema.choices)
    for name in dict.fromkeys(name for name, _, _ in told):
        sets[name] = _with(sets[name], [(choice, word) for each, choice, word in told if each == name])
    return replace(same.schema, choices=sets)


def _with(choices: ChoiceSet, told: Sequence[tuple[str, str | None]]) -> ChoiceSet:
    """The set with new choices at its end; a word that the forum gives to a choice no longer means another one."""
    made = list(choices.choices)
    for text, word in told:
        if word is None:
            made.append(Choice(_key(text, {choice.key for choice in made}), Words(text, text)))
    words = {folded(word): text.casefold() for text, word in told if word is not None}
    given = [(text, word) for text, word in told if word is not None]
    made = [_worded(choice, given, words) for choice in made]
    return replace(choices, choices=tuple(made), by_key={choice.key: choice for choice in made})


def _worded(choice: Choice, given: Sequence[tuple[str, str]], words: dict[str, str]) -> Choice:
    own = {choice.label.id.casefold(), choice.label.en.casefold()}
    mine = tuple(word for text, word in given if text.casefold() in own)
    others = tuple(word for word in choice.label.also if words.get(folded(word)) is None or words[folded(word)] in own)
    return replace(choice, label=replace(choice.label, also=(*mine, *others)))


def _key(text: str, taken: set[str]) -> str:
    """A key made of the label: `desa_wisata`, with a number where another choice has it."""
    plain = folded(text).replace(" ", "_")
    return next(key for n in range(1, 1000) if (key := plain if n == 1 else f"{plain}_{n}") not in taken)
