"""How grave a case is, and the rules that need no declaration."""

import pytest

from forum.severity import confidentiality, level, must_refer, rank, severity


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (1, "low"),
        (3, "low"),
        (4, "medium"),
        (6, "medium"),
        (8, "high"),
        (9, "high"),
        (12, "critical"),
        (16, "critical"),
    ],
)
def test_the_score_has_four_levels(score, word):
    assert level(score) == word


def test_every_product_of_the_scales_has_a_level():
    for impact in "1234":
        for urgency in "1234":
            rated = severity(impact, urgency)
            assert rated.score == int(impact) * int(urgency)
            assert rated.level is not None


def test_an_unrated_case_has_no_level():
    assert severity(None, "3") == severity("2", None) == severity(None, None)
    assert severity(None, "3").level is None


@pytest.mark.parametrize("category", ["violence", "child_protection", "integrity", "safety"])
def test_grave_categories_are_at_least_high_confidential_and_referred(category):
    assert severity("1", "1", category).level == "high"
    assert severity(None, None, category).level == "high"
    assert severity("4", "4", category).level == "critical"
    assert confidentiality("open", category) == "confidential"
    assert must_refer(category)


def test_other_cases_are_as_declared_and_open_by_default():
    assert confidentiality("restricted", "money") == "restricted"
    assert confidentiality(None, None) == "open"
    assert not must_refer("delivery")


def test_the_gravest_stands_first_and_the_unrated_last():
    assert rank(["low", "critical", None, "high", "medium"]) == [3, 0, 4, 1, 2]
