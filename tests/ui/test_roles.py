"""Which role a visitor has: from secrets, from where the board runs, and after signing in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from sheets import NoAccess
from sheets import passphrase as phrases
from sheets.changes import Change
from tests.forums import demo_workbook
from ui import roles

APP = Path(__file__).parents[2] / "app.py"
PHRASE = "padi menguning pagi ini"
LINE = phrases.hashed(PHRASE)
HOME = {"Host": "localhost:8501", "Origin": "http://localhost:8501", "User-Agent": "Mozilla"}


@pytest.fixture(scope="module")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_workbook(tmp_path_factory.mktemp("roles") / "forum.xlsx")


@pytest.fixture
def settings(forum: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Pengaturan as a visitor finds it with these secrets."""
    monkeypatch.setenv("LUMBUNG_SOURCE", str(forum))
    monkeypatch.setattr(roles, "_everyones", {"tries": phrases.process_tries()})

    def opened(secrets: dict[str, Any] | None = None) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.secrets.update(secrets or {})
        app.run()
        app.switch_page("pages/settings.py").run()
        assert not app.exception
        return app

    return opened


def role_word(app: AppTest) -> str:
    """The visitor's role as Pengaturan says it."""
    found = re.search(r"<h2>Peran Anda</h2><span>(.*?)</span>", said(app))
    assert found
    return found[1]


def said(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


# At home


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "192.168.1.7:8501", "10.0.0.5", "172.16.3.4:80",
     "komputer-desa:8501", "lumbung.local:8501", "0.0.0.0:8501"],
)  # fmt: skip
def test_this_computer_and_its_network_are_home(host):
    assert roles.near_host(host)


@pytest.mark.parametrize(
    "host",
    ["lumbung.streamlit.app", "lumbung.example.org:8501", "8.8.8.8", "localhost.evil.example", "127.0.0.1.evil.example",
     "", "192.168.1.7.nip.io", "172.32.0.1", "[2001:4860:4860::8888]:80", "xn--lumbung.com"],
)  # fmt: skip
def test_the_internet_is_not_home(host):
    assert not roles.near_host(host)


def test_every_sign_must_say_home():
    assert roles.is_local(HOME, lambda: None, {})
    assert roles.is_local(
        {**HOME, "Host": "192.168.1.7:8501", "Origin": "http://192.168.1.7:8501"}, lambda: "192.168.1.20", {}
    )
    assert not roles.is_local(HOME, lambda: "203.0.113.9", {})
    assert not roles.is_local({**HOME, "X-Forwarded-For": "203.0.113.9"}, lambda: None, {})
    assert not roles.is_local({**HOME, "Origin": "https://lumbung.example.org"}, lambda: None, {})
    assert not roles.is_local({**HOME, "Host": "lumbung.example.org"}, lambda: None, {})
    assert not roles.is_local({"User-Agent": "without a host"}, lambda: None, {})
    assert not roles.is_local(HOME, lambda: "no address", {})


@pytest.mark.parametrize("name", roles.HOSTED)
def test_a_board_on_a_host_of_the_internet_is_never_at_home(name):
    assert not roles.is_local(HOME, lambda: None, {name: "1"})


def test_without_secrets_the_one_at_home_is_a_keeper(settings):
    app = settings()
    assert role_word(app) == "Pengurus"
    assert "belum punya daftar peran" in said(app)


def test_away_from_home_everyone_looks_and_is_told_what_to_do(settings, monkeypatch):
    monkeypatch.setattr(roles, "is_local", lambda *_: False)
    app = settings()
    assert role_word(app) == "Pengunjung"
    assert "dibuka lewat internet" in said(app)
    assert "python -m sheets passphrase" in said(app)


# What the secrets tell


def test_accounts_are_told_by_address_or_by_role():
    by_address = roles.read_rules({"roles": {"Sari@Contoh.id": "keeper", "x@y.id": "boss", "no address": "keeper"}})
    assert dict(by_address.emails) == {"sari@contoh.id": "keeper"}
    by_role = roles.read_rules({"roles": {"member": ["a@b.id", "c@d.id", 3], "keeper": "e@f.id"}})
    assert dict(by_role.emails) == {"a@b.id": "member", "c@d.id": "member", "e@f.id": "keeper"}


@pytest.mark.parametrize(
    "secrets",
    [{"roles": "keeper"}, {"roles": []}, {"passphrases": PHRASE}, {"passphrases": {"keeper": PHRASE}},
     {"passphrases": {"boss": LINE}}, {"passphrases": {"visitor": LINE}}, {"auth": {}},
     {"access": {"passphrase": "x"}}, {"Passphrases": {"keeper": LINE}}, {"passphrase": {"keeper": LINE}},
     {"peran": {}}],
)  # fmt: skip
def test_rules_that_cannot_be_understood_give_nobody_a_role(secrets, settings):
    rules = roles.read_rules(secrets)
    assert rules.told and not rules.emails and not rules.lines
    assert role_word(settings(secrets)) == "Pengunjung"


def test_a_phrase_that_stands_openly_is_named_and_not_used(settings):
    app = settings({"passphrases": {"keeper": PHRASE, "member": LINE}})
    assert "Frasa untuk keeper" in said(app)
    assert PHRASE not in said(app)


TOLD = '[passphrases]\nkeeper = "é"\n'


@pytest.fixture(params=[b'[passphrases\nkeeper = "never closed', TOLD.encode("utf-16"), TOLD.encode("latin-1"), None])
def broken_secrets(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """A file that is no TOML, one as an old editor saves it, and a folder in its place."""
    file = tmp_path / "secrets.toml"
    file.mkdir() if request.param is None else file.write_bytes(request.param)
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    st.secrets._reset()
    yield
    config.set_option("secrets.files", before)
    st.secrets._reset()


@pytest.mark.usefixtures("broken_secrets")
def test_secrets_that_cannot_be_read_make_everyone_a_visitor(settings):
    app = settings()
    assert role_word(app) == "Pengunjung"
    assert "tidak dapat dibaca" in said(app)


# Signing in


def test_an_account_has_the_role_that_the_secrets_give_it(settings):
    app = settings({"roles": {"test@example.com": "mediator"}})
    assert role_word(app) == "Penengah"
    assert "test@example.com" in said(app)


def test_an_account_nobody_named_is_a_visitor(settings):
    app = settings({"roles": {"other@example.com": "keeper"}})
    assert role_word(app) == "Pengunjung"
    assert "belum ada di daftar peran" in said(app)


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The forum's own tab Peran gives the account of these tests a role."""

    def written(word: str) -> None:
        book = openpyxl.load_workbook(demo_workbook(tmp_path / "listed.xlsx"))
        page = book.create_sheet("Peran")
        for row in (("E-mail", "Peran"), ("Test@Example.com", word), ("lain@contoh.id", "Ketua")):
            page.append(row)
        book.save(tmp_path / "listed.xlsx")
        monkeypatch.setenv("LUMBUNG_SOURCE", str(tmp_path / "listed.xlsx"))

    return written


def test_an_account_has_the_role_that_the_tab_gives_it_where_the_secrets_name_nobody(settings, listed):
    listed("pengurus")
    app = settings({"auth": {"client_id": "x"}})
    assert role_word(app) == "Pengurus"
    assert "tertulis di tab Peran" in said(app)
    assert "baris 3 tidak memberi peran" in said(app)


def test_the_secrets_are_stronger_than_the_tab(settings, listed):
    listed("pengurus")
    assert role_word(settings({"auth": {}, "roles": {"test@example.com": "member"}})) == "Anggota"


def test_a_word_that_is_no_role_gives_none(settings, listed):
    listed("Bendahara")
    assert role_word(settings({"auth": {}})) == "Pengunjung"


def test_a_tab_that_cannot_be_read_gives_nobody_a_role(settings, listed, monkeypatch):
    listed("pengurus")
    app = settings({"auth": {}})
    monkeypatch.setattr(roles, "_listed", lambda _: None)
    assert role_word(app.run()) == "Pengunjung"


def test_whatever_fails_while_the_tab_is_looked_up_gives_no_role(monkeypatch):
    from ui import sharing

    def fails() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sharing, "the_forum", fails)
    assert roles._listed("test@example.com") is None


@pytest.mark.parametrize("tenant", ["common", "organizations"])
def test_an_address_that_any_tenant_may_write_is_not_believed(settings, tenant):
    url = f"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration"
    secrets = {"roles": {"test@example.com": "keeper"}, "auth": {"microsoft": {"server_metadata_url": url}}}
    app = settings(secrets)
    assert role_word(app) == "Pengunjung"
    assert "belum dipastikan" in said(app)


def test_who_signed_in_with_an_account_nobody_named_can_sign_out_again(settings):
    app = settings({"roles": {"other@example.com": "keeper"}, "auth": {}})
    assert app.button(key="lb-sign-out-settings").label == "Keluar"


def test_a_phrase_signs_in_and_out_again(settings):
    app = settings({"passphrases": {"member": LINE}})
    assert role_word(app) == "Pengunjung"
    attempt(app, "  Padi menguning pagi INI")
    assert role_word(app) == "Anggota"
    assert any("Selamat datang" in toast.value for toast in app.toast)
    app.button(key="lb-sign-out-settings").click().run()
    assert role_word(app) == "Pengunjung"


def test_a_session_loses_its_role_when_the_phrase_is_changed(settings):
    app = settings({"passphrases": {"member": LINE}})
    attempt(app, PHRASE)
    assert role_word(app) == "Anggota"
    app.secrets["passphrases"] = {"member": phrases.hashed("kata yang baru sekali")}
    assert role_word(app.run()) == "Pengunjung"


def test_wrong_phrases_have_to_wait_even_if_the_next_is_right(settings):
    app = settings({"passphrases": {"member": LINE}})
    attempt(app, "bukan ini")
    assert "belum cocok" in said(app)
    for _ in range(2):
        attempt(app, "bukan ini")
    assert "Coba lagi dalam" in said(app)
    attempt(app, PHRASE)
    assert role_word(app) == "Pengunjung"


def test_the_phrase_is_kept_nowhere_once_it_opened(settings):
    app = settings({"passphrases": {"member": LINE}})
    attempt(app, PHRASE)
    assert role_word(app) == "Anggota"
    assert PHRASE not in repr(app.run().session_state)


def attempt(app: AppTest, phrase: str) -> None:
    app.text_input(key="lb-phrase-settings").set_value(phrase)
    app.button(key="lb-open-settings").click().run()
    assert not app.exception


# The store behind the screens


def test_a_page_that_goes_past_its_board_writes_nothing(forum, monkeypatch):
    monkeypatch.setenv("LUMBUNG_SOURCE", str(forum))

    def past_the_board() -> None:
        import streamlit as st

        from sheets import NoAccess
        from ui import sharing

        try:
            sharing.the_forum().update("tasks", "TG-001", {"title": "lewat belakang"})
        except NoAccess as error:
            st.write(error.reason)

    app = AppTest.from_function(past_the_board, default_timeout=60).run()
    assert [each.value for each in app.markdown] == ["no_access_role"]


def test_outside_a_page_nobody_is_more_than_a_visitor():
    assert roles.standing().role == "visitor"
    roles.shut(Change("tasks", "TG-001", {}), None)
    assert NoAccess("no_access_role").message("id")
