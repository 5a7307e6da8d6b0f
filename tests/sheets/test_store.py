"""One forum for everyone in the process: opened once, guarded, shared."""

from __future__ import annotations

import threading
import time
from datetime import date
from typing import Any

import pytest

from sheets import open_forum
from sheets.changes import Change, plain, same_cell, same_value
from sheets.errors import Invalid, NoAccess, NotFound
from tests.forums import demo_workbook
from tests.sheets.backends.places import TABS, new_workbook

TODAY = date(2026, 11, 20)


@pytest.fixture
def forum(tmp_path):
    return open_forum(demo_workbook(tmp_path / "forum.xlsx", TODAY), today=TODAY)


def test_the_demo_forum_opens_and_its_tables_are_there(forum):
    snapshot = forum.latest()
    assert len(snapshot.tables["tasks"]) > 20
    assert snapshot.missing == []


def test_five_everyday_writes_work_on_the_demo(forum):
    tables = forum.latest().tables
    task = next(row for row in tables["tasks"].index if tables["tasks"].at[row, "status"] == "in_progress")
    forum.update("tasks", task, {"status": "done", "progress": 100}, by="Sari")
    indicator = tables["indicators"].index[0]
    measured = forum.append("measurements", {"indicator": indicator, "date": TODAY, "value": 12})
    partner = forum.append("partners", {"name": "Sanggar Tari", "sector": "community"})
    issue = forum.append("issues", {"title": "Jalan rusak", "type": "issue", "reported_on": TODAY, "stage": "new"})
    forum.update("issues", issue, {"stage": "acknowledged"}, seen={"stage": "new"})
    read = forum.read().tables
    assert (read["tasks"].at[task, "status"], read["tasks"].at[task, "progress"]) == ("done", 100)
    assert read["measurements"].at[measured, "indicator_id"] == indicator
    assert read["partners"].at[partner, "name"] == "Sanggar Tari"
    assert read["issues"].at[issue, "stage"] == "acknowledged"


def test_a_guess_is_confirmed_by_sending_the_same_value(forum):
    before = forum.read()
    guess = next(p for p in before.problems if (p.column, p.reason) == ("sector", "choice_from_words"))
    value = before.tables["partners"].at[guess.id, "sector"]
    forum.update("partners", guess.id, {"sector": value}, seen={"sector": value})
    after = forum.read()
    assert after.typed("partners", guess.id, "sector") == guess.read_as_in("id")
    assert guess.id not in {p.id for p in after.problems if p.column == "sector"}
    lines = len(forum.history(50))
    forum.update("partners", guess.id, {"sector": value}, seen={"sector": value})
    assert len(forum.history(50)) == lines


def test_the_newest_change_is_the_first_line_of_the_history(forum):
    forum.append("partners", {"name": "Sanggar Tari", "sector": "community"}, by="Sari", why="rapat")
    line = forum.history(5)[0]
    assert (line["who"], line["column"], line["why"]) == ("Sari", "+", "rapat")


@pytest.mark.parametrize("blank", ["", None, "  "])
def test_a_row_never_loses_its_id_to_a_form(forum, blank):
    partner = forum.read().tables["partners"].index[0]
    with pytest.raises(Invalid) as refused:
        forum.update("partners", partner, {"id": blank})
    assert refused.value.details["fields"] == {"id": "required"}
    assert partner in forum.read().tables["partners"].index


def test_a_guard_is_asked_before_every_change(forum):
    def nobody(change: Change, by: str | None) -> None:
        raise NoAccess("no_access_role")

    forum.guard = nobody
    with pytest.raises(NoAccess):
        forum.append("partners", {"name": "Sanggar Tari", "sector": "community"})
    forum.guard = None
    assert "Sanggar Tari" not in list(forum.read().tables["partners"]["name"])


def test_the_snapshot_stays_the_same_while_the_file_does(forum):
    one = forum.read()
    two = forum.read()
    assert two.tables is one.tables
    assert two.taken_at >= one.taken_at


def test_what_a_role_sees_is_as_old_as_the_last_reading_though_nothing_changed(forum):
    visit = forum.as_role("visitor")
    one = visit.latest()
    whole = forum.read()
    two = visit.latest()
    assert two.taken_at == whole.taken_at > one.taken_at
    assert two.tables is one.tables


def test_a_file_changed_by_someone_else_is_seen_soon(forum):
    forum.read()
    import openpyxl

    book = openpyxl.load_workbook(forum.backend.path)
    book["Mitra"]["B2"] = "Nama yang baru"
    book.save(forum.backend.path)
    forum.latest(max_age=0.0)
    end = time.monotonic() + 10
    while "Nama yang baru" not in list(forum.latest(max_age=60).tables["partners"]["name"]):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_visitors_reading_while_others_write_always_see_a_whole_snapshot(forum):
    ids = list(forum.latest().tables["partners"].index)
    failures: list[Any] = []

    def write(n):
        try:
            forum.update("partners", ids[n], {"area": f"Dusun {n}"})
        except Exception as error:
            failures.append(error)

    def look():
        failures.extend("rows" for _ in range(20) if len(forum.latest().tables["partners"]) != len(ids))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)] + [
        threading.Thread(target=look) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [forum.latest().tables["partners"].at[ids[n], "area"] for n in range(6)] == [f"Dusun {n}" for n in range(6)]


def test_a_missing_file_is_said_when_it_is_first_needed(tmp_path):
    forum = open_forum(tmp_path / "tidak-ada.xlsx")
    with pytest.raises(NotFound) as error:
        forum.latest()
    assert "tidak-ada.xlsx" in error.value.message()
    assert forum.trouble is error.value


# What counts as the same


@pytest.mark.parametrize(("one", "other"), [(None, ""), ("", "  "), (1, 1.0), ("a", "a "), (75.0, 75)])
def test_cells_that_hold_the_same(one, other):
    assert same_cell(one, other)


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, None), (False, None), ("1", 1), ("007", "7")])
def test_cells_that_do_not(one, other):
    assert not same_cell(one, other)


def test_nothing_is_nothing_in_every_form():
    import numpy as np
    import pandas as pd

    nothings: list[Any] = [None, "", " ", (), [], float("nan"), np.nan, pd.NaT]
    assert all(plain(nothing) is None for nothing in nothings)
    assert same_value(pd.Timestamp("2026-11-20"), date(2026, 11, 20))
    assert same_value(("a", "b"), ["a", "b"])
    assert not same_value(True, 1)


def test_a_row_may_name_a_partner_that_the_same_save_adds(tmp_path):
    forum = new_workbook(tmp_path, TABS).open()
    partner = Change("partners", None, {"name": "Karang Taruna Melati"}, lenient=True)
    values = {"title": "Senam", "lead": "Karang Taruna Melati", "due": "1/12/2026", "status": "not_started"}
    task = Change("tasks", None, values)
    ids = forum.save([partner, task], by="Sari")
    row = forum.read().tables["tasks"].loc[ids[1]]
    assert (row["lead"], row["lead_id"]) == ("Karang Taruna Melati", ids[0])
    assert len({line["op"] for line in forum.history()}) == 1
    with pytest.raises(Invalid):
        forum.save([Change("tasks", None, {**task.values, "lead": "Entah Siapa"})])


def test_when_the_row_cannot_be_saved_its_new_partner_is_not_added(tmp_path):
    forum = new_workbook(tmp_path, TABS).open()
    partner = Change("partners", None, {"name": "Karang Taruna Melati"}, lenient=True)
    with pytest.raises(Invalid):
        forum.save(
            [partner, Change("tasks", None, {"title": "Senam", "lead": "Karang Taruna Melati", "due": "segera"})]
        )
    assert "Karang Taruna Melati" not in set(forum.read().tables["partners"]["name"])
