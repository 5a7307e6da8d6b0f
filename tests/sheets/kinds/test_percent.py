import pytest

from sheets.kinds import KINDS
from tests.sheets.kinds.cells import column, context, found, one, reasons

PROGRESS = "tasks.progress"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("75 %", 75), ("75%", 75), ("75 persen", 75), ("75 pct", 75), ("12,5%", 12.5), ("3/5", 60), ("3 dari 5", 60),
     (75, 75), (0.75, 75), ("0,75", 75), (0, 0), (1, 100), ("0%", 0)],
)  # fmt: skip
def test_percents_are_0_to_100(typed, value):
    reading = one(PROGRESS, typed)
    assert reading.value == value
    assert not reading.notes


def test_a_cell_shown_as_a_percent_is_read_as_shown():
    read = column(PROGRESS, [0.75, 1.2, 0.5], formats=lambda: ["0%", "0%", "0%"])
    assert list(read.values["progress"]) == [75, 120, 50]
    assert found(read) == [(1, "over_hundred", "notice")]


def test_a_whole_column_of_ratios_is_turned_into_percents():
    read = column(PROGRESS, [0.75, 1, 0, None, "0,5"])
    assert list(read.values["progress"][[0, 1, 2, 4]]) == [75, 100, 0, 50]
    assert not read.findings


def test_a_small_number_among_large_ones_keeps_its_value_with_a_notice():
    read = column(PROGRESS, [0.75, 50, 100])
    assert list(read.values["progress"]) == [0.75, 50, 100]
    assert found(read) == [(0, "percent_or_ratio", "notice")]


def test_a_ratio_beside_written_percents_is_said():
    read = column(PROGRESS, ["75%", 0.5])
    assert list(read.values["progress"]) == [75, 50]
    assert found(read) == [(1, "ratio_as_percent", "notice")]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("80-90%", "range"), ("80% - 90%", "range"), ("selesai", "not_a_number"),
     ("tiga puluh persen", "number_in_words"), (True, "not_a_number"), ("5 juta", "not_a_number"),
     ("3/0", "not_a_number")],
)  # fmt: skip
def test_what_is_no_percent_is_not_guessed(typed, reason):
    reading = one(PROGRESS, typed)
    assert reading.value is None
    assert reasons(reading) == [reason]


@pytest.mark.parametrize(
    ("typed", "reason"), [("120%", "over_hundred"), ("-5%", "below_zero"), ("±75%", "approximate")]
)
def test_an_odd_percent_comes_with_a_notice(typed, reason):
    assert reasons(one(PROGRESS, typed)) == [reason]


def test_a_percent_is_stored_the_way_the_column_keeps_it():
    percent, around = KINDS["percent"], context(PROGRESS)
    assert percent.store(75.0, around, [0.5, 1, None]) == 0.75
    assert percent.store(75.0, around, [50, 100]) == 75
    assert percent.store(75.0, around, []) == 75
    assert percent.store(75.0, context(PROGRESS, formats=lambda: ["0%"]), [1.2]) == 0.75
    assert percent.store(None, around) is None


def test_a_percent_is_shown_with_its_sign():
    assert KINDS["percent"].show(75.0) == "75%"
    assert KINDS["percent"].show(12.5) == "12,5%"
    assert KINDS["percent"].show(12.5, "en") == "12.5%"


def test_a_share_that_google_made_a_date_is_no_percent():
    read = column(PROGRESS, [46145, 50], serial_dates=True)
    assert read.values["progress"][1] == 50
    assert found(read) == [(0, "number_as_date", "unreadable")]
