"""A Google spreadsheet as a place that the forum reads from and writes to.

Reading: the first read fetches tabs, values, merges and number formats in one call; every later one is a single
values:batchGet. Only when a tab was renamed or removed are the tabs learned again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sheets.backends import Book, Cell, Grid
from sheets.backends.google import BUDGET, Line
from sheets.backends.google_debts import Debts
from sheets.backends.google_errors import TabMoved
from sheets.backends.google_formats import FormatMemory
from sheets.backends.google_log import LogNames
from sheets.backends.google_look import FORMATS, LEARN, Page, Pattern, pages, quoted, value_rows, whole_column
from sheets.backends.google_write import Writer
from sheets.changes import Plan, Receipt
from sheets.errors import Offline

ADDRESS = "https://docs.google.com/spreadsheets/d/{}/edit"
AS_STORED = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}


class GoogleSheet:
    """One Google spreadsheet, shared by all threads of this process. `debts` are what earlier writes left to do."""

    writable = True
    looks_while_writing = True

    def __init__(self, line: Line, log: LogNames | None = None, debts: Debts | None = None) -> None:
        self.line = line
        self.source = f"google:{line.spreadsheet_id}"
        self.log = log or LogNames()
        self.memory = FormatMemory(self._ask_formats)
        self.properties: dict[str, Any] = {}
        self.pages: dict[int, Page] = {}
        self.debts = debts or Debts()
        self._writer = Writer(self)
        self._grids: list[Grid] = []

    def patience(self, seconds: float) -> AbstractContextManager[None]:
        """Within this block nobody waits longer than these seconds for Google."""
        return self.line.patience(seconds)

    def read(self) -> Book:
        """Every tab as it is now; the first time with tabs and formats, later one values:batchGet."""
        with self.line.patience(BUDGET):
            if not self.pages:
                return self.learn()
            try:
                return self._values()
            except TabMoved:
                return self.learn()

    def forget(self) -> None:
        """The tabs are not what they were: the next read learns them again."""
        self.pages = {}

    def learn(self) -> Book:
        """Tabs, values, merges and formats in one call; where that is too much for the service, without formats."""
        try:
            with self.line.patience(BUDGET / 2):
                answer = self.line.get("", {"fields": LEARN})
        except Offline as error:
            if error.reason not in ("timeout", "service_down"):
                raise
            return self._learn_lightly()
        self._know(answer)
        grids = [self._grid(page, page.rows()) for page in self._read_pages()]
        return self._book(grids)

    def _learn_lightly(self) -> Book:
        """For very large spreadsheets: the tabs, then the values; formats are asked for where they decide."""
        self._know(self.line.get("", {"fields": LEARN.split(",data(")[0] + ")"}, tries=1))
        return self._values()

    def _know(self, answer: dict[str, Any]) -> None:
        self.properties = {**answer.get("properties", {}), "url": answer.get("spreadsheetUrl")}
        self.pages = pages(answer)
        self.memory.learn(self.pages)

    def _read_pages(self) -> list[Page]:
        """All tabs but the app's own log, which is read only when asked for."""
        log = self.history_page()
        grids = (page for page in self.pages.values() if page.kind == "GRID" and page is not log)
        return [page for page in grids if not self.log.named(page.title)]

    def history_page(self) -> Page | None:
        """The app's own log, if the spreadsheet has it."""
        return self.log.page_of(self.pages)

    def note(self, seen: Mapping[int, Page]) -> None:
        """Remember the headers that the log has by now, where a look or an answer shows them."""
        log = self.history_page()
        if log is not None and 0 in seen.get(log.sheet_id, Page(0)).cells:
            log.cells[0] = seen[log.sheet_id].cells[0]

    def _values(self) -> Book:
        shown = self._read_pages()
        ranges = [quoted(page.title) for page in shown]
        answer = self.line.get("/values:batchGet", {"ranges": ranges, **AS_STORED}) if ranges else {}
        found = [value_rows(part.get("values", [])) for part in answer.get("valueRanges", [])]
        return self._book([self._grid(page, rows) for page, rows in zip(shown, found, strict=True)])

    def _grid(self, page: Page, rows: list[list[Cell]]) -> Grid:
        grid = Grid(page.title, rows, page.merged, hidden=page.hidden, sheet_id=page.sheet_id)
        grid.load_formats = partial(self._formats, page.sheet_id, rows)
        return grid

    def _formats(self, sheet_id: int, rows: list[list[Cell]], col: int) -> Sequence[Pattern] | None:
        with self._alone():
            return self.memory.formats(sheet_id, col, rows)

    def _ask_formats(self, sheet_id: int, col: int) -> list[Pattern]:
        """One column's formats as they are now."""
        if sheet_id not in self.pages:  # the tabs were forgotten meanwhile
            raise TabMoved
        title = self.pages[sheet_id].title
        answer = self.line.get("", {"ranges": [whole_column(title, col)], "fields": FORMATS})
        page = pages(answer).get(sheet_id, Page(sheet_id))
        return [page.pattern(row, col) for row in range(max(page.cells, default=-1) + 1)]

    def _book(self, grids: list[Grid]) -> Book:
        """The book; the same grids as before while nothing in them has changed."""
        if grids != self._grids:
            self._grids = grids
        known = self.properties
        return Book(
            source=self.source,
            title=known.get("title", ""),
            grids=self._grids,
            locale=known.get("locale"),
            time_zone=known.get("timeZone"),
            url=ADDRESS.format(self.line.spreadsheet_id),
            taken_at=datetime.now(UTC),
            serial_dates=True,
        )

    def commit(self, plan: Plan) -> Receipt:
        """Write what the plan asks in one atomic request, check what the answer shows, and repair what went astray."""
        with self.line.patience(BUDGET), self._alone():
            return self._writer.commit(plan)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread at a time; raises Offline when the one before it still waits for Google after all that time."""
        if not self.debts.lock.acquire(timeout=min(BUDGET, max(self.line.left, 0.0))):
            raise Offline("timeout")
        try:
            yield
        finally:
            self.debts.lock.release()

    def settle(self) -> bool:
        """Finish what a write whose answer was lost, or that met people, left to do. Raises like `commit`."""
        return self.commit(Plan(())).stale

    def history(self, tab: str, limit: int = 500) -> list[list[Cell]]:
        """The header of the history tab, then its lines, newest first, at most `limit`; [] while there is none."""
        with self.line.patience(BUDGET):  # and no lock: who reads does not wait for a save under way
            return self._writer.history(tab, limit)
