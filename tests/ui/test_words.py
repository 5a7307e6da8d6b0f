"""Numbers, money, days and counts as people read them in both languages."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from ui import words


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (0, "0", "0"),
        (-3.25, "−3,25", "−3.25"),
        (5.0, "5", "5"),
        (1000000, "1.000.000", "1,000,000"),
    ],
)
def test_numbers_have_the_separators_of_the_language(value, indonesian, english):
    assert words.number(value, language="id") == indonesian
    assert words.number(value, language="en") == english


def test_nothing_is_a_dash_and_never_a_zero():
    assert words.number(None, language="id") == words.NOTHING
    assert words.number(float("nan"), language="id") == words.NOTHING
    assert words.percent(None, language="id") == words.NOTHING
    assert words.money(float("nan"), language="id") == words.NOTHING
    assert words.day(pd.NaT, language="id") == words.NOTHING
    assert words.short_day(None, language="en") == words.NOTHING


def test_a_number_that_rounds_to_nothing_has_no_sign():
    assert words.number(-0.001, language="id") == "0"


def test_money_is_whole_rupiah_or_short():
    assert words.money(2500000, language="id") == "Rp2.500.000"
    assert words.money(2500000, compact=True, language="id") == "Rp2,5 jt"
    assert words.money(1.2e9, compact=True, language="id") == "Rp1,2 M"
    assert words.money(2500000, compact=True, language="en") == "Rp2.5 million"
    assert words.money(750, compact=True, language="id") == "Rp750"


def test_days_are_written_with_the_month_by_name():
    assert words.day(date(2026, 8, 17), language="id") == "17 Agustus 2026"
    assert words.day(date(2026, 11, 21), weekday=True, language="id") == "Sabtu, 21 November 2026"
    assert words.day(pd.Timestamp("2026-08-17"), language="en") == "17 August 2026"


def test_a_short_day_says_the_year_only_when_it_is_another_one():
    assert words.short_day(date(2026, 8, 17), date(2026, 1, 1), language="id") == "17 Agu"
    assert words.short_day(date(2027, 8, 17), date(2026, 1, 1), language="id") == "17 Agu 2027"


def test_the_clock_shows_the_forums_time_zone():
    moment = datetime(2026, 11, 21, 3, 42, tzinfo=UTC)
    assert words.clock(moment, "Asia/Jakarta", language="id") == "10.42 WIB"
    assert words.clock(moment, "Asia/Jayapura", language="en") == "12:42 WIT"


@pytest.mark.parametrize(
    ("days", "indonesian", "english"),
    [
        (3, "3 hari lagi", "3 days left"),
        (1, "besok", "tomorrow"),
        (0, "hari ini", "today"),
        (-5, "lewat 5 hari", "5 days late"),
        (-1, "lewat 1 hari", "1 day late"),
    ],
)
def test_days_until_a_due_day_are_said_in_words(days, indonesian, english):
    assert words.relative(days, language="id") == indonesian
    assert words.relative(days, language="en") == english


def test_small_counts_are_words_and_large_ones_digits():
    assert words.count_word(3, capital=True, language="id") == "Tiga"
    assert words.count_word(12, language="en") == "twelve"
    assert words.count_word(1300, language="id") == "1.300"


@pytest.mark.parametrize("value", [None, "", (), float("nan"), pd.NaT, pd.NA])
def test_nothing_is_not_known(value):
    assert not words.known(value)


@pytest.mark.parametrize("value", [0, False, "x", ("a",), pd.Timestamp("2026-01-01")])
def test_a_zero_and_a_no_are_known(value):
    assert words.known(value)


def test_counts_in_sentences_have_their_thousands_apart_and_keep_their_plural():
    assert words.say("tasks.count", n=1962, language="id") == "1.962 tugas"
    assert words.say("tasks.count", n=1962, language="en") == "1,962 tasks"
    assert words.say("tasks.count", n=1, language="en") == "1 task"
    assert words.say("check.place_row", tab="Tugas", row=1962, language="id") == "Tugas, baris 1962"
