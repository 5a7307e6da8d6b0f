"""Bars and marks of the timeline."""

from datetime import date

import pandas as pd

from forum.timeline import Window, bars, marks, undated
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)


def bar(**cells):
    return bars(frame("tasks", {"id": "TG-01", "status": "in_progress"} | cells), today=TODAY).loc["TG-01"]


def on(text):
    return pd.Timestamp(text)


def test_a_bar_goes_from_start_to_due():
    row = bar(start="2026-11-10", due="2026-12-12")
    assert (row["start"], row["end"]) == (on("2026-11-10"), on("2026-12-12"))
    assert not row[["soft_start", "soft_end", "open_end", "overdue"]].any()


def test_a_bar_without_a_start_begins_softly_14_days_before_its_due_day():
    row = bar(due="2026-12-15")
    assert (row["start"], row["start_firm"]) == (on("2026-12-01"), on("2026-12-08"))
    assert row["soft_start"]
    assert row["without_start"]


def test_an_imprecise_end_is_doubtful_over_its_range():
    row = bar(start="2026-12-01", due=("2027-01-21", "2027-01-31"))
    assert (row["end_firm"], row["end"]) == (on("2027-01-21"), on("2027-01-31"))
    assert row["soft_end"]
    assert (row["due_from"], row["due_to"]) == (on("2027-01-21"), on("2027-01-31"))


def test_an_imprecise_start_fades_in():
    row = bar(start=("2026-11-01", "2026-11-10"), due="2026-12-12")
    assert (row["start"], row["start_firm"]) == (on("2026-11-01"), on("2026-11-10"))
    assert row["soft_start"]


def test_an_overdue_bar_ends_on_its_due_day_and_a_line_leads_to_today():
    row = bar(start="2026-10-20", due="2026-11-16")
    assert (row["end"], row["late_to"], row["days_late"]) == (on("2026-11-16"), on("2026-11-21"), 5)


def test_what_was_overdue_long_ago_is_still_shown():
    assert bar(start="2025-01-01", due="2025-02-01")["overdue"]


def test_a_finished_bar_ends_on_the_day_finished():
    row = bar(status="done", start="2026-10-20", due="2026-11-16", done_on="2026-10-28")
    assert (row["end"], row["done_on"]) == (on("2026-10-28"), on("2026-10-28"))
    assert pd.isna(row["late_to"])


def test_without_a_due_date_the_bar_runs_open_to_the_end_of_the_window():
    row = bar(start="2026-11-01")
    assert row["open_end"]
    assert row["end"] == on("2027-02-19")


def test_cancelled_outside_and_undated_tasks_are_not_drawn():
    rows = frame(
        "tasks",
        {"id": "A", "status": "cancelled", "due": "2026-12-01"},
        {"id": "B", "status": "done", "start": "2026-01-01", "due": "2026-02-01", "done_on": "2026-02-01"},
        {"id": "C", "status": "in_progress"},
        {"id": "D", "status": "not_started", "start": "2027-06-01", "due": "2027-07-01"},
    )
    assert bars(rows, today=TODAY).empty
    assert undated(rows) == ["C"]
    assert bars(frame("tasks"), today=TODAY).empty


def test_bars_stand_by_goal_in_the_goals_order_and_by_start():
    goals = frame("goals", {"id": "T-01", "title": "Pangan"}, {"id": "T-02", "title": "Air"})
    rows = frame(
        "tasks",
        {"id": "A", "goal": "T-02", "due": "2026-12-01"},
        {"id": "B", "due": "2026-12-01"},
        {"id": "C", "goal": "T-01", "start": "2026-11-20", "due": "2026-12-01"},
        {"id": "D", "goal": "T-01", "start": "2026-11-10", "due": "2026-12-01"},
        {"id": "E", "goal": "Kebun", "due": "2026-12-01"},
    )
    drawn = bars(rows, today=TODAY, goals=goals)
    assert list(drawn.index) == ["D", "C", "A", "E", "B"]
    assert drawn["group_title"].tolist() == ["Pangan", "Pangan", "Air", "Kebun", None]


def test_bars_stand_by_partner_or_kind_when_asked():
    rows = frame("tasks", {"id": "A", "lead": "M-02", "kind": "training", "due": "2026-12-01"})
    assert bars(rows, today=TODAY, group="partner")["group"].tolist() == ["M-02"]
    assert bars(rows, today=TODAY, group="kind")["group"].tolist() == ["training"]


def test_marks_stand_by_day_and_only_for_what_still_holds():
    found = marks(
        Window.around(TODAY),
        meetings=frame(
            "meetings",
            {"id": "AG-1", "title": "Rapat", "date": "2026-11-28", "status": "planned"},
            {"id": "AG-2", "title": "Batal", "date": "2026-11-29", "status": "cancelled"},
            {"id": "AG-3", "title": "Jauh", "date": "2028-11-29"},
        ),
        goals=frame("goals", {"id": "T-01", "title": "Air", "review": "2026-11-25"}),
        partners=frame("partners", {"id": "M-1", "name": "BPD", "role_ends": "2027-01-01"}),
        resources=frame("resources", {"id": "SD-1", "name": "Hibah", "due": "2026-12-24"}),
        agreements=frame("agreements", {"id": "KS-1", "title": "MoU", "ends": "2027-01-10", "stage": "in_force"}),
    )
    assert found["id"].tolist() == ["T-01", "AG-1", "SD-1", "M-1", "KS-1"]
    assert found["kind"].tolist() == ["goal_review", "meeting", "resource_due", "role_end", "agreement_end"]
    assert marks(Window.around(TODAY)).empty
