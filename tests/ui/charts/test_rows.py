from datetime import date

import pytest

from tests.ui.charts.sample import BARS, TODAY, bar
from ui.charts.rows import SPANS, lay_out, window
from ui.charts.theme import Look

LAPTOP, PHONE, MEETING = Look(), Look(distance="phone", width=326), Look(distance="meeting", width=1100)


def test_a_heading_stands_where_the_group_changes():
    rows = lay_out(BARS, LAPTOP).rows
    assert [row.text for row in rows if row.bar is None] == ["Pangan lokal", "Air bersih"]
    assert [row.text for row in rows].index("Air bersih") == 3


def test_rows_come_down_the_page_and_end_before_the_foot():
    sheet = lay_out(BARS, LAPTOP)
    ys = [row.y for row in sheet.rows]
    assert ys == sorted(ys)
    assert sheet.top < ys[0] and ys[-1] < sheet.bottom < sheet.height


def test_tasks_are_25_pixels_apart_on_a_laptop_and_36_on_a_phone():
    for look, pitch in ((LAPTOP, 25), (PHONE, 36)):
        first, second = lay_out([bar("A"), bar("B")], look).tasks
        assert second.y - first.y == pitch


def test_on_a_phone_the_name_stands_above_its_bar():
    row = lay_out([bar()], PHONE).tasks[0]
    assert row.text_y < row.y


def test_in_a_meeting_everything_is_half_as_large_again():
    assert lay_out(BARS, MEETING).height == pytest.approx(lay_out(BARS, LAPTOP).height * 1.5, abs=0.2)


def test_bars_without_a_group_have_no_heading():
    assert all(row.bar for row in lay_out([bar(group="")], LAPTOP).rows)


@pytest.mark.parametrize("zoom", SPANS)
def test_a_window_holds_today_and_the_first_days_of_its_months(zoom):
    shown = window(TODAY, zoom, LAPTOP)
    assert shown.first < 0 < shown.last
    assert all(day.day == 1 and shown.shows(shown.x(day)) for day in shown.months())


def test_the_quarter_shows_thirty_days_back_and_ninety_ahead():
    shown = window(TODAY, "quarter", LAPTOP)
    assert (shown.first, shown.last) == (-30, 90)
    assert shown.months() == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
