"""Tasks: progress, lateness, what stands in the way, sums and moves."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.tasks import (
    asks_to_finish,
    assess,
    cycles,
    effective_progress,
    moves,
    needs_reason,
    out_of_order,
    overall,
    proposal,
    rollup,
    slips,
)
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)


def one(**cells):
    return assess(frame("tasks", {"id": "TG-01", "status": "in_progress"} | cells), today=TODAY).loc["TG-01"]


@pytest.mark.parametrize(
    ("status", "typed", "percent", "approximate", "notice"),
    [
        ("done", None, 100, False, None),
        ("done", 60, 100, False, "done_with_less"),
        ("cancelled", 60, None, False, None),
        ("not_started", None, 0, False, None),
        ("not_started", 20, 20, False, "progress_before_start"),
        ("in_progress", None, 50, True, None),
        ("in_progress", 30, 30, False, None),
        ("in_progress", 130, 100, False, None),
        ("on_hold", None, 50, True, None),
        ("on_hold", 0, 0, False, None),
        (None, None, None, False, None),
        (None, 40, 40, False, None),
    ],
)
def test_effective_progress_follows_status_and_what_was_typed(status, typed, percent, approximate, notice):
    row = effective_progress(frame("tasks", {"status": status, "progress": typed})).iloc[0]
    assert row["progress"] == percent or (percent is None and pd.isna(row["progress"]))
    assert row["approximate"] == approximate
    assert row["notice"] == notice


def test_a_task_is_overdue_from_the_day_after_its_due_date():
    assert not one(due="2026-11-21")["overdue"]
    late = one(due="2026-11-09")
    assert (late["overdue"], late["days_late"], late["state"]) == (True, 12, "overdue")
    assert pd.isna(late["days_left"])


def test_a_month_is_overdue_only_after_its_last_day():
    month = frame("tasks", {"id": "TG-01", "status": "in_progress", "due": ("2026-08-01", "2026-08-31")})
    assert not assess(month, today=date(2026, 8, 31))["overdue"].item()
    assert assess(month, today=date(2026, 9, 1))["days_late"].item() == 1


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_what_is_closed_is_never_overdue_nor_due_soon(status):
    for due in ("2026-11-01", "2026-11-22"):
        row = one(status=status, due=due)
        assert not row[["open", "overdue", "due_soon", "behind", "without_due"]].any()


@pytest.mark.parametrize(("due", "soon"), [("2026-11-21", True), ("2026-11-28", True), ("2026-11-29", False)])
def test_due_soon_is_within_the_days_of_the_reminder(due, soon):
    assert one(due=due)["due_soon"] == soon


def test_without_a_due_date_nothing_is_overdue_but_said():
    row = one()
    assert row["without_due"]
    assert not row["overdue"]
    assert pd.isna(row["days_left"])


def test_a_late_start_waits_for_the_last_day_of_an_imprecise_start():
    assert one(status="not_started", start="2026-11-20")["late_start"]
    assert not one(status="not_started", start=("2026-11-01", "2026-11-30"))["late_start"]
    assert not one(status="in_progress", start="2026-11-20")["late_start"]
    assert not one(status="not_started", start="2026-11-20", progress=10)["late_start"]


def test_finished_late_counts_the_days():
    assert one(status="done", due="2026-11-01", done_on="2026-11-06")["finished_late"] == 5
    assert pd.isna(one(status="done", due="2026-11-01", done_on="2026-11-01")["finished_late"])
    assert pd.isna(one(status="done", due="2026-11-01")["finished_late"])
    assert pd.isna(one(status="done", due="2026-11-15", done_on=("2026-11-01", "2026-11-30"))["finished_late"])


@pytest.mark.parametrize(("progress", "behind"), [(34, True), (35, False), (60, False)])
def test_behind_is_less_than_seven_tenths_of_the_time_elapsed(progress, behind):
    assert one(start="2026-11-01", due="2026-12-11", progress=progress)["behind"] == behind


def test_a_task_waits_for_a_predecessor_that_is_not_done():
    rows = frame(
        "tasks",
        {"id": "A", "status": "done"},
        {"id": "B", "status": "in_progress"},
        {"id": "C", "status": "not_started", "depends_on": ("A", "B", "tidak ada")},
        {"id": "D", "status": "not_started", "depends_on": "A"},
        {"id": "E", "status": "done", "depends_on": "B"},
    )
    state = assess(rows, today=TODAY)
    assert state["blocked"].tolist() == [False, False, True, False, False]
    assert state.at["C", "blockers"] == ("B",)
    assert state.at["C", "state"] == "blocked"


@given(st.lists(st.tuples(st.integers(-400, 400), st.sampled_from(["done", "in_progress", None, "cancelled"]))))
def test_no_task_is_overdue_and_due_soon_at_once(rows):
    dues = [date.fromordinal(TODAY.toordinal() + days) for days, _ in rows]
    state = assess(
        frame("tasks", *({"due": due, "status": status} for due, (_, status) in zip(dues, rows, strict=True))),
        today=TODAY,
    )
    assert not (state["overdue"] & state["due_soon"]).any()
    assert not (state["overdue"] & ~state["open"]).any()
    assert (state["days_late"].dropna() > 0).all()


def test_circles_are_shown_once_as_a_chain():
    rows = frame(
        "tasks",
        {"id": "A", "depends_on": "C"},
        {"id": "B", "depends_on": "A"},
        {"id": "C", "depends_on": ("B", "D")},
        {"id": "D"},
        {"id": "E", "depends_on": "E"},
    )
    assert cycles(rows) == [("A", "C", "B"), ("E",)]
    assert cycles(frame("tasks")) == []


def test_a_long_chain_is_no_circle():
    rows = [{"id": f"T{n:04}", "depends_on": f"T{n - 1:04}" if n else None} for n in range(3000)]
    assert cycles(frame("tasks", *rows)) == []


def test_a_start_before_the_predecessor_is_due_is_noticed():
    rows = frame(
        "tasks",
        {"id": "A", "status": "in_progress", "due": "2026-12-10"},
        {"id": "B", "status": "not_started", "start": "2026-12-05", "depends_on": "A"},
        {"id": "C", "status": "not_started", "start": "2026-12-11", "depends_on": "A"},
    )
    assert out_of_order(rows) == [("B", "A", 5)]


def test_a_delay_travels_along_the_chain_and_moves_no_date():
    rows = frame(
        "tasks",
        {"id": "A", "status": "in_progress", "due": "2026-11-16"},
        {"id": "B", "status": "not_started", "start": "2026-11-20", "due": "2026-12-20", "depends_on": "A"},
        {"id": "C", "status": "not_started", "due": "2027-01-20", "depends_on": "B"},
        {"id": "D", "status": "done", "depends_on": "A"},
    )
    moved = slips(rows, today=TODAY)
    assert moved["days"].to_dict() == {"B": 5, "C": 5}
    assert set(moved["because"]) == {"A"}
    assert moved.at["B", "slack"] == 3
    assert slips(frame("tasks"), today=TODAY).empty


SOME: list[dict[str, Any]] = [
    {"id": "A", "status": "done", "goal": "T-01", "lead": "M-01", "supporting": ("M-02", "M-03"), "budget": 3e6},
    {"id": "B", "status": "not_started", "goal": "T-01", "lead": "M-02", "budget": 1e6},
    {"id": "C", "status": "in_progress", "goal": "T-02", "lead": "M-01"},
    {"id": "D", "status": "cancelled", "goal": "T-02", "lead": "M-01"},
    {"id": "E", "status": "cancelled", "goal": "T-03"},
    {"id": "F", "status": "done"},
]


def test_a_goal_sums_up_its_tasks_without_the_cancelled():
    sums = rollup(frame("tasks", *SOME), "goal")
    assert sums["progress"].to_dict() == {"T-01": 50, "T-02": 50}
    assert sums["done"].to_dict() == {"T-01": 1, "T-02": 0}
    assert sums["total"].to_dict() == {"T-01": 2, "T-02": 1}
    assert sums["approximate"].to_dict() == {"T-01": 0, "T-02": 1}


def test_budgets_may_weigh_and_no_budget_means_no_percent():
    sums = rollup(frame("tasks", *SOME), "goal", weight="budget")
    assert sums.at["T-01", "progress"] == 75
    assert sums["progress"].isna().to_dict() == {"T-01": False, "T-02": True}
    assert sums.at["T-02", "total"] == 1


def test_supporting_partners_each_count_the_task():
    assert rollup(frame("tasks", *SOME), "supporting")["total"].to_dict() == {"M-02": 1, "M-03": 1}
    assert rollup(frame("tasks"), "goal").empty


def test_all_tasks_together():
    assert overall(frame("tasks", *SOME)) == {"progress": 62.5, "done": 2, "total": 4}
    assert overall(frame("tasks")) == {"progress": None, "done": 0, "total": 0}


def test_moves_follow_the_flow_and_some_ask_why():
    assert moves("not_started")[0] == "in_progress"
    assert moves("done") == ("in_progress",)
    assert set(moves(None)) == {"not_started", "in_progress", "done", "on_hold", "cancelled"}
    assert needs_reason("in_progress", "cancelled")
    assert needs_reason("done", "in_progress")
    assert not needs_reason("in_progress", "done")


def test_done_proposes_today_and_a_hundred_percent():
    assert proposal("in_progress", "done", TODAY) == {"done_on": TODAY, "progress": 100}
    assert proposal("done", "in_progress", TODAY) == {"done_on": None}
    assert asks_to_finish("in_progress", 100)
    assert not asks_to_finish("done", 100)
    assert not asks_to_finish("in_progress", None)
