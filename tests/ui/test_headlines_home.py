"""The headline of Beranda in every case, and the numbers behind it."""

from datetime import date

import pandas as pd
import pytest

from ui.headlines.home import headline
from ui.headlines.standing import Standing, indicator_numbers, issue_numbers, task_numbers


@pytest.mark.parametrize(
    ("standing", "indonesian", "english"),
    [
        (Standing(), "Lembar ini masih kosong; mulai dari mitra dan satu tugas",
         "This sheet is still empty; start with partners and one task"),
        (Standing(tasks=4, overdue=3, ahead="Panen padi organik"),
         "Tiga tugas lewat tenggat. Panen padi organik melampaui rencana.",
         "Three tasks are overdue. Panen padi organik is ahead of plan."),
        (Standing(tasks=4, open=2, overdue=1, done=2), "Satu tugas lewat tenggat. 2 dari 4 tugas selesai.",
         "One task is overdue. 2 of 4 tasks are done."),
        (Standing(tasks=4, issues=2, talk=1, achieved="Gladi evakuasi"),
         "Satu masalah perlu dibicarakan. Gladi evakuasi mencapai target.",
         "One issue needs to be talked about. Gladi evakuasi has reached its target."),
        (Standing(tasks=1, tones={"leaf": 5, "brick": 2, "turmeric": 1}, indicators=9),
         "Dua indikator tertinggal. 5 dari 8 indikator sesuai rencana.",
         "Two indicators are off track. 5 of 8 indicators are on track."),
        (Standing(tasks=6, soon=2), "Dua tugas jatuh tempo minggu ini.", "Two tasks are due this week."),
        (Standing(tasks=6, open=6), "Semua tugas dalam tenggat.", "All tasks are within their due dates."),
        (Standing(tasks=6, open=6, without_due=6), "Enam tugas belum punya tenggat.",
         "Six tasks have no due date yet."),
        (Standing(tasks=6, open=3, done=3, without_due=1), "Tidak ada tugas lewat tenggat. 3 dari 6 tugas selesai.",
         "No task is overdue. 3 of 6 tasks are done."),
        (Standing(tasks=6, done=6), "Semua 6 tugas selesai.", "All 6 tasks are done."),
        (Standing(tasks=1, done=1), "Satu-satunya tugas sudah selesai.", "The one task is done."),
        (Standing(indicators=3, tones={"leaf": 3}), "3 dari 3 indikator sesuai rencana. Berikutnya: tugas pertama.",
         "3 of 3 indicators are on track. Next: the first task."),
        (Standing(indicators=7, no_data=7, untargeted=True),
         "Tujuh indikator tercatat; targetnya belum ditulis. Berikutnya: tugas pertama.",
         "Seven indicators are on record; their targets are not written yet. Next: the first task."),
        (Standing(indicators=1, no_data=1), "Satu indikator menunggu pengukuran pertama. Berikutnya: tugas pertama.",
         "One indicator awaits its first measurement. Next: the first task."),
        (Standing(cases=74, issues=74, unstaged=True),
         "74 masalah tercatat; tahapnya belum ditulis. Berikutnya: tugas pertama.",
         "74 issues are on record; their stages are not written yet. Next: the first task."),
        (Standing(cases=7, issues=2), "Dua masalah terbuka, tidak ada yang mendesak. Berikutnya: tugas pertama.",
         "Two issues are open, none of them urgent. Next: the first task."),
        (Standing(cases=7), "Tujuh masalah tercatat, semuanya selesai. Berikutnya: tugas pertama.",
         "Seven issues are on record, all closed. Next: the first task."),
        (Standing(others=("31 mitra",)), "31 mitra tercatat. Berikutnya: tugas pertama.",
         "31 mitra on record. Next: the first task."),
        (Standing(others=("9 sumber daya", "3 mitra", "1 agenda")),
         "9 sumber daya, 3 mitra dan 1 agenda tercatat. Berikutnya: tugas pertama.",
         "9 sumber daya, 3 mitra and 1 agenda on record. Next: the first task."),
        (Standing(passed_over=6), "Isi lembar ini belum dikenali; pilih tabelnya di Kenali lembar",
         "What this sheet holds is not recognised yet; choose its tables in Adopt a sheet"),
    ],
)  # fmt: skip
def test_the_headline_says_the_gravest_and_the_best(standing, indonesian, english):
    assert headline(standing, language="id") == indonesian
    assert headline(standing, language="en") == english


def test_cancelled_tasks_count_nowhere():
    tasks = pd.DataFrame(
        {
            "status": ["done", "cancelled", "on_hold"],
            "open": [False, False, True],
            "without_due": [True, True, False],
            "overdue": [False, False, True],
            "days_late": [None, None, 12.0],
            "due_soon": [False, False, False],
        }
    )
    assert task_numbers(tasks) == {
        "tasks": 2, "open": 1, "done": 1, "overdue": 1, "oldest": 12, "soon": 0, "on_hold": 1, "without_due": 0
    }  # fmt: skip


def test_indicators_without_data_are_not_measured_and_a_long_name_makes_no_headline():
    assessed = pd.DataFrame(
        {
            "status": ["on_track", "no_data", "off_track", "on_track"],
            "ratio": [1.6, None, 0.5, 1.2],
            "progress": [80.0, None, 20.0, 60.0],
            "note": [None, "no_target", None, None],
            "measured_on": [date(2026, 10, 31), None, date(2026, 10, 31), date(2026, 10, 31)],
        },
        index=["I-1", "I-2", "I-3", "I-4"],
    )
    names = pd.Series(
        {"I-1": "Persentase rumah tangga yang memilah sampah dari dapur", "I-2": "b", "I-3": "c", "I-4": "siswa magang"}
    )
    tones = {"on_track": "leaf", "off_track": "brick", "no_data": "soft"}
    found = indicator_numbers(assessed, names, tones)
    assert found["tones"] == {"leaf": 2, "turmeric": 0, "brick": 1, "soft": 0}
    assert not found["untargeted"]
    assert (found["indicators"], found["no_data"], found["ahead"]) == (4, 1, "Siswa magang")


def test_the_gravest_open_case_gives_the_tile_its_word():
    assessed = pd.DataFrame(
        {
            "open": [True, True, False],
            "rank": [2, 1, 0],
            "severity": ["medium", "high", "critical"],
            "talk": [False, True, False],
            "age_days": [34.0, 18.0, 90.0],
        }
    )
    found = issue_numbers(assessed, pd.Series(["new", "dialogue", "resolved"]))
    assert found == {
        "issues": 2, "cases": 3, "unstaged": False, "talk": 1, "gravest": "high", "grave": 1, "oldest_issue": 34
    }  # fmt: skip
    assert issue_numbers(assessed, pd.Series([None, None, None]))["talk"] == 0
