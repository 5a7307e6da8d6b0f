"""The way of a file into the forum in real Chromium: chosen, looked at, answered, written, taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sheets.backends.files import read_file
from sheets.schema import load_schema
from sheets.snapshot import take
from tests.browser.chromium import look, page_of, settle
from tests.pages.screens import many_tasks

LINES = [
    "Rencana Tindak Lanjut 2026;;;;",
    "Kegiatan;PJ;Tenggat;Status;Warna",
    "Tanam 500 bibit mangrove;PKK Melati;1/12/2026;belum;biru",
    "Bersih saluran induk;Kelompok Tani Makmur;1/12/2026;belum;",
    "Bangun gudang bersama;PKK Melati;31/2/2026;belum;",
    "Pelatihan kompos untuk 25 petani;PKK Melati;31/12/2030;proses;",
]


def tasks(workbook):
    return take(read_file(workbook), load_schema()).tables["tasks"]


def chosen(page: Page, file) -> None:
    """Choose a file in the open screen."""
    page.locator("input[type=file]").set_input_files(str(file))
    expect(page.get_by_role("button", name="Berkas lain")).to_be_visible(timeout=60_000)
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=False).first.click()


@pytest.fixture
def list_of_tasks(tmp_path):
    file = tmp_path / "rtl.csv"
    file.write_text("\n".join(LINES), "utf-8")
    return file


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_list_comes_in_as_it_was_shown_and_can_be_taken_back(own_board, chromium, list_of_tasks, size):
    url, workbook = own_board
    before = tasks(workbook)
    with page_of(chromium, size) as page:
        page.goto(f"{url}/bring")
        settle(page)
        chosen(page, list_of_tasks)
        expect(page.locator("h1")).to_have_text("Satu baris baru akan masuk dari rtl.csv")
        page.get_by_text("Sama dengan TG-036 Bersihkan saluran induk").click()
        settle(page)
        page.get_by_text("31 Des 2030").click()
        settle(page)
        assert len(tasks(workbook)) == len(before)
        press(page, "Tulis ke lembar: 1 baris baru, 1 sel")
        expect(page.locator("h1")).to_have_text("1 baris ditambahkan, 1 sel diubah dari rtl.csv", timeout=60_000)
        after = tasks(workbook)
        assert after.iloc[-1]["title"] == "Tanam 500 bibit mangrove"
        assert str(after.at["TG-005", "due"])[:10] == "2030-12-31"
        assert len(after) == len(before) + 1
        page.get_by_role("link", name="Riwayat").last.click()
        settle(page)
        press(page, "Batalkan")
        press(page, "Batalkan seluruh simpanan ini (2 sel)")
        expect(page.get_by_text("Dikembalikan; pembatalan ini juga tercatat")).to_be_visible(timeout=30_000)
    undone = tasks(workbook)
    assert undone.iloc[-1]["status"] == "cancelled"
    assert undone.at["TG-005", "due"] == before.at["TG-005", "due"]


def test_a_long_import_shows_how_far_it_is_and_stops_between_two_parts(own_board, chromium, tmp_path):
    url, workbook = own_board
    before = len(tasks(workbook))
    many = many_tasks(tmp_path / "banyak.xlsx", 6000)
    with page_of(chromium) as page:
        page.goto(f"{url}/bring")
        settle(page)
        chosen(page, many)
        press(page, "Tulis ke lembar")
        expect(page.get_by_text("500 dari 6.040")).to_be_visible(timeout=60_000)
        expect(page.get_by_role("button", name="Tulis ke lembar")).to_have_count(0)
        press(page, "Hentikan impor")
        expect(page.locator("h1")).to_have_text(
            "Impor banyak.xlsx dihentikan; yang sudah ditulis tetap ada", timeout=120_000
        )
        expect(page.get_by_text("jalankan impor ini lagi")).to_be_visible()
    written = len(tasks(workbook)) - before
    assert 0 < written < 6000


def test_a_broken_file_is_explained_and_another_one_can_be_chosen(board, chromium, tmp_path, list_of_tasks):
    broken = tmp_path / "laman.xlsx"
    broken.write_bytes(b"<!DOCTYPE html><html>masuk dulu</html>")
    with page_of(chromium) as page:
        page.goto(f"{board}/bring")
        settle(page)
        page.locator("input[type=file]").set_input_files(str(broken))
        expect(page.get_by_text("laman.xlsx").first).to_be_visible(timeout=30_000)
        settle(page)
        chosen(page, list_of_tasks)


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_no_part_of_the_plan_is_wider_than_the_screen(board, chromium, list_of_tasks, size):
    with page_of(chromium, size) as page:
        page.goto(f"{board}/bring")
        settle(page)
        chosen(page, list_of_tasks)
        for scheme in ("light", "dark"):
            look(page, size, scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            button = page.get_by_role("button", name="Tulis ke lembar", exact=False).first.bounding_box()
            assert button is not None
            assert button["y"] + button["height"] <= {"laptop": 720, "phone": 800}[size]
            assert button["height"] >= 40
