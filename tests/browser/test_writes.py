"""The five everyday writes, done by hand in real Chromium and read back from the workbook."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sheets.backends.files import read_file
from sheets.schema import load_schema
from sheets.snapshot import Snapshot, take
from tests.browser.chromium import page_of, settle
from tests.browser.server import serving


def sheet(workbook: Path) -> Snapshot:
    """The workbook as it stands on disk now."""
    return take(read_file(workbook), load_schema())


def grid(workbook: Path, tab: str) -> list[list[object]]:
    """The cells of one tab as they stand on disk now."""
    return next(list(map(list, each.rows)) for each in read_file(workbook).grids if each.tab == tab)


def opened(page: Page, url: str, address: str) -> None:
    page.goto(f"{url}/{address}")
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=False).first.click()


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a selectbox by typing, as a person does."""
    field = page.get_by_role("combobox", name=label)
    field.first.click()
    field.first.type(option, delay=20)
    page.get_by_role("option", name=option, exact=False).first.click()


def saved(page: Page) -> None:
    expect(page.get_by_test_id("stToast").first).to_be_visible(timeout=20_000)


@pytest.fixture(scope="module")
def written(demo, tmp_path_factory):
    """A board whose workbook these tests may change, each in a place of its own: (address, workbook)."""
    workbook = Path(shutil.copy(demo, tmp_path_factory.mktemp("written") / "forum.xlsx"))
    with serving(workbook) as url:
        yield url, workbook


@pytest.fixture
def hand(written, chromium):
    """A page on that board: (page, address, workbook)."""
    url, workbook = written
    with page_of(chromium) as page:
        yield page, url, workbook


def test_a_task_is_put_off_by_a_week_with_two_taps(hand):
    page, url, workbook = hand
    opened(page, url, "tasks")
    before = sheet(workbook).tables["tasks"]["due"]
    page.get_by_role("button", name="Tertunda", exact=False).first.click()
    page.get_by_text("Undur ke ", exact=False).last.click()
    saved(page)
    after = sheet(workbook).tables["tasks"]["due"]
    moved = [id_ for id_ in before.index if str(before[id_]) != str(after[id_])]
    assert len(moved) == 1
    assert (after[moved[0]].date() - date.today()).days in (6, 7, 8)  # the forum's day may be another than ours


def test_a_task_gets_another_day_and_the_reason_stands_in_the_history(hand):
    page, url, workbook = hand
    opened(page, url, "tasks")
    page.get_by_role("button", name="Tertunda", exact=False).first.click()
    page.get_by_text("Ubah tenggat", exact=True).last.click()
    day = page.get_by_role("dialog").get_by_role("spinbutton").first
    day.click()
    page.keyboard.type("31032027")
    page.get_by_label("Mengapa berubah? (boleh kosong)").fill("Dana tahap II baru cair Maret")
    page.keyboard.press("Tab")
    press(page, "Simpan")
    saved(page)
    found = sheet(workbook)
    assert date(2027, 3, 31) in [due.date() for due in found.tables["tasks"]["due"].dropna()]
    assert "Dana tahap II baru cair Maret" in [cell for row in grid(workbook, "Riwayat") for cell in row]


def test_a_task_is_done_with_two_taps(hand):
    page, url, workbook = hand
    opened(page, url, "tasks")
    before = int((sheet(workbook).tables["tasks"]["status"] == "done").sum())
    page.get_by_role("button", name="Berjalan", exact=False).first.click()
    page.get_by_text("Selesai", exact=True).last.click()
    saved(page)
    tasks = sheet(workbook).tables["tasks"]
    assert int((tasks["status"] == "done").sum()) == before + 1
    assert tasks.at["TG-004", "progress"] == 100


def partner(page, url, name):
    """A new partner typed in and sent."""
    opened(page, url, "partners")
    press(page, "Tambah mitra")
    settle(page)
    page.get_by_label("Nama Mitra").fill(name)
    choose(page, "Sektor", "Media")
    press(page, "Simpan")


def test_a_partner_is_added(hand):
    page, url, workbook = hand
    partner(page, url, "=1+1 Kelompok Uji")
    saved(page)
    partners = sheet(workbook).tables["partners"]
    assert partners.iloc[-1]["name"] == "=1+1 Kelompok Uji"
    assert partners.iloc[-1]["sector"] == "media"


def test_a_file_that_is_open_elsewhere_is_said_and_what_was_typed_waits(hand):
    page, url, workbook = hand
    lock = workbook.with_name(f".~lock.{workbook.name}#")
    lock.write_text(",sari,laptop,20.11.2026 10:00,file:///;")
    partner(page, url, "Kelompok yang menunggu")
    expect(page.get_by_text("sedang dibuka di LibreOffice oleh sari", exact=False)).to_be_visible(timeout=20_000)
    assert page.get_by_label("Nama Mitra").input_value() == "Kelompok yang menunggu"
    lock.unlink()
    press(page, "Simpan")
    saved(page)
    assert sheet(workbook).tables["partners"].iloc[-1]["name"] == "Kelompok yang menunggu"


def test_an_issue_is_logged(hand):
    page, url, workbook = hand
    opened(page, url, "issues")
    press(page, "Catat masalah")
    settle(page)
    page.get_by_label("Judul").fill("Lampu jalan Dusun Timur mati")
    choose(page, "Jenis", "Masalah")
    press(page, "Simpan")
    saved(page)
    issues = sheet(workbook).tables["issues"]
    assert issues.iloc[-1]["title"] == "Lampu jalan Dusun Timur mati"
    assert issues.iloc[-1]["stage"] == "new"


def test_a_case_moves_to_its_next_stage(hand):
    page, url, workbook = hand
    opened(page, url, "issues?id=MS-002")
    press(page, "Lanjut ke dijawab")
    settle(page)
    page.get_by_text("Pelapor dan para pihak sudah diberi tahu").click()
    settle(page)
    press(page, "Lanjut ke dijawab")
    saved(page)
    assert sheet(workbook).tables["issues"].at["MS-002", "stage"] == "answered"


def test_a_measurement_is_added(hand):
    page, url, workbook = hand
    before = len(sheet(workbook).tables["measurements"])
    opened(page, url, "indicators")
    press(page, "Tambah pengukuran")
    settle(page)
    page.get_by_label("Nilai").first.fill("33,5")
    press(page, "Simpan")
    saved(page)
    measurements = sheet(workbook).tables["measurements"]
    assert len(measurements) == before + 1
    assert measurements.iloc[-1]["value"] == 33.5


def test_the_menu_that_moves_a_task_is_made_for_thumbs(board, chromium):
    with page_of(chromium, "phone") as page:
        opened(page, board, "tasks")
        page.get_by_role("button", name="Tertunda", exact=False).first.tap()
        items = page.get_by_role("menuitem")
        expect(items.first).to_be_visible()
        boxes = [item.bounding_box() for item in items.all()]
        assert len(boxes) > 3
        assert all(box and box["height"] >= 44 for box in boxes)
