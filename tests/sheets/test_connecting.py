"""From what people paste to a sheet that can be written: keys mended, mistakes named, ten steps tried over HTTP."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest

from sheets.connecting import STEPS, Key, Mistake, Step, check, holding, make_tabs, read_address, read_key, secrets_text
from sheets.connecting.checklist import FAILED, OK, WAITING, WARN
from sheets.sources import TOKEN_URI, find_source, google_key
from sheets.words import FOLDER, has_sentence, section_words
from tests.google_api import Api
from tests.google_api.human import Human

Info = dict[str, str]
ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"
TABS: dict[str, list[list[object]]] = {
    "Mitra": [["Kode", "Nama Mitra", "Sektor"], ["M-01", "BPBD", "pemerintah"]],
    "Tujuan": [["Kode", "Tujuan", "Jenis"], ["T-1", "Desa siap banjir", "tantangan"]],
    "Indikator": [["Kode", "Indikator", "Satuan", "Target"], ["I-01", "Warga terlatih", "orang", 100]],
    "Pengukuran": [["Kode", "Indikator", "Tanggal", "Nilai"], ["UK-001", "I-01", 46000, 12]],
    "Masalah": [["Kode", "Judul", "Jenis", "Tanggal Lapor", "Tahap"], ["MS-001", "Air keruh", "aduan", 46000, "Baru"]],
    "Agenda": [["Kode", "Judul", "Tanggal", "Tempat"], ["AG-001", "Rapat rutin", 46000, "Balai desa"]],
}
TASKS = [["Kode", "Tugas", "PJ", "Tenggat", "Status"], ["TG-001", "Rapat desa", "BPBD", 46000, "proses"]]


@pytest.fixture(scope="module")
def info(server: Api) -> Info:
    """The content of a service account's key file."""
    return server.service_account()


# Mending


def curly(text: str) -> str:
    return text.replace('"', "”").replace("-----", "——-")


def lines(info: Info) -> str:
    return json.dumps(info, indent=2)


def escaped(info: Info) -> str:
    return json.dumps(lines(info))


def without(info: Info, part: str) -> Info:
    return {**info, "private_key": info["private_key"].replace(part, "")}


MENDED: dict[str, tuple[Callable[[Info], str], set[str]]] = {
    "the file itself": (lines, set()),
    "the file on one line": (json.dumps, set()),
    "curly quotes from WhatsApp": (lambda info: curly(lines(info)), {"quotes", "dashes"}),
    "a comma after the last field": (lambda info: lines(info).replace("\n}", ",\n}"), {"commas"}),
    "no comma between two fields": (lambda info: lines(info).replace('",\n', '"\n'), {"commas"}),
    "quotes around all of it": (lambda info: f"'{lines(info)}'", {"around"}),
    "made a string once more": (escaped, set()),
    "the sender's name before it": (lambda info: f"[10.31, 3/8/2026] Pak Budi: {lines(info)}\nsudah ya", {"around"}),
    "a code fence": (lambda info: f"```json\n{lines(info)}\n```", {"around"}),
    "JSON below [google]": (lambda info: f"[google]\n{lines(info)}", {"around"}),
    "JSON lines as TOML": (lambda info: "[google]\n" + lines(info).strip("{}\n "), {"pieces"}),
    "JSON as one TOML string": (lambda info: f"google = '''{json.dumps(info)}'''", set()),
    "no brackets": (lambda info: lines(info).strip("{}\n "), {"braces"}),
    "no last bracket": (lambda info: lines(info).rstrip("}\n "), {"braces"}),
    "real line breaks in the text": (lambda info: lines(info).replace("\\n", "\n"), set()),
    "\\n as two characters": (
        lambda info: json.dumps({**info, "private_key": info["private_key"].replace("\n", "\\n")}),
        {"newlines"},
    ),
    "no first line": (lambda info: lines(without(info, "-----BEGIN PRIVATE KEY-----\n")), {"header"}),
    "no last line": (lambda info: lines(without(info, "-----END PRIVATE KEY-----\n")), {"footer"}),
    "line breaks lost": (
        lambda info: json.dumps({**info, "private_key": info["private_key"].replace("\n", "")}),
        set(),
    ),
    "cut behind the last field that matters": (lambda info: lines(info).partition('"auth_uri"')[0], {"braces"}),
    "e-mail and key, nothing else": (lambda info: f"{info['client_email']}\n{info['private_key']}", {"pieces"}),
    "an invisible sign at every line": (lambda info: lines(info).replace("\n", "\n\u200b"), {"quotes"}),
}


@pytest.mark.parametrize("name", MENDED)
def test_a_key_is_read_however_it_was_pasted(info, name):
    paste, expected = MENDED[name]
    key = read_key(paste(info))
    assert key.email == info["client_email"]
    assert key.fields["private_key"] == info["private_key"]
    assert expected <= set(key.mended)
    assert not key.mended or expected


def test_a_whole_secrets_toml_is_read_back(info):
    text = secrets_text(read_key(lines(info)), ID)
    assert read_key(text).fields["private_key"] == info["private_key"]
    assert read_key(text.replace("[google]", "[gcp_service_account]")).mended == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_uploaded_file_is_read_in_any_encoding_of_windows(info, encoding):
    assert read_key(lines(info).encode(encoding)).fields["private_key"] == info["private_key"]


def test_every_mend_has_a_sentence_in_both_languages(info):
    names = {name for paste, _ in MENDED.values() for name in read_key(paste(info)).mended} | {"encoding"}
    for language in ("id", "en"):
        assert [name for name in names if not has_sentence("connect", f"mended.{name}", language=language)] == []


def test_a_mended_key_is_accepted_by_google(api, info):
    key = read_key(curly(lines(without(info, "-----END PRIVATE KEY-----\n"))))
    assert key.mended
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS})
    assert states(check(key, book))["token"] == OK


def test_tokens_are_asked_for_at_googles_own_address_whatever_the_text_says(info):
    key = read_key(
        json.dumps({**info, "token_uri": "http://169.254.169.254/latest", "universe_domain": "evil.example"})
    )
    assert key.fields["token_uri"] == TOKEN_URI
    assert "universe_domain" not in key.fields


def test_a_key_shows_nothing_of_itself(info):
    key = read_key(lines(info))
    assert "PRIVATE KEY" not in repr(key)
    assert info["private_key_id"] not in repr(key)


# Mistakes


def cut(info: Info) -> str:
    return lines(info)[: lines(info).index("BEGIN PRIVATE") + 700]


def short_pem(info: Info) -> str:
    key = info["private_key"].splitlines()
    return json.dumps({**info, "private_key": "\n".join([*key[:10], key[-1]])})


def client(info: Info) -> str:
    return json.dumps(
        {"installed": {"client_id": "1-a.apps.googleusercontent.com", "client_secret": "x", "token_uri": ""}}
    )


KEY_MISTAKES: dict[str, tuple[str, Callable[[Info], str | bytes]]] = {
    "nothing": ("empty", lambda info: " \n"),
    "an OAuth client": ("oauth_client", client),
    "a client id": ("oauth_client", lambda info: "123-abc.apps.googleusercontent.com"),
    "a person's sign-in": ("user_login", lambda info: '{"type": "authorized_user", "refresh_token": "1//0abc"}'),
    "workload identity": ("workload", lambda info: '{"type": "external_account", "credential_source": {"file": "x"}}'),
    "an API key": ("api_key", lambda info: "AIza" + "x" * 35),
    "a certificate": ("public_key", lambda info: "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----"),
    "the sheet's address": ("sheet_link", lambda info: f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0"),
    "the robot's e-mail": ("robot_email", lambda info: info["client_email"]),
    "an e-mail": ("email", lambda info: "sari@contoh.id"),
    "a file's name": ("file_name", lambda info: r"C:\Users\Sari\Downloads\forum-contoh-1a2b3c.json"),
    "the key's number": ("key_id", lambda info: info["private_key_id"]),
    "the masked preview": ("masked", lambda info: secrets_text(read_key(lines(info)), ID, masked=True)),
    "a text cut in the middle": ("truncated", cut),
    "a private key cut in the middle": ("key_truncated", short_pem),
    "a private key of other letters": ("key_damaged", lambda info: json.dumps({**info, "private_key": "rahasia"})),
    "the private key alone": ("no_email", lambda info: info["private_key"]),
    "all but the private key": ("no_private_key", lambda info: json.dumps({**info, "private_key": ""})),
    "one's own e-mail in the key": ("not_a_robot", lambda info: json.dumps({**info, "client_email": "sari@contoh.id"})),
    "a locked key": ("key_locked", lambda info: lines(info).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")),
    "any text": ("unknown", lambda info: "tolong dibantu ya"),
    "a book": ("too_long", lambda info: "x" * 100_000),
    "a P12 file": ("p12", lambda info: b"\x30\x82\x09\x01" + bytes(200)),
    "a picture": ("not_text", lambda info: b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "a Word file": ("not_text", lambda info: b"PK\x03\x04" + bytes(50)),
    "letters that are none": ("not_text", lambda info: b"\x81\x8d\xff kunci"),
}


@pytest.mark.parametrize("name", KEY_MISTAKES)
def test_what_is_no_key_is_named(info, name):
    reason, paste = KEY_MISTAKES[name]
    with pytest.raises(Mistake) as raised:
        read_key(paste(info))
    assert raised.value.reason == reason
    assert_said(reason)
    assert "PRIVATE KEY" not in str(raised.value)


ADDRESSES = {
    "no_address": "  ",
    "published": "https://docs.google.com/spreadsheets/d/e/2PACX-1vTabcdefghij/pubhtml?gid=0",
    "excel_in_drive": f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing&ouid=1&rtpof=true&sd=true",
    "folder": "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrSt",
    "drive_file": "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrSt/view?usp=sharing",
    "document": "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrSt/edit",
    "slides": "https://docs.google.com/presentation/d/1AbCdEfGhIjKlMnOpQrSt/edit",
    "form": "https://docs.google.com/forms/d/e/1FAIpQLSabcdefghij/viewform",
    "microsoft": "https://1drv.ms/x/s!AbCdEf",
    "script": "https://script.google.com/macros/s/AKfycbx/exec",
    "short_link": "https://s.id/forumdesa",
    "address_email": "sari@contoh.id",
    "sheet_list": "https://docs.google.com/spreadsheets/u/0/",
    "address_unknown": "Forum Desa Sukamaju",
    "address_is_key": '"private_key": "-----BEGIN PRIVATE KEY-----',
}


@pytest.mark.parametrize("reason", ADDRESSES)
def test_what_is_no_sheet_is_named(reason):
    with pytest.raises(Mistake) as raised:
        read_address(ADDRESSES[reason])
    assert raised.value.reason == reason
    assert_said(reason)


def assert_said(reason: str) -> None:
    """What it is and what to do, in both languages."""
    for language in ("id", "en"):
        for part in ("finding", "remedy"):
            assert has_sentence("connect", f"mistake.{reason}.{part}", language=language)


def test_no_two_mistakes_say_the_same_and_each_is_tested():
    told = section_words(FOLDER / "id" / "connect.toml")["mistake"]
    tried = {reason for reason, _ in KEY_MISTAKES.values()} | set(ADDRESSES) | {"forgotten"}
    assert set(told) == tried
    assert len({each["finding"] for each in told.values()}) == len(told)


@pytest.mark.parametrize(
    "typed",
    [
        f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit?usp=sharing",
        f"docs.google.com/spreadsheets/d/{ID}",
        f"https://docs.google.com/spreadsheets/d/{ID}/htmlview",
        f"https://drive.google.com/open?id={ID}",
        f"google:{ID}",
        f'source = "google:{ID}"',
        f" “{ID}” ",
        ID,
    ],
)
def test_an_address_is_read_however_it_was_copied(typed):
    assert read_address(typed) == ID


# The finished secrets


def test_the_finished_secrets_open_the_sheet(api, info):
    key = read_key(lines(info))
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS})
    found = tomllib.loads(secrets_text(key, book, {"keeper": "scrypt$1"}))
    assert find_source(secrets=found, environ={}, config={}).text == f"google:{book}"
    assert google_key(found)["private_key"] == info["private_key"]
    assert found["passphrases"] == {"keeper": "scrypt$1"}


def test_the_masked_secrets_hold_no_key(info):
    masked = secrets_text(read_key(lines(info)), ID, {"keeper": "scrypt$1"}, masked=True)
    assert info["client_email"] in masked
    for secret in (info["private_key"].splitlines()[5], info["private_key_id"], "scrypt"):
        assert secret not in masked


# The checklist


def states(steps: Iterator[Step]) -> dict[str, str]:
    return {step.name: step.state for step in steps}


def key_of(api: Api, name: str = "lumbung") -> Key:
    return read_key(json.dumps(api.service_account(name)))


def failed_at(api: Api, book: str | None, key: Key | None = None) -> Step:
    """The one failed step; all before it are done and all below wait, and it says what to do."""
    steps = list(check(key or key_of(api), book))
    assert [step.name for step in steps] == list(STEPS)
    at = next(number for number, step in enumerate(steps) if step.state == FAILED)
    assert {step.state for step in steps[:at]} <= {OK}
    assert {step.state for step in steps[at + 1 :]} <= {WAITING}
    for language in ("id", "en"):
        assert not any("…" in step.finding(language) for step in steps)
        assert steps[at].title(language)
        assert steps[at].remedy(language)
    return steps[at]


def test_a_sheet_that_is_all_right_passes_every_step(api):
    book = api.new_spreadsheet("Forum", {**TABS, "Tugas": TASKS})
    steps = list(check(key_of(api), book, by="Sari"))
    assert [step.state for step in steps] == [OK] * len(STEPS)
    assert "Forum" in steps[3].finding()
    assert all(step.finding(language) for step in steps for language in ("id", "en"))


def test_checking_writes_one_line_of_history_and_nothing_else(api):
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS})
    human: Human = api.human(book)
    before = human.rows("Tugas")
    for _ in range(2):
        assert states(check(key_of(api), book, by="Sari"))["history"] == OK
    assert human.rows("Tugas") == before
    log = human.rows("Riwayat")
    assert log[0][:3] == ["Waktu", "Pelaku", "Tab"]
    assert [line[1] for line in log[1:]] == ["Sari", "Sari"]
    assert len({line[8] for line in log[1:]}) == 2


def test_without_an_address_the_key_alone_is_checked(api):
    steps = list(check(key_of(api), None))
    assert [step.state for step in steps] == [OK] * 3 + [WAITING] * 7
    assert "alamat" in steps[3].finding()


def test_a_damaged_key_stops_at_the_first_step(api):
    info = api.service_account()
    pem = info["private_key"].splitlines()
    pem[12] = pem[12][::-1]
    key = read_key(json.dumps({**info, "private_key": "\n".join(pem)}))
    assert failed_at(api, "x" * 44, key).name in ("key", "token")


def test_a_deleted_account_is_named_at_the_token(api):
    api.faults.invalid_grants = 1
    step = failed_at(api, api.new_spreadsheet())
    assert (step.name, step.reason) == ("token", "key_refused")
    assert "dihapus" in step.finding()
    assert "serviceaccounts?project=lumbung-test" in step.url


def test_a_switched_off_api_names_the_project_and_its_page(api):
    api.faults.sheets_disabled = True
    step = failed_at(api, api.new_spreadsheet())
    assert (step.name, step.reason) == ("api", "api_off")
    assert step.url == "https://console.cloud.google.com/apis/library/sheets.googleapis.com?project=lumbung-test"


def test_an_unknown_sheet_is_named(api):
    assert failed_at(api, "x" * 44).name == "sheet"


def test_a_sheet_that_is_not_shared_names_the_address_to_share_with(api):
    step = failed_at(api, api.new_spreadsheet(shared_with=()))
    assert step.name == "shared"
    assert key_of(api).email in step.finding()


@pytest.mark.parametrize("share", ["by address", "by link"])
def test_view_only_is_found_by_writing_and_the_rest_is_still_looked_at(api, share):
    key = key_of(api)
    who = key.email if share == "by address" else "anyone"
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS}, locale="en_US", shared_with={who: "reader"})
    steps = {step.name: step for step in check(key, book)}
    assert (steps["shared"].state, steps["editor"].state, steps["editor"].reason) == (OK, FAILED, "viewer")
    assert key.email in steps["editor"].remedy()
    assert (steps["locale"].state, steps["tabs"].state, steps["history"].state) == (WARN, WARN, WAITING)


@pytest.mark.parametrize(
    ("locale", "reason"),
    [("en_US", "month_first"), ("en_GB", "other_locale"), ("id_ID", "locale"), ("in_ID", "locale")],
)
def test_a_foreign_locale_is_warned_about(api, locale, reason):
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS}, locale=locale)
    step = next(step for step in check(key_of(api), book) if step.name == "locale")
    assert step.reason == reason
    assert ("8 Maret" in step.finding()) == (reason == "month_first")
    assert bool(step.remedy()) == (reason != "locale")


@pytest.mark.parametrize(
    ("zone", "state"), [("Asia/Jakarta", OK), ("Asia/Makassar", OK), ("Asia/Jayapura", OK), ("America/New_York", WARN)]
)
def test_the_time_zone_is_one_of_indonesia(api, zone, state):
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS}, time_zone=zone)
    step = next(step for step in check(key_of(api), book) if step.name == "zone")
    assert step.state == state
    assert zone in step.finding()


def test_missing_tabs_are_named_and_made_without_touching_the_others(api):
    some = {name: rows for name, rows in TABS.items() if name != "Mitra"}
    book = api.new_spreadsheet("Forum", {**some, "Rencana Aksi": TASKS, "Catatan": [["apa saja"]]})
    key = key_of(api)
    step = next(step for step in check(key, book) if step.name == "tabs")
    assert step.reason == "some_missing"
    assert step.details["missing"] == "Mitra"
    assert "Rencana Aksi" in step.details["found"]
    before = api.human(book).rows("Rencana Aksi")
    assert make_tabs(key, book) == ["Mitra", "Pengaturan"]
    assert api.human(book).rows("Rencana Aksi") == before
    assert states(check(key, book))["tabs"] == OK


def test_an_empty_sheet_is_said_to_hold_no_table(api):
    step = next(step for step in check(key_of(api), api.new_spreadsheet()) if step.name == "tabs")
    assert step.reason == "none_found"


def test_a_busy_google_is_said_where_it_stopped(api):
    api.faults.plan("error", code=429, times=9, kind="read")
    step = failed_at(api, api.new_spreadsheet())
    assert (step.name, step.reason) == ("api", "quota")


def test_an_unreachable_google_is_not_the_keys_fault(monkeypatch, info):
    monkeypatch.setenv("LUMBUNG_GOOGLE_ENDPOINT", "http://127.0.0.1:9")
    steps = list(check(read_key(lines(info)), ID))
    assert (steps[1].state, steps[1].reason) == (FAILED, "offline")


def test_every_failure_that_google_can_give_has_a_sentence_and_a_next_click():
    told = section_words(FOLDER / "id" / "connect.toml")
    for state in ("warn", "failed"):
        assert all(set(each) == {"finding", "remedy"} for each in told[state].values())
    assert set(told["step"]) == set(STEPS) == set(told["ok"]) - {"sheet_there"}


# Keys under way


def test_a_key_waits_a_quarter_of_an_hour_and_no_longer(info, monkeypatch):
    now = [time.monotonic()]
    monkeypatch.setattr("sheets.connecting.holding._now", lambda: now[0])
    ticket = holding.hold(read_key(lines(info)))
    now[0] += holding.MINUTES * 60 - 1
    assert holding.held(ticket) is not None
    now[0] += 2
    assert holding.held(ticket) is None


def test_a_dropped_key_is_gone_and_a_wrong_ticket_opens_nothing(info):
    ticket = holding.hold(read_key(lines(info)))
    assert holding.held("lain") is holding.held(None) is None
    holding.drop(ticket)
    assert holding.held(ticket) is None


def test_nothing_is_logged_while_a_connection_is_checked(api, info, caplog):
    caplog.set_level("DEBUG")
    book = api.new_spreadsheet("Forum", {"Tugas": TASKS})
    list(check(read_key(lines(info)), book))
    assert info["private_key"].splitlines()[5] not in caplog.text
    assert urlopen(f"{api.url}/__control__/calls").status == 200
