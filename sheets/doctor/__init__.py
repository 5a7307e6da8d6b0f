"""The doctor: what is not right in a spreadsheet, what each finding leaves out, and how a person can mend it.

Nothing is written here. `examine` finds, `remedies` offers, and what a person presses goes through `forum.save` like
every other change: checked, in the history as one save, and undone as one.
"""

from __future__ import annotations

from collections.abc import Sequence

from sheets.doctor.asides import asides
from sheets.doctor.consequences import left_out, left_out_of, rank
from sheets.doctor.grouping import Finding, gathered
from sheets.doctor.names import SeveralOfThatName, UnknownName
from sheets.doctor.partners import Merge, NearDuplicate
from sheets.doctor.parts import Ailment, Remedy
from sheets.doctor.reading import DamagedDates, DuplicateId, Guess, ImpossibleDate, MissingId, SameAsAbove
from sheets.doctor.rows import EndsBeforeStart, PartsDiffer, SumMissing, WrongDirection
from sheets.problems import Problem
from sheets.snapshot import Snapshot

__all__ = [
    "AILMENTS", "Ailment", "Finding", "Merge", "Remedy", "asides", "charts_of", "examine", "in_order", "left_out",
    "rank_of", "remedies", "together",
]  # fmt: skip

AILMENTS: dict[str, Ailment] = {
    ailment.reason: ailment
    for ailment in (
        Guess(), ImpossibleDate(), DamagedDates(), MissingId(), DuplicateId(), SameAsAbove(), UnknownName(),
        SeveralOfThatName(), EndsBeforeStart(), PartsDiffer(), SumMissing(), WrongDirection(), NearDuplicate(),
    )
}  # fmt: skip
CONTRADICTIONS = frozenset({
    "duplicate_id", "ends_before_start", "parts_differ", "wrong_direction", "near_duplicate", "unknown_reference",
    "ambiguous_reference", "maybe_swapped", "wrong_locale", "duplicate_measurement",
})  # fmt: skip
AT_ONCE = 400
BY_NAME = ("meant", "add_row")  # these buttons name a row: they mean the same only where they name the same


def examine(snapshot: Snapshot) -> list[Problem]:
    """Everything that reading said, and what only shows when cells, rows and tables are compared."""
    more = [problem for ailment in AILMENTS.values() for problem in ailment.find(snapshot)]
    told = {(p.tab, p.row, p.column) for p in more if p.reason == SumMissing.reason}
    read = [p for p in snapshot.problems if p.reason != "missing_required" or (p.tab, p.row, p.column) not in told]
    return [*read, *more]


def charts_of(problem: Problem) -> tuple[str, ...]:
    """The charts and counts that do without the record because of this finding."""
    return left_out_of(problem, ailment_of(problem).charts)


def rank_of(problem: Problem) -> int:
    """0 = mending it helps most … 3 = only untidy."""
    return rank(problem, charts_of(problem), CONTRADICTIONS)


def ailment_of(problem: Problem) -> Ailment:
    """The kind of a finding; a guess like any other where its reason has no class of its own."""
    return AILMENTS.get(problem.reason) or AILMENTS[Guess.reason]


def in_order(problems: Sequence[Problem]) -> list[Finding]:
    """The findings gathered, those first that help most when they are mended, larger groups before smaller ones."""
    first = sorted(problems, key=rank_of)  # of findings that stand together, the one that counts most is shown
    return sorted(gathered(first), key=lambda finding: (rank_of(finding.problem), -finding.size))


def remedies(snapshot: Snapshot, problem: Problem) -> list[Remedy]:
    """The ways to mend one finding, the likeliest first; [] where a person has to write it anew."""
    if not problem.table or problem.table not in snapshot.tables:
        return []
    return ailment_of(problem).remedies(snapshot, problem)


def together(snapshot: Snapshot, problems: Sequence[Problem]) -> list[Remedy]:
    """The ways in which several findings of one kind can be mended with one press, in one save."""
    if not 1 < len(problems) <= AT_ONCE:
        return []
    each = [remedies(snapshot, problem) for problem in problems]
    return [one for first in each[0] if (one := _joined(first, each)) is not None]


def _joined(first: Remedy, each: Sequence[Sequence[Remedy]]) -> Remedy | None:
    """One remedy for all, if every finding has that way; a change that several share is made once."""
    alike = [next((r for r in found if _same(r, first)), None) for found in each]
    if None in alike:
        return None
    changes = {repr(change): change for remedy in alike if remedy for change in remedy.changes}
    if len(changes) <= len(first.changes):
        return None
    return Remedy(first.key, tuple(changes.values()), first.details, first.same, n=len(each))


def _same(one: Remedy, other: Remedy) -> bool:
    return one.key == other.key and (one.key not in BY_NAME or one.same == other.same)
