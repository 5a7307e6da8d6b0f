"""Reading: grid → typed tables beside `json.loads` of the same grid; a workbook beside python-calamine alone."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from sheets.backends import Book, Grid
from sheets.backends.files import read_file
from sheets.schema import Schema, load_schema
from sheets.snapshot import take
from sheets.template import new_workbook
from tests.bench.table import Measure, cpu_seconds

HEADERS = [
    "Kode",
    "Tugas",
    "Tujuan",
    "Penanggung Jawab",
    "Mulai",
    "Tenggat",
    "Status",
    "Kemajuan (%)",
    "Anggaran",
    "Catatan",
]
STATUS = ["Selesai", "Berjalan", "Belum mulai", "Tertunda"]
FIRST = 46000
LIMITS = {20_000: 15.0, 100_000: 5.0, 1_000_000: 4.0}


def clean_row(number: int) -> list[object]:
    start = FIRST + number % 300
    return [
        f"TG-{number:06d}",
        f"Tugas nomor {number}",
        f"Tujuan {number % 7}",
        f"Mitra {number % 40}",
        start,
        start + 20,
        STATUS[number % 4],
        number % 101,
        number * 1000,
        f"catatan {number % 50}",
    ]


def typed_by_hand(number: int) -> list[object]:
    start = date(2026, 1, 1) + timedelta(days=number % 300)
    return [
        f"TG-{number:06d}",
        f"Tugas nomor {number}",
        f"Tujuan {number % 7}",
        f"Mitra {number % 40}",
        f"{start.day}/{start.month}/{start.year}",
        f"{start.day} Agt {start.year}",
        ["sdh beres", "proses", "blm", "ditunda"][number % 4],
        f"{number % 101} %",
        f"Rp {number % 900},5 jt",
        f"catatan {number % 50}",
    ]


def book(rows: list[list[object]]) -> Book:
    grid = Grid(tab="Tugas", rows=rows)  # type: ignore[arg-type]
    return Book(
        source="bench", title="bench", grids=[grid], locale="id_ID", time_zone="Asia/Jakarta", url=None,
        taken_at=datetime.now(UTC), serial_dates=True,
    )  # fmt: skip


def measures() -> Iterator[Measure]:
    yield from grids()
    yield workbook()


def grids() -> Iterator[Measure]:
    schema = load_schema()
    for cells, limit in LIMITS.items():
        rows: list[list[object]] = [list(HEADERS), *(clean_row(n) for n in range(cells // len(HEADERS)))]
        yield typed_against_json(f"grid → typed tables, {cells:,} clean cells", rows, schema, limit)
    rows = [list(HEADERS), *(typed_by_hand(n) for n in range(20_000 // len(HEADERS)))]
    yield typed_against_json("grid → typed tables, 20,000 cells typed by hand as text", rows, schema, 25.0)


def typed_against_json(what: str, rows: list[list[object]], schema: Schema, limit: float) -> Measure:
    text = json.dumps({"valueRanges": [{"range": "Tugas!A1:J", "values": rows}]})
    taken = take(book(rows), schema, today=date(2026, 6, 1))
    if len(taken.tables["tasks"]) != len(rows) - 1:
        raise AssertionError("the bench grid was not read whole")
    floor, mine = cpu_seconds(lambda: json.loads(text), lambda: take(book(rows), schema, today=date(2026, 6, 1)))
    return Measure(what, mine / floor, limit, floor=f"json.loads {floor * 1000:.1f} ms CPU")


def workbook() -> Measure:
    schema = load_schema()
    rows = [
        dict(zip(("id", "title", "lead", "start", "due", "status", "progress"), _record(n), strict=True))
        for n in range(3000)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forum.xlsx"
        new_workbook(path, schema, rows={"tasks": rows})
        floor, mine = cpu_seconds(
            lambda: [sheet.to_python() for sheet in _sheets(path)], lambda: take(read_file(path), schema)
        )
    told = f"calamine to_python {floor * 1000:.1f} ms CPU"
    return Measure("workbook: open → typed tables, 3,000 tasks", mine / floor, 4.0, floor=told)


def _sheets(path: Path) -> Iterator[CalamineSheet]:
    found = CalamineWorkbook.from_path(str(path))
    return (found.get_sheet_by_name(name) for name in found.sheet_names)


def _record(n: int) -> list[object]:
    start = date(2026, 1, 1) + timedelta(days=n % 300)
    return [
        f"TG-{n:05d}",
        f"Tugas {n}",
        f"Mitra {n % 40}",
        start,
        start + timedelta(days=20),
        STATUS[n % 4],
        float(n % 101),
    ]
