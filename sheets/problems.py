"""What could not be read, what was assumed, what was passed over: said with its place, never hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SECTIONS = ("doctor", "problems", "recognise")
LANGUAGES = ("id", "en")
UNREADABLE, NOTICE, ASIDE = "unreadable", "notice", "aside"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of reading. `row` is 1-based; None stands for the whole column or table.

    `level` is "unreadable" (no value; what was typed is in `value`), "notice" (a value that rests on an assumption, or
    cells that contradict each other) or "aside" (nothing is wrong, but nobody reads it).
    A detail may be a label (`Words`) or say something for each language; the message has the one that is asked for.
    """

    table: str
    tab: str
    row: int | None
    letter: str | None
    column: str | None
    id: str | None
    value: str
    reason: str
    level: str
    read_as: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str = "id") -> str:
        """What was found and what to do about it, in one or two sentences."""
        from sheets.words import has_sentence, sentence

        told = {key: _spoken(value, language) for key, value in self.details.items()}
        told |= {"value": self.value, "read_as": self.read_as or "", "tab": self.tab, "row": self.row}
        told["letter"] = self.letter or ""
        section = next((s for s in SECTIONS if has_sentence(s, self.reason, language=language)), SECTIONS[0])
        return sentence(section, self.reason, told, language=language)


def _spoken(value: Any, language: str) -> Any:
    if isinstance(value, Mapping) and set(value) == set(LANGUAGES):
        return value[language]
    return value(language) if callable(value) else value


def about_locale(locale: str | None, title: str) -> list[Problem]:
    """A Google sheet that is not Indonesian has changed dates and numbers before anybody could read them."""
    if locale is None or locale.replace("-", "_").split("_")[0].casefold() in ("id", "in"):
        return []
    told = {"locale": locale}
    return [Problem("", title, None, None, None, None, locale, "wrong_locale", "notice", details=told)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record, or one of its cells, stands in the spreadsheet."""

    tab: str
    row: int
    letter: str | None
