"""What headers and tabs may be called: every label and synonym of the schema, prepared for comparing once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from sheets.schema import Schema, Table, plain_header

YEAR = re.compile(r"\b(19|20)\d\d\b")
FUZZY = 86.0
SHORTEST_FUZZY = 5
STRENGTH = {"exact": 1.0, "normalised": 0.97, "synonym": 0.95, "ambiguous": 0.9}
CERTAIN = frozenset(STRENGTH)
NAMES = ("nama", "name", "title", "judul")  # what people call the first column of any table
ABBREVIATIONS = {
    "tgl": "tanggal", "ket": "keterangan", "jml": "jumlah", "jlh": "jumlah", "thn": "tahun", "bln": "bulan",
    "keg": "kegiatan", "prog": "program", "org": "organisasi", "ind": "indikator", "kab": "kabupaten",
    "kec": "kecamatan", "prov": "provinsi", "instansi": "instansi", "desc": "description", "qty": "quantity",
    "resp": "responsible", "pers": "persentase", "telp": "telepon", "tlp": "telepon", "alm": "alamat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a header says a key: strength 0–1 and the way it was found."""

    strength: float
    how: str


@dataclass
class Vocabulary:
    """The words of one schema. `known` maps a compared header to (table, key) pairs."""

    schema: Schema
    known: dict[str, dict[tuple[str, str], Likeness]] = field(default_factory=dict)
    compact: dict[str, dict[tuple[str, str], Likeness]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    spelled: frozenset[str] = frozenset()
    tabs: dict[str, tuple[str, float]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    named: dict[str, dict[str, float]] = field(default_factory=dict)
    found: dict[tuple[str, str], dict[str, Likeness]] = field(default_factory=dict)

    def likeness(self, table: str, header: str) -> dict[str, Likeness]:
        """The keys of a table that a header may mean; a close match only where no certain one exists."""
        key = (table, header)
        if key not in self.found:
            if len(self.found) > 20_000:
                self.found.clear()
            self.found[key] = self._likeness(table, header)
        return self.found[key]

    def _likeness(self, table: str, raw: str) -> dict[str, Likeness]:
        header = compared(raw)
        if not header:
            return {}
        return self._certain(table, header) or self._either(table, raw) or self._close(table, header)

    def _either(self, table: str, raw: str) -> dict[str, Likeness]:
        """A header of two names ("Instansi/Lembaga") or with a year ("Target 2026") says what each name says."""
        found: dict[str, Likeness] = {}
        for part in (*re.split(r"[/|\\]| atau | or | dan | & ", raw), YEAR.sub(" ", raw)):
            header = compared(part)
            if header and header != compared(raw):
                certain = self._certain(table, header).items()
                for key, like in list(certain)[:1] if YEAR.search(raw) else certain:
                    how = "ambiguous" if like.how == "ambiguous" else "synonym"
                    found.setdefault(key, Likeness(0.93 * like.strength, how))
        return found

    def _certain(self, table: str, header: str) -> dict[str, Likeness]:
        for spelling in spellings(header):
            found = _of(table, self.known.get(spelling)) or _of(table, self.compact.get(spelling.replace(" ", "")))
            if found:
                return found
        return {}

    def _close(self, table: str, header: str) -> dict[str, Likeness]:
        found: dict[str, Likeness] = {}
        for phrase, key in self.phrases.get(table, ()):
            like = _fuzzy(header, phrase) or _part(header, phrase)
            if like and (key not in found or like.strength > found[key].strength):
                found[key] = like
        return found

    def is_header_word(self, text: str) -> bool:
        """Whether some table has a column that is certainly called so."""
        return any(map(self._is_known, (text, *text.split("/"))))

    def _is_known(self, text: str) -> bool:
        header = compared(text)
        return (
            any(s in self.known or s.replace(" ", "") in self.compact for s in spellings(header)) if header else False
        )

    def tab(self, name: str) -> dict[str, float]:
        """The tables that a tab's name, a title or a file's name speaks of, each 0–1."""
        header = compared(name)
        if header not in self.named:
            if len(self.named) > 2_000:
                self.named.clear()
            self.named[header] = self._tab(header)
        return self.named[header]

    def _tab(self, header: str) -> dict[str, float]:
        if header in self.tabs:
            return dict([self.tabs[header]])
        found: dict[str, float] = {}
        for phrase, (table, _) in self.tabs.items():
            like = _fuzzy(header, phrase) or _part(header, phrase)
            if like:
                found[table] = max(found.get(table, 0.0), like.strength)
        return found


def _of(table: str, found: dict[tuple[str, str], Likeness] | None) -> dict[str, Likeness]:
    return {key: like for (name, key), like in found.items() if name == table} if found else {}


def _fuzzy(header: str, phrase: str) -> Likeness | None:
    if min(len(header), len(phrase)) < SHORTEST_FUZZY or abs(len(header) - len(phrase)) > 4:
        return None
    score = max(fuzz.ratio(header, phrase), fuzz.token_sort_ratio(header, phrase))
    return Likeness(0.9 * score / 100, "fuzzy") if score >= FUZZY else None


def _part(header: str, phrase: str) -> Likeness | None:
    """A header that holds a whole synonym among other words: "Tanggal Kejadian" holds "tanggal"."""
    if len(phrase) < 4 or f" {phrase} " not in f" {header} ":
        return None
    share = len(phrase) / len(header)
    return Likeness(0.45 + 0.35 * share, "part")


@lru_cache(maxsize=20_000)
def compared(header: str) -> str:
    """A header as it is compared: plain, camel case cut ("EndDate" → "end date")."""
    if " " not in header and not header.isupper():
        header = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return plain_header(header)


def spellings(header: str) -> tuple[str, ...]:
    """The header itself, then with its abbreviations written out."""
    words = header.split()
    written = " ".join(ABBREVIATIONS.get(word, word) for word in words)
    return (header,) if written == header else (header, written)


_built: dict[int, Vocabulary] = {}


def vocabulary(schema: Schema) -> Vocabulary:
    """The words of a schema, prepared once for as long as the schema lives."""
    built = _built.get(id(schema))
    if built is None or built.schema is not schema:
        if len(_built) > 8:
            _built.clear()
        built = _built[id(schema)] = _build(schema)
    return built


def _build(schema: Schema) -> Vocabulary:
    words = Vocabulary(schema)
    known: dict[str, dict[tuple[str, str], Likeness]] = defaultdict(dict)
    for table in schema.tables.values():
        if table.role != "settings":
            _learn(words, known, table)
        for name in table.tab.also:
            words.tabs.setdefault(compared(name), (table.name, 0.9))
    for table in schema.tables.values():
        for name in (table.tab.id, table.tab.en, table.name):
            words.tabs[compared(name)] = (table.name, 1.0)
    words.known = dict(known)
    words.compact = _compacted(words.known)
    words.spelled = frozenset(phrase for phrase in known if phrase)
    words.settings = {compared(name): s.key for s in schema.settings.values() for name in (*s.label.all, s.key)}
    return words


def _learn(words: Vocabulary, known: dict[str, dict[tuple[str, str], Likeness]], table: Table) -> None:
    phrases: dict[str, str] = {}
    for column in table.columns:
        exact = {compared(name) for name in (column.label.id, column.label.en, column.key)}
        for name in column.headers:
            header = compared(name)
            how = "exact" if header in exact else "synonym"
            known[header].setdefault((table.name, column.key), Likeness(STRENGTH[how], how))
            phrases.setdefault(header, column.key)
    if table.by_key[table.title].kind == "text":
        for name in table.by_key[table.title].headers:
            header = compared(name).removeprefix("nama ")
            if not any(owner == table.name for owner, _ in known[header]):
                known[header][(table.name, table.title)] = Likeness(0.93, "synonym")
        for header in NAMES:
            if not any(owner == table.name for owner, _ in known[header]):
                known[header][(table.name, table.title)] = Likeness(0.93, "synonym")
    for header, keys in table.ambiguous.items():
        if len(keys) == 1:
            known[compared(header)].setdefault((table.name, keys[0]), Likeness(STRENGTH["synonym"], "synonym"))
        for n, key in enumerate(keys if len(keys) > 1 else ()):
            said = known[compared(header)].get((table.name, key))
            if said is None or said.how != "exact":
                known[compared(header)][(table.name, key)] = Likeness(STRENGTH["ambiguous"] - 0.04 * n, "ambiguous")
    words.phrases[table.name] = [(header, key) for header, key in phrases.items() if header]


def _compacted(known: dict[str, dict[tuple[str, str], Likeness]]) -> dict[str, dict[tuple[str, str], Likeness]]:
    compact: dict[str, dict[tuple[str, str], Likeness]] = defaultdict(dict)
    for header, found in known.items():
        for owner, like in found.items():
            strength = min(like.strength, STRENGTH["normalised"])
            how = "ambiguous" if like.how == "ambiguous" else "normalised"
            compact[header.replace(" ", "")].setdefault(owner, Likeness(strength, how))
    return dict(compact)
