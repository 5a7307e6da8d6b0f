"""What could not be read, what was assumed, what was passed over: said with its place, never hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets.declared import LANGUAGES, Meant, spoken

SECTIONS = ("doctor", "problems", "recognise")
UNREADABLE, NOTICE, ASIDE = "unreadable", "notice", "aside"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of reading. `row` is 1-based; None stands for the whole column or table.

    `level` is "unreadable" (no value; what was typed is in `value`), "notice" (a value that rests on an assumption, or
    cells that contradict each other) or "aside" (nothing is wrong, but nobody reads it).
    `read_as` and a detail may be a label (`Words`), a span of days, a number or something else that says itself in each
    language; `read_as_in` and the message have the one that is asked for.
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
    read_as: Meant | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str = "id") -> str:
        """What was found and what to do about it, in one or two sentences."""
        from sheets.words import has_sentence, sentence

        told = {key: spoken(value, language) for key, value in self.details.items()}
        told |= {"value": self.value, "read_as": self.read_as_in(language) or "", "tab": self.tab, "row": self.row}
        told["letter"] = self.letter or ""
        section = next((s for s in SECTIONS if has_sentence(s, self.reason, language=language)), SECTIONS[0])
        return sentence(section, self.reason, told, language=language)

    def read_as_in(self, language: str = "id") -> str | None:
        """What was typed was read as this, in words of a language; None where it is not read as something else."""
        return None if self.read_as is None else str(spoken(self.read_as, language))

    @property
    def guessed(self) -> bool:
        """Whether the value rests on an assumption and is not what stands there in any language."""
        if self.level != NOTICE or self.read_as is None:
            return False
        return self.value not in {self.read_as_in(language) for language in LANGUAGES}


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
