"""Repairs that meet people: whatever moves or is typed between a write and its repair stays as people left it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheets.backends.google_check import find_cell
from sheets.backends.google_look import Page
from sheets.backends.google_plan import Target
from sheets.changes import Change
from sheets.errors import Conflict, Invalid, NotFound, SheetError
from sheets.tickets import Ticket
from tests.sheets.backends.places import TABS, TODAY, new_google


@pytest.fixture
def forum(google):
    forum = google.open()
    forum.read()
    google.api.calls.clear()
    return forum


def by_id(google, col, id_col=0):
    return {row[id_col]: row[col] for row in google.rows("Tugas")[1:] if len(row) > col and row[id_col]}


def no_more_answers(google):
    """From the first write on nothing can be sent and nothing can be read."""
    google.api.faults.plan("error", code=503, times=60, after=2)


def test_who_types_over_a_formula_that_was_just_put_back_keeps_what_they_typed(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", "=20+30"), kind="write")
    google.api.before(2, lambda: google.edit("Tugas", "F3", 77), kind="write")
    with pytest.raises((Conflict, Invalid)):
        forum.update("tasks", "TG-002", {"progress": 100}, seen={"progress": 40})
    assert (google.human.cell("Tugas", "F3").formula, google.rows("Tugas")[2][5]) == (None, 77)


def test_a_repair_that_hits_the_ids_gives_back_id_and_neighbours(google, forum):
    was = google.rows("Tugas")[3]
    google.api.before(1, lambda: google.delete_rows("Tugas", 3), kind="write")
    google.api.before(2, lambda: google.human.move_column("Tugas", "A", "E"), kind="write")
    changes = {"title": "Kerja bakti", "due": TODAY, "lead": "M-01"}
    with pytest.raises(NotFound):
        forum.update("tasks", "TG-002", changes)
    assert google.rows("Tugas")[2] == [*was[1:4], was[0], *was[4:]]


def test_an_id_that_was_overwritten_is_put_back_wherever_its_row_went(google, forum):
    google.api.before(1, lambda: google.insert_columns("Tugas", "A"), kind="write")
    no_more_answers(google)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"title": "Kerja bakti"})
    google.api.faults.clear()
    google.insert_rows("Tugas", 2, 2)
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    assert by_id(google, 2, id_col=1)["TG-002"] == "Bersih sungai"


def test_a_value_that_is_still_to_be_put_back_is_not_called_saved(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"progress": 100})
    google.api.faults.clear()
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    assert by_id(google, 5)["TG-002"] == 70


def test_a_repair_of_which_nobody_heard_is_looked_at_before_the_next_save(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.before(2, lambda: google.insert_rows("Tugas", 2, 1), kind="write")
    google.api.faults.plan("drop_after", kind="write", after=1)
    google.api.faults.plan("error", code=503, times=60, kind="read", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    google.api.faults.clear()
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    assert by_id(google, 5) == {"TG-001": 100, "TG-002": 70, "TG-003": 0, "TG-004": 0}


def test_a_misplaced_day_under_colour_rules_leaves_the_look_of_its_victim(api):
    tabs = {**TABS, "Tugas": [*TABS["Tugas"][:4], ["TG-004", "Pasang rambu", "BPBD", None, "belum", 0, None]]}
    google = new_google(api, tabs)
    sheet = google.human.sheet("Tugas")
    area = {"sheetId": sheet.id, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 6}
    sheet.extras["conditionalFormats"] = [{"ranges": [area], "booleanRule": {}}]
    forum = google.open()
    forum.read()
    was = google.human.cell("Tugas", "D4")
    google.api.before(1, lambda: google.insert_rows("Tugas", 2, 1), kind="write")
    forum.update("tasks", "TG-004", {"due": TODAY})
    now = google.human.cell("Tugas", "D5")
    assert (now.value, now.format["numberFormat"]["type"]) == (was.value, was.format["numberFormat"]["type"])


def test_strays_in_a_blank_row_are_found_although_the_row_has_moved(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 3, 1), kind="write")
    google.api.before(2, lambda: google.insert_rows("Tugas", 3, 1), kind="write")
    forum.update("tasks", "TG-002", {"title": "Kerja bakti", "progress": 90})
    filled = [row for row in google.rows("Tugas")[1:] if any(cell is not None for cell in row)]
    assert [row[0] for row in filled] == ["TG-001", "TG-002", "TG-003", "TG-004"]
    assert by_id(google, 5) == {"TG-001": 100, "TG-002": 90, "TG-003": 0, "TG-004": 0}


def test_taking_a_row_back_leaves_one_of_the_same_id_and_like_content(google, forum):
    google.api.before(1, lambda: add_twin(google), kind="write")
    google.api.before(2, lambda: google.insert_rows("Pengukuran", 2, 1), kind="write")
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    filled = [row for row in google.rows("Pengukuran")[1:] if any(cell is not None for cell in row)]
    assert filled[1:] == [["UK-002", "Hasil panen", 46300, 5], [new, "Hasil panen", 46346, 5]]
    assert new == "UK-003"


def add_twin(google):
    for letter, value in zip("ABCD", ["UK-002", "Hasil panen", 46300, 5], strict=True):
        google.edit("Pengukuran", f"{letter}3", value)


def test_what_is_asked_and_stood_in_an_old_reading_is_looked_up_before_it_is_called_saved(google, forum):
    google.edit("Tugas", "F3", 70)
    forum._read_at -= 5
    with pytest.raises(Conflict) as error:
        forum.update("tasks", "TG-002", {"progress": 40}, seen={"progress": 55})
    assert error.value.details["now"] == 70


def test_new_rows_of_which_nobody_heard_are_found_again_in_their_order(google, forum):
    changes = [Change("measurements", None, {"indicator": "I-01", "date": TODAY, "value": n}) for n in (5, 6)]
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=50, kind="read", after=1)
    with pytest.raises(SheetError):
        forum.save(changes, by="Sari")
    google.api.faults.clear()
    ids = forum.save(changes, by="Sari")
    assert [row[:1] + row[3:] for row in google.rows("Pengukuran")[2:]] == [[ids[0], 5], [ids[1], 6]]


def test_what_is_left_of_a_row_taken_back_is_not_taken_for_a_row_with_the_same_words(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "A6", "TG-005"), kind="write")
    other = ["TG-009", "Rapat lain", "PKK Desa Sukamaju", "lihat notulen", "Tertunda"]
    google.api.before(2, lambda: add_task(google, 8, other), kind="write")
    new = {"title": "K", "lead": "M-02", "due": TODAY, "status": "on_hold"}
    forum.append("tasks", new)
    filled = [row for row in google.rows("Tugas")[1:] if any(cell is not None for cell in row)]
    assert [row[0] for row in filled[4:]] == ["TG-005", "TG-009", "TG-010"]
    assert filled[5][:5] == other


def add_task(google, row, cells):
    for letter, value in zip("ABCDE", cells, strict=True):
        google.edit("Tugas", f"{letter}{row}", value)


def test_a_save_that_stands_is_called_saved_although_nothing_can_be_read_after_it(google, forum):
    google.api.before(2, lambda: google.human.rename_tab("Tugas", "Kegiatan"), kind="read")
    forum.update("tasks", "TG-002", {"due": TODAY, "progress": 90})
    google.api.faults.clear()
    assert google.rows(google.human.tabs()[1])[2][3:6] == [46346, "proses", 90]


# Rows that are known by something else


def test_two_saves_of_one_row_without_an_id_do_not_undo_each_other(google):
    google.edit("Tugas", "A3", "")
    forum = google.open()
    forum.read()
    waiting = Ticket((Change("tasks", "~3", {"title": "Kerja bakti"}, {"title": "Bersih sungai"}),), "Tono", None)
    forum._saving._waiting.append(waiting)
    forum.update("tasks", "~3", {"progress": 55}, seen={"progress": 40})
    assert waiting.error is None
    assert google.rows("Tugas")[2][1:6] == ["Kerja bakti", "PKK", 46357, "proses", 55]


@pytest.mark.parametrize("moved", [0, 1])
def test_what_was_typed_is_given_back_although_the_id_was_changed_meanwhile(google, forum, moved):
    def rename():
        google.edit("Tugas", "A3", "TG-102")
        if moved:
            google.insert_rows("Tugas", 2, moved)

    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.before(2, rename, kind="write")
    with pytest.raises((Conflict, NotFound)):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert by_id(google, 5) == {"TG-001": 100, "TG-102": 70, "TG-003": 0, "TG-004": 0}


def test_an_unheard_write_is_put_back_although_the_id_was_changed_before_anybody_looked(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.before(2, lambda: google.edit("Tugas", "A3", "TG-102"), kind="read")
    with pytest.raises((Conflict, NotFound)):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert by_id(google, 5)["TG-102"] == 70


# The history of what does not stand


def ops(google):
    return [row[8] for row in google.rows("Riwayat")[1:] if row[1] == "Sari"]


def test_a_refused_save_is_taken_back_in_the_history_although_nothing_is_left_to_put_back(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.before(2, lambda: google.edit("Tugas", "F3", 71), kind="read")
    with pytest.raises(Conflict):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40}, by="Sari")
    assert by_id(google, 5)["TG-002"] == 71
    told, first = ops(google)
    assert told.startswith(f"{first}.")


def test_asking_again_for_what_somebody_typed_over_is_not_called_saved(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=50, kind="read", after=1)
    for reason in ("outcome_unknown", "conflict"):
        with pytest.raises(SheetError) as error:
            forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40}, by="Sari")
        assert error.value.reason == reason
        google.api.faults.clear()
        google.edit("Tugas", "F3", 71)


def test_that_a_save_was_taken_back_is_told_later_where_it_cannot_be_told_now(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.plan("drop_after", kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    google.api.before(2, lambda: google.edit("Tugas", "F3", 71), kind="read")
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40}, by="Sari")
    (first,) = ops(google)
    google.api.faults.clear()
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    assert sum(op.startswith(f"{first}.") for op in ops(google)) == 1


def test_a_new_row_that_people_removed_before_it_was_taken_back_does_not_stand_in_the_history(google, forum):
    google.api.before(1, lambda: google.edit("Pengukuran", "A3", "UK-002"), kind="write")
    google.api.before(2, lambda: google.delete_rows("Pengukuran", 4), kind="read")
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5}, by="Sari")
    again, told, first = ops(google)
    assert (new, told.startswith(f"{first}."), "." in again) == ("UK-003", True, False)


def test_what_another_process_reads_before_it_is_put_back_is_not_told_as_a_change_by_hand(google, forum):
    other = google.open_elsewhere()
    other.read()
    google.api.before(1, lambda: google.insert_rows("Tugas", 1), kind="write")
    before_write(forum, 2, other.read)
    forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40}, by="Sari")
    other.update("partners", "M-01", {"short_name": "BPBD-2"}, by="Tono")
    assert {row[1] for row in google.rows("Riwayat")[1:]} == {"Sari", "Tono"}


def test_a_new_row_keeps_clear_of_one_that_another_process_is_taking_back(google, forum):
    other = google.open_elsewhere()
    google.api.before(1, lambda: google.insert_columns("Pengukuran", "A"), kind="write")
    new = {"indicator": "I-01", "date": TODAY, "value": 6}
    before_write(forum, 3, lambda: (other.read(), other.append("measurements", new)))
    forum.append("measurements", {**new, "value": 5})
    rows = [row for row in google.rows("Pengukuran")[1:] if any(cell is not None for cell in row)]
    assert [row[0] for row in rows] == [None, None, None]
    assert sorted(row[4] for row in rows) == [5, 6, 12]


def before_write(forum, number, act):
    """Right before this write of the forum."""
    line, posts = forum.backend.line, []
    send = line._once

    def once(method, *rest):
        posts.extend([method] if method == "post" else [])
        if method == "post" and len(posts) == number:
            act()
        return send(method, *rest)

    line._once = once


def test_what_is_owed_reaches_a_row_whose_id_and_columns_were_changed_meanwhile(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 3, 1), kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-003", {"progress": 90})
    google.api.faults.clear()
    assert by_id(google, 5)["TG-002"] == 90
    google.insert_columns("Tugas", "A")
    google.edit("Tugas", "B4", "TG-102")
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    assert by_id(google, 6, id_col=1)["TG-102"] == 40


def test_what_is_owed_to_one_cell_is_put_back_one_after_the_other(google, forum):
    """A repair that was undone and is still to be made again: both are owed, and the second waits for the first."""
    line = ("2026-11-20 10:00:00", "Sari", "Tugas", "TG-002", "Tugas", None, "", "", "abc.1")
    sheet_id = google.human.sheet("Tugas").id
    undone = Target("abc.1", "Tugas", sheet_id, 2, 1, "Kerja bakti", "Bersih sungai", line, (0,), ("Tugas",), 0,
                    ("Kode",), "TG-002", restores=True)  # fmt: skip
    again = replace(undone, value="Bersih sungai", expected="Kerja bakti")
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    forum.backend.debts.owed = [undone, again]
    forum.update("partners", "M-01", {"short_name": "BPBD-3"})
    assert by_id(google, 1)["TG-002"] == "Bersih sungai"


# A tab that people deleted


def goes_on(google, forum):
    """Saves to other tabs stand, at once, and nothing is waited for any more."""
    google.api.faults.clear()
    google.human.delete_tab("Tugas")
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert [row[0] for row in google.rows("Pengukuran")[1:]] == ["UK-001", new]
    assert not forum.backend.debts.owes
    assert not forum.backend.debts.unheard


@pytest.mark.parametrize("what", ["edit", "append"])
def test_a_save_of_which_nobody_heard_is_looked_for_no_more_in_a_tab_that_was_deleted(google, forum, what):
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="read", after=what == "edit")
    with pytest.raises(SheetError) as error:
        if what == "edit":
            forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
        else:
            forum.append("tasks", {"title": "Kerja bakti", "lead": "M-02", "due": TODAY, "status": "on_hold"})
    assert error.value.reason == "outcome_unknown"
    goes_on(google, forum)


@pytest.mark.parametrize("typed", [{"progress": 55}, {"progress": None}])
def test_what_a_deleted_tab_held_is_owed_no_more(google, forum, typed):
    google.api.before(1, lambda: google.insert_rows("Tugas", 2), kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", typed)
    assert forum.backend.debts.owed
    goes_on(google, forum)


def test_a_row_that_could_not_be_taken_back_is_owed_no_more_once_its_tab_is_deleted(google, forum):
    google.api.before(1, lambda: google.insert_columns("Tugas", "A"), kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        forum.append("tasks", {"title": "Kerja bakti", "lead": "M-02", "due": TODAY, "status": "on_hold"})
    assert forum.backend.debts.owed_rows
    goes_on(google, forum)


def test_a_repair_of_which_nobody_heard_is_looked_for_no_more_in_a_tab_that_was_deleted(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.plan("drop_after", kind="write", after=1)
    google.api.faults.plan("error", code=503, times=60, kind="read", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert forum.backend.debts.doubts
    goes_on(google, forum)


BOTH = [Change("tasks", "TG-002", {"progress": 90}, {"progress": 40}),
        Change("partners", "M-01", {"short_name": "BPBD-2"}, {"short_name": "BPBD"})]  # fmt: skip


@pytest.fixture(params=[BOTH, BOTH[::-1]], ids=["gone-first", "gone-last"])
def both(request):
    return request.param


def unheard(google, forum, both):
    """A save over two tabs of which nobody heard, and of which one was deleted before anybody could look."""
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="read", after=1)
    with pytest.raises(SheetError):
        forum.save(both, by="Sari")
    google.api.faults.clear()
    google.human.delete_tab("Tugas")


def test_what_an_unheard_save_overwrote_is_put_back_although_another_of_its_tabs_was_deleted(google, forum, both):
    google.api.before(1, lambda: google.edit("Mitra", "C2", "BPBD Kab"), kind="write")
    unheard(google, forum, both)
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert google.rows("Mitra")[1][2] == "BPBD Kab"
    told, first, same = ops(google)
    assert (told.startswith(f"{first}."), same) == (True, first)


def test_an_unheard_save_that_stands_is_not_written_again_although_one_of_its_tabs_was_deleted(google, forum, both):
    unheard(google, forum, both)
    forum.save(both, by="Sari")
    assert google.rows("Mitra")[1][2] == "BPBD-2"
    assert len(ops(google)) == 2


def test_repairs_in_other_tabs_are_made_although_one_of_their_tabs_was_deleted(google, forum, both):
    google.api.before(1, lambda: (google.insert_rows("Tugas", 2), google.insert_rows("Mitra", 2)), kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        forum.save(both, by="Sari")
    goes_on(google, forum)
    names = {row[0]: row[2] for row in google.rows("Mitra")[1:] if len(row) > 2}
    assert names == {"M-01": "BPBD", "M-02": "PKK"}


def test_what_an_unheard_save_overwrote_is_put_back_although_the_history_was_renamed_meanwhile(google, forum):
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    google.api.faults.drop_after(kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="read", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    google.api.faults.clear()
    google.human.rename_tab("Riwayat", "Catatan papan")
    forum.update("partners", "M-01", {"short_name": "BPBD-3"})
    assert by_id(google, 5)["TG-002"] == 70


def test_what_is_owed_reaches_its_tab_although_another_tab_has_its_name_by_now(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 3, 1), kind="write")
    google.api.faults.plan("error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        forum.update("tasks", "TG-003", {"progress": 90})
    google.api.faults.clear()
    google.human.rename_tab("Tugas", "Tugas lama")
    google.human.add_tab("Tugas")
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    assert [row[5] for row in google.rows("Tugas lama")[1:] if row] == [100, 40, 0, 0]


def test_a_blank_cell_under_a_header_that_nobody_knows_is_found_where_it_was():
    page = Page(0, cells={8: {1: {"effectiveValue": {"stringValue": "Rapat"}}}})
    emptied = Target("abc.1", "Tugas", 0, 8, 0, "TG-009", None, (), (1,), (None,), 0)
    assert find_cell(page, emptied, None, None, None, (8, 0)) == (8, 0)
