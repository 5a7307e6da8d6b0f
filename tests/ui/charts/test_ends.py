from datetime import timedelta
from itertools import pairwise

from tests.ui.charts.sample import BAND, BARS, MILESTONE, TODAY, bar
from ui.charts.bands import place
from ui.charts.ends import at_end, at_foot, over_top
from ui.charts.fills import reach
from ui.charts.rows import Band, Mark, lay_out, window
from ui.charts.theme import LABEL, Look, text_width

LOOK = Look()
WINDOW = window(TODAY, "quarter", LOOK)


def weekly(n):
    days = [TODAY + timedelta(days=7 * week + 1) for week in range(-3, n - 3)]
    return [Mark(day, f"rapat {day.day} {day.month}") for day in days]


def label(one):
    begin, end = reach(one, WINDOW)
    return at_end(one, begin, end, 100, WINDOW, LOOK)


def test_words_at_the_foot_never_touch_and_the_next_meeting_always_has_its_words():
    words = at_foot(weekly(14), 300, WINDOW, LOOK)
    places = sorted((WINDOW.pixel(each.x), text_width(each.text, LABEL)) for each in words if each.align == "center")
    assert all(right[0] - left[0] > (left[1] + right[1]) / 2 for left, right in pairwise(places))
    assert any(each.x == 1 for each in words)


def test_words_at_the_foot_stay_inside_the_chart():
    last = Mark(TODAY + timedelta(days=WINDOW.last), "rapat 19 Feb")
    (words,) = at_foot([last], 300, WINDOW, LOOK)
    assert words.align == "right"


def test_month_names_that_would_touch_are_left_out():
    phone = Look(distance="phone", width=326)
    shown = window(TODAY, "year", phone)
    labels = [(shown.x(day), "September") for day in shown.months()]
    words = over_top(labels, 9, shown, phone)
    assert 1 < len(words) < len(labels)


def test_a_late_task_says_so_in_bold():
    assert label(bar(days_late=5, label="lewat 5 hari")).bold
    assert not label(bar()).bold


def test_an_arrow_says_that_a_milestone_lies_beyond_the_edge():
    assert label(MILESTONE).text == "30 Nov"
    far = bar(milestone=True, end=TODAY + timedelta(days=131), label="1 Apr")
    assert label(far).text == "1 Apr →"


def test_the_words_of_a_clash_stand_on_the_line_of_a_heading_between_its_rows():
    sheet = lay_out(BARS, LOOK)
    labels = [label(row.bar) for row in sheet.tasks]
    ((patch, words),) = place([BAND], sheet, labels, WINDOW, LOOK)
    assert words.y == next(row.y for row in sheet.rows if row.text == "Air bersih")
    assert (patch.x, patch.x2) == (16, 20)


def test_bands_that_would_cover_each_other_are_shown_once():
    sheet = lay_out(BARS, LOOK)
    labels = [label(row.bar) for row in sheet.tasks]
    twin = Band("TG-2", "TG-3", BAND.begin, BAND.end, "bertemu")
    assert len(place([BAND, twin], sheet, labels, WINDOW, LOOK)) == 1


def test_a_clash_with_a_row_of_another_page_is_not_drawn():
    sheet = lay_out(BARS[:1], LOOK)
    assert place([BAND], sheet, [label(BARS[0])], WINDOW, LOOK) == []


def test_on_a_phone_a_long_heading_keeps_its_line_to_itself():
    phone = Look(distance="phone", width=326)
    shown = window(TODAY, "month", phone)
    long = [bar(), bar("TG-3", group="Siaga bencana banjir dan longsor", name="Gladi")]
    sheet = lay_out(long, phone)
    labels = [at_end(one, *reach(one, shown), 100, shown, phone) for one in long]
    found = place([BAND], sheet, labels, shown, phone)
    assert all(words.y != next(row.y for row in sheet.rows if row.text == long[1].group) for _, words in found)
