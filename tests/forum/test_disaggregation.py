"""Who was reached, and groups too small to be named."""

from datetime import date

import pytest

from forum.disaggregation import covered, mask, mismatches, shares, totals
from tests.forum.frames import frame

ROWS = frame(
    "measurements",
    {"id": "UK-1", "indicator": "I-01", "date": "2026-01-31", "value": 80, "female": 30, "male": 50, "disability": 2},
    {"id": "UK-2", "indicator": "I-01", "date": "2026-02-28", "value": 45, "female": 16, "male": 24},
    {"id": "UK-3", "indicator": "I-01", "date": "2026-03-31", "value": 12},
)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (120, "120"), (None, None), (float("nan"), None)]
)
def test_groups_of_one_to_four_are_covered(count, shown):
    assert mask(count) == shown


def test_the_smallest_group_is_a_setting():
    assert mask(8, 10) == "<10"


def test_women_and_men_that_do_not_add_up_are_noticed_not_corrected():
    wrong = mismatches(ROWS)
    assert wrong["difference"].to_dict() == {"UK-2": -5}
    assert ROWS.at["UK-2", "value"] == 45


def test_percentages_are_not_compared_with_heads():
    assert mismatches(ROWS, frame("indicators", {"id": "I-01", "unit": "%"})).empty


def test_a_gap_is_a_share_of_those_counted():
    women, men = shares(ROWS)
    assert (women.count, women.of) == (46, 120)
    assert women.percent == pytest.approx(38.33, abs=0.01)
    assert men.group == "male"


def test_a_small_group_has_neither_count_nor_percent():
    (share,) = shares(ROWS, ("disability",))
    assert (share.count, share.percent, share.masked, share.of) == (None, None, True, 120)


def test_without_counts_there_is_no_share():
    assert shares(ROWS, ("children", "adults")) == []
    assert shares(frame("measurements")) == []
    assert shares(ROWS, since=date(2026, 3, 1)) == []


def test_public_numbers_are_covered_and_the_rest_is_nothing():
    shown = covered(ROWS)
    assert shown.at["UK-1", "disability"] == "<5"
    assert shown.at["UK-1", "female"] == "30"
    assert shown.at["UK-3", "female"] is None


def test_totals_of_nobody_counted_are_none():
    assert totals(ROWS)["female"] == 46
    assert totals(ROWS)["children"] is None
