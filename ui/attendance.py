"""Who came to the forum's own meetings: a column a meeting, numbers at the first and the last, the message as title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from forum import meetings as rules
from ui.blocks import section
from ui.marks import join, safe, show
from ui.markup import Html
from ui.words import known, number, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

AT_MOST = 10
HIGH = 4
TREND = 2


@dataclass(frozen=True)
class Attendance:
    """How many came to meetings of one kind, oldest first; `of` says whether people or partners were counted."""

    kind: str | None
    of: str
    days: tuple[Any, ...]
    counts: tuple[int, ...]

    @property
    def run(self) -> int:
        """Meetings in a row with more (positive) or fewer (negative) than the one before."""
        return rules.run(self.counts)


def read(board: Board) -> Attendance:
    """The attendance of the kind of forum meeting held most often: numbers of one kind can be compared."""
    return board.once("attendance", lambda: of_own_meetings(board.tables["meetings"], board.today))


def of_own_meetings(meetings: pd.DataFrame, today: Any) -> Attendance:
    """Mediations, trainings and events are not the forum's own, and a village meeting is no routine one."""
    own = meetings[meetings["kind"].isin(rules.FORUM_KINDS) | meetings["kind"].isna()]
    kinds = rules.held(own, today)["kind"].value_counts()
    kind = str(kinds.index[0]) if len(kinds) else None
    came = rules.attendance(own[own["kind"] == kind] if kind else own, today)
    of = "people" if came["people"].count() >= TREND else "attended"
    rows = came[came[of].notna() & came["date"].notna()]
    return Attendance(kind, of, tuple(rows["date"]), tuple(int(n) for n in rows[of]))


def draw(board: Board) -> None:
    """The section; nothing with fewer than two meetings to compare."""
    found = read(board)
    if len(found.counts) < TREND:
        return
    kind = board.word("meeting_kind", found.kind).casefold() if found.kind else say("meetings.kind_untold")
    section(title(found, board.language), say(f"meetings.counted.{found.of}", kind=kind))
    show(columns(board, found))


def title(found: Attendance, language: str) -> str:
    """The message: a trend of at least two steps, else the latest number."""
    n, last = found.run, found.counts[-1]
    if abs(n) >= TREND:
        return say(f"meetings.trend.{'up' if n > 0 else 'down'}", language=language, n=abs(n))
    return say(f"meetings.trend.{found.of}", language=language, n=last)


def columns(board: Board, found: Attendance) -> Html:
    """The last meetings as columns from zero."""
    pairs = list(zip(found.days, found.counts, strict=True))[-AT_MOST:]
    most = max(n for _, n in pairs) or 1
    told = "; ".join(f"{short_day(day, board.today)}: {number(n)}" for day, n in pairs)
    ends = (0, len(pairs) - 1)
    items = join(_column(board, day, n, n / most, told=at in ends) for at, (day, n) in enumerate(pairs))
    return Html(f'<div class="lb-cols" role="img" aria-label="{safe(told)}">{items}</div>')


def _column(board: Board, day: Any, n: int, share: float, *, told: bool) -> Html:
    amount, when = (number(n), short_day(day, board.today)) if told and known(day) else ("", "")
    return Html(
        f'<div><b>{safe(amount)}</b><i style="height:{HIGH * share:.2f}rem"></i><span>{safe(when)}</span></div>'
    )
