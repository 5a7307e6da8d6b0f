"""Replacing a file as a whole: through a flushed temporary file beside it, with dated backups."""

from __future__ import annotations

import errno
import glob
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sheets.backends.locks import beside, roomy
from sheets.errors import NoAccess, NotASpreadsheet, NotFound, Offline, TooBusy

BACKUPS = ".lumbung-cadangan"
DATA_BACKUPS = "cadangan"
KEEP_NEWEST, KEEP_DAYS = 12, 8
LEFT_BEHIND = 300.0
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the system refuses about a file or its folder, as the error that says so."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("file_not_found", name=path.name) from None
    except IsADirectoryError:
        raise NotASpreadsheet("is_folder", name=path.name) from None
    except OSError as error:
        if getattr(error, "winerror", None):  # Windows lets nobody replace a file that somebody looks at
            raise TooBusy("file_busy", name=path.name) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            folder = Path(error.filename or path).parent.name
            raise NoAccess("folder_read_only", name=path.name, folder=folder) from error
        if error.errno in FULL:
            raise NoAccess("disk_full", name=path.name) from error
        raise Offline("file_unreachable", name=path.name) from error


def refuse_forbidden(path: Path) -> None:
    """Raise NoAccess for a file that its owner keeps from being changed: putting another in its place is a change."""
    rights = path.stat().st_mode
    if stat.S_ISDIR(rights):
        raise NotASpreadsheet("is_folder", name=path.name)
    if not os.access(path, os.R_OK):
        raise NoAccess("file_no_access", name=path.name)
    if not rights & 0o222 or not os.access(path, os.W_OK):
        raise NoAccess("file_read_only", name=path.name)


def replace_file(path: Path, data: bytes, now: datetime, unchanged: Callable[[], bool] = lambda: True) -> bool:
    """Put `data` where `path` is, whole or not at all; the file as it was is kept as a dated backup.

    `unchanged` is asked in the last moment: where it says no, nothing is replaced, and that is the answer.
    """
    temporary, backup = _beginning(path, path.parent), None
    _sweep(path)
    try:
        _write_flushed(temporary, data)
        _look_alike(path, temporary)
        backup = back_up(path, now)
        if not unchanged():
            return False
        os.replace(temporary, path)  # noqa: PTH105  the atomic swap, by the name that people look for
        kept, backup = backup, None
    finally:
        for left in filter(None, (temporary, backup)):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    _flush_folder(path.parent)
    let_go(path, kept)
    return True


def _beginning(path: Path, folder: Path) -> Path:
    """What this process has not finished yet."""
    return folder / beside(path, f".{os.getpid()}.lumbung-baru").name


def _sweep(path: Path) -> None:
    """Take away the beginnings of files and of backups whose writer was killed long ago."""
    for folder in (path.parent, backup_folder(path)):
        for left in folder.glob(f"{glob.escape(beside(path, '').name)}.*.lumbung-baru"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                    left.unlink()


def _write_flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _look_alike(path: Path, temporary: Path) -> None:
    """The same owner, group and rights, as far as the system lets its writer give them away."""
    was = path.stat()
    for owner in (was.st_uid, -1):
        with suppress(OSError, AttributeError):
            os.chown(temporary, owner, was.st_gid)
            break
    shutil.copymode(path, temporary)
    with suppress(OSError):  # attributes and such, where the disk has them
        shutil.copystat(path, temporary)
    with suppress(OSError):
        os.utime(temporary)


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
    shape = re.compile(re.escape(roomy(path.stem)) + r"-\d{8}-\d{12}" + re.escape(path.suffix))
    folder = backup_folder(path)
    return sorted(file for file in folder.iterdir() if shape.fullmatch(file.name)) if folder.is_dir() else []


def back_up(path: Path, now: datetime) -> Path:
    """Keep the file as it is now under today's date, as the clock on the wall says it; whole or not at all."""
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    copy = folder / f"{roomy(path.stem)}-{now.astimezone():%Y%m%d-%H%M%S%f}{path.suffix}"
    begun = _beginning(path, folder)
    try:
        shutil.copy2(path, begun)
        begun.replace(copy)
    finally:
        begun.unlink(missing_ok=True)
    return copy


def let_go(path: Path, newest: Path) -> None:
    """The oldest backups, but never the one just made, whatever a clock that was wrong has called the others."""
    found = backups(path)
    for old in {*found} - _kept(found) - {newest}:
        with suppress(OSError):
            old.unlink(missing_ok=True)


def _kept(files: list[Path]) -> set[Path]:
    """The newest ones, and the last one of each earlier day: a busy meeting must not push out last week."""
    newest = files[-KEEP_NEWEST:]
    by_day = {file.stem.rsplit("-", 2)[1]: file for file in files}
    return {*newest, *[by_day[day] for day in sorted(by_day)[-KEEP_DAYS:]]}
