"""What needs attention this week, and what is good news: plain rows, the words are made on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest

import pandas as pd

from forum import columns, meetings, partners
from forum.goals import WORST_FIRST
from forum.states import States

LAGGING = ("regressed", "missed", "off_track", "attention")
FINISHED_DAYS = 14
GOOD_DAYS = 30
ABOVE_PLAN = 1.1
RISING_MEETINGS = 3


@dataclass(frozen=True)
class Item:
    """One row: what kind of thing, which row of which table, in which tone, and its numbers.

    days: how late, how soon, how old or how long ago · on: the day it is about · count: how many (rows that sum up) ·
    value, planned, target: an indicator's numbers in its unit · word: a choice key that names the state (severity,
    status). The row's own words (title, lead, obstacle) stand in its table; whoever shows a case asks `restricted`
    first.
    """

    kind: str
    tone: str
    table: str
    id: str | None = None
    days: int | None = None
    on: date | None = None
    count: int | None = None
    value: float | None = None
    planned: float | None = None
    target: float | None = None
    word: str | None = None
    restricted: bool = False


def attention(states: States, *, problems: int = 0, mix: bool = True) -> list[Item]:
    """What needs attention this week, the most urgent first.

    Critical cases stand first; then the kinds in the order overdue_task, lagging_indicator, case_to_talk,
    task_due_soon, no_meeting, role_ending, data_problems, each sorted by urgency. With `mix` the worst of every kind
    comes before the second of any, so that a short list shows each concern. Confidential cases are one row with a
    count, at the end. Source: Lumbung's own rule.
    """
    cases = list(_cases(states))
    critical = [item for item in cases if item.word == "critical"]
    kinds = [
        list(_overdue(states)), list(_lagging(states)), [item for item in cases if item.word != "critical"],
        list(_due_soon(states)), list(_meeting(states)), list(_roles(states)), list(_problems(problems)),
    ]  # fmt: skip
    ordered = chain.from_iterable(zip_longest(*kinds)) if mix else chain.from_iterable(kinds)
    return [*critical, *(item for item in ordered if item is not None), *_confidential(states)]


def _overdue(states: States) -> Iterator[Item]:
    late = states.tasks[states.tasks["overdue"]].sort_values("days_late", ascending=False, kind="stable")
    for id_, row in _rows(states, "tasks", late):
        yield Item("overdue_task", "brick", "tasks", id_, days=int(row["days_late"]), on=_day(row["due"]))


def _due_soon(states: States) -> Iterator[Item]:
    soon = states.tasks[states.tasks["due_soon"]].sort_values("days_left", kind="stable")
    for id_, row in _rows(states, "tasks", soon):
        yield Item("task_due_soon", "turmeric", "tasks", id_, days=int(row["days_left"]), on=_day(row["due"]))


def _lagging(states: States) -> Iterator[Item]:
    state = states.indicators
    late = state[state["status"].isin(LAGGING)]
    late = late.assign(place=late["status"].map(WORST_FIRST.index)).sort_values(["place", "ratio"], kind="stable")
    for id_, row in _rows(states, "indicators", late):
        tone = "turmeric" if row["status"] == "attention" else "brick"
        yield _indicator("lagging_indicator", tone, id_, row)


def _indicator(kind: str, tone: str, id_: str, row: pd.Series) -> Item:
    return Item(
        kind, tone, "indicators", id_, on=_day(row["measured_on"]), value=_number(row["actual"]),
        planned=_number(row["planned"]), target=_number(row["target"]), word=row["status"],
    )  # fmt: skip


def _cases(states: States) -> Iterator[Item]:
    talk = states.issues[states.issues["talk"]].sort_values(
        ["rank", "age_days"], ascending=[True, False], kind="stable"
    )
    for id_, row in _rows(states, "issues", talk):
        grave = row["severity"] in ("high", "critical")
        yield Item(
            "case_to_talk", "brick" if grave else "turmeric", "issues", id_, days=_whole(row["age_days"]),
            on=_day(row["reported_on"]), word=row["severity"], restricted=row["confidentiality"] != "open",
        )  # fmt: skip


def _confidential(states: States) -> Iterator[Item]:
    state = states.issues
    hidden = state["open"] & (state["confidentiality"] == "confidential")
    if hidden.any():
        yield Item("confidential_cases", "soft", "issues", count=int(hidden.sum()), restricted=True)


def _meeting(states: States) -> Iterator[Item]:
    every = columns.number(states.settings, "meeting_cadence_days", meetings.CADENCE_DAYS)
    rhythm = meetings.cadence(states.table("meetings"), today=states.today, cadence_days=every)
    if rhythm.missing:
        yield Item("no_meeting", "turmeric", "meetings", rhythm.last_id, days=rhythm.days_since, on=rhythm.last_on)


def _roles(states: States) -> Iterator[Item]:
    ending = partners.roles_ending(states.table("partners"), states.today)
    for id_, row in ending[~ending["successor"]].iterrows():
        days = int(row["days_left"])
        yield Item("role_ending", "turmeric", "partners", str(id_), days=days, on=_day(row["ends"]), word=row["role"])


def _problems(problems: int) -> Iterator[Item]:
    if problems:
        yield Item("data_problems", "turmeric", "data", count=problems)


def good_news(states: States) -> list[Item]:
    """Good news, the first of every kind before the second of any.

    recognition (lessons of that kind that may be public, last 30 days) · achieved_indicator, above_plan_indicator (at
    least 1.1 of what was expected), neither with old data · task_finished (last 14 days) · case_resolved, new_partner
    (last 30 days) · attendance_rising (three meetings in a row). Source: Lumbung's own rule.
    """
    kinds = [
        list(_recognised(states)), list(_well(states, "achieved_indicator")),
        list(_well(states, "above_plan_indicator")), list(_finished(states)), list(_resolved(states)),
        list(_new_partners(states)), list(_rising(states)),
    ]  # fmt: skip
    return [item for item in chain.from_iterable(zip_longest(*kinds)) if item is not None]


def _recognised(states: States) -> Iterator[Item]:
    table = states.tables.get("lessons")
    if table is not None:
        thanks = table[columns.one_of(table, "kind", ("recognition",)) & columns.flags(table, "public")]
        for id_, ago, day in _recent(states, thanks, "date", GOOD_DAYS):
            yield Item("recognition", "leaf", "lessons", id_, days=ago, on=day)


def _well(states: States, kind: str) -> Iterator[Item]:
    state = states.indicators[~states.indicators["stale"]]
    achieved = state["status"] == "achieved"
    above = (state["status"] == "on_track") & (state["ratio"] >= ABOVE_PLAN)
    wanted = achieved if kind == "achieved_indicator" else above
    kept = state[wanted].sort_values("ratio", ascending=False, kind="stable")
    for id_, row in _rows(states, "indicators", kept):
        yield _indicator(kind, "leaf", id_, row)


def _finished(states: States) -> Iterator[Item]:
    table = states.table("tasks")
    for id_, ago, day in _recent(states, table[columns.one_of(table, "status", ("done",))], "done_on", FINISHED_DAYS):
        yield Item("task_finished", "leaf", "tasks", id_, days=ago, on=day)


def _resolved(states: States) -> Iterator[Item]:
    table = states.table("issues")
    open_to_all = (states.issues["confidentiality"] == "open") & columns.one_of(table, "stage", ("resolved",))
    for id_, ago, day in _recent(states, table[open_to_all], "closed_on", GOOD_DAYS):
        yield Item("case_resolved", "leaf", "issues", id_, days=ago, on=day)


def _new_partners(states: States) -> Iterator[Item]:
    for id_, ago, day in _recent(states, partners.active(states.table("partners")), "joined", GOOD_DAYS):
        yield Item("new_partner", "leaf", "partners", id_, days=ago, on=day)


def _rising(states: States) -> Iterator[Item]:
    came = meetings.attendance(states.table("meetings"), states.today)
    steps = meetings.run(came["people"].fillna(came["attended"]).tolist())
    if steps >= RISING_MEETINGS:
        yield Item("attendance_rising", "leaf", "meetings", str(came.index[-1]), count=steps)


def _recent(states: States, rows: pd.DataFrame, key: str, within: int) -> Iterator[tuple[str, int, date | None]]:
    """Rows whose day lies in the last days, the latest first: id, days ago, day."""
    ago = columns.day_number(states.today) - columns.days(rows, key)
    kept = rows.assign(ago=ago)[(ago >= 0) & (ago <= within)].sort_values("ago", kind="stable")
    for id_, row in kept.iterrows():
        yield str(id_), int(row["ago"]), _day(row[key])


def _rows(states: States, table: str, state: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """State rows beside the cells of their table; where both have a column, the state's stays."""
    joined = state.join(states.table(table).drop(columns=state.columns, errors="ignore"))
    for id_, row in joined.iterrows():
        yield str(id_), row


def _day(value: object) -> date | None:
    return columns.as_date(value)


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def _whole(value: float) -> int | None:
    return None if value != value else int(value)
