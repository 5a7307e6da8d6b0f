"""Nothing is deleted: every table says how its rows are put aside, and rows that are no longer count."""

from __future__ import annotations

from datetime import date

import pytest

from forum.columns import kept
from sheets import open_forum
from sheets.schema import load_schema
from tests.forums import undo_changes
from tests.pages.screens import one_each
from tests.sheets.backends.places import TABS, new_workbook

TODAY = date(2026, 11, 20)
TABLES = [table.name for table in load_schema().records]


@pytest.fixture
def forum(tmp_path):
    return open_forum(one_each(tmp_path / "forum.xlsx"), today=TODAY)


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_every_table_can_be_put_aside_and_brought_back(forum, name):
    table, row = forum.schema.table(name), str(forum.read().tables[name].index[0])
    column = table.archive["column"]
    before = forum.read().typed(name, row, column)
    forum.archive(name, row, by="Sari", why="keliru")
    after = forum.read()
    assert after.tables[name].at[row, column] == table.aside
    line = forum.history(1)[0]
    assert (line["id"], line["who"], line["why"]) == (row, "Sari", "keliru")
    forum.save(undo_changes(after, [line], TODAY))
    assert forum.read().typed(name, row, column) == before


@pytest.mark.parametrize("name", ["measurements", "issues", "lessons"])
def test_a_row_that_is_marked_as_archived_counts_no_more(forum, name):
    rows = forum.read().tables[name]
    mark = forum.schema.table(name).mark
    assert kept(rows, mark) is rows
    forum.archive(name, str(rows.index[0]))
    assert list(kept(forum.read().tables[name], mark).index) == list(rows.index[1:])


def test_a_new_row_in_a_tab_without_that_mark_is_emptied_by_its_undo(tmp_path):
    forum = new_workbook(tmp_path, TABS).open()
    row = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    forum.save(undo_changes(forum.read(), forum.history(1), TODAY))
    assert row not in forum.read().tables["measurements"].index


def test_the_mark_of_archived_rows_is_set_by_archiving_and_asked_in_no_form():
    tables = load_schema().tables
    assert "archived" not in tables["measurements"].asked
    assert "active" in tables["indicators"].asked
    assert "status" in tables["tasks"].asked
