"""Linimasa on the demo forum and on an empty one."""

from __future__ import annotations

import json
from datetime import date, timedelta

import openpyxl
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from sheets import open_forum
from tests.pages.conftest import words

MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


def chart(app):
    """The timeline's specification and its words for those who cannot see it."""
    (found,) = app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
    return json.loads(found.proto.spec), found.proto


def texts(app):
    _, proto = chart(app)
    frames = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in proto.datasets]
    return [str(text) for frame in frames if "text" in frame for text in frame["text"]]


def names(app):
    """The tasks named at the left."""
    return [part.split(": ")[0] for part in chart(app)[1].alt.split(". ", 1)[1].split("; ")]


def type_in_sheet(file, cells):
    """A first task as a person types it, under the headers of the tab."""
    book = openpyxl.load_workbook(file)
    sheet = book["Tugas"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Status" for cell in row))
    for cell in header:
        if cell.value in cells:
            sheet.cell(cell.row + 1, cell.column, cells[cell.value])
    book.save(file)


def test_goals_tasks_and_today_are_on_the_timeline(open_screen):
    app = open_screen("timeline")
    assert {"hari ini", "Gladi tanggap banjir", "Pangan lokal cukup dan sehat"} <= set(texts(app))
    assert any(text.startswith("lewat ") for text in texts(app))


def test_a_page_holds_at_most_25_tasks_and_says_how_many_there_are(open_screen):
    app = open_screen("timeline")
    spec, _ = chart(app)
    assert "1–25 dari" in words(app)
    assert len({text for text in texts(app) if text}) < 120 and spec["height"] < 1000


def test_in_a_meeting_one_goal_stands_alone_in_larger_letters(open_screen):
    app = open_screen("timeline", rapat="1")
    said = texts(app)
    assert "Pangan lokal cukup dan sehat" in said
    assert "Air bersih untuk semua dusun" not in said
    assert chart(app)[0]["config"]["title"]["fontSize"] > 19


def test_grouping_by_partner_puts_partners_over_their_tasks(open_screen):
    app = open_screen("timeline").segmented_control(key="kelompok").set_value("partner").run()
    assert "Pangan lokal cukup dan sehat" not in texts(app)
    assert "PKK" in texts(app)


def test_a_year_shows_months_that_a_month_does_not(open_screen):
    app = open_screen("timeline")
    month = set(texts(app.segmented_control(key="rentang").set_value("month").run()))
    year = set(texts(app.segmented_control(key="rentang").set_value("year").run()))
    first_days = {(date.today() + timedelta(days=days)).month for days in (150, 180)}
    names = {MONTHS[month - 1] for month in first_days}
    assert names <= year and not names & month


def test_the_next_page_shows_other_tasks(open_screen):
    app = open_screen("timeline")
    first = set(names(app))
    app.get("pagination")[0].set_value(2).run()
    assert not first & set(names(app))


def test_a_filter_leaves_only_the_tasks_of_one_partner(open_screen):
    app = open_screen("timeline")
    before = names(app)
    choice = app.selectbox(key="tasks.lead")
    choice.set_value(next(key for key in choice.options if key == "PKK")).run()
    assert not app.exception
    assert 0 < len(names(app)) < len(before)


def test_the_screen_speaks_english_with_english_months(open_screen):
    app = open_screen("timeline", lang="en")
    assert "today" in texts(app)
    assert chart(app)[0]["config"]["locale"]["time"]["months"][0] == "January"


def test_without_tasks_the_timeline_invites_to_begin(open_screen):
    app = open_screen("timeline", forum="empty")
    assert "Belum ada tugas di linimasa" in words(app)
    assert "Mulai dari satu tugas dengan tenggatnya." in words(app)
    assert not app.get("arrow_vega_lite_chart")


def test_tasks_without_any_date_are_listed_and_asked_when(open_screen, forum_file):
    file = forum_file("empty")
    type_in_sheet(file, {"Tugas": "Pojok baca", "Status": "Belum mulai"})
    app = open_screen("timeline", forum=file)
    assert "Satu tugas menunggu tanggal" in words(app)
    assert "Pojok baca" in words(app)


def test_a_single_task_makes_a_timeline(open_screen, forum_file):
    file = forum_file("empty")
    due = date.today() + timedelta(days=9)
    open_forum(str(file)).append("tasks", {"title": "Pojok baca", "status": "in_progress", "lead": "PKK", "due": due})
    app = open_screen("timeline", forum=file)
    assert "Pojok baca" in texts(app)
    assert "Tenggat berikutnya: Pojok baca" in words(app)
