"""Every kind of finding: found, mended by what it offers, gone, and taken back to the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from sheets.doctor import AILMENTS, Merge, examine
from sheets.doctor.parts import day_typed

PARTNERS: list[list[Any]] = [
    ["Kode", "Nama Mitra", "Singkatan", "Sektor", "Status Mitra", "Telepon/WA"],
    ["M-01", "BPBD Kab. Contoh", "BPBD", "pemerintah", "aktif", None],
    ["M-02", "PKK Desa Sukamaju", "PKK", "warga", "aktif", "0812-0000-0002"],
]
TASKS: list[Any] = ["Kode", "Tugas", "PJ", "Pendukung", "Mulai", "Tenggat", "Status"]
INDICATORS: list[list[Any]] = [
    ["Kode", "Indikator", "Satuan", "Arah", "Data awal", "Target"],
    ["I-01", "Hasil panen", "orang", "naik", 10, 100],
]
MEASURED: list[Any] = ["Kode", "Indikator", "Tanggal", "Nilai", "Perempuan", "Laki-laki"]
DAY = date(2026, 10, 31)


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


@dataclass(frozen=True)
class Case:
    reason: str
    remedy: str
    tabs: dict[str, list[list[Any]]]
    after: dict[str, Any]  # "Tab!A1" → the cell when it is mended


def tasks(*rows: list[Any]) -> dict[str, list[list[Any]]]:
    return {"Mitra": PARTNERS, "Tugas": [TASKS, *rows]}


CASES = [
    Case(
        "impossible_date", "write",
        tasks(["TG-001", "Rapat", "BPBD", None, None, "31/2/2026", "belum"]),
        {"Tugas!F2": serial(date(2026, 2, 28))},
    ),
    Case(
        "guess", "confirm",
        tasks(["TG-001", "Rapat", "BPBD", None, None, "akhir Maret", "belum"]),
        {},
    ),
    Case(
        "missing_id", "give_id",
        tasks(["TG-001", "Rapat", "BPBD", None, None, DAY, "belum"], [None, "Latihan", "PKK", None, None, DAY, "belum"],
              [None, "Bersih sungai", "PKK", None, None, DAY, "belum"]),
        {"Tugas!A3": "TG-002", "Tugas!A4": "TG-003"},
    ),
    Case(
        "duplicate_id", "new_id",
        tasks(["TG-001", "Rapat", "BPBD", None, None, DAY, "belum"],
              ["TG-001", "Latihan", "PKK", None, None, DAY, "belum"]),
        {"Tugas!A2": "TG-001", "Tugas!A3": "TG-002"},
    ),
    Case(
        "unknown_reference", "meant",
        tasks(["TG-001", "Rapat", "PKK Desa Sukamaj", "BPBD, Karang Taruna", None, DAY, "belum"]),
        {"Tugas!C2": "PKK Desa Sukamaju"},
    ),
    Case(
        "ambiguous_reference", "meant",
        {"Mitra": [*PARTNERS, ["M-03", "PKK Dusun Krajan", "PKK", "warga", "aktif", None]],
         "Tugas": [TASKS, ["TG-001", "Rapat", "BPBD", "PKK, BPBD", None, DAY, "belum"]]},
        {"Tugas!D2": "PKK Desa Sukamaju, BPBD"},
    ),
    Case(
        "ends_before_start", "write_day",
        tasks(["TG-001", "Rapat", "BPBD", None, date(2026, 3, 20), date(2026, 1, 4), "belum"]),
        {"Tugas!F2": serial(date(2026, 4, 1))},
    ),
    Case(
        "sum_missing", "write",
        {"Indikator": INDICATORS, "Pengukuran": [MEASURED, ["UK-001", "Hasil panen", DAY, None, 12, 8]]},
        {"Pengukuran!D2": 20},
    ),
    Case(
        "wrong_direction", "direction",
        {"Indikator": [INDICATORS[0], ["I-01", "KK rawan pangan", "KK", "naik", 90, 20]]},
        {"Indikator!D2": "Turun"},
    ),
    Case(
        "ditto_offered", "copy_down",
        {"Tugas": [["Tujuan", *TASKS[:3]], *([goal, f"TG-00{n}", f"Rapat {n}", "BPBD"]
                   for n, goal in enumerate(["Air bersih", None, None, "Pangan", None, None], 1))]},
        {"Tugas!A3": "Air bersih", "Tugas!A4": "Air bersih", "Tugas!A6": "Pangan", "Tugas!A7": "Pangan"},
    ),
    Case(
        "maybe_swapped", "turn_back",
        tasks(*(["TG-00" + str(n), f"Rapat {n}", "BPBD", None, None, day, "belum"] for n, day in enumerate(
            [date(2026, 3, 8), date(2026, 5, 9), "17/8/2026", "25/9/2026", "30/10/2026", date(2026, 2, 11)], 1))),
        {"Tugas!F2": serial(date(2026, 8, 3)), "Tugas!F4": serial(date(2026, 8, 17))},
    ),
]  # fmt: skip
ONLY_SHOWN = {"parts_differ"}  # P + L ≠ value: nobody but a person knows which of the three is wrong
GUIDED = {"near_duplicate"}  # merged by a person who says which one stays


def test_every_kind_of_finding_is_tried_here():
    assert {case.reason for case in CASES} | ONLY_SHOWN | GUIDED == set(AILMENTS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_what_is_found_is_mended_and_can_be_taken_back(patient, case):
    sick = patient(case.tabs)
    reason = "no_year" if case.reason == "guess" else case.reason
    before = sick.cells()
    found = len(sick.found(reason))
    assert found
    remedy = sick.remedy(reason, case.remedy)
    for language in ("id", "en"):
        assert "…" not in remedy.label(language)
        assert "…" not in sick.found(reason)[0].message(language)
    sick.take(remedy)
    mended = sick.cells()
    assert {place: _cell(mended, place) for place in case.after} == case.after
    assert len(sick.found(reason)) == found - max(1, remedy.n) or not sick.found(reason)
    sick.take_back()
    assert sick.cells() == before


def _cell(cells, place):
    tab, _, address = place.partition("!")
    return cells[tab][int(address[1:]) - 1][ord(address[0]) - 65]


def test_a_guess_is_written_out_over_what_was_typed(patient):
    sick = patient(tasks(["TG-001", "Rapat", "BPBD", None, None, "akhir Maret", "belum"]))
    day = sick.snapshot().tables["tasks"].at["TG-001", "due"]
    remedy = sick.remedy("no_year", "confirm")
    assert remedy.label() == f"Benar: tulis {day_typed(day)}"
    sick.take(remedy)
    assert sick.cells()["Tugas"][1][5] == serial(day.date())


def test_parts_that_do_not_add_up_are_shown_and_never_changed(patient):
    sick = patient({"Indikator": INDICATORS, "Pengukuran": [MEASURED, ["UK-001", "Hasil panen", DAY, 25, 12, 8]]})
    (problem,) = sick.found("parts_differ")
    assert "20" in problem.message()
    assert AILMENTS["parts_differ"].remedies(sick.snapshot(), problem) == []


def test_parts_of_a_percentage_need_not_add_up(patient):
    indicators = [INDICATORS[0], ["I-01", "Hadir", "%", "naik", 10, 100]]
    sick = patient({"Indikator": indicators, "Pengukuran": [MEASURED, ["UK-001", "Hadir", DAY, 25, 12, 8]]})
    assert sick.found("parts_differ") == []


def test_a_partner_that_the_register_lacks_is_added_and_put_aside_again(patient):
    sick = patient(
        tasks(*(["TG-00" + str(n), f"Rapat {n}", "Karang Taruna", None, None, DAY, "belum"] for n in (1, 2)))
    )
    remedy = next(r for r in AILMENTS["unknown_reference"].remedies(
        sick.snapshot(), sick.found("unknown_reference")[0]) if r.key == "add_row")  # fmt: skip
    assert remedy.label() == "Tambahkan Karang Taruna ke Mitra"
    sick.take(remedy)
    assert sick.found("unknown_reference") == []
    assert sick.cells()["Mitra"][3][:2] == ["M-03", "Karang Taruna"]
    sick.take_back()
    assert sick.cells()["Mitra"][3][4] == "Keluar"


@pytest.mark.parametrize(
    ("start", "due", "status"),
    [
        (date(2026, 11, 20), date(2026, 10, 20), "belum"),  # neither reading is safe
        (date(2026, 3, 20), date(2026, 1, 1), "belum"),  # nothing to exchange
        ("akhir Maret 2026", date(2026, 1, 2), "belum"),  # a range is not moved about
    ],
)
def test_an_end_before_its_start_is_only_shown_where_no_reading_is_safe(patient, start, due, status):
    sick = patient({**tasks(["TG-001", "Rapat", "BPBD", None, start, due, status]), "Pengaturan": [
        ["Kunci", "Nilai"], ["periode_mulai", date(2026, 1, 1)], ["periode_akhir", date(2026, 12, 31)]]})  # fmt: skip
    (problem,) = sick.found("ends_before_start")
    assert AILMENTS["ends_before_start"].remedies(sick.snapshot(), problem) == []


def test_a_year_that_was_not_turned_is_offered_where_the_period_settles_it(patient):
    sick = patient({**tasks(["TG-001", "Rapat", "BPBD", None, date(2027, 2, 20), date(2026, 3, 20), "belum"]),
                    "Pengaturan": [["Kunci", "Nilai"], ["periode_mulai", date(2027, 1, 1)],
                                   ["periode_akhir", date(2027, 12, 31)]]})  # fmt: skip
    assert sick.remedy("ends_before_start", "write_day").label() == "Tenggat: tulis 20/3/2027"


def test_two_rows_for_one_partner_are_merged_and_everything_follows(patient):
    sick = patient({
        "Mitra": [*PARTNERS[:2], ["M-02", "PKK Desa Sukamaju", "PKK", "warga", "aktif", None],
                  ["M-03", "PKK Desa Suka Maju", None, "warga", "aktif", "0812-0000-0003"]],
        "Tugas": [TASKS, ["TG-001", "Rapat", "PKK Desa Suka Maju", "BPBD, M-03, Pak Lurah", None, DAY, "belum"],
                  ["TG-002", "Latihan", "PKK", None, None, DAY, "belum"]],
        "Agenda": [["Kode", "Acara", "Tanggal", "Hadir"], ["AG-01", "Rapat", DAY, "M-03; M-02"]],
    })  # fmt: skip
    before = sick.cells()
    (problem,) = sick.found("near_duplicate")
    merge = Merge(sick.snapshot(), problem.details["other_id"], problem.id)
    assert (merge.keep, merge.other, merge.counts) == ("M-02", "M-03", {"tasks": 1, "meetings": 1})
    assert merge.filled == {"phone": "+6281200000003"}
    sick.forum.save(merge.changes, by="Sari", why="digabung")
    after, tables = sick.cells(), sick.snapshot().tables
    assert tables["tasks"].at["TG-001", "lead_id"] == "M-02"
    assert tables["tasks"].at["TG-001", "supporting_ids"] == ("M-01", "M-02")
    assert tables["tasks"].at["TG-001", "supporting"][-1] == "Pak Lurah"
    assert tables["meetings"].at["AG-01", "attended_ids"] == ("M-02",)
    assert after["Mitra"][3][:5] == ["M-03", "PKK Desa Suka Maju", None, "warga", "Keluar"]
    assert tables["partners"].at["M-02", "phone"] == "+6281200000003"
    assert sick.found("near_duplicate") == []
    assert len({line["op"] for line in sick.forum.history()}) == 1
    sick.take_back()
    assert sick.cells() == before


def test_what_the_row_that_stays_has_already_is_not_overwritten(patient):
    sick = patient(
        {"Mitra": [*PARTNERS, ["M-03", "PKK Desa Sukamaju", "PKK DS", "pemerintah", "aktif", "0812-0000-0009"]]}
    )
    merge = Merge(sick.snapshot(), "M-02", "M-03")
    assert merge.filled == {}
    sick.forum.save(merge.changes)
    assert sick.cells()["Mitra"][2] == PARTNERS[2]


def test_numbered_partners_and_those_put_aside_are_no_duplicates(patient):
    sick = patient({"Mitra": [PARTNERS[0], ["M-01", "Karang Taruna RT 01", None, "warga", "aktif", None],
                              ["M-02", "Karang Taruna RT 02", None, "warga", "aktif", None],
                              ["M-03", "Karang Taruna RT 01", None, "warga", "keluar", None]]})  # fmt: skip
    assert sick.found("near_duplicate") == []


def test_two_people_who_give_ids_at_once_give_two(patient):
    from concurrent.futures import ThreadPoolExecutor

    from sheets.doctor import remedies

    sick = patient(tasks(*([None, f"Rapat {n}", "BPBD", None, None, DAY, "belum"] for n in range(4)),
                         ["TG-007", "Rapat", "BPBD", None, None, DAY, "belum"]))  # fmt: skip
    each = [remedies(sick.snapshot(), problem)[0] for problem in sick.found("missing_id")]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sick.take, each))
    ids = [row[0] for row in sick.cells()["Tugas"][1:]]
    assert sorted(ids) == ["TG-007", "TG-008", "TG-009", "TG-010", "TG-011"]


def test_a_clean_forum_has_no_findings(patient):
    sick = patient({"Mitra": PARTNERS, "Tugas": [TASKS, ["TG-001", "Rapat", "BPBD", "PKK", DAY, DAY, "Belum mulai"]]})
    assert [(p.reason, p.value) for p in examine(sick.snapshot())] == []
