"""What stands in the forum's sheet already, as an import needs it: rows by id and name, and what can be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sheets.changes import plain
from sheets.importing.likeness import same_name
from sheets.kinds import ReferenceIndex
from sheets.kinds.names import id_key
from sheets.schema import Column, Table
from sheets.snapshot import Snapshot, TableRead
from sheets.view import secret_rows

WEAK = ("contact", "backup_contact")


@dataclass
class Standing:
    """One reading of the forum's sheet, seen by whoever imports."""

    snapshot: Snapshot
    _tables: dict[str, Rows] = field(default_factory=dict, repr=False)
    _indexes: dict[str, ReferenceIndex] = field(default_factory=dict, repr=False)

    def rows(self, table: str) -> Rows:
        """The rows of one table."""
        if table not in self._tables:
            self._tables[table] = Rows(self.snapshot, self.snapshot.schema.table(table))
        return self._tables[table]

    def index(self, table: str | None) -> ReferenceIndex | None:
        """The rows of a table by all their names."""
        if not table:
            return None
        if table not in self._indexes:
            self._indexes[table] = _index(self.snapshot, self.snapshot.schema.table(table))
        return self._indexes[table]


@dataclass
class Rows:
    """The rows of one table: found by id or name, their values, and which columns can be written."""

    snapshot: Snapshot
    table: Table

    @cached_property
    def read(self) -> TableRead | None:
        """The tab that new rows go to; None when the sheet has no tab for this table."""
        reads = [read for read in self.snapshot.reads if read.table == self.table.name and read.plain]
        return max(reads, key=lambda read: (len(read.columns), len(read.rows)), default=None)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The ids of rows that this person does not see."""
        sight = self.snapshot.sight
        if sight is None:
            return frozenset()
        levels = secret_rows(self.snapshot, self.table.name)
        return frozenset(id_ for id_, level in levels.items() if level not in sight.levels)

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the rows that this person sees."""
        return [str(id_) for id_ in self.snapshot.tables[self.table.name].index if id_ not in self.hidden]

    @cached_property
    def fixed(self) -> frozenset[str]:
        """Rows that are made from the shape of their tab, so that nothing can be written into them."""
        reads = (read for read in self.snapshot.reads if read.table == self.table.name and not read.plain)
        return frozenset(id_ for read in reads for id_ in read.ids)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Id → name; rows without one are left out."""
        names = self._plain(self.table.title)
        return {id_: str(names[id_]) for id_ in self.ids if names[id_] is not None}

    @cached_property
    def by_title(self) -> dict[str, list[str]]:
        """Squeezed name → ids in the sheet's order."""
        found: dict[str, list[str]] = {}
        for id_, title in self.titles.items():
            found.setdefault(same_name(title), []).append(id_)
        return found

    @cached_property
    def by_id(self) -> dict[str, str]:
        """An id as it is compared ("TG-7" is "TG-007") → the id."""
        return {id_key(id_) or same_name(id_): id_ for id_ in [*self.hidden, *self.ids] if not id_.startswith("~")}

    def with_id(self, text: str) -> str | None:
        """The row that a file means by an id, also one that this person does not see."""
        return self.by_id.get(id_key(text) or same_name(text)) if text else None

    def value(self, id_: str, key: str) -> Any:
        """What stands in a cell, as a plain typed value; None when nothing does."""
        return self._plain(key)[id_]

    def typed(self, id_: str, key: str) -> str:
        """What a person typed there."""
        return self.snapshot.typed(self.table.name, id_, key)

    def has(self, key: str) -> bool:
        """Whether the tab has a column that a value can be written to."""
        match = self.read.column(key) if self.read else None
        return match is not None and match.col >= 0 and self.read is not None and key not in self.read.match.given

    def sees(self, column: Column) -> bool:
        """Whether this person may write a column: nobody writes what they may not see."""
        sight = self.snapshot.sight
        return sight is None or sight.of(self.table.name, column)

    @cached_property
    def _columns(self) -> dict[str, dict[str, Any]]:
        return {}

    def _plain(self, key: str) -> dict[str, Any]:
        if key not in self._columns:
            cells = self.snapshot.tables[self.table.name][key]
            self._columns[key] = {str(id_): plain(v) for id_, v in zip(cells.index, cells.tolist(), strict=True)}
        return self._columns[key]


def _index(snapshot: Snapshot, table: Table) -> ReferenceIndex:
    frame = snapshot.tables[table.name]
    index = ReferenceIndex(table.name)
    strong = [key for key in (table.title, "short_name") if key in frame and key in table.by_key]
    weak = [key for key in WEAK if key in frame and key in table.by_key]
    if table.column(table.title).kind == "reference":
        return index
    for row in frame[[*strong, *weak]].itertuples():
        texts = [text if isinstance(text, str) else None for text in row[1:]]
        index.add(str(row[0]), *texts[: len(strong)], weak=texts[len(strong) :])
    return index
