"""The forum that every measure uses: six tabs as a middle-sized forum has them, every cell clean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sheets.schema import load_schema
from sheets.template import new_workbook
from tests.google_api import Api

TODAY = date.today()
Row = Sequence[Any]

STATUS = ("Selesai", "Berjalan", "Belum mulai", "Tertunda")
SECTORS = ("Pemerintah", "Masyarakat sipil", "Warga", "Swasta")
TYPES = ("Masalah", "Konflik", "Risiko", "Pengaduan")
STAGES = ("Baru", "Diterima", "Dialog", "Selesai")


def partner(n: int) -> Row:
    return [f"M-{n:02d}", f"Mitra {n}", SECTORS[n % 4], f"Orang {n}", f"0812-0000-{n:04d}", "ya"]


def task(n: int) -> Row:
    start = TODAY + timedelta(days=n % 300 - 150)
    title, lead = f"Tugas nomor {n}", f"Mitra {n % 60 + 1}"
    return [f"TG-{n:03d}", title, lead, start, start + timedelta(days=20), STATUS[n % 4], n % 101, n * 1000]


def indicator(n: int) -> Row:
    return [
        f"I-{n:02d}",
        f"Indikator {n}",
        "orang",
        0,
        100 + n,
        TODAY - timedelta(days=200),
        TODAY + timedelta(days=165),
    ]


def measurement(n: int) -> Row:
    return [f"UK-{n:04d}", f"Indikator {n % 40 + 1}", TODAY - timedelta(days=200 - n // 40 * 4), n % 120]


def issue(n: int) -> Row:
    reported = TODAY - timedelta(days=n)
    return [f"MS-{n:03d}", f"Kasus nomor {n}", TYPES[n % 4], reported, STAGES[n % 4], f"Mitra {n % 60 + 1}"]


def meeting(n: int) -> Row:
    return [f"AG-{n:02d}", f"Rapat ke-{n}", TODAY + timedelta(days=30 * (n - 50)), "Balai Desa", f"Mitra {n}"]


Tab = tuple[str, str, tuple[str, ...], tuple[str, ...], int, Callable[[int], Row]]
TABS: tuple[Tab, ...] = (
    ("partners", "Mitra", ("Kode", "Nama Mitra", "Sektor", "Narahubung", "Telepon/WA", "Persetujuan"),
     ("id", "name", "sector", "contact", "phone", "consent"), 60, partner),
    ("tasks", "Tugas", ("Kode", "Tugas", "PJ", "Mulai", "Tenggat", "Status", "Kemajuan (%)", "Anggaran"),
     ("id", "title", "lead", "start", "due", "status", "progress", "budget"), 400, task),
    ("indicators", "Indikator",
     ("Kode", "Indikator", "Satuan", "Baseline", "Target", "Tanggal Baseline", "Tanggal Target"),
     ("id", "name", "unit", "baseline", "target", "baseline_date", "target_date"), 40, indicator),
    ("measurements", "Pengukuran", ("Kode", "Indikator", "Tanggal", "Nilai"),
     ("id", "indicator", "date", "value"), 2000, measurement),
    ("issues", "Masalah", ("Kode", "Judul", "Jenis", "Tanggal Lapor", "Tahap", "Penanggung Jawab"),
     ("id", "title", "type", "reported_on", "stage", "lead"), 120, issue),
    ("meetings", "Agenda", ("Kode", "Judul", "Tanggal", "Tempat", "Pimpinan"),
     ("id", "title", "date", "place", "chair"), 60, meeting),
)  # fmt: skip


def google_forum(api: Api) -> str:
    """The six tabs in a Google spreadsheet for tests; its id."""
    tabs = {tab: [list(headers), *(list(make(n + 1)) for n in range(rows))] for _, tab, headers, _, rows, make in TABS}
    return api.new_spreadsheet("Forum", tabs)


def workbook_forum(path: Path) -> Path:
    """The six tabs in a workbook made from the template."""
    rows = {
        table: [dict(zip(keys, make(n + 1), strict=True)) for n in range(count)]
        for table, _, _, keys, count, make in TABS
    }
    new_workbook(path, load_schema(), rows=rows)
    return path
