"""What nobody reads: tabs and columns that belong to no table, said calmly. The app's own tabs are not among them."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.problems import ASIDE, Problem
from sheets.snapshot import Snapshot


def asides(snapshot: Snapshot) -> Iterator[Problem]:
    """One line for every column and tab that is kept as it is and counts nowhere."""
    for read in snapshot.reads:
        for column in read.unknown_columns:
            if column.header:
                row = max(read.header_rows, default=None)
                yield Problem(
                    read.table, read.tab, row, column.letter, None, None, column.header, "unread_column", ASIDE,
                    details={"name": column.header},
                )  # fmt: skip
    for each in snapshot.not_recognised:
        why = {language: each.message(language) for language in ("id", "en")}
        yield Problem("", each.tab, None, None, None, None, each.tab, "unread_tab", ASIDE, details={"why": why})
