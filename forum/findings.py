"""The numbers behind the headline of each screen; the sentence itself is made where it is shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from forum import columns, goals
from forum.clashes import Clash, clashes
from forum.states import States

ON_TRACK = ("achieved", "on_track")
OFF_TRACK = ("regressed", "missed", "off_track")
UNMEASURED = ("no_data", "check_setup")


@dataclass(frozen=True)
class TasksFinding:
    """Tasks: all that are not cancelled, done, overdue (the longest in days), due soon; one shared obstacle."""

    total: int
    done: int
    overdue: int
    due_soon: int
    longest: int | None = None
    longest_id: str | None = None
    obstacle: str | None = None
    obstacle_count: int = 0


def tasks(states: States) -> TasksFinding:
    """The obstacle is the one written most often among the overdue tasks, with how often it stands there."""
    table, state = states.table("tasks"), states.tasks
    late = state[state["overdue"]].sort_values("days_late", ascending=False, kind="stable")
    causes = _obstacles(table.loc[late.index, "obstacle"])
    cause, count = causes.most_common(1)[0] if causes else (None, 0)
    return TasksFinding(
        total=int((~columns.one_of(table, "status", ("cancelled",))).sum()),
        done=int(columns.one_of(table, "status", ("done",)).sum()),
        overdue=len(late),
        due_soon=int(state["due_soon"].sum()),
        longest=int(late["days_late"].iloc[0]) if len(late) else None,
        longest_id=str(late.index[0]) if len(late) else None,
        obstacle=cause,
        obstacle_count=count,
    )


def _obstacles(cells: pd.Series) -> Counter[str]:
    """How often each obstacle is written, whatever its capitals and spaces; the first way of writing it stays."""
    spoken: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for written in filter(None, map(columns.text, cells.tolist())):
        counts[spoken.setdefault(" ".join(written.casefold().split()).rstrip("."), written)] += 1
    return counts


@dataclass(frozen=True)
class IndicatorsFinding:
    """Indicators: all, measured, on track (achieved too), attention, off track, stale; the worst and the best."""

    total: int
    measured: int
    on_track: int
    attention: int
    off_track: int
    stale: int
    worst_id: str | None = None
    worst_status: str | None = None
    best_id: str | None = None


def indicators(states: States) -> IndicatorsFinding:
    """The worst is the one furthest behind what was expected, the best the one furthest ahead of it and not stale."""
    state = states.indicators
    measured = state[~state["status"].isin(UNMEASURED)]
    behind = measured[measured["status"].isin([*OFF_TRACK, "attention"])]
    word = goals.worst(behind["status"])
    worst = _edge(behind[behind["status"] == word], smallest=True)
    ahead = measured[measured["status"].isin(ON_TRACK) & ~measured["stale"]]
    return IndicatorsFinding(
        total=len(state),
        measured=len(measured),
        on_track=int(measured["status"].isin(ON_TRACK).sum()),
        attention=int((measured["status"] == "attention").sum()),
        off_track=int(measured["status"].isin(OFF_TRACK).sum()),
        stale=int(measured["stale"].sum()),
        worst_id=worst,
        worst_status=word,
        best_id=_edge(ahead, smallest=False),
    )


def _edge(rows: pd.DataFrame, *, smallest: bool) -> str | None:
    known = rows["ratio"].dropna()
    if known.empty:
        return None if rows.empty else str(rows.index[0])
    return str(known.idxmin() if smallest else known.idxmax())


@dataclass(frozen=True)
class IssuesFinding:
    """Cases: open, to be talked about this week (by type), high or critical, confidential, the oldest in days."""

    open: int
    talk: int
    talk_types: dict[str, int]
    grave: int
    confidential: int
    oldest: int | None
    worst_id: str | None


def issues(states: States) -> IssuesFinding:
    """worst_id: the gravest, then oldest case to talk about; a confidential one is never among them."""
    table, state = states.table("issues"), states.issues
    is_open = state[state["open"]]
    talk = state[state["talk"]].sort_values(["rank", "age_days"], ascending=[True, False], kind="stable")
    oldest = is_open["age_days"].max()
    return IssuesFinding(
        open=len(is_open),
        talk=len(talk),
        talk_types=dict(Counter(filter(None, columns.values(table.loc[talk.index], "type"))).most_common()),
        grave=int(is_open["severity"].isin(["high", "critical"]).sum()),
        confidential=int((is_open["confidentiality"] == "confidential").sum()),
        oldest=None if pd.isna(oldest) else int(oldest),
        worst_id=str(talk.index[0]) if len(talk) else None,
    )


@dataclass(frozen=True)
class TimelineFinding:
    """Timeline: the first clash and how many there are, what is overdue, the next milestone."""

    clash: Clash | None
    clashes: int
    overdue: int
    milestone_id: str | None = None
    milestone_on: date | None = None


def timeline(states: States, weeks: int = 8) -> TimelineFinding:
    """Clashes of the next weeks with tasks and planned meetings; the next milestone that is not done."""
    table = states.table("tasks")
    found = clashes(table, today=states.today, weeks=weeks, meetings=states.table("meetings"))
    open_marks = table[columns.flags(table, "milestone") & states.tasks["open"].to_numpy(bool)]
    ahead = open_marks[open_marks["due"] >= pd.Timestamp(states.today)].sort_values("due", kind="stable")
    return TimelineFinding(
        clash=found[0] if found else None,
        clashes=len(found),
        overdue=int(states.tasks["overdue"].sum()),
        milestone_id=str(ahead.index[0]) if len(ahead) else None,
        milestone_on=columns.as_date(ahead["due"].iloc[0]) if len(ahead) else None,
    )


@dataclass(frozen=True)
class DataFinding:
    """Data check: cells filled and read, unreadable ones, guesses to make sure of, by table."""

    cells: int
    unreadable: int
    notices: int
    tables: dict[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Cells with a value that could be read."""
        return self.cells - self.unreadable


def data(problems: Iterable[tuple[str, str]], cells: int) -> DataFinding:
    """From pairs (table, level) of a snapshot's problems, and the number of filled cells."""
    pairs: Sequence[tuple[str, str]] = list(problems)
    levels = Counter(level for _, level in pairs)
    tables = Counter(table for table, _ in pairs)
    return DataFinding(cells, levels["unreadable"], levels["notice"], dict(tables.most_common()))
