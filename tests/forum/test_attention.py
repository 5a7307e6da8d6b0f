"""Attention, good news, the nine steps and the findings, on one small forum."""

from datetime import date, timedelta

import pytest

from forum import findings, states
from forum.attention import attention, good_news
from forum.steps import steps
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)
PLAN = {
    "unit": "%", "direction": "up", "baseline": 0, "baseline_date": "2026-01-01", "target": 100,
    "target_date": "2026-12-31", "frequency": "yearly", "goal": "T-01",
}  # fmt: skip


def ago(days):
    return TODAY - timedelta(days)


def tables(**changed):
    base = {
        "partners": [
            {"id": "M-01", "sector": "government", "forum_role": "chair", "backup_contact": "Bu Rini"},
            {"id": "M-02", "sector": "civil_society", "forum_role": "secretary", "role_ends": ago(-20),
             "joined": ago(3)},
        ],
        "goals": [{"id": "T-01", "title": "Air", "agreed_by": ("M-01", "M-02"), "due": ago(-90)}],
        "tasks": [
            {"id": "TG-1", "status": "on_hold", "due": ago(12), "goal": "T-01", "obstacle": "Menunggu dana desa."},
            {"id": "TG-2", "status": "in_progress", "due": ago(5), "obstacle": "menunggu  dana desa"},
            {"id": "TG-3", "status": "in_progress", "due": ago(-3), "milestone": True},
            {"id": "TG-4", "status": "done", "due": ago(1), "done_on": ago(4)},
            {"id": "TG-5", "status": "cancelled"},
        ],
        "indicators": [PLAN | {"id": f"I-{number}"} for number in range(1, 6)],
        "measurements": [
            {"indicator": "I-1", "date": ago(20), "value": 30},
            {"indicator": "I-2", "date": ago(20), "value": 70},
            {"indicator": "I-3", "date": ago(20), "value": 99},
            {"indicator": "I-4", "date": ago(20), "value": 110},
        ],
        "issues": [
            {"id": "MS-1", "type": "conflict", "stage": "interests", "impact": "3", "urgency": "3",
             "reported_on": ago(18), "acknowledged_on": ago(17)},
            {"id": "MS-2", "type": "issue", "stage": "handling", "impact": "1", "urgency": "2", "reported_on": ago(34),
             "acknowledged_on": ago(33)},
            {"id": "MS-3", "type": "complaint", "category": "violence", "stage": "new", "reported_on": ago(2)},
            {"id": "MS-4", "type": "issue", "stage": "resolved", "reported_on": ago(30), "closed_on": ago(3)},
        ],
        "meetings": [{"id": "AG-1", "kind": "routine", "date": ago(40), "status": "held"}],
    }  # fmt: skip
    return {name: frame(name, *changed.get(name, rows)) for name, rows in base.items()}


def board(**changed):
    return states.take(tables(**changed), today=TODAY, settings={"whatsapp_link": "https://chat.whatsapp.com/x"})


def test_the_worst_of_every_kind_comes_before_the_second_of_any():
    items = attention(board(), problems=4)
    assert [(item.kind, item.id) for item in items] == [
        ("overdue_task", "TG-1"),
        ("lagging_indicator", "I-1"),
        ("case_to_talk", "MS-1"),
        ("task_due_soon", "TG-3"),
        ("no_meeting", "AG-1"),
        ("role_ending", "M-02"),
        ("data_problems", None),
        ("overdue_task", "TG-2"),
        ("lagging_indicator", "I-2"),
        ("confidential_cases", None),
    ]


def test_without_mixing_kind_follows_kind():
    kinds = [item.kind for item in attention(board(), mix=False)]
    assert kinds[:3] == ["overdue_task", "overdue_task", "lagging_indicator"]


def test_rows_carry_numbers_and_dates_and_no_sentence():
    late, lagging, talk = attention(board())[:3]
    assert (late.days, late.on, late.tone) == (12, ago(12), "brick")
    assert (lagging.value, lagging.target, lagging.word, lagging.on) == (30, 100, "off_track", ago(20))
    assert lagging.planned == pytest.approx(83.5, abs=0.5)
    assert (talk.days, talk.word, talk.restricted) == (18, "high", False)


def test_a_critical_case_stands_first():
    rows = [{"id": "MS-9", "type": "issue", "stage": "new", "impact": "4", "urgency": "4", "reported_on": ago(0)}]
    assert attention(board(issues=rows))[0].id == "MS-9"


def test_a_confidential_case_is_only_counted():
    items = attention(board())
    assert "MS-3" not in {item.id for item in items}
    assert [item.count for item in items if item.kind == "confidential_cases"] == [1]


def test_a_restricted_case_says_so():
    rows = [{"id": "MS-1", "stage": "handling", "impact": "3", "urgency": "3", "confidentiality": "restricted"}]
    assert next(item for item in attention(board(issues=rows)) if item.kind == "case_to_talk").restricted


def test_good_news_are_what_was_reached_lately():
    found = [(item.kind, item.id) for item in good_news(board())]
    assert found == [
        ("achieved_indicator", "I-4"),
        ("above_plan_indicator", "I-3"),
        ("task_finished", "TG-4"),
        ("case_resolved", "MS-4"),
        ("new_partner", "M-02"),
    ]


def test_a_recognition_that_may_be_public_comes_first():
    rows = [
        {"id": "PB-1", "kind": "recognition", "title": "Terima kasih", "date": ago(2), "public": True},
        {"id": "PB-2", "kind": "recognition", "title": "Belum boleh", "date": ago(1)},
        {"id": "PB-3", "kind": "lesson", "date": ago(1), "public": True},
    ]
    now = states.take(tables() | {"lessons": frame("lessons", *rows)}, today=TODAY)
    assert [item.id for item in good_news(now)][:2] == ["PB-1", "I-4"]


def test_rising_attendance_is_good_news():
    rows = [{"id": f"AG-{n}", "date": ago(100 - n), "status": "held", "female": n, "male": 5} for n in range(4)]
    assert [item.count for item in good_news(board(meetings=rows)) if item.kind == "attendance_rising"] == [3]


def test_an_empty_forum_needs_a_meeting_and_nothing_else():
    empty = board(**dict.fromkeys(tables(), ()))
    assert [item.kind for item in attention(empty)] == ["no_meeting"]
    assert good_news(empty) == []


def nine(**changed):
    now = board(**changed)
    return {step.key: step for step in steps(now.tables, now.indicators, today=TODAY, settings=now.settings)}


def test_the_nine_steps_are_ticked_from_the_sheet():
    found = nine()
    assert [step.number for step in found.values()] == list(range(1, 10))
    assert {key: step.state for key, step in found.items()} == {
        "partners": "now",
        "shared_goals": "done",
        "open_communication": "now",
        "coordination_team": "done",
        "action_plan": "done",
        "implementation": "now",
        "joint_evaluation": "now",
        "routine_review": "now",
        "sustainability": "now",
    }


def test_each_step_shows_its_evidence():
    (sectors,) = nine()["partners"].evidence
    assert (sectors.have, sectors.need, sectors.met) == (2, 5, False)
    (work,) = nine()["implementation"].evidence
    assert (work.have, work.need) == (1, 4)


def test_a_forum_that_has_just_begun_starts_at_the_first_step():
    now = states.take({name: frame(name) for name in tables()}, today=TODAY)
    found = steps(now.tables, now.indicators, today=TODAY, settings={})
    assert [step.state for step in found] == ["now"] + ["to_come"] * 8


def test_the_tasks_finding_has_the_shared_obstacle():
    found = findings.tasks(board())
    assert (found.total, found.done, found.overdue, found.due_soon) == (4, 1, 2, 1)
    assert (found.longest, found.longest_id) == (12, "TG-1")
    assert (found.obstacle, found.obstacle_count) == ("Menunggu dana desa.", 2)


def test_the_indicators_finding_names_the_worst_and_the_best():
    found = findings.indicators(board())
    assert (found.total, found.measured, found.on_track, found.attention, found.off_track) == (5, 4, 2, 1, 1)
    assert (found.worst_id, found.worst_status, found.best_id) == ("I-1", "off_track", "I-4")


def test_the_issues_finding_counts_what_to_talk_about():
    found = findings.issues(board())
    assert (found.open, found.talk, found.talk_types, found.worst_id) == (3, 1, {"conflict": 1}, "MS-1")
    assert (found.grave, found.confidential, found.oldest) == (2, 1, 34)


def test_the_timeline_finding_has_the_first_clash_and_the_next_milestone():
    rows = [
        {"id": "A", "status": "not_started", "lead": "M-01", "start": ago(-5), "due": ago(-9)},
        {"id": "B", "status": "not_started", "lead": "M-01", "start": ago(-8), "due": ago(-12), "milestone": True},
    ]
    found = findings.timeline(board(tasks=rows))
    assert found.clash is not None
    assert (found.clash.start, found.clash.end, found.clashes) == (ago(-8), ago(-9), 1)
    assert (found.milestone_id, found.milestone_on) == ("B", ago(-12))


def test_the_data_finding_counts_cells_and_problems():
    found = findings.data([("tasks", "unreadable"), ("tasks", "notice"), ("goals", "notice")], 414)
    assert (found.read, found.unreadable, found.notices) == (413, 1, 2)
    assert found.tables == {"tasks": 2, "goals": 1}


def test_findings_of_an_empty_forum_are_nothing_not_zero_days():
    empty = board(**dict.fromkeys(tables(), ()))
    assert findings.tasks(empty).longest is None
    assert findings.indicators(empty).worst_id is None
    assert findings.issues(empty).oldest is None
    assert findings.timeline(empty).clash is None
