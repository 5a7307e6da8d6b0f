"""Changes that people make in the sheet itself: noticed between two readings, recorded without a name, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from sheets.noticed import REST, by_hand
from sheets.store import Forum
from tests.sheets.backends.places import DUE, TODAY, give_ids, quick
from tests.soak.clock import Clock


def other(place) -> Forum:
    """The forum of another process."""
    forum = place.open()
    return quick(Forum(_again(place, forum), forum.schema, today=TODAY))


def _again(place, forum):
    return type(forum.backend)(forum.backend.line if place.kind == "google" else forum.backend.path)


@pytest.fixture
def forum(place) -> Forum:
    forum = with_clock(place.open())
    forum.read()
    return forum


def with_clock(forum: Forum) -> Forum:
    """The forum with a clock of its own for what it notices."""
    forum.noticing.clock = Clock()
    return forum


def rest(*forums: Forum) -> None:
    """So long that what was noticed may be recorded."""
    for forum in forums:
        forum.noticing.clock.sleep(REST)


def hand(forum):
    return [(line["id"], line["column"], line["old"], line["new"]) for line in forum.history() if by_hand(line)]


def recorded(place):
    """The lines by hand that stand in the history tab."""
    try:
        rows = place.rows("Riwayat")
    except KeyError:
        return []
    lines = [dict(zip(rows[0], [*row, *[None] * 9], strict=False)) for row in rows[1:]]
    lines = [line for line in lines if str(line["Tanda"]).startswith("sheet-")]
    return [(line["Kode"], line["Kolom"], line["Lama"], line["Baru"], line["Pelaku"], line["Alasan"]) for line in lines]


def test_a_cell_changed_in_the_sheet_stands_in_the_history_without_a_name(place, forum):
    place.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    line = forum.history()[0]
    assert (line["id"], line["column"], line["old"], line["new"]) == (
        "TG-002", "Tugas", "Bersih sungai", "Bersih sungai besar",
    )  # fmt: skip
    assert (line["who"], line["why"]) == ("", "diubah di lembar")


def test_days_and_numbers_are_told_as_people_read_them(place, forum):
    place.edit("Tugas", "F3", 62.5)
    place.edit("Tugas", "D3", date(2026, 12, 24) if place.kind == "workbook" else 46380)
    forum.read()
    assert sorted(hand(forum)) == [
        ("TG-002", "Kemajuan (%)", "40%", "62,5%"),
        ("TG-002", "Tenggat", "1 Des 2026", "24 Des 2026"),
    ]


def test_rows_that_were_added_or_are_gone_are_told_by_their_name(place, forum):
    for letter, value in zip("ABCE", ("TG-009", "Usul warga", "PKK", "belum"), strict=True):
        place.edit("Tugas", f"{letter}6", value)
    place.delete_rows("Tugas", 2)
    forum.read()
    assert sorted(hand(forum)) == [("TG-001", "-", "Rapat desa", ""), ("TG-009", "+", "", "Usul warga")]


def test_sorting_inserting_and_moving_columns_changes_nothing(place, forum):
    place.sort("Tugas", "A", descending=True)
    place.insert_rows("Tugas", 3, 2)
    place.insert_columns("Tugas", "C")
    forum.read()
    assert hand(forum) == []


def test_a_renamed_column_and_a_doubled_id_are_not_told_as_changed_cells(place, forum):
    place.edit("Tugas", "E1", "Belum jelas")
    place.edit("Tugas", "A4", "TG-002")
    forum.read()
    assert hand(forum) == [("TG-003", "-", "Latihan evakuasi", "")]


def test_what_the_app_writes_is_not_told_as_a_change_in_the_sheet(place, forum):
    forum.update("tasks", "TG-002", {"status": "on_hold", "progress": 55, "due": date(2026, 12, 24), "lead": "M-01"})
    forum.append("partners", {"name": "Karang Taruna", "sector": "community", "phone": "081234567890"})
    forum.read()
    assert hand(forum) == []


def test_what_another_process_writes_is_not_told_as_a_change_in_the_sheet(place, forum):
    elsewhere = other(place)
    elsewhere.update("tasks", "TG-002", {"status": "on_hold", "progress": 55, "due": date(2026, 12, 24)})
    elsewhere.update("tasks", "TG-003", {"lead": "M-01", "title": "Latihan besar", "due": DUE})
    elsewhere.append("partners", {"name": "Karang Taruna", "sector": "community", "phone": "081234567890"})
    forum.read()
    assert hand(forum) == []


def test_ids_given_by_another_process_are_not_rows_that_somebody_added(place, forum):
    for letter, value in zip("BCE", ("Usul warga", "PKK", "belum"), strict=True):
        place.edit("Tugas", f"{letter}6", value)
    forum.read()
    assert give_ids(other(place)) == 1
    forum.read()
    assert hand(forum) == []


def test_a_hand_after_a_save_of_the_app_is_told(place, forum):
    forum.update("tasks", "TG-002", {"progress": 55})
    place.edit("Tugas", "F3", 70)
    forum.read()
    assert hand(forum) == [("TG-002", "Kemajuan (%)", "55%", "70%")]


def test_many_cells_of_one_column_are_told_in_one_line(api, tmp_path):
    from tests.sheets.backends.places import new_google

    rows = [["Kode", "Nama Mitra", "Sektor"], *([f"M-{n:03}", f"Mitra {n}", "warga"] for n in range(60))]
    place = new_google(api, {"Mitra": rows})
    forum = place.open()
    forum.read()
    for n in range(60):
        place.edit("Mitra", f"C{n + 2}", "swasta")
    forum.read()
    assert hand(forum) == [("", "Sektor", "", "60 baris")]


# On record


def test_what_was_noticed_is_recorded_with_the_next_edit_and_once(place, forum):
    place.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    rest(forum)
    forum.update("tasks", "TG-003", {"progress": 25}, by="Sari")
    forum.update("tasks", "TG-004", {"progress": 5}, by="Sari")
    told = ("TG-002", "Tugas", "Bersih sungai", "Bersih sungai besar", None, "diubah di lembar")
    assert recorded(place) == [told]
    assert hand(forum) == [told[:4]]
    assert len(forum.history()) == 3


def test_two_processes_record_what_both_noticed_once(place, forum):
    elsewhere = with_clock(other(place))
    elsewhere.read()
    place.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    elsewhere.read()
    rest(forum, elsewhere)
    forum.update("tasks", "TG-003", {"progress": 25})
    elsewhere.update("tasks", "TG-004", {"progress": 5})
    assert len(recorded(place)) == 1
    assert len(hand(elsewhere)) == len(hand(forum)) == 1


def test_what_another_process_wrote_is_never_recorded_as_a_change_by_hand(place, forum):
    elsewhere = other(place)
    elsewhere.update("tasks", "TG-002", {"progress": 55, "title": "Bersih sungai besar"})
    elsewhere.append("partners", {"name": "Karang Taruna", "sector": "community"})
    forum.read()
    rest(forum)
    forum.update("tasks", "TG-003", {"progress": 25})
    assert recorded(place) == []
    assert forum.noticing.waiting() == ()


def test_recording_costs_no_call(google):
    forum = with_clock(google.open())
    forum.read()
    google.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    rest(forum)
    google.api.calls.clear()
    forum.update("tasks", "TG-003", {"progress": 25})
    assert [kind for _, _, kind in google.api.calls] == ["read", "write"]


def test_what_was_noticed_waits_for_a_save_that_looks(google):
    """A new row at the end of a tab is written without a look, so nobody would know what stands in the history."""
    forum = with_clock(google.open())
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 1})
    google.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    rest(forum)
    forum.append("measurements", {"indicator": "I-01", "date": TODAY, "value": 2})
    assert recorded(google) == []
    forum.update("tasks", "TG-003", {"progress": 25})
    assert len(recorded(google)) == 1


def test_a_lost_answer_records_it_once(google):
    forum = with_clock(google.open())
    forum.read()
    google.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    rest(forum)
    google.api.faults.drop_after(kind="write")
    forum.update("tasks", "TG-003", {"progress": 25})
    assert len(recorded(google)) == 1
    assert forum.noticing.waiting() == ()


def test_nothing_is_claimed_when_the_known_lines_do_not_reach_back(google):
    forum = google.open()
    forum.read()
    elsewhere = other(google)
    google.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    for n in range(3):
        elsewhere.update("tasks", "TG-004", {"progress": n + 1})
    assert forum.history(limit=2) == elsewhere.history(limit=2)


def test_a_change_is_recorded_once_it_has_stood_for_a_while(place, forum):
    place.edit("Tugas", "B3", "Bersih sungai besar")
    forum.read()
    forum.update("tasks", "TG-003", {"progress": 25})
    assert (recorded(place), len(hand(forum))) == ([], 1)
    rest(forum)
    forum.update("tasks", "TG-004", {"progress": 5})
    assert len(recorded(place)) == 1


@pytest.mark.parametrize(
    ("asked", "moved"),
    [({"due": TODAY}, ("D", "G")), ({"progress": 90}, ("B", "G")), ({"title": "0090"}, ("A", "C"))],
)
def test_what_stood_in_another_column_until_it_was_put_back_is_nobodys_change(google, asked, moved):
    """Another process reads while the value stands where a moved column left it."""
    reader, writer = with_clock(google.open()), other(google)
    writer.read()
    reader.read()
    google.api.before(1, lambda: google.human.move_column("Tugas", *moved), kind="write")
    after_the_write(writer, reader.read)
    writer.update("tasks", "TG-003", asked)
    assert reader.noticing.waiting() != ()
    assert recorded_later(google, reader) == []


def test_what_hit_a_row_in_the_place_of_one_without_an_id_is_nobodys_change(google):
    google.edit("Tugas", "A4", None)
    reader, writer = with_clock(google.open()), other(google)
    row = next(id_ for id_ in writer.read().tables["tasks"].index if id_.startswith("~"))
    reader.read()
    google.api.before(1, lambda: google.sort("Tugas", "B"), kind="write")
    after_the_write(writer, reader.read)
    writer.update("tasks", row, {"progress": 90, "lead": "M-01"})
    assert reader.noticing.waiting() != ()
    assert recorded_later(google, reader) == []


def after_the_write(forum: Any, act: Callable[[], object]) -> None:
    """Do this once Google has written the forum's next request, before the forum hears of it."""
    line = forum.backend.line
    send, written = line._once, list[str]()

    def once(method, *call):
        answer = send(method, *call)
        if method != "get" and not written:
            written.append(method)
            act()
        return answer

    line._once = once


def recorded_later(place, forum: Forum):
    """What stands in the history tab once all has calmed down."""
    forum.read()
    rest(forum)
    forum.update("partners", "M-01", {"short_name": "BPBD-2"})
    return recorded(place)


# Who may see it


@pytest.mark.parametrize(("role", "seen"), [("visitor", False), ("member", False), ("keeper", True)])
def test_a_private_cell_changed_in_the_sheet_is_told_to_those_who_may_see_it(place, forum, role, seen):
    place.edit("Mitra", "E2", "0899-9999-9999")
    forum.read()
    text = repr(forum.as_role(role).history())
    assert ("0899-9999-9999" in text) is seen


@pytest.mark.parametrize(("role", "step"), list(product(("visitor", "member", "keeper"), ("edit", "delete"))))
def test_a_confidential_case_is_told_to_nobody_else_also_when_its_row_is_gone(place, role, step):
    place.edit("Masalah", "F1", "Kerahasiaan")
    place.edit("Masalah", "F2", "rahasia")
    forum = place.open()
    forum.read()
    place.edit("Masalah", "B2", "Air keruh di rumah Pak Budi") if step == "edit" else place.delete_rows("Masalah", 2)
    forum.read()
    text = repr(forum.as_role(role).history())
    assert "Air keruh" not in text
    assert "Air keruh" in repr(forum.as_role("mediator").history())
