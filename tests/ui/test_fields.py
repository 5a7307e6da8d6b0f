"""Form fields: an untouched field changes nothing, a touched one holds the typed value of its kind."""

from datetime import date

import pytest

from sheets import Invalid, open_forum
from sheets.schema import load_schema
from tests.forums import demo_workbook
from ui.fields import Field
from ui.forms import _start
from ui.frame import Board

TABLES = [table.name for table in load_schema().records]


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    forum = open_forum(demo_workbook(tmp_path_factory.mktemp("fields") / "forum.xlsx"))
    return Board("tasks", forum.as_role("keeper", None), forum.read(), "id", False, False, "keeper")


def field(board, table, column, values):
    declared = board.column(table, column)
    return Field(board, table, declared, _start(declared, values), f"test.{column}")


@pytest.mark.parametrize("table", TABLES)
def test_an_untouched_field_is_not_a_change(board, table):
    columns = [column.key for column in board.schema.tables[table].columns if column.kind not in ("id", "date_range")]
    for _, row in board.tables[table].iterrows():
        for key in columns:
            asked = field(board, table, key, row.to_dict())
            assert not asked.changed(asked.before()), (table, key)


@pytest.mark.parametrize(
    ("table", "column", "held", "typed"),
    [
        ("tasks", "budget", "Rp 2,5 jt", 2500000),
        ("tasks", "progress", "75%", 75),
        ("tasks", "due", date(2027, 3, 31), date(2027, 3, 31)),
        ("tasks", "status", "done", "done"),
        ("tasks", "evidence", "drive.google.com/contoh", "https://drive.google.com/contoh"),
        ("tasks", "title", "=1+1", "=1+1"),
        ("indicators", "target", "1.500", 1500),
        ("partners", "phone", "0812-3456-7890", "+6281234567890"),
        ("tasks", "obstacle", "", None),
    ],
)
def test_what_is_entered_becomes_the_typed_value(board, table, column, held, typed):
    assert field(board, table, column, {}).typed(held) == typed


@pytest.mark.parametrize(("column", "held"), [("budget", "banyak"), ("title", ""), ("evidence", "javascript:alert(1)")])
def test_what_cannot_be_stored_is_refused(board, column, held):
    with pytest.raises(Invalid):
        field(board, "tasks", column, {}).typed(held)


def test_a_name_that_belongs_to_no_row_is_not_lost(board):
    column = board.column("tasks", "supporting")
    assert _start(column, {"supporting": ("YLL", "Kelompok Baru"), "supporting_ids": ("M-02",)}) == (
        "YLL",
        "Kelompok Baru",
    )
    assert _start(column, {"supporting": ("YLL", "PKK"), "supporting_ids": ("M-02", "M-05")}) == ("M-02", "M-05")


def test_numbers_keep_their_decimals_in_the_field(board):
    assert field(board, "indicators", "target", {"target": 0.125}).before() == "0,125"
    assert field(board, "partners", "lat", {"lat": -7.7956}).before() == "-7,7956"
