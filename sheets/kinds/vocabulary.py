"""The words of one set of choices, ready to be looked up the way people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sheets.declared import Words
from sheets.kinds.typed import DASHES, wordset
from sheets.schema import ChoiceSet

KEPT_SIGNS = "✅✔✓☑☒❌✗✘✖⏳🟢🟡🔴🔄√↑↓⬆⬇→★⭐☐●○👍%"
SIGNS = re.compile(rf"[{KEPT_SIGNS.replace('%', '')}]")
BETWEEN = re.compile(r"\s*[/,;&+|\-–]\s*|\s+(?:dan|atau|ke|and|or|to)\s+")
NOT_WORDS = re.compile(rf"[^\w{KEPT_SIGNS}]+|_")
NEGATIONS = wordset("belum blm tidak tdk tak gak ga nggak bukan non not no never un without tanpa kurang jangan")
SHORTEST_PREFIX, SHORTEST_FUZZY = 4, 5


def folded(text: str) -> str:
    """A choice as it is compared: NFKC, small letters, no punctuation or decoration, single blanks."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\ufe0f", "")
    return " ".join(NOT_WORDS.sub(" ", text).split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What every text means in one set: `exact` by the text as typed in small letters, `words` by its folded form.

    `opens`: the choices that are never guessed; `anywhere`: words that count among others; `whole`: never by a slip.
    """

    name: str
    exact: dict[str, str]
    words: dict[str, str]
    starts: dict[str, str]
    negated: dict[str, str]
    labels: dict[str, tuple[str, str]]
    keys: tuple[str, ...]
    by_length: dict[int, list[str]] = field(default_factory=dict)
    opens: frozenset[str] = frozenset()
    anywhere: dict[str, str] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def look_up(self, text: str) -> str | None:
        """The key that a text means word for word, else None."""
        plain, typed = folded(text), text.strip().casefold()
        typed = "-" if typed in DASHES else typed
        return self.exact.get(typed) or self.words.get(plain) or self._beside_signs(plain)

    def _beside_signs(self, plain: str) -> str | None:
        """A word with its own sign beside it ("Selesai ✅"); not when the sign says something else."""
        if plain.isascii():
            return None
        bare = " ".join(SIGNS.sub(" ", plain).split())
        key = self.words.get(bare) if bare != plain else None
        return key if all(self.words.get(sign, key) == key for sign in SIGNS.findall(plain)) else None

    def keys_of_parts(self, text: str) -> list[str | None]:
        """What each part of a text means that has "/", "-", "atau" and the like between its parts."""
        return [self.look_up(part) for part in BETWEEN.split(text) if part]

    def label(self, key: str, language: str = "id") -> str:
        """What people call this choice."""
        return self.labels[key][language == "en"]

    def named(self, *keys: str) -> Words:
        """What people call these choices, for "read as …": in words only for a reader."""
        return Words(", ".join(self.labels[key][0] for key in keys), ", ".join(self.labels[key][1] for key in keys))

    def by_prefix(self, text: str) -> str | None:
        """The one choice that begins with a text of at least four letters, or whose word the text begins with."""
        if len(text) < SHORTEST_PREFIX:
            return None
        longer = {key for word, key in self.words.items() if word.startswith(text) and word not in self.whole}
        return longer.pop() if len(longer) == 1 else None

    def by_first_words(self, text: str) -> str | None:
        """The choice named by the first word or words of a longer text ("Dinas Sosial" begins with "dinas")."""
        words = text.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            found = self.words.get(" ".join(words[:count]))
            if found and (count > 1 or len(words[0]) >= 2):
                return found
        return None

    def by_any_words(self, text: str) -> str | None:
        """The choice that some words of a folded text mean wherever they stand ("dugaan korupsi bansos")."""
        said = [word for word in self.anywhere if f" {word} " in f" {text} "]
        return self.anywhere[max(said, key=len)] if said else None

    def by_distance(self, text: str) -> str | None:
        """The one choice whose word differs from a word of at least five letters by one slip of the finger."""
        if len(text) < SHORTEST_FUZZY:
            return None
        near = {
            self.words[word]
            for length in (len(text) - 1, len(text), len(text) + 1)
            for word in self.by_length.get(length, ())
            if len(word) >= SHORTEST_FUZZY and one_slip(text, word)
        }
        return near.pop() if len(near) == 1 else None


def vocabulary(choices: ChoiceSet) -> Vocabulary:
    """The vocabulary of a set of choices; built once for each set."""
    return _built(_Same(choices))


@dataclass(frozen=True, slots=True)
class _Same:
    """A set of choices that is the same as another only when it is that very object."""

    choices: ChoiceSet

    def __hash__(self) -> int:
        return id(self.choices)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.choices is self.choices


@lru_cache(maxsize=256)
def _built(same: _Same) -> Vocabulary:
    choices = same.choices
    exact: dict[str, str] = {}
    words: dict[str, str] = {}
    for key, texts in _ranked(choices):
        for text in texts:
            exact.setdefault(text.strip().casefold(), key)
            if plain := folded(text):
                words.setdefault(plain, key)
    guessed = dict(words)
    anywhere = {folded(word): c.key for c in choices.choices for word in c.anywhere}
    words = anywhere | words
    starts = {word: c.key for c in choices.choices for word in c.starts}
    negated = {word: c.negated for word, key in words.items() if (c := choices.by_key[key]).negated}
    labels = {c.key: (c.label.id, c.label.en) for c in choices.choices}
    opens = frozenset(c.key for c in choices.choices if c.opens)
    return Vocabulary(
        choices.name, exact, words, starts, negated, labels, choices.keys, _by_length(guessed), opens, anywhere,
        frozenset(words) - frozenset(guessed),
    )  # fmt: skip


def _ranked(choices: ChoiceSet) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Labels and keys win over what else people write."""
    for choice in choices.choices:
        yield choice.key, (choice.label.id, choice.label.en)
    for choice in choices.choices:
        yield choice.key, (choice.key, choice.key.replace("_", " "))
    for choice in choices.choices:
        yield choice.key, choice.label.also
    for choice in choices.choices:
        yield choice.key, _parts(choice.label.id) + _parts(choice.label.en)


def _parts(label: str) -> tuple[str, ...]:
    """What a long label is called in short: without its brackets, and each side of a slash."""
    bare = re.sub(r"\s*\([^)]*\)", "", label)
    inner = re.findall(r"\(([^)]*)\)", label)
    sides = [side.strip() for text in (bare, *inner) for side in re.split(r"[/,]", text)]
    return tuple(text for text in (bare, *sides) if len(text) >= 2)


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = {}
    for word in words:
        lengths.setdefault(len(word), []).append(word)
    return lengths


def one_slip(typed: str, word: str) -> bool:
    """Whether one letter was added, left out, changed or swapped with its neighbour."""
    if abs(len(typed) - len(word)) > 1 or typed == word:
        return typed == word
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    a, b = typed[start:], word[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and len(a) > 1 and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
