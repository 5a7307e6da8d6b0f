"""Rows without an id keep their name while the process lasts: who saves "~3" means the row that they saw as "~3"."""

from __future__ import annotations

import pytest

from sheets.backends import Book, Grid
from sheets.errors import NotFound
from sheets.naming import Naming
from sheets.schema import load_schema
from sheets.snapshot import take

HEAD = ["Tugas", "PJ", "Tenggat", "Status"]
ROWS = [
    ["Rapat desa", "BPBD", "1/12/2026", "sudah"],
    ["Bersih sungai", "PKK", "1/12/2026", "belum"],
    ["Pasang rambu", "PKK", "2/12/2026", "belum"],
]


@pytest.fixture
def read():
    """Reads these rows as the next state of one tab: the titles by name."""
    naming = Naming()

    def titles(*rows):
        book = Book("x", "x", [Grid("Tugas", [list(HEAD), *map(list, rows)])])
        return take(book, load_schema(), naming=naming).tables["tasks"]["title"].to_dict()

    return titles


def test_a_row_keeps_its_name_when_rows_are_inserted_sorted_and_deleted(read):
    first, second, third = ROWS
    assert read(*ROWS) == {"~2": "Rapat desa", "~3": "Bersih sungai", "~4": "Pasang rambu"}
    assert read(["Baru", "PKK", None, "belum"], *ROWS)["~3"] == "Bersih sungai"
    assert read(third, second, first)["~4"] == "Pasang rambu"
    assert "~3" not in read(third, first)


def test_a_row_keeps_its_name_when_a_cell_changes_where_it_stands_and_elsewhere(read):
    read(*ROWS)
    changed = [ROWS[1][0], "BPBD", *ROWS[1][2:]]
    assert read(ROWS[0], changed, ROWS[2])["~3"] == "Bersih sungai"
    assert read(["Baru", "PKK", None, "belum"], ROWS[0], changed, ROWS[2])["~3"] == "Bersih sungai"


def test_a_name_is_never_given_to_another_row(read):
    read(*ROWS)
    assert "~4" not in read(*ROWS[:2])
    assert read(*ROWS[:2], ["Lomba", "RW 3", "9/9/2027", "selesai"])["~4'"] == "Lomba"
    assert read(*ROWS)["~4"] == "Pasang rambu"


def test_rows_that_are_all_alike_share_their_names_among_them(read):
    same = ["Rapat bulanan", "PKK", "1/12/2026", "belum"]
    assert list(read(same, same)) == ["~2", "~3"]
    assert {*list(read(["Lain", "RW 1", "3/3/2027", "batal"], same, same))[1:]} == {"~2", "~3"}


def test_a_save_goes_to_the_row_that_was_shown_though_rows_moved_and_were_read_again(place):
    place.edit("Tugas", "A3", None if place.kind == "workbook" else "")
    forum = place.open()
    assert forum.read().tables["tasks"].at["~3", "title"] == "Bersih sungai"
    place.insert_rows("Tugas", 2)
    place.edit("Tugas", "B2", "Tugas lain")
    place.edit("Tugas", "F2", 40)
    place.edit("Tugas", "A4", "TG-009")
    forum.read()
    with pytest.raises(NotFound):
        forum.update("tasks", "~3", {"progress": 55}, seen={"progress": 40})
    place.edit("Tugas", "A4", None if place.kind == "workbook" else "")
    forum.read()
    forum.update("tasks", "~3", {"progress": 55}, seen={"progress": 40})
    assert [row[5] for row in place.rows("Tugas")[1:]] == [40, 100, 55, 0, 0]
