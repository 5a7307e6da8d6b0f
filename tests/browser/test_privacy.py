"""In a real browser: what people type is text and nothing else; who may do what, from the door to the way out."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from sheets import open_forum
from sheets import passphrase as phrases
from sheets.schema import load_schema
from tests.browser.chromium import FLAGS, page_of, program, settle, speak
from tests.browser.server import serving
from tests.browser.test_screens import ADDRESSES, inside
from tests.forums import demo_workbook
from tests.pages.planted import FOR_KEEPERS, FOR_MEDIATORS, NUMBER_IN_NOTES, planted_forum

PHRASE = "padi menguning pagi ini"
TAG = "<img src=x onerror=window.hacked=1>"
MARKDOWN = "[x](javascript:window.hacked=1) ![](http://evil.example/a.png) :red[boo] $x^2$ :material/bug_report:"
LINK = "javascript:window.hacked=1"
HACKED = "() => window.hacked || document.querySelectorAll('img[src=x], img[src*=evil], a[href^=javascript]').length"


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo forum with such texts in every text column of every table, in rows that every screen shows."""
    path = demo_workbook(tmp_path_factory.mktemp("typed") / f"forum {TAG} $x^2$ :red[b].xlsx")
    _around(path)
    forum = open_forum(path)
    for table in load_schema().records:
        frame = forum.latest().tables[table.name]
        texts = [c.key for c in table.columns if c.kind in ("text", "long") and c.key not in ("unit", "time")]
        for id_, text in zip([str(id_) for id_ in frame.index[:2]], (TAG, MARKDOWN), strict=False):
            there = [key for key in texts if forum.latest().typed(table.name, id_, key) or key == "notes"]
            forum.update(table.name, id_, {key: text for key in there if frame.at[id_, key] is not None})
    forum.update("partners", str(forum.latest().tables["partners"].index[-1]), {"short_name": MARKDOWN})
    forum.update("tasks", "TG-006", {"title": f"{MARKDOWN} {TAG}", "obstacle": TAG, "due": date(2026, 1, 5)})
    return path


def _around(path: Path) -> None:
    """Such texts in headers, names of tabs, links, choices of the forum's own, and settings."""
    book = openpyxl.load_workbook(path)
    for name in ("Mitra", "Tugas", "Masalah", "Sumber Daya"):
        page = book[name]
        for header in (TAG, MARKDOWN):
            width = page.max_column + 1
            page.cell(1, width).value, page.cell(2, width).value = header, f"{MARKDOWN} {TAG}"
    link_column = next(cell.column for cell in book["Tugas"][1] if cell.value == _label("tasks", "evidence"))
    for row, link in enumerate((LINK, "data:text/html,<script>window.hacked=1</script>"), 2):
        book["Tugas"].cell(row, link_column).value = link
    sectors = book["Pilihan"]
    sectors.cell(sectors.max_row + 1, 1).value = f"{TAG} :red[boo]"
    for row in book["Pengaturan"].iter_rows(min_row=2):
        if row[0].value in ("Nama forum", "Visi", "Wilayah", "Tautan Drive"):
            row[1].value = LINK if row[0].value == "Tautan Drive" else f"{TAG} {MARKDOWN}"
    for name in ("<img src=x onerror=hacked()>", "$x^2$ -red `k` <b>"):
        page = book.create_sheet(name)
        for line in (("Nama", "Catatan"), (TAG, MARKDOWN)):
            page.append(line)
    book.save(path)


def _label(table: str, column: str) -> str:
    return str(load_schema().tables[table].column(column).label.id)


@pytest.fixture(scope="module")
def keeper_board(typed: Path) -> Iterator[str]:
    with serving(typed) as url:
        yield url


def watched(page: Page) -> list[str]:
    """The requests that leave this machine, and the dialogs that open."""
    seen: list[str] = []
    page.on("request", lambda request: None if inside(request.url) else seen.append(request.url))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    return seen


def test_what_people_type_stays_text_on_every_screen_in_both_languages(chromium, keeper_board):
    with page_of(chromium) as page:
        seen = watched(page)
        for address in ADDRESSES:
            page.goto(f"{keeper_board}/{address}?lang=id")
            settle(page)
            for language in ("id", "en"):
                speak(page, language)
                assert not page.evaluate(HACKED), address
                assert page.locator("[data-testid=stException]").count() == 0
        assert seen == []


def test_nothing_that_a_visitor_is_sent_or_downloads_holds_a_secret(chromium, tmp_path):
    """Every message of the connection, every file, page and download, on every screen and in what is folded."""
    forum = planted_forum(tmp_path / "forum.xlsx")
    log = tmp_path / "log"
    home = secrets_home(tmp_path / "home", f'[passphrases]\nkeeper = "{phrases.hashed(PHRASE)}"\n')
    told: list[bytes] = []
    with serving(forum, home, log) as url, page_of(chromium) as page:
        page.on("websocket", lambda socket: socket.on("framereceived", lambda sent: told.append(_bytes(sent))))
        page.on("response", lambda answer: told.append(answer.body()) if "/static/" not in answer.url else None)
        for address in [*ADDRESSES, "partners?id=M-01", "issues?id=MS-001", "check?temuan=unreadable", "?rapat=1"]:
            page.goto(f"{url}/{address}")
            settle(page)
            _unfold(page)
        told += [_downloaded(page, url, "check", key) for key in ("lb-file-csv", "lb-file-xlsx")]
        told.append(page.content().encode())
    everything = b"\n".join(told).decode("utf-8", "replace") + log.read_text()
    assert len(told) > 100
    secret = {**FOR_KEEPERS, **FOR_MEDIATORS, "number in notes": NUMBER_IN_NOTES}
    assert [name for name, text in secret.items() if text in everything] == []


def _bytes(sent: str | bytes) -> bytes:
    return sent if isinstance(sent, bytes) else sent.encode()


def _unfold(page: Page) -> None:
    """Open what is folded, one after the other."""
    for summary in page.locator("[data-testid=stExpander] summary:visible").all():
        summary.click()
    settle(page)


def _downloaded(page: Page, url: str, address: str, key: str) -> bytes:
    """A file as it is downloaded; the parts of a workbook one after the other."""
    page.goto(f"{url}/{address}")
    settle(page)
    with page.expect_download() as download:
        page.locator(f".st-key-{key} button").click()
    data = Path(download.value.path()).read_bytes()
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


# The record, and its title, which is shown letter by letter: as the headline, a case beside the list of all cases.
RECORDS = [
    ("tasks?id=TG-006", "h1", f"{MARKDOWN} {TAG}"),
    ("tasks?id=TG-001", "h1", TAG),
    ("tasks?id=TG-002", "h1", MARKDOWN),
    ("partners?id=M-01", "h1", TAG),
    ("goals?id=T-01", "h1", TAG),
    ("issues?id=MS-001", "[data-testid=stMain]", TAG),
]


@pytest.mark.parametrize(("address", "place", "title"), RECORDS)
def test_what_people_type_stays_text_in_a_record_and_its_form(chromium, keeper_board, address, place, title):
    with page_of(chromium) as page:
        seen = watched(page)
        page.goto(f"{keeper_board}/{address}")
        settle(page)
        assert not page.evaluate(HACKED)
        assert page.locator(".katex").count() == 0
        assert title in page.locator(place).first.inner_text()
        assert seen == []


def test_a_toast_and_the_button_of_a_conflict_show_typed_text_letter_by_letter(chromium, typed, tmp_path):
    own = Path(shutil.copy(typed, tmp_path / "forum.xlsx"))
    with serving(own) as url, page_of(chromium) as page:
        seen = watched(page)
        page.goto(f"{url}/tasks?id=TG-006")
        settle(page)
        open_forum(own).update("tasks", "TG-006", {"obstacle": MARKDOWN})
        page.get_by_label("Kendala").first.fill("isian saya")
        page.get_by_role("button", name="Simpan").click()
        page.wait_for_selector("[class*=lb-theirs] button")
        label = page.locator("[class*=lb-theirs] button").inner_text().replace("\u2060", "")
        assert "[x](javascript" in label
        page.locator("[class*=lb-mine] button").click()
        page.wait_for_selector("[data-testid=stToast]")
        assert not page.evaluate(HACKED)
        assert seen == []


# Roles


@contextmanager
def away(chromium: Browser, name: str) -> Iterator[Browser]:
    """A browser for which a name of the internet is this machine."""
    rule = f"--host-resolver-rules=MAP {name} 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=program(), args=[*FLAGS, rule])
    yield browser
    browser.close()


def secrets_home(folder: Path, text: str) -> dict[str, str]:
    """The environment of a server whose secrets file says `text`."""
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "secrets.toml").write_text(text, "utf-8")
    return {"HOME": str(folder)}


def test_a_visitor_looks_signs_in_with_a_phrase_edits_and_signs_out(chromium, demo, tmp_path):
    home = secrets_home(tmp_path / "home", f'[passphrases]\nmember = "{phrases.hashed(PHRASE)}"\n')
    log = tmp_path / "log"
    with serving(demo, home, log) as url, page_of(chromium) as page:
        page.goto(f"{url}/tasks")
        settle(page)
        assert page.get_by_role("button", name="Tambah tugas").count() == 0
        page.get_by_role("button", name="Masuk", exact=True).click()
        page.locator("input[type=password]").fill(PHRASE)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Tambah tugas").wait_for()
        settle(page)
        if not page.get_by_role("button", name="Keluar", exact=True).is_visible():
            page.get_by_role("button", name="Anggota", exact=True).click()
        page.get_by_role("button", name="Keluar", exact=True).click()
        page.get_by_test_id("stPopoverButton").filter(has_text="Masuk").wait_for()
        settle(page)
        assert page.get_by_role("button", name="Tambah tugas").count() == 0
    assert PHRASE not in log.read_text()


def test_away_from_home_a_board_without_roles_is_only_read_and_says_why(chromium, demo):
    name = "papan.forum.example"
    with serving(demo, {"STREAMLIT_BROWSER_SERVER_ADDRESS": name}) as url:
        port = url.rpartition(":")[2]
        with away(chromium, name) as browser, page_of(browser) as page:
            page.goto(f"http://{name}:{port}/settings")
            settle(page)
            text = page.inner_text("body")
            assert "Pengunjung" in text
            assert "belum punya daftar peran" in text
            page.goto(f"http://{name}:{port}/tasks?id=baru")
            settle(page)
            assert page.get_by_role("button", name="Simpan").count() == 0


def test_secrets_that_are_broken_make_a_reader_of_everyone_and_print_no_key(chromium, demo, tmp_path):
    home = secrets_home(tmp_path / "home", '[google]\nprivate_key = "MIIEvQplanted\n[passphrases')
    log = tmp_path / "log"
    with serving(demo, home, log) as url, page_of(chromium) as page:
        page.goto(f"{url}/settings")
        settle(page)
        text = page.inner_text("body")
        assert "tidak dapat dibaca, jadi semua orang hanya dapat melihat" in text
        assert "MIIEvQplanted" not in text
    assert "MIIEvQplanted" not in log.read_text()
