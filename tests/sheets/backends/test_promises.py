"""What is promised of writing, kept in a Google spreadsheet and in a workbook alike."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from sheets.changes import Change
from sheets.errors import Conflict, Invalid, NotFound
from tests.sheets.backends.places import DUE, TODAY, give_ids

DUE_NUMBER = 46357
SERIAL = {date(2026, 11, 20): 46346}


def history(place):
    rows = place.rows("Riwayat")
    return sorted((dict(zip(rows[0], row, strict=False)) for row in rows[1:]), key=lambda line: str(line["Kolom"]))


# The five everyday writes


def test_a_tasks_status_and_progress_are_set_in_the_words_of_the_column(place, forum):
    forum.update("tasks", "TG-002", {"status": "done", "progress": 100}, seen={"status": "in_progress", "progress": 40})
    assert place.rows("Tugas")[2] == ["TG-002", "Bersih sungai", "PKK", DUE_NUMBER, "sudah", 100, "007"]


def test_a_measurement_is_added_below_the_last_one(place, forum):
    new = forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 13.5}, by="Sari")
    assert new == "UK-002"
    assert place.rows("Pengukuran")[2] == ["UK-002", "Hasil panen", SERIAL[TODAY], 13.5]


def test_a_partner_is_added(place, forum):
    new = forum.append("partners", {"name": "Karang Taruna", "sector": "community", "phone": "081234567890"})
    assert place.rows("Mitra")[3] == ["M-03", "Karang Taruna", None, "warga", "0812-3456-7890"]
    assert forum.latest().tables["partners"].at[new, "sector"] == "community"


def test_an_issue_is_added_and_its_stage_moves_on(place, forum):
    new = forum.append("issues", {"title": "Jalan", "type": "complaint", "reported_on": TODAY, "stage": "new"})
    forum.update("issues", new, {"stage": "acknowledged"}, seen={"stage": "new"})
    assert place.rows("Masalah")[2] == ["MS-002", "Jalan", "pengaduan", SERIAL[TODAY], "Diterima"]


# Only the changed cells


def test_nothing_but_the_changed_cell_and_the_history_is_touched(place, forum):
    before = {tab: copy.deepcopy(place.rows(tab)) for tab in ("Mitra", "Tugas", "Masalah", "Catatan lain")}
    forum.update("tasks", "TG-003", {"progress": 25})
    before["Tugas"][3][5] = 25
    assert {tab: place.rows(tab) for tab in before} == before


def test_a_date_is_written_as_a_date(place, forum):
    forum.update("tasks", "TG-003", {"due": date(2026, 11, 20)}, seen={"due": DUE})
    assert place.rows("Tugas")[3][3] == 46346
    assert forum.read().tables["tasks"].at["TG-003", "due"].date() == date(2026, 11, 20)


def test_a_cell_is_emptied(place, forum):
    forum.update("partners", "M-01", {"short_name": None}, seen={"short_name": "BPBD"})
    assert place.rows("Mitra")[1][2] is None


def test_saving_what_stands_there_already_writes_nothing(place, forum):
    forum.update("tasks", "TG-002", {"status": "in_progress", "progress": 40})
    with pytest.raises(KeyError):
        place.rows("Riwayat")


# The row is found by its id


def test_sorted_rows_do_not_misdirect_a_write(place, forum):
    place.sort("Tugas", "A", descending=True)
    forum.update("tasks", "TG-001", {"progress": 90}, seen={"progress": 100})
    assert [(row[0], row[5]) for row in place.rows("Tugas")[1:]] == [
        ("TG-004", 0),
        ("TG-003", 0),
        ("TG-002", 40),
        ("TG-001", 90),
    ]


def test_inserted_rows_do_not_misdirect_a_write(place, forum):
    place.insert_rows("Tugas", 2, 3)
    forum.update("tasks", "TG-002", {"progress": 55})
    assert place.rows("Tugas")[5] == ["TG-002", "Bersih sungai", "PKK", DUE_NUMBER, "proses", 55, "007"]


def test_an_inserted_column_does_not_misdirect_a_write(place, forum):
    place.insert_columns("Tugas", "C")
    forum.update("tasks", "TG-002", {"status": "done"})
    assert place.rows("Tugas")[2][5] == "sudah"
    assert place.rows("Tugas")[2][6] == 40


def _shown(forum):
    """What the shared reading shows, and what it noticed that people changed."""
    tasks = forum.latest().tables["tasks"]
    told = [(line["id"], line["column"]) for line in forum.history() if line["op"].startswith("sheet-")]
    return dict(zip(tasks.index, tasks["title"], strict=True)), told


def test_after_rows_were_sorted_everybody_is_shown_the_save_in_its_own_row(place, forum):
    titles, _ = _shown(forum)
    place.sort("Tugas", "B")
    forum.update("tasks", "TG-001", {"title": "Rapat dusun"})
    assert _shown(forum) == ({**titles, "TG-001": "Rapat dusun"}, [])


def test_after_a_column_was_inserted_everybody_is_shown_the_save_in_its_own_column(place, forum):
    titles, _ = _shown(forum)
    place.insert_columns("Tugas", "B")
    forum.update("tasks", "TG-001", {"title": "Rapat dusun"})
    assert _shown(forum) == ({**titles, "TG-001": "Rapat dusun"}, [])


def test_a_new_row_never_covers_one_that_moved_up(place, forum):
    titles, _ = _shown(forum)
    place.delete_rows("Tugas", 2)
    new = forum.append("tasks", {"title": "Tanam bambu", "lead": "PKK", "due": TODAY, "status": "not_started"})
    shown, _ = _shown(forum)
    assert {**shown, "TG-001": titles["TG-001"]} == {**titles, new: "Tanam bambu"}


def test_the_id_of_a_row_that_was_just_deleted_is_given_to_no_other(place, forum):
    forum.read()
    place.delete_rows("Tugas", 5)
    new = forum.append("tasks", {"title": "Tanam bambu", "lead": "PKK", "due": TODAY, "status": "not_started"})
    assert new == "TG-005"


def test_a_row_that_is_gone_is_said_to_be_gone(place, forum):
    place.delete_rows("Tugas", 3)
    with pytest.raises(NotFound) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert error.value.reason == "row_missing"
    assert [row[5] for row in place.rows("Tugas")[1:]] == [100, 0, 0]


def test_a_row_that_now_stands_twice_is_refused(place, forum):
    place.edit("Tugas", "A4", "TG-002")
    with pytest.raises(NotFound) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert error.value.reason == "duplicate_id"
    assert [row[5] for row in place.rows("Tugas")[1:]] == [100, 40, 0, 0]


# Conflicts


def test_a_cell_that_changed_since_it_was_seen_is_a_conflict_and_stays(place, forum):
    place.edit("Tugas", "F3", 70)
    with pytest.raises(Conflict) as error:
        forum.update(
            "tasks", "TG-002", {"progress": 55, "status": "done"}, seen={"progress": 40, "status": "in_progress"}
        )
    told = error.value.details
    assert (told["table"], told["id"], told["column"]) == ("tasks", "TG-002", "progress")
    assert (told["seen"], told["now"], told["wanted"]) == (40, 70, 55)
    assert place.rows("Tugas")[2][4:6] == ["proses", 70]


def test_write_mine_after_a_conflict_is_a_save_that_has_seen_theirs(place, forum):
    place.edit("Tugas", "F3", 70)
    with pytest.raises(Conflict) as error:
        forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
    forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": error.value.details["now"]})
    assert place.rows("Tugas")[2][5] == 55


def test_another_cell_of_the_row_may_change_meanwhile(place, forum):
    place.edit("Tugas", "B3", "Bersih sungai besar")
    forum.update("tasks", "TG-002", {"progress": 55}, seen={"progress": 40})
    assert place.rows("Tugas")[2][1] == "Bersih sungai besar"
    assert place.rows("Tugas")[2][5] == 55


def test_the_same_value_written_in_another_way_is_no_conflict(place, forum):
    place.edit("Tugas", "E3", "sedang berjalan")
    forum.update("tasks", "TG-002", {"status": "done"}, seen={"status": "in_progress"})
    assert place.rows("Tugas")[2][4] == "sudah"


# Text is text


@pytest.mark.parametrize("text", ["=1+1", '=IMPORTXML("http://x";"//a")', "+62812", "-5", "@here", "1-2", "007", "1e5"])
def test_text_that_looks_like_something_else_stays_text(place, forum, text):
    new = forum.append("partners", {"name": text, "sector": "media"})
    assert place.rows("Mitra")[3][1] == text
    assert forum.read().tables["partners"].at[new, "name"] == text


# History


def test_every_change_is_in_the_history_with_who_and_why(place, forum):
    forum.update("tasks", "TG-002", {"status": "done", "progress": 100}, by="Sari", why="rapat")
    lines = history(place)
    assert [(line["Kolom"], line["Lama"], line["Baru"]) for line in lines] == [
        ("Kemajuan (%)", 40, "100%"),
        ("Status", "proses", "Selesai"),
    ] or [(line["Kolom"], line["Lama"], line["Baru"]) for line in lines] == [
        ("Kemajuan (%)", "40", "100%"),
        ("Status", "proses", "Selesai"),
    ]
    assert {(line["Pelaku"], line["Tab"], line["Kode"], line["Alasan"]) for line in lines} == {
        ("Sari", "Tugas", "TG-002", "rapat")
    }
    assert len({line["Tanda"] for line in lines}) == 1


def test_the_history_can_be_asked_for(forum):
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5}, by="Sari")
    line = forum.history()[0]
    assert (line["who"], line["tab"], line["id"]) == ("Sari", "Pengukuran", "UK-002")
    assert "5" in line["new"]


def test_an_id_that_was_once_given_is_not_given_again(place, forum):
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    place.delete_rows("Pengukuran", 3)
    forum.read()
    assert forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 6}) == "UK-003"


def test_a_new_process_does_not_give_an_old_id_either(place, forum):
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 5})
    place.delete_rows("Pengukuran", 3)
    fresh = anew(place)
    assert fresh.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 6}) == "UK-003"


def anew(place):
    from sheets import store

    store._forums.clear()
    return place.open()


# What is shown afterwards


def test_the_shared_snapshot_shows_a_save_without_reading_again(place, forum):
    forum.update("tasks", "TG-002", {"progress": 55})
    forum.append("tasks", {"title": "Baru", "lead": "M-01", "due": DUE, "status": "not_started"})
    shown = forum.latest().tables
    read = forum.read().tables
    for name, frame in shown.items():
        assert frame.equals(read[name]), name


def test_the_same_file_is_the_same_forum_for_everyone(place, forum):
    assert place.open() is forum


# Refused with a reason for each field


def test_what_cannot_be_stored_is_said_field_by_field(place, forum):
    with pytest.raises(Invalid) as error:
        forum.append("tasks", {"title": "", "lead": "M-01", "due": "31/2/2026", "status": "entah"})
    assert set(error.value.details["fields"]) == {"title", "due", "status"}
    assert len(place.rows("Tugas")) == 5


def test_a_missing_required_value_is_refused(forum):
    with pytest.raises(Invalid) as error:
        forum.append("tasks", {"title": "Baru"})
    assert error.value.details["fields"] == {"lead": "required", "due": "required", "status": "required"}


def test_a_column_that_the_sheet_does_not_have_is_named(forum):
    with pytest.raises(Invalid) as error:
        forum.update("tasks", "TG-002", {"obstacle": "hujan"})
    assert error.value.reason == "column_missing"
    assert "Kendala" in error.value.message()


def test_a_table_that_the_sheet_does_not_have_is_named(forum):
    with pytest.raises(NotFound) as error:
        forum.append("meetings", {"title": "Rapat", "date": TODAY})
    assert error.value.reason == "tab_missing"


def test_an_unknown_row_is_not_found(forum):
    with pytest.raises(NotFound):
        forum.update("tasks", "TG-999", {"progress": 5})


def test_several_changes_stand_together_or_not_at_all(place, forum):
    from sheets.changes import Change

    changes = [Change("tasks", "TG-002", {"progress": 55}), Change("tasks", "TG-999", {"progress": 5})]
    with pytest.raises(NotFound):
        forum.save(changes)
    assert place.rows("Tugas")[2][5] == 40


# Rows without ids


@pytest.fixture
def nameless(place):
    place.edit("Tugas", "A3", None if place.kind == "workbook" else "")
    forum = place.open()
    forum.read()
    return forum


def test_a_row_without_an_id_is_known_by_its_content(place, nameless):
    row = next(row for row in nameless.latest().tables["tasks"].index if row.startswith("~"))
    place.insert_rows("Tugas", 2, 2)
    nameless.update("tasks", row, {"progress": 55}, seen={"progress": 40})
    assert place.rows("Tugas")[4][:6] == [None, "Bersih sungai", "PKK", DUE_NUMBER, "proses", 55]


def test_a_row_without_an_id_that_changed_too_much_is_not_guessed(place, nameless):
    row = next(row for row in nameless.latest().tables["tasks"].index if row.startswith("~"))
    place.insert_rows("Tugas", 2, 2)
    place.edit("Tugas", "B5", "Sesuatu yang lain")
    with pytest.raises(NotFound):
        nameless.update("tasks", row, {"progress": 55}, seen={"progress": 40})
    assert [r[5] for r in place.rows("Tugas")[3:]] == [100, 40, 0, 0]


# Ids for rows that people added, and rows put aside


def test_rows_that_people_added_get_ids_once(place, forum):
    for number, title in ((6, "Pasang papan"), (7, "Beli tali")):
        place.edit("Tugas", f"B{number}", title)
        place.edit("Tugas", f"E{number}", "belum")
    assert give_ids(forum, by="Sari") == 2
    assert [row[0] for row in place.rows("Tugas")[4:]] == ["TG-004", "TG-005", "TG-006"]
    assert forum.latest().tables["tasks"].at["TG-006", "title"] == "Beli tali"
    assert give_ids(forum) == 0
    assert {line["who"] for line in forum.history()} == {"Sari"}


def test_a_row_put_aside_is_not_deleted(place, forum):
    forum.archive("tasks", "TG-004", by="Sari", why="batal")
    assert place.rows("Tugas")[4][:5] == ["TG-004", "Pasang rambu", "BPBD", DUE_NUMBER, "Dibatalkan"]
    assert forum.history()[0]["why"] == "batal"


# Many rows at once


def test_many_saves_asked_for_at_once_are_one_request_and_each_stands_or_fails_for_itself(place, forum, monkeypatch):
    forum.latest()
    place.edit("Tugas", "B3", "Bersih sungai dan parit")
    sent: list[int] = []
    commit = forum.backend.commit

    def counted(plan):
        sent.append(len(plan.saves))
        return commit(plan)

    monkeypatch.setattr(forum.backend, "commit", counted)
    first, second, third = forum.save_each(
        [
            [Change("tasks", "TG-001", {"title": "Rapat awal"})],
            [Change("tasks", "TG-002", {"title": "Bersih kali"}, {"title": "Bersih sungai"})],
            [Change("tasks", "TG-003", {"progress": 25})],
        ],
        by="Sari",
    )
    assert (first, third) == (["TG-001"], ["TG-003"])
    assert isinstance(second, Conflict) and second.details["now"] == "Bersih sungai dan parit"
    assert [row[1] for row in place.rows("Tugas")[1:3]] == ["Rapat awal", "Bersih sungai dan parit"]
    assert place.rows("Tugas")[3][5] == 25
    assert [n for n in sent if n] == [3]
