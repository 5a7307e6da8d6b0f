from datetime import date, timedelta

import pytest

from forum.timeline import Window, bars, undated
from tests.forum.frames import frame
from ui.headlines.timeline import day_range, headline, label

TODAY = date(2026, 11, 21)


def day(n):
    return TODAY + timedelta(days=n)


def found(*rows):
    tasks = frame("tasks", *rows)
    return tasks, bars(tasks, today=TODAY, window=Window.around(TODAY))


def said(*rows, clashes=(), language="id"):
    tasks, shown = found(*rows)
    return headline(shown, clashes, tasks=len(tasks), undated=len(undated(tasks)), today=TODAY, language=language)


def task(title="Gladi", begin=-5, due=10, status="in_progress", **more):
    return {"title": title, "start": day(begin), "due": day(due), "status": status, **more}


def test_without_tasks_it_says_so_in_both_languages():
    assert said() == "Belum ada tugas di linimasa"
    assert said(language="en") == "No tasks on the timeline yet"


def test_tasks_without_dates_wait_for_them():
    assert (
        said({"title": "A", "status": "not_started"}, {"title": "B", "status": "not_started"})
        == "Dua tugas menunggu tanggal"
    )


def test_work_that_meets_comes_before_everything_else():
    clash = ("Pipa air", "Gladi banjir", date(2026, 12, 7), date(2026, 12, 10))
    assert said(task(due=-5), clashes=[clash]) == "“Pipa air” dan “Gladi banjir” bertemu 7–10 Desember"


def test_long_names_are_counted_instead():
    clash = ("P" * 60, "Gladi", date(2026, 12, 7), date(2026, 12, 7))
    assert said(task(), clashes=[clash]) == "Dua pekerjaan bertemu 7 Desember"


def test_one_late_task_is_named_and_several_are_counted():
    assert said(task("Saluran Krajan", due=-1)) == "“Saluran Krajan” lewat tenggat 1 hari"
    assert said(task(due=-1), task(due=-12)) == "Dua tugas lewat tenggat; terlama 12 hari"
    assert said(task("Canal", due=-1), language="en") == "“Canal” is overdue by 1 day"


def test_in_quiet_times_the_next_milestone_is_said_and_what_else_falls_due():
    rows = [task("Dana cair", due=9, milestone=True), task(due=3), task(due=60)]
    assert said(*rows) == "Tonggak berikutnya: Dana cair, 30 Nov; dua tenggat dalam 30 hari"


def test_else_the_next_due_date():
    assert said(task("Panen raya", due=40)) == "Tenggat berikutnya: Panen raya, 31 Des"


def test_when_all_is_done_nothing_is_due():
    assert said(task(due=-5, status="done", done_on=day(-6))) == "Tidak ada tenggat dalam rentang ini"


def end_of(*, typed="", status="Berjalan", language="id", **more):
    _, shown = found(task(**more))
    return label(shown.iloc[0], typed=typed, status=status, language=language)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("1 Des", {}),
        ("lewat 5 hari", {"due": -5}),
        ("lewat 5 hari, tertunda", {"due": -5, "status": "Tertunda"}),
        ("selesai 14 Nov", {"due": -3}),
    ],
)
def test_a_bar_says_until_when_how_late_or_when_finished(words, given):
    stored = {"Tertunda": "on_hold"}.get(given.get("status", ""), "in_progress")
    more = {"begin": -20, "due": given.get("due", 10), "status": stored}
    if words.startswith("selesai"):
        more |= {"status": "done", "done_on": day(-7)}
    _, shown = found(task(**more))
    assert label(shown.iloc[0], typed="", status=given.get("status", "Berjalan"), language="id") == words


def test_an_imprecise_due_date_is_said_as_it_was_typed():
    _, shown = found({"title": "Pasar", "start": day(1), "due": ("2026-12-21", "2026-12-31"), "status": "not_started"})
    assert label(shown.iloc[0], typed="akhir Desember", status="Belum mulai", language="id") == "akhir Desember"


def test_a_task_without_due_date_says_so():
    _, shown = found({"title": "Radio", "start": day(-5), "status": "in_progress"})
    assert label(shown.iloc[0], typed="", status="Berjalan", language="id") == "tanpa tenggat"


@pytest.mark.parametrize(
    ("end", "words"),
    [(date(2026, 11, 28), "28 Nov"), (date(2026, 11, 30), "28–30 Nov"), (date(2026, 12, 3), "28 Nov–3 Des")],
)
def test_a_range_of_days_names_each_month_once(end, words):
    assert day_range(date(2026, 11, 28), end, language="id") == words
