"""Answers of forms as KoboToolbox, ODK and Google Forms hand them out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sheets.importing import arrive
from sheets.importing.questions import as_header
from sheets.recognise.vocabulary import vocabulary
from tests.sheets.importing.conftest import imported, seen

KOBO = [
    "start", "end", "identitas/nama_lembaga", "identitas/sektor", "kapasitas", "kapasitas/pelatihan",
    "kapasitas/dana", "kapasitas/relawan", "_lokasi_latitude", "_lokasi_longitude", "_lokasi_altitude", "_id",
    "_uuid", "_submission_time", "_index",
]  # fmt: skip
WHEN = datetime(2026, 3, 1, 9, 30)


def answer(n: int, name: str, *marks: object) -> list[object]:
    return [
        WHEN,
        WHEN,
        name,
        "warga",
        "pelatihan relawan",
        *marks,
        -6.2,
        106.8,
        12.0,
        100 + n,
        f"u-{n}",
        WHEN,
        n,
    ]


@pytest.fixture
def kobo(xlsx):
    return xlsx({"Data": [KOBO, answer(1, "Sanggar Seni", 1, 0, 1), answer(2, "Radio Desa", 0, 1, 0)]}, "kobo.xlsx")


def test_a_kobo_export_loses_its_groups_and_keeps_its_answers(forum, kobo):
    (part,) = arrive(kobo, forum.schema).parts
    assert part.match is not None
    read = {column.header: column.key for column in part.match.columns}
    assert read["nama_lembaga"] == "name"
    assert read["sektor"] == "sector"
    assert {read["latitude"], read["longitude"]} == {"lat", "lon"}


def test_the_columns_of_one_question_become_one_cell_of_choices(forum, kobo):
    first, second = seen(forum, kobo).additions
    assert set(first.values["capacity"]) > set()
    assert len(first.values["capacity"]) == 2
    assert len(second.values["capacity"]) == 1


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("TRUE", "FALSE"), (True, False), ("True", "")])
def test_options_may_be_marked_in_several_ways(forum, xlsx, yes, no):
    file = xlsx({"Data": [KOBO, answer(1, "Sanggar Seni", yes, no, yes)]}, "kobo.xlsx")
    assert len(seen(forum, file).additions[0].values["capacity"]) == 2


def test_options_without_their_whole_question_are_put_together_too(forum, csv):
    lines = ["_uuid;nama_lembaga;sektor;kapasitas/pelatihan;kapasitas/dana", "a;Sanggar;warga;1;1", "b;Radio;media;0;1"]
    first, second = seen(forum, csv(*lines)).additions
    assert (len(first.values["capacity"]), len(second.values["capacity"])) == (2, 1)


def test_what_the_tool_adds_for_itself_stays_in_the_file(forum, kobo):
    (part,) = arrive(kobo, forum.schema).parts
    assert part.match is not None
    unknown = {column.header for column in part.match.unknown_columns}
    assert {"_id", "_uuid", "_submission_time", "start", "end", "_lokasi_altitude"} <= unknown
    assert imported(forum, kobo).added == 2
    assert list(forum.read().tables["partners"].index[-2:]) == ["M-03", "M-04"]


def test_a_second_row_of_labels_takes_the_place_of_the_names(forum, csv):
    file = csv(
        "_uuid;grp/f_name;grp/f_lead;grp/f_due;_index",
        ";Kegiatan;Penanggung Jawab;Tenggat;",
        "a;Tanam pohon;PKK;2026-05-01;1",
        "b;Panen;PKK;2026-06-01;2",
        name="tugas.csv",
    )
    additions = seen(forum, file).additions
    assert [(row.row, row.title, row.values["due"]) for row in additions] == [
        (3, "Tanam pohon", date(2026, 5, 1)),
        (4, "Panen", date(2026, 6, 1)),
    ]


def test_an_odk_export_with_dashes_is_read(forum, csv):
    file = csv(
        "SubmissionDate,grup-nama_lembaga,grup-sektor,meta-instanceID,KEY,SubmitterName",
        "2026-03-01T09:30:00Z,Sanggar Seni,warga,uuid:1,uuid:1,Sari",
    )
    (row,) = seen(forum, file).additions
    assert (row.table, row.title, row.values["sector"]) == ("partners", "Sanggar Seni", "community")
    assert "contact" not in row.values


QUESTIONS = ["Apa masalahnya?", "Jenis masalah", "Di mana kejadiannya?", "Siapa nama pelapor?"]
REPORTS = [
    [datetime(2026, 3, 5, 14, 2), "Lampu jalan mati", "masalah", "Dusun Timur", "Pak Slamet"],
    [datetime(2026, 3, 6, 8, 0), "Air keruh", "pengaduan", "Dusun Barat", "Bu Tini"],
]


@pytest.mark.parametrize("stamp", ["Timestamp", "Stempel waktu", "Cap waktu"])
def test_google_forms_are_read_by_their_questions_and_say_when_a_report_came_in(forum, xlsx, stamp):
    file = xlsx({"Form Responses 1": [[stamp, *QUESTIONS], *REPORTS]}, "lapor.xlsx")
    (part,) = arrive(file, forum.schema).parts
    assert part.match is not None
    assert {column.header for column in part.match.columns} == {stamp, *QUESTIONS}
    first, second = seen(forum, file).additions
    assert (first.table, first.title, first.values["reported_on"]) == ("issues", "Lampu jalan mati", date(2026, 3, 5))
    assert (first.values["area"], first.values["reporter"]) == ("Dusun Timur", "Pak Slamet")
    assert (second.values["type"], second.row) == ("complaint", 3)


@pytest.mark.parametrize(
    ("question", "header"),
    [
        ("Kapan kejadiannya?", "tanggal kejadian"),
        ("Where did it happen?", "Where did it happen?"),
        ("Nama lembaga Anda", "nama lembaga"),
        ("Tuliskan nomor HP", "nomor hp"),
        ("Masalah apa?", "Masalah apa?"),
        ("Tenggat", "Tenggat"),
    ],
)
def test_a_question_is_said_as_a_header_only_where_that_header_is_known(forum, question, header):
    assert as_header(question, vocabulary(forum.schema).is_header_word) == header


def test_answers_that_are_there_are_skipped_when_the_form_is_brought_in_again(forum, kobo, xlsx):
    imported(forum, kobo)
    rows = [
        KOBO,
        answer(1, "Sanggar Seni", 1, 0, 1),
        answer(2, "Radio Desa", 0, 1, 0),
        answer(3, "Bank Sampah", 0, 0, 1),
    ]
    later = xlsx({"Data": rows}, "kobo-lagi.xlsx")
    settled = seen(forum, later)
    assert [row.title for row in settled.additions] == ["Bank Sampah"]
    assert settled.differing == []


def test_a_sheet_that_is_no_form_is_left_as_it_is(forum, csv):
    file = csv("Nama/Lembaga;Hadir/L;Hadir/P", "Sanggar;1;0", "Radio;0;1")
    assert arrive(file, forum.schema).exports == {}
