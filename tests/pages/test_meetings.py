"""Agenda & rapat: the next meeting, what is open from the last one, who came."""

from datetime import timedelta

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import press, today


def test_the_headline_says_when_the_forum_meets_next(open_screen):
    assert "hari lagi" in headline(open_screen("meetings"))
    assert " in " in headline(open_screen("meetings", lang="en"))


def test_what_was_decided_and_who_came_stands_below(open_screen):
    text = words(open_screen("meetings"))
    assert "Sudah berlangsung" in text
    assert "Kehadiran" in text
    assert "orang" in text


def test_one_meeting_shows_what_the_sheet_says(open_screen):
    app = open_screen("meetings", id="AG-02")
    assert headline(app) == "Lokakarya tujuan bersama"
    assert "Visi dan lima tujuan ditulis" in words(app)


def test_a_new_meeting_is_written_to_the_sheet(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("meetings", forum=path, id="baru")
    app.text_input(key="new-meetings-0.title").set_value("Rapat mendadak")
    app.date_input(key="new-meetings-0.date").set_value(today() + timedelta(days=1))
    press(app, "Simpan")
    meetings = open_forum(path).read().tables["meetings"]
    assert "Rapat mendadak" in set(meetings["title"])
    assert headline(open_screen("meetings", forum=path)).startswith("Rapat mendadak")


def test_a_forum_that_has_not_met_for_long_is_told(open_screen, forum_file):
    path = forum_file("empty")
    met = today() - timedelta(days=80)
    open_forum(path).append("meetings", {"title": "Rapat pertama", "date": met, "status": "held"})
    assert headline(open_screen("meetings", forum=path)).startswith("Sudah 80 hari sejak rapat terakhir")


def test_a_sheet_without_meetings_invites(open_screen):
    app = open_screen("meetings", forum="empty")
    assert headline(app) == "Belum ada pertemuan di lembar"
    assert [button.label for button in app.button if "pertama" in button.label]
