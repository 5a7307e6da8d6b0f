"""What people said about a tab, obeyed: its table, its header, its columns, wherever these have gone meanwhile.

A remembered column is known by its header; under another header by what stands in it. What is not sure stays unknown
and is said: a column never becomes another field without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets.backends import Cell
from sheets.backends.letters import letter
from sheets.corrections import LEAVE, ColumnTold, TabTold, named
from sheets.recognise.columns import Assignment, Header, likeness
from sheets.recognise.headers import HeaderRows, candidates, header_at
from sheets.recognise.memory import answers, marks_of
from sheets.recognise.page import Page
from sheets.recognise.parts import ColumnMatch, Doubt
from sheets.recognise.vocabulary import CERTAIN, Vocabulary, compared

FIRST_ROWS = 40
SURE, MARGIN = 0.7, 0.3
GUESSES = frozenset({"fuzzy_header", "guessed_header", "duplicate_header", "code_guessed"})


# The header


def headers_of(page: Page, words: Vocabulary, told: TabTold) -> list[HeaderRows]:
    """The rows that may be the header of a corrected tab: those that hold the remembered headers, else those told."""
    known = [column.header for column in told.columns if column.header]
    height = told.header[1] - told.header[0] if told.header else 0
    rows = [row for row in range(min(page.height, FIRST_ROWS + (told.header or (0, 0))[0])) if page.filled(row)]
    if known:
        found = max((_under(page, words, row, height) for row in rows), key=lambda one: _held(one, known), default=None)
        at_told = _under(page, words, told.header[0] - 1, height) if told.header else None
        if found and _held(found, known) >= max(1, 0.5 * len(known)):
            return [at_told if at_told and _held(at_told, known) == _held(found, known) else found]
    if told.header and told.header[0] <= page.height:
        return [_under(page, words, told.header[0] - 1, height)]
    likely = list(candidates(page, 0, words))
    fullest = max(rows[:15], key=lambda row: (len(page.filled(row)), -row), default=None)
    return likely or ([] if fullest is None else [_under(page, words, fullest, 0)])


def _under(page: Page, words: Vocabulary, top: int, height: int) -> HeaderRows:
    return header_at(page, top, min(top + height, page.height - 1), page.height, words)


def _held(rows: HeaderRows, known: Sequence[str]) -> int:
    """How many of the remembered headers these rows hold."""
    here = {_folded(header.text) for header in rows.headers}
    return sum(_folded(header) in here for header in known)


def is_layout_of(page: Page, words: Vocabulary, told: TabTold) -> bool:
    """Whether a tab has nearly all headers of a remembered one: then it is that tab under another name."""
    known = [column.header for column in told.columns if column.header]
    if len(known) < 3 or not page.height:
        return False
    rows = headers_of(page, words, told)
    return bool(rows) and _held(rows[0], known) >= 0.7 * len(known)


# The columns


@dataclass
class Placed:
    """Where the remembered columns are now (0-based); those found by their content alone; those that are not sure."""

    at: dict[int, ColumnTold] = field(default_factory=dict)
    renamed: set[int] = field(default_factory=set)
    unsure: dict[int, ColumnTold] = field(default_factory=dict)
    lost: list[ColumnTold] = field(default_factory=list)


def obey(found: Assignment, rows: HeaderRows, told: TabTold, words: Vocabulary, *, heal: bool = True) -> None:
    """Make every column what was said that it is; guesses that remain beside are said. `heal`: look for moved ones."""
    usable = [c for c in told.columns if c.key in (None, LEAVE) or c.key in found.table.by_key]
    placed = _Placing(found, rows, words, usable).placed(heal=heal)
    _take(found, rows, placed)
    if heal and any(column.evidence for column in told.columns):
        _doubt_others(found, rows, placed, words)
        _say(found, rows, placed)


def nameless(rows: HeaderRows, told: TabTold) -> list[Header]:
    """The columns without a header of which something was said."""
    have = {header.col for header in rows.headers}
    wanted = {_col(column.letter) for column in told.columns if not column.header}
    return [Header(col, ("",)) for col in sorted(wanted - have) if col < rows.page.width]


@dataclass
class _Placing:
    """The search for the remembered columns of one tab."""

    found: Assignment
    rows: HeaderRows
    words: Vocabulary
    columns: Sequence[ColumnTold]
    marks: dict[int, frozenset[str]] = field(default_factory=dict)
    titles: Sequence[Cell] | None = None

    def placed(self, *, heal: bool) -> Placed:
        placed = Placed()
        for column in self.columns:
            col = self._by_name(column, placed.at)
            if col is None:
                placed.lost.append(column)
            else:
                placed.at[col] = column
        if heal and any(column.evidence for column in self.columns):
            self._know_titles(placed)
            self._doubt_swapped(placed)
            self._heal(placed)
        return placed

    def _know_titles(self, placed: Placed) -> None:
        """The cells that name the rows, under whatever header: by them, columns of few words are told apart."""
        title = next((column for column in self.columns if column.key == self.found.table.title), None)
        likes = {col: self.like(title, col) for col in self._filled()} if title else {}
        col = max(likes, key=lambda each: likes[each], default=None)
        if col is None or likes[col] < SURE:
            col = next((each for each, column in placed.at.items() if column is title), None)
        self.titles = None if col is None else self._cells(col)
        self.marks.clear()

    def _doubt_swapped(self, placed: Placed) -> None:
        """A column under its own header that holds what another one held, or whose cells stand under another header."""
        for col, column in list(placed.at.items()):
            own = self.like(column, col)
            needed = max(SURE, own + MARGIN)
            if not column.evidence or own >= SURE:
                continue
            others = [other for other in self.columns if other.key != column.key and other.evidence != column.evidence]
            elsewhere = [each for each in self._filled() if each != col and self.like(column, each) >= needed]
            if elsewhere or any(self.like(other, col) >= needed for other in others):
                del placed.at[col]
                placed.unsure |= dict.fromkeys([col, *(each for each in elsewhere if each not in placed.at)], column)

    def _by_name(self, column: ColumnTold, taken: Mapping[int, ColumnTold]) -> int | None:
        """The column with the same header; of several the one that holds the same, else at the same letter."""
        if not column.header:
            col = _col(column.letter)
            return col if col not in {h.col for h in self.rows.headers if h.text} and col not in taken else None
        free = [header for header in self.rows.headers if header.col not in taken]
        alike = [header for header in free if _folded(header.text) == _folded(column.header)]
        alike = alike or [h for h in free if compared(h.text) and compared(h.text) == compared(column.header)]
        if len(alike) < 2:
            return alike[0].col if alike else None
        best = max(alike, key=lambda h: (self.like(column, h.col), letter(h.col) == column.letter, -h.col))
        return best.col

    def _heal(self, placed: Placed) -> None:
        """Columns under another header, by what stands in them: the one that names the rows first."""
        self._by_content(placed, sorted(placed.lost, key=lambda column: column.key != self.found.table.title))

    def _by_content(self, placed: Placed, lost: Sequence[ColumnTold]) -> None:
        free = [col for col in self._filled() if col not in placed.at and col not in placed.unsure] if lost else []
        for column in lost:
            sims = sorted(((self.like(column, col), -col) for col in free), reverse=True)
            if not sims or sims[0][0] < SURE:
                continue
            col = -sims[0][1]
            rivals = [self.like(other, col) for other in placed.lost if other is not column]
            clear = sims[0][0] - max([*(sim for sim, _ in sims[1:]), *rivals, 0.0]) >= MARGIN
            if clear and not self._names_another(col, column):
                placed.at[col] = column
                placed.renamed.add(col)
                free.remove(col)
            else:
                placed.unsure[col] = column
        placed.lost = [column for column in placed.lost if column not in placed.at.values()]

    def _names_another(self, col: int, column: ColumnTold) -> bool:
        """Whether the new header certainly names another field than the one that is remembered."""
        header = next((header for header in self.rows.headers if header.col == col), None)
        likes = likeness(header, self.found.table, self.words) if header and header.parts[-1] else {}
        sure = {key for key, like in likes.items() if like.how in CERTAIN}
        return bool(sure) and column.key not in sure

    def like(self, column: ColumnTold, col: int) -> float:
        """How well a column answers to what a remembered one held."""
        if not column.evidence:
            return 0.0
        if col not in self.marks:
            self.marks[col] = marks_of(self._cells(col), self.titles)
        return answers(column.evidence, self.marks[col])

    def _cells(self, col: int) -> Sequence[Cell]:
        first = self.rows.bottom + 1
        cells: Sequence[Cell] = self.rows.page.columns(first, self.rows.page.height)[col]
        return cells

    def _filled(self) -> list[int]:
        return [col for col in range(self.rows.page.width) if self.rows.shape(col).n]


def _take(found: Assignment, rows: HeaderRows, placed: Placed) -> None:
    """Give every placed column its field; whatever was guessed for it or for its field is let go."""
    header = {each.col: each.text for each in rows.headers}
    firm = {col: column for col, column in placed.at.items() if column.key is not None}
    wanted = {column.key for column in firm.values()}
    for key in [
        k for k, match in found.columns.items() if k in wanted or match.col in firm or match.col in placed.unsure
    ]:
        del found.columns[key]
    for col, column in firm.items():
        if column.key:
            found.columns[column.key] = ColumnMatch(column.key, header.get(col, ""), col, "told", column.told)
    for key, match in found.columns.items():
        said = placed.at.get(match.col)
        if said is not None and said.key is None:
            found.columns[key] = ColumnMatch(key, match.header, match.col, match.how, said.told)
    quiet = set(firm) | set(placed.unsure)
    found.doubts = [d for d in found.doubts if not (d.reason in GUESSES and d.col in quiet)]
    found.doubts = [d for d in found.doubts if d.reason not in GUESSES or d.key in found.columns]
    order = {key: n for n, key in enumerate(found.table.keys)}
    found.columns = dict(sorted(found.columns.items(), key=lambda item: (item[1].col, order.get(item[0], 0))))


def _doubt_others(found: Assignment, rows: HeaderRows, placed: Placed, words: Vocabulary) -> None:
    """Columns beside the remembered ones: read where their header is certain, and said; else not read."""
    header = {each.col: each for each in rows.headers}
    for key, match in list(found.columns.items()):
        if match.col in placed.at or match.how == "told":
            continue
        like = likeness(header[match.col], found.table, words).get(key) if match.col in header else None
        if like is None or like.how not in CERTAIN:
            del found.columns[key]
            continue
        found.doubts.append(Doubt("new_column", col=match.col, key=key, value=match.header))
    found.doubts = [d for d in found.doubts if d.reason not in GUESSES or d.key in found.columns]


def _say(found: Assignment, rows: HeaderRows, placed: Placed) -> None:
    header = {each.col: each.text for each in rows.headers}
    for col in sorted(placed.renamed):
        was, key = placed.at[col].header, placed.at[col].key
        told = {"was": was or placed.at[col].letter}
        reason = "renamed_column" if key else "renamed_left_column"
        found.doubts.append(Doubt(reason, col=col, key=key or None, value=header.get(col, ""), details=told))
    for col, column in sorted(placed.unsure.items()):
        told = {"was": column.header or column.letter}
        found.doubts.append(Doubt("unsure_column", col=col, key=column.key or None, value=header.get(col, ""),
                                  details=told))  # fmt: skip
    unsure = {column.name for column in placed.unsure.values()}
    for column in placed.lost:
        if column.key and column.name not in unsure:
            found.doubts.append(Doubt("lost_column", key=column.key, value=column.header or column.letter))
    moved = [(col, column) for col, column in placed.at.items() if letter(col) != column.letter and column.key]
    if moved:
        names = ", ".join(f"{header.get(col, '') or column.header} ({letter(col)})" for col, column in moved[:6])
        found.doubts.append(Doubt("moved_columns", value=names, details={"n": len(moved)}))


def _folded(header: str) -> str:
    return named(header).casefold()


def _col(name: str) -> int:
    """The 0-based column of letters."""
    col = 0
    for char in name:
        col = col * 26 + ord(char.upper()) - 64
    return col - 1
