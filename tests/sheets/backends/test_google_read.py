"""Reading a Google spreadsheet: what it costs, what it shows, who waits for it."""

from __future__ import annotations

import threading
import time
from datetime import date
from typing import Any

import pytest

from sheets.errors import SheetError
from tests.google_api import Formula, Typed
from tests.sheets.backends.places import TABS, new_google


def kinds(api):
    return [(kind, path.rsplit("/", 1)[-1].rsplit(":", 1)[-1]) for _, path, kind in api.calls if kind != "token"]


def test_the_first_reading_is_one_call_and_every_later_one_is_one_batch(google):
    forum = google.open()
    forum.read()
    assert kinds(google.api) == [("read", google.id)]
    for _ in range(3):
        google.api.calls.clear()
        forum.read()
        assert kinds(google.api) == [("read", "batchGet")]


def test_both_ways_of_reading_show_the_same(google):
    google.human.edit("Tugas", "B6", "=1/0")
    google.human.edit("Tugas", "B7", "")
    forum = google.open()
    first, second = forum.read(), forum.read()
    assert [read.grid.rows for read in first.reads] == [read.grid.rows for read in second.reads]
    for name, frame in first.tables.items():
        assert frame.equals(second.tables[name])


def test_only_the_sheets_scope_is_asked_for(google):
    google.open().read()
    token = next(request for request in google.api.requests if request["kind"] == "token")
    assert "drive" not in str(token).lower() or "spreadsheets" in str(token)


def test_a_renamed_tab_is_learned_again(google):
    forum = google.open()
    forum.read()
    google.human.rename_tab("Tugas", "Rencana Aksi")
    google.api.calls.clear()
    assert len(forum.read().tables["tasks"]) == 4
    assert [kind for kind, _ in kinds(google.api)] == ["read", "read"]


def test_a_deleted_tab_is_missing_and_the_rest_is_read(google):
    forum = google.open()
    forum.read()
    google.human.delete_tab("Masalah")
    snapshot = forum.read()
    assert "issues" in snapshot.missing
    assert len(snapshot.tables["tasks"]) == 4


def test_the_history_tab_is_not_read_with_the_rest(google):
    forum = google.open()
    forum.update("tasks", "TG-002", {"progress": 50})
    google.api.requests.clear()
    forum.read()
    assert "Riwayat" not in str(google.api.requests[-1])


def test_formats_decide_what_a_number_is_and_hold_for_new_rows(api):
    tabs: dict[str, list[list[Any]]] = {"Tugas": [["Kode", "Tugas", "PJ", "Tenggat", "Status", "Kemajuan (%)"]]}
    tabs["Tugas"] += [[f"TG-{n}", f"Kerja {n}", "PKK", date(2026, 12, n), "belum", Typed("75%")] for n in range(1, 4)]
    google = new_google(api, tabs)
    forum = google.open()
    assert list(forum.read().tables["tasks"]["progress"]) == [75, 75, 75]
    google.human.edit("Tugas", "A5", "TG-4")
    google.human.edit("Tugas", "B5", "Kerja 4")
    google.human.edit("Tugas", "F5", "150%")
    api.calls.clear()
    assert list(forum.read().tables["tasks"]["progress"])[:3] == [75, 75, 75]
    assert kinds(api) == [("read", "batchGet")]


def test_merges_and_hidden_tabs_are_known(google):
    google.human.merge("Tugas", "C2:C3")
    google.human.hide_tab("Catatan lain")
    book = google.open().backend.read()
    grids = {grid.tab: grid for grid in book.grids}
    assert grids["Tugas"].merged == ((1, 2, 2, 2),)
    assert grids["Catatan lain"].hidden
    assert book.serial_dates
    assert (book.locale, book.time_zone) == ("id_ID", "Asia/Jakarta")


def test_results_of_formulas_are_read_and_errors_as_people_see_them(api):
    tabs = {
        **TABS,
        "Pengukuran": [TABS["Pengukuran"][0], ["UK-1", "Hasil panen", date(2026, 1, 1), Formula("=6*7", 42)]],
    }
    google = new_google(api, tabs)
    forum = google.open()
    assert forum.read().tables["measurements"]["value"].tolist() == [42]


# Shared by everyone


def test_twenty_visitors_at_once_cost_one_call(google):
    forum = google.open()
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(forum.latest())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 20
    assert len(kinds(google.api)) == 1


def test_a_warm_page_costs_nothing_and_an_old_one_refreshes_behind(google):
    forum = google.open()
    forum.read()
    google.api.calls.clear()
    first = forum.latest()
    assert kinds(google.api) == []
    google.human.edit("Tugas", "F3", 77)
    assert forum.latest(max_age=0.0) is first
    wait_for(lambda: forum.latest(max_age=60) is not first)
    assert forum.latest(max_age=60).tables["tasks"].at["TG-002", "progress"] == 77
    assert kinds(google.api) == [("read", "batchGet")]


def test_many_visitors_of_an_old_page_start_one_refresh(google):
    forum = google.open()
    first = forum.read()
    google.api.calls.clear()
    google.api.faults.delay(0.3, kind="read")
    for _ in range(30):
        forum.latest(max_age=0.0)
    wait_for(lambda: forum.latest(max_age=60) is not first)
    assert len(kinds(google.api)) == 1


def test_a_refresh_that_began_before_a_save_does_not_hide_it(google):
    forum = google.open()
    forum.read()
    google.api.faults.delay(0.5, kind="read")
    forum.latest(max_age=0.0)
    time.sleep(0.1)
    forum.update("tasks", "TG-002", {"progress": 88})
    forum._behind.join()
    assert forum.latest(max_age=60).tables["tasks"].at["TG-002", "progress"] == 88


def test_without_google_the_last_good_data_stays_and_trouble_says_why(google):
    forum = google.open()
    first = forum.read()
    google.api.faults.fail(503, times=50, kind="read")
    assert forum.latest(max_age=0.0) is first
    wait_for(lambda: forum.trouble is not None)
    assert forum.trouble.reason == "service_down"
    google.api.calls.clear()
    assert all(forum.latest(max_age=0.0) is first for _ in range(20))
    assert kinds(google.api) == []
    google.api.reset()
    forum._tried_at = float("-inf")
    forum.latest(max_age=0.0)
    wait_for(lambda: forum.trouble is None)


def test_a_first_reading_that_fails_is_not_repeated_by_each_visitor(google):
    forum = google.open()
    google.api.faults.fail(503, times=50, kind="read")
    for _ in range(5):
        with pytest.raises(SheetError):
            forum.latest()
    assert len(kinds(google.api)) == 5


def wait_for(done, seconds=10.0):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)
