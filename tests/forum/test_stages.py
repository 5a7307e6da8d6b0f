"""The way of a case, stage by stage."""

from datetime import date
from typing import Any

import pytest

from forum.stages import (
    CONFLICT,
    SHORT,
    allowed_moves,
    hint,
    lines,
    mediations,
    missing,
    next_stage,
    path,
    steps,
    without_interest,
)
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)
CASE: dict[str, Any] = {
    "id": "MS-001", "title": "Jadwal air", "type": "conflict", "reported_on": "2026-11-03", "stage": "new",
    "parties": ("M-03", "M-04"),
}  # fmt: skip
TALK = frame("meetings", {"id": "AG-1", "kind": "mediation", "date": "2026-11-11", "invited": ("M-03", "M-04")})


def case(**cells):
    return frame("issues", CASE | cells).iloc[0]


def test_a_conflict_has_eight_stages_and_the_rest_five():
    assert path("conflict") == CONFLICT
    assert path("feedback") == path("complaint") == path(None) == SHORT


@pytest.mark.parametrize("category", ["violence", "child_protection", "integrity", "safety"])
def test_what_must_be_referred_is_never_mediated(category):
    row = case(category=category, stage="acknowledged")
    assert next_stage(row) == "referred"
    assert not {"dialogue", "interests", "options", "agreement"} & set(allowed_moves(row, TODAY))


def test_forward_goes_one_step_and_back_to_any_earlier():
    assert allowed_moves(case(stage="interests"), TODAY) == [
        "options", "dialogue", "acknowledged", "new", "referred", "on_hold", "no_agreement",
    ]  # fmt: skip
    assert allowed_moves(case(stage=None), TODAY)[0] == "acknowledged"


def test_from_any_open_stage_a_case_may_be_referred_or_put_on_hold():
    for stage in CONFLICT[:-1]:
        assert {"referred", "on_hold"} <= set(allowed_moves(case(stage=stage), TODAY))
    assert "on_hold" not in allowed_moves(case(stage="on_hold"), TODAY)
    assert "resolved" in allowed_moves(case(stage="referred"), TODAY)


@pytest.mark.parametrize(("closed", "moves"), [("2026-08-23", ["reopened"]), ("2026-08-22", []), (None, ["reopened"])])
def test_a_resolved_case_may_be_reopened_within_90_days(closed, moves):
    assert allowed_moves(case(stage="resolved", closed_on=closed), TODAY) == moves


@pytest.mark.parametrize(
    ("stage", "type_", "after"),
    [
        ("new", "conflict", "acknowledged"),
        ("follow_up", "conflict", "resolved"),
        ("resolved", "conflict", None),
        ("no_agreement", "conflict", None),
        ("reopened", "conflict", "dialogue"),
        ("on_hold", "issue", "handling"),
        ("answered", "feedback", "resolved"),
    ],
)
def test_the_next_stage_follows_the_way(stage, type_, after):
    assert next_stage(case(stage=stage, type=type_)) == after


@pytest.mark.parametrize(
    ("to", "cells", "keys"),
    [
        ("new", {"title": None}, ["title"]),
        ("acknowledged", {}, ["lead", "acknowledged_on", "impact", "urgency"]),
        (
            "acknowledged",
            {"lead": "M-01", "acknowledged_on": "2026-11-04", "impact": "3", "urgency": "3"},
            [],
        ),
        ("dialogue", {"parties": ("M-03",)}, ["parties", "mediator"]),
        ("dialogue", {"mediator": "M-01", "parties": ("M-07", "M-08")}, ["mediation_meeting"]),
        ("dialogue", {"mediator": "M-03"}, ["mediator_neutral"]),
        ("dialogue", {"mediator": "M-01"}, []),
        ("interests", {"interests": "M-03: air malam"}, ["interests"]),
        ("interests", {"interests": "M-03: air malam\nM-04: giliran tetap"}, []),
        ("options", {"options": "Jadwal bergilir"}, ["options"]),
        ("options", {"options": "1. Jadwal bergilir\n2. Bak penampung"}, []),
        ("agreement", {}, ["agreement", "confirmation"]),
        ("follow_up", {}, ["follow_up"]),
        ("follow_up", {"follow_up": "TG-01"}, []),
        ("follow_up", {"stage_reason": "tidak perlu"}, []),
        ("resolved", {}, ["told", "closed_on"]),
        ("handling", {}, ["lead"]),
        ("answered", {}, ["told"]),
        ("referred", {}, ["stage_reason", "escalated_to"]),
        ("on_hold", {"stage_reason": "Panen"}, ["review"]),
        ("no_agreement", {}, ["stage_reason"]),
        ("reopened", {}, ["stage_reason"]),
    ],
)
def test_each_stage_names_what_it_still_needs(to, cells, keys):
    assert missing(case(**cells), to, meetings=TALK) == keys


def test_what_the_present_stage_should_have_brought_is_asked_too():
    row = case(stage="interests", interests="M-03: air malam", options="a;b")
    assert missing(row, "options") == ["interests"]


def test_moving_back_asks_for_nothing():
    assert missing(case(stage="options"), "dialogue", meetings=TALK) == []


def test_open_follow_up_tasks_keep_a_case_from_being_resolved():
    tasks = frame("tasks", {"id": "TG-01", "status": "in_progress"}, {"id": "TG-02", "status": "done"})
    ready = {"follow_up": ("TG-01", "TG-02"), "closed_on": "2026-11-20"}
    assert missing(case(**ready), "resolved", tasks=tasks, told=True) == ["open_follow_up"]
    assert missing(case(**ready | {"follow_up": "TG-02"}), "resolved", tasks=tasks, told=True) == []


def test_reopening_after_90_days_is_said():
    row = case(stage="resolved", closed_on="2026-01-01", stage_reason="Terulang")
    assert missing(row, "reopened", today=TODAY) == ["reopen_window"]


def test_a_mediation_counts_from_the_report_on_and_with_the_parties():
    rows = frame(
        "meetings",
        {"id": "A", "kind": "mediation", "date": "2026-11-11", "invited": "M-03"},
        {"id": "B", "kind": "mediation", "date": "2026-10-01", "invited": "M-03"},
        {"id": "C", "kind": "mediation", "date": "2026-11-11", "invited": "M-09"},
        {"id": "D", "kind": "mediation", "date": "2026-11-12"},
        {"id": "E", "kind": "routine", "date": "2026-11-12"},
    )
    assert mediations(case(), rows) == ["A", "D"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("a\nb", 2), ("a; b;", 2), ("1) a 2) b", 2), ("- a\n- b\n\n", 2), ("jadwal 3.5 jam", 1), ("", 0), (None, 0)],
)
def test_items_are_counted_as_people_write_them(text, count):
    assert len(lines(text)) == count


def test_the_party_whose_interest_is_missing_is_named():
    names = {"M-03": ("Poktan Makmur",), "M-04": ("Poktan Sri Rejeki", "Sri Rejeki")}
    assert without_interest(case(interests="Poktan Makmur: butuh air untuk semai"), names) == ["M-04"]
    assert without_interest(case(interests="satu: a\ndua: b"), names) == []
    assert without_interest(case(), names) == ["M-03", "M-04"]


def test_the_steps_of_a_case_are_done_now_and_to_come():
    assert [state for _, state in steps(case(stage="interests"))] == ["done"] * 3 + ["now"] + ["to_come"] * 4
    assert {state for _, state in steps(case(stage="resolved"))} == {"done"}
    assert steps(case(stage="reopened"))[2] == ("dialogue", "now")
    assert "now" not in dict(steps(case(stage="no_agreement"))).values()


def test_every_stage_has_a_practice_hint():
    for stage in {*CONFLICT, *SHORT, "referred", "on_hold", "no_agreement", "reopened"}:
        assert hint(stage)
