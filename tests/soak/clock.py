"""Time that passes only when the meeting says so: retries and pauses cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import sheets.backends.google
import sheets.saving
import sheets.store

MODULES: tuple[Any, ...] = (sheets.backends.google, sheets.saving, sheets.store)


class Clock:
    """Seconds since the meeting began."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.0)


@contextmanager
def virtual() -> Iterator[Clock]:
    """The app's clock is this one, for as long as the meeting lasts."""
    clock = Clock()
    before = [module.time for module in MODULES]
    for module in MODULES:
        module.time = SimpleNamespace(monotonic=clock.monotonic, sleep=clock.sleep)
    try:
        yield clock
    finally:
        for module, real in zip(MODULES, before, strict=True):
            module.time = real
