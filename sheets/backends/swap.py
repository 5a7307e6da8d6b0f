"""Replacing a file as a whole: under a lock, through a flushed temporary file, with dated backups."""

from __future__ import annotations

import errno
import glob
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sheets.errors import NoAccess, TooBusy

BACKUPS = ".lumbung-cadangan"
DATA_BACKUPS = "cadangan"
KEEP_NEWEST, KEEP_DAYS = 12, 8
PATIENCE, LEFT_BEHIND = 10.0, 300.0


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a file for one writer on this machine; raises TooBusy when another writer keeps it for too long."""
    try:
        with FileLock(path.with_name(f".{path.name}.lumbung-lock"), timeout=patience):
            yield
    except Timeout:
        raise TooBusy("file_busy", name=path.name) from None
    except PermissionError:
        raise NoAccess("file_read_only", name=path.name) from None


def refuse_if_open(path: Path) -> None:
    """Raise TooBusy while a spreadsheet program has the file open: it would overwrite what is written now."""
    libre, excel = path.with_name(f".~lock.{path.name}#"), _excel_lock(path)
    if libre.exists():
        raise TooBusy("open_elsewhere", name=path.name, program="LibreOffice", who=_libre_owner(libre))
    if excel:
        raise TooBusy("open_elsewhere", name=path.name, program="Excel", who=_excel_owner(excel))


def _excel_lock(path: Path) -> Path | None:
    """Excel's owner file: `~$name`, and with a long name the first two letters are left out."""
    names = (f"~${path.name}", f"~${path.name[2:]}")
    return next((found for name in names if (found := path.with_name(name)).exists()), None)


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


def replace_file(path: Path, data: bytes, now: datetime) -> None:
    """Put `data` where `path` is, whole or not at all; the file as it was is kept as a dated backup."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.lumbung-baru")
    _sweep(path)
    try:
        _write_flushed(temporary, data)
        shutil.copymode(path, temporary)
        back_up(path, now)
        os.replace(temporary, path)  # noqa: PTH105  the atomic swap, by the name that people look for
    except PermissionError:
        raise NoAccess("file_read_only", name=path.name) from None
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise NoAccess("disk_full" if full else "file_read_only", name=path.name) from error
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _sweep(path: Path) -> None:
    """Take away the beginnings of files whose writer was killed long ago."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.lumbung-baru"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()


def _write_flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the swap itself survive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def backup_folder(path: Path) -> Path:
    """`cadangan` in the app's own data folder, a hidden folder beside any other file."""
    return path.parent / (DATA_BACKUPS if path.parent.name == "data" else BACKUPS)


def backups(path: Path) -> list[Path]:
    """The kept backups of a file, oldest first."""
    shape = re.compile(re.escape(path.stem) + r"-\d{8}-\d{12}" + re.escape(path.suffix))
    folder = backup_folder(path)
    return sorted(file for file in folder.iterdir() if shape.fullmatch(file.name)) if folder.is_dir() else []


def back_up(path: Path, now: datetime) -> Path:
    """Keep the file as it is now under today's date, and let the oldest backups go."""
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    copy = folder / f"{path.stem}-{now:%Y%m%d-%H%M%S%f}{path.suffix}"
    shutil.copy2(path, copy)
    kept = _kept(backups(path))
    for old in backups(path):
        if old not in kept:
            old.unlink(missing_ok=True)
    return copy


def _kept(files: list[Path]) -> set[Path]:
    """The newest ones, and the last one of each earlier day: a busy meeting must not push out last week."""
    newest = files[-KEEP_NEWEST:]
    by_day = {file.stem.rsplit("-", 2)[1]: file for file in files}
    return {*newest, *[by_day[day] for day in sorted(by_day)[-KEEP_DAYS:]]}
