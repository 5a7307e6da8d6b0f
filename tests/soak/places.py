"""The spreadsheet of one meeting, in Google and on disk: a few rows of tasks among things that must not be touched."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

from sheets.backends import Backend
from sheets.backends.google import connect
from sheets.backends.google_log import log_names
from sheets.backends.google_sheet import GoogleSheet
from sheets.backends.workbook import Workbook
from sheets.schema import config_folder, load_schema
from sheets.store import Forum
from tests.google_api import Api, Cell
from tests.soak.clock import Clock
from tests.soak.hands import FileHands, GoogleHands, Hands
from tests.soak.truth import Truth

TODAY = date(2026, 11, 20)
DUE = date(2026, 12, 1)
NAMES = ["id", "title", "lead", "due", "status", "progress", "budget", "colour", "phone", "notes"]
HEADERS = ["Kode", "Tugas", "PJ", "Tenggat", "Status", "Kemajuan (%)", "Anggaran", "Warna", "Kontak", "Catatan"]
ROWS: list[list[Any]] = [
    ["TG-001", "Rapat desa", "BPBD", DUE, "sudah", 100, 250000, "007", "+6281200000001", "r1"],
    ["TG-002", "Bersih sungai", "PKK", DUE, "proses", 40, None, "merah", "081200000002", "r2"],
    ["TG-003", "Latihan evakuasi", "PKK", DUE, "belum", 0, 1500000, "=tanda", None, "r3"],
    ["TG-004", "Pasang rambu", "BPBD", None, "belum", None, 75000, None, "0812 0000 0004", "r4"],
    ["TG-005", "Cetak peta", "PKK", DUE, "proses", 12.5, None, "biru", "+62 812", "r5"],
]
PARTNERS = [
    ["Kode", "Nama Mitra", "Singkatan", "Sektor"],
    ["M-01", "BPBD Kab. Contoh", "BPBD", "pemerintah"],
    ["M-02", "PKK Desa Sukamaju", "PKK", "warga"],
]
OTHER: list[list[Any]] = [["Jangan disentuh", "007"], ["=bukan rumus", 1.5], [True, "+62"]]


@dataclass(frozen=True)
class Shape:
    """What this meeting's spreadsheet is like: lines above the header, ids or none, a total below, colour rules."""

    above: int = 0
    ids: bool = True
    total: bool = False
    ruled: bool = False

    @property
    def names(self) -> list[str]:
        return NAMES if self.ids else NAMES[1:]

    def rows(self) -> list[list[Any]]:
        """The tab from its first row on."""
        start = 0 if self.ids else 1
        top: list[list[Any]] = [["Rencana kerja forum"], []][: self.above]
        end: list[list[Any]] = [[None] * start + ["Jumlah"]] if self.total else []
        return [*top, HEADERS[start:], *(row[start:] for row in ROWS), *end]


def some_shape(chance: random.Random) -> Shape:
    return Shape(
        above=chance.choice([0, 0, 2]),
        ids=chance.random() < 0.85,
        total=chance.random() < 0.15,
        ruled=chance.random() < 0.2,
    )


def truth_of(shape: Shape, hands: Hands) -> Truth:
    """The tab as it was made."""
    start = 0 if shape.ids else 1
    truth = Truth("Tugas", shape.above, list(shape.names), dict(zip(shape.names, HEADERS[start:], strict=True)))
    truth.learn(hands.lines("Tugas"))
    return truth


def new_google(api: Api, shape: Shape) -> GoogleHands:
    tabs: dict[str, list[Any]] = {
        "Tugas": [[_entry(value) for value in row] for row in shape.rows()],
        "Mitra": PARTNERS,
        "Lain": OTHER,
    }
    hands = GoogleHands(api, api.new_spreadsheet("Forum Contoh", tabs))
    human, first = hands.human, shape.above + 2
    last = first + len(ROWS) - 1
    human.format("Tugas", f"{_letter(shape, 'colour')}{first}:{_letter(shape, 'colour')}{last}", "TEXT")
    human.format("Tugas", f"{_letter(shape, 'progress')}{first}:{_letter(shape, 'progress')}{last}", "NUMBER", "0.##")
    human.note("Tugas", f"{_letter(shape, 'status')}{first + 1}", "tanya Bu Sari")
    if shape.ruled:
        _rule(hands, shape)
    return hands


def _rule(hands: GoogleHands, shape: Shape) -> None:
    sheet = hands.human.sheet("Tugas")
    area = {"sheetId": sheet.id, "startRowIndex": shape.above + 1, "endRowIndex": 50}
    area |= {"startColumnIndex": 0, "endColumnIndex": len(shape.names)}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=TRUE"}]}
    sheet.listed("conditionalFormats").append({"ranges": [area], "booleanRule": {"condition": condition}})


def _letter(shape: Shape, name: str) -> str:
    return "ABCDEFGHIJ"[shape.names.index(name)]


def _entry(value: Any) -> Any:
    return Cell(value) if isinstance(value, str) and value.startswith("=") else value


def google_forum(api: Api, hands: GoogleHands, clock: Clock) -> tuple[Forum, Any]:
    """A forum of one process, and its line."""
    line = connect(hands.id, _key(api), {"LUMBUNG_GOOGLE_ENDPOINT": api.url}, clock)
    return _forum(GoogleSheet(line, log_names(load_schema(config_folder()))), clock), line


@lru_cache(maxsize=4)
def _key(api: Api) -> dict[str, str]:
    """One key for all meetings: making one takes longer than a meeting."""
    return api.service_account()


def new_workbook(folder: Path, shape: Shape) -> FileHands:
    book = openpyxl.Workbook()
    book.remove(book.active)
    tabs: dict[str, list[list[Any]]] = {"Tugas": shape.rows(), "Mitra": PARTNERS, "Lain": OTHER}
    for name, rows in tabs.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for col, value in enumerate(row, 1):
                _fill(page.cell(number, col), value)
    path = folder / "forum.xlsx"
    book.save(path)
    return FileHands(path)


def _fill(cell: Any, value: Any) -> None:
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if isinstance(value, str):
        cell.data_type = "s"
    if value == "007":
        cell.number_format, cell.font = "@", Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFFF00")


def workbook_forum(hands: FileHands, clock: Clock) -> tuple[Forum, Workbook]:
    backend = Workbook(hands.path)
    return _forum(backend, clock), backend


def _forum(backend: Backend, clock: Clock) -> Forum:
    return Forum(backend, load_schema(config_folder()), today=TODAY, clock=clock)
