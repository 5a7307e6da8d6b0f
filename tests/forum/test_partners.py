"""Partners: who is here, who is missing, who works with whom."""

from datetime import date

import pandas as pd

from forum.partners import (
    coverage,
    groups,
    last_contact,
    network,
    offering,
    roles_ending,
    stakeholder_map,
    structure,
    to_greet,
    without_role,
    without_successor,
)
from tests.forum.frames import day, frame

TODAY = date(2026, 11, 21)
PARTNERS = frame(
    "partners",
    {
        "id": "M-01", "sector": "government", "status": "active", "forum_role": "chair", "role_ends": "2026-12-31",
        "backup_contact": "Bu Rini", "influence": "high", "interest": "high", "capacity": ("funding", "venue"),
    },
    {"id": "M-02", "sector": "community", "groups": ("women", "youth"), "forum_role": "member", "joined": "2026-11-01"},
    {"id": "M-03", "sector": "civil_society", "status": "dormant", "forum_role": "secretary",
     "role_ends": "2026-10-01"},
    {"id": "M-04", "sector": "private", "status": "prospect", "joined": "2026-11-20"},
    {"id": "M-05", "sector": "education", "status": "left", "forum_role": "treasurer"},
)  # fmt: skip


def test_coverage_names_the_sectors_nobody_stands_for():
    found = coverage(PARTNERS)
    assert found.missing == ("private", "education")
    assert (found.present, len(found.wanted)) == (3, 5)
    assert found.counts == {"government": 1, "community": 1, "civil_society": 1}


def test_coverage_of_no_partners_misses_all():
    assert coverage(frame("partners")).present == 0


def test_groups_are_counted_and_the_unheard_named():
    found = groups(PARTNERS, ("women", "disability"))
    assert found.counts == {"women": 1, "youth": 1}
    assert found.missing == ("disability",)


def test_who_has_neither_role_nor_task_is_listed():
    assert without_role(PARTNERS, frame("tasks")) == ["M-02"]
    busy = frame("tasks", {"status": "in_progress", "lead": "M-01", "supporting": "M-02"})
    assert without_role(PARTNERS, busy) == []
    assert without_role(PARTNERS, frame("tasks", {"status": "done", "lead": "M-02"})) == ["M-02"]


def test_roles_that_end_soon_or_are_over_come_first_to_end():
    ending = roles_ending(PARTNERS, TODAY)
    assert list(ending.index) == ["M-03", "M-01"]
    assert ending["days_left"].tolist() == [-51, 40]
    assert ending["successor"].tolist() == [False, True]


def test_leading_roles_without_a_successor_are_named():
    assert without_successor(PARTNERS) == ["M-03"]


def test_the_structure_lists_leading_roles_of_those_present():
    found = structure(PARTNERS)
    assert (found["chair"], found["secretary"], found["treasurer"]) == (["M-01"], ["M-03"], [])


def test_the_last_contact_is_the_latest_of_meetings_tasks_and_cases():
    contact = last_contact(
        PARTNERS,
        today=TODAY,
        meetings=frame(
            "meetings",
            {"date": "2026-09-01", "status": "held", "attended": ("M-01", "M-02")},
            {"date": "2026-12-01", "status": "planned", "attended": ("M-03",)},
            {"date": "2026-11-10", "status": "cancelled", "attended": ("M-03",)},
        ),
        tasks=frame("tasks", {"lead": "M-01", "done_on": "2026-10-05", "status": "done"}),
        issues=frame("issues", {"parties": "M-02", "reported_on": "2026-08-01"}),
    )
    assert contact["M-01"] == pd.Timestamp("2026-10-05")
    assert contact["M-02"] == pd.Timestamp("2026-09-01")
    assert pd.isna(contact["M-03"])


def test_the_longest_silence_is_greeted_first():
    contact = pd.Series([day(text) for text in ("2026-11-01", "2026-09-01", None, None, None)], index=PARTNERS.index)
    silent = to_greet(PARTNERS, contact, TODAY)
    assert list(silent.index) == ["M-03", "M-02"]
    assert silent.at["M-02", "days"] == 81


def test_the_network_counts_shared_work_and_who_is_alone():
    tasks = frame(
        "tasks",
        {"lead": "M-01", "supporting": ("M-02",), "status": "done"},
        {"lead": "M-02", "supporting": ("M-01", "M-05"), "status": "in_progress"},
        {"lead": "M-03", "supporting": ("M-01",), "status": "cancelled"},
    )
    found = network(PARTNERS, tasks)
    assert found.pairs == {("M-01", "M-02"): 2}
    assert found.density == 1 / 3
    assert found.alone == ("M-03",)
    assert network(frame("partners"), tasks).density is None


def test_the_stakeholder_map_holds_only_those_rated():
    assert stakeholder_map(PARTNERS) == {("high", "high"): ["M-01"]}


def test_who_can_do_what():
    assert offering(PARTNERS, "venue") == ["M-01"]
    assert offering(PARTNERS, "transport") == []
