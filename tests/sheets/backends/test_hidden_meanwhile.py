"""A row that becomes confidential while somebody is at work on it: nothing of it is shown, nothing is written in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheets import Conflict, NoAccess, Offline
from sheets.changes import Change
from tests.sheets.backends.places import Place, new_google, new_workbook

HEADERS = ["Kode", "Judul", "Jenis", "Tanggal Lapor", "Tahap", "Uraian", "Kerahasiaan", "Kategori", "Catatan"]
CASES: dict[str, list[list[Any]]] = {
    "Masalah": [
        HEADERS,
        ["MS-001", "Air keruh", "pengaduan", date(2026, 11, 1), "Baru", "lama", "Terbuka"],
        ["MS-002", "Jalan rusak", "pengaduan", date(2026, 11, 2), "Baru", "juga lama"],
    ]
}
SECRET = "Nama korban: Bu Rina"


@pytest.fixture(params=["google", "workbook"])
def cases(request, tmp_path) -> Place:
    if request.param == "google":
        return new_google(request.getfixturevalue("api"), CASES)
    return new_workbook(tmp_path, CASES)


@pytest.fixture
def forum(cases):
    forum = cases.open()
    forum.read()
    return forum


def hide(place, row=2, text=SECRET):
    place.edit("Masalah", f"F{row}", text)
    place.edit("Masalah", f"G{row}", "Rahasia")


def told(error):
    return f"{error.details} {error} {error.message('id')}"


@pytest.mark.parametrize("role", ["member", "keeper"])
@pytest.mark.parametrize("mark", [("G2", "Rahasia"), ("H2", "Kekerasan")])
def test_a_save_writes_nothing_into_a_row_that_became_confidential_since_it_was_read(cases, forum, role, mark):
    cases.edit("Masalah", *mark)
    before = cases.rows("Masalah")
    with pytest.raises(NoAccess):
        forum.as_role(role).update("issues", "MS-001", {"notes": "baru"}, seen={"notes": None})
    assert cases.rows("Masalah") == before


def test_what_was_typed_into_it_is_not_shown_as_a_conflict(cases, forum):
    hide(cases)
    before = cases.rows("Masalah")
    with pytest.raises(NoAccess) as refused:
        forum.as_role("member").update("issues", "MS-001", {"description": "baru"}, seen={"description": "lama"})
    assert SECRET not in told(refused.value)
    assert cases.rows("Masalah") == before


def test_it_is_not_shown_for_one_of_many_saves_either(cases, forum):
    hide(cases)
    saves = [
        [Change("issues", "MS-001", {"description": "baru"}, {"description": "lama"})],
        [Change("issues", "MS-002", {"description": "baru"}, {"description": "yang lain"})],
    ]
    hidden, other = forum.as_role("member").save_each(saves)
    assert isinstance(hidden, NoAccess)
    assert isinstance(other, Conflict)
    assert SECRET not in told(hidden)


def test_who_sees_such_rows_is_shown_both_values_and_may_write(cases, forum):
    hide(cases)
    mediator = forum.as_role("mediator")
    with pytest.raises(Conflict) as conflict:
        mediator.update("issues", "MS-001", {"description": "baru"}, seen={"description": "lama"})
    assert conflict.value.details["now"] == SECRET
    mediator.update("issues", "MS-001", {"description": "baru"}, seen={"description": SECRET})
    assert cases.rows("Masalah")[1][5] == "baru"


def test_a_row_that_is_marked_and_stays_in_sight_is_written(cases, forum):
    cases.edit("Masalah", "G2", "Terbatas")
    forum.as_role("keeper").update("issues", "MS-001", {"notes": "baru"}, seen={"notes": None})
    assert cases.rows("Masalah")[1][8] == "baru"


def test_whoever_marks_a_row_that_was_marked_meanwhile_is_not_shown_its_text(cases, forum):
    hide(cases)
    with pytest.raises(NoAccess) as refused:
        forum.as_role("member").update(
            "issues", "MS-001", {"description": "baru", "confidentiality": "restricted"},
            seen={"description": "lama", "confidentiality": "open"},
        )  # fmt: skip
    assert SECRET not in told(refused.value)


def test_two_people_mark_and_note_one_row_at_once(cases, forum):
    marks = [Change("issues", "MS-001", {"confidentiality": "restricted"})]
    notes = [Change("issues", "MS-001", {"notes": "baru"}, {"notes": None})]
    keeper = forum.as_role("keeper").save_each([marks, notes])
    assert keeper == [["MS-001"], ["MS-001"]]
    assert [cases.rows("Masalah")[1][at] for at in (6, 8)] == ["Terbatas", "baru"]


@pytest.mark.parametrize("seen", [{"description": "lama"}, None])
def test_what_is_typed_and_hidden_right_before_a_write_is_put_back_and_not_shown(api, seen):
    place = new_google(api, CASES)
    forum = place.open()
    forum.read()
    api.before(1, lambda: hide(place), kind="write")
    with pytest.raises(NoAccess) as refused:
        forum.as_role("member").update("issues", "MS-001", {"description": "baru"}, seen=seen)
    assert SECRET not in told(refused.value)
    assert place.rows("Masalah")[1][5] == SECRET


@pytest.mark.parametrize("unreachable", [False, True])
def test_nor_where_rows_kept_moving_before_that(api, unreachable):
    """The last try: what its answer shows is told to nobody before the row's mark was read as well."""
    place = new_google(api, CASES)
    forum = place.open()
    forum.read()
    for n in (1, 2, 3):
        api.before(n, lambda n=n: place.sort("Masalah", "A", descending=n % 2 == 1), kind="write")
    api.before(4, lambda: hide(place, row=3), kind="write")
    if unreachable:
        api.after(4, lambda: api.faults.fail(503, times=50, kind="read"), kind="write")
    with pytest.raises(NoAccess if not unreachable else Offline) as refused:
        forum.as_role("member").update("issues", "MS-001", {"description": "baru"}, seen={"description": "lama"})
    assert SECRET not in told(refused.value)
    assert place.rows("Masalah")[2][5] == SECRET


def test_a_row_that_is_gone_is_told_to_nobody_who_might_not_have_seen_it(tmp_path):
    """In doubt about the row of a conflict, nothing of it is shown."""
    place = new_workbook(tmp_path, CASES)
    forum = place.open()
    forum.read()
    error = Conflict("conflict", table="issues", id="MS-009", column="description", seen=None, now=SECRET, wanted="x")
    assert isinstance(forum.as_role("member")._discreet(error), NoAccess)
    assert forum.as_role("mediator")._discreet(error) is error
