"""The history's lines as one role sees them: a cell that cannot be told to be public is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sheets.backends.history import GONE_ROW, NEW_ROW
from sheets.private import scrubbed
from sheets.schema import plain_header
from sheets.secrecy import CATEGORY, COUNTED, LEVELS, MARK, OPEN, REFER, RESTRICTED, has_secrets, meant
from sheets.veil import HIDDEN
from sheets.view import secret_rows, view

if TYPE_CHECKING:
    from sheets.roles import Sight
    from sheets.schema import Table
    from sheets.snapshot import Snapshot

Line = dict[str, str]
TYPED = ("old", "new", "why")


def seen_lines(lines: Sequence[Line], snapshot: Snapshot, sight: Sight) -> list[Line]:
    """Of these lines, newest first, those that a sight has, with what it may not see hidden."""
    seeing = _Seeing(snapshot, sight)
    freed = seeing.freed(lines)
    seen = (seeing.line(line, secret=at >= freed.get(_row(line), len(lines))) for at, line in enumerate(lines))
    return [line for line in seen if line is not None]


@dataclass
class _Seeing:
    """What one sight has of the history, beside the spreadsheet as it is now."""

    snapshot: Snapshot
    sight: Sight
    _tables: dict[tuple[str, str], Table | None] = field(default_factory=dict)

    def freed(self, lines: Sequence[Line]) -> Mapping[tuple[str, str], int]:
        """Row → the first place from which on its lines are of a time when it was not for everyone."""
        saves: dict[tuple[str, str], str] = {}
        for line in lines:
            table = self._table(line)
            if table is not None and has_secrets(table) and self._was_secret(table, line):
                saves.setdefault(_row(line), _save(line))
        found: dict[tuple[str, str], int] = {}
        for at, line in enumerate(lines):
            if saves.get(_row(line)) == _save(line):
                found.setdefault(_row(line), at)
        return found

    def line(self, line: Line, *, secret: bool) -> Line | None:
        """The line; None where nothing of it is seen. `secret`: its row was not for everyone then."""
        if not self.sight.private_of("history"):
            line = {**line, "who": ""}
        if line["tab"] == self.snapshot.settings_name:
            return line if self.sight.private_of("history") and not self._private_setting(line) else _hidden(line)
        table = self._table(line)
        if table is None:
            return _hidden({**line, "who": ""})
        if not has_secrets(table) or self.sight.levels.issuperset(LEVELS):
            return self._cell(table, line)
        return self._case(table, line, secret=secret)

    def _case(self, table: Table, line: Line, *, secret: bool) -> Line | None:
        """A case may have been for fewer people once: what it said then is for those who saw it."""
        known = line["id"] in self.snapshot.tables[table.name].index and not line["id"].startswith("~")
        if not known or secret_rows(self.snapshot, table.name).get(line["id"], OPEN) not in self.sight.levels:
            return None
        if not secret and RESTRICTED in self.sight.levels:
            return self._cell(table, line)
        if self._key(table, line) in COUNTED:
            return self._cell(table, {**line, "why": HIDDEN if line["why"] else ""})
        return self._untold(table, line)

    def _cell(self, table: Table, line: Line) -> Line:
        if not self._told(table, line):
            return self._untold(table, line)
        return line if self.sight.numbers else {**line, **{key: scrubbed(line[key]) for key in TYPED}}

    def _untold(self, table: Table, line: Line) -> Line:
        """That something was changed there; a new row by its name alone."""
        return {**_hidden(line), "new": self._title(table, line)} if line["column"] == NEW_ROW else _hidden(line)

    def _told(self, table: Table, line: Line) -> bool:
        """A new row's line holds every cell of it: it is told where the table has nothing private."""
        if line["column"] in (NEW_ROW, GONE_ROW):
            return self.sight.private_of(table.name) or not any(column.private for column in table.columns)
        key = self._key(table, line)
        return self.sight.private_of(table.name) or (key is not None and self.sight.of(table.name, table.column(key)))

    def _title(self, table: Table, line: Line) -> str:
        frame = view(self.snapshot, self.sight).tables[table.name]
        title = frame.at[line["id"], table.title] if line["id"] in frame.index else None
        return title if isinstance(title, str) else HIDDEN

    def _was_secret(self, table: Table, line: Line) -> bool:
        """Whether a line tells that its row was marked, or of a kind, that is not for everyone."""
        key = self._key(table, line)
        if key not in (MARK, CATEGORY):
            return False
        old = meant(self.snapshot.schema, table, key, line["old"])
        return old in REFER if key == CATEGORY else old not in (None, OPEN)

    def _private_setting(self, line: Line) -> bool:
        """Whether it tells the value of a setting that this sight does not have."""
        told = plain_header(f"{line['id']} {line['new']}" if line["column"] == NEW_ROW else line["id"])
        hidden = (each for key, each in self.snapshot.schema.settings.items() if not self.sight.of_setting(key))
        return any(plain_header(name) in told for setting in hidden for name in (setting.key, *setting.label.all))

    # Where a line belongs

    def _table(self, line: Line) -> Table | None:
        row = _row(line)
        if row not in self._tables:
            self._tables[row] = self._table_of(*row)
        return self._tables[row]

    def _table_of(self, tab: str, row: str) -> Table | None:
        """The table of a row: of those on its tab the one that has it, else one whose rows may be secret."""
        schema, reads = self.snapshot.schema, [read for read in self.snapshot.reads if read.tab == tab]
        if not reads:
            return self._by_id(row)
        name = next((read.table for read in reads if row in self.snapshot.tables[read.table].index), None)
        tables = [schema.table(read.table) for read in reads]
        return schema.table(name) if name else next(filter(has_secrets, tables), tables[0])

    def _by_id(self, row: str) -> Table | None:
        """The tab has another name by now: the one table whose own id this is."""
        tables = (
            self.snapshot.schema.table(name) for name, frame in self.snapshot.tables.items() if row in frame.index
        )
        found = list(tables)
        return found[0] if len(found) == 1 and row.startswith(f"{found[0].id_prefix}-") else None

    def _key(self, table: Table, line: Line) -> str | None:
        wanted = plain_header(line["column"])
        reads = (read for read in self.snapshot.reads if read.tab == line["tab"] and read.table == table.name)
        found = next((c.key for read in reads for c in read.columns if plain_header(c.header) == wanted), None)
        return found or next((c.key for c in table.columns if wanted in map(plain_header, c.headers)), None)


def _row(line: Line) -> tuple[str, str]:
    return line["tab"], line["id"]


def _save(line: Line) -> str:
    return line["op"] or line["when"]


def _hidden(line: Line) -> Line:
    """That something was changed there, and nothing of what."""
    return {**line, **{key: HIDDEN if line[key] else "" for key in TYPED}}
