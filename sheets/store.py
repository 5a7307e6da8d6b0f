"""The forum's spreadsheet for everyone in this process: one shared reading, one queue of saves.

Saves that wait while another one is under way go together into the next request. Each stands or fails for itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets import second
from sheets.adopting import confirmed
from sheets.backends import Backend, Clock
from sheets.changes import Change
from sheets.corrections import Corrections
from sheets.errors import NoAccess, NotFound, SheetError
from sheets.keeping import keep
from sheets.roles import SETTINGS, WRITE, Rights, rights_of
from sheets.saving import Saving
from sheets.schema import Schema, config_folder, load_schema
from sheets.secrecy import without_name
from sheets.shared import SharedReading
from sheets.sources import Source, find_source, google_key
from sheets.tickets import refuse_forbidden
from sheets.unveiling import refuse_lines
from sheets.visit import Visit

if TYPE_CHECKING:
    from sheets.backends.google_debts import Debts


class Forum(SharedReading):
    """A forum's spreadsheet: `read` it now, see the `latest` reading, `update` and `append` rows.

    `guard`, if set, is asked before every change and raises NoAccess("no_access_role") when a person may not make it.
    """

    def __init__(self, backend: Backend, schema: Schema, *, today: date | None = None, clock: Clock = time) -> None:
        super().__init__(backend, schema, today=today, clock=clock)
        self.guard: Callable[[Change, str | None], None] | None = None
        self.open_second: Callable[[str], Forum] | None = None
        self._saving = Saving(self)
        self._told: tuple[datetime, list[dict[str, str]]] | None = None

    def update(
        self,
        table: str,
        id: str,  # noqa: A002  the forum's own word
        values: Mapping[str, Any],
        seen: Mapping[str, Any] | None = None,
        by: str | None = None,
        why: str | None = None,
    ) -> str:
        """Change cells of one row; `seen` holds the values that the person had before them. Answers the id.

        Raises Invalid (by field), Conflict (someone changed the same cell), NotFound, NoAccess, TooBusy, Offline,
        Unsafe. Whatever is raised, nothing was written.
        """
        return self.save([Change(table, id, dict(values), seen, why)], by=by, why=why)[0]

    def append(self, table: str, values: Mapping[str, Any], by: str | None = None, why: str | None = None) -> str:
        """Add a row at the end of a table and answer its id; raises like `update`."""
        return self.save([Change(table, None, dict(values), None, why)], by=by, why=why)[0]

    def archive(self, table: str, id: str, by: str | None = None, why: str | None = None) -> str:  # noqa: A002
        """Put a row aside with the word that its table declares for it; nothing is ever deleted. Raises like `update`.

        Raises NotFound("no_archive") for a table whose rows are never put aside.
        """
        declared = self.schema.table(table)
        if not declared.archive:
            raise NotFound("no_archive", table=table)
        return self.update(table, id, {declared.archive["column"]: declared.aside}, by=by, why=why)

    @property
    def read_only(self) -> SheetError | None:
        """Why nobody can write to this source, whoever asks (a kind of file that is only read); None where one can."""
        return self._saving.refusal()

    def save(
        self, changes: Sequence[Change], by: str | None = None, why: str | None = None, *, rights: Rights | None = None
    ) -> list[str]:
        """Several changes that stand together or not at all; the ids of their rows in the same order.

        `rights` are those of the role that asks (`as_role`); without them `guard` decides, and without a guard anybody
        who holds the key or the file may write.
        """
        self.allow(changes, by, rights)
        return self.carry_out(changes, by, why, rights)

    def save_each(
        self,
        saves: Sequence[Sequence[Change]],
        by: str | None = None,
        why: str | None = None,
        *,
        rights: Rights | None = None,
    ) -> list[list[str] | SheetError]:
        """Many saves in one request, each for itself: the ids of its rows, or the error that kept it from standing."""
        refused: dict[int, SheetError] = {}
        for at, changes in enumerate(saves):
            try:
                self.allow(changes, by, rights)
            except SheetError as error:
                refused[at] = error
        allowed = [(tuple(changes), _named(by, changes)) for at, changes in enumerate(saves) if at not in refused]
        answers = iter(self._saving.submit_each(allowed, why, rights))
        return [refused[at] if at in refused else next(answers) for at in range(len(saves))]

    def allow(self, changes: Sequence[Change], by: str | None, rights: Rights | None) -> None:
        """Raises NoAccess when one of the changes may not be made."""
        if rights is not None:
            refuse_forbidden(changes, rights, self.base()[1])
            refuse_lines(self, changes, rights.sight)
            return
        for change in changes:
            self._allow(change, by)

    def carry_out(
        self, changes: Sequence[Change], by: str | None, why: str | None, rights: Rights | None = None
    ) -> list[str]:
        """Save changes that are allowed already; who reports without a name is not named in the history either.

        `rights` are asked again on the reading that is written on.
        """
        return self._saving.submit(tuple(changes), _named(by, changes), why, rights)

    def second(self) -> Forum | None:
        """The second spreadsheet, for confidential cases; opened anew and kept nowhere, None where there is none.

        Raises what `open_forum` raises, and NotFound("second_is_shared").
        """
        named = str(self.base()[1].settings.get(second.SETTING) or "").strip()
        return self.open_second(named) if named and self.open_second else None

    def _allow(self, change: Change, by: str | None) -> None:
        if self.guard is not None:
            self.guard(change, by)

    def as_role(self, role: str, by: str | None = None, *, in_public: bool = False, by_sheet: bool = False) -> Visit:
        """This forum as one role may read and write it; `in_public`: on a projector, where everybody looks on.

        `by_sheet`: the spreadsheet itself names the role, which opens no other spreadsheet.
        """
        return self.with_rights(rights_of(role, in_public=in_public, by_sheet=by_sheet), by)

    def with_rights(self, rights: Rights, by: str | None = None, still: Callable[[], Rights] | None = None) -> Visit:
        """This forum as it may be read with these rights, and written with those that `still` finds then."""
        return Visit(self, rights, by, still)

    def confirmed(
        self, corrections: Corrections | None = None, tabs: Sequence[str] | None = None, *, whole: bool = True
    ) -> Corrections:
        """What keeps tabs (all, or these) read as they are with `corrections`, or as they are read now."""
        snapshot = self.base()[1] if corrections is None else self.as_corrected(corrections)
        return confirmed(snapshot, tabs, whole=whole)

    def correct(
        self, corrections: Corrections, by: str | None = None, why: str | None = None, *, rights: Rights | None = None
    ) -> int:
        """Keep corrections: as rows of the sheet's settings tab, or in config/ for a sheet that may not be changed.

        Answers how many rows or lines were written. Raises NotFound("tab_missing") where the sheet has no settings tab
        yet, and like `save`.
        """
        if rights is None:
            self._allow(Change("settings", None, {}), by)
        elif not rights.allows(SETTINGS):
            raise NoAccess("no_access_role")
        written = keep(self, corrections, by, why, rights)
        self.make_tables_anew()
        if not self.backend.writable:
            self.outdated()
        return written

    def make_tabs(
        self,
        tables: Sequence[str] | None = None,
        rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        language: str = "id",
        by: str | None = None,
        *,
        rights: Rights | None = None,
    ) -> list[str]:
        """Make the tabs that the spreadsheet does not have yet (all, or those of `tables`) and answer their titles.

        Raises NoAccess, TooBusy, Unsafe or Offline; then no tab was made.
        """
        from sheets.template.adding import add_tabs

        if rights is None:
            self._allow(Change("settings", None, {}), by)
        elif not rights.allows(WRITE):
            raise NoAccess("no_access_role")
        self.read()
        book, snapshot, _ = self.base()
        made = add_tabs(self.backend, book, snapshot, language, rows, tables)
        self.outdated()
        return made

    def history(self, limit: int = 500) -> list[dict[str, str]]:
        """The newest changes, newest first: when, who, tab, id, column, old, new, why, op.

        Those made through the app, and those that people made in the sheet as far as they were noticed (nobody's name).
        """
        return self.noticing.among(self._saving.history(limit), limit)

    def latest_history(self, limit: int = 500) -> tuple[list[dict[str, str]], datetime | None]:
        """Like `history`; while the sheet cannot be reached, as it was last read, and when that was (else None).

        Raises a SheetError only when it was never read.
        """
        try:
            if self.trouble is not None:  # the refresh behind the scenes tells when it is over
                raise self.trouble
            lines = self.history(limit)
        except SheetError:
            if self._told is None:
                raise
            return self._told[1][:limit], self._told[0]
        if self._told is None or limit >= len(self._told[1]):
            self._told = datetime.now(UTC), lines
        return lines, None


def _named(by: str | None, changes: Sequence[Change]) -> str | None:
    """Who is named in the history; nobody where somebody reports without a name."""
    return None if without_name(changes) else by


_forums: dict[tuple[str, ...], Forum] = {}
_debts: dict[tuple[str, str | None, str], Debts] = {}
_opening = threading.Lock()


def open_forum(
    source: str | Path | None = None,
    *,
    config: Path | str | None = None,
    secrets: Mapping[str, Any] | None = None,
    today: date | None = None,
    shared: bool = True,
) -> Forum:
    """The forum at a source, the same object for everyone in this process. Nothing is read before it is asked for.

    `shared=False`: one of its own that nobody else gets; let go, it leaves nothing but what it still has to put back.
    `source`: a path, `google:ID` or a Google address; without it LUMBUNG_SOURCE, secrets, config/forum.toml, the demo.
    Raises NoAccess when a Google key is missing or broken, NotFound for an id that cannot be one.
    """

    def opened(named: str) -> Forum:
        there = second.source_of(found.text, named)
        return open_forum(there, config=config, secrets=secrets, today=today, shared=False)

    found = find_source(source, secrets=secrets)
    folder = Path(config or config_folder())
    schema = load_schema(folder)
    with _opening:
        backend = _backend(found, secrets, schema)
        name = (backend.source, _where(backend), str(folder), str(today))
        if not shared:
            return Forum(backend, schema, today=today)  # the second spreadsheet has no second one
        forum = _forums.get(name)
        if forum is None or forum.schema is not schema:
            forum = _forums[name] = Forum(backend, schema, today=today)
            forum.open_second = opened
        return forum


def _backend(found: Source, secrets: Mapping[str, Any] | None, schema: Schema) -> Backend:
    """The place that a source names; only what it needs is loaded, so that a server starts sooner."""
    if found.kind == "google":
        from sheets.backends.google import connect
        from sheets.backends.google_debts import Debts
        from sheets.backends.google_log import log_names
        from sheets.backends.google_sheet import GoogleSheet

        line = connect(found.place, google_key(secrets))
        debts = _debts.setdefault((found.text, line.endpoint, line.email), Debts())
        return GoogleSheet(line, log_names(schema), debts)
    if found.demo:
        from sheets.demo import ensure_demo

        ensure_demo(Path(found.place))
    from sheets.backends.workbook import Workbook

    return Workbook(found.place)


def _where(backend: Backend) -> str:
    """What makes two sources with one name different: the file, or the address and the account."""
    line = getattr(backend, "line", None)
    return f"{line.endpoint} {line.email}" if line else str(getattr(backend, "path", ""))
