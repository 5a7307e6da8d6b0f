"""What a new spreadsheet is given, the app reads back: the same values, without one doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sheets import open_forum
from sheets.schema import load_schema
from sheets.snapshot import Snapshot
from sheets.template import new_workbook

STATUSES = (("in_progress", 57.0), ("not_started", 0.0), ("done", 100.0), ("on_hold", 1.0), ("cancelled", 33.3))
ROWS: dict[str, list[dict[str, Any]]] = {
    "partners": [
        {
            "name": "BPBD Contoh",
            "short_name": "BPBD",
            "sector": "government",
            "status": "active",
            "phone": "+6281234567890",
            "email": "a@contoh.id",
            "capacity": ("funding", "off_take"),
            "groups": ("women", "farmers_fishers_workers"),
            "influence": "high",
            "consent": True,
            "lat": -7.7956,
            "lon": 110.3695,
            "joined": date(2025, 8, 17),
            "call_order": 1.0,
            "website": "https://contoh.id",
        }
    ],
    "goals": [{"title": "Panen naik", "kind": "challenge", "theme": "food", "status": "active", "weight": 1.0}],
    "tasks": [
        {
            "title": f"Tugas {number}",
            "goal": "T-01",
            "lead": "BPBD",
            "status": status,
            "progress": progress,
            "start": date(2026, 3, 2),
            "due": date(2026, 3, 31),
            "budget": 2_500_000.0,
            "spent": 0.0,
            "milestone": number == 1,
            "priority": "medium",
            "kind": "training",
        }
        for number, (status, progress) in enumerate(STATUSES, 1)
    ],
    "indicators": [
        {
            "name": "Hasil panen",
            "unit": "ton/ha",
            "direction": "up",
            "aggregation": "latest",
            "baseline": 4.2,
            "target": 6.0,
            "frequency": "quarterly",
            "level": "outcome",
            "disaggregate": ("sex", "disability"),
            "active": True,
        }
    ],
    "measurements": [
        {"indicator": "I-01", "date": date(2026, 6, 30), "value": 1500.0, "female": 12.0},
        {"indicator": "I-01", "date": date(2026, 9, 30), "value": 4.5},
    ],
    "issues": [
        {
            "title": "Jadwal air",
            "type": "conflict",
            "stage": "new",
            "reported_on": date(2026, 3, 1),
            "impact": "2",
            "urgency": "3",
            "confidentiality": "open",
            "satisfaction": 4.0,
        }
    ],
    "meetings": [
        {"title": "Rapat", "date": date(2026, 3, 5), "time": "09.00 WIB", "kind": "routine", "status": "held"}
    ],
    "resources": [{"name": "Truk", "kind": "goods", "value": 1_240_000.0, "stage": "approved", "emergency": True}],
    "settings": [{"key": "forum_name", "value": "Forum Air"}, {"key": "period_start", "value": date(2026, 1, 1)}],
}


@pytest.fixture(scope="module", params=["id", "en"])
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path: Path = tmp_path_factory.mktemp("round") / "forum.xlsx"
    new_workbook(path, load_schema(), request.param, rows=ROWS)
    return open_forum(path).read()


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize("table", [name for name in ROWS if name != "settings"])
def test_every_value_reads_back_as_it_was_given(snapshot: Snapshot, table: str) -> None:
    frame = snapshot.tables[table]
    read = [{key: plain(frame.iloc[n][key]) for key in row} for n, row in enumerate(ROWS[table])]
    assert read == ROWS[table]


def test_ids_are_those_of_the_declared_way(snapshot: Snapshot) -> None:
    assert [snapshot.tables[name].index[0] for name in ("partners", "tasks", "goals")] == ["M-01", "TG-001", "T-01"]
    assert snapshot.tables["issues"].index[0].startswith("MS-")


def test_nothing_in_a_new_spreadsheet_is_doubtful(snapshot: Snapshot) -> None:
    assert [(each.tab, each.row, each.reason) for each in snapshot.problems] == []
    assert snapshot.missing == []


def test_settings_read_back_too(snapshot: Snapshot) -> None:
    assert snapshot.settings["forum_name"] == "Forum Air"
    assert str(snapshot.settings["period_start"])[:10] == "2026-01-01"
    assert snapshot.settings["time_zone"] == "Asia/Jakarta"
    assert snapshot.settings["modules"] == ("resources", "agreements", "lessons")
