"""Writing to Google with a person acting between the requests, and what it costs."""

from __future__ import annotations

import json

import pytest

from sheets.backends import Cell
from sheets.backends.google_look import Page
from sheets.changes import Change
from sheets.errors import Conflict, Invalid, NoAccess, NotFound, SheetError
from tests.google_api.cells import Formula
from tests.sheets.backends.places import DUE, TABS, TODAY, new_google


@pytest.fixture
def forum(google):
    forum = google.open()
    forum.read()
    google.api.calls.clear()
    return forum


def kinds(api):
    return [kind for _, _, kind in api.calls if kind != "token"]


# Cost


def test_an_edit_is_one_look_and_one_write(google, forum):
    forum.update("tasks", "TG-002", {"status": "done", "progress": 100}, seen={"status": "in_progress"})
    assert kinds(google.api) == ["read", "write"]


def test_the_first_new_row_asks_which_ids_were_given_and_later_ones_only_write(google, forum):
    forum.update("tasks", "TG-002", {"progress": 50})
    google.api.calls.clear()
    for value in (5, 6):
        forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": value})
    assert kinds(google.api) == ["read", "write", "write"]


def test_history_and_change_are_one_atomic_request(google, forum):
    google.api.requests.clear()
    forum.update("tasks", "TG-002", {"progress": 50}, by="Sari")
    body = json.loads(google.api.requests[-1]["body"])
    names = [next(iter(request)) for request in body["requests"]]
    copies = ["copyPaste"] * 3  # of the row's id, of the column's name, of the cell itself
    assert names == ["addSheet", "updateCells", "insertDimension", "updateCells", *copies, "updateCells"]
    assert google.human.sheet("Riwayat").properties["hidden"]


def test_only_changed_cells_are_sent(google, forum):
    forum.update("tasks", "TG-003", {"progress": 10})
    google.api.requests.clear()
    forum.update("tasks", "TG-002", {"progress": 50})
    requests = json.loads(google.api.requests[-1]["body"])["requests"]
    written = [request["updateCells"] for request in requests if "updateCells" in request]
    assert written[-1]["start"]["rowIndex"] == 2
    assert written[-1]["rows"] == [{"values": [{"userEnteredValue": {"numberValue": 50}}]}]
    assert written[-1]["fields"] == "userEnteredValue"


# A person acts between the look and the write


def test_rows_inserted_in_between_are_found_out_and_repaired(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 2, 1), kind="write")
    forum.update("tasks", "TG-002", {"status": "done", "progress": 100}, seen={"status": "in_progress"})
    rows = {row[0]: row[4:6] for row in google.rows("Tugas")[2:]}
    assert rows == {"TG-001": ["sudah", 100], "TG-002": ["sudah", 100], "TG-003": ["belum", 0], "TG-004": ["belum", 0]}


def test_a_sort_in_between_is_found_out_and_repaired(google, forum):
    google.api.before(1, lambda: google.sort("Tugas", "A", descending=True), kind="write")
    forum.update("tasks", "TG-001", {"progress": 90}, seen={"progress": 100})
    assert {row[0]: row[5] for row in google.rows("Tugas")[1:]} == {
        "TG-001": 90,
        "TG-002": 40,
        "TG-003": 0,
        "TG-004": 0,
    }
    assert google.human.cell("Tugas", "G4").value == "007" or google.human.cell("Tugas", "G3").value == "biru"


def test_a_deleted_row_in_between_gives_its_victim_back(google, forum):
    google.api.before(1, lambda: google.delete_rows("Tugas", 3), kind="write")
    with pytest.raises(NotFound):
        forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert {row[0]: row[5] for row in google.rows("Tugas")[1:]} == {"TG-001": 100, "TG-003": 0, "TG-004": 0}


def test_a_column_inserted_in_between_is_repaired(google, forum):
    google.api.before(1, lambda: google.insert_columns("Tugas", "C"), kind="write")
    forum.update("tasks", "TG-002", {"status": "done"}, seen={"status": "in_progress"})
    assert google.rows("Tugas")[2] == ["TG-002", "Bersih sungai", None, "PKK", 46357, "sudah", 40, "007"]


def test_a_value_typed_in_between_is_put_back_and_shown(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    with pytest.raises(Conflict) as error:
        forum.update("tasks", "TG-002", {"status": "done", "progress": 100}, seen={"progress": 40})
    assert error.value.details["now"] == 70
    assert google.rows("Tugas")[2][4:6] == ["proses", 70]


def test_a_value_typed_in_between_is_a_conflict_even_when_nothing_was_seen(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    with pytest.raises(Conflict) as error:
        forum.update("tasks", "TG-002", {"progress": 100})
    assert (error.value.details["seen"], error.value.details["now"]) == (40, 70)
    assert google.rows("Tugas")[2][5] == 70


def test_a_formula_typed_in_between_is_put_back_as_a_formula(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", "=20+30"), kind="write")
    with pytest.raises((Conflict, Invalid)):
        forum.update("tasks", "TG-002", {"progress": 100}, seen={"progress": 40})
    assert google.human.cell("Tugas", "F3").formula == "=20+30"


def test_a_formula_typed_in_between_is_put_back_under_colour_rules_too(google):
    sheet = google.human.sheet("Tugas")
    area = {"sheetId": sheet.id, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 6}
    sheet.extras["conditionalFormats"] = [{"ranges": [area], "booleanRule": {}}]
    forum = google.open()
    forum.read()
    google.api.before(1, lambda: google.edit("Tugas", "F3", "=G3*0+50"), kind="write")
    with pytest.raises((Conflict, Invalid)):
        forum.update("tasks", "TG-002", {"progress": 100}, seen={"progress": 40})
    assert google.human.cell("Tugas", "F3").formula == "=G3*0+50"


def test_a_person_typing_over_the_misplaced_value_keeps_what_they_typed(google, forum):
    google.api.before(1, lambda: google.insert_rows("Tugas", 2, 1), kind="write")
    google.api.before(2, lambda: google.edit("Tugas", "F3", 11), kind="write")
    forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert {row[0]: row[5] for row in google.rows("Tugas")[2:]} == {
        "TG-001": 11,
        "TG-002": 90,
        "TG-003": 0,
        "TG-004": 0,
    }


def test_what_was_put_back_is_in_the_history_too(google, forum):
    google.api.before(1, lambda: google.edit("Tugas", "F3", 70), kind="write")
    with pytest.raises(Conflict):
        forum.update("tasks", "TG-002", {"progress": 100}, seen={"progress": 40})
    lines = forum.history()
    assert [(line["old"], line["new"]) for line in lines] == [("100", "70"), ("70", "100%")]
    assert lines[0]["why"].startswith("Dikembalikan")


def test_a_tab_renamed_in_between_does_not_matter(google, forum):
    google.api.before(1, lambda: google.human.rename_tab("Tugas", "Kegiatan"), kind="read")
    forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert google.rows("Kegiatan")[2][5] == 90


def test_a_tab_renamed_right_before_the_write_does_not_matter(google, forum):
    google.api.before(1, lambda: google.human.rename_tab("Tugas", "Kegiatan"), kind="write")
    forum.update("tasks", "TG-002", {"progress": 90}, seen={"progress": 40})
    assert google.rows("Kegiatan")[2][5] == 90


# New rows


def test_a_row_that_a_person_adds_in_between_stays_and_ours_goes_below(google, forum):
    google.api.before(1, lambda: google.edit("Pengukuran", "B3", "Hasil panen"), kind="write")
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert google.rows("Pengukuran")[2][1] == "Hasil panen"
    assert google.rows("Pengukuran")[3] == [new, "Hasil panen", 46346, 5]


def test_a_column_inserted_before_a_new_row_lands_is_repaired(google, forum):
    google.api.before(1, lambda: google.insert_columns("Pengukuran", "B"), kind="write")
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    filled = [row for row in google.rows("Pengukuran")[2:] if any(row)]
    assert filled == [[new, None, "Hasil panen", 46346, 5]]


def test_a_column_inserted_before_the_ids_leaves_no_id_behind(google, forum):
    google.api.before(1, lambda: google.insert_columns("Pengukuran", "A"), kind="write")
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert [row[0] for row in google.rows("Pengukuran")] == [None, None, None]
    assert len(google.rows("Pengukuran")) == 3


def test_an_id_that_another_process_gave_at_the_same_moment_is_given_up(google, forum):
    google.api.before(1, lambda: add_row(google, "UK-002"), kind="write")
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    filled = [row for row in google.rows("Pengukuran")[1:] if any(row)]
    assert [row[0] for row in filled] == ["UK-001", "UK-002", "UK-003"]
    assert new == "UK-003"


def add_row(google, row_id):
    google.edit("Pengukuran", "A3", row_id)
    google.edit("Pengukuran", "D3", 99)


def test_a_new_row_goes_above_the_total_below_the_table(api):
    tabs = dict(TABS)
    tabs["Pengukuran"] = [*TABS["Pengukuran"], [None, "Jumlah", None, 12], ["Catatan: dicek tiap bulan"]]
    google = new_google(api, tabs)
    forum = google.open()
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert google.rows("Pengukuran")[2:] == [
        ["UK-002", "Hasil panen", 46346, 5],
        [None, "Jumlah", None, 12],
        ["Catatan: dicek tiap bulan"],
    ]
    for name, frame in forum.latest().tables.items():
        assert frame.equals(forum.read().tables[name])


@pytest.mark.parametrize("count", [1, 3])
def test_new_rows_go_above_a_total_that_is_worked_out_one_below_the_other(api, count):
    tabs = dict(TABS)
    tabs["Pengukuran"] = [*TABS["Pengukuran"], [None, "Jumlah", None, Formula("=SUM(D2:D2)")], ["Catatan"]]
    google = new_google(api, tabs)
    forum = google.open()
    forum.read()
    rows = [{"indicator": "I-01", "date": TODAY, "value": n} for n in range(count)]
    new = forum.save([Change("measurements", None, row) for row in rows])
    assert [row[:2] for row in google.rows("Pengukuran")[2:]] == [
        *([row_id, "Hasil panen"] for row_id in new),
        [None, "Jumlah"],
        ["Catatan"],
    ]
    assert google.human.cell("Pengukuran", f"D{3 + count}").formula == "=SUM(D2:D2)"
    for name, frame in forum.latest().tables.items():
        assert frame.equals(forum.read().tables[name])


def test_rows_for_two_tables_of_one_tab_each_go_under_their_own(api):
    tabs = dict(TABS)
    tabs["Pengukuran"] = [*TABS["Pengukuran"], [None, "Jumlah", None, 12], [], *TABS["Masalah"]]
    del tabs["Masalah"]
    google = new_google(api, tabs)
    forum = google.open()
    assert {read.table for read in forum.read().reads if read.tab == "Pengukuran"} == {"measurements", "issues"}
    case = {"title": "Jalan rusak", "type": "issue", "reported_on": TODAY, "stage": "new"}
    measured = {"indicator": "I-01", "date": TODAY, "value": 5}
    asked = [("issues", case), ("measurements", measured), ("measurements", {**measured, "value": 6})]
    issue, one, two = forum.save([Change(table, None, row) for table, row in asked])
    ids = [row[0] if row else None for row in google.rows("Pengukuran")]
    assert ids == ["Kode", "UK-001", one, two, None, None, "Kode", "MS-001", issue]
    for name, frame in forum.latest().tables.items():
        assert frame.equals(forum.read().tables[name])


def test_a_row_made_ready_with_a_formula_says_which_cell_is_worked_out(api):
    tabs = dict(TABS)
    ready = [[None, None, None, Formula(f'=IF(C{n}="","",C{n})', "")] for n in (3, 4)]
    tabs["Pengukuran"] = [*TABS["Pengukuran"], *ready, ["Catatan: dicek tiap bulan"]]
    forum = new_google(api, tabs).open()
    with pytest.raises(Invalid) as refused:
        forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert refused.value.message("id") == (
        "Isi Nilai di baris 3 dihitung dengan rumus. Ubah rumusnya langsung di lembar."
    )


def test_boxes_that_were_filled_down_in_advance_are_no_rows(api):
    tabs = dict(TABS)
    head, *rows = TABS["Tugas"]
    tabs["Tugas"] = [[*head, "Tonggak"], *[[*row, False] for row in rows], *[[None] * 7 + [False]] * 10]
    google = new_google(api, tabs)
    forum = google.open()
    new = forum.append("tasks", {"title": "Baru", "lead": "M-01", "due": DUE, "status": "not_started"})
    assert google.rows("Tugas")[5][:2] == [new, "Baru"]
    assert len(google.rows("Tugas")) == 15


def test_a_new_row_looks_like_the_rows_above(google, forum):
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    assert google.human.sees("Pengukuran", "C3") == "20/11/2026"


def test_a_day_in_a_plain_cell_is_shown_as_a_day(google, forum):
    google.edit("Tugas", "D3", "")
    google.human.format("Tugas", "D3", "NUMBER", "0")
    forum.read()
    forum.update("tasks", "TG-002", {"due": DUE})
    assert google.human.sees("Tugas", "D3") == "01/12/2026"


# Cells that hold no value of their own


def test_a_formula_is_never_overwritten(google, forum):
    google.edit("Tugas", "F3", "=20*2")
    with pytest.raises(Invalid) as error:
        forum.update("tasks", "TG-002", {"progress": 90})
    assert error.value.reason == "formula_cell"
    assert google.human.cell("Tugas", "F3").formula == "=20*2"


def test_a_cell_inside_a_merged_area_is_refused(api):
    google = new_google(api, TABS)
    google.human.merge("Tugas", "E3:E4")
    forum = google.open()
    with pytest.raises(Invalid) as error:
        forum.update("tasks", "TG-003", {"status": "done"})
    assert error.value.details["fields"] == {"status": "column_given"}


# Many at once


def test_saves_that_wait_go_together(google, forum):
    import threading

    google.api.faults.delay(0.3, times=2)
    threads = [
        threading.Thread(target=forum.update, args=("tasks", f"TG-00{n}", {"progress": 10 + n})) for n in range(1, 5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row[5] for row in google.rows("Tugas")[1:]] == [11, 12, 13, 14]
    assert kinds(google.api).count("write") <= 2


def test_two_saves_of_one_cell_do_not_overwrite_each_other_unseen(google, forum):
    import threading

    results = []

    def save(value):
        try:
            forum.update("tasks", "TG-002", {"progress": value}, seen={"progress": 40})
            results.append(value)
        except Conflict:
            results.append("conflict")

    threads = [threading.Thread(target=save, args=(value,)) for value in (50, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results))[1] == "conflict"
    assert google.rows("Tugas")[2][5] in (50, 60)


def test_colour_rules_are_not_copied_into_the_history_again_and_again(google):
    sheet = google.human.sheet("Tugas")
    area = {"sheetId": sheet.id, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 6}
    sheet.extras["conditionalFormats"] = [{"ranges": [area], "booleanRule": {}}]
    forum = google.open()
    forum.update("tasks", "TG-002", {"status": "done", "due": TODAY, "progress": 100})
    requests = json.loads(google.api.requests[-1]["body"])["requests"]
    pasted = {request["copyPaste"]["pasteType"] for request in requests if "copyPaste" in request}
    assert pasted == {"PASTE_VALUES", "PASTE_FORMULA"}
    lines = {line["column"]: line["old"] for line in forum.history()}
    assert lines == {"Status": "proses", "Tenggat": "01/12/2026", "Kemajuan (%)": "40"}
    forum.update("tasks", "TG-002", {"title": "Bersih kali"})
    requests = json.loads(google.api.requests[-1]["body"])["requests"]
    pastes = [request["copyPaste"]["pasteType"] for request in requests if "copyPaste" in request]
    assert pastes == ["PASTE_VALUES", "PASTE_VALUES", "PASTE_NORMAL"]  # id, column, and the cell with its look


# Where a cell cannot take it


def test_cells_that_were_merged_since_the_first_reading_are_refused_until_they_are_split(google):
    forum = google.open()
    forum.read()
    google.human.merge("Tugas", "C3:C4")
    with pytest.raises(Invalid) as error:
        forum.update("tasks", "TG-003", {"lead": "BPBD"})
    assert error.value.reason == "merged_cell"
    assert google.rows("Tugas")[3][2] is None
    google.human.sheet("Tugas").extras["merges"] = []
    forum.update("tasks", "TG-003", {"lead": "BPBD"})
    assert google.rows("Tugas")[3][2] == "BPBD"


def test_a_column_with_merged_cells_is_not_called_missing(google):
    google.human.merge("Tugas", "C3:C4")
    forum = google.open()
    forum.read()
    with pytest.raises(Invalid) as error:
        forum.update("tasks", "TG-001", {"lead": "PKK"})
    assert "sel gabungan" in error.value.message("id")


@pytest.mark.parametrize("row", [None, "MS-001"])
def test_a_text_longer_than_a_cell_is_refused_at_its_field_and_others_are_saved(google, row):
    forum = google.open()
    forum.read()
    new = {"title": "x" * 50_001, "type": "complaint", "reported_on": TODAY, "stage": "new"}
    with pytest.raises(Invalid) as error:
        forum.save([Change("issues", row, new if row is None else {"title": new["title"]})])
    assert error.value.details["fields"] == {"title": "too_long"}
    assert "50000" in error.value.message("id")
    assert len(google.rows("Masalah")) == 2


def test_a_new_row_whose_texts_together_are_longer_than_a_cell_is_saved_and_told_in_short(api):
    head, row = TABS["Masalah"]
    google = new_google(api, {**TABS, "Masalah": [[*head, "Uraian", "Catatan"], row]})
    forum = google.open()
    forum.read()
    long = {"description": "x" * 30_000, "notes": "y" * 30_000}
    forum.append("issues", {"title": "t", "type": "complaint", "reported_on": TODAY, "stage": "new", **long})
    assert google.rows("Masalah")[2][5:] == list(long.values())
    told = google.rows("Riwayat")[1][6]
    assert len(told) == 50_000
    assert told.endswith("…")


def test_a_sheet_that_is_full_is_said_to_be_full(google):
    forum = google.open()
    forum.read()
    google.api.faults.plan(
        "error",
        kind="write",
        message="This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
    )
    with pytest.raises(SheetError) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert "10 juta sel" in error.value.message("id")


def test_a_protected_cell_names_who_is_to_be_let_in(google):
    forum = google.open()
    forum.read()
    said = "Invalid requests[3].updateCells: You are trying to edit a protected cell or object."
    google.api.faults.plan("error", kind="write", message=said)
    with pytest.raises(NoAccess) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert "lumbung@" in error.value.message("id")


def test_a_save_of_many_rows_works_its_tab_out_once_and_not_for_every_row(google, monkeypatch):
    forum = google.open()
    forum.read()
    worked_out: list[int] = []
    rows = Page.rows

    def counted(page: Page) -> list[list[Cell]]:
        worked_out.append(page.sheet_id)
        return rows(page)

    monkeypatch.setattr(Page, "rows", counted)
    forum.save([Change("tasks", f"TG-00{number}", {"progress": 7}) for number in (1, 2, 3, 4)])
    assert len(worked_out) == len(set(worked_out))


@pytest.mark.parametrize("given", ["TG-002", " TG-002 ", 2, 2.0])
def test_an_id_is_found_however_it_is_typed(api, given):
    head, one, two, *rest = TABS["Tugas"]
    google = new_google(api, {**TABS, "Tugas": [head, one, [given, *two[1:]], *rest]})
    forum = google.open()
    forum.read()
    google.insert_rows("Tugas", 2)
    row_id = str(given).strip().removesuffix(".0")
    forum.update("tasks", row_id, {"progress": 9})
    assert google.rows("Tugas")[3][5] == 9
