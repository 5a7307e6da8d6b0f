from datetime import date

from tests.ui.charts.sample import HOLLOW, LATE, MILESTONE, TODAY, bar
from ui.charts.fills import patches, reach, span
from ui.charts.rows import lay_out, window
from ui.charts.theme import DARK, LIGHT, Look

LOOK = Look()
WINDOW = window(TODAY, "quarter", LOOK)


def drawn(one, look=LOOK, shown=WINDOW):
    return patches(lay_out([one], look).tasks[0], shown, look)


def height(patch):
    return patch.y2 - patch.y


def test_a_running_task_is_one_solid_leaf():
    (patch,) = drawn(bar())
    assert patch.fill == ((0.0, LIGHT.leaf),) * 4
    assert (patch.x, patch.x2) == (-11, 14)


def test_a_finished_task_is_about_half_as_high():
    (done,), (running,) = drawn(bar(state="done")), drawn(bar())
    assert done.fill[0][1] == LIGHT.leaf_2
    assert 0.4 < height(done) / height(running) < 0.6


def test_a_task_on_hold_is_turmeric_also_in_the_dark():
    assert drawn(bar(state="on_hold"), Look(dark=True))[0].fill[0][1] == DARK.turmeric


def test_a_task_not_begun_is_hollow_paper_between_lines():
    paper, *lines = drawn(bar(state="not_started"))
    assert paper.fill[0][1] == LIGHT.paper
    assert {line.fill[0][1] for line in lines} == {LIGHT.soft}
    assert len(lines) == 4


def test_a_doubtful_end_fades_to_nothing_and_has_no_edge_there():
    _, *lines = drawn(bar(state="not_started", sure_end=date(2026, 11, 25)))
    assert len(lines) == 3
    offsets, colours = zip(*lines[0].fill, strict=True)
    assert list(offsets) == sorted(offsets)
    assert colours[-1].endswith(",0)") and colours[1].endswith(",1)")


def test_a_doubtful_range_cut_by_the_edge_is_half_faded_there():
    (patch,) = drawn(bar(end=date(2027, 3, 21), sure_end=date(2027, 1, 18)))
    opacity = float(patch.fill[-1][1].rstrip(")").split(",")[-1])
    assert 0.4 < opacity < 0.6


def test_a_task_without_due_date_fades_out_after_today():
    open_ended = bar(end=None, sure_end=None)
    place = span(open_ended, WINDOW)
    assert place.sure_end == 0 and place.end > 0


def test_a_task_of_one_day_can_still_be_seen():
    (patch,) = drawn(bar(begin=TODAY, sure_begin=TODAY, sure_end=TODAY, end=TODAY))
    assert (patch.x2 - patch.x) * WINDOW.day >= 5


def test_milestones_and_what_lies_outside_have_no_bar():
    assert drawn(MILESTONE) == []
    assert drawn(bar(begin=date(2027, 6, 1), sure_begin=date(2027, 6, 1), end=date(2027, 7, 1))) == []


def test_a_late_task_reaches_to_today_and_others_to_their_end():
    assert reach(LATE, WINDOW) == (-11, 0)
    assert reach(MILESTONE, WINDOW) == (9, 9)
    assert reach(HOLLOW, WINDOW)[1] == WINDOW.last
