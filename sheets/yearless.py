"""Days written without a year, settled by their row: what ends after it starts is no earlier than its start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sheets.kinds.period import SpanWords
from sheets.problems import Problem

START, END = "start", "due"
REASON = "no_year"


def settle(values: dict[str, Any], problems: Sequence[Problem], rows: Sequence[int]) -> list[Problem]:
    """The problems with every yearless end moved to the first such day from its row's start on; `values` are mended.

    "akhir Maret" in a row that starts in November 2026 ends in March 2027. Starts without a year decide nothing.
    """
    if f"{START}_from" not in values or f"{END}_to" not in values:
        return list(problems)
    unsure = {problem.row for problem in problems if problem.reason == REASON and problem.column == START}
    return [
        _settled(values, problem, rows) if _asks(problem) and problem.row not in unsure else problem
        for problem in problems
    ]


def _asks(problem: Problem) -> bool:
    return problem.reason == REASON and problem.column == END and problem.row is not None


def _settled(values: dict[str, Any], problem: Problem, rows: Sequence[int]) -> Problem:
    n = rows.index(problem.row)
    start, low, high = (values[key][n] for key in (f"{START}_from", f"{END}_from", f"{END}_to"))
    if np.isnat(start) or np.isnat(high) or high >= start:
        return problem
    years = 0
    while _later(high, years) < start:
        years += 1
    keys = (END, f"{END}_from", f"{END}_to")
    for key, held in {key: values[key] for key in keys}.items():
        values[key] = held.copy()
        values[key][n] = _later(held[n], years)
    return replace(problem, read_as=SpanWords(_later(low, years).astype(object), _later(high, years).astype(object)))


def _later(day: np.datetime64, years: int) -> np.datetime64:
    """The same day some years later; 29 February falls back to the 28th."""
    plain = day.astype("datetime64[D]").astype(object)
    try:
        moved = plain.replace(year=plain.year + years)
    except ValueError:
        moved = plain.replace(year=plain.year + years, day=28)
    return np.datetime64(moved, "D")
