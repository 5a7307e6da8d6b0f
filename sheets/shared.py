"""One reading of the spreadsheet for everyone in this process.

`latest()` answers at once with the last good snapshot and refreshes it behind the scenes; what was written takes its
place without being read again.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import date

from sheets.backends import Backend, Book, Clock
from sheets.calm import uncollected
from sheets.compared import differences
from sheets.corrections import Corrections
from sheets.errors import SheetError
from sheets.naming import Naming
from sheets.noticed import Noticing
from sheets.schema import Schema
from sheets.snapshot import Snapshot, take

log = logging.getLogger("lumbung")
MAX_AGE = 5.0
TOO_OLD, PATIENCE = 15.0, 2.0
FIRST_BACKOFF, LONGEST_BACKOFF, ASKED_AGAIN = 4.0, 60.0, 2.0


class SharedReading:
    """What a spreadsheet held when it was last read. `trouble`: why the last refresh failed, None when it did not."""

    def __init__(self, backend: Backend, schema: Schema, *, today: date | None = None, clock: Clock = time) -> None:
        self.backend = backend
        self.schema = schema
        self.today = today
        self.clock = clock
        self.trouble: SheetError | None = None
        self._book: Book | None = None
        self._snapshot: Snapshot | None = None
        self._read_at = self._tried_at = float("-inf")
        self._failures = self._epoch = 0
        self._day: date | None = None
        self._state, self._first = threading.Lock(), threading.Lock()
        self._behind: threading.Thread | None = None
        self._naming, self.noticing = Naming(), Noticing(clock)

    @property
    def source(self) -> str:
        """The source as LUMBUNG_SOURCE would say it."""
        return self.backend.source

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
            return known.read_again(book.taken_at)
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
        """Twenty visitors at once cost one reading; after a failure nobody waits for the next try but for a moment."""
        with self._first:
            if self._snapshot is None and self.trouble is None:
                return self.read()
        if self._snapshot is None and self._may_try() and (behind := self._refresh_behind()):
            behind.join(PATIENCE)
        if self._snapshot is None:
            raise self.trouble or SheetError()
        return self._snapshot

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
        except Exception:  # nobody waits for this thread: without a word the rows would grow old
            log.exception("the refresh failed")
            self._failed(SheetError("failed"))

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
        if shared and before is not None and before.tables is not snapshot.tables:
            self.noticing.add(differences(before, snapshot))

    def as_corrected(self, corrections: Corrections) -> Snapshot:
        """What the shared reading would be with these corrections; nothing is written and nobody else sees it."""
        book, _, _ = self.base()
        return take(book, self.schema, today=self.today, naming=self._naming, corrections=corrections)

    def as_written(self, book: Book) -> Snapshot:
        """What a reading of this book would be; nobody else sees it."""
        return take(book, self.schema, today=self.today, naming=self._naming)

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
        snapshot = self.as_written(book)
        with self._state:
            self._epoch += 1
            self._book, self._snapshot = book, snapshot
        return snapshot

    def make_tables_anew(self) -> None:
        """How the cells are understood has changed: the next reading makes new tables even of the same cells."""
        self._day = None

    def outdated(self) -> Snapshot:
        """Rows moved while a save was written: read again now."""
        with self._state:
            self._epoch += 1
        return self.read()
