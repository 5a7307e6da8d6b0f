"""Goals: score with coverage, SMART, whole plans."""

from datetime import date

import pytest

from forum.goals import completeness, forum_score, running, score, smart
from forum.indicators import assess
from tests.forum.frames import frame

MID = date(2026, 7, 2)
BASE = {
    "unit": "%", "direction": "up", "baseline": 20, "baseline_date": "2026-01-01", "target": 80,
    "target_date": "2026-12-31", "goal": "T-01", "name": "x",
}  # fmt: skip
GOALS = frame(
    "goals",
    {"id": "T-01", "title": "Air bersih", "reason": "Kemarau", "due": "2026-12-31", "lead": "M-01", "status": "active"},
    {"id": "T-02", "title": "Pangan"},
    {"id": "T-03", "title": None, "status": "achieved"},
)


def board(*values, **first):
    rows = [BASE | {"id": f"I-{number}"} for number in range(len(values))]
    rows[0] |= first
    indicators = frame("indicators", *rows)
    taken = [
        {"indicator": f"I-{number}", "date": MID, "value": value}
        for number, value in enumerate(values)
        if value is not None
    ]
    return indicators, assess(indicators, frame("measurements", *taken), GOALS, today=MID)


def test_a_score_is_the_weighted_mean_of_what_was_measured():
    indicators, assessed = board(50, 80, None, weight=3)
    row = score(GOALS, indicators, assessed).loc["T-01"]
    assert row["progress"] == (3 * 50 + 100) / 4
    assert (row["measured"], row["total"]) == (2, 3)


def test_progress_beyond_the_plan_counts_as_a_hundred_and_regress_as_nothing():
    indicators, assessed = board(200, 10)
    assert score(GOALS, indicators, assessed).at["T-01", "progress"] == 50


def test_the_word_of_a_goal_is_the_worst_one_never_the_average():
    indicators, assessed = board(80, 80, 38)
    row = score(GOALS, indicators, assessed).loc["T-01"]
    assert (row["status"], row["worst_id"]) == ("off_track", "I-2")


def test_an_indicator_without_weight_does_not_decide():
    indicators, assessed = board(38, 50, weight=0)
    row = score(GOALS, indicators, assessed).loc["T-01"]
    assert (row["status"], row["progress"]) == ("on_track", 50)


def test_missing_data_hides_behind_no_colour():
    indicators, assessed = board(50, None)
    assert score(GOALS, indicators, assessed).at["T-01", "status"] == "on_track"
    indicators, assessed = board(None)
    row = score(GOALS, indicators, assessed).loc["T-01"]
    assert (row["status"], row["measured"]) == ("no_data", 0)
    assert score(GOALS, indicators, assessed)["progress"].isna().all()


def test_a_goal_without_indicators_has_no_status():
    indicators, assessed = board(50)
    assert score(GOALS, indicators, assessed).at["T-02", "status"] is None


@pytest.mark.parametrize(("values", "number"), [((50, 50, None), 50), ((50, None), None), ((None,), None)])
def test_one_number_for_the_forum_needs_six_of_ten_measured(values, number):
    assert forum_score(*board(*values)) == number


def test_smart_names_the_missing_reason():
    check = smart(GOALS, board(50)[0])
    assert check.loc["T-01", "missing"] == ()
    assert check["met"].to_dict() == {"T-01": 5, "T-02": 1, "T-03": 0}
    assert check.loc["T-02", "missing"] == ("indicator_with_target", "lead", "plausible_target", "reason", "due")
    assert "title" in check["missing"].tolist()[2]


@pytest.mark.parametrize("change", [{"target": 20}, {"direction": "down"}])
def test_a_target_that_goes_nowhere_is_not_plausible(change):
    indicators = frame("indicators", BASE | change)
    assert smart(GOALS, indicators).loc["T-01", "missing"] == ("plausible_target",)


def test_a_whole_plan_has_a_task_a_date_and_an_indicator():
    tasks = frame("tasks", {"goal": "T-01", "status": "not_started"}, {"goal": "T-02", "status": "cancelled"})
    plan = completeness(GOALS, tasks, frame("indicators", BASE, BASE | {"goal": "T-02", "active": False}))
    assert plan["complete"].to_dict() == {"T-01": True, "T-02": False, "T-03": False}
    assert plan.at["T-02", "missing"] == ("task", "due", "indicator")


def test_no_goals_no_rows():
    none = frame("goals")
    indicators, assessed = board(50)
    assert score(none, indicators, assessed).empty
    assert smart(none, indicators).empty
    assert completeness(none, frame("tasks"), indicators).empty


def test_running_goals_are_those_still_meant():
    assert list(running(GOALS).index) == ["T-01", "T-02"]
