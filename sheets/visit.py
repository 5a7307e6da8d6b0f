"""The forum's spreadsheet in the hands of one visitor: what the role may read, and the only way it may write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sheets import second
from sheets.backends.history import GONE_ROW, NEW_ROW
from sheets.changes import Change
from sheets.corrections import Corrections
from sheets.errors import Conflict, NoAccess, SheetError
from sheets.private import scrubbed
from sheets.roles import SECOND, SETTINGS, UNDO, WRITE, Rights
from sheets.schema import Schema, Table, plain_header
from sheets.secrecy import LEVELS, has_secrets
from sheets.snapshot import Snapshot
from sheets.veil import HIDDEN
from sheets.view import secret_rows, view

if TYPE_CHECKING:
    from sheets.store import Forum

Line = dict[str, str]
TYPED = ("old", "new", "why")


class Visit:
    """A forum as one role may use it: the same verbs as `Forum`, with only that role's rows, and its rights checked.

    What is refused raises NoAccess("no_access_role"), and nothing was written.
    """

    def __init__(
        self, forum: Forum, rights: Rights, by: str | None = None, still: Callable[[], Rights] | None = None
    ) -> None:
        self._forum = forum
        self.rights = rights
        self.by = by
        self._still = still

    @property
    def _now(self) -> Rights:
        """The rights at this moment: a role may be taken away while its page is still open."""
        return self.rights if self._still is None else self._still()

    @property
    def source(self) -> str:
        return self._forum.source

    @property
    def schema(self) -> Schema:
        return self._forum.schema

    @property
    def trouble(self) -> SheetError | None:
        """Why the last refresh failed; None when it did not."""
        return self._forum.trouble

    @property
    def writable(self) -> bool:
        """Whether the role may write and the source can be written at all."""
        return self.rights.allows("write") and self._forum.backend.writable

    @property
    def read_only(self) -> SheetError | None:
        """Why nobody can write to the source, whatever the role; None where one can."""
        return self._forum.read_only

    # Reading

    def read(self) -> Snapshot:
        """Everything that this role sees, as it is now; raises like `Forum.read`."""
        return view(self._forum.read(), self.rights.sight)

    def latest(self, max_age: float | None = None) -> Snapshot:
        """What this role sees of the shared snapshot; raises like `Forum.latest`."""
        shared = self._forum.latest() if max_age is None else self._forum.latest(max_age)
        return view(shared, self.rights.sight)

    def history(self, limit: int = 500) -> list[Line]:
        """The newest changes, newest first, without those of cells and rows that this role does not see."""
        return self._seen(self._forum.history(limit))

    def latest_history(self, limit: int = 500) -> tuple[list[Line], datetime | None]:
        """What this role sees of `Forum.latest_history`, and when that was read where it is not of now."""
        lines, read_at = self._forum.latest_history(limit)
        return self._seen(lines), read_at

    def _seen(self, lines: Sequence[Line]) -> list[Line]:
        shown = _History(self._forum.latest(), self.rights)
        return [seen for line in lines if (seen := shown.line(line)) is not None]

    # Writing

    def update(
        self,
        table: str,
        id: str,  # noqa: A002  the forum's own word
        values: Mapping[str, Any],
        seen: Mapping[str, Any] | None = None,
        by: str | None = None,
        why: str | None = None,
    ) -> str:
        """Change cells of one row as this role; raises like `Forum.update`."""
        return self.save([Change(table, id, dict(values), seen, why)], by=by, why=why)[0]

    def append(self, table: str, values: Mapping[str, Any], by: str | None = None, why: str | None = None) -> str:
        """Add a row as this role and answer its id; raises like `Forum.append`."""
        return self.save([Change(table, None, dict(values), None, why)], by=by, why=why)[0]

    def save(self, changes: Sequence[Change], by: str | None = None, why: str | None = None) -> list[str]:
        """Several changes that stand together or not at all, if the role may make every one of them."""
        try:
            apart = self._apart(changes)
            if apart is not None:
                return second.save(self._forum, changes, by or self.by, why, self._now, second=apart)
            return self._forum.save(changes, by=by or self.by, why=why, rights=self._now)
        except Conflict as error:
            raise self._discreet(error) from None

    def save_each(
        self, saves: Sequence[Sequence[Change]], by: str | None = None, why: str | None = None
    ) -> list[list[str] | SheetError]:
        """Many saves in one request, each for itself; like `Forum.save_each`.

        One that belongs in the second spreadsheet goes there by itself.
        """
        apart = {at for at, changes in enumerate(saves) if self._apart(changes) is not None}
        together = [changes for at, changes in enumerate(saves) if at not in apart]
        answers = iter(self._forum.save_each(together, by=by or self.by, why=why, rights=self._now))
        found = [self._alone(each, by, why) if at in apart else next(answers) for at, each in enumerate(saves)]
        return [self._discreet(answer) if isinstance(answer, Conflict) else answer for answer in found]

    def _alone(self, changes: Sequence[Change], by: str | None, why: str | None) -> list[str] | SheetError:
        try:
            return self.save(changes, by=by, why=why)
        except SheetError as error:
            return error

    def _apart(self, changes: Sequence[Change]) -> Forum | None:
        """The second spreadsheet where it is needed: confidential cases are only counted in the shared one."""
        if not self._now.allows(WRITE):
            return None
        snapshot = self._forum.base()[1]
        return self._forum.second() if any(second.belongs(snapshot, change) for change in changes) else None

    def second(self) -> Snapshot | None:
        """What the second spreadsheet holds now, for its keepers; None where there is none. Nothing of it is kept."""
        there = self._kept_apart()
        return None if there is None else view(there.read(), self.rights.sight)

    def prepare_second(self, language: str = "id") -> list[str]:
        """Make the tab for cases in the second spreadsheet where it is missing, for its keepers; answers its title."""
        there = self._kept_apart()
        return [] if there is None else there.make_tabs(["issues"], language=language)

    def _kept_apart(self) -> Forum | None:
        if not self._now.allows(SECOND) or not self._now.allows("see_confidential"):
            raise NoAccess("no_access_role")
        return self._forum.second()

    def _discreet(self, error: Conflict) -> SheetError:
        """What somebody else wrote meanwhile, as this role sees it; of a row that it does not see any more, nothing."""
        if self._hidden(error):
            return NoAccess("no_access_role")
        if self.rights.sight.numbers:
            return error
        told = {key: scrubbed(value) if isinstance(value, str) else value for key, value in error.details.items()}
        return Conflict(error.reason, **told)

    def _hidden(self, error: Conflict) -> bool:
        """Whether a conflict is about a row that this role does not see by now, or that nobody can tell of."""
        name, row, levels = error.details.get("table"), error.details.get("id"), self.rights.sight.levels
        snapshot = self._forum.base()[1]
        if not name or len(levels) == len(LEVELS) or not has_secrets(snapshot.schema.table(name)):
            return False
        return row not in snapshot.tables[name].index or secret_rows(snapshot, name).get(str(row), "open") not in levels

    def as_corrected(self, corrections: Corrections) -> Snapshot:
        """What this role would see with these corrections; for those who may keep them."""
        if not self._now.allows(SETTINGS):
            raise NoAccess("no_access_role")
        return view(self._forum.as_corrected(corrections), self.rights.sight)

    def confirmed(
        self, corrections: Corrections | None = None, tabs: Sequence[str] | None = None, *, whole: bool = True
    ) -> Corrections:
        """What keeps tabs read as they are, for those who may keep it; like `Forum.confirmed`."""
        if not self._now.allows(SETTINGS):
            raise NoAccess("no_access_role")
        return self._forum.confirmed(corrections, tabs, whole=whole)

    def correct(self, corrections: Corrections, by: str | None = None, why: str | None = None) -> int:
        """Keep corrections as this role; raises like `Forum.correct`."""
        return self._forum.correct(corrections, by=by or self.by, why=why, rights=self._now)

    def make_tabs(self, tables: Sequence[str], language: str = "id") -> list[str]:
        """Make tabs that are missing, as this role; raises like `Forum.make_tabs`."""
        return self._forum.make_tabs(tables, language=language, rights=self._now)

    def undo(self, changes: Sequence[Change], by: str | None = None, why: str | None = None) -> list[str]:
        """Take a save back by writing what stood there before; only for roles that may."""
        if not self._now.allows(UNDO):
            raise NoAccess("no_access_role")
        return self.save(changes, by=by, why=why)


@dataclass
class _History:
    """What a role sees of the history's lines; a cell that cannot be told to be public is not."""

    snapshot: Snapshot
    rights: Rights

    def line(self, line: Line) -> Line | None:
        """The line as this role sees it; None when it sees nothing of it."""
        sight = self.rights.sight
        if not sight.private_of("history"):
            line = {**line, "who": ""}
        table = self._table(line)
        if table is None:
            return line if sight.private_of("history") else _hidden(line)
        levels = secret_rows(self.snapshot, table.name)
        known = line["id"] in self.snapshot.tables[table.name].index
        unknown = has_secrets(table) and not known and len(sight.levels) < len(LEVELS)
        if levels.get(line["id"], "open") not in sight.levels or unknown:
            return None
        if not self._told(table, line):
            return {**_hidden(line), "new": self._title(table, line)} if line["column"] == NEW_ROW else _hidden(line)
        return line if sight.numbers else {**line, **{key: scrubbed(line[key]) for key in TYPED}}

    def _told(self, table: Table, line: Line) -> bool:
        """A new row's line holds every cell of it: it is told where the table has nothing private."""
        sight = self.rights.sight
        if line["column"] in (NEW_ROW, GONE_ROW):
            return sight.private_of(table.name) or not any(column.private for column in table.columns)
        key = self._key(table, line)
        return sight.private_of(table.name) or (key is not None and sight.of(table.name, table.column(key)))

    def _title(self, table: Table, line: Line) -> str:
        """A new row by its name alone."""
        frame = view(self.snapshot, self.rights.sight).tables[table.name]
        title = frame.at[line["id"], table.title] if line["id"] in frame.index else None
        return title if isinstance(title, str) else HIDDEN

    def _table(self, line: Line) -> Table | None:
        """The table of a line: of those on its tab the one that has the row."""
        reads = [read for read in self.snapshot.reads if read.tab == line["tab"]]
        name = next((read.table for read in reads if line["id"] in read.ids), reads[0].table if reads else None)
        return self.snapshot.schema.table(name) if name else None

    def _key(self, table: Table, line: Line) -> str | None:
        wanted = plain_header(line["column"])
        reads = (read for read in self.snapshot.reads if read.tab == line["tab"] and read.table == table.name)
        found = next((c.key for read in reads for c in read.columns if plain_header(c.header) == wanted), None)
        return found or next((c.key for c in table.columns if wanted in map(plain_header, c.headers)), None)


def _hidden(line: Line) -> Line:
    """That something was changed there, and nothing of what."""
    return {**line, **{key: HIDDEN if line[key] else "" for key in TYPED}}
