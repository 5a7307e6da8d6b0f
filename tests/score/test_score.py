"""The score tells a right value from one that is told, lost or wrong: a scorer that cannot fail would score nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.score.reading import same, score

FILE = """Rencana kerja 2026,,
,,
Kegiatan,Tenggat,Status
Rapat warga,31/3/2026,selesai
Latih petani,31/2/2026,sdh beres
Jumlah,2,
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "rencana.csv"
    path.write_text(FILE, "utf-8")
    return path


def expected(*samples: tuple[int, str, Any], **more: Any) -> dict[str, Any]:
    return {
        "header_row": 3, "record_count": 2, "mapping_columns": {"title": "A", "due": "B", "status": "C"},
        "samples": [{"row": row, "field": field, "value": value} for row, field, value in samples], **more,
    }  # fmt: skip


def test_what_is_read_as_a_person_reads_it_is_right(plan: Path) -> None:
    found = score(plan, expected((4, "title", "Rapat warga"), (4, "due", "2026-03-31"), (5, "status", "done")))
    assert (found.header, found.records, found.columns, found.right) == (True, True, 3, 3)
    assert (found.told, found.lost, found.wrong) == (0, [], [])


def test_what_could_not_be_read_and_is_told_is_told(plan: Path) -> None:
    found = score(plan, expected((5, "due", "2026-03-03"), (6, "title", "Jumlah")))
    assert (found.right, found.told, found.lost, found.wrong) == (0, 2, [], [])


def test_another_value_without_a_word_is_wrong_and_one_that_is_nowhere_is_lost(plan: Path) -> None:
    found = score(plan, expected((4, "due", "2026-04-30"), (40, "title", "Tidak ada")))
    assert (len(found.wrong), len(found.lost)) == (1, 1)
    assert "2026-03-31" in found.wrong[0]


def test_another_header_or_count_is_seen(plan: Path) -> None:
    found = score(plan, expected(header_row=2, record_count=20))
    assert (found.header, found.records) == (False, False)


@pytest.mark.parametrize(
    ("person", "read", "alike"),
    [(75, 75.0, True), ("Selesai", "done", True), ("2026-03-31", "2026-03-31", True), (None, None, True),
     (75, 0.75, False), ("Selesai", "in_progress", False), ("2026-03-31", "2026-03-30", False), (None, "x", False)],
)  # fmt: skip
def test_values_are_compared_by_what_they_mean(person: Any, read: Any, alike: bool) -> None:
    assert same(person, read) is alike
