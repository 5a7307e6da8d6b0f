"""What an import will do, before anything is done: rows to add, cells to change, rows that are there, what stays out.

`compare` weighs a file against one reading of the forum's sheet; `settle` applies what the person answered. Both only
look. A cell that is filled in the forum is changed only where the person ticked it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sheets.changes import Change
from sheets.importing.incoming import Brought, Incoming, LeftOut
from sheets.importing.likeness import near, same, same_name, token
from sheets.importing.matching import ASK, HIDDEN, NEW, SAME, Judged, agreeing, judge
from sheets.importing.standing import Rows, Standing
from sheets.kinds import ReferenceIndex
from sheets.kinds.names import split_names
from sheets.reading import REFERENCES
from sheets.schema import Column, Table
from sheets.snapshot import Snapshot

LONGEST_NAME = 80
MENTION = "mention"


@dataclass(frozen=True)
class Answers:
    """What the person decided, in plain values; nothing decided is the careful choice.

    `same`: row → the forum's row, "" = new. `ticks`: (row, column) → write it; without one empty cells are filled and
    filled cells stay. `add`: (table, name) mentioned and to be added. `fill`: (table, column) → value for new rows that
    have none. `similar`: what unanswered questions mean: "ask", "same" or "new". `settled`: rows shown as new before.
    `without`: rows that are done, each with the id that it has now.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    overwrite: bool = False
    add: frozenset[tuple[str, str]] = frozenset()
    fill: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    similar: str = ASK
    settled: frozenset[str] = frozenset()
    without: Mapping[str, str] = field(default_factory=dict)


CAREFUL = Answers()


@dataclass(frozen=True)
class Difference:
    """One cell that the file has otherwise. `fills`: nothing stands there yet; `write`: it will be written."""

    column: str
    old: str
    new: Any
    was: Any
    fills: bool
    write: bool


@dataclass(frozen=True)
class Addition:
    """A row that will be added."""

    key: str
    table: str
    tab: str
    row: int
    title: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """A row that is there already, with the cells in which the file says something else."""

    key: str
    table: str
    tab: str
    row: int
    id: str
    title: str
    cells: tuple[Difference, ...] = ()

    @property
    def writes(self) -> tuple[Difference, ...]:
        return tuple(cell for cell in self.cells if cell.write)


@dataclass(frozen=True)
class Mention:
    """A name that the file refers to and nobody knows; `similar` is the nearest row of the forum, if any is near."""

    table: str
    name: str
    n: int
    add: bool
    similar: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.table, same_name(self.name)


@dataclass
class Settled:
    """The whole of an import as it will be done. Counters: (table, column) → rows whose value stays out.

    `later`: rows that refer to new rows which only an id can tell apart; they are written once those have theirs.
    """

    additions: list[Addition] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    asked: list[Judged] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    left_rows: list[LeftOut] = field(default_factory=list)
    left_cells: list[LeftOut] = field(default_factory=list)
    no_column: Counter[tuple[str, str]] = field(default_factory=Counter)
    not_yours: Counter[tuple[str, str]] = field(default_factory=Counter)
    no_tab: Counter[str] = field(default_factory=Counter)
    incomplete: Counter[tuple[str, str]] = field(default_factory=Counter)
    other_ids: int = 0
    later: set[str] = field(default_factory=set)

    @property
    def edits(self) -> list[Known]:
        """The rows in which cells will be written."""
        return [known for known in self.known if known.writes]

    @property
    def differing(self) -> list[Known]:
        """The rows in which the file says something else, written or not."""
        return [known for known in self.known if known.cells]

    @property
    def cells(self) -> int:
        """How many cells of present rows will be written."""
        return sum(len(known.writes) for known in self.known)

    @property
    def total(self) -> int:
        """How many rows and cells will be written."""
        return len(self.additions) + self.cells

    def signature(self) -> dict[str, object]:
        """What will be written, by the row's key: two plans with one signature do the same."""
        added = {row.key: ("+", row.table, repr(sorted(row.values.items()))) for row in self.additions}
        edited = {k.key: (k.id, [(c.column, c.old, repr(c.new)) for c in k.writes]) for k in self.edits}
        return {**added, **edited}


@dataclass
class Plan:
    """A file weighed against one reading of the forum's sheet."""

    brought: Brought
    standing: Standing
    judged: dict[str, Judged]


def compare(brought: Brought, snapshot: Snapshot) -> Plan:
    """Which rows are there already, which are new, and which only the person can tell."""
    standing = Standing(snapshot)
    plan = Plan(brought, standing, {})
    for table, rows in _by_table(brought.rows, standing):
        if not _is_about_another(table):
            plan.judged |= judge(rows, standing.rows(table.name))
    return plan


def settle(plan: Plan, answers: Answers = CAREFUL) -> Settled:
    """What will be done with these answers."""
    return _Settling(plan, answers).done()


def changes(settled: Settled, why: str) -> list[tuple[str, Change]]:
    """What the store is asked, each with the key of its row; rows that others refer to come first."""
    asked = [(row.key, Change(row.table, None, dict(row.values), None, why, lenient=True)) for row in settled.additions]
    for known in settled.edits:
        values = {cell.column: cell.new for cell in known.writes}
        seen = {cell.column: cell.was for cell in known.writes}
        asked.append((known.key, Change(known.table, known.id, values, seen, why, lenient=True)))
    return asked


def _by_table(rows: Iterable[Incoming], standing: Standing) -> list[tuple[Table, list[Incoming]]]:
    """The rows by table: tables that stand alone first, those named by another table's rows last."""
    found: dict[str, list[Incoming]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row)
    schema = standing.snapshot.schema
    tables = sorted(
        (schema.table(name) for name in found), key=lambda t: (_is_about_another(t), not _alone(t), t.order)
    )
    return [(table, found[table.name]) for table in tables]


def _is_about_another(table: Table) -> bool:
    """Whether rows are named by a row of another table (measurements by their indicator)."""
    return table.column(table.title).kind == "reference"


def _alone(table: Table) -> bool:
    """Whether a row needs no other row, so that its name alone can be added."""
    return not any(column.required and column.kind == "reference" for column in table.columns)


class _Settling:
    """One pass over a plan with the person's answers."""

    def __init__(self, plan: Plan, answers: Answers) -> None:
        self.plan = plan
        self.answers = answers
        self.standing = plan.standing
        self.schema = plan.standing.snapshot.schema
        self.out = Settled(left_rows=list(plan.brought.left_rows), left_cells=list(plan.brought.left_cells))
        self.verdicts: dict[str, Judged] = {}
        self.inside = self._inside()
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.spelled: dict[tuple[str, str], str] = {}
        self.new_names: dict[str, set[str]] = {}
        self.names: dict[str, Counter[str]] = {}

    def done(self) -> Settled:
        rows = [row for row in self.plan.brought.rows if row.key not in self.answers.without]
        for judged in self.plan.judged.values():
            self.verdicts[judged.row.key] = self._answered(judged)
        for key, id_ in self.answers.without.items():
            if key in self.verdicts:
                self.verdicts[key] = replace(self.verdicts[key], verdict=SAME, id=id_)
        for table, mine in _by_table(rows, self.standing):
            there = self.standing.rows(table.name)
            if there.read is None:
                self.out.no_tab[table.name] += len(mine)
            elif _is_about_another(table):
                self._measured(table, mine, there)
            else:
                for row in mine:
                    self._place(self.verdicts[row.key], there)
        self._add_mentioned()
        order = {part: n for n, part in enumerate(dict.fromkeys(row.part for row in self.plan.brought.rows))}
        self.out.left_rows.sort(key=lambda left: (order.get(left.part, -1), left.row))
        return self.out

    # Verdicts

    def _answered(self, judged: Judged) -> Judged:
        if judged.verdict != ASK:
            return judged
        self.out.asked += [judged] if judged.row.key not in self.answers.without else []
        answer = self.answers.same.get(judged.row.key)
        if answer is None and (judged.row.key in self.answers.settled or self.answers.similar == NEW):
            answer = ""
        if answer is None and self.answers.similar == SAME:
            answer = judged.options[0].id
        if answer is None:
            return judged
        return replace(judged, verdict=SAME, id=answer) if answer else replace(judged, verdict=NEW)

    def _place(self, judged: Judged, there: Rows) -> None:
        row = judged.row
        if judged.verdict == HIDDEN:
            self._leave(row, "not_yours")
        elif judged.verdict == ASK:
            self._leave(row, "unanswered")
        elif judged.verdict == SAME:
            self._know(row, judged.id, self._values(row, there), there)
        else:
            self._add(row, self._values(row, there), there)

    def _leave(self, row: Incoming, reason: str, column: str = "", value: str = "") -> None:
        self.out.left_rows.append(LeftOut(row.part, row.tab, row.row, reason, row.table, column, value or row.title))

    def _add(self, row: Incoming, values: dict[str, Any], there: Rows) -> None:
        table = there.table
        for column in table.columns:
            if column.required and column.key not in values and there.has(column.key) and there.sees(column):
                fill = self.answers.fill.get((table.name, column.key))
                if fill is not None:
                    values[column.key] = fill
                self.out.incomplete[table.name, column.key] += 1
        self.out.other_ids += bool(row.id)
        self.out.additions.append(Addition(row.key, row.table, row.tab, row.row, self._title(row, values), values))

    def _title(self, row: Incoming, values: Mapping[str, Any]) -> str:
        table = self.schema.table(row.table)
        if not _is_about_another(table):
            return row.title
        named = self.standing.rows(table.column(table.title).to or "").titles
        day = next((value for value in values.values() if isinstance(value, date)), None)
        name = str(values.get(table.title, row.title))
        return f"{named.get(name, name)} · {day}" if day else named.get(name, name)

    # Values

    def _values(self, row: Incoming, there: Rows) -> dict[str, Any]:
        """What of a row the forum's tab can hold, its references as the forum knows them."""
        values = {}
        for key, value in row.values.items():
            column = there.table.column(key)
            if not there.sees(column):
                self.out.not_yours[row.table, key] += 1
            elif not there.has(key):
                self.out.no_column[row.table, key] += 1
            else:
                values[key] = self._referred(row, column, value) if column.kind in REFERENCES else value
        return values

    def _referred(self, row: Incoming, column: Column, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(self._meant(row, column.to or "", text) for text in value))
        return self._meant(row, column.to or "", str(value))

    def _meant(self, row: Incoming, table: str, text: str) -> str:
        """The forum's id of the row that a text names, or the name under which it will be there; else the text."""
        index = self.inside.get(table)
        keys = index.find(text) if index else ()
        if len(keys) == 1:
            judged = self.verdicts.get(keys[0])
            if judged is not None and judged.verdict == SAME:
                return judged.id
            if judged is not None:
                self.out.later |= {row.key} if judged.verdict == NEW and self._is_shared(judged.row) else set()
                return judged.row.title
        known = self.standing.index(table)
        found = known.find(text) if known else ()
        if len(found) == 1:
            return found[0]
        if not found:
            self._mention(table, text)
        return text

    def _is_shared(self, row: Incoming) -> bool:
        """Whether another row has the name of a new row, so that the name alone does not say which is meant."""
        if row.table not in self.names:
            mine = (other for other in self.plan.brought.rows if other.table == row.table)
            self.names[row.table] = Counter(same_name(other.title) for other in mine)
        name = same_name(row.title)
        return self.names[row.table][name] > 1 or name in self.standing.rows(row.table).by_title

    def _mention(self, table: str, text: str) -> None:
        if not table or not _alone(self.schema.table(table)):
            return
        known = self.standing.index(table)
        for name in split_names(text, lambda part: known.find(part) if known else ()):
            if 1 < len(name) <= LONGEST_NAME and any(map(str.isalpha, name)) and not (known and known.find(name)):
                key = (table, same_name(name))
                self.unknown[key] += 1
                self.spelled.setdefault(key, name)

    def _inside(self) -> dict[str, ReferenceIndex]:
        """The file's own rows by their names and ids."""
        found: dict[str, ReferenceIndex] = {}
        for row in self.plan.brought.rows:
            short = row.values.get("short_name")
            index = found.setdefault(row.table, ReferenceIndex(row.table))
            index.add(row.key, row.title, short if isinstance(short, str) else None, row.id or None)
        return found

    # Rows that are there

    def _know(self, row: Incoming, id_: str, values: Mapping[str, Any], there: Rows) -> None:
        cells = [cell for key, value in values.items() if (cell := self._difference(row, id_, key, value, there))]
        if cells and id_ in there.fixed:
            self._leave(row, "not_a_row")
            cells = []
        title = there.titles.get(id_, row.title)
        self.out.known.append(Known(row.key, row.table, row.tab, row.row, id_, title, tuple(cells)))

    def _difference(self, row: Incoming, id_: str, key: str, value: Any, there: Rows) -> Difference | None:
        column = there.table.column(key)
        was = there.value(id_, key)
        if same(column, value, was, self.standing.index(column.to)):
            return None
        old = there.typed(id_, key)
        fills = was is None and not old
        write = self.answers.ticks.get((row.key, key), fills or self.answers.overwrite)
        return Difference(key, old, value, was, fills, write)

    # Rows that another table's row names

    def _measured(self, table: Table, rows: Sequence[Incoming], there: Rows) -> None:
        """Measurements: the same by indicator, date and area."""
        column = table.column(table.title)
        index = self.standing.index(column.to)
        known: dict[tuple[object, ...], list[str]] = {}
        for id_ in there.ids:
            values = {c.key: there.value(id_, c.key) for c in table.columns if c.kind not in ("id", "date_range")}
            known.setdefault(_identity(table, values, index), []).append(id_)
        groups: dict[tuple[object, ...], list[tuple[Incoming, dict[str, Any]]]] = {}
        for row in rows:
            values = self._values(row, there)
            if not self._named(column, values.get(column.key), row):
                continue
            groups.setdefault(_identity(table, values, index), []).append((row, values))
        for key, group in groups.items():
            self._pair(group, known.get(key, []), there)

    def _named(self, column: Column, value: Any, row: Incoming) -> bool:
        """Whether a row's own subject is in the forum, in the file, or among the names to add."""
        table = column.to or ""
        name = same_name(str(value))
        known = str(value) in self.standing.rows(table).titles or (table, name) in self.answers.add
        inside = name in self._new_names(table)
        if not known and not inside:
            self._leave(row, "unknown_subject", column.key, str(value))
        return known or inside

    def _new_names(self, table: str) -> set[str]:
        """The names of the file's own rows of a table that are new."""
        if table not in self.new_names:
            mine = [row for row in self.plan.brought.rows if row.table == table]
            self.new_names[table] = {same_name(r.title) for r in mine if self.verdicts[r.key].verdict == NEW}
        return self.new_names[table]

    def _pair(self, group: Sequence[tuple[Incoming, dict[str, Any]]], free: list[str], there: Rows) -> None:
        columns = [c for c in there.table.columns if c.kind not in ("id", "date_range")]
        resolved = {row.key: values for row, values in group}
        rows = [replace(row, values=values) for row, values in group]
        pairs = {row.key: id_ for row, id_ in agreeing(rows, free, there, columns, self.standing.index)}
        left = [id_ for id_ in free if id_ not in pairs.values()]
        for row, values in group:
            id_ = pairs.get(row.key) or (left.pop(0) if left else "")
            if id_:
                self._know(row, id_, resolved[row.key], there)
            else:
                self._add(row, values, there)

    # Names that nobody knows

    def _add_mentioned(self) -> None:
        for key, n in self.unknown.most_common():
            table, name = key[0], self.spelled[key]
            there = self.standing.rows(table)
            add = key in self.answers.add and there.read is not None
            self.out.mentions.append(Mention(table, name, n, add, self._nearest(name, there)))
        row_key = "{0}:{1}:{2}"
        added = [
            Addition(
                row_key.format(MENTION, *m.key), m.table, "", 0, m.name, {self.schema.table(m.table).title: m.name}
            )
            for m in self.out.mentions
            if m.add and row_key.format(MENTION, *m.key) not in self.answers.without
        ]
        self.out.additions = added + self.out.additions

    @staticmethod
    def _nearest(name: str, there: Rows) -> str:
        titles = list(there.titles.values())
        hits = near([name], titles)[0] if titles else []
        return titles[hits[0][0]] if hits else ""


def _identity(table: Table, values: Mapping[str, Any], index: ReferenceIndex | None) -> tuple[object, ...]:
    """What names such a row: its subject, its required day, its area."""
    days = [values.get(c.key) for c in table.columns if c.required and c.kind == "date"]
    subject = token(str(values.get(table.title) or ""), index)
    return (subject, *days, same_name(str(values.get("area") or "")))
