"""The forum's spreadsheet for everyone in this process: one shared reading, one queue of saves.

Reading: `latest()` answers at once with the last good snapshot and refreshes it behind the scenes. Writing: saves that
wait while another one is under way go together into the next request. Each stands or fails for itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sheets.adopting import confirmed
from sheets.backends import Backend, Book, Clock
from sheets.calm import uncollected
from sheets.changes import Change
from sheets.corrections import Corrections
from sheets.errors import NoAccess, NotFound, SheetError
from sheets.keeping import keep
from sheets.naming import Naming
from sheets.noticed import Noticing
from sheets.roles import SETTINGS, WRITE, Rights, check, rights_of
from sheets.saving import Saving
from sheets.schema import Schema, config_folder, load_schema
from sheets.snapshot import Snapshot, take
from sheets.sources import Source, find_source, google_key
from sheets.view import secret_rows
from sheets.visit import Visit

MAX_AGE = 5.0
TOO_OLD, PATIENCE = 15.0, 2.0
FIRST_BACKOFF, LONGEST_BACKOFF, ASKED_AGAIN = 4.0, 60.0, 2.0


class Forum:
    """A forum's spreadsheet: `read` it now, see the `latest` reading, `update` and `append` rows.

    `trouble` is why the last refresh failed, None when it did not; `guard`, if set, is asked before every change and
    raises NoAccess("no_access_role") when this person may not make it.
    """

    def __init__(self, backend: Backend, schema: Schema, *, today: date | None = None, clock: Clock = time) -> None:
        self.backend = backend
        self.clock = clock
        self.schema = schema
        self.today = today
        self.trouble: SheetError | None = None
        self.guard: Callable[[Change, str | None], None] | None = None
        self._book: Book | None = None
        self._snapshot: Snapshot | None = None
        self._read_at = self._tried_at = float("-inf")
        self._failures = self._epoch = 0
        self._day: date | None = None
        self._state, self._first = threading.Lock(), threading.Lock()
        self._behind: threading.Thread | None = None
        self._saving, self._naming, self.noticing = Saving(self), Naming(), Noticing()

    @property
    def source(self) -> str:
        """The source as LUMBUNG_SOURCE would say it."""
        return self.backend.source

    # Reading

    def read(self) -> Snapshot:
        """Everything as it is now, for everyone. Raises a SheetError."""
        epoch = self._epoch
        try:
            with uncollected():
                book = self.backend.read()
                snapshot = self._taken(book)
        except SheetError as error:
            self._failed(error)
            raise
        self._keep(book, snapshot, epoch)
        return snapshot

    def try_again(self) -> None:
        """Read on somebody's wish after a failure, without waiting for the next try; raises a SheetError.

        However many ask, every few seconds one of them is heard.
        """
        with self._first:
            if self.trouble is not None and self.clock.monotonic() - self._tried_at >= ASKED_AGAIN:
                self.read()

    def _taken(self, book: Book) -> Snapshot:
        """The book as tables; where nothing has changed since the last reading, the same tables with the new time."""
        day = date.today()
        with self._state:
            before, known = self._book, self._snapshot
        if known is not None and before is not None and book.grids is before.grids and day == self._day:
            return replace(known, taken_at=book.taken_at)
        self._day = day
        return take(book, self.schema, today=self.today, naming=self._naming)

    def latest(self, max_age: float = MAX_AGE) -> Snapshot:
        """The shared snapshot; once it is older than `max_age` seconds it is answered and refreshed behind the scenes.

        Only the first call waits, and, for a moment, one that finds it older than 15 seconds: nobody looked meanwhile.
        Raises a SheetError only when nothing was ever read; later failures are in `trouble`.
        """
        snapshot = self._snapshot
        if snapshot is None:
            return self._read_first()
        age = self.clock.monotonic() - self._read_at
        if age > max_age and self._may_try():
            behind = self._refresh_behind()
            if age > TOO_OLD and behind and self.trouble is None:
                behind.join(PATIENCE)
        return self._snapshot or snapshot

    def _read_first(self) -> Snapshot:
        """Twenty visitors at once cost one reading; a failure is not asked for again by each of them."""
        with self._first:
            if self._snapshot is not None:
                return self._snapshot
            if self.trouble is not None and not self._may_try():
                raise self.trouble
            return self.read()

    def _may_try(self) -> bool:
        wait = min(FIRST_BACKOFF * 2 ** (self._failures - 1), LONGEST_BACKOFF) if self._failures else 0.0
        return self.clock.monotonic() - self._tried_at >= wait

    def _refresh_behind(self) -> threading.Thread | None:
        """One refresh at a time, in a thread of its own."""
        with self._state:
            if self._behind is None or not self._behind.is_alive():
                self._behind = threading.Thread(target=self._refresh, name="lumbung-refresh", daemon=True)
                self._behind.start()
            return self._behind

    def _refresh(self) -> None:
        try:
            self.read()
        except SheetError as error:  # `trouble` holds it
            self.trouble = error

    def _failed(self, error: SheetError) -> None:
        with self._state:
            self.trouble, self._tried_at = error, self.clock.monotonic()
            self._failures += 1

    def _keep(self, book: Book, snapshot: Snapshot, epoch: int) -> None:
        """Share a reading, unless a save has been written since it was begun: it may not show that save."""
        with self._state:
            self.trouble, self._failures = None, 0
            self._tried_at = self.clock.monotonic()
            before, shared = self._snapshot, epoch == self._epoch or self._snapshot is None
            if shared:
                self._book, self._snapshot, self._read_at = book, snapshot, self.clock.monotonic()
        if shared:
            self.noticing.compare(before, snapshot)

    def as_corrected(self, corrections: Corrections) -> Snapshot:
        """What the shared reading would be with these corrections; nothing is written and nobody else sees it."""
        book, _, _ = self.base()
        return take(book, self.schema, today=self.today, naming=self._naming, corrections=corrections)

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
        self._day = None
        if not self.backend.writable:
            self.outdated()
        return written

    # What saving needs

    def base(self) -> tuple[Book, Snapshot, float]:
        """The shared book and snapshot, and their age in seconds; reads when there is none yet."""
        if self._book is None or self._snapshot is None:
            self._read_first()
        with self._state:
            assert self._book is not None
            assert self._snapshot is not None
            return self._book, self._snapshot, self.clock.monotonic() - self._read_at

    def written(self, book: Book) -> Snapshot:
        """Share what was just written, without reading again."""
        snapshot = take(book, self.schema, today=self.today, naming=self._naming)
        with self._state:
            self._epoch += 1
            self._book, self._snapshot = book, snapshot
        return snapshot

    def outdated(self) -> Snapshot:
        """Rows moved while a save was written: read again now."""
        with self._state:
            self._epoch += 1
        return self.read()

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
        aside = self.schema.table(table).archive
        if not aside:
            raise NotFound("no_archive", table=table)
        return self.update(table, id, {aside["column"]: aside["value"]}, by=by, why=why)

    def give_ids(self, by: str | None = None) -> int:
        """Give an id to every row that people added without one, where its tab has a column for ids; answers how many.

        Doing it again gives no second id. Raises like `update`.
        """
        self._allow(Change("settings", None, {}), by)
        return self._saving.give_ids(by)

    def save(
        self, changes: Sequence[Change], by: str | None = None, why: str | None = None, *, rights: Rights | None = None
    ) -> list[str]:
        """Several changes that stand together or not at all; the ids of their rows in the same order.

        `rights` are those of the role that asks (`as_role`); without them `guard` decides, and without a guard anybody
        who holds the key or the file may write.
        """
        for change in changes:
            if rights is not None:
                check(rights, change, self.schema, secret_rows(self.base()[1], change.table) if change.id else {})
            else:
                self._allow(change, by)
        return self._saving.submit(tuple(changes), by, why)

    def _allow(self, change: Change, by: str | None) -> None:
        if self.guard is not None:
            self.guard(change, by)

    def as_role(self, role: str, by: str | None = None, *, in_public: bool = False) -> Visit:
        """This forum as one role may read and write it; `in_public`: on a projector, where everybody looks on."""
        return Visit(self, rights_of(role, in_public=in_public), by)

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


_forums: dict[tuple[str, ...], Forum] = {}
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

    `shared=False`: one of its own that nobody else gets and that keeps nothing when it is let go.
    `source`: a path, `google:ID` or a Google address; without it LUMBUNG_SOURCE, secrets, config/forum.toml, the demo.
    Raises NoAccess when a Google key is missing or broken, NotFound for an id that cannot be one.
    """
    found = find_source(source, secrets=secrets)
    folder = Path(config or config_folder())
    schema = load_schema(folder)
    with _opening:
        backend = _backend(found, secrets, schema)
        name = (backend.source, _where(backend), str(folder), str(today))
        if not shared:
            return Forum(backend, schema, today=today)
        forum = _forums.get(name)
        if forum is None or forum.schema is not schema:
            forum = _forums[name] = Forum(backend, schema, today=today)
        return forum


def _backend(found: Source, secrets: Mapping[str, Any] | None, schema: Schema) -> Backend:
    """The place that a source names; only what it needs is loaded, so that a server starts sooner."""
    if found.kind == "google":
        from sheets.backends.google import connect
        from sheets.backends.google_sheet import GoogleSheet

        names = [name for table in schema.tables.values() if table.role == "history" for name in table.tab.all]
        return GoogleSheet(connect(found.place, google_key(secrets)), names)
    if found.demo:
        from sheets.demo import ensure_demo

        ensure_demo(Path(found.place))
    from sheets.backends.workbook import Workbook

    return Workbook(found.place)


def _where(backend: Backend) -> str:
    """What makes two sources with one name different: the file, or the address and the account."""
    line = getattr(backend, "line", None)
    return f"{line.endpoint} {line.email}" if line else str(getattr(backend, "path", ""))
