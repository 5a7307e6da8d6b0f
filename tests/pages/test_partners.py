"""Mitra: who takes part, who is missing, one partner, and what is not for everyone."""

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import press, three_tabs, toasts, visitor


def test_the_headline_says_how_many_take_part_and_who_is_missing(open_screen):
    assert headline(open_screen("partners")) == "16 mitra aktif; semua unsur pokok terwakili"
    assert headline(open_screen("partners", lang="en")).startswith("16 active partners; ")


def test_a_sector_without_anybody_is_said_in_words(open_screen, tmp_path):
    app = open_screen("partners", forum=three_tabs(tmp_path / "three.xlsx"))
    assert headline(app).endswith("unsur pokok belum terwakili")
    assert "Pendidikan & Riset belum ada" in words(app)


def test_a_filter_leaves_the_partners_of_one_sector(open_screen):
    app = open_screen("partners")
    app.selectbox(key="partners.sector").set_value("government").run()
    text = words(app)
    assert "Pemerintah Desa Sukamaju" in text
    assert "Kelompok Tani Makmur" not in text


def test_one_partner_shows_its_tasks_and_what_the_sheet_says(open_screen):
    app = open_screen("partners", id="M-01")
    text = words(app)
    assert headline(app) == "Pemerintah Desa Sukamaju"
    assert "Perbaikan saluran air Dusun Krajan" in text
    assert "Balai Desa" in text


def test_a_visitor_sees_no_number_address_or_name_of_a_contact(open_screen, forum_file):
    path = forum_file("demo")
    assert "0812-0000-0101" in words(open_screen("partners", forum=path, id="M-01"))
    text = words(visitor(path, "partners", id="M-01"))
    assert "Pemerintah Desa Sukamaju" in text
    assert not [private for private in ("812-0000", "8120000", "pemdes@", "Wira") if private in text]


def test_a_new_partner_is_written_to_the_sheet(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("partners", forum=path, id="baru")
    app.text_input(key="new-partners-0.name").set_value("Radio Komunitas Suara Tani")
    app.selectbox(key="new-partners-0.sector").set_value("media")
    app.text_input(key="new-partners-0.phone").set_value("0812 3456 7890")
    press(app, "Simpan")
    assert "M-18" in toasts(app)
    partners = open_forum(path).read().tables["partners"]
    row = partners[partners["name"] == "Radio Komunitas Suara Tani"].iloc[0]
    assert (row["sector"], row["phone"]) == ("media", "+6281234567890")


def test_only_what_was_changed_of_a_partner_is_written(open_screen, forum_file):
    path = forum_file("demo")
    before = open_forum(path).read().tables["partners"].loc["M-03"]
    app = open_screen("partners", forum=path, id="M-03")
    app.text_input(key="partners-M-03-0.area").set_value("Dusun Krajan dan Timur")
    press(app, "Simpan")
    after = open_forum(path).read().tables["partners"].loc["M-03"]
    assert [key for key in before.index if str(before[key]) != str(after[key])] == ["area"]


def test_an_unknown_partner_says_so(open_screen):
    assert headline(open_screen("partners", id="M-99")) == "M-99 tidak ada di lembar"


def test_a_sheet_without_partners_invites(open_screen):
    app = open_screen("partners", forum="empty")
    assert headline(app) == "Belum ada mitra di lembar"
    assert [button.label for button in app.button if "pertama" in button.label]
