"""Masalah & konflik: the list by severity, one case with its stages, a new case, and what stays among few."""

from sheets import open_forum
from tests.pages.conftest import headline, words
from tests.pages.screens import press, toasts, today, visitor
from ui import session


def test_the_headline_counts_open_cases_and_those_that_want_talk(open_screen):
    assert headline(open_screen("issues")) == "Tujuh kasus terbuka; satu konflik perlu dibicarakan minggu ini"
    assert headline(open_screen("issues", lang="en")) == "Seven open cases; one conflict needs talking about this week"


def test_the_gravest_case_stands_first_with_its_stages(open_screen):
    text = words(open_screen("issues"))
    assert text.index("Pembagian jadwal air") < text.index("Iuran forum akan naik")
    assert "Memahami kepentingan" in text


def test_nothing_of_a_confidential_case_is_told_but_that_there_is_one(open_screen):
    app = open_screen("issues")
    assert "Laporan rahasia" not in words(app)
    assert "1 kasus rahasia" in words(app).replace("satu kasus", "1 kasus")
    assert "Laporan rahasia" not in words(open_screen("issues", id="MS-007"))


def test_a_visitor_reads_neither_reporters_nor_restricted_cases(forum_file):
    path = forum_file("demo")
    listed = words(visitor(path, "issues"))
    assert "Bantuan bibit tidak merata" not in listed
    one = visitor(path, "issues", id="MS-001")
    assert "Karang Taruna" not in words(visitor(path, "issues", id="MS-002"))
    assert not [button for button in one.button if button.key == "lb-forward"]


def test_a_case_says_what_the_next_stage_asks_for(open_screen):
    text = words(open_screen("issues", id="MS-001"))
    assert "kumpulkan paling sedikit dua pilihan" in text or "Sebelum" in text
    assert "Poktan Sri Rejeki" in text


def test_the_main_button_says_what_to_write_before_the_next_stage(open_screen):
    assert open_screen("issues", id="MS-001").button(key="lb-forward").label == "Tulis kepentingan"
    assert open_screen("issues", id="MS-001", lang="en").button(key="lb-forward").label == "Write the interests"
    assert open_screen("issues", id="MS-003").button(key="lb-forward").label == "Lanjut ke dijawab"


def test_a_case_is_opened_from_the_list_and_stands_beside_it(open_screen):
    app = open_screen("issues")
    app.button(key="open-case-MS-003").click().run()
    assert "MS-003" in app.query_params["id"]
    assert app.button(key="open-case-MS-003").disabled


def test_a_new_case_is_written_to_the_sheet(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("issues", forum=path, id="baru")
    app.text_input(key="new-issue-0.title").set_value("Lampu jalan mati")
    app.selectbox(key="new-issue-0.type").set_value("complaint")
    press(app, "Simpan")
    assert "tercatat" in toasts(app)
    issues = open_forum(path).read().tables["issues"]
    row = issues[issues["title"] == "Lampu jalan mati"].iloc[0]
    assert (row["type"], row["stage"], row["reported_on"].date()) == ("complaint", "new", today())


def test_a_case_moves_on_with_its_day_when_nothing_is_missing(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("issues", forum=path, id="MS-005")
    app.button(key="lb-forward").click().run()
    app.selectbox(key="case-MS-005-acknowledged-0.lead").set_value("M-02")
    press(app, "Simpan")
    assert "kini pada tahap" in toasts(app)
    row = open_forum(path).read().tables["issues"].loc["MS-005"]
    assert (row["stage"], row["lead_id"], row["acknowledged_on"].date()) == ("acknowledged", "M-02", today())


def test_what_is_typed_is_kept_though_the_stage_cannot_be_entered_yet(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("issues", forum=path, id="MS-001", tahap="options")
    app.text_area(key="case-MS-001-options-0.interests").set_value("Poktan Makmur: semai. Poktan Sri Rejeki: giliran.")
    press(app, "Simpan")
    row = open_forum(path).read().tables["issues"].loc["MS-001"]
    assert "giliran" in row["interests"]
    assert row["stage"] == "interests"


def test_an_unknown_case_says_so_above_the_list(open_screen):
    assert "Kasus MS-999 tidak ada di lembar" in words(open_screen("issues", id="MS-999"))


def test_a_sheet_without_cases_invites(open_screen):
    app = open_screen("issues", forum="empty")
    assert headline(app) == "Belum ada masalah yang dicatat"
    assert [button.label for button in app.button if "pertama" in button.label]


def test_on_a_phone_a_case_has_a_page_of_its_own_with_a_way_back(open_screen, monkeypatch):
    monkeypatch.setattr(session, "phone", lambda: True)
    app = open_screen("issues", id="MS-001")
    assert headline(app) == "Pembagian jadwal air sawah blok timur"
    next(button for button in app.button if button.label == "Semua kasus").click().run()
    assert "kasus terbuka" in headline(app)


def test_what_a_case_says_can_be_corrected_at_any_stage(open_screen, forum_file):
    path = forum_file("demo")
    app = open_screen("issues", forum=path, id="MS-002")
    app.session_state["lb-edit-MS-002"] = True
    app.run()
    app.text_input(key="issue-MS-002-0.title").set_value("Kunci balai desa ada dua").run()
    app.button(key="issue-MS-002-0.send").click().run()
    assert not app.exception
    assert open_forum(path, shared=False).read().tables["issues"].at["MS-002", "title"] == "Kunci balai desa ada dua"
