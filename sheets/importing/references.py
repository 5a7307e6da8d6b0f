"""What the references of a file mean in the forum: rows of the file, rows that are there, names that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sheets.importing.incoming import Incoming
from sheets.importing.likeness import near, same_name
from sheets.importing.matching import NEW, SAME, Judged
from sheets.importing.plan import is_alone
from sheets.importing.settled import Mention
from sheets.importing.standing import Rows, Standing
from sheets.kinds import ReferenceIndex
from sheets.kinds.names import split_names
from sheets.schema import Column

LONGEST_NAME = 80


class References:
    """The names in one file, looked up in the file first and then in the forum.

    `later`: the rows that refer to new rows which only an id can tell apart. `unknown`: (table, squeezed name) → how
    often the file refers to what nobody knows; `spelled`: how it is written where it is met first.
    """

    def __init__(self, rows: Sequence[Incoming], standing: Standing, verdicts: Mapping[str, Judged]) -> None:
        self.rows = rows
        self.standing = standing
        self.schema = standing.snapshot.schema
        self.verdicts = verdicts
        self.inside = _inside(rows)
        self.later: set[str] = set()
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.spelled: dict[tuple[str, str], str] = {}
        self.names: dict[str, Counter[str]] = {}
        self.new_names: dict[str, set[str]] = {}

    def meant(self, row: Incoming, column: Column, value: Any) -> Any:
        """What a reference of a row means: ids of the forum, names under which rows will be there, else the texts."""
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(self._one(row, column.to or "", text) for text in value))
        return self._one(row, column.to or "", str(value))

    def brings(self, table: str, name: str) -> bool:
        """Whether a new row of the file has this squeezed name."""
        if table not in self.new_names:
            mine = [row for row in self.rows if row.table == table]
            self.new_names[table] = {same_name(r.title) for r in mine if self.verdicts[r.key].verdict == NEW}
        return name in self.new_names[table]

    def mentions(self, wanted: Collection[tuple[str, str]]) -> list[Mention]:
        """The names that nobody knows, the most frequent first, each with whether it is wanted and can be added."""
        found = []
        for key, n in self.unknown.most_common():
            table, name = key[0], self.spelled[key]
            there = self.standing.rows(table)
            add = key in wanted and there.read is not None
            found.append(Mention(table, name, n, add, _nearest(name, there)))
        return found

    def _one(self, row: Incoming, table: str, text: str) -> str:
        """The forum's id of the row that a text names, or the name under which it will be there; else the text."""
        judged = self._in_file(table, text)
        if judged is not None:
            return self._of_file(row, judged)
        known = self.standing.index(table)
        found = known.find(text) if known else ()
        if len(found) == 1:
            return found[0]
        if not found:
            self._mention(table, text)
        return text

    def _in_file(self, table: str, text: str) -> Judged | None:
        """The row of the file that a text names, if it is one and was judged."""
        index = self.inside.get(table)
        keys = index.find(text) if index else ()
        return self.verdicts.get(keys[0]) if len(keys) == 1 else None

    def _of_file(self, row: Incoming, judged: Judged) -> str:
        if judged.verdict == SAME:
            return judged.id
        if judged.verdict == NEW and self._is_shared(judged.row):
            self.later.add(row.key)
        return judged.row.title

    def _is_shared(self, row: Incoming) -> bool:
        """Whether another row has the name of a new row, so that the name alone does not say which is meant."""
        if row.table not in self.names:
            mine = (other for other in self.rows if other.table == row.table)
            self.names[row.table] = Counter(same_name(other.title) for other in mine)
        name = same_name(row.title)
        return self.names[row.table][name] > 1 or name in self.standing.rows(row.table).by_title

    def _mention(self, table: str, text: str) -> None:
        if not table or not is_alone(self.schema.table(table)):
            return
        known = self.standing.index(table)
        for name in split_names(text, lambda part: known.find(part) if known else ()):
            if _is_name(name) and not (known and known.find(name)):
                key = (table, same_name(name))
                self.unknown[key] += 1
                self.spelled.setdefault(key, name)


def _inside(rows: Sequence[Incoming]) -> dict[str, ReferenceIndex]:
    """The file's own rows by their names and ids."""
    found: dict[str, ReferenceIndex] = {}
    for row in rows:
        short = row.values.get("short_name")
        index = found.setdefault(row.table, ReferenceIndex(row.table))
        index.add(row.key, row.title, short if isinstance(short, str) else None, row.id or None)
    return found


def _is_name(text: str) -> bool:
    return 1 < len(text) <= LONGEST_NAME and any(map(str.isalpha, text))


def _nearest(name: str, there: Rows) -> str:
    titles = list(there.titles.values())
    hits = near([name], titles)[0] if titles else []
    return titles[hits[0][0]] if hits else ""
