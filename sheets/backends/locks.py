"""Who else is at a file: another writer of this app, or a spreadsheet program that somebody has it open in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sheets.errors import NoAccess, TooBusy

PATIENCE = 10.0
LONGEST_NAME, ADDED = 255, 40


def beside(path: Path, ending: str) -> Path:
    """A hidden name beside a file, for what belongs to it."""
    return path.with_name(f".{roomy(path.name)}{ending}")


def roomy(name: str) -> str:
    """The name; where nothing could be added to it any more, a shorter one that only this name has."""
    letters = os.fsencode(name)
    return name if len(letters) <= LONGEST_NAME - ADDED else hashlib.sha256(letters).hexdigest()[:32]


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a file for one writer on this machine; raises TooBusy when another writer keeps it for too long.

    Raises NoAccess where nothing may be put beside it.
    """
    try:  # who may write the file may hold its lock
        lock = FileLock(beside(path, ".lumbung-lock"), timeout=patience, mode=path.stat().st_mode & 0o666 | 0o600)
        lock.acquire()
    except Timeout:
        raise TooBusy("file_busy", name=path.name) from None
    except PermissionError:
        raise NoAccess("folder_read_only", name=path.name, folder=path.parent.name) from None
    try:
        yield
    finally:
        lock.release()


def refuse_if_open(path: Path) -> None:
    """Raise TooBusy while a spreadsheet program has the file open: it would overwrite what is written now."""
    for program, names, owner in _marks(path):
        lock = next((found for name in names if _is_there(found := path.with_name(name))), None)
        if lock:
            who = owner(lock)
            told = {"name": path.name, "program": program, "who": who, "lock": lock.name}
            raise TooBusy("open_elsewhere" if who else "open_somewhere", **told)


def _marks(path: Path) -> list[tuple[str, list[str], Callable[[Path], str]]]:
    """What each program puts beside a file that it has open, and who is named in it."""
    name = path.name
    # They may leave out the first letters; what is left can be the name of another file, whose mark it is then.
    one, two = ([rest] if rest and not _is_there(path.with_name(rest)) else [] for rest in (name[1:], name[2:]))
    return [
        ("LibreOffice", [f".~lock.{name}#"], _libre_owner),
        ("Excel", [f"~${each}" for each in (name, *two)], _excel_owner),
        ("WPS Office", [f".~{each}" for each in (name, *one, *two)], _excel_owner),
    ]


def _is_there(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def _libre_owner(lock: Path) -> str:
    with suppress(OSError):
        parts = [part.strip() for part in lock.read_text("utf-8", errors="replace").split(",")]
        return next((part for part in parts[:3] if part), "")
    return ""


def _excel_owner(lock: Path) -> str:
    with suppress(OSError):
        data = lock.read_bytes()
        return data[1 : 1 + data[0]].decode("cp1252", errors="replace").strip() if data else ""
    return ""
