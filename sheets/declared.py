"""What config/ declares, as plain values: words, columns, tables, choices, settings and the schema of them all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sheets.errors import NotFound

if TYPE_CHECKING:
    from sheets.problems import Problem

LANGUAGES = ("id", "en")
Meant = str | Callable[[str], str]  # what a cell was read as: a text that every language shares, or words for each


def spoken(value: Any, language: str) -> Any:
    """What stands in a finding as a reader's language says it: a text by language, what can say itself, or as it is."""
    if isinstance(value, Mapping) and set(value) == set(LANGUAGES):
        return value[language]
    return value(language) if callable(value) else value


@dataclass(frozen=True, slots=True)
class Words:
    """One label in both languages, with what else people write for it. Call it with a language: `label("id")`."""

    id: str
    en: str
    also: tuple[str, ...] = ()

    def __call__(self, language: str = "id") -> str:
        return self.en if language == "en" else self.id

    def __bool__(self) -> bool:
        return bool(self.id)

    @property
    def all(self) -> tuple[str, ...]:
        """Both labels, then everything else that means the same."""
        return tuple(dict.fromkeys((self.id, self.en, *self.also)))


NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice column: its label, with a colour (`tone`) and a drawn symbol (`shape`) beside it.

    `starts`: first words that mean this choice. `negated`: the choice that "not this" means.
    `anywhere`: words that mean this choice wherever they stand in a cell; none of them is guessed from a slip.
    `opens`: it shows what would stay hidden otherwise, so it must stand in a cell word for word and is never guessed.
    """

    key: str
    label: Words
    tone: str = "soft"
    shape: str = "dot"
    starts: tuple[str, ...] = ()
    negated: str | None = None
    help: Words | None = None
    opens: bool = False
    anywhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceSet:
    """The values that a choice column may hold, in the order in which people read them.

    `open`: a forum may add choices of its own; the others take other words for their choices only.
    """

    name: str
    choices: tuple[Choice, ...]
    by_key: Mapping[str, Choice] = field(repr=False, default_factory=dict)
    open: bool = False

    def choice(self, key: str) -> Choice:
        """The choice with this key; NotFound if there is none."""
        if key not in self.by_key:
            raise NotFound("choice_unknown", choice=key, choices=self.name, known=", ".join(self.by_key))
        return self.by_key[key]

    def get(self, key: str | None) -> Choice | None:
        """The choice with this key, or None."""
        return self.by_key.get(key) if key is not None else None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.by_key)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `edge`: which end of an imprecise date counts. `splits`: the columns that a date range fills.
    `wide`: its values may also stand in one column per period. `private`: only those with a role see it.
    """

    key: str
    kind: str
    label: Words
    help: Words | None = None
    example: Words = NO_WORDS
    required: bool = False
    private: bool = False
    choices: str | None = None
    to: str | None = None
    edge: str = "end"
    splits: tuple[str, ...] = ()
    unit: str | None = None
    default: Any = None
    wide: bool = False
    min: float | None = None
    max: float | None = None

    @property
    def long(self) -> bool:
        """Whether the text may take several lines."""
        return self.kind == "long"

    @property
    def headers(self) -> tuple[str, ...]:
        """Everything that a header of this column may say; the first is what a new spreadsheet says."""
        return tuple(dict.fromkeys((*self.label.all, self.key, self.key.replace("_", " "))))


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the settings tab; `default` holds where the tab has no value."""

    key: str
    kind: str
    label: Words
    default: Any = None
    choices: str | None = None
    help: Words | None = None
    edge: str = "end"
    min: float | None = None
    max: float | None = None

    @property
    def column(self) -> Column:
        """The setting as the column of a form."""
        return Column(
            self.key, self.kind, self.label, self.help, choices=self.choices, edge=self.edge, min=self.min, max=self.max
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the forum. `role` is records, settings or history; `module` is None for a core table."""

    name: str
    tab: Words
    label: Words
    columns: tuple[Column, ...]
    title: str
    id_prefix: str = ""
    order: int = 1000
    role: str = "records"
    module: str | None = None
    icon: str = "table_rows"
    help: Words | None = None
    archive: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    by_key: Mapping[str, Column] = field(repr=False, default_factory=dict)

    def column(self, key: str) -> Column:
        """The column with this key; NotFound if the table has none."""
        if key not in self.by_key:
            raise NotFound("column_unknown", table=self.name, column=key, known=", ".join(self.by_key))
        return self.by_key[key]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.by_key)

    @property
    def aside(self) -> Any:
        """What the archive column of a row holds once the row is put aside."""
        column, word = self.by_key.get(self.archive.get("column", "")), self.archive.get("value")
        return word == "yes" if column is not None and column.kind == "bool" else word

    @property
    def mark(self) -> str | None:
        """The column that says nothing but that a row is archived; None where another column says it among others."""
        return self.archive["column"] if self.aside is True else None

    @property
    def asked(self) -> list[str]:
        """The columns that a form asks for: the mark of archived rows is set by archiving."""
        return [c.key for c in self.columns if c.kind not in ("id", "date_range") and c.key != self.mark]

    @property
    def core(self) -> bool:
        """Whether every forum has this table."""
        return self.module is None and self.role == "records"


@dataclass(frozen=True, slots=True)
class Schema:
    """Every table and every set of choices, in reading order.

    `given`: the settings that forum.toml has a value for; `about_given`: what could not be read there.
    """

    tables: Mapping[str, Table]
    choices: Mapping[str, ChoiceSet]
    given: Mapping[str, Any] = field(default_factory=dict)
    about_given: tuple[Problem, ...] = ()

    def table(self, name: str) -> Table:
        """The table with this name; NotFound if none is declared."""
        if name not in self.tables:
            raise NotFound("table_unknown", table=name, known=", ".join(self.tables))
        return self.tables[name]

    def called(self, name: str, language: str = "id") -> Table:
        """The table of records that a person calls so: by its key or any name of its tab. NotFound names them all."""
        names = {text.casefold(): table for table in self.records for text in (table.name, *table.tab.all)}
        if name.casefold() not in names:
            raise NotFound("table_unknown", table=name, known=", ".join(each.tab(language) for each in self.records))
        return names[name.casefold()]

    def choice(self, column: Column | Setting, key: str) -> Choice:
        """The choice that `key` names in a choice column."""
        return self.choices[column.choices or ""].choice(key)

    @property
    def records(self) -> tuple[Table, ...]:
        """The tables that hold the forum's own rows: all but settings and history."""
        return tuple(table for table in self.tables.values() if table.role == "records")

    @property
    def settings(self) -> Mapping[str, Setting]:
        return {setting.key: setting for table in self.tables.values() for setting in table.settings}


@lru_cache(maxsize=4096)
def plain_header(text: str) -> str:
    """A header as it is compared: no case, bracketed hints, stars or punctuation; `%` stays, it tells columns apart."""
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.sub(r"[^\w%]+|_", " ", text).split())
