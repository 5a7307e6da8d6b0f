"""Two people at the same task and a third in the sheet: everyone is asked, and nothing that was typed is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sheets.backends.files import read_file
from tests.browser.chromium import page_of, settle
from tests.browser.server import serving
from tests.google_api import Api, running

TITLE = "Tugas"
LONG = "Hujan terus sejak Senin, jalan ke balai desa terputus"
TASKS = (f"TG-{number:03d}" for number in count(4))
PICTURES = Path(__file__).parents[2] / "build" / "together"


@dataclass
class Table:
    """The forum in a Google sheet, a board on it, and the task that is on the table."""

    api: Api
    sheet: str
    url: str
    task: str = ""

    def title(self) -> str:
        human = self.api.human(self.sheet)
        return str(human.value("Tugas", f"B{human.find('Tugas', self.task)}"))

    def titles(self) -> list[object]:
        return [row[1] for row in self.api.human(self.sheet).rows("Tugas") if len(row) > 1]

    def by_hand(self, text: str) -> None:
        human = self.api.human(self.sheet)
        human.edit("Tugas", f"B{human.find('Tugas', self.task)}", text)


@pytest.fixture(scope="module")
def forum(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    with running(quota=True) as api:
        tabs = {grid.tab: grid.rows for grid in read_file(demo).grids}
        sheet = api.new_spreadsheet("Forum contoh", tabs, locale="id_ID", time_zone="Asia/Jakarta")
        key = tmp_path_factory.mktemp("together") / "key.json"
        key.write_text(json.dumps(api.service_account()))
        environment = {"LUMBUNG_GOOGLE_ENDPOINT": api.url, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
        with serving(f"google:{sheet}", environment) as url:
            yield Table(api, sheet, url)


@pytest.fixture
def table(forum: Table) -> Table:
    """The same forum for each test, and a task that no other test touches."""
    return replace(forum, task=next(TASKS))


def at_the_task(page: Page, table: Table) -> None:
    page.goto(f"{table.url}/tasks?id={table.task}")
    settle(page)


def type_title(page: Page, text: str) -> None:
    page.get_by_label(TITLE, exact=True).first.fill(text)


def typed(page: Page) -> str:
    return page.get_by_label(TITLE, exact=True).first.input_value()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def asked(page: Page, theirs: str) -> str:
    """The text of the question about two values, once it says `theirs`."""
    facts = page.locator(".lb-facts", has_text="Yang Anda lihat")
    expect(facts).to_contain_text(theirs, timeout=20_000)
    return facts.inner_text()


def saved(page: Page) -> None:
    expect(page.get_by_test_id("stToast").first).to_be_visible(timeout=40_000)


def test_two_people_and_a_hand_in_the_sheet(table: Table, chromium: Browser):
    before = table.title()
    with page_of(chromium) as ani, page_of(chromium) as budi:
        for page in (ani, budi):
            at_the_task(page, table)
        type_title(ani, "Judul dari Ani")
        type_title(budi, "Judul dari Budi")
        press(budi, "Simpan")
        saved(budi)
        assert table.title() == "Judul dari Budi"

        press(ani, "Simpan")
        question = asked(ani, "Judul dari Budi")
        assert before in question
        assert "Judul dari Ani" in question
        assert typed(ani) == "Judul dari Ani"
        assert table.title() == "Judul dari Budi"

        table.by_hand("Judul di lembar")
        press(ani, "Tulis isian saya")
        question = asked(ani, "Judul di lembar")
        assert "langsung di lembar" in question
        assert table.title() == "Judul di lembar"

        ani.get_by_role("dialog").get_by_role("button", name="Batal").click()
        expect(ani.get_by_text("Yang Anda lihat")).to_have_count(0)
        assert typed(ani) == "Judul dari Ani"

        press(ani, "Simpan")
        asked(ani, "Judul di lembar")
        press(ani, "Tulis isian saya")
        saved(ani)
        assert table.title() == "Judul dari Ani"


def test_theirs_is_kept_and_the_rest_is_written(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        at_the_task(ani, table)
        table.by_hand("Judul di lembar")
        type_title(ani, "Judul dari Ani")
        ani.get_by_label("Kendala").fill("Hujan terus")
        press(ani, "Simpan")
        asked(ani, "Judul di lembar")
        ani.get_by_role("button", name="Pakai Judul di lembar").click()
        saved(ani)
        human = table.api.human(table.sheet)
        row = human.row("Tugas", human.find("Tugas", table.task))
        assert "Judul di lembar" in row
        assert "Hujan terus" in row


def test_what_is_being_typed_survives_what_others_change_meanwhile(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        at_the_task(ani, table)
        type_title(ani, "Judul dari Ani")
        table.by_hand("Judul di lembar")
        expect(ani.locator("h1")).to_contain_text("Judul di lembar", timeout=20_000)
        assert typed(ani) == "Judul dari Ani"


def test_a_form_that_could_not_be_saved_is_there_after_another_page(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        at_the_task(ani, table)
        type_title(ani, "Judul dari Ani")
        ani.get_by_label("Kendala").fill("Hujan terus")
        table.api.faults.fail(503, times=100_000)
        press(ani, "Simpan")
        expect(ani.get_by_text("Belum tersimpan").first).to_be_visible(timeout=60_000)
        assert typed(ani) == "Judul dari Ani"

        ani.get_by_role("link", name="Masalah").first.click()
        settle(ani)
        table.api.faults.clear()
        ani.go_back()
        settle(ani)
        assert typed(ani) == "Judul dari Ani"
        expect(ani.get_by_label("Kendala")).to_have_value("Hujan terus", timeout=30_000)
        press(ani, "Simpan")
        saved(ani)
        assert table.title() == "Judul dari Ani"


def fill_new_task(page: Page, table: Table, title: str) -> None:
    page.goto(f"{table.url}/tasks?id=baru")
    settle(page)
    type_title(page, title)
    page.get_by_role("combobox", name="Penanggung Jawab").click()
    page.get_by_role("option").first.click()
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type("31032027")
    page.keyboard.press("Tab")
    settle(page)


def test_an_impatient_hand_on_save_makes_one_row(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        fill_new_task(ani, table, "Tugas yang ditekan tiga kali")
        table.api.faults.delay(1.5, times=100)
        for _ in range(3):
            ani.get_by_role("button", name="Simpan", exact=True).first.click()
            expect(ani.get_by_text("Menyimpan")).to_be_visible(timeout=20_000)
        saved(ani)
        table.api.faults.clear()
        settle(ani)
        assert table.titles().count("Tugas yang ditekan tiga kali") == 1


def under_way(page: Page, table: Table, seconds: float = 3) -> None:
    """Press Simpan; the sheet takes its time."""
    table.api.faults.delay(seconds, times=100)
    press(page, "Simpan")
    expect(page.get_by_text("Menyimpan")).to_be_visible(timeout=20_000)


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def test_what_is_typed_while_a_save_is_under_way_stays_and_is_saved_next(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        at_the_task(ani, table)
        type_title(ani, "Judul dari Ani")
        under_way(ani, table)
        obstacle = ani.get_by_label("Kendala")
        obstacle.press("Control+a")
        ani.keyboard.type(LONG, delay=120)  # goes on when the answer comes; the toast may be gone by its end
        expect(ani.get_by_text("Yang Anda ubah sesudah menekan Simpan")).to_be_visible(timeout=40_000)
        table.api.faults.clear()
        picture(ani, "typed-after")
        expect(obstacle).to_have_value(LONG)
        assert table.title() == "Judul dari Ani"
        press(ani, "Simpan")
        expect(ani).to_have_url(f"{table.url}/tasks", timeout=20_000)
        settle(ani)
        human = table.api.human(table.sheet)
        assert LONG in human.row("Tugas", human.find("Tugas", table.task))


def test_a_new_row_that_is_corrected_while_it_is_saved_is_one_row(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        fill_new_task(ani, table, "Tugas yang salah ketk")
        under_way(ani, table)
        type_title(ani, "Tugas yang salah ketik")
        press(ani, "Simpan")
        expect(ani).to_have_url(f"{table.url}/tasks", timeout=40_000)
        table.api.faults.clear()
        settle(ani)
        assert [title for title in table.titles() if str(title).startswith("Tugas yang salah")] == [
            "Tugas yang salah ketik"
        ]


def test_who_walks_away_from_a_save_is_told_what_came_of_it(table: Table, chromium: Browser):
    with page_of(chromium) as ani:
        at_the_task(ani, table)
        type_title(ani, "Judul dari Ani")
        table.api.faults.delay(3, times=100)  # the save is under way when she leaves, however slow this machine is
        press(ani, "Simpan")
        expect(ani.get_by_text("Menyimpan")).to_be_visible(timeout=20_000)
        ani.get_by_role("link", name="Masalah").first.click()
        saved(ani)
        table.api.faults.clear()
        expect(ani).to_have_url(f"{table.url}/issues")
        assert table.title() == "Judul dari Ani"
        at_the_task(ani, table)
        assert ani.get_by_text("Belum disimpan").count() == 0


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_question_fits_the_screen(table: Table, chromium: Browser, size: str):
    with page_of(chromium, size) as ani:
        at_the_task(ani, table)
        table.by_hand(
            "Judul di lembar yang panjang sekali, supaya kelihatan bagaimana baris itu berganti di layar kecil"
        )
        type_title(ani, "Judul dari Ani")
        press(ani, "Simpan")
        asked(ani, "Judul di lembar")
        question = ani.locator(".lb-facts", has_text="Yang Anda lihat")
        question.scroll_into_view_if_needed()
        picture(ani, size)
        width = ani.viewport_size["width"] if ani.viewport_size else 0
        for box in (question.bounding_box(), ani.get_by_role("button", name="Tulis isian saya").bounding_box()):
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert ani.evaluate("document.documentElement.scrollWidth") <= width
