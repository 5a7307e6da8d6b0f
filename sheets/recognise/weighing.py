"""How much speaks for a table under a header, and which header and table are the most convincing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sheets.recognise import wide
from sheets.recognise.columns import Assignment, Header, assign
from sheets.recognise.headers import HeaderRows, candidates, groups
from sheets.recognise.mending import can_be_named
from sheets.recognise.page import Page
from sheets.recognise.parts import ColumnMatch
from sheets.recognise.vocabulary import NAMES, Vocabulary, compared
from sheets.schema import Table

COUNTERS = frozenset({"no", "nomor", "no urut", "number", "", "num", "nr", "urut", "s n", "sn", "sl no", "sr no"})
TRIED = 5
MANY = 2
SURE = 0.7


@dataclass
class Hints:
    """What names a tab: its own name, the title of the file, the texts above a header. Each table 0–1."""

    tables: dict[str, float] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def of(self, table: str) -> float:
        return self.tables.get(table, 0.0)


@dataclass
class Found:
    """One table found under one header."""

    rows: HeaderRows
    assignment: Assignment
    score: float
    clear: bool = False


def best(page: Page, start: int, words: Vocabulary, hints: Hints, *, first: bool) -> list[Found]:
    """The most convincing table under the next headers; several when they stand side by side."""
    if first and (clear := _by_labels(page, words)):
        return [clear]
    named = first and max(hints.tables.values(), default=0) >= 0.9
    rows = sorted(_until_clear(candidates(page, start, words), named=named), key=lambda rows: -rows.strength)[:TRIED]
    worth = [one for one in rows if one.strength >= max(0.4 * rows[0].strength, 0 if named else 1)]
    options = [found for one in worth if (found := _side_by_side(one, words, hints))]
    highest = max(map(_sum, options), default=0.0)
    good = [found for found in options if _sum(found) >= 0.6 * highest]
    top = min((found[0].rows.top for found in good), default=0)
    return max((found for found in good if found[0].rows.top == top), key=_sum, default=[])


def _by_labels(page: Page, words: Vocabulary) -> Found | None:
    """A tab as the app makes it: named after its table, every header in the first row one of its labels."""
    named = words.tab(page.grid.tab)
    rows = next(candidates(page, 0, words), None) if 1.0 in named.values() else None
    if rows is None or rows.top != 0 or rows.bottom != 0 or rows.strength != len(rows.headers):
        return None
    table = words.schema.tables[next(iter(named))]
    found = Assignment(table)
    for header in rows.headers:
        key = next((k for k, like in words.likeness(table.name, header.text).items() if like.how == "exact"), None)
        if key is None or key in found.columns:
            return None
        found.columns[key] = ColumnMatch(key, header.text, header.col, "exact")
    return Found(rows, found, 0.0, clear=True) if found.has_title() else None


def _until_clear(rows: Iterable[HeaderRows], *, named: bool) -> Iterator[HeaderRows]:
    """The candidates up to one that a named tab cannot surpass: every header of it is a known name."""
    for one in rows:
        yield one
        if named and one.strength == len(one.headers) >= 3:
            return


def _sum(found: Sequence[Found]) -> float:
    return sum(one.score for one in found)


def _side_by_side(rows: HeaderRows, words: Vocabulary, hints: Hints) -> list[Found]:
    whole = _under(rows, words, hints)
    cut = groups(rows)
    if len(cut) < 2:
        return [whole] if whole else []
    parts = [found for cols in cut if (found := _under(rows.part(cols), words, hints))]
    if whole and (len(parts) < 2 or sum(p.score for p in parts) < 1.15 * whole.score):
        return [whole]
    return parts


def weighed(rows: HeaderRows, table: Table, words: Vocabulary, hints: Hints) -> Found:
    """A header as one table, whether it fits well or not."""
    assignment = assign(rows.headers, table, words, rows.shape)
    return Found(rows, assignment, _score(assignment, rows, hints.of(table.name)))


def _under(rows: HeaderRows, words: Vocabulary, hints: Hints) -> Found | None:
    """The table that a header fits found, if it fits one well enough."""
    found: Found | None = None
    for table in sorted(words.schema.records, key=lambda table: -hints.of(table.name)):
        assignment = assign(rows.headers, table, words, rows.shape)
        if not assignment.columns:
            continue
        score = _score(assignment, rows, hints.of(table.name))
        if hints.of(table.name) == 1.0 and assignment.certain == len(rows.headers) >= 3:
            return Found(rows, assignment, score)  # no other table can know more of these headers
        if (found is None or score > found.score) and _is_table(assignment, rows, words, hints.of(table.name)):
            found = Found(rows, assignment, score)
    return found


def _is_table(found: Assignment, rows: HeaderRows, words: Vocabulary, hint: float) -> bool:
    return _enough(
        found, hint, alone=_is_name_list(found, rows, words), spread=_by_periods(found, rows) > 0,
        can_be_named=can_be_named(found, rows.headers, rows.shape),
    )  # fmt: skip


def _is_name_list(found: Assignment, rows: HeaderRows, words: Vocabulary) -> bool:
    title = found.columns.get(found.table.title)
    others = [header for header in rows.headers if not is_counter(header)]
    if title is None or len(others) != 1 or rows.shape(title.col).n < 2 or compared(title.header) in NAMES:
        return False
    return len({name for name, _ in words.known.get(compared(title.header), ())}) <= 2


def _score(found: Assignment, rows: HeaderRows, hint: float) -> float:
    """How much speaks for a table: its columns, its title, how well the title tells rows apart, the tab's name."""
    table, score = found.table, found.score
    title = found.columns.get(table.title)
    if title is None:
        score -= 1.0
    elif table.by_key[table.title].kind != "reference":
        seen = rows.shape(title.col)
        score += 0.5 + (0.0 if seen.n < 6 else -5.0 * max(0.0, 0.7 - seen.distinct))
    needed = [c.key for c in table.columns if c.required]
    score += 0.2 * sum(key in found.columns for key in needed)
    return score + 1.6 * hint**3 + _by_periods(found, rows)


def _by_periods(found: Assignment, rows: HeaderRows) -> float:
    """Numbers under years or months speak for the table that is measured, and against the others."""
    if len([h for h, _ in wide.period_columns(rows) if h.col not in found.cols]) < MANY:
        return 0.0
    return 2.0 if _is_measured(found.table) else -1.5


def _is_measured(table: Table) -> bool:
    return {"baseline", "target"} <= set(table.by_key)


def _is_own_name(table: Table, header: str) -> bool:
    return compared(header) in map(compared, table.by_key[table.title].headers)


def _enough(
    found: Assignment, hint: float, *, alone: bool = False, can_be_named: bool = True, spread: bool = False
) -> bool:
    """Whether the columns make a table: its title and one more, or the tab says it, or much speaks for it.

    `alone`: a list of names, one column beside the row numbers, under a header that few tables know.
    `can_be_named`: a column without a known header tells the rows apart. `spread`: an indicator table over periods.
    """
    title = found.columns.get(found.table.title)
    needed = [c.key for c in found.table.columns if c.required and c.kind in ("reference", "number")]
    if found.table.by_key[found.table.title].kind == "reference":
        return title is not None and all(key in found.columns for key in needed)
    if title is None:
        return can_be_named and found.certain >= (1 if spread else 2 if hint >= 0.5 else 4)
    if compared(title.header) in NAMES and not _is_own_name(found.table, title.header) and hint < SURE:
        return found.certain > MANY
    if title.how in ("exact", "normalised", "synonym"):
        return len(found.columns) >= (1 if hint >= SURE or alone else 2)
    return found.certain >= (1 if hint >= SURE else 2)


def is_counter(header: Header) -> bool:
    return compared(header.parts[-1]) in COUNTERS
