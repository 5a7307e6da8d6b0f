"""What must stand in the tab when everybody has gone: every cell by the row's token and the column's identity.

A token is a word in the notes column that neither the person nor a save ever changes: it tells which row is which,
however rows and columns are moved. Columns are known by their order, which only the person changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.soak.cells import State, follow, holds, matches
from tests.soak.hands import Lines

TOKEN = "notes"
Row = dict[str, tuple[State, ...]]


@dataclass
class Asked:
    """One save as it was asked: cells by token and column, when it began, and what became of it."""

    by: str
    start: int
    cells: dict[tuple[str, str], Any] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    new: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    outcome: str = "under way"
    reason: str = ""
    before: dict[tuple[str, str], State] = field(default_factory=dict)


@dataclass
class Truth:
    """The tab as it has to be; `columns` are identities in their present order, `header` the header's row (0-based)."""

    tab: str
    header: int
    columns: list[str]
    headers: dict[str, str]
    rows: dict[str, Row] = field(default_factory=dict)
    above: list[list[State]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    writes: list[tuple[int, str, str, str]] = field(default_factory=list)
    ids: list[tuple[int, str, Any]] = field(default_factory=list)
    look: Callable[[], object] = field(default=lambda: None)
    copies: dict[str, str] = field(default_factory=dict)
    applied: dict[str, dict[str, int]] = field(default_factory=dict)
    told: dict[str, set[Any]] = field(default_factory=dict)
    steps: Any = field(default_factory=lambda: count(1))

    def saw(self, history: Lines) -> None:
        """Writes that have come in, at the moment they did: a save's answer may be heard much later, or never."""
        for line in reversed(history[1:]):
            who, op = line[1].value, str(line[8].value if len(line) > 8 else "")
            if who and "." not in op and op not in self.applied.setdefault(str(who), {}):
                self.applied[str(who)][op] = next(self.steps)
            self.told.setdefault(op, set()).add(line[6].value)

    def learn(self, lines: Lines) -> None:
        """The tab as it was before anybody came."""
        self.above = [list(line) for line in lines[: self.header]]
        for number, token in self.tokens(lines):
            self.rows[token] = self.row_of(lines[number])
            self.note_id(token)

    def tokens(self, lines: Lines) -> list[tuple[int, str]]:
        """(row, token) of every row below the header that has one."""
        col = self.columns.index(TOKEN)
        body = enumerate(lines[self.header + 1 :], self.header + 1)
        return [(row, str(line[col].value)) for row, line in body if col < len(line) and line[col].value]

    def row_of(self, line: list[State]) -> Row:
        return {name: (self.cell(line, name),) for name in self.columns}

    def cell(self, line: list[State], name: str) -> State:
        col = self.columns.index(name)
        return line[col] if col < len(line) else State()

    def columns_moved(self, place: Callable[[int], int]) -> None:
        """Formulas follow their columns."""
        for row in self.rows.values():
            for name, states in row.items():
                row[name] = tuple(follow(state, place) for state in states)

    def note_id(self, token: str) -> None:
        wanted = self.rows[token].get("id", (State(),))[0].value
        self.ids.append((next(self.steps), token, wanted))

    def typed(
        self, token: str, name: str, states: tuple[State, ...], who: str = "person", step: int | None = None
    ) -> None:
        """Somebody wrote this cell, now or at an earlier `step`."""
        self.rows[token][name] = states
        self.writes.append((step or next(self.steps), token, name, who))
        if name == "id":
            self.note_id(token)

    def written_since(self, start: int, token: str, name: str) -> bool:
        return any(step > start and (token, name) == (row, col) for step, row, col, _ in self.writes)

    def last_writer(self, token: str, name: str) -> str:
        wrote = [(step, who) for step, row, col, who in self.writes if (row, col) == (token, name)]
        return max(wrote, key=lambda one: one[0], default=(0, ""))[1]

    def bearer(self, token: str, row_id: str) -> str:
        """The row that has the id now: somebody may have given it to a copy.

        Without ids, the one copy of a row that is gone is that row: its cells are the same in the same place.
        """
        if "id" not in self.columns:
            copies = [new for new, source in self.copies.items() if source == token and new in self.rows]
            return copies[0] if token not in self.rows and len(copies) == 1 else token
        ids = {other: row["id"][0].value for other, row in self.rows.items() if "id" in row}
        others = [other for other, value in ids.items() if value == row_id]
        return others[0] if len(others) == 1 and ids.get(token) != row_id else token

    def came(self, asked: Asked) -> int:
        """When the save's last write came in; 0 when there was none."""
        return max(self.applied.get(asked.by, {}).values(), default=0)

    def stood(self, asked: Asked, cell: tuple[str, str], value: Any) -> bool:
        """Nobody wrote the cell for this save, since it held the value: from the start, or by somebody else's save."""
        ops = self.applied.get(asked.by, {})
        told = self.told[max(ops, key=lambda op: ops[op])] if ops else set()
        if any(holds(State(value), State(new)) for new in told):
            return False
        others = [one for one in self.asked if one is not asked and one.cells.get(cell) == value]
        by_others = any(asked.start < self.came(one) < self.came(asked) for one in others)
        return by_others or holds(State(value), asked.before.get(cell, State()))

    def settle(self, asked: Asked) -> None:
        """What a confirmed save, or one of which nobody can tell, changes about the truth."""
        if asked.outcome == "refused":
            return
        self.look()
        since = self.came(asked)
        for (token, name), value in asked.cells.items():
            token = self.bearer(token, asked.rows.get(token, ""))
            if self.stood(asked, (token, name), value):
                continue  # it stood there already: nothing is written
            if token in self.rows and not self.written_since(since or asked.start, token, name):
                before = self.rows[token][name]
                now = State(value, None, before[0].look if name != "due" else None)
                self.typed(token, name, (now,) if asked.outcome == "saved" else (now, *before), asked.by, since)
        for token, cells in asked.new.items():
            row: Row = {name: (State(cells.get(name), None, None),) for name in self.columns}
            if asked.ids.get(token) and "id" in row:
                row["id"] = (State(asked.ids[token], None, None),)
            if asked.outcome == "saved" and token not in self.rows:
                self.rows[token] = row
                self.note_id(token)


@dataclass(frozen=True)
class Wrong:
    """One thing that is not as promised."""

    what: str
    where: str
    wanted: str
    found: str


def differences(truth: Truth, lines: Lines) -> list[Wrong]:
    """Everything in the tab that is not as it has to be."""
    found: dict[str, list[int]] = {}
    for place, token in truth.tokens(lines):
        found.setdefault(token, []).append(place)
    wrong = [*_headers(truth, lines), *_rows(truth, lines, found), *_strays(truth, lines)]
    for token, row in truth.rows.items():
        for first in found.get(token, [])[:1]:
            wrong += _cells(truth, token, row, lines[first])
    return wrong


def _headers(truth: Truth, lines: Lines) -> list[Wrong]:
    wrong = []
    for name in truth.columns:
        now = truth.cell(lines[truth.header], name)
        if (now.value or "") != truth.headers[name]:
            wrong.append(Wrong("damaged cells", f"header of {name}", truth.headers[name], str(now)))
    for row, (was, line) in enumerate(zip(truth.above, lines, strict=False)):
        if [cell for cell in was if not cell.blank] != [cell for cell in line if not cell.blank]:
            wrong.append(Wrong("damaged cells", f"row {row + 1} above the header", str(was), str(line)))
    return wrong


def _rows(truth: Truth, lines: Lines, found: dict[str, list[int]]) -> list[Wrong]:
    new = {token: asked for asked in truth.asked for token in asked.new}
    wrong = []
    for token, places in found.items():
        if len(places) > 1:
            wrong.append(Wrong("duplicated rows", token, "one row", f"rows {[place + 1 for place in places]}"))
        if token not in truth.rows and token not in new:
            wrong.append(Wrong("cells in a wrong row or column", token, "no such row", f"row {places[0] + 1}"))
        elif token not in truth.rows and new[token].outcome == "refused":
            wrong.append(Wrong("refused saves present", token, "no such row", f"row {places[0] + 1}"))
    for token in truth.rows:
        if token not in found:
            what = "confirmed saves absent" if token in new else "damaged cells"
            wrong.append(Wrong(what, token, "a row", "none"))
    ids: dict[Any, list[str]] = {}
    for token, places in found.items():
        if "id" in truth.columns and (value := truth.cell(lines[places[0]], "id").value):
            ids.setdefault(value, []).append(token)
    for value, tokens in ids.items():
        given = [token for token in tokens if token in new and truth.last_writer(token, "id") != "person"]
        if len(given) > 1:
            wrong.append(Wrong("duplicated rows", str(value), "one id a row", ", ".join(tokens)))
    return wrong


def _strays(truth: Truth, lines: Lines) -> list[Wrong]:
    """Values in rows that nobody made: rests of a save."""
    known = {row for row, _ in truth.tokens(lines)}
    wrong = []
    for row, line in enumerate(lines[truth.header + 1 :], truth.header + 1):
        rest = [cell for cell in line if not cell.blank]
        if row not in known and rest and not _total(line):
            wrong.append(Wrong("refused saves present", f"row {row + 1}", "a blank row", str(rest)))
    return wrong


def _total(line: list[State]) -> bool:
    return any(cell.value == "Jumlah" for cell in line)


def _cells(truth: Truth, token: str, row: Row, line: list[State]) -> list[Wrong]:
    wrong = []
    for name in truth.columns:
        wanted, now = row.get(name, (State(),)), truth.cell(line, name)
        if any(matches(one, now) for one in wanted):
            continue
        if now.blank and any(one.blank for one in wanted) and len(wanted) > 1:
            continue
        what = "damaged cells" if any(holds(one, now) for one in wanted) else _kind(truth, token, name, now)
        wrong.append(
            Wrong(what, f"{token}.{name} ({truth.last_writer(token, name) or 'untouched'})", _said(wanted), str(now))
        )
    return wrong


def _kind(truth: Truth, token: str, name: str, now: State) -> str:
    """Which promise is broken where a cell holds something else."""
    last = truth.last_writer(token, name)
    for asked in truth.asked:
        for (row, col), value in asked.cells.items():
            if not holds(State(value), now):
                continue
            if (row, col) != (token, name):
                return "human edits lost" if last == "person" else "cells in a wrong row or column"
            if asked.outcome == "refused":
                return "refused saves present"
    if last == "person":
        return "human edits lost"
    return "confirmed saves absent" if last else "damaged cells"


def _said(wanted: tuple[State, ...]) -> str:
    return " or ".join(map(str, wanted))
