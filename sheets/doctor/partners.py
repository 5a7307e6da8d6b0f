"""Two rows for one partner: found by their names, merged by a person who says which one stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sheets.changes import Change
from sheets.doctor.names import index_of, names_of
from sheets.doctor.parts import Ailment, found, now, writable
from sheets.importing.likeness import near, same_name
from sheets.kinds import ReferenceIndex
from sheets.problems import Problem
from sheets.snapshot import Snapshot
from sheets.veil import HIDDEN

TABLE = "partners"
MOST = 3000
REFERENCES = ("reference", "references")
Cells = dict[tuple[str, str], dict[str, Any]]


class NearDuplicate(Ailment):
    """Two partners with nearly the same name, neither of them put aside. Mended by `Merge`, never with one press."""

    reason = "near_duplicate"

    def find(self, snapshot: Snapshot) -> Iterator[Problem]:
        """One finding at the later row of each pair."""
        names = _present(snapshot)
        for later, earlier in _pairs(names):
            place = snapshot.place(TABLE, earlier)
            told = {"other": names[earlier][0], "other_id": earlier, "name": names[later][0]}
            told["other_row"] = str(place.row) if place else ""
            problem = found(snapshot, TABLE, later, snapshot.schema.table(TABLE).title, self.reason, **told)
            if problem is not None:
                yield problem


def _present(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The names of the partners that are not put aside."""
    if TABLE not in snapshot.tables or len(snapshot.tables[TABLE]) > MOST:
        return {}
    aside = snapshot.schema.table(TABLE).archive
    names = {row: each for row, each in names_of(snapshot, TABLE).items() if each}
    return {row: each for row, each in names.items() if now(snapshot, TABLE, row, aside["column"]) != aside["value"]}


def _pairs(names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """(later, earlier): called the same in any of their names, else nearly the same in their full names."""
    rows = list(names)
    seen: dict[str, str] = {}
    said: set[str] = set()
    for row in rows:
        same = next((seen[key] for name in names[row] if (key := same_name(name)) in seen), None)
        if same is not None:
            said.add(row)
            yield row, same
        for name in names[row]:
            seen.setdefault(same_name(name), row)
    full = [names[row][0] for row in rows]
    for n, hits in enumerate(near(full, full)):
        earlier = next((rows[other] for other, _ in hits if other < n), None)
        if earlier is not None and rows[n] not in said:
            yield rows[n], earlier


@dataclass
class Merge:
    """What merging means: `keep` stays, `other` is put aside, every reference to it follows, blanks may be filled.

    Only what this snapshot shows is touched: a case that is not for this visitor keeps its reference to the old row,
    which stays where it is.
    """

    snapshot: Snapshot
    keep: str
    other: str
    fill: bool = True
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def possible(self) -> bool:
        """Whether the other row can be put aside: its tab has the column for it."""
        return writable(self.snapshot, TABLE, self.other, self.snapshot.schema.table(TABLE).archive["column"])

    @cached_property
    def filled(self) -> dict[str, Any]:
        """The blank cells of the row that stays, with what the other row has for them."""
        aside = self.snapshot.schema.table(TABLE).archive["column"]
        columns = [c for c in self.snapshot.schema.table(TABLE).columns if c.kind not in ("id", "date_range")]
        return {
            column.key: value
            for column in columns
            if column.key != aside and self._blank(column.key)
            and (value := now(self.snapshot, TABLE, self.other, column.key)) is not None and HIDDEN not in str(value)
        }  # fmt: skip

    def _blank(self, key: str) -> bool:
        return writable(self.snapshot, TABLE, self.keep, key) and not self.snapshot.typed(TABLE, self.keep, key)

    @cached_property
    def following(self) -> Cells:
        """The cells that name the other row: (table, id) → column → what is written there."""
        cells: Cells = {}
        for table in self.snapshot.schema.records:
            for column in table.columns:
                if column.kind in REFERENCES and column.to == TABLE:
                    for row, value in self._naming(table.name, column.key, several=column.kind == "references"):
                        cells.setdefault((table.name, row), {})[column.key] = value
        return cells

    def _naming(self, table: str, key: str, *, several: bool) -> Iterator[tuple[str, Any]]:
        frame = self.snapshot.tables[table]
        ids = frame[f"{key}_ids" if several else f"{key}_id"]
        for row, texts, held in zip(frame.index, frame[key], ids, strict=True):
            meant = self._meant(_several(texts), _several(held))
            if self.other in meant and writable(self.snapshot, table, str(row), key):
                stays = tuple(dict.fromkeys(self.keep if each == self.other else each for each in meant))
                yield str(row), stays if several else self.keep

    def _meant(self, texts: tuple[str, ...], ids: tuple[str, ...]) -> list[str]:
        """The row that each name of a cell means, else the name; `other` for one that may be either of the two."""
        if self.other not in ids and not any(self.other in self._called(text) for text in texts):
            return []
        known = dict(zip(texts, ids, strict=True)) if len(texts) == len(ids) else {}
        return [known.get(text) or self._row(text) for text in texts]

    def _row(self, text: str) -> str:
        rows = self._called(text)
        return rows[0] if len(rows) == 1 else self.other if set(rows) == {self.keep, self.other} else text

    def _called(self, text: str) -> tuple[str, ...]:
        if text not in self._found:
            self._found[text] = self._index.find(text)
        return self._found[text]

    @cached_property
    def _index(self) -> ReferenceIndex:
        return index_of(self.snapshot, TABLE)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each table follow."""
        counted: dict[str, int] = {}
        for table, _ in self.following:
            counted[table] = counted.get(table, 0) + 1
        return counted

    @property
    def changes(self) -> list[Change]:
        """Everything in one save: references, filled cells, and the other row put aside."""
        cells: Cells = {place: dict(values) for place, values in self.following.items()}
        own = cells.get((TABLE, self.keep), {})
        cells[TABLE, self.keep] = {**(self.filled if self.fill else {}), **self._not_itself(own)}
        aside = self.snapshot.schema.table(TABLE).archive
        cells.setdefault((TABLE, self.other), {})[aside["column"]] = aside["value"]
        return [self._change(*place, values) for place, values in cells.items() if values]

    def _not_itself(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A row that named the other one does not name itself now."""
        return {key: None if value == self.keep else value for key, value in values.items()}

    def _change(self, table: str, row: str, values: dict[str, Any]) -> Change:
        seen = {key: now(self.snapshot, table, row, key) for key in values}
        return Change(table, row, values, seen, lenient=True)


def _several(value: Any) -> tuple[str, ...]:
    """A cell's names or ids as a tuple, one or many."""
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
