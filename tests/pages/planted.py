"""A forum full of things that are not for everyone, and everything that a screen sends to a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from sheets import open_forum
from sheets.schema import load_schema
from tests.forums import demo_workbook

APP = Path(__file__).parents[2] / "app.py"
PHONE, EMAIL, CONTACT = "0812-7777-1234", "bocor@rahasia.example", "Bu Kontak Tertutup"
FOR_KEEPERS = {
    "phone": PHONE,
    "the phone without dashes": "081277771234",
    "the phone as read": "6281277771234",
    "e-mail": EMAIL,
    "contact": CONTACT,
    "unreadable phone": "nol delapan tujuh rahasia",
    "reporter": "Mbok Pelapor Tertutup",
    "counted by": "Pencacah Tertutup",
    "NIK in an unknown column": "3404019876543210",
    "who in history": "Pelaku Tertutup",
    "old phone in history": "0812-6666-4321",
    "title of a restricted case": "Judul Kasus Terbatas",
    "description of a restricted case": "Uraian kasus terbatas",
    "party of a restricted case": "Pihak Tertutup",
    "date typed in a restricted case": "kapan-kapan tertutup",
}
FOR_MEDIATORS = {
    "title of a confidential case": "Judul Kasus Rahasia",
    "lesson of a confidential case": "Pelajaran kasus rahasia",
    "title of a case that must be referred": "Judul Kasus Kekerasan",
    "category of that case": "Kekerasan/pelecehan",
    "the second spreadsheet": "1RahasiaLembarKeduaXYZ",
}
NUMBER_IN_NOTES = "0812 5555 9876"
SERVICE_KEY = "MIIEvQIBADANBgkqhkiGplanted"
PHRASES = {
    "member": "padi menguning pagi ini",
    "keeper": "lumbung penuh sampai atap",
    "mediator": "duduk bersama di pendopo",
}


def planted_forum(path: Path) -> Path:
    """The demo forum with a secret in every place that a person might put one."""
    demo_workbook(path)
    _beside(path)
    forum = open_forum(path)
    partner = forum.append(
        "partners",
        {"name": "Mitra Uji", "sector": "community", "phone": "0812-6666-4321", "email": EMAIL, "contact": CONTACT},
        by="Pelaku Tertutup",
    )
    forum.update("partners", partner, {"phone": PHONE}, by="Pelaku Tertutup", why="pindah dari 0812-6666-4321")
    forum.update("tasks", "TG-001", {"notes": f"tanya {NUMBER_IN_NOTES}", "obstacle": f"hubungi {NUMBER_IN_NOTES}"})
    indicator = forum.latest().tables["indicators"].index[0]
    forum.append(
        "measurements",
        {"indicator": indicator, "date": "2026-01-31", "value": 5, "recorded_by": "Pencacah Tertutup"},
        by="Pelaku Tertutup",
    )
    told = {"type": "conflict", "reported_on": "2026-01-05", "stage": "dialogue", "impact": "4", "urgency": "3"}
    forum.append(
        "issues", {**told, "title": "Kasus terbuka", "confidentiality": "open", "reporter": "Mbok Pelapor Tertutup"}
    )
    restricted = {
        "title": "Judul Kasus Terbatas",
        "description": "Uraian kasus terbatas",
    }
    forum.append("issues", {**told, **restricted, "confidentiality": "restricted"}, by="Pelaku Tertutup")
    confidential = {"title": "Judul Kasus Rahasia", "lesson": "Pelajaran kasus rahasia"}
    forum.append("issues", {**told, **confidential, "confidentiality": "confidential"}, by="Pelaku Tertutup")
    forum.append(
        "issues", {**told, "title": "Judul Kasus Kekerasan", "category": "violence", "confidentiality": "open"}
    )
    _unreadable(path)
    return path


def _beside(path: Path) -> None:
    """A column that no table knows, and the second spreadsheet's id among the settings."""
    book = openpyxl.load_workbook(path)
    partners = book["Mitra"]
    width = partners.max_column + 1
    partners.cell(1, width).value = "NIK Ketua"
    partners.cell(2, width).value = "3404019876543210"
    name_second(book, "1RahasiaLembarKeduaXYZ")
    book.save(path)


def name_second(book: Any, name: str | None) -> None:
    """Write where the second spreadsheet is into the settings tab."""
    setting = load_schema().settings["confidential_sheet_id"]
    written = {setting.label.id, setting.key, *setting.label.all}
    row = next(row for row in book["Pengaturan"].iter_rows() if row[0].value in written)
    row[1].value = name


def _unreadable(path: Path) -> None:
    """Cells that cannot be read, in places that are private: what was typed stands in a finding."""
    book = openpyxl.load_workbook(path)
    _type(book["Mitra"], "Mitra Uji", label("partners", "backup_phone"), "nol delapan tujuh rahasia")
    _type(book["Masalah"], "Judul Kasus Terbatas", label("issues", "parties"), "Pihak Tertutup")
    _type(book["Masalah"], "Judul Kasus Terbatas", label("issues", "review"), "kapan-kapan tertutup")
    _type(book["Masalah"], "Judul Kasus Rahasia", label("issues", "review"), "Pelajaran kasus rahasia")
    book.save(path)


def label(table: str, column: str) -> str:
    return str(load_schema().tables[table].column(column).label.id)


def _type(sheet: Any, row_of: str, header: str, value: str) -> None:
    row = next(row for row in sheet.iter_rows() if any(cell.value == row_of for cell in row))
    column = next((cell.column for cell in sheet[1] if cell.value == header), None)
    assert column, [cell.value for cell in sheet[1]]
    sheet.cell(row[0].row, column).value = value


# What reaches a browser


def sent(app: AppTest) -> str:
    """Everything in the messages of a screen as one text: markup, labels, options, charts with their data, values."""
    return "\n".join(_text(proto) for proto in _protos(app._tree))


def _protos(node: Any) -> Iterator[Message]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield proto
    for child in getattr(node, "children", {}).values():
        yield from _protos(child)


def _text(proto: Message) -> str:
    raw: str = proto.SerializeToString().decode("utf-8", "replace")
    return raw + re.sub(r"<[^>]+>", "", raw)


def found_in(app: AppTest, secrets: dict[str, str]) -> set[str]:
    """The names of the secrets that a screen sends."""
    text = sent(app)
    return {name for name, secret in secrets.items() if secret in text}
