"""How a sheet is read, as facts to look at and to correct: tab by tab, column by column, with a few of its cells.

The screen *Kenali lembar* and `python -m sheets read` show the same facts. Nothing is read or written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from sheets.backends import Cell
from sheets.corrections import LEAVE, ColumnTold, Corrections, TabTold, named
from sheets.kinds import KINDS, show_span
from sheets.kinds.base import Context
from sheets.kinds.base import is_blank as is_nothing
from sheets.kinds.told import NOTHING_TOLD, Told, same_word
from sheets.kinds.typed import FIRST_SERIAL
from sheets.problems import Problem
from sheets.recognise import ColumnMatch, NotRecognised, letter
from sheets.recognise.content import is_blank
from sheets.recognise.memory import evidence
from sheets.recognise.page import shown
from sheets.recognise.parts import cell_of
from sheets.schema import Column
from sheets.snapshot import Snapshot, TableRead

EXAMPLES, LOOKED_AT, LONGEST_WORD = 3, 200, 80
UNKNOWN = frozenset({"unknown_choice", "several_choices", "not_yes_no", "unclear_mark"})
GUESSED = frozenset({"fuzzy_choice", "choice_from_words", "choice_among_others"})
WORDED = frozenset({"choice", "choices", "bool"})


@dataclass(frozen=True)
class Example:
    """One cell as it is typed and how it was read ("" = as it stands); `level`: "", notice or unreadable."""

    typed: str
    read_as: str = ""
    level: str = ""


@dataclass(frozen=True)
class Word:
    """A word of a choice column that needed a guess, or an answer: how many cells say it, the choice that it means."""

    word: str
    n: int
    key: str | None
    told: bool = False


@dataclass(frozen=True)
class ColumnFacts:
    """One column of a tab. `key`: the field that it is read as, "" = none; `how`: as in ColumnMatch, "" = none."""

    header: str
    letter: str
    key: str
    how: str = ""
    told: Told = NOTHING_TOLD
    examples: tuple[Example, ...] = ()
    words: tuple[Word, ...] = ()
    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TabFacts:
    """One tab: the table it is read as ("" = none, `why` says why), its header rows, records and columns.

    `others`: further tables that are read from the same tab, with their records. `plain`: whether its columns can be
    corrected one by one.
    """

    tab: str
    table: str
    header_rows: tuple[int, ...] = ()
    records: int = 0
    columns: tuple[ColumnFacts, ...] = ()
    left_out: Mapping[str, Sequence[int]] = field(default_factory=dict)
    others: tuple[tuple[str, int], ...] = ()
    why: NotRecognised | None = None
    plain: bool = True

    @property
    def unknown(self) -> int:
        """How many of its columns belong to no field and were not left out on purpose."""
        return sum(column.key == LEAVE and column.how != "told" for column in self.columns)


def facts(snapshot: Snapshot, language: str = "id") -> list[TabFacts]:
    """Every tab that holds something, those that are read first."""
    reads: dict[str, list[TableRead]] = {}
    for read in snapshot.reads:
        reads.setdefault(read.tab, []).append(read)
    found = [_tab(snapshot, each, language) for each in reads.values()]
    whys = {why.tab: why for why in reversed(snapshot.not_recognised) if why.tab not in reads}
    others = [why for why in whys.values() if why.why != "empty_tab"]
    return [*found, *(TabFacts(why.tab, LEAVE, why=why, plain=False) for why in reversed(others))]


def _tab(snapshot: Snapshot, reads: Sequence[TableRead], language: str) -> TabFacts:
    read = main_read(reads)
    left: dict[str, list[int]] = {}
    for each in (each for one in reads for each in one.left_out):
        left.setdefault(each.why, []).append(each.row)
    problems = [p for p in snapshot.problems if p.table == read.table and p.tab == read.tab]
    columns = [_read_column(snapshot, read, match.key, problems, language) for match in _columns(read)]
    columns += [_unread_column(snapshot, read, column.header, column.col) for column in read.unknown_columns]
    return TabFacts(
        read.tab, read.table, tuple(read.header_rows), len(read.rows),
        tuple(sorted(columns, key=lambda column: (len(column.letter), column.letter))), left,
        tuple((each.table, len(each.rows)) for each in reads if each is not read), None, read.plain,
    )  # fmt: skip


def main_read(reads: Sequence[TableRead]) -> TableRead:
    """The table of a tab that its columns belong to: a plain one before those made from the tab's shape."""
    return next((read for read in reads if read.plain), reads[0])


def _columns(read: TableRead) -> Iterator[ColumnMatch]:
    seen: set[str] = set()
    for match in read.columns:
        if match.key not in seen and match.col >= 0:
            seen.add(match.key)
            yield match


def _read_column(
    snapshot: Snapshot, read: TableRead, key: str, problems: Sequence[Problem], language: str
) -> ColumnFacts:
    match = next(column for column in read.columns if column.key == key)
    own = [problem for problem in problems if problem.column == key]
    return ColumnFacts(
        match.header, match.letter, key, match.how, match.told, tuple(_examples(snapshot, read, key, own, language)),
        tuple(_words(snapshot, read, key, match.told, own)), frozenset(problem.reason for problem in own),
    )  # fmt: skip


def _unread_column(snapshot: Snapshot, read: TableRead, header: str, col: int) -> ColumnFacts:
    texts = dict.fromkeys(shown(cell) for cell in _cells(read, LEAVE, col) if not is_blank(cell))
    told = snapshot.corrections.tab(read.tab).column(header, letter(col))
    how = "told" if told.key == LEAVE else ""
    return ColumnFacts(header, letter(col), LEAVE, how, examples=tuple(map(Example, list(texts)[:EXAMPLES])))


# Examples


def _examples(
    snapshot: Snapshot, read: TableRead, key: str, problems: Sequence[Problem], language: str
) -> Iterator[Example]:
    """Three different cells: one that could not be read first, then one that needed an assumption, then any."""
    match = next(column for column in read.columns if column.key == key)
    levels = {problem.id: problem.level for problem in reversed(problems) if problem.id}
    cells = _cells(read, key, match.col)
    typed: dict[str, int] = {}
    for n, cell in enumerate(cells):
        if not is_blank(cell) and n < len(read.ids):
            typed.setdefault(_as_seen(snapshot, read, match.col, n, cell, language), n)
    chosen = sorted(typed.items(), key=lambda item: (_rank(levels.get(read.ids[item[1]], "")), item[1]))[:EXAMPLES]
    declared = snapshot.schema.table(read.table).column(key)
    for text, n in sorted(chosen, key=lambda item: item[1]):
        row_id = read.ids[n]
        level = levels.get(row_id, "")
        read_as = "" if level == "unreadable" else _shown(snapshot, read.table, declared, row_id, language)
        yield Example(text, "" if read_as.split() == text.split() else read_as, level)


def _cells(read: TableRead, key: str, col: int, most: int = LOOKED_AT) -> Sequence[Cell]:
    """The cells of a column as the one who looks may see them, one for each of the first records."""
    given = read.match.given.get(key)
    if given is not None:
        return given[:most]
    return [cell_of(read.grid.rows, row - 1, col) for row in read.rows[:most]]


def _rank(level: str) -> int:
    return {"unreadable": 0, "notice": 1}.get(level, 2)


def _as_seen(snapshot: Snapshot, read: TableRead, col: int, n: int, cell: Cell, language: str) -> str:
    """A cell as text; a day is shown as people say it, also Google's number of a day."""
    serial = isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= FIRST_SERIAL
    if serial or isinstance(cell, date):
        key = next((c.key for c in read.columns if c.col == col), "")
        declared = snapshot.schema.table(read.table).by_key.get(key)
        if declared is not None and declared.kind in ("date", "date_range"):
            return _shown(snapshot, read.table, declared, read.ids[n], language) or shown(cell)
    return shown(cell)


def _shown(snapshot: Snapshot, table: str, column: Column, row_id: str, language: str) -> str:
    """The value that was read, as people say it in a language."""
    frame = snapshot.tables[table]
    if column.kind in ("date", "date_range"):
        keys = column.splits or (column.key,)
        low, high = _at(frame, row_id, f"{keys[0]}_from"), _at(frame, row_id, f"{keys[-1]}_to")
        return "" if low is None or high is None else show_span(low.date(), high.date(), language)
    value = _at(frame, row_id, column.key)
    if value is None:
        return ""
    context = Context(schema=snapshot.schema, language=language, column=column)
    return KINDS[column.kind].show(value, language, context)


def _at(frame: pd.DataFrame, row_id: str, key: str) -> Any:
    """The value that was read; None for nothing."""
    found: Any = frame.at[row_id, key] if key in frame.columns and row_id in frame.index else None
    return None if found is None or is_nothing(found) else found


# Words


def _words(snapshot: Snapshot, read: TableRead, key: str, told: Told, problems: Sequence[Problem]) -> Iterator[Word]:
    """The words of a choice column that were not known, were guessed, or were explained; the most frequent first."""
    declared = snapshot.schema.table(read.table).column(key)
    if declared.kind not in WORDED:
        return
    match = next(column for column in read.columns if column.key == key)
    unknown = Counter(_word(p) for p in problems if p.reason in UNKNOWN and _word(p))
    guessed = {_word(p): p.details.get("key") for p in problems if p.reason in GUESSED}
    times = Counter(_word(p) for p in problems if p.reason in GUESSED)
    said = Counter(
        text for cell in _cells(read, key, match.col, len(read.rows)) if isinstance(cell, str) and (text := shown(cell))
    )
    for word, meant in told.words:
        yield Word(word, sum(n for text, n in said.items() if same_word(text, word)), meant, told=True)
    for word, n in (unknown + times).most_common():
        if len(word) <= LONGEST_WORD and told.key_of(word) is None:
            yield Word(word, n, guessed.get(word))


def _word(problem: Problem) -> str:
    return named(str(problem.details.get("value") or problem.value))


# What is kept


def confirmed(snapshot: Snapshot, tabs: Sequence[str] | None = None, *, whole: bool = True) -> Corrections:
    """The corrections that keep the tabs (all, or these) read as they are read now, whatever their headers become.

    `snapshot` is a whole reading, not somebody's view of it: marks are made of what stands in its cells. `whole`: also
    the columns that no field knows stay so; else they wait for an answer. Tabs whose records are made from their shape
    stay a guess: only their table could be kept, and that is no help.
    """
    kept = snapshot.corrections
    reads: dict[str, list[TableRead]] = {}
    for read in snapshot.reads:
        reads.setdefault(read.tab, []).append(read)
    for tab, each in reads.items():
        plain = [read for read in each if read.plain]
        if len(plain) == 1 and (tabs is None or tab in tabs):
            kept = _forgotten(kept, plain[0]).with_tab(tab_as_read(plain[0], kept, whole=whole))
    return kept


def _forgotten(kept: Corrections, read: TableRead) -> Corrections:
    """Without what was said about this tab under the name that it had before."""
    before = {doubt.value for doubt in read.match.doubts if doubt.reason == "renamed_tab"}
    return Corrections(tuple(each for each in kept.tabs if each.tab not in before))


def tab_as_read(read: TableRead, kept: Corrections, *, whole: bool = True) -> TabTold:
    """One tab as it is read now: table, header rows, every column with marks of what stands in it."""
    title = read.column(read.match.table.title)
    titles = read.match.raw(title.col) if title else None
    known = {column.col: column.key for column in _columns(read)}
    told = {column.col: column.told for column in read.columns}
    headers = _other_headers(read) | {column.col: column.header for column in read.unknown_columns}
    headers |= {column.col: column.header for column in read.columns if column.col >= 0}
    columns = [
        ColumnTold(
            named(header), letter(col), known.get(col, LEAVE), told.get(col, NOTHING_TOLD),
            evidence(read.match.raw(col), None if title and col == title.col else titles),
        )
        for col, header in sorted(headers.items())
        if whole or col in known or kept.tab(read.tab).column(header, letter(col)).key == LEAVE
    ]  # fmt: skip
    header = (min(read.header_rows), max(read.header_rows)) if read.header_rows else None
    return replace(kept.tab(read.tab), table=read.table, header=header, columns=tuple(columns))


def _other_headers(read: TableRead) -> dict[int, str]:
    """The headers of columns that reading passes over (row numbers): they too stay what they are."""
    if len(read.header_rows) != 1:
        return {}
    cells = read.grid.rows[read.header_rows[0] - 1]
    return {col: text for col, cell in enumerate(cells) if (text := shown(cell))}
