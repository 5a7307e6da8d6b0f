"""Forums with something wrong in them, in a workbook and in Google; mended and taken back through the real store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheets.doctor import Remedy, examine, in_order, remedies, together
from sheets.problems import Problem
from sheets.snapshot import Snapshot
from sheets.store import Forum
from tests.forums import undo_changes
from tests.sheets.backends.places import Place, new_google, new_workbook

Tabs = dict[str, list[list[Any]]]


class Patient:
    """One forum whose tabs are known letter by letter."""

    def __init__(self, place: Place, tabs: Tabs) -> None:
        self.place, self.tabs = place, tabs
        self.forum: Forum = place.open()

    def cells(self) -> Tabs:
        return {tab: [[_plain(cell) for cell in row] for row in self.place.rows(tab)] for tab in self.tabs}

    def snapshot(self) -> Snapshot:
        return self.forum.read()

    def found(self, reason: str) -> list[Problem]:
        return [problem for problem in examine(self.snapshot()) if problem.reason == reason]

    def remedy(self, reason: str, key: str) -> Remedy:
        """The first remedy of that name; for several findings the one that mends them all."""
        finding = next(finding for finding in in_order(self.found(reason)))
        offered = together(self.snapshot(), finding.problems) or remedies(self.snapshot(), finding.problem)
        return next(remedy for remedy in offered if remedy.key == key)

    def take(self, remedy: Remedy) -> None:
        self.forum.save(remedy.changes, by="Sari")

    def take_back(self) -> None:
        """The newest save, undone as one."""
        history = self.forum.history()
        lines = [line for line in history if line["op"] == history[0]["op"]]
        self.forum.save(undo_changes(self.snapshot(), lines), by="Sari")


@pytest.fixture(params=["google", "workbook"])
def patient(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """`patient(tabs)`: a forum with these tabs."""

    def made(tabs: Tabs) -> Patient:
        if request.param == "workbook":
            return Patient(new_workbook(tmp_path, tabs), tabs)
        return Patient(new_google(request.getfixturevalue("api"), tabs), tabs)

    return made


def _plain(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
