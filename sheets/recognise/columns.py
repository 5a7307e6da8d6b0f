"""Which column is which key of a table: certain names first, then what stands below decides, then close names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sheets.recognise.content import Shape
from sheets.recognise.fit import fits
from sheets.recognise.parts import ColumnMatch, Doubt
from sheets.recognise.periods import period_of
from sheets.recognise.vocabulary import CERTAIN, Likeness, Vocabulary, compared
from sheets.schema import Column, Schema, Table

Shapes = Callable[[int], Shape]
Pair = tuple[float, "Header", str, Likeness]
ENOUGH = {"fuzzy": 0.6, "part": 0.46}
CONTACT = "contact"
PERSON = frozenset(
    {"nama", "name", "nama lengkap", "full name", "nama peserta", "nama anggota", "nama orang", "person"}
)
STEP = re.compile(r"(\d{1,2}|[ivx]{1,4})$", re.IGNORECASE)  # the weeks or months of a bar chart under one heading
MISFIT = 0.6  # the share of a name's strength that is left when its cells hardly fit


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one column: its parts from top to bottom. `shared`: the upper part heads other columns too."""

    col: int
    parts: tuple[str, ...]
    shared: bool = False

    @property
    def text(self) -> str:
        return " · ".join(self.parts)

    @property
    def spoken(self) -> str:
        return " ".join(self.parts)


@dataclass
class Assignment:
    """The columns of one table as found in one header, and how much speaks for it."""

    table: Table
    columns: dict[str, ColumnMatch] = field(default_factory=dict)
    strengths: dict[str, float] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    score: float = 0.0

    @property
    def cols(self) -> set[int]:
        return {match.col for match in self.columns.values()}

    @property
    def certain(self) -> int:
        """How many columns carry a certain name."""
        return sum(match.how in CERTAIN for match in self.columns.values())

    def has_title(self) -> bool:
        return self.table.title in self.columns


def assign(headers: Sequence[Header], table: Table, words: Vocabulary, shapes: Shapes) -> Assignment:
    """The best reading of a header row as one table; every doubt that does not need saying yet is left out."""
    found = Assignment(table)
    pairs = sorted(_pairs(headers, table, words, shapes), key=lambda pair: (-pair[0], pair[1].col))
    for header, (key, score, like) in _chosen(pairs, table.title).items():
        found.columns[key] = ColumnMatch(key, header.text, header.col, like.how)
        found.strengths[key] = score
        found.score += score * _weight(header, words) * _trust(score / like.strength, shapes(header.col))
    _claim_title(found, headers, words, shapes)
    _drop_split_ranges(found)
    _part_person(found, headers, words, shapes)
    return found


def _claim_title(found: Assignment, headers: Sequence[Header], words: Vocabulary, shapes: Shapes) -> None:
    """A header that may name the rows ("Kegiatan") does so where no other column does."""
    title = found.table.title
    taken = {match.col: key for key, match in found.columns.items() if match.how == "ambiguous"}
    for header in headers if title not in found.columns else ():
        like = likeness(header, found.table, words).get(title)
        if header.col in taken and like and not belied(found.table.by_key[title], shapes(header.col), like):
            found.columns[title] = replace(found.columns.pop(taken[header.col]), key=title)
            return


def _chosen(pairs: Sequence[Pair], title: str) -> dict[Header, tuple[str, float, Likeness]]:
    """Header → key, the strongest pair first; then a header moves on where both it and a later one fit better so."""
    chosen: dict[Header, tuple[str, float, Likeness]] = {}
    taken: dict[str, Header] = {}
    for score, header, key, like in pairs:
        if key not in taken and header not in chosen:
            taken[key], chosen[header] = header, (key, score, like)
    for score, header, key, like in pairs:
        if header in chosen or key not in taken or key == title:
            continue
        other = taken[key]
        moves = [(s, k, other_like) for s, h, k, other_like in pairs if h == other and k not in taken]
        if moves and moves[0][0] + score > chosen[other][1]:
            chosen[other], taken[moves[0][1]] = (moves[0][1], moves[0][0], moves[0][2]), other
            chosen[header], taken[key] = (key, score, like), header
    return chosen


def _trust(fit: float, seen: Shape) -> float:
    """How much a column counts for its table: little when it is empty, less when its cells say something else."""
    if seen.n == 0:
        return 0.3
    return 0.2 if fit < MISFIT else 1.0


def _drop_split_ranges(found: Assignment) -> None:
    """A column of date ranges is not needed where both dates have a column of their own."""
    for key in [key for key, match in found.columns.items() if found.table.by_key[key].splits and match.how != "exact"]:
        if all(target in found.columns for target in found.table.by_key[key].splits):
            found.score -= found.strengths[key]
            del found.columns[key]


def _pairs(headers: Sequence[Header], table: Table, words: Vocabulary, shapes: Shapes) -> list[Pair]:
    pairs = []
    for header in headers:
        for key, like in likeness(header, table, words).items():
            column = table.by_key[key]
            seen = shapes(header.col)
            score = like.strength * (0.4 + 0.6 * fits(column, seen, words.schema))
            if not belied(column, seen, like, words.schema) and score >= ENOUGH.get(like.how, 0.0):
                pairs.append((score, header, key, like))
    return pairs


def likeness(header: Header, table: Table, words: Vocabulary) -> dict[str, Likeness]:
    """What a header may mean in a table; of a two-row header the whole counts before its lower and its upper part."""
    best: dict[str, Likeness] = {}
    if header.shared and (STEP.match(header.parts[-1]) or period_of(header.spoken)):
        return best
    for weight, text in _sayings(header):
        for key, like in words.likeness(table.name, text).items():
            like = like if weight == 1.0 else replace(like, strength=like.strength * weight)
            if key not in best or like.strength > best[key].strength:
                best[key] = like
    return best


def _sayings(header: Header) -> list[tuple[float, str]]:
    if len(header.parts) < 2:
        return [(1.0, header.spoken)]
    both = [(1.0, header.spoken), (0.98, header.parts[-1])]
    return both if header.shared else [*both, (0.8, header.parts[0])]


def _weight(header: Header, words: Vocabulary) -> float:
    """A header that only one table knows says more than "Status" or "Keterangan"."""
    tables = {name for name, _ in words.known.get(compared(header.spoken), ())}
    return float(max(1, len(tables)) ** -0.5)


def belied(column: Column, seen: Shape, like: Likeness, schema: Schema | None = None) -> bool:
    """Whether the cells contradict the header so plainly that reading them as this column would be rubbish."""
    if seen.n == 0:
        return False
    if like.how == "ambiguous" and fits(column, seen, None) < 0.25 and column.kind not in ("choice", "choices"):
        return True
    if column.kind == "id":
        return seen.n >= 6 and seen.distinct < 0.5
    if column.kind == "long":
        return seen.n >= 20 and seen.distinct < 0.05
    if column.kind == "bool":
        return seen.share(seen.marks) < 0.3
    if column.kind == "date" or column.kind == "date_range":
        return seen.n >= 4 and seen.dates + seen.numbers + seen.relative == 0 and seen.distinct > 0.7
    if column.kind in ("choice", "choices"):
        return seen.n >= 2 and seen.distinct > 0.5 and is_free_text(seen) and fits(column, seen, schema) < 0.3
    if column.kind in ("url", "email", "phone", "latitude", "longitude"):
        return fits(column, seen, None) < 0.2 and like.how != "exact"
    if column.kind in ("number", "money", "percent"):
        return seen.n >= 3 and seen.share(seen.prose) > 0.5
    dates = sum(isinstance(cell, date) for cell in seen.raw)
    if column.required and column.kind == "text" and like.how not in ("exact", "normalised"):
        return dates > 0.6 * seen.n or seen.share(seen.numbers) > 0.8
    return column.kind in ("reference", "references") and dates > 0.6 * seen.n


def is_free_text(seen: Shape) -> bool:
    """Whether most cells are phrases of several words rather than one word each."""
    phrases = sum(isinstance(cell, str) and " " in cell.strip() for cell in seen.raw)
    return seen.share(seen.prose) > 0.5 or (seen.share(seen.plain) > 0.8 and seen.share(phrases) > 0.7)


def _part_person(found: Assignment, headers: Sequence[Header], words: Vocabulary, shapes: Shapes) -> None:
    """ "Nama" beside "Instansi": the organisation names the row, the person is its contact."""
    title = found.columns.get(found.table.title)
    if (
        title is None
        or CONTACT not in found.table.by_key
        or CONTACT in found.columns
        or compared(title.header) not in PERSON
    ):
        return
    for header in headers:
        like = likeness(header, found.table, words).get(found.table.title)
        if header.col not in found.cols and like and like.how in CERTAIN and shapes(header.col).is_text:
            found.columns[found.table.title] = ColumnMatch(found.table.title, header.text, header.col, like.how)
            found.columns[CONTACT] = ColumnMatch(CONTACT, title.header, title.col, "content")
            found.doubts.append(Doubt("guessed_header", col=title.col, key=CONTACT, value=title.header))
            found.score += 0.8
            return
