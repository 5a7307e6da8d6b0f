"""Where indicators stand: the golden statuses, and whole frames."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.indicators import assess, plans, progress, series, status
from tests.forum.frames import frame

MID, END = date(2026, 7, 2), date(2026, 12, 31)
PLAN = {
    "id": "I-01",
    "name": "Rumah tangga memilah sampah",
    "unit": "%",
    "direction": "up",
    "baseline": 20,
    "baseline_date": "2026-01-01",
    "target": 80,
    "target_date": "2026-12-31",
    "frequency": "quarterly",
}


def measured(*pairs, indicator="I-01"):
    return [{"indicator": indicator, "date": day, "value": value} for day, value in pairs]


def one(plan=PLAN, *pairs, today=MID, goals=None, settings=None):
    result = assess(
        frame("indicators", plan), frame("measurements", *measured(*pairs)), goals, today=today, settings=settings
    )
    return result.loc[plan["id"]]


@pytest.mark.parametrize(
    ("value", "reached", "ratio", "word"),
    [
        (50, 50, 1.0, "on_track"),
        (44, 40, 0.8, "attention"),
        (38, 30, 0.6, "off_track"),
        (18, -3.3333, -0.0667, "regressed"),
        (82, 103.3333, 2.0667, "achieved"),
        (47, 45, 0.9, "on_track"),
        (41, 35, 0.7, "attention"),
    ],
)
def test_the_golden_statuses(value, reached, ratio, word):
    row = one(PLAN, ("2026-07-02", value))
    assert row["expected"] == 50
    assert row["progress"] == pytest.approx(reached, abs=1e-3)
    assert row["ratio"] == pytest.approx(ratio, abs=1e-3)
    assert row["status"] == word


def test_what_is_expected_is_asked_for_the_day_measured_not_for_today():
    row = one(PLAN, ("2026-07-02", 50), today=date(2026, 11, 30))
    assert row["expected"] == 50
    assert row["status"] == "on_track"
    assert row["stale"]


def test_an_unmeasured_indicator_has_no_data_and_no_zero():
    row = one(PLAN)
    assert row["status"] == "no_data"
    assert pd.isna(row["actual"])
    assert pd.isna(row["progress"])
    assert pd.isna(row["measured_on"])
    assert row["points"] == 0
    assert row["trend"] is None


def test_a_target_against_the_direction_asks_for_a_check():
    assert one(PLAN | {"direction": "down"}, ("2026-07-02", 50))["status"] == "check_setup"


def test_without_a_target_there_is_no_progress_and_a_note_says_so():
    row = one(PLAN | {"target": None}, ("2026-07-02", 50))
    assert (row["status"], row["note"]) == ("no_data", "no_target")


def test_without_any_dates_the_setup_asks_for_a_check():
    row = one(PLAN | {"baseline_date": None, "target_date": None}, ("2026-07-02", 50))
    assert (row["status"], row["note"]) == ("check_setup", "no_dates")


@pytest.mark.parametrize(
    ("measured_on", "value", "word"),
    [
        ("2026-12-20", 75, "nearly_achieved"),
        ("2026-12-20", 60, "missed"),
        ("2026-12-20", 10, "missed"),
        ("2026-09-30", 75, "nearly_achieved"),
        ("2026-09-29", 75, "awaiting_final"),
        ("2026-07-02", 90, "achieved"),
    ],
)
def test_after_the_due_day_the_last_measurement_decides(measured_on, value, word):
    assert one(PLAN, (measured_on, value), today=date(2027, 1, 10))["status"] == word


def test_the_first_tenth_of_the_way_has_just_started():
    assert one(PLAN, ("2026-01-20", 20), today=date(2026, 1, 25))["status"] == "just_started"


@given(first=st.floats(0, 99), second=st.floats(0, 99), share=st.floats(10, 100))
def test_more_progress_is_never_a_worse_word(first, second, share):
    order = ["off_track", "attention", "on_track"]
    low, high = sorted((first, second))
    words = [status(value, share, today=MID, due=END, measured_on=MID) for value in (low, high)]
    assert order.index(words[0]) <= order.index(words[1])


def test_thresholds_come_from_the_settings():
    row = one(PLAN, ("2026-07-02", 44), settings={"threshold_green": 0.75})
    assert row["status"] == "on_track"


def test_a_level_to_keep_is_expected_whole_from_the_first_day():
    row = one(PLAN | {"direction": "keep", "baseline": 100, "target": 100}, ("2026-02-01", 90))
    assert (row["expected"], row["progress"], row["status"]) == (100, 90, "on_track")


def test_interim_targets_set_the_pace():
    row = one(PLAN | {"interim_targets": "Jun 2026=26; Sep 2026=40"}, ("2026-06-30", 26))
    assert row["expected"] == pytest.approx(10)
    assert row["status"] == "on_track"


def test_dates_fall_back_to_the_goal_and_then_to_the_period():
    bare = PLAN | {"baseline_date": None, "target_date": None}
    goals = frame("goals", {"id": "T-01", "start": "2026-01-01", "due": "2026-12-31"})
    assert one(bare | {"goal": "T-01"}, ("2026-07-02", 50), goals=goals)["expected"] == 50
    period = {"period_start": "2026-01-01", "period_end": date(2026, 12, 31)}
    assert one(bare, ("2026-07-02", 50), settings=period)["expected"] == 50


def test_what_is_measured_after_today_does_not_count_yet():
    row = one(PLAN, ("2026-06-30", 40), ("2026-09-30", 70), today=MID)
    assert (row["actual"], row["points"]) == (40, 1)


def test_a_month_that_has_begun_counts_as_of_today():
    row = one(PLAN, (("2026-07-01", "2026-07-31"), 50), today=date(2026, 7, 20))
    assert row["actual"] == 50
    assert row["measured_on"] == pd.Timestamp("2026-07-20")


def test_a_sum_counts_on_from_the_baseline_and_says_what_came_too_early():
    plan = PLAN | {"aggregation": "sum", "unit": "orang", "baseline": 10}
    row = one(plan, ("2025-12-01", 5), ("2026-02-01", 20), ("2026-03-01", 25))
    assert (row["actual"], row["previous"], row["trend"]) == (55, 30, "improving")
    assert "before_start" in row["notes"]


def test_notes_say_what_was_assumed():
    row = one(PLAN | {"direction": None, "baseline": None, "interim_targets": "entah"}, ("2026-07-02", 130))
    assert row["notes"] == ("no_baseline", "review_target", "direction_assumed", "interim_unread")
    assert row["note"] == "no_baseline"


def test_a_missing_direction_follows_from_baseline_and_target():
    plan = plans(frame("indicators", PLAN | {"direction": None, "baseline": 30, "target": 10}))["I-01"]
    assert plan.direction == "down"


@pytest.mark.parametrize(
    ("unit", "level", "way"),
    [("orang", "output", "sum"), ("Org.", "output", "sum"), ("orang", "outcome", "latest"), ("%", "output", "latest")],
)
def test_people_at_output_level_are_summed_by_default(unit, level, way):
    plan = plans(frame("indicators", PLAN | {"unit": unit, "level": level}))["I-01"]
    assert plan.aggregation == way


def test_a_lagging_indicator_asks_for_its_reason_until_it_has_one():
    assert one(PLAN, ("2026-07-02", 38))["needs_reason"]
    assert not one(PLAN | {"deviation": "Musim hujan"}, ("2026-07-02", 38))["needs_reason"]
    assert not one(PLAN, ("2026-07-02", 50))["needs_reason"]


def test_archived_indicators_are_left_out():
    rows = frame("indicators", PLAN, PLAN | {"id": "I-02", "active": False}, PLAN | {"id": "I-03", "active": True})
    assert list(assess(rows, frame("measurements"), today=MID).index) == ["I-01", "I-03"]


def test_empty_tables_give_an_empty_frame_with_all_columns():
    result = assess(frame("indicators"), frame("measurements"), frame("goals"), today=MID)
    assert result.empty
    assert result["progress"].dtype == "float64"
    assert {"actual", "measured_on", "points", "ratio", "status", "stale", "trend", "note"} <= set(result.columns)


def test_the_series_has_one_value_a_day_in_order():
    rows = frame("measurements", *measured(("2026-03-01", 3), ("2026-01-01", 1), ("2026-03-01", 4)))
    assert series(rows, "I-01")["value"].tolist() == [1, 4]
    assert series(rows, "I-99").empty


def test_the_planned_line_goes_through_the_interim_targets():
    plan = plans(frame("indicators", PLAN | {"interim_targets": "Jun 2026=26"}))["I-01"]
    assert plan.line() == [(date(2026, 1, 1), 20), (date(2026, 6, 30), 26), (END, 80)]
    assert progress(20, 80, 26) == 10
