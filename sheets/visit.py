"""The forum's spreadsheet in the hands of one visitor: what the role may read, and the only way it may write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sheets import second
from sheets.adopting import confirmed
from sheets.changes import Change
from sheets.corrections import Corrections
from sheets.errors import Conflict, NoAccess, SheetError
from sheets.history_view import Line, seen_lines
from sheets.private import scrubbed
from sheets.roles import SECOND, SETTINGS, UNDO, WRITE, Rights
from sheets.schema import Schema
from sheets.secrecy import LEVELS, has_secrets
from sheets.snapshot import Snapshot
from sheets.unveiling import hiding, refuse_unveiling
from sheets.view import secret_rows, view

if TYPE_CHECKING:
    from sheets.store import Forum


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
        return seen_lines(lines, self._forum.latest(), self.rights.sight)

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

    def hiding(self) -> list[str]:
        """The tabs that hold something hidden from this role: it leaves them read as they are."""
        return hiding(self._forum.base()[1], self.rights.sight)

    def _hidden(self, error: Conflict) -> bool:
        """Whether a conflict is about a row that this role does not see by now, or that nobody can tell of."""
        name, row, levels = error.details.get("table"), error.details.get("id"), self.rights.sight.levels
        snapshot = self._forum.base()[1]
        if not name or len(levels) == len(LEVELS) or not has_secrets(snapshot.schema.table(name)):
            return False
        return row not in snapshot.tables[name].index or secret_rows(snapshot, name).get(str(row), "open") not in levels

    def as_corrected(self, corrections: Corrections) -> Snapshot:
        """What this role would see with these corrections; for those who may keep them.

        Raises NoAccess("correction_unveils") where a tab of `hiding` would be read another way.
        """
        return view(self._corrected(corrections), self.rights.sight)

    def confirmed(
        self, corrections: Corrections | None = None, tabs: Sequence[str] | None = None, *, whole: bool = True
    ) -> Corrections:
        """What keeps tabs read as they are, for those who may keep it; like `Forum.confirmed`, and `as_corrected`."""
        return confirmed(self._corrected(corrections), tabs, whole=whole)

    def correct(self, corrections: Corrections, by: str | None = None, why: str | None = None) -> int:
        """Keep corrections as this role; raises like `Forum.correct` and `as_corrected`."""
        self._corrected(corrections)
        return self._forum.correct(corrections, by=by or self.by, why=why, rights=self._now)

    def _corrected(self, corrections: Corrections | None) -> Snapshot:
        """The whole reading with these corrections (None: as it is), if this role may ask for it."""
        if not self._now.allows(SETTINGS):
            raise NoAccess("no_access_role")
        now = self._forum.base()[1]
        if corrections is None:
            return now
        then = self._forum.as_corrected(corrections)
        refuse_unveiling(now, then, self.rights.sight)
        return then

    def make_tabs(self, tables: Sequence[str], language: str = "id") -> list[str]:
        """Make tabs that are missing, as this role; raises like `Forum.make_tabs`."""
        return self._forum.make_tabs(tables, language=language, rights=self._now)

    def undo(self, changes: Sequence[Change], by: str | None = None, why: str | None = None) -> list[str]:
        """Take a save back by writing what stood there before; only for roles that may."""
        if not self._now.allows(UNDO):
            raise NoAccess("no_access_role")
        return self.save(changes, by=by, why=why)
