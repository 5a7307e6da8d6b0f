"""Half-filled sheets: rows with hardly a cell, three tabs only, odd combinations; nothing fails or is invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum import disaggregation, findings, goals, meetings, partners, states, timeline, tracking, workload
from forum import issues as cases
from forum import tasks as work
from forum.attention import attention, good_news
from forum.stages import allowed_moves, missing, next_stage, steps
from forum.steps import steps as nine
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)
NAMES = ("partners", "goals", "tasks", "indicators", "measurements", "issues", "meetings", "resources")


def walk(tables):
    """Every rule once over these tables."""
    now = states.take(tables, today=TODAY)
    found = attention(now, problems=1), good_news(now), nine(tables, now.indicators, today=TODAY, settings={})
    for finding in (findings.tasks, findings.indicators, findings.issues, findings.timeline):
        finding(now)
    goals.score(tables["goals"], tables["indicators"], now.indicators)
    goals.smart(tables["goals"], tables["indicators"])
    goals.completeness(tables["goals"], tables["tasks"], tables["indicators"])
    workload.workload(tables["tasks"], tables["partners"], TODAY)
    workload.promises_kept(tables["tasks"], today=TODAY)
    work.slips(tables["tasks"], today=TODAY)
    work.rollup(tables["tasks"], "goal", weight="budget")
    timeline.bars(tables["tasks"], today=TODAY, goals=tables["goals"])
    timeline.marks(timeline.Window.around(TODAY), **{name: tables[name] for name in ("meetings", "goals", "partners")})
    cases.metrics(tables["issues"], now.issues, today=TODAY, tasks=tables["tasks"])
    cases.escalations(tables["issues"], now.issues)
    meetings.attendance(tables["meetings"], TODAY)
    meetings.decisions(tables["meetings"], tables["tasks"], TODAY)
    contact = partners.last_contact(tables["partners"], today=TODAY, tasks=tables["tasks"], issues=tables["issues"])
    partners.to_greet(tables["partners"], contact, TODAY)
    spans = tracking.periods(TODAY, TODAY)
    tracking.tracking(
        tables["indicators"], tables["measurements"], now.indicators, tables["goals"], today=TODAY, spans=spans
    )
    disaggregation.mismatches(tables["measurements"], tables["indicators"])
    for _, row in tables["issues"].iterrows():
        steps(row)
        for move in {*allowed_moves(row, TODAY), next_stage(row) or "resolved"}:
            missing(row, move, tasks=tables["tasks"], meetings=tables["meetings"], today=TODAY)
    return now, found


def test_rows_with_no_cell_at_all_are_taken_as_they_are():
    now, _ = walk({name: frame(name, {}, {}) for name in NAMES})
    assert now.tasks["open"].all()
    assert not now.tasks["overdue"].any()
    assert now.tasks["state_progress"].isna().all()
    assert (now.indicators["status"] == "no_data").all()
    assert now.issues["open"].all()
    assert now.issues["severity"].isna().all()


def test_three_tabs_are_enough():
    tables = {name: frame(name) for name in NAMES} | {
        "partners": frame("partners", {"id": "M-01", "name": "BPD"}),
        "tasks": frame("tasks", {"id": "TG-01", "status": "in_progress", "due": "2026-11-20", "lead": "M-01"}),
        "indicators": frame("indicators", {"id": "I-01", "name": "Panen", "target": 5.5}),
    }
    now, (items, *_) = walk(tables)
    assert items[0].id == "TG-01"
    assert now.indicators["note"].tolist() == ["no_baseline"]


days = st.none() | st.integers(-700, 700).map(lambda number: TODAY + timedelta(number))
ranges = days | st.tuples(st.integers(-90, 90), st.integers(0, 90)).map(
    lambda pair: (TODAY + timedelta(pair[0]), TODAY + timedelta(pair[0] + pair[1]))
)
ids = st.sampled_from([None, "M-01", "M-02", "TG-01", "TG-02", "T-01", "I-01", "AG-01", "?"])
numbers = st.none() | st.floats(-1e9, 1e9, allow_nan=False) | st.sampled_from([0.0, 100.0])
CHOICES = {
    "status": ["active", "left", "not_started", "in_progress", "done", "on_hold", "cancelled", "held", "planned"],
    "stage": ["new", "dialogue", "interests", "options", "agreement", "resolved", "referred",
              "reopened", "no_agreement"],
    "type": ["conflict", "issue", "feedback"], "category": ["money", "violence"], "impact": ["1", "4"],
    "urgency": ["1", "4"], "direction": ["up", "down", "keep"], "aggregation": ["latest", "sum", "mean", "max"],
    "frequency": ["weekly", "yearly"], "forum_role": ["chair", "member"], "kind": ["routine", "mediation", "training"],
    "interim_targets": ["Jun 2026=40; x", "2026=5"], "interests": ["a\nb"], "unit": ["%", "orang"],
}  # fmt: skip
DATES = ("start", "due", "done_on", "date", "baseline_date", "target_date", "reported_on", "closed_on", "stage_since",
         "acknowledged_on", "review", "role_ends", "joined")  # fmt: skip
cells = st.fixed_dictionaries(
    {},
    optional={
        **{key: st.sampled_from([None, *values]) for key, values in CHOICES.items()},
        **dict.fromkeys(DATES, ranges),
        **dict.fromkeys(("progress", "baseline", "target", "value", "weight", "budget", "female", "male"), numbers),
        **dict.fromkeys(("lead", "goal", "indicator", "meeting", "mediator"), ids),
        **dict.fromkeys(("supporting", "depends_on", "parties", "attended", "follow_up"), st.lists(ids).map(
            lambda many: tuple(one for one in many if one))),
        "active": st.sampled_from([None, True, False]),
    },
)  # fmt: skip
PREFIXES = {"partners": "M", "goals": "T", "tasks": "TG", "indicators": "I", "meetings": "AG"}


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(cells, min_size=1, max_size=4))
def test_no_combination_of_cells_makes_a_rule_fail(rows):
    tables = {}
    for name in NAMES:
        prefix = PREFIXES.get(name, name)
        tables[name] = frame(name, *({"id": f"{prefix}-{place:02}"} | row for place, row in enumerate(rows, start=1)))
    now, _ = walk(tables)
    assert not (now.tasks["overdue"] & ~now.tasks["open"]).any()
    assert now.tasks["state_progress"].dropna().between(0, 100).all()
    assert now.indicators["progress"][now.indicators["status"] == "achieved"].min(skipna=True) != 0
    assert not (now.issues["talk"] & (now.issues["confidentiality"] == "confidential")).any()


@pytest.mark.parametrize("name", NAMES)
def test_the_builder_makes_every_column_with_its_companions(name):
    made = frame(name, {})
    assert len(made) == 1
    assert made.index.name == "id"
