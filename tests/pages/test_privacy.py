"""What is not for everyone reaches nobody else: every screen, every role, both languages, on the projector too."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from sheets import passphrase as phrases
from sheets.schema import load_schema
from sheets.template import new_workbook
from tests.pages.conftest import arrive
from tests.pages.planted import (
    APP,
    FOR_KEEPERS,
    FOR_MEDIATORS,
    NUMBER_IN_NOTES,
    PHRASES,
    SERVICE_KEY,
    found_in,
    name_second,
    planted_forum,
    sent,
)  # fmt: skip
from tests.pages.screens import EVERY, faults, go, press

EVERYTHING = {**FOR_KEEPERS, **FOR_MEDIATORS, "number in notes": NUMBER_IN_NOTES, "service key": SERVICE_KEY}


def line(phrase: str) -> str:
    """A line of the secrets as `phrases.hashed` makes it, at a cost that can be paid at every look."""
    salt = b"garam untuk uji"
    made = hashlib.scrypt(phrase.encode(), salt=salt, n=16, r=phrases.BLOCK, p=phrases.LANES, dklen=phrases.HASH_BYTES)
    shown = (base64.b64encode(part).decode() for part in (salt, made))
    return "$".join(("scrypt", "16", str(phrases.BLOCK), str(phrases.LANES), *shown))


LINES = {role: line(phrase) for role, phrase in PHRASES.items()}
SECRETS: dict[str, Any] = {
    "passphrases": LINES,
    "google": {"private_key": SERVICE_KEY, "client_email": "robot@x.example"},
}
TABLE_OF = {"partners": "Mitra Uji", "issues": "Judul Kasus Terbatas", "tasks": "TG-001"}
Look = Callable[..., AppTest]
# Everything that can be unfolded is, and every list is shown to its end.
FOLDED = ("lb-table", "lb-closed", "lb-closed-cases", "lb.every", *(f"lb-grid-{name}" for name in load_schema().tables))
LONG = (
    "findings",
    "history",
    "cases",
    "closed-cases",
    "partners",
    "tasks-overdue",
    "tasks-soon",
    "tasks-after",
    "tasks-closed",
)
OPENED = {**dict.fromkeys(FOLDED, True), **{f"lb.more.{name}": 500 for name in LONG}}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_forum(tmp_path_factory.mktemp("planted") / "forum.xlsx")


@pytest.fixture
def look(planted: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """`look("partners", role="member", lang="en", id="M-01")`: a screen as somebody with that role finds it."""

    def looked(
        screen: str, *, role: str = "visitor", forum: Path = planted, state: Any = None, **query: str
    ) -> AppTest:
        monkeypatch.setenv("LUMBUNG_SOURCE", str(forum))
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.secrets.update(SECRETS)
        for name, value in query.items():
            app.query_params[name] = value
        if role != "visitor":
            sign_in(app.run(), PHRASES[role])
            assert app.session_state["lb.passed"][0] == role
        for name, value in {**OPENED, **(state or {})}.items():
            app.session_state[name] = value
        arrive(app, screen, **query)
        assert not app.exception
        return app

    return looked


def sign_in(app: AppTest, phrase: str) -> None:
    app.text_input(key="lb-phrase-top").set_value(phrase)
    app.button(key="lb-open-top").click().run()


def ids(planted: Path, table: str) -> list[str]:
    from sheets import open_forum

    return [str(id_) for id_ in open_forum(planted).latest().tables[table].index]


@pytest.mark.parametrize("query", [{}, {"lang": "en"}, {"rapat": "1"}, {"lang": "en", "rapat": "1"}], ids=str)
@pytest.mark.parametrize("screen", EVERY)
def test_a_visitor_is_sent_no_secret(look, screen, query):
    assert found_in(look(screen, **query), EVERYTHING) == set()


@pytest.mark.parametrize("screen", EVERY)
def test_a_member_is_sent_no_secret(look, screen):
    assert found_in(look(screen, role="member"), {**FOR_KEEPERS, **FOR_MEDIATORS}) == set()


@pytest.mark.parametrize("screen", EVERY)
def test_a_keeper_is_sent_nothing_of_a_confidential_case(look, screen):
    assert found_in(look(screen, role="keeper"), FOR_MEDIATORS) == set()


@pytest.mark.parametrize("role", ["keeper", "mediator"])
@pytest.mark.parametrize("screen", EVERY)
def test_on_the_projector_everybody_is_a_visitor(look, screen, role):
    assert found_in(look(screen, role=role, rapat="1"), EVERYTHING) == set()


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_the_screens_of_other_tables_send_no_secret(look, planted, role):
    for id_ in ("", "SD-001"):
        app = look("home", role=role, **({"id": id_} if id_ else {}))
        assert found_in(go(app, "sumber-daya"), {**FOR_KEEPERS, **FOR_MEDIATORS}) == set()
        assert faults(app) == []


@pytest.mark.parametrize("table", ["partners", "issues", "tasks", "meetings", "goals", "indicators"])
def test_no_address_opens_a_secret(look, planted, table):
    for id_ in ids(planted, table)[-4:] + ids(planted, table)[:2]:
        for extra in ({}, {"tahap": "referred"}, {"status": "done"}, {"formulir": "ukur"}):
            assert found_in(look(table, id=id_, **extra), EVERYTHING) == set(), id_


def test_no_address_of_the_history_or_the_findings_opens_a_secret(look, planted):
    for id_ in ids(planted, "partners")[-1:] + ids(planted, "issues")[-4:]:
        assert found_in(look("history", id=id_), EVERYTHING) == set()
    assert found_in(look("check", temuan="unreadable"), EVERYTHING) == set()


def test_no_seeded_state_opens_a_secret_or_a_form(look, planted):
    forged = {
        "lb.passed": ("keeper", "0" * 64), "lb.role": "keeper", "lb.standing": "keeper", "lb.meeting": False,
        "lb.tries": None, "role": "keeper",    }  # fmt: skip
    for screen in EVERY:
        app = look(screen, state=forged)
        assert found_in(app, EVERYTHING) == set()
        assert not writing(app)


def test_the_state_that_a_keeper_left_opens_nothing_in_the_session_of_a_visitor(look, planted):
    """Everything that a keeper's session holds after a look at every screen, but for the proof of the phrase."""
    left: dict[str, Any] = {}
    for screen in EVERY:
        app = look(screen, role="keeper", **({"id": ids(planted, screen)[-1]} if screen in TABLE_OF else {}))
        state = {str(key): value for key, value in app.session_state._state.filtered_state.items()}
        pressed = {str(button.key) for button in app.button}
        left |= {key: value for key, value in state.items() if key not in {"lb.passed", *pressed}}
    assert len(left) > 40
    for screen in EVERY:
        app = look(screen, state=left, **({"id": ids(planted, screen)[-1]} if screen in TABLE_OF else {}))
        assert found_in(app, EVERYTHING) == set()
        assert not writing(app)


@pytest.mark.parametrize("screen", EVERY)
def test_a_visitor_is_offered_no_way_to_write(look, planted, screen):
    assert not writing(look(screen))
    assert not writing(look(screen, id="baru"))
    for id_ in ids(planted, screen)[:1] if screen in TABLE_OF else []:
        assert not writing(look(screen, id=id_))


def writing(app: AppTest) -> set[str]:
    """What on a screen would save something."""
    labels = {"Simpan", "Save", "Perbaiki", "Fix", "Pastikan", "Confirm", "Batalkan perubahan", "Undo"}
    return {str(button.label) for button in app.button} & labels


def test_a_forged_form_of_a_visitor_writes_nothing(look, planted, tmp_path):
    """A form that a member had open is sent again after signing out: the store refuses it."""
    forum = Path(shutil.copy(planted, tmp_path / "own.xlsx"))
    app = look("tasks", role="member", forum=forum, id="TG-001")
    app.text_area(key="task-TG-001-0.obstacle").set_value("ditulis tanpa hak")
    before = forum.read_bytes()
    app.session_state["lb.passed"] = None
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert forum.read_bytes() == before


def test_a_button_pressed_after_the_phrase_was_changed_writes_nothing(look, planted, tmp_path):
    """The press reaches the board before the page is drawn again: the store asks for the role anew."""
    forum = Path(shutil.copy(planted, tmp_path / "own.xlsx"))
    app = look("check", role="member", forum=forum)
    before = forum.read_bytes()
    mend = next(button for button in app.button if str(button.key).startswith("fix-"))
    app.secrets["passphrases"] = {"member": line("kata yang baru sekali")}
    mend.click().run()
    assert forum.read_bytes() == before
    assert not writing(app)


def test_a_keeper_sees_what_is_hidden_from_others(look, planted):
    partner = ids(planted, "partners")[-1]
    found = found_in(look("partners", role="keeper", id=partner), FOR_KEEPERS)
    assert {"e-mail", "contact", "the phone as read"} <= found
    assert "title of a restricted case" in found_in(look("issues", role="keeper"), FOR_KEEPERS)
    assert "who in history" in found_in(look("history", role="keeper"), FOR_KEEPERS)


def test_a_mediator_sees_confidential_cases_and_no_phone_numbers(look, planted):
    assert "title of a confidential case" in found_in(look("issues", role="mediator"), FOR_MEDIATORS)
    partner = ids(planted, "partners")[-1]
    assert (
        found_in(look("partners", role="mediator", id=partner), {"phone": "7777", "e-mail": FOR_KEEPERS["e-mail"]})
        == set()
    )


def test_a_hidden_case_is_still_counted(look):
    assert "rahasia" in sent(look("issues"))
    assert "Konflik" in sent(look("issues"))


def test_what_fails_on_a_page_leaves_no_secret_in_the_log(look, monkeypatch, caplog):
    from ui import homepage

    def fails(_board: object) -> None:
        raise ValueError(
            f"no number: {FOR_KEEPERS['e-mail']}, {NUMBER_IN_NOTES}\n-----BEGIN PRIVATE KEY-----\n{SERVICE_KEY}"
        )

    monkeypatch.setattr(homepage, "tiles", fails)
    with caplog.at_level(logging.DEBUG):
        app = look("home")
    assert found_in(app, EVERYTHING) == set()
    logged = "\n".join(caplog.handler.format(record) for record in caplog.records)
    assert "ValueError" in logged
    assert not [secret for secret in EVERYTHING.values() if secret in logged]


@pytest.fixture
def two_sheets(planted: Path, tmp_path: Path) -> Path:
    """A forum whose confidential cases live in a second spreadsheet beside it."""
    own = Path(shutil.copy(planted, tmp_path / "own.xlsx"))
    book = openpyxl.load_workbook(own)
    name_second(book, "kedua.xlsx")
    book.save(own)
    new_workbook(
        tmp_path / "kedua.xlsx",
        load_schema(),
        rows={"issues": [{"title": "Kasus di lembar kedua", "type": "complaint"}]},
    )
    return own


@pytest.mark.parametrize("role", ["visitor", "member", "keeper"])
def test_the_second_sheet_is_offered_to_mediators_only(look, two_sheets, role):
    assert not [button for button in look("issues", role=role, forum=two_sheets).button if button.key == "lb-second"]
    assert "kedua.xlsx" not in sent(look("settings", role=role, forum=two_sheets))


def test_a_mediator_opens_the_second_sheet_for_one_look_and_nothing_keeps_it(look, two_sheets):
    from sheets import store

    app = look("issues", role="mediator", forum=two_sheets)
    assert "Kasus di lembar kedua" not in sent(app)
    app.button(key="lb-second").click().run()
    assert "Kasus di lembar kedua" in sent(app)
    assert not [forum for forum in store._forums.values() if "kedua" in forum.source]
    assert "Kasus di lembar kedua" not in sent(app.run())
    assert "Kasus di lembar kedua" not in sent(look("issues", role="mediator", forum=two_sheets, rapat="1"))


REPORT = {
    "title": "Kasus baru yang rahasia", "type": "complaint", "reported_on": "2026-03-01", "stage": "new",
    "category": "child_protection",
}  # fmt: skip


def test_a_mediator_handles_a_case_whose_words_are_only_in_the_second_sheet(look, two_sheets):
    from sheets import open_forum

    ticket = open_forum(two_sheets).as_role("member").append("issues", REPORT)
    closed = look("issues", role="mediator", forum=two_sheets, id=ticket)
    assert "Kasus baru yang rahasia" not in sent(closed)
    app = closed.button(key="lb-second-case").click().run()
    assert "Kasus baru yang rahasia" in sent(app)
    assert "tidak ditengahi forum" in sent(app)
    opened = {"lb.second": ticket}
    app = look("issues", role="mediator", forum=two_sheets, id=ticket, tahap="referred", state=opened)
    app.text_area(key=f"case-{ticket}-referred-0.stage_reason").set_value("di luar kewenangan forum")
    app.text_input(key=f"case-{ticket}-referred-0.escalated_to").set_value("UPTD PPA rahasia")
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert not app.exception
    here = open_forum(two_sheets).read().tables["issues"].loc[ticket]
    there = open_forum(two_sheets.parent / "kedua.xlsx", shared=False).read().tables["issues"].loc[ticket]
    assert (here["stage"], here["escalated_to"]) == ("referred", None)
    assert (there["stage"], there["escalated_to"]) == ("referred", "UPTD PPA rahasia")


@pytest.mark.parametrize("role", ["visitor", "member", "keeper"])
def test_no_seeded_state_opens_the_second_sheet(look, two_sheets, role):
    from sheets import open_forum

    ticket = open_forum(two_sheets).as_role("member").append("issues", REPORT)
    for screen in ("issues", "home", "history"):
        app = look(screen, role=role, forum=two_sheets, id=ticket, state={"lb.second": ticket})
        assert "Kasus baru yang rahasia" not in sent(app) and "Kasus di lembar kedua" not in sent(app)


def test_a_case_of_the_second_sheet_that_asks_for_unknown_people_names_them_in_no_register(look, two_sheets):
    from sheets import open_forum

    app = look("issues", role="member", forum=two_sheets, id="baru")
    app.text_input(key="new-issue-0.title").set_value("Laporan tentang seseorang")
    app.selectbox(key="new-issue-0.type").set_value("complaint")
    app.selectbox(key="new-issue-0.confidentiality").set_value("confidential")
    app.multiselect(key="new-issue-0.parties").set_value(["Si Terlapor"])
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert not app.exception
    assert "lembar rahasia" in " ".join(toast.value for toast in app.toast)
    there = open_forum(two_sheets.parent / "kedua.xlsx", shared=False).read().tables["issues"]
    assert ("Si Terlapor",) in set(there["parties"].dropna())
    assert "Si Terlapor" not in "".join(str(v) for v in open_forum(two_sheets).read().tables["partners"]["name"])


@pytest.mark.parametrize(
    ("mark", "category"), [("restricted", None), ("confidential", None), (None, "violence"), ("open", "safety")]
)
def test_people_in_a_case_that_is_not_open_are_offered_to_no_register(look, planted, tmp_path, mark, category):
    from sheets import open_forum

    own = without_second(planted, tmp_path)
    app = look("issues", role="member", forum=own, id="baru")
    app.text_input(key="new-issue-0.title").set_value("Laporan tentang seseorang")
    app.selectbox(key="new-issue-0.type").set_value("complaint")
    app.selectbox(key="new-issue-0.confidentiality").set_value(mark)
    app.selectbox(key="new-issue-0.category").set_value(category)
    app.multiselect(key="new-issue-0.parties").set_value(["Si Terlapor"])
    press(app, "Simpan")
    assert not app.exception
    assert not [button for button in app.button if str(button.key).endswith("new-issue-0.add")]
    tables = open_forum(own).read().tables
    assert ("Si Terlapor",) in set(tables["issues"]["parties"].dropna())
    assert "Si Terlapor" not in set(tables["partners"]["name"])


def test_people_in_an_open_case_are_offered_until_it_is_marked(look, planted, tmp_path):
    from sheets import open_forum

    own = without_second(planted, tmp_path)
    app = look("issues", role="member", forum=own, id="baru")
    app.text_input(key="new-issue-0.title").set_value("Laporan tentang seseorang")
    app.selectbox(key="new-issue-0.type").set_value("complaint")
    app.multiselect(key="new-issue-0.parties").set_value(["Si Terlapor"])
    press(app, "Simpan")
    app.selectbox(key="new-issue-0.confidentiality").set_value("restricted")
    app.button(key="new-issue-0.add").click().run()
    tables = open_forum(own).read().tables
    assert ("Si Terlapor",) in set(tables["issues"]["parties"].dropna())
    assert "Si Terlapor" not in set(tables["partners"]["name"])


def test_people_named_later_in_a_restricted_case_are_offered_to_no_register(look, planted, tmp_path):
    from sheets import open_forum

    own = without_second(planted, tmp_path)
    issues = open_forum(own).latest().tables["issues"]
    case = str(issues.index[issues["title"] == "Judul Kasus Terbatas"][0])
    app = look("issues", role="keeper", forum=own, id=case, state={f"lb-edit-{case}": True})
    app.multiselect(key=f"issue-{case}-0.parties").set_value(["Si Terlapor"])
    press(app, "Simpan")
    assert not app.exception
    tables = open_forum(own).read().tables
    assert tables["issues"].at[case, "parties"] == ("Si Terlapor",)
    assert "Si Terlapor" not in set(tables["partners"]["name"])


def test_a_person_whom_the_check_finds_in_a_restricted_case_is_not_to_be_added(look, planted, tmp_path):
    """The name stands in that case alone; what else the check offers for it stays."""
    from sheets import open_forum
    from sheets.doctor import remedies

    snapshot = open_forum(without_second(planted, tmp_path)).as_role("keeper").latest()
    asked = {p.value: {r.key for r in remedies(snapshot, p)} for p in snapshot.problems if p.table == "issues"}
    assert "add_row" not in asked["Pihak Tertutup"]


def without_second(planted: Path, folder: Path) -> Path:
    own = Path(shutil.copy(planted, folder / "own.xlsx"))
    book = openpyxl.load_workbook(own)
    name_second(book, None)
    book.save(own)
    return own


def test_the_service_key_is_in_no_error_of_the_command_line(tmp_path):
    (tmp_path / ".streamlit").mkdir()
    secrets = f'[google]\nclient_email = "robot@x.example"\nprivate_key = "{SERVICE_KEY}"\n'
    (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets, "utf-8")
    for command in (["read", "--json"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "sheets", command[0], "google:1abcdefghijklmnop", *command[1:]],
            capture_output=True, text=True, cwd=APP.parent, timeout=60,
            env={**os.environ, "HOME": str(tmp_path), "LUMBUNG_GOOGLE_ENDPOINT": "http://127.0.0.1:9"},
        )  # fmt: skip
        assert done.returncode == 2
        assert SERVICE_KEY not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
