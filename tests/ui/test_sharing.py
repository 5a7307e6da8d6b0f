"""What is computed from a snapshot is computed once for all visitors, and again when the rows changed."""

import pytest

from sheets import open_forum
from tests.forums import demo_workbook
from tests.pages.screens import raw_workbook
from ui import sharing


def test_a_value_is_computed_once_as_long_as_the_rows_stay_the_same(tmp_path):
    forum = open_forum(demo_workbook(tmp_path / "forum.xlsx"))
    calls = []

    def build():
        calls.append(1)
        return len(calls)

    first = forum.read()
    assert [sharing.once(first, "a", build), sharing.once(first, "a", build)] == [1, 1]
    again = forum.read()
    assert again is not first
    assert sharing.same_rows(first, again)
    assert sharing.once(again, "a", build) == 1


def test_what_a_role_sees_is_not_computed_again_when_nothing_changed(tmp_path):
    forum = open_forum(demo_workbook(tmp_path / "forum.xlsx"))
    visit = forum.as_role("visitor")
    first = visit.latest()
    assert sharing.once(first, "a", lambda: 1) == 1
    forum.read()
    again = visit.latest()
    assert again is not first
    assert sharing.once(again, "a", lambda: 2) == 1


@pytest.mark.parametrize("tab", [[["Catatan rapat", None], ["apa saja", 1]], [["Alat"], []], []])
def test_another_tab_is_seen_though_it_holds_no_row_of_the_forum(tmp_path, tab):
    path = raw_workbook(tmp_path / "forum.xlsx", {"Mitra": [["Nama Mitra"], ["PKK"]]})
    before = open_forum(path).latest()
    raw_workbook(path, {"Mitra": [["Nama Mitra"], ["PKK"]], "Lain": tab})
    after = open_forum(path).read()
    assert after.tables["partners"].equals(before.tables["partners"])
    assert not sharing.same_rows(before, after)


def test_a_saved_change_is_computed_anew(tmp_path):
    forum = open_forum(demo_workbook(tmp_path / "forum.xlsx"))
    before = forum.latest()
    assert sharing.once(before, "done", lambda: done(before)) == done(before)
    forum.update("tasks", "TG-004", {"status": "done"}, seen={"status": "in_progress"})
    after = forum.latest()
    assert not sharing.same_rows(before, after)
    assert sharing.once(after, "done", lambda: done(after)) == done(before) + 1


def done(snapshot):
    return int((snapshot.tables["tasks"]["status"] == "done").sum())
