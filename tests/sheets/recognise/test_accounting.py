"""No row vanishes: whatever people pile up, each row is a record, left out with a reason, or said to be unread."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheets.recognise.shapes import grid, left_out, only, read

HEADERS = [
    ["No", "Kegiatan", "Penanggung Jawab", "Tenggat", "Anggaran (Rp)", "Status"],
    ["NO.", "URAIAN KEGIATAN", "PIC", "BATAS WAKTU", "BIAYA", "KET"],
    ["#", "Task Name", "Assigned To", "Due Date", "Budget", "Status"],
]
ABOVE = [[], ["RENCANA TINDAK LANJUT"], ["Forum Desa Contoh Tahun 2026"], ["Tanggal :", "12 Mei 2026"], [None, "Logo"]]
JUNK = {
    "blank": [None] * 6,
    "total": [None, "JUMLAH", None, None, 1_234_567, None],
    "section": ["A", "BIDANG PERTANIAN", None, None, None, None],
    "placeholder": ["...", "...", "...", "...", "...", "..."],
    "empty": [99, None, None, None, None, None],
}
BELOW = [[], ["Keterangan: dana dari APBDes"], [None, None, None, "Contoh, 1 Mei 2026"], [None, None, None, "Ketua"]]
VALUES = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-10, 60_000), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.dates(), st.sampled_from(["#REF!", "31/2/2026", datetime(2026, 1, 1, 3), time(3)]),
)  # fmt: skip


def record(n):
    due = date(2026, 1 + n % 12, 1 + n % 28)
    return [n + 1, f"Menyiapkan lahan blok {n}", ["PKK", "BPBD", "Poktan"][n % 3], due, 10_000 * (n + 7), "proses"]


@st.composite
def piled(draw):
    """A header with titles above, records and junk in any order, notes below; and the rows that are records."""
    above, header = draw(st.lists(st.sampled_from(ABOVE), max_size=5)), draw(st.sampled_from(HEADERS))
    kinds = draw(st.lists(st.sampled_from(["record"] * 6 + [*JUNK, "header"]), min_size=2, max_size=25))
    rows, records = [*above, header, record(0)], [len(above) + 2]
    for n, kind in enumerate([*kinds, "record"], 1):
        rows.append(record(n) if kind == "record" else list(header) if kind == "header" else JUNK[kind])
        if kind == "record":
            records.append(len(rows))
    return rows + draw(st.sampled_from([[], BELOW])), records, len(above) + 1


@given(piled())
@settings(max_examples=150, deadline=None)
def test_exactly_the_records_are_records_whatever_stands_between_them(made):
    rows, records, header = made
    found = only(read(grid(rows, "RTL")))
    assert found.header_rows == [header]
    assert found.rows == records


@given(piled())
@settings(max_examples=80, deadline=None)
def test_every_filled_row_below_a_header_is_a_record_or_left_out(made):
    rows, _, header = made
    found = only(read(grid(rows, "RTL")))
    told = {*found.rows, *left_out(found)}
    silent = [n for n, row in enumerate(rows, 1) if n > header and any(row) and n not in told]
    assert [n for n in silent if rows[n - 1] != JUNK["empty"]] == []


@given(
    st.lists(st.lists(VALUES, max_size=8), max_size=14), st.sampled_from(["Tugas", "Sheet1", "Pengaturan", "Indikator"])
)
@settings(max_examples=200, deadline=None)
def test_any_cells_at_all_are_read_without_an_exception(rows, tab):
    snapshot = read(grid(rows, tab))
    assert snapshot.reads or snapshot.not_recognised or tab == "Pengaturan"
    assert all(problem.message() for problem in snapshot.problems)


@given(st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=1, max_size=14))
@settings(max_examples=150, deadline=None)
def test_any_cells_below_a_plain_header_are_records_or_left_out(body):
    snapshot = read(grid([["Kode", "Tugas", "Tenggat", "Anggaran"], *body], "Tugas"))
    assert all(frame.index.is_unique for frame in snapshot.tables.values())
    told = {row for found in snapshot.reads for row in (*found.rows, *left_out(found), *found.header_rows)}
    lost = [n for n, row in enumerate(body, 2) if n not in told and isinstance(row[1], str) and row[1].strip(" '")]
    assert not [body[n - 2] for n in lost if body[n - 2][1].strip()]
