"""Cases: age, deadlines, talk, escalation, numbers."""

from datetime import date, timedelta
from typing import Any

import pytest

from forum.case_metrics import Part, age_bucket, pareto
from forum.issues import Escalation, assess, escalations, metrics
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)


def ago(days):
    return TODAY - timedelta(days)


def issue(number=1, days=10, **cells) -> dict[str, Any]:
    base = {"id": f"MS-{number:03}", "type": "issue", "stage": "handling", "impact": "2", "urgency": "2"}
    return base | {"reported_on": ago(days)} | cells


def one(**cells):
    return assess(frame("issues", issue(**cells)), today=TODAY).iloc[0]


def test_an_open_case_ages_until_today_and_a_closed_one_until_it_closed():
    assert one(days=34)["age_days"] == 34
    assert one(days=34, stage="resolved", closed_on=ago(20))["age_days"] == 14


@pytest.mark.parametrize(
    ("days", "bucket"), [(0, "0-7"), (7, "0-7"), (8, "8-30"), (30, "8-30"), (90, "31-90"), (91, ">90"), (None, None)]
)
def test_age_buckets(days, bucket):
    assert age_bucket(days) == bucket


@pytest.mark.parametrize(
    ("impact", "urgency", "answer", "act", "settle"),
    [("4", "4", 1, 2, 14), ("3", "3", 2, 7, 30), ("2", "2", 3, 14, 60), ("1", "1", 7, 30, 90), (None, None, 7, 30, 90)],
)
def test_deadlines_follow_the_severity(impact, urgency, answer, act, settle):
    row = one(days=0, impact=impact, urgency=urgency)
    by = [(row[f"{name}_by"].date() - TODAY).days for name in ("acknowledge", "act", "resolve")]
    assert by == [answer, act, settle]


def test_an_unanswered_new_case_breaches_the_first_deadline():
    assert one(stage="new", days=3)["breaches"] == ()
    row = one(stage="new", days=4)
    assert (row["breaches"], row["acknowledge_late"]) == (("acknowledge",), 1)


def test_an_answer_that_came_late_stays_a_breach():
    assert "acknowledge" in one(acknowledged_on=ago(2))["breaches"]
    assert one(acknowledged_on=ago(8))["breaches"] == ()


def test_a_case_only_acknowledged_must_be_taken_up():
    assert "act" in one(stage="acknowledged", days=15, acknowledged_on=ago(14))["breaches"]
    assert "act" not in one(stage="handling", days=15)["breaches"]


def test_a_case_resolved_in_time_is_no_breach():
    assert one(days=100, stage="resolved", closed_on=ago(41), acknowledged_on=ago(99))["breaches"] == ()
    assert "resolve" in one(days=100, stage="resolved", closed_on=ago(39), acknowledged_on=ago(99))["breaches"]


@pytest.mark.parametrize("stage", ["on_hold", "referred"])
def test_the_clock_stands_while_a_case_is_aside(stage):
    assert "resolve" not in one(days=100, stage=stage, stage_since=ago(50))["breaches"]
    assert "resolve" in one(days=100, stage=stage, stage_since=ago(30))["breaches"]
    assert one(days=100, stage=stage)["breaches"] == ()


def test_talk_is_for_open_cases_that_are_grave_late_or_due_for_review():
    assert one(impact="3", urgency="3")["talk"]
    assert one(days=61)["talk"]
    assert one(review=ago(-5))["talk"]
    assert not one()["talk"]
    assert not one(impact="3", urgency="3", stage="resolved", closed_on=ago(1))["talk"]
    assert not one(impact="3", urgency="3", stage="on_hold", stage_since=ago(1))["talk"]
    assert not one(category="violence")["talk"]


def test_a_grave_category_is_confidential_whatever_was_declared():
    row = one(category="child_protection", confidentiality="open", impact=None)
    assert (row["severity"], row["confidentiality"], row["must_refer"]) == ("high", "confidential", True)


def test_escalation_lists_the_most_urgent_first():
    rows = frame(
        "issues",
        issue(1, stage="new", days=10),
        issue(2, days=70, acknowledged_on=ago(69)),
        issue(3, impact="4", urgency="4", days=0),
        issue(4, stage="no_agreement"),
        issue(5, stage="on_hold", days=300),
        issue(6, days=1),
    )
    assert escalations(rows, assess(rows, today=TODAY)) == [
        Escalation("MS-003", "chair", "critical"),
        Escalation("MS-002", "coordination_team", "resolve_late", 10),
        Escalation("MS-001", "lead_and_chair", "acknowledge_late", 7),
        Escalation("MS-004", "external_mediator", "no_agreement"),
    ]


def closed(number, took, **cells):
    start = ago(100)
    cells = {"stage": "resolved", "acknowledged_on": start + timedelta(2)} | cells
    return issue(number, days=100, closed_on=start + timedelta(took), **cells)


def numbers(*rows, tasks=None):
    table = frame("issues", *rows)
    return metrics(table, assess(table, today=TODAY), today=TODAY, tasks=tasks)


def test_open_cases_are_counted_by_what_they_are():
    found = numbers(
        issue(1), issue(2, type="conflict", stage="dialogue", days=40), issue(3, impact=None), closed(4, 10)
    )
    assert found.open == 3
    assert found.by_type == {"issue": 2, "conflict": 1}
    assert found.by_severity == {"medium": 2}
    assert found.by_age == {"0-7": 0, "8-30": 2, "31-90": 1, ">90": 0}


def test_medians_are_hidden_under_three_cases():
    few = numbers(closed(1, 10), closed(2, 20))
    assert (few.resolve.n, few.resolve.days) == (2, None)
    more = numbers(closed(1, 10), closed(2, 20), closed(3, 90), issue(4, days=300))
    assert (more.resolve.n, more.resolve.days) == (3, 20)
    assert (more.acknowledge.n, more.acknowledge.days) == (3, 2)


def test_within_time_counts_closed_cases_only():
    found = numbers(closed(1, 10), closed(2, 61), issue(3, days=300))
    assert (found.within_time.count, found.within_time.of, found.within_time.percent) == (1, 2, 50)


def test_nothing_closed_is_no_percent():
    found = numbers(issue(1))
    assert found.within_time.percent is None
    assert found.written_agreement == Part(0, 0)


def test_conflicts_ended_with_an_agreement_in_writing():
    rows = [
        closed(1, 10, type="conflict", agreement="Bergilir"),
        closed(2, 10, type="conflict"),
        closed(3, 10, type="conflict", stage="no_agreement"),
    ]
    assert numbers(*rows).written_agreement == Part(1, 3)


def test_reopened_cases_and_answered_feedback():
    found = numbers(
        closed(1, 10),
        issue(2, stage="reopened"),
        issue(3, type="feedback", stage="answered"),
        issue(4, type="feedback"),
    )
    assert found.reopened == Part(1, 2)
    assert found.feedback_answered == Part(1, 2)


def test_agreed_follow_ups_in_time():
    tasks = frame(
        "tasks",
        {"id": "A", "status": "done", "due": ago(5), "done_on": ago(6)},
        {"id": "B", "status": "in_progress", "due": ago(5)},
        {"id": "C", "status": "in_progress", "due": ago(-5)},
    )
    assert numbers(issue(1, follow_up=("A", "B", "C")), tasks=tasks).follow_ups_in_time == Part(1, 2)


def test_the_pareto_adds_up_to_a_hundred():
    causes = pareto(["roles", "resources", "resources", None, "power"])
    assert [cause.key for cause in causes] == ["resources", "roles", "power"]
    assert [cause.cumulative for cause in causes] == [50, 75, 100]
    assert pareto([None]) == ()


def test_no_cases_give_an_empty_frame_and_no_numbers():
    assert assess(frame("issues"), today=TODAY).empty
    assert numbers().open == 0
