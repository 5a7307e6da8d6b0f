import pytest

from forum.disaggregation import shares
from tests.forum.frames import frame
from ui.headlines.indicators import close_up, figure, groups, headline, with_unit


def said(*statuses, language="id"):
    return headline([(f"Indikator {n}", status) for n, status in enumerate(statuses, 1)], language=language)


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], "Belum ada indikator"),
        (["no_data", "no_data"], "Dua indikator belum dapat dibandingkan dengan target"),
        (["on_track"], "Satu-satunya indikator terukur sesuai rencana"),
        (["off_track"], "Satu-satunya indikator terukur belum sesuai rencana"),
        (["on_track", "achieved", "no_data"], "Semua 2 indikator terukur sesuai rencana"),
        (["on_track", "off_track", "attention"], "Satu dari tiga indikator sesuai rencana; Indikator 2 tertinggal"),
        (["on_track", "off_track", "regressed"], "Satu dari tiga indikator sesuai rencana; dua tertinggal"),
        (["on_track", "attention"], "Satu dari dua indikator sesuai rencana; Indikator 2 perlu perhatian"),
        (["attention", "attention"], "Belum satu pun dari dua indikator terukur sesuai rencana; dua perlu perhatian"),
        (["on_track", "just_started"], "Satu dari dua indikator sesuai rencana"),
    ],
)
def test_the_headline_counts_what_is_measured_and_names_the_one_furthest_behind(statuses, words):
    assert said(*statuses) == words


def test_english_minds_its_plurals():
    assert said("on_track", "off_track", language="en") == "One of two indicators is on track; Indikator 2 is behind"
    assert said("on_track", "on_track", "off_track", language="en").startswith("Two of three indicators are on track")


def test_a_long_name_is_counted_instead():
    assert headline([("A", "on_track"), ("B" * 60, "off_track")], language="id").endswith("; satu tertinggal")


def close(status="off_track", actual=31.0, planned=47.3, target=60.0, baseline=18.0, unit="%"):
    return close_up(status, actual=actual, planned=planned, target=target, baseline=baseline, unit=unit, language="id")


def test_close_up_says_what_the_plan_expected_on_that_day_no_finer_than_the_data():
    assert close() == "Kini 31%, seharusnya sudah 47%"
    assert (
        close(actual=4.4, planned=4.83, target=5.5, baseline=4.1, unit="ton/ha")
        == "Kini 4,4 ton/ha, seharusnya sudah 4,8 ton/ha"
    )


def test_close_up_knows_that_lower_may_be_better():
    down = {"target": 40.0, "baseline": 86.0, "unit": "KK"}
    assert close("on_track", actual=50.0, planned=61.0, **down) == "Kini 50 KK, mendahului rencana 61 KK"
    assert close("attention", actual=70.0, planned=61.0, **down) == "Kini 70 KK, seharusnya sudah 61 KK"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("achieved", "Target 60% tercapai: kini 31%"),
        ("missed", "Berakhir di 31%, targetnya 60%"),
        ("regressed", "Mundur: kini 31%, data awal 18%"),
    ],
)
def test_close_up_of_an_end_says_the_end(status, words):
    assert close(status) == words


def test_close_up_without_data_or_without_plan_says_what_is_known():
    assert close(actual=None) == "Belum pernah diukur"
    assert close("check_setup", planned=None) == "Kini 31%; arah atau targetnya perlu diperiksa"
    assert close("just_started", planned=None, baseline=None) == "Kini 31%, menuju 60%"


def test_units_stand_where_people_write_them():
    assert with_unit(13900, "Rp/kg", language="id") == "13.900 Rp/kg"
    assert with_unit(15e6, "Rp", language="id") == "Rp15 jt"
    assert figure(None, "KK", language="id") == "–"


def who(least=5, **counts):
    rows = frame("measurements", {"indicator": "I-1", "date": "2026-10-31", "value": 120, **counts})
    return groups(shares(rows, minimum=least), least=least, language="id")


def test_women_are_said_with_their_denominator():
    assert who(female=46, male=74) == "Perempuan 38% dari 120 peserta"


def test_a_small_group_is_covered_and_the_other_does_not_give_it_away():
    assert who(female=3, male=117) == "Perempuan <5 dari 120 peserta"
    assert who(female=117, male=3) == "Laki-laki <5 dari 120 peserta"


def test_without_counts_nothing_is_said():
    assert who() == ""
