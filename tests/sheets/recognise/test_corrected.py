"""Corrections obeyed, and remembered columns known again after people have been at the sheet."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.adopting import confirmed
from sheets.backends import Book, Grid
from sheets.backends.letters import letter
from sheets.corrections import ColumnTold, Corrections
from sheets.kinds.told import Told
from sheets.schema import load_schema
from sheets.snapshot import Snapshot, take

SCHEMA = load_schema()
HEADER = ["No", "Uraian", "Siapa", "Awal", "Akhir", "Posisi", "Dana", "Warna"]
BODY: list[list[Any]] = [
    [n, f"Pekerjaan {n}", f"Mitra {n % 4}", f"{n + 1}/3/2026", f"{n + 3}/11/2026",
     ["beres", "jln", "blm", "jln"][n % 4], 250_000 * (n + 1), ["hijau", "biru", "hijau"][n % 3]]
    for n in range(12)
]  # fmt: skip
FIELDS = {"Uraian": "title", "Siapa": "lead", "Awal": "start", "Akhir": "due", "Posisi": "status", "Dana": "budget"}
ORIGIN = {str(BODY[0][HEADER.index(header)]): key for header, key in FIELDS.items()}


def book(rows: list[list[Any]], tab: str = "RTL") -> Book:
    return Book("x.xlsx", "x", [Grid(tab, rows)])


def read(rows: list[list[Any]], told: Corrections | None = None, tab: str = "RTL") -> Snapshot:
    return take(book(rows, tab), SCHEMA, corrections=told)


def said() -> Corrections:
    """The tab above as a person corrected it on the screen."""
    told = Corrections().with_table("RTL", "tasks")
    for header, key in FIELDS.items():
        told = told.with_column("RTL", ColumnTold(header, letter(HEADER.index(header)), key))
    words = Told(words=(("jln", "in_progress"), ("blm", "not_started")))
    return told.with_column("RTL", ColumnTold("Posisi", "F", "status", words))


def remembered() -> Corrections:
    return confirmed(read([HEADER, *BODY], said()))


def columns(snapshot: Snapshot) -> dict[str, str]:
    """The field read from each column, by the column's first cell."""
    found = next((each for each in snapshot.reads if each.plain), None)
    if found is None:
        return {}
    first = found.grid.rows[found.rows[0] - 1]
    return {str(first[column.col]): column.key for column in found.columns}


def reasons(snapshot: Snapshot) -> set[str]:
    return {problem.reason for problem in snapshot.problems}


def test_every_column_is_read_as_it_was_said():
    assert columns(read([HEADER, *BODY], said())) == ORIGIN


def test_a_word_means_what_was_said_and_stands_as_it_was_typed():
    snapshot = read([HEADER, *BODY], said())
    assert list(snapshot.tables["tasks"]["status"][:4]) == ["done", "in_progress", "not_started", "in_progress"]
    assert snapshot.typed("tasks", snapshot.tables["tasks"].index[1], "status") == "jln"


def test_a_tab_can_be_left_out_and_that_is_said():
    snapshot = read([HEADER, *BODY], Corrections().with_table("RTL", ""))
    assert (snapshot.reads, [each.why for each in snapshot.not_recognised]) == ([], ["told_to_leave"])


def test_a_header_further_down_is_found_where_it_was_said_to_be():
    rows: list[list[Any]] = [["Kegiatan", "PJ", "Tenggat"], ["(contoh)", "(contoh)", "(contoh)"], HEADER, *BODY]
    snapshot = read(rows, said().with_header("RTL", (3, 3)))
    assert snapshot.reads[0].header_rows == [3]


def test_a_column_without_a_header_can_be_named_by_its_letter():
    rows: list[list[Any]] = [
        ["Kegiatan", None, "Status"],
        ["Bersih selokan", "Melati", "proses"],
        ["Tanam", "Mawar", "belum"],
    ]
    told = Corrections().with_table("RTL", "tasks").with_column("RTL", ColumnTold("", "B", "lead"))
    assert list(read(rows, told).tables["tasks"]["lead"]) == ["Melati", "Mawar"]


def test_dates_amounts_and_years_are_read_as_was_said():
    rows: list[list[Any]] = [
        ["Kegiatan", "Tenggat", "Anggaran"],
        ["Tanam", "3/4/2026", 2.5],
        ["Panen", "17 Agustus", 12],
    ]
    told = Corrections().with_table("RTL", "tasks")
    told = told.with_column("RTL", ColumnTold("Tenggat", "B", "due", Told(order="mdy", year=2031)))
    told = told.with_column("RTL", ColumnTold("Anggaran", "C", "budget", Told(unit="million")))
    snapshot = read(rows, told)
    tasks = snapshot.tables["tasks"]
    assert [str(day)[:10] for day in tasks["due"]] == ["2026-03-04", "2031-08-17"]
    assert list(tasks["budget"]) == [2_500_000, 12_000_000]
    assert not {"no_year", "scaled_by_header", "tiny_amount", "month_first_column"} & reasons(snapshot)


def test_what_was_confirmed_reads_the_same_and_has_nothing_more_to_say():
    snapshot = read([HEADER, *BODY], remembered())
    assert columns(snapshot) == ORIGIN
    assert reasons(snapshot) == reasons(read([HEADER, *BODY], said()))


def test_a_renamed_column_is_known_by_what_stands_in_it_and_that_is_said():
    header = [{"Akhir": "Selesai Tgl"}.get(text, text) for text in HEADER]
    snapshot = read([header, *BODY], remembered())
    assert columns(snapshot) == ORIGIN
    told = next(problem for problem in snapshot.problems if problem.reason == "renamed_column")
    assert told.message("id").startswith("Kolom “Akhir” kini “Selesai Tgl”; tetap dibaca sebagai Tenggat.")


def test_two_headers_that_changed_places_are_not_believed():
    header = [{"Akhir": "Awal", "Awal": "Akhir"}.get(text, text) for text in HEADER]
    snapshot = read([header, *BODY], remembered())
    assert not {"start", "due"} & set(columns(snapshot).values())
    assert "unsure_column" in reasons(snapshot)


def test_a_column_under_the_name_of_another_field_is_not_read_as_it():
    header = [{"Siapa": "Mitra Pendukung"}.get(text, text) for text in HEADER]
    snapshot = read([header, *BODY], remembered())
    assert "Mitra 0" not in columns(snapshot)
    assert "unsure_column" in reasons(snapshot)


def test_a_column_that_is_gone_is_said():
    cut = HEADER.index("Posisi")
    snapshot = read([row[:cut] + row[cut + 1 :] for row in [HEADER, *BODY]], remembered())
    assert "status" not in columns(snapshot).values()
    assert "lost_column" in reasons(snapshot)


def test_a_renamed_tab_is_known_by_its_headers():
    snapshot = read([HEADER, *BODY], remembered(), tab="Rencana 2027")
    assert columns(snapshot) == ORIGIN
    assert "renamed_tab" in reasons(snapshot)
    again = confirmed(snapshot)
    assert [tab.tab for tab in again.tabs] == ["Rencana 2027"]


def test_rows_above_the_header_move_it_without_harm():
    assert columns(read([["Laporan"], ["Desa Contoh"], HEADER, *BODY], remembered())) == ORIGIN


NAMES = st.one_of(
    st.sampled_from(sorted({text for column in SCHEMA.table("tasks").columns for text in column.headers})),
    st.sampled_from(HEADER), st.text(min_size=1, max_size=12), st.just(""),
)  # fmt: skip
CELLS = st.one_of(st.sampled_from(["beres", "jln", "hijau", "Mitra 1", "5/3/2026"]), st.integers(0, 10**6), st.none())


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[list[Any]], list[int]]:
    """The tab after columns were moved, renamed and inserted; and where each original column now stands."""
    order: list[int | None] = list(draw(st.permutations(range(len(HEADER)))))
    for _ in range(draw(st.integers(0, 2))):
        order.insert(draw(st.integers(0, len(order))), None)
    renamed = draw(st.dictionaries(st.integers(0, len(HEADER) - 1), NAMES, max_size=3))
    rows: list[list[Any]] = [[renamed.get(n, HEADER[n]) if n is not None else draw(NAMES) for n in order]]
    rows += [[line[n] if n is not None else draw(CELLS) for n in order] for line in BODY]
    return rows, [order.index(n) for n in range(len(HEADER))]


@settings(max_examples=int(os.environ.get("LUMBUNG_GRIDS", "120")), deadline=None)
@given(edited())
def test_a_column_never_silently_becomes_another_field(case: tuple[list[list[Any]], list[int]]):
    rows, where = case
    snapshot = read(rows, MEMORY)
    plain = [each for each in snapshot.reads if each.plain]
    if not plain:
        assert snapshot.not_recognised
        return
    found = {column.col: column for column in plain[0].columns}
    spoken = {problem.letter for problem in snapshot.problems if problem.row is None}
    for n, col in enumerate(where):
        match, own = found.get(col), FIELDS.get(HEADER[n])
        assert match is None or match.key == own, (HEADER[n], match)
        if match is not None and rows[0][col] != HEADER[n]:
            assert letter(col) in spoken
        if match is None and own is not None:
            assert {"unsure_column", "lost_column"} & reasons(snapshot)
    for col, match in found.items():
        if col not in where:
            assert letter(col) in spoken, match


MEMORY = remembered()


@pytest.mark.parametrize("key", [None, "", "due"])
def test_what_is_said_of_a_field_that_the_table_has_not_is_let_be(key):
    told = said()
    tab = replace(told.tabs[0], columns=(*told.tabs[0].columns, ColumnTold("Zzz", "Z", key)))
    found, without = read([HEADER, *BODY], Corrections((tab,))), read([HEADER, *BODY], told)
    assert found.tables["tasks"].equals(without.tables["tasks"])
