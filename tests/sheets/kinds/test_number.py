import math

import pytest

from sheets.errors import Invalid
from sheets.kinds import KINDS
from tests.sheets.kinds.cells import column, context, found, one, reasons

WEIGHT = "goals.weight"
EMPTY = ["", "-", "–", "—", "...", "?", "n/a", "N/A", "tbd", "TBD", "kosong", "belum ada", "belum ada data", "menyusul",
         "tidak ada", "belum diisi", None, "  ", "\xa0"]  # fmt: skip


@pytest.mark.parametrize("typed", EMPTY)
@pytest.mark.parametrize(
    "name", [WEIGHT, "tasks.budget", "tasks.progress", "tasks.due", "partners.phone", "partners.lat"]
)
def test_what_means_no_data_is_nothing_and_says_nothing(name, typed):
    reading = one(name, typed)
    assert reading.value is None
    assert not reading.notes


@pytest.mark.parametrize(
    ("typed", "value"),
    [("nihil", 0), ("nol", 0), ("0", 0), (0, 0), ("1.234,56", 1234.56), ("2.500.000", 2500000), ("1.500", 1500),
     ("0.125", 0.125), ("0,125", 0.125), ("12,5", 12.5), ("2.5", 2.5), ("12", 12), ("'12", 12), (" 12\xa0", 12),
     ("-5", -5), ("−5", -5), ("12 org", 12), ("12 orang", 12), ("20 KK", 20), ("3 m", 3), ("12 m2", 12),
     ("1.500 kg", 1500), ("2,5 ton/ha", 2.5), ("5 kali", 5), ("12 (dua belas)", 12), ("2,5 juta", 2500000),
     ("5 ribu orang", 5000), ("75%", 75), ("Rp 5.000,-", 5000), ("1.234.567,89", 1234567.89), ("1234,567", 1234.567),
     (4.5, 4.5)],
)  # fmt: skip
def test_one_clear_number_is_read_without_a_word(typed, value):
    reading = one(WEIGHT, typed)
    assert reading.value == value
    assert not reading.notes


@pytest.mark.parametrize(
    ("typed", "value", "reason"),
    [("1,234.56", 1234.56, "english_style"), ("1,500", 1.5, "ambiguous_separator"), ("±20 KK", 20, "approximate"),
     ("50-an", 50, "approximate"), ("> 50", 50, "approximate"), ("≥50", 50, "approximate"),
     ("sekitar 50", 50, "approximate"), ("lebih dari 50 orang", 50, "approximate"), ("50+", 50, "approximate"),
     ("3 dari 5", 3, "part_of"), ("3/5", 3, "part_of"), ("1 500 000", 1500000, "spaced_number"),
     ("(5)", -5, "negative_brackets"), ("1,2E+08", 1.2e8, "rounded_by_sheet"), ("12 payung", 12, "words_ignored"),
     ("5 unit (rusak)", 5, "words_ignored"), ("5 jutaan", 5e6, "approximate")],
)  # fmt: skip
def test_an_assumption_comes_with_a_notice(typed, value, reason):
    reading = one(WEIGHT, typed)
    assert reading.value == value
    assert reasons(reading) == [reason]
    assert not reading.unreadable


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("12.345.67", "bad_grouping"), ("1,23,456", "bad_grouping"), ("1.23,456.7", "bad_grouping"), ("10-15", "range"),
     ("10–15", "range"), ("10 s/d 15", "range"), ("10 sampai 15", "range"), ("dua puluh", "number_in_words"),
     ("5 ratus ribu", "number_in_words"), ("banyak", "not_a_number"), ("lantai 3", "not_a_number"),
     ("12 5", "several_numbers"), ("17/8/2026", "several_numbers"), ("5 orang 3 KK", "several_numbers"),
     ("5 P, 7 L", "several_numbers"), ("2½", "several_numbers"), ("USD 500", "other_currency"),
     ("$5", "other_currency"), ("#REF!", "error_cell"), ("#N/A", "error_cell"), ("#NAME?", "error_cell"),
     (True, "not_a_number")],
)  # fmt: skip
def test_what_is_not_one_number_is_not_guessed(typed, reason):
    reading = one(WEIGHT, typed)
    assert reading.value is None
    assert reasons(reading) == [reason]
    assert reading.unreadable


def test_a_clean_column_is_read_in_bulk_and_blanks_stay_empty():
    read = column(WEIGHT, [1, 2.5, None, "", 0])
    assert list(read.values["weight"][[0, 1, 4]]) == [1, 2.5, 0]
    assert math.isnan(read.values["weight"][2])
    assert math.isnan(read.values["weight"][3])
    assert not read.findings


def test_findings_stand_at_their_cells():
    read = column(WEIGHT, ["1", "banyak", 3, "10-15", "banyak"])
    assert found(read) == [
        (1, "not_a_number", "unreadable"),
        (3, "range", "unreadable"),
        (4, "not_a_number", "unreadable"),
    ]


def test_a_number_that_the_sheet_made_a_date_is_not_a_number():
    from datetime import datetime

    reading = one(WEIGHT, datetime(2026, 5, 3))
    assert reading.value is None
    assert reasons(reading) == ["number_as_date"]
    google = one(WEIGHT, 46145, serial_dates=True, formats=lambda: ["d/m/yyyy"])
    assert google.value is None
    assert reasons(google) == ["number_as_date"]
    assert one(WEIGHT, 46145, serial_dates=True, formats=lambda: ["#,##0"]).value == 46145


def test_a_number_shown_as_a_percent_is_read_as_it_is_seen():
    assert one("indicators.target", 0.75, formats=lambda: ["0%"]).value == 75
    assert one("indicators.target", 0.75, formats=lambda: ["0.00"]).value == 0.75


def test_formats_are_not_asked_for_where_they_cannot_decide():
    def never():
        raise AssertionError("asked")

    assert one(WEIGHT, 12, formats=never).value == 12


def test_a_column_that_proves_english_writing_is_read_so_and_says_it():
    read = column(WEIGHT, ["1,234.56", "1,500", "2.500"])
    assert list(read.values["weight"]) == [1234.56, 1500, 2.5]
    assert found(read) == [
        (0, "english_style", "notice"),
        (1, "english_column", "notice"),
        (2, "english_column", "notice"),
    ]


def test_endless_and_huge_numbers_do_not_break_a_column():
    read = column(WEIGHT, [float("inf"), 10**400, float("nan"), 3])
    assert read.values["weight"][3] == 3
    assert [finding.index for finding in read.findings] == [0, 1]


def test_a_form_takes_one_clear_number_only():
    kind, around = KINDS["number"], context(WEIGHT)
    assert kind.check("1.234,5", around) == 1234.5
    assert kind.check(3, around) == 3
    assert kind.check("", around) is None
    for wrong in ("1,500", "10-15", "banyak", True, float("inf")):
        with pytest.raises(Invalid) as refused:
            kind.check(wrong, around)
        assert list(refused.value.details["fields"]) == ["weight"]


def test_a_required_number_may_not_be_empty():
    with pytest.raises(Invalid) as refused:
        KINDS["number"].check(None, context("indicators.target"))
    assert refused.value.details["fields"] == {"target": "required"}


@pytest.mark.parametrize(
    ("value", "indonesian", "english"), [(1234.5, "1.234,5", "1,234.5"), (4.0, "4", "4"), (-0.25, "-0,25", "-0.25")]
)
def test_numbers_are_shown_in_the_writing_of_the_language(value, indonesian, english):
    assert KINDS["number"].show(value, "id") == indonesian
    assert KINDS["number"].show(value, "en") == english


def test_whole_numbers_are_stored_whole():
    assert KINDS["number"].store(4.0, context(WEIGHT)) == 4
    assert isinstance(KINDS["number"].store(4.0, context(WEIGHT)), int)
    assert KINDS["number"].store(4.5, context(WEIGHT)) == 4.5
