"""A process that saves into a workbook as fast as it can, and says each save after it is done, until it is killed."""

from __future__ import annotations

from datetime import date
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from sheets.backends.workbook import Workbook
from sheets.schema import config_folder, load_schema
from sheets.store import Forum

TODAY = date(2026, 11, 20)


def forum_at(path: Path) -> Forum:
    """A forum of this process alone."""
    return Forum(Workbook(path), load_schema(config_folder()), today=TODAY)


def row_of(token: str) -> dict[str, object]:
    """A task with this token."""
    return {"title": f"Tugas {token}", "lead": "M-01", "due": TODAY, "status": "done", "notes": token}


def save_on(path: Path, life: int, told: Connection) -> None:
    """Add rows for ever; (token, id) is told after each one, None once before the first."""
    forum = forum_at(path)
    forum.read()
    told.send(None)
    for number in count():
        token = f"k{life}-{number}"
        told.send((token, forum.append("tasks", row_of(token))))
