"""The printed table: one row a measure, its floor, its ratio, the limit it must keep."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One line of the bench: `value` in `unit` (a ratio where `floor` is named), and the most it may be.

    `reach`: the limit is one to reach for, so that missing it breaks nothing.
    """

    what: str
    value: float
    limit: float
    unit: str = "×"
    floor: str = ""
    reach: bool = False

    @property
    def met(self) -> bool:
        return self.reach or self.value <= self.limit

    def line(self) -> str:
        within = self.value <= self.limit
        verdict = ("reach" if within else "short") if self.reach else "ok" if within else "OVER"
        return f"{self.what:<62} {self.value:>9.2f} {self.unit:<6} ≤ {self.limit:<7g} {verdict:<5} {self.floor}"


def cpu_seconds(*works: Callable[[], object], times: int = 5) -> list[float]:
    """The least CPU time of each of these (seconds), done in turn so that a busy machine slows all of them alike."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, found in zip(works, spent, strict=True):
            found.append(_cpu(work))
    return [min(found) for found in spent]


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    end = time.process_time()
    gc.enable()
    return end - start


def quickest(work: Callable[[], object], times: int = 3) -> float:
    """The least wall time of a call that mostly waits (seconds): others on the machine only ever add to it."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)
