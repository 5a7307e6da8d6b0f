"""Expected progress, interim targets and old readings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.interim import period_end, read_interim
from forum.pace import elapsed, expected, is_stale

START, END = date(2026, 1, 1), date(2026, 12, 31)
days = st.dates(date(2025, 1, 1), date(2028, 1, 1))


def test_half_the_time_is_half_the_way():
    assert expected(date(2026, 7, 2), START, END) == 50


def test_before_the_start_nothing_and_after_the_end_all_is_expected():
    assert expected(date(2025, 5, 1), START, END) == 0
    assert expected(date(2027, 5, 1), START, END) == 100


@pytest.mark.parametrize(("start", "end"), [(None, END), (START, None), (END, START), (START, START)])
def test_without_two_dates_in_order_nothing_is_expected(start, end):
    assert expected(date(2026, 5, 1), start, end) is None
    assert elapsed(date(2026, 5, 1), start, end) is None


def test_interim_targets_bend_the_path():
    interim = [(date(2026, 7, 2), 20.0)]
    assert expected(date(2026, 7, 2), START, END, interim) == pytest.approx(20)
    assert expected(date(2026, 4, 2), START, END, interim) == pytest.approx(10)
    assert expected(END, START, END, interim) == 100


@given(first=days, second=days)
def test_expectation_never_falls(first, second):
    early, late = sorted((first, second))
    shares = [expected(day, START, END) or 0.0 for day in (early, late)]
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("frequency", "age", "old"),
    [
        ("weekly", 10, False),
        ("weekly", 11, True),
        ("monthly", 46, False),
        ("monthly", 47, True),
        ("quarterly", 138, False),
        ("quarterly", 139, True),
        ("half_yearly", 275, True),
        ("yearly", 549, False),
        ("yearly", 550, True),
        (None, 999, False),
    ],
)
def test_data_is_old_after_one_and_a_half_steps(frequency, age, old):
    assert is_stale(date.fromordinal(END.toordinal() - age), END, frequency) is old


def test_what_was_never_measured_is_not_old():
    assert not is_stale(None, END, "weekly")


def test_interim_targets_are_read_as_people_write_them():
    read = read_interim("Jun 2026=40; Sep 2026 = 60%;\n31/12/2026: 1.500")
    assert dict(read.points) == {date(2026, 6, 30): 40, date(2026, 9, 30): 60, date(2026, 12, 31): 1500}
    assert not read.unread


def test_a_piece_that_cannot_be_read_is_handed_back():
    assert read_interim("Jun 2026=40; nanti saja; 31/2/2026=5; TW V 2026=3").unread == (
        "nanti saja",
        "31/2/2026=5",
        "TW V 2026=3",
    )
    assert not read_interim(None).points


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Agt 2026", date(2026, 8, 31)),
        ("Peb 2028", date(2028, 2, 29)),
        ("TW III 2026", date(2026, 9, 30)),
        ("Q3 2026", date(2026, 9, 30)),
        ("Smt II 2026", date(2026, 12, 31)),
        ("2026", date(2026, 12, 31)),
        ("17 Agustus 2026", date(2026, 8, 17)),
        ("2026-08-17", date(2026, 8, 17)),
        ("Foo 2026", None),
    ],
)
def test_a_period_counts_at_its_end(text, day):
    assert period_end(text) == day
