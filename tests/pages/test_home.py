"""Beranda: the finding, the tiles, the week and the nine steps, on real workbooks."""

from tests.pages.conftest import headline, words
from tests.pages.screens import raw_workbook


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
    assert "Mulai dari mitra yang sudah pernah hadir." in words(app)
    assert app.button(key="lb-empty-add").label == "Tambah mitra pertama"
    assert "dari 9 terpenuhi" in words(app)


def test_a_register_of_partners_alone_is_said_and_has_its_tile(open_screen, tmp_path):
    partners = [["Nama Mitra", "Sektor"], ["Karang Taruna", "warga"], ["Puskesmas", "pemerintah"]]
    app = open_screen("home", forum=raw_workbook(tmp_path / "mitra.xlsx", {"Mitra": partners}))
    assert headline(app) == "2 mitra tercatat. Berikutnya: tugas pertama."
    assert "Mitra 2 tercatat" in words(app)


def test_a_sheet_that_nobody_could_read_is_not_called_empty(open_screen, tmp_path):
    letter = [["Kepada Yth."], ["Bapak Camat"], [], ["Dengan hormat, bersama ini kami sampaikan undangan."]]
    app = open_screen("home", forum=raw_workbook(tmp_path / "surat.xlsx", {"Surat": letter}))
    assert "belum dikenali" in headline(app)


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


def test_cases_without_a_stage_are_counted_and_not_called_urgent(open_screen, tmp_path):
    cases = [["Judul", "Tanggal Kejadian"], *([f"Banjir {n}", "3/2/2024"] for n in range(5))]
    app = open_screen("home", forum=raw_workbook(tmp_path / "kejadian.xlsx", {"Masalah": cases}))
    assert headline(app) == "Lima masalah tercatat; tahapnya belum ditulis. Berikutnya: tugas pertama."
    assert "Banjir" not in words(app)
