"""Tujuan: how far each goal is, whether it is SMART, what works for it."""

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import press


def test_the_headline_names_the_goal_nearest_to_its_target(open_screen):
    assert "paling dekat ke target" in headline(open_screen("goals"))
    assert "is nearest to its target" in headline(open_screen("goals", lang="en"))


def test_each_goal_says_how_much_of_it_is_measured_and_done(open_screen):
    text = words(open_screen("goals"))
    assert "indikator terukur" in text
    assert "tugas selesai" in text
    assert text.count("SMART") >= 5


def test_one_goal_shows_its_checks_indicators_and_tasks(open_screen):
    app = open_screen("goals", id="T-02")
    text = words(app)
    assert headline(app) == "Air bersih untuk semua dusun"
    assert "Sudah SMART?" in text
    assert "Perbaikan saluran air Dusun Krajan" in text
    assert "Indikator tujuan ini" in text


def test_a_goal_alone_says_what_it_lacks(open_screen, forum_file):
    path = forum_file("empty")
    new = open_forum(path).append("goals", {"title": "Desa bebas sampah"})
    app = open_screen("goals", forum=path, id=new)
    assert "tambah indikator dengan target" in words(app).casefold()
    assert "tambah satu tugas" in words(app)


def test_a_new_goal_is_written_to_the_sheet(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("goals", forum=path, id="baru")
    app.text_input(key="new-goals-0.title").set_value("Pasar tani tiap pekan")
    app.selectbox(key="new-goals-0.lead").set_value("M-03")
    press(app, "Simpan")
    goals = open_forum(path).read().tables["goals"]
    assert goals[goals["title"] == "Pasar tani tiap pekan"].iloc[0]["lead_id"] == "M-03"


def test_an_unknown_goal_says_so(open_screen):
    assert headline(open_screen("goals", id="T-99")) == "T-99 tidak ada di lembar"


def test_a_sheet_without_goals_invites(open_screen):
    app = open_screen("goals", forum="empty")
    assert headline(app) == "Belum ada tujuan di lembar"
    assert [button.label for button in app.button if "pertama" in button.label]
