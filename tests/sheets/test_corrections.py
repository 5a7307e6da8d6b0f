"""Corrections as lines that a secretary can read: written, read back, typed by hand, typed wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.backends.letters import letter
from sheets.correcting import from_lines, is_line, to_lines
from sheets.corrections import ColumnTold, Corrections, Line, TabTold, changed, named
from sheets.kinds.told import UNITS, Told
from sheets.schema import load_schema

SCHEMA = load_schema()
TABLES = [table.name for table in SCHEMA.records]
NAMES = st.text(min_size=1, max_size=20).map(named).filter(lambda text: text.strip(" –-") and text == named(text))


@st.composite
def tabs(draw: st.DrawFn) -> TabTold:
    name = draw(st.sampled_from(TABLES))
    table = SCHEMA.table(name)
    keys = draw(st.lists(st.sampled_from(table.keys), max_size=5, unique=True))
    headers = draw(st.lists(NAMES, min_size=len(keys), max_size=len(keys), unique_by=str.casefold))
    columns = [
        ColumnTold(header, letter(n), key, draw(_told(name, key)), draw(_marks()))
        for n, (key, header) in enumerate(zip(keys, headers, strict=True))
    ]
    first = draw(st.integers(1, 30))
    header = draw(st.sampled_from([None, (first, first), (first, first + 1)]))
    return TabTold(draw(NAMES), name, header, tuple(columns))


def _marks() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.integers(0, 0xFFFFFF).map("{:06x}".format), max_size=4, unique=True).map(tuple)


def _told(table: str, key: str) -> st.SearchStrategy[Told]:
    column = SCHEMA.table(table).column(key)
    if column.kind == "date":
        return st.builds(Told, order=st.sampled_from(["", "dmy", "mdy"]), year=st.sampled_from([None, 2026]))
    if column.kind == "money":
        return st.builds(Told, unit=st.sampled_from(["", *UNITS]))
    if column.kind in ("choice", "choices"):
        choices = st.sampled_from(SCHEMA.choices[column.choices or ""].keys)
        pairs = st.lists(st.tuples(NAMES, choices), max_size=3, unique_by=lambda pair: pair[0])
        return st.builds(Told, words=pairs.map(tuple))
    return st.just(Told())


@settings(max_examples=150, deadline=None)
@given(st.lists(tabs(), max_size=3, unique_by=lambda tab: tab.tab.casefold()), st.sampled_from(["id", "en"]))
def test_what_was_said_is_the_same_after_it_was_written_and_read(found: list[TabTold], language: str):
    corrections = Corrections(tuple(found))
    assert from_lines(to_lines(corrections, SCHEMA, language), SCHEMA) == (corrections, [])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20)), max_size=4))
def test_any_line_at_all_is_a_correction_or_a_fault_and_never_a_crash(found: list[tuple[str, str, str]]):
    from_lines([Line(f"baca > {key}", value, note) for key, value, note in found], SCHEMA)


def read(*lines: tuple[str, str]) -> TabTold:
    found, faults = from_lines([Line(*line) for line in lines], SCHEMA)
    assert faults == []
    return found.tabs[0]


def test_a_line_can_be_typed_by_hand_with_no_more_than_the_letter():
    tab = read(("baca > Rencana Aksi", "Tugas"), ("baca > Rencana Aksi > kolom c", "tenggat"))
    assert (tab.table, tab.columns) == ("tasks", (ColumnTold("", "C", "due"),))


def test_the_field_may_be_said_with_any_word_that_a_header_of_it_may_say():
    assert read(("baca > X", "Rencana Aksi"), ("baca > X > kolom B > Siapa", "PIC")).columns[0].key == "lead"


def test_both_languages_are_read_side_by_side():
    tab = read(("read > X", "Tugas"), ("baca > X > kolom B > S", "Status"),
               ("read > X > column B > S > word > bres", "Done"))  # fmt: skip
    assert tab.columns[0].told.key_of("Bres!") == "done"


def test_the_later_line_wins_and_an_empty_one_says_nothing():
    assert read(("baca > X", "Mitra"), ("baca > X", "Tugas"), ("baca > X", "")).table == "tasks"


def test_a_field_is_read_from_one_column_only():
    tab = read(("baca > X", "Tugas"), ("baca > X > kolom B > a", "Tenggat"), ("baca > X > kolom C > b", "Tenggat"))
    assert [column.key for column in tab.columns] == [None, "due"]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("baca > X", "Kucing", "correction_table"),
        ("baca > X > baris judul", "atas", "correction_header"),
        ("baca > X > baris judul", "9-2", "correction_header"),
        ("baca > X > judul", "4", "correction_key"),
        ("baca > X > kolom B > Tgl", "Kucing", "correction_field"),
        ("baca > X > kolom B > Tgl > tahun", "20266", "correction_year"),
        ("baca > X > kolom B > Tgl > urutan tanggal", "tahun dulu", "correction_order"),
        ("baca > X > kolom B > Rp > satuan", "dolar", "correction_unit"),
        ("baca > X > kolom B > S > kata > bres", "Selesai", "correction_word_field"),
    ],
)
def test_a_line_that_cannot_be_followed_says_why(key, value, reason):
    assert [fault.reason for fault in from_lines([Line(key, value)], SCHEMA)[1]] == [reason]


def test_only_keys_of_corrections_are_taken_for_them():
    assert is_line("Baca > Rencana Aksi")
    assert is_line("read>x")
    assert not any(map(is_line, ["nama_forum", "baca", "baca >", "> x", "ambang > hijau"]))


def test_only_lines_that_differ_are_written_and_those_that_are_gone_become_empty():
    before = [Line("a", "1"), Line("b", "2", "x"), Line("c", "", "")]
    assert changed(before, [Line("a", "1"), Line("d", "4")]) == [Line("d", "4"), Line("b", "", "")]
