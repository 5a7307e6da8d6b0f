"""The headline of Tugas in every case a forum meets."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from forum.tasks import assess
from ui.headlines.tasks import headline

TODAY = date(2026, 11, 21)


def forum_with(*tasks: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Task rows as the snapshot holds them: `due` in days from today, None for none."""
    rows = [
        {"title": f"Tugas {i}", "status": "in_progress", "due": 30, "obstacle": None, **task}
        for i, task in enumerate(tasks)
    ]
    due = pd.to_datetime(
        pd.Series([None if row["due"] is None else TODAY + timedelta(days=row["due"]) for row in rows], dtype=object)
    )
    frame = pd.DataFrame(
        {key: pd.Series([row[key] for row in rows], dtype=object) for key in ("title", "status", "obstacle")}
    )
    nothing = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    for key, column in (("due", due), ("start", nothing), ("done_on", nothing)):
        for edge in ("", "_from", "_to"):
            frame[f"{key}{edge}"] = column.astype("datetime64[s]")
    frame["progress"] = float("nan")
    frame["depends_on_ids"] = pd.Series([()] * len(frame), dtype=object)
    frame.index = pd.Index([f"TG-{i:03d}" for i in range(len(frame))], name="id")
    return frame, assess(frame, today=TODAY)


@pytest.mark.parametrize(
    ("tasks", "indonesian", "english"),
    [
        ([], "Belum ada tugas", "No tasks yet"),
        ([{"status": "done"}], "Satu-satunya tugas sudah selesai", "The only task is done"),
        ([{"status": "done"}] * 3, "Semua 3 tugas selesai", "All 3 tasks are done"),
        ([{"due": -5}], "“Tugas 0” lewat tenggat 5 hari", "“Tugas 0” is 5 days overdue"),
        ([{"due": -1}], "“Tugas 0” lewat tenggat 1 hari", "“Tugas 0” is 1 day overdue"),
        ([{"due": -5}, {"due": -2}, {"due": -12, "status": "on_hold", "obstacle": "Menunggu dana desa."}],
         "Tiga tugas lewat tenggat; satu menunggu dana desa", "Three tasks are overdue; one: menunggu dana desa"),
        ([{"due": -5, "status": "on_hold"}, {"due": -2}], "Dua tugas lewat tenggat; satu sedang tertunda",
         "Two tasks are overdue; one is on hold"),
        ([{"due": -5}, {"due": -2}, {"due": 4}], "Dua tugas lewat tenggat; satu lagi jatuh tempo dalam 7 hari",
         "Two tasks are overdue; one more is due within 7 days"),
        ([{"due": 0}], "Satu tugas jatuh tempo dalam 7 hari; tidak ada yang lewat",
         "One task is due within 7 days; none is overdue"),
        ([{"due": 40}, {"due": 50}], "Tidak ada tugas lewat tenggat; dua masih terbuka",
         "No task is overdue; two are still open"),
        ([{"due": None}], "Satu tugas terbuka, semuanya tanpa tenggat", "One open task, without a due date"),
        ([{"due": -3}] * 20, "20 tugas lewat tenggat", "20 tasks are overdue"),
    ],
)  # fmt: skip
def test_the_headline_says_what_matters_most(tasks, indonesian, english):
    frame, assessed = forum_with(*tasks)
    assert headline(frame, assessed, language="id") == indonesian
    assert headline(frame, assessed, language="en") == english


def test_a_long_title_does_not_become_the_headline():
    frame, assessed = forum_with({"due": -5, "title": "Pendataan rumah tangga rawan pangan di semua dusun dan RT"})
    assert headline(frame, assessed, language="id") == "Satu tugas lewat tenggat"


def test_a_task_without_a_title_is_counted_and_not_named():
    frame, assessed = forum_with({"due": -5, "title": None})
    assert headline(frame, assessed, language="en") == "One task is overdue"
