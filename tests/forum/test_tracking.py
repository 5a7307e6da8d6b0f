"""The tracking table: plan and result of every period."""

from datetime import date

import pytest

from forum.indicators import assess
from forum.tracking import periods, tracking
from tests.forum.frames import frame

TODAY = date(2026, 7, 2)
GOALS = frame("goals", {"id": "T-01", "title": "Pangan"}, {"id": "T-02", "title": "Air"})
INDICATORS = frame(
    "indicators",
    {
        "id": "I-02", "name": "Sambungan air", "goal": "T-02", "unit": "KK", "direction": "up", "baseline": 20,
        "baseline_date": "2026-01-01", "target": 80, "target_date": "2026-12-31", "interim_targets": "Jun 2026=50",
    },
    {"id": "I-01", "name": "Panen", "goal": "T-01", "unit": "ton/ha", "direction": "up", "target": 5, "lead": "Poktan"},
)  # fmt: skip
MEASUREMENTS = frame(
    "measurements",
    {"indicator": "I-02", "date": "2026-02-10", "value": 25},
    {"indicator": "I-02", "date": "2026-03-20", "value": 30},
    {"indicator": "I-02", "date": "2026-06-30", "value": 48},
)


@pytest.mark.parametrize(
    ("step", "keys"),
    [
        ("monthly", ["2026-11", "2026-12", "2027-01"]),
        ("quarterly", ["2026-Q4", "2027-Q1"]),
        ("half_yearly", ["2026-H2", "2027-H1"]),
        ("yearly", ["2026", "2027"]),
    ],
)
def test_periods_are_the_calendars(step, keys):
    assert [span.key for span in periods(date(2026, 11, 20), date(2027, 1, 1), step)] == keys


def test_a_quarter_ends_on_its_last_day():
    (span,) = periods(date(2026, 8, 1), date(2026, 8, 2))
    assert (span.start, span.end) == (date(2026, 7, 1), date(2026, 9, 30))


def table():
    assessed = assess(INDICATORS, MEASUREMENTS, GOALS, today=TODAY)
    spans = periods(date(2026, 1, 1), date(2026, 12, 31))
    return tracking(INDICATORS, MEASUREMENTS, assessed, GOALS, today=TODAY, spans=spans)


def test_rows_stand_goal_by_goal_with_the_goals_title():
    assert table()["goal"].tolist() == ["Pangan", "Air"]


def test_each_period_has_its_target_and_the_value_as_it_stood():
    row = table().loc["I-02"]
    assert (row["2026-Q1 actual"], row["2026-Q2 actual"]) == (30, 48)
    assert row["2026-Q2 target"] == 50
    assert row["2026-Q4 target"] == 80
    assert 20 < row["2026-Q1 target"] < 50


def test_what_was_not_planned_or_measured_stays_empty():
    assert table().loc["I-02"].isna()["2026-Q3 actual"]
    assert table().loc["I-01"].isna()[["2026-Q1 target", "2026-Q1 actual", "actual"]].all()
