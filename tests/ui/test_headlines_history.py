"""The headline of Riwayat, and its days and hours in words."""

from ui.headlines.history import clock_of, day_of, headline


def test_the_latest_change_is_named_by_day_and_hour():
    lines = [{"when": "2026-11-22 03:00:11"}, {"when": "2026-11-21 10:42:00"}]
    assert headline(lines, language="id") == "Dua perubahan tercatat; yang terakhir 22 Nov, 03.00"
    assert headline(lines, language="en").endswith("22 Nov, 03:00")


def test_without_changes_it_says_so():
    assert headline([], language="id") == "Belum ada perubahan lewat papan"


def test_a_time_that_a_person_wrote_over_stays_as_it_stands():
    assert day_of("2026-11-22", "id") == "Minggu, 22 November 2026"
    assert day_of("kemarin", "id") == "kemarin"
    assert clock_of("kemarin", "id") == ""
