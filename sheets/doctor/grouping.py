"""Findings gathered by likeness and put in the order in which mending them helps most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sheets.doctor.consequences import NAMES_NOBODY
from sheets.problems import Problem

ALIKE_FROM = 4
# From two on these stand together: they are mended with one press, whatever is typed in their cells.
ALWAYS = frozenset({"missing_id", "duplicate_id", "maybe_swapped", "wrong_direction", "sum_missing"}) | NAMES_NOBODY


@dataclass(frozen=True)
class Finding:
    """One problem to show, with the like ones behind it (same tab, column and reason; of names also the same name)."""

    problem: Problem
    alike: tuple[Problem, ...] = ()

    @property
    def size(self) -> int:
        return 1 + len(self.alike)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (self.problem, *self.alike)


def gathered(problems: Sequence[Problem]) -> list[Finding]:
    """Findings in reading order; from four alike in one column, one finding stands for all."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_likeness(problem), []).append(problem)
    found: list[Finding] = []
    for group in groups.values():
        many = len(group) >= (2 if group[0].reason in ALWAYS else ALIKE_FROM)
        found.extend([Finding(group[0], tuple(group[1:]))] if many else [Finding(problem) for problem in group])
    return found


def _likeness(problem: Problem) -> tuple[object, ...]:
    if problem.reason in NAMES_NOBODY:  # one name is one finding, in whichever column it stands
        return problem.level, problem.reason, str(problem.details.get("value"))
    return problem.level, problem.reason, problem.tab, problem.letter
