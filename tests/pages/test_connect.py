"""Sambungkan Google as a person finds it: what is pasted is never shown again, and every step is said."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.google_api import Api
from tests.pages.conftest import APP, Open, headline, words
from tests.sheets.test_connecting import TABS, TASKS
from ui import connecting, roles

Connect = Callable[..., AppTest]
KEPT = [value for name, value in vars(connecting).items() if name.isupper() and isinstance(value, str)]
PASTED, ADDRESS, CHECK = "lb-connect-pasted", "lb-connect-address", "lb-connect-check"


@pytest.fixture
def screen(api: Api, open_screen: Open) -> Connect:
    """`screen(pasted, address)`: the screen after both were sent."""

    def sent(pasted: str = "", address: str = "", **query: str) -> AppTest:
        return send(open_screen("connect", **query), pasted, address)

    return sent


def send(app: AppTest, pasted: str = "", address: str = "") -> AppTest:
    if pasted:
        app.text_area(key=PASTED).input(pasted)
    if address:
        app.text_input(key=ADDRESS).input(address)
    next(button for button in app.button if button.key == CHECK).click().run()
    assert not app.exception
    return app


def test_the_screen_starts_with_a_form_and_the_way_to_a_key(open_screen):
    app = open_screen("connect")
    assert headline(app) == "Tempel kunci dan alamat lembar; sisanya diperiksa di sini"
    assert "Belum punya kunci?" in words(app)
    assert [button.label for button in app.button if button.key == CHECK] == ["Periksa"]


def test_a_key_and_an_address_become_a_connected_sheet(api, screen):
    book = api.new_spreadsheet("Forum Sukamaju", {**TABS, "Tugas": TASKS})
    info = api.service_account()
    app = screen(json.dumps(info), f"https://docs.google.com/spreadsheets/d/{book}/edit#gid=0")
    assert headline(app) == "Lembar tersambung. Tinggal memasang secrets"
    assert "10 dari 10 beres" in words(app)
    assert "Ditemukan: “Forum Sukamaju”." in words(app)
    assert [code.value for code in app.code] == [info["client_email"]]
    assert f'source = "google:{book}"' in words(app)


def test_the_key_is_nowhere_on_screen_or_in_the_session(api, screen):
    info = api.service_account()
    app = screen(json.dumps(info), api.new_spreadsheet("Forum", {"Tugas": TASKS}))
    secret = info["private_key"].splitlines()[7]
    kept = [app.session_state[name] for name in KEPT if name in app.session_state]
    assert secret not in words(app) + repr(kept)
    assert secret not in str([element.proto for element in app.main])


def test_an_uploaded_file_is_as_good_as_a_pasted_one(api, open_screen):
    app = open_screen("connect")
    app.file_uploader[0].upload("forum-contoh.json", json.dumps(api.service_account()).encode(), "application/json")
    send(app)
    assert headline(app) == "Kunci beres. Tinggal alamat lembarnya"
    assert not app.file_uploader


def test_a_mistake_is_named_under_its_field_and_the_field_is_emptied(screen):
    app = screen("AIza" + "x" * 35, "https://drive.google.com/drive/folders/1AbC")
    assert "Ini API key (AIza…)" in words(app)
    assert "Ini folder Drive, bukan lembar." in words(app)
    assert app.text_area(key=PASTED).value == ""
    assert app.text_input(key=ADDRESS).value == "https://drive.google.com/drive/folders/1AbC"


def test_a_key_in_the_address_field_is_taken_out_of_it(api, screen):
    app = screen("", json.dumps(api.service_account()))
    assert app.text_input(key=ADDRESS).value == ""
    assert "langsung dikosongkan" in words(app)


def test_what_was_mended_is_said(api, screen):
    text = json.dumps(api.service_account(), indent=1).replace('"', "“")
    app = screen(text, api.new_spreadsheet("Forum", {"Tugas": TASKS}))
    assert "Tanda kutip melengkung dari WhatsApp atau Word sudah diluruskan." in words(app)


def test_after_sharing_the_sheet_checking_again_needs_no_second_paste(api, screen):
    info = api.service_account()
    book = api.new_spreadsheet("Forum", {**TABS, "Tugas": TASKS}, shared_with=())
    app = screen(json.dumps(info), book)
    assert headline(app) == "4 dari 10 langkah beres; berikutnya “Berbagi dengan akun layanan”"
    assert f"belum dibagikan ke {info['client_email']}" in words(app)
    api.share(book, info["client_email"], "reader")
    assert headline(send(app)) == "8 dari 10 langkah beres; berikutnya “Hak menulis (Editor)”"
    api.share(book, info["client_email"], "writer")
    assert headline(send(app)) == "Lembar tersambung. Tinggal memasang secrets"


def test_an_american_sheet_is_warned_about_before_anything_else(api, screen):
    book = api.new_spreadsheet("Forum", {**TABS, "Tugas": TASKS}, locale="en_US")
    app = screen(json.dumps(api.service_account()), book)
    assert headline(app) == "Sambungan jalan; satu hal masih perlu diubah"
    loud = next(str(e.proto.body) for e in app.get("html") if "lb-notice is-bad" in str(e.proto.body))
    assert "8 Maret" in loud
    assert "Lokal (Locale) → Indonesia" in loud


def test_missing_tabs_are_made_by_one_button(api, screen):
    some = {name: rows for name, rows in TABS.items() if name != "Mitra"}
    book = api.new_spreadsheet("Forum", {**some, "Tugas": TASKS})
    app = screen(json.dumps(api.service_account()), book)
    assert "Belum ada: Mitra." in words(app)
    app.button(key="lb-connect-tabs").click().run()
    assert "2 tab sudah dibuat: Mitra, Pengaturan" in words(app)
    assert headline(app) == "Lembar tersambung. Tinggal memasang secrets"


def test_another_key_starts_over(api, screen):
    app = screen(json.dumps(api.service_account()), api.new_spreadsheet("Forum", {"Tugas": TASKS}))
    next(button for button in app.button if button.key == "lb-connect-other").click().run()
    assert "Belum punya kunci?" in words(app)
    assert not app.code


def test_a_forgotten_key_is_asked_for_again(api, screen):
    from sheets.connecting import holding

    app = screen(json.dumps(api.service_account()), api.new_spreadsheet("Forum", {"Tugas": TASKS}))
    holding.drop(app.session_state["lb.connect.ticket"])
    send(app)
    assert "Kunci tadi sudah dilupakan." in words(app)
    assert "Belum punya kunci?" in words(app)


def test_a_pass_phrase_goes_into_the_secrets_as_a_hash_only(api, screen):
    app = screen(json.dumps(api.service_account()), api.new_spreadsheet("Forum", {"Tugas": TASKS}))
    app.text_input(key="lb-connect-phrase").input("pendek").run()
    assert "terlalu pendek" in words(app)
    app.text_input(key="lb-connect-phrase").input("padi hujan gunung kopi").run()
    assert "[passphrases] keeper =" in words(app)
    assert "padi hujan" not in words(app)


def test_it_works_while_the_present_sheet_cannot_be_read(api, open_screen, tmp_path):
    app = open_screen("connect", forum=tmp_path / "tidak-ada.xlsx")
    assert headline(app).startswith("Tempel kunci")


def test_a_board_whose_sheet_is_closed_leads_here(api, monkeypatch, tmp_path):
    key = tmp_path / "kunci.json"
    key.write_text(json.dumps(api.service_account()), "utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    monkeypatch.setenv("LUMBUNG_SOURCE", f"google:{api.new_spreadsheet(shared_with=())}")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "belum dibagikan ke aplikasi" in words(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Sambungkan Google"]


def test_only_organisers_may_use_it(open_screen, monkeypatch):
    monkeypatch.setenv("RENDER", "true")
    assert roles.is_local({}, lambda: None) is False
    app = open_screen("connect")
    assert "Hanya pengurus yang dapat menyambungkan lembar." in words(app)
    assert not app.text_area
    assert not app.file_uploader


def test_it_speaks_english_too(api, screen):
    app = screen("sari@contoh.id", "forum kami", lang="en")
    assert "This is an e-mail address, not a key." in words(app)
    assert "This is not the address of a Google Sheet." in words(app)
