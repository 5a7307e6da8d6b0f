"""Meetings: rhythm, attendance, decisions and what became of them."""

from datetime import date

import pytest

from forum.meetings import attendance, cadence, decisions, follow_ups, held, planned, run, unconfirmed
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)
MEETINGS = frame(
    "meetings",
    {"id": "AG-3", "kind": "routine", "date": "2026-10-24", "status": "held", "invited": ("M-01", "M-02", "M-03"),
     "attended": ("M-01", "M-02", "M-09"), "female": 8, "male": 12, "decisions": "1. Pipa dibeli\n2. Gladi 10 Des"},
    {"id": "AG-2", "kind": "routine", "date": "2026-09-26", "attended": "M-01", "decisions": "Iuran tetap"},
    {"id": "AG-4", "kind": "mediation", "date": "2026-11-11", "status": "held"},
    {"id": "AG-5", "kind": "routine", "date": "2026-11-20", "status": "planned"},
    {"id": "AG-6", "kind": "routine", "date": "2026-11-28", "status": "planned"},
    {"id": "AG-7", "kind": "routine", "date": "2026-11-25", "status": "cancelled"},
)  # fmt: skip


def test_meetings_held_stand_in_order_and_past_ones_without_status_count():
    assert list(held(MEETINGS, TODAY).index) == ["AG-2", "AG-3", "AG-4"]
    assert list(planned(MEETINGS, TODAY).index) == ["AG-6"]


def test_a_planned_meeting_whose_day_has_passed_waits_for_a_word():
    assert unconfirmed(MEETINGS, TODAY) == ["AG-5"]


def test_the_rhythm_is_of_the_forums_own_meetings():
    rhythm = cadence(MEETINGS, today=TODAY)
    assert (rhythm.last_id, rhythm.days_since) == ("AG-3", 28)
    assert (rhythm.next_id, rhythm.days_to) == ("AG-6", 7)
    assert not rhythm.overdue


def test_over_the_cadence_without_a_next_meeting_one_is_missing():
    rhythm = cadence(MEETINGS[MEETINGS["status"] != "planned"], today=TODAY, cadence_days=21)
    assert rhythm.overdue
    assert rhythm.missing


def test_a_forum_that_never_met_is_not_late_but_misses_a_meeting():
    rhythm = cadence(frame("meetings"), today=TODAY)
    assert (rhythm.last_on, rhythm.days_since, rhythm.overdue, rhythm.missing) == (None, None, False, True)


def test_attendance_counts_partners_invited_and_people():
    came = attendance(MEETINGS, TODAY)
    row = came.loc["AG-3"]
    assert (row["invited"], row["attended"], row["people"]) == (3, 3, 20)
    assert row["percent"] == pytest.approx(66.67, abs=0.01)
    assert came.loc["AG-2"].isna()[["invited", "percent", "people"]].all()


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ([10, 12, 15, 20], 3),
        ([20, 12, 15], 1),
        ([20, 15, 12], -2),
        ([10, 10], 0),
        ([10], 0),
        ([], 0),
        ([9, float("nan"), 12], 1),
    ],
)
def test_a_run_counts_rises_or_falls_in_a_row(values, steps):
    assert run(values) == steps


def test_the_last_meetings_tasks_stand_open_ones_first():
    tasks = frame(
        "tasks",
        {"id": "A", "meeting": "AG-3", "status": "done", "due": "2026-11-01"},
        {"id": "B", "meeting": "AG-3", "status": "in_progress", "due": "2026-12-01"},
        {"id": "C", "meeting": "AG-3", "status": "in_progress", "due": "2026-11-25"},
        {"id": "D", "meeting": "AG-2", "status": "in_progress"},
    )
    assert list(follow_ups(tasks, "AG-3").index) == ["C", "B", "A"]
    assert follow_ups(tasks, None).empty


def test_decisions_without_a_task_are_counted():
    tasks = frame("tasks", {"id": "A", "meeting": "AG-3"})
    latest, earlier = decisions(MEETINGS, tasks, TODAY)
    assert (latest.meeting_id, latest.decisions, latest.open) == ("AG-3", ("Pipa dibeli", "Gladi 10 Des"), 1)
    assert (earlier.meeting_id, earlier.open) == ("AG-2", 1)
