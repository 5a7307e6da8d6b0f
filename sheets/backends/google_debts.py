"""What writes to a Google spreadsheet left to do, known to everybody in this process who opens that spreadsheet.

It outlives the reading that a write was planned on: so a spreadsheet that is opened anew for each visit pays as well.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from sheets.backends import Cell
from sheets.backends.google_plan import Target
from sheets.backends.google_rows import Rest

if TYPE_CHECKING:
    from sheets.backends.google_write import Work

Line = tuple[Cell, ...]


@dataclass
class Debts:
    """What comes before anything else is written; no cell is held here for longer than it is owed.

    `owed` and `owed_rows` could not be sent, of the repairs in `doubts` and of the saves in `unheard` nobody heard.
    `untold` are the first lines of refused saves which the history does not yet say were taken back, by the name of the
    save; `marks` tell repairs from each other. Who holds the `lock` writes.
    """

    owed: list[Target] = field(default_factory=list)
    owed_rows: list[Rest] = field(default_factory=list)
    doubts: list[list[Target]] = field(default_factory=list)
    untold: dict[str, Line] = field(default_factory=dict)
    unheard: list[Work] = field(default_factory=list)
    marks: Iterator[int] = field(default_factory=lambda: count(1))
    lock: Any = field(default_factory=threading.RLock)

    @property
    def owes(self) -> bool:
        """Whether anything is still to be put back, or may be."""
        return bool(self.owed or self.owed_rows or self.doubts or self.untold)
