"""What Periksa data says of a snapshot: findings gathered by likeness, and what each chart leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets.snapshot import Problem, Snapshot

ALIKE_FROM = 4
# Which columns a chart or count cannot do without: chart → (table, columns).
NEEDS = {
    "status": ("tasks", ("status",)),
    "overdue": ("tasks", ("due",)),
    "timeline": ("tasks", ("due", "start")),
    "indicators": ("measurements", ("indicator", "date", "value")),
    "targets": ("indicators", ("baseline", "target", "target_date", "direction")),
    "issues": ("issues", ("stage", "reported_on", "impact", "urgency")),
    "meetings": ("meetings", ("date",)),
    "money": ("tasks", ("budget", "spent")),
}


@dataclass(frozen=True)
class Finding:
    """One problem to show, with the like ones behind it (same tab, column and reason)."""

    problem: Problem
    alike: tuple[Problem, ...] = ()

    @property
    def size(self) -> int:
        return 1 + len(self.alike)


def unreadable(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "unreadable"]


def gathered(problems: Sequence[Problem]) -> list[Finding]:
    """Findings in reading order, unreadable first; from four alike in one column, one finding stands for all."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.level, problem.tab, problem.letter, problem.reason), []).append(problem)
    found: list[Finding] = []
    for group in groups.values():
        many = len(group) >= ALIKE_FROM
        found.extend([Finding(group[0], tuple(group[1:]))] if many else [Finding(problem) for problem in group])
    return sorted(found, key=lambda finding: finding.problem.level != "unreadable")


def left_out(problems: Iterable[Problem]) -> dict[str, int]:
    """How many records each chart leaves out because a cell it needs cannot be read; charts with none are absent."""
    bad = {(p.table, p.column, p.tab, p.row) for p in problems if p.level == "unreadable" and p.row}
    counts = {
        chart: len({(tab, row) for name, column, tab, row in bad if name == table and column in columns})
        for chart, (table, columns) in NEEDS.items()
    }
    return {chart: n for chart, n in counts.items() if n}


def addresses(problems: Iterable[Problem], most: int = 8) -> str:
    """`D14, D17, D22 …`: where they stand."""
    cells = [f"{problem.letter or ''}{problem.row or ''}" for problem in problems]
    return ", ".join(cells[:most]) + (" …" if len(cells) > most else "")


def cells_read(snapshot: Snapshot) -> tuple[int, int]:
    """How many filled cells of known columns were read, of how many there are."""
    filled = sum(
        1
        for read in snapshot.reads
        for row in (read.grid.rows[number - 1] for number in dict.fromkeys(read.rows))
        for column in read.columns
        if column.col < len(row) and row[column.col] not in (None, "")
    )
    return filled - len({(p.tab, p.row, p.letter) for p in unreadable(snapshot.problems) if p.row}), filled
