"""One visitor's import: the file, what was decided about it, the plan for it, and the job that writes it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets.importing import Answers, Arrival, Job, Layout, Moved, Part, Plan, Settled, arrive, bring, compare, settle
from sheets.importing import laid_out as parts_of
from ui import session, sharing
from ui.words import say

if TYPE_CHECKING:
    from sheets.schema import Schema
    from sheets.snapshot import Snapshot
    from ui.frame import Board

STATE = "lb.bring"
LONGEST_NAME = 80


@dataclass
class Bringing:
    """A file on its way in. What the visitor chose is plain values; the plan is made again when they change."""

    arrival: Arrival
    tables: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[int, str]] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    ticks: dict[tuple[str, str], bool] = field(default_factory=dict)
    overwrite: bool = False
    add: dict[str, list[str]] = field(default_factory=dict)
    fill: dict[tuple[str, str], Any] = field(default_factory=dict)
    job: Job | None = None
    stopped: bool = False
    moved: tuple[Moved, ...] = ()
    trouble: str = ""
    drawn: bool = False
    _parts: list[Part] | None = None
    _plan: tuple[Snapshot, Plan] | None = None

    @property
    def name(self) -> str:
        return self.arrival.name

    @property
    def layout(self) -> Layout:
        return Layout(dict(self.tables), {part: dict(columns) for part, columns in self.columns.items()})

    @property
    def answers(self) -> Answers:
        added = frozenset((table, key) for table, keys in self.add.items() for key in keys)
        return Answers(dict(self.same), dict(self.ticks), self.overwrite, added, dict(self.fill))

    def parts(self) -> list[Part]:
        """The file's parts as they are read now."""
        if self._parts is None:
            self._parts = parts_of(self.arrival, self.layout)
        return self._parts

    def plan(self, snapshot: Snapshot) -> Plan:
        """The file weighed against a reading of the forum's sheet; weighed again when one of both has changed."""
        if self._plan is None or not sharing.same_rows(self._plan[0], snapshot):
            self._plan = snapshot, compare(bring(self.arrival.book, self.parts(), snapshot), snapshot)
        return self._plan[1]

    def settled(self, snapshot: Snapshot) -> Settled:
        """Exactly what will be written with the present answers."""
        return settle(self.plan(snapshot), self.answers)

    def reads(self, part: str, table: str) -> None:
        """Read a part as another table ("" = leave it out)."""
        self.tables[part] = table
        self.columns.pop(part, None)
        self._forget()

    def takes(self, part: str, col: int, key: str) -> None:
        """Read a column as another field ("" = leave it in the file)."""
        self.columns.setdefault(part, {})[col] = key
        self._forget()

    def _forget(self) -> None:
        self._parts = self._plan = None
        self.moved = ()

    def start(self, board: Board, shown: Settled) -> None:
        """Begin to write what was shown."""
        why = say("importing.why", name=self.name)
        self.moved, self.stopped, self.trouble, self.drawn = (), False, "", False
        self.job = Job(board.forum, self.arrival, self.layout, self.answers, shown, why, session.by())


def here() -> Bringing | None:
    """This visitor's import, if a file was chosen."""
    found = st.session_state.get(STATE)
    return found if isinstance(found, Bringing) else None


def begin(name: str, data: bytes, schema: Schema) -> Bringing:
    """Take an uploaded file in; raises the SheetError that says why it cannot be read."""
    plain = Path(name).name or "berkas"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(plain).stem[:LONGEST_NAME]}{Path(plain).suffix[:10]}"
        path.write_bytes(data)
        st.session_state[STATE] = state = Bringing(arrive(path, schema, plain))
    return state


def forget() -> None:
    """Leave the file (a widget callback)."""
    st.session_state.pop(STATE, None)
