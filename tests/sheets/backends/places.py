"""The same small forum in a workbook and in a Google spreadsheet, with a person at work in either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from sheets.backends.google import connect
from sheets.backends.google_log import log_names
from sheets.backends.google_sheet import GoogleSheet
from sheets.doctor import examine, remedies, together
from sheets.schema import load_schema
from sheets.store import Forum, open_forum
from tests.google_api import Api
from tests.google_api.human import Human

TODAY = date(2026, 11, 20)
DUE = date(2026, 12, 1)
TABS: dict[str, list[list[Any]]] = {
    "Mitra": [
        ["Kode", "Nama Mitra", "Singkatan", "Sektor", "Telepon/WA"],
        ["M-01", "BPBD Kab. Contoh", "BPBD", "pemerintah", "0812-0000-0001"],
        ["M-02", "PKK Desa Sukamaju", "PKK", "warga", "081200000002"],
    ],
    "Tugas": [
        ["Kode", "Tugas", "PJ", "Tenggat", "Status", "Kemajuan (%)", "Warna"],
        ["TG-001", "Rapat desa", "BPBD", DUE, "sudah", 100, "merah"],
        ["TG-002", "Bersih sungai", "PKK", DUE, "proses", 40, "007"],
        ["TG-003", "Latihan evakuasi", "PKK", DUE, "belum", 0, "biru"],
        ["TG-004", "Pasang rambu", "BPBD", DUE, "belum", 0, None],
    ],
    "Indikator": [["Kode", "Indikator", "Satuan", "Target"], ["I-01", "Hasil panen", "kg", 100]],
    "Pengukuran": [["Kode", "Indikator", "Tanggal", "Nilai"], ["UK-001", "Hasil panen", date(2026, 10, 31), 12]],
    "Masalah": [
        ["Kode", "Judul", "Jenis", "Tanggal Lapor", "Tahap"],
        ["MS-001", "Air keruh", "pengaduan", date(2026, 11, 1), "Baru"],
    ],
    "Catatan lain": [["apa saja"], ["=rahasia"]],
}


@dataclass
class GooglePlace:
    """A Google spreadsheet; `human` acts in it."""

    api: Api
    id: str
    kind: str = "google"

    @property
    def source(self) -> str:
        return f"google:{self.id}"

    @property
    def human(self) -> Human:
        return self.api.human(self.id)

    def open(self) -> Forum:
        secrets = {"google": self.api.service_account()}
        return quick(open_forum(self.source, secrets=secrets, today=TODAY))

    def open_elsewhere(self) -> Forum:
        """The forum of another process, which knows nothing of what this one owes."""
        schema = load_schema()
        sheet = GoogleSheet(connect(self.id, self.api.service_account()), log_names(schema))
        return quick(Forum(sheet, schema, today=TODAY))

    def rows(self, tab: str) -> list[list[Any]]:
        return self.human.rows(tab)

    def edit(self, tab: str, cell: str, value: Any) -> None:
        self.human.edit(tab, cell, value)

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        self.human.insert_rows(tab, before, count)

    def delete_rows(self, tab: str, row: int) -> None:
        self.human.delete_rows(tab, row)

    def sort(self, tab: str, column: str, *, descending: bool = False) -> None:
        self.human.sort(tab, column, descending=descending)

    def insert_columns(self, tab: str, before: str) -> None:
        self.human.insert_columns(tab, before)


@dataclass
class FilePlace:
    """A workbook on disk."""

    path: Path
    kind: str = "workbook"

    @property
    def source(self) -> str:
        return str(self.path)

    def open(self) -> Forum:
        return quick(open_forum(self.path, today=TODAY))

    @contextmanager
    def hand(self, tab: str) -> Iterator[Any]:
        book = openpyxl.load_workbook(self.path)
        yield book[tab]
        book.save(self.path)

    def rows(self, tab: str) -> list[list[Any]]:
        page = openpyxl.load_workbook(self.path)[tab]
        rows = [[_plain(cell) for cell in row] for row in page.iter_rows(values_only=True)]
        return [_trimmed(row) for row in rows]

    def edit(self, tab: str, cell: str, value: Any) -> None:
        with self.hand(tab) as page:
            page[cell] = value

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        with self.hand(tab) as page:
            page.insert_rows(before, count)

    def delete_rows(self, tab: str, row: int) -> None:
        with self.hand(tab) as page:
            page.delete_rows(row)

    def sort(self, tab: str, column: str, *, descending: bool = False) -> None:
        with self.hand(tab) as page:
            at = openpyxl.utils.column_index_from_string(column) - 1
            rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
            rows.sort(key=lambda row: str(row[at]), reverse=descending)
            for number, row in enumerate(rows, 2):
                for col, value in enumerate(row, 1):
                    page.cell(number, col).value = value

    def insert_columns(self, tab: str, before: str) -> None:
        with self.hand(tab) as page:
            page.insert_cols(openpyxl.utils.column_index_from_string(before))


Place = GooglePlace | FilePlace


def quick(forum: Forum) -> Forum:
    """The forum with all pauses left out: a test does not wait for a service to recover."""
    line = getattr(forum.backend, "line", None)
    if line is not None:
        line.pause = lambda seconds: None
    forum._saving.pause = lambda seconds: None
    return forum


def new_workbook(folder: Path, tabs: dict[str, list[list[Any]]]) -> FilePlace:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tabs.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for col, value in enumerate(row, 1):
                cell = page.cell(number, col, value)
                if isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
                if isinstance(value, str) and value.startswith("=rahasia"):
                    cell.data_type = "s"
    path = folder / "forum.xlsx"
    book.save(path)
    return FilePlace(path)


def new_google(api: Api, tabs: dict[str, list[list[Any]]]) -> GooglePlace:
    return GooglePlace(api, api.new_spreadsheet("Forum Contoh", tabs))


def _plain(cell: Any) -> Any:
    """A day as Google tells it: its number."""
    return (cell - datetime(1899, 12, 30)).days if isinstance(cell, datetime) else cell


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row


def give_ids(forum: Forum, by: str | None = None) -> int:
    """What Periksa data → Beri kode does, for every row without an id at once; how many there were."""
    snapshot = forum.read()
    found = [problem for problem in examine(snapshot) if problem.reason == "missing_id"]
    offered = together(snapshot, found) or [remedy for problem in found for remedy in remedies(snapshot, problem)]
    forum.save([change for remedy in offered for change in remedy.changes], by=by)
    return len(found)
