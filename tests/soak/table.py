"""The table at the end: what was promised, how often it was broken, and by which seeds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.soak.meeting import Meeting
    from tests.soak.truth import Wrong

PROMISES = (
    "human edits lost",
    "cells in a wrong row or column",
    "damaged cells",
    "duplicated rows",
    "confirmed saves absent",
    "refused saves present",
    "history wrong or incomplete",
    "errors",
)
SHOWN = 12


@dataclass
class Tally:
    """What came of the meetings in one kind of spreadsheet."""

    backend: str
    runs: int = 0
    acts: int = 0
    saves: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, seed: int, meeting: Meeting, wrong: Sequence[Wrong]) -> None:
        self.runs += 1
        self.acts += meeting.person.acts
        for asked in meeting.truth.asked:
            self.saves[asked.outcome] += 1
            self.reasons[asked.reason] += 1
        for one in wrong:
            self.wrong[one.what].append(seed)

    def join(self, other: Tally) -> None:
        self.runs, self.acts = self.runs + other.runs, self.acts + other.acts
        self.saves.update(other.saves)
        self.reasons.update(other.reasons)
        for what, seeds in other.wrong.items():
            self.wrong[what] += seeds

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "wrong": dict(self.wrong)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.wrong = defaultdict(list, self.wrong)


def table(tallies: Sequence[Tally], seconds: float) -> str:
    """Promises down, backends across."""
    lines = [f"| {'of all meetings':32} | {' | '.join(f'{one.backend:>10}' for one in tallies)} |"]
    lines.append(f"|{'-' * 34}|{'|'.join('-' * 12 for _ in tallies)}|")
    counts: list[tuple[str, list[int]]] = [
        ("meetings", [one.runs for one in tallies]),
        ("acts of a person", [one.acts for one in tallies]),
        *((f"saves {what}", [one.saves[what] for one in tallies]) for what in ("saved", "refused", "unknown")),
        *((what, [len(one.wrong.get(what, [])) for one in tallies]) for what in PROMISES),
    ]
    for what, numbers in counts:
        lines.append(f"| {what:32} | {' | '.join(f'{number:>10}' for number in numbers)} |")
    for one in tallies:
        for what, seeds in one.wrong.items():
            few = sorted(set(seeds))
            lines.append(
                f"{one.backend}: {what}: seeds {', '.join(map(str, few[:SHOWN]))}{' …' if len(few) > SHOWN else ''}"
            )
        refused = ", ".join(f"{reason} {count}" for reason, count in one.reasons.most_common() if reason)
        lines.append(f"{one.backend}: not saved because of: {refused}")
    lines.append(f"{seconds:.0f} s")
    return "\n".join(lines)
