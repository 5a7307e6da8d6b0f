"""Which tab of a Google spreadsheet is the app's own log, and which of its columns is which.

A tab of that name may be a person's own, and people rename the log, move its columns or put others beside them. So it
is known by its headers; by its name alone only where those were not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets.backends import Cell
from sheets.backends.google_look import Page
from sheets.declared import plain_header
from sheets.schema import Schema


@dataclass(frozen=True)
class LogNames:
    """What the log and its columns are called: `tabs` in the order of preference, `columns` key → headers."""

    tabs: tuple[str, ...] = ("Riwayat", "History")
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def named(self, title: str) -> bool:
        """Whether a tab has a name of the log."""
        return title.strip().casefold() in {name.casefold() for name in self.tabs}

    def places(self, header: Sequence[Cell]) -> dict[str, int]:
        """Key → 0-based column of a header row, in the keys' own order; {} where one is missing."""
        texts = [plain_header(cell) if isinstance(cell, str) else "" for cell in header]
        found: dict[str, int] = {}
        for key, names in self.columns.items():
            plain = {plain_header(name) for name in names}
            place = next((col for col, text in enumerate(texts) if text in plain), None)
            if place is None:
                return {}
            found[key] = place
        return found

    def page_of(self, pages: Mapping[int, Page]) -> Page | None:
        """The log among the tabs: by name, if its headers do not say otherwise, else by its headers."""
        grids = [page for page in pages.values() if page.kind == "GRID"]
        named = [page for page in grids if self.named(page.title) and (not _top(page) or self._is_log(page))]
        return next(iter(named or filter(self._is_log, grids)), None)

    def columns_of(self, page: Page) -> dict[str, int]:
        """Key → column of the log; {} where its headers were not read."""
        return self.places(_top(page))

    def free(self, wanted: str, pages: Mapping[int, Page]) -> str:
        """A name for a new log that no tab has yet, by which it will be known."""
        taken = {page.title.casefold() for page in pages.values()}
        names = [name for name in (wanted, *self.tabs) if name.casefold() not in taken]
        return names[0] if names else wanted

    def _is_log(self, page: Page) -> bool:
        return bool(self.columns_of(page)) or (not self.columns and self.named(page.title))


def log_names(schema: Schema) -> LogNames:
    """The names of the log as the tables declare it."""
    logs = (table for table in schema.tables.values() if table.role == "history")
    named = (LogNames(table.tab.all, {column.key: column.headers for column in table.columns}) for table in logs)
    return next(named, LogNames())


def _top(page: Page) -> list[Cell]:
    """The first row as far as it was read."""
    return [page.value(0, col) for col in range(max(page.cells.get(0, {}), default=-1) + 1)]
