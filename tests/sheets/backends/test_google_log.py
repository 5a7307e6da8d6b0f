"""The log in a Google spreadsheet whose people have their own way with it."""

from __future__ import annotations

from typing import Any

import pytest

from sheets.errors import Offline
from tests.sheets.backends.places import TABS, new_google

HEADER = ["Waktu", "Pelaku", "Tab", "Kode", "Kolom", "Lama", "Baru", "Alasan", "Tanda"]


@pytest.fixture
def forum(google):
    forum = google.open()
    forum.update("tasks", "TG-002", {"progress": 50}, by="Sari")
    return forum


def told(forum):
    return [(line["who"], line["column"], line["old"], line["new"]) for line in forum.history()]


def test_a_tab_of_that_name_that_is_a_persons_own_stays_as_it_is(api):
    own: list[list[Any]] = [["Tahun", "Kejadian"], [2019, "Forum berdiri"]]
    google = new_google(api, {**TABS, "Riwayat": own})
    forum = google.open()
    forum.update("tasks", "TG-002", {"progress": 50}, by="Sari")
    assert google.rows("Riwayat") == own
    assert told(forum) == told(google.open_elsewhere()) == [("Sari", "Kemajuan (%)", "40", "50%")]


def test_a_persons_own_tab_of_that_name_is_told_to_nobody_as_history_before_the_first_save(api):
    own = [["Tanggal", "Petugas", "Telepon", "Alamat"], ["01/02/2026", "Bu Sari", "0812-3456-7890", "Jl. Melati 3"]]
    google = new_google(api, {**TABS, "Riwayat": own})
    forum = google.open()
    forum.read()
    assert forum.history() == forum.as_role("visitor").history() == []


def test_columns_that_were_moved_are_written_under_their_headers(api):
    moved = [*HEADER[1:], "Waktu"]
    google = new_google(api, {**TABS, "Riwayat": [moved]})
    forum = google.open()
    forum.update("tasks", "TG-002", {"progress": 50}, by="Sari", why="rapat")
    assert google.rows("Riwayat")[1][:4] == ["Sari", "Tugas", "TG-002", "Kemajuan (%)"]
    assert google.rows("Riwayat")[1][6] == "rapat"
    assert told(forum) == [("Sari", "Kemajuan (%)", "40", "50%")]


def test_a_column_put_in_meanwhile_is_seen_before_the_next_line(google, forum):
    google.insert_columns("Riwayat", "B")
    forum.update("tasks", "TG-002", {"progress": 60}, by="Budi")
    assert [row[1] for row in google.rows("Riwayat")] == [None, None, None]
    assert told(forum) == [("Budi", "Kemajuan (%)", "50", "60%"), ("Sari", "Kemajuan (%)", "40", "50%")]


def test_a_log_that_was_renamed_is_known_by_its_headers(google, forum):
    google.human.rename_tab("Riwayat", "Catatan perubahan")
    forum.update("tasks", "TG-004", {"progress": 5}, by="Budi")
    other = google.open_elsewhere()
    other.update("tasks", "TG-004", {"progress": 6}, by="Wati")
    assert "Riwayat" not in google.human.tabs()
    assert len(told(forum)) == len(told(other)) == 3


def test_a_log_that_was_deleted_is_begun_anew(google, forum):
    google.human.delete_tab("Riwayat")
    forum.update("tasks", "TG-002", {"progress": 60}, by="Budi")
    assert told(forum) == [("Budi", "Kemajuan (%)", "50", "60%")]


def test_a_log_without_its_headers_is_left_and_another_begun(google, forum):
    google.delete_rows("Riwayat", 1)
    forum.update("tasks", "TG-002", {"progress": 60}, by="Budi")
    assert len(google.rows("Riwayat")) == 1
    assert told(forum) == told(google.open_elsewhere()) == [("Budi", "Kemajuan (%)", "50", "60%")]


def test_the_first_save_of_all_whose_answer_was_lost_is_still_repaired(google):
    forum = google.open()
    forum.read()
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=50, kind="read", after=1)
    with pytest.raises(Offline):
        forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40}, by="Sari")
    google.api.faults.clear()
    forum.update("tasks", "TG-004", {"progress": 7})
    assert google.rows("Tugas")[2][5] == 70
