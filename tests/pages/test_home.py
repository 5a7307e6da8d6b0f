"""Beranda: the finding, the tiles, the week and the nine steps, on real workbooks."""

from tests.pages.conftest import headline, words


def test_the_headline_names_the_gravest_thing_and_the_best(open_screen):
    found = headline(open_screen("home"))
    assert "lewat tenggat." in found
    assert found.endswith(("rencana.", "target.", "selesai."))


def test_every_tile_says_of_how_many(open_screen):
    text = words(open_screen("home"))
    assert "Tugas selesai" in text
    assert "dari 12 terukur" in text
    assert "Masalah terbuka" in text


def test_the_week_shows_four_things_and_says_how_many_there_are(open_screen):
    app = open_screen("home")
    assert sum(body.count('class="lb-row"') for body in bodies(app)) == 4
    every = app.button(key="lb-every")
    assert every.label.endswith(" hal")
    every.click().run()
    assert sum(body.count('class="lb-row"') for body in bodies(app)) > 4


def test_nothing_of_a_confidential_case_is_told(open_screen):
    app = open_screen("home")
    app.button(key="lb-every").click().run()
    assert "Laporan rahasia" not in words(app)
    assert "kasus rahasia" in words(app)


def test_the_nine_steps_are_ticked_from_the_sheet(open_screen):
    text = words(open_screen("home"))
    assert "dari 9 terpenuhi" in text
    assert "1. Kenali mitra" in text
    assert "9. Keberlanjutan" in text


def test_an_empty_forum_is_told_where_to_begin(open_screen):
    app = open_screen("home", forum="empty")
    assert headline(app) == "Lembar ini masih kosong; mulai dari mitra dan satu tugas"
    assert "Rapat forum berikutnya belum punya tanggal" in words(app)


def test_english_is_one_address_away(open_screen):
    app = open_screen("home", lang="en")
    assert "overdue." in headline(app)
    assert "Needs attention this week" in words(app)


def test_meeting_mode_is_kept_and_can_be_left(open_screen):
    app = open_screen("home", rapat="1")
    leave = app.button(key="lb-meeting")
    assert leave.label == "Keluar mode rapat"
    leave.click().run()
    assert app.button(key="lb-meeting").label == "Mode rapat"


def bodies(app):
    return [str(element.proto.body) for element in app.get("html")]
