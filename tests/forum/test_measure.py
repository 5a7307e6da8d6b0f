"""What an indicator has reached: the golden values and the laws behind them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.measure import actual, change, clamped, fits, forecast, progress, running, trend

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))
amounts = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "percent"),
    [
        (0, 100, 40, "up", 40),
        (20, 80, 50, "up", 50),
        (30, 10, 20, "down", 50),
        (30, 10, 35, "down", -25),
        (30, 10, 5, "down", 125),
        (20, 80, 10, "up", -16.6667),
        (None, 80, 40, "up", 50),
        (None, 10, 20, "down", 50),
        (None, 0, 3, "down", 0),
        (None, 10, 8, "down", 100),
        (None, 0, 0, "up", 100),
        (None, 0, -1, "up", 0),
        (5, 0, 2, "down", 60),
        (100, 100, 90, "keep", 90),
        (100, 100, 120, "keep", 100),
        (90, 100, 95, "keep", 95),
        (10, 10, 12.5, "down", 80),
        (0, 0, 3, "down", 0),
        (0, 0, -1, "keep", 0),
    ],
)
def test_progress_has_the_golden_values(baseline, target, value, direction, percent):
    assert progress(baseline, target, value, direction) == pytest.approx(percent, abs=1e-3)


def test_a_target_against_the_direction_has_no_progress():
    assert not fits(50, 30, "up")
    assert not fits(30, 50, "down")
    assert progress(50, 30, 40, "up") is None


@pytest.mark.parametrize(
    ("baseline", "target", "value"), [(0, None, 4), (0, 10, None), (None, None, 4), (None, 10, None)]
)
def test_nothing_to_measure_is_none_and_never_zero(baseline, target, value):
    assert progress(baseline, target, value) is None


@given(baseline=amounts, target=amounts, value=amounts)
def test_a_falling_indicator_is_a_rising_one_in_the_mirror(baseline, target, value):
    up = progress(baseline, target, value, "up") if target != baseline else None
    down = progress(-baseline, -target, -value, "down") if target != baseline else None
    assert up == down


@given(baseline=amounts, target=amounts, value=amounts, more=st.floats(0.01, 1e4))
def test_more_of_a_good_thing_is_never_less_progress(baseline, target, value, more):
    if target > baseline:
        shares = [progress(baseline, target, amount, "up") or 0.0 for amount in (value, value + more)]
        assert shares == sorted(shares)


@given(baseline=amounts, target=amounts)
def test_the_baseline_is_0_and_the_target_100(baseline, target):
    if baseline != target:
        direction = "up" if target > baseline else "down"
        assert progress(baseline, target, baseline, direction) == 0
        assert progress(baseline, target, target, direction) == 100


def test_clamped_keeps_bars_between_0_and_100():
    assert [clamped(value) for value in (-25, 40, 125)] == [0, 40, 100]


POINTS = [(FEB, 10.0), (MAR, 30.0), (MAR, 20.0), (JAN, 5.0)]


@pytest.mark.parametrize(
    ("aggregation", "options", "value"),
    [
        ("latest", {}, 20),
        ("sum", {}, 65),
        ("sum", {"baseline": 100.0, "start": JAN}, 160),
        ("sum", {"start": MAR}, None),
        ("mean", {}, 16.25),
        ("mean", {"start": FEB}, 20),
        ("max", {}, 30),
        (None, {}, 20),
    ],
)
def test_the_value_now_follows_the_way_of_counting(aggregation, options, value):
    assert actual(POINTS, aggregation, **options) == value


@pytest.mark.parametrize("aggregation", ["latest", "sum", "mean", "max"])
def test_no_measurement_has_no_value(aggregation):
    assert actual([], aggregation, baseline=20.0) is None


def test_the_running_line_has_one_value_a_day():
    assert running(POINTS, "sum", baseline=1.0) == [(JAN, 6.0), (FEB, 16.0), (MAR, 66.0)]
    assert running(POINTS, "max") == [(JAN, 5.0), (FEB, 10.0), (MAR, 30.0)]


@pytest.mark.parametrize(
    ("previous", "last", "direction", "span", "word"),
    [
        (10, 20, "up", 100, "improving"),
        (20, 10, "up", 100, "worsening"),
        (20, 10, "down", 100, "improving"),
        (10, 20, "down", 100, "worsening"),
        (10, 10.9, "up", 100, "steady"),
        (10, 11, "up", 100, "improving"),
        (90, 95, "keep", 100, "improving"),
        (5, 5, "up", None, "steady"),
        (None, 5, "up", 100, None),
    ],
)
def test_the_trend_is_the_sign_of_the_last_step(previous, last, direction, span, word):
    assert trend(previous, last, direction, span) == word


def test_change_since_a_zero_baseline_is_absolute_only():
    assert change(0, 40) == (40, None)
    assert change(20, 50) == (30, 150)
    assert change(-20, -10) == (10, 50)
    assert change(None, 40) == (None, None)


def test_a_forecast_needs_four_days_with_points():
    line = [(JAN, 0.0), (FEB, 31.0), (MAR, 59.0)]
    assert forecast(line, APR) is None
    assert forecast([], APR) is None
    assert forecast([*line, (APR, 90.0)], date(2026, 5, 1)) == pytest.approx(120)
