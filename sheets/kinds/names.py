"""The names of rows: how one is found by its id, name, short name or contact person, and how several are told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sheets.kinds.typed import one_line

Find = Callable[[str], Sequence[str]]
HONORIFICS = re.compile(
    r"^(?:(?:bu|ibu|pak|bapak|bpk|sdr|sdri|saudara|saudari|mas|mbak|kak|kang|teh|haji|hj|h|hajjah|ustadz?|ustadzah|drs?|"
    r"dra|ir|prof|mr|mrs|ms)\b\.?\s*)+",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
BULLET = re.compile(r"^\s*(?:\(?\d{1,2}[.)]\s+|[-–•*·●]\s*)")
ALWAYS = re.compile(r"\s*[;\n|]\s*")
SOMETIMES = (
    re.compile(r"\s*,\s*"),
    re.compile(r"\s*/\s*"),
    re.compile(r"\s+(?:dan|and|serta)\s+|\s*[&+]\s*", re.IGNORECASE),
)
AFTER_NAME = re.compile(
    r"^(?:tbk|[sm]\.\s?\w{1,4}(?:\.\w{1,3})?|dr|ph\.?d|a\.md\.?\w*|ltd|inc|llc|se|sh|mm)\.?$", re.IGNORECASE
)


@dataclass
class ReferenceIndex:
    """The rows of one table, found by any of their names; filled by whoever read that table.

    `add("M-01", "Pemerintah Desa", "Pemdes", weak=["Bu Sari"])`: weak names (contact persons) count where no row is
    called so itself.
    """

    table: str = ""
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    strong: dict[str, list[str]] = field(default_factory=dict)
    weak: dict[str, list[str]] = field(default_factory=dict)

    def add(self, row_id: str, *names: str | None, weak: Iterable[str | None] = (), aside: bool = False) -> None:
        """Makes a row known by its id and its names; of one that was put `aside` every name is weak."""
        self.names.setdefault(row_id, next((name for name in names if name), row_id))
        _put(self.ids, plain(row_id), row_id)
        _put(self.strong, id_key(row_id), row_id)
        for name in filter(None, names):
            _put(self.weak if aside else self.strong, plain(name), row_id)
            for other in _also_called(name):
                _put(self.weak, other, row_id)
        for name in filter(None, weak):
            for key in {plain(name), plain(HONORIFICS.sub("", name))}:
                _put(self.weak, key, row_id)

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the rows that a text names: none, one, or several when it is ambiguous."""
        if text in self.names:
            return (text,)
        for key, index in self._ways(text):
            if key and (found := index.get(key)):
                return tuple(found)
        return ()

    def _ways(self, text: str) -> Iterable[tuple[str, dict[str, list[str]]]]:
        """What a text may be called, surest first, and where to look for it."""
        whole = plain(text)
        yield whole, self.ids
        yield whole, self.strong
        yield id_key(text), self.strong
        yield whole, self.weak
        bare = IN_BRACKETS.sub(" ", text)
        yield plain(bare), self.strong
        yield plain(HONORIFICS.sub("", bare.strip())), self.weak
        for inner in IN_BRACKETS.findall(text):
            yield plain(inner), self.strong
        before, dash, after = re.sub(r"\s+[-–:]\s+|:\s+", "\x00", text).partition("\x00")
        if dash:
            yield plain(before), self.ids
            yield id_key(before), self.strong
            yield plain(after), self.strong

    def __len__(self) -> int:
        return len(self.names)

    def __bool__(self) -> bool:
        return bool(self.names)


def _put(index: dict[str, list[str]], key: str, row_id: str) -> None:
    if key and row_id not in (rows := index.setdefault(key, [])):
        rows.append(row_id)


def plain(text: str) -> str:
    """A name as it is compared: no case, blanks or punctuation."""
    if text.isascii():
        return re.sub(r"[^a-z0-9]+", "", text.lower())
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def id_key(text: str) -> str:
    """An id without the zeros before its numbers: `TG-7` names `TG-007`; no key for what is no id."""
    bare = plain(text)
    return re.sub(r"(?<!\d)0+(?=\d)", "", bare) if re.fullmatch(r"[a-z]{1,5}\d{1,12}", bare) else ""


def _also_called(name: str) -> set[str]:
    """A name without its brackets, and what stands in them: "Badan … (BPBD)" is also called BPBD."""
    inner = IN_BRACKETS.findall(name)
    return {key for text in (IN_BRACKETS.sub(" ", name), *inner) if len(key := plain(text)) > 1} - {plain(name)}


def split_names(text: str, found: Find) -> list[str]:
    """The names in a text: a known one stays whole ("CV Maju, Tbk"), others are taken apart where that is clear."""
    if found(one_line(text)):
        return [one_line(text)]
    parts = [BULLET.sub("", part).strip() for part in ALWAYS.split(text)]
    return [name for part in parts if part for name in _taken_apart(one_line(part), found, 0)]


def _taken_apart(text: str, found: Find, level: int) -> list[str]:
    if level == len(SOMETIMES) or found(text):
        return [text]
    parts = [part.strip() for part in SOMETIMES[level].split(text) if part and part.strip()]
    parts = _with_endings(parts, found) if level == 0 else parts
    if len(parts) < 2:
        return _taken_apart(text, found, level + 1)
    names = [name for part in parts for name in _taken_apart(part, found, level + 1)]
    return names if level == 0 or any(map(found, names)) else [text]


def _with_endings(parts: list[str], found: Find) -> list[str]:
    """ "CV Maju, Tbk" and "Budi, S.Pd" hold one name: what can only follow a name goes back to it."""
    joined: list[str] = []
    for part in parts:
        if joined and AFTER_NAME.match(part) and not found(part):
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined
