"""The moments of one write into a workbook at which a person may save it too, and at which the disk may fail."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets.backends import swap, workbook

if TYPE_CHECKING:
    from tests.soak.meeting import Meeting

STEPS = ("Pages", "read_file", "refuse_if_open", "refuse_unsafe")


@contextmanager
def interposed(meeting: Meeting, path: Path) -> Iterator[None]:
    """While a meeting lasts: something may happen before each step of a read or a write."""
    before = {name: getattr(workbook, name) for name in STEPS}
    flushed, flush = swap._write_flushed, os.fsync
    os.fsync = lambda fd: None  # nothing here is about power cuts
    commit = workbook.Workbook.commit
    for name, step in before.items():
        setattr(workbook, name, _stepped(meeting, path, step))
    swap._write_flushed = _failing(meeting, flushed)

    def asked(self: Any, plan: Any) -> Any:
        meeting.moment()
        receipt = commit(self, plan)
        meeting.moment()
        return receipt

    workbook.Workbook.commit = asked  # type: ignore[method-assign]
    try:
        yield
    finally:
        for name, step in before.items():
            setattr(workbook, name, step)
        swap._write_flushed, os.fsync = flushed, flush
        workbook.Workbook.commit = commit  # type: ignore[method-assign]


def _stepped(meeting: Meeting, path: Path, step: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        meeting.moment(apps=False)
        lock = path.with_name(f".~lock.{path.name}#")
        if not meeting.quiet and meeting.chance.random() < 0.02:
            lock.write_text(",sari,laptop,20.11.2026 10:00,file:///;")
        try:
            return step(*args, **kwargs)
        finally:
            lock.unlink(missing_ok=True)

    return call


def _failing(meeting: Meeting, step: Callable[..., None]) -> Callable[..., None]:
    """The disk is full or the file is held, now and then."""

    def call(path: Path, data: bytes) -> None:
        fails = not meeting.quiet and meeting.chance.random() < 0.04
        if fails and meeting.chance.random() < 0.5:
            raise PermissionError(errno.EACCES, "held")
        step(path, data)
        if fails:
            raise OSError(errno.ENOSPC, "No space left on device")

    return call
