"""What a screen shows, letter by letter; forums that are hard on a screen; which words belong to one language only."""

from __future__ import annotations

import html
import os
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from sheets.declared import Column, Schema, Table
from sheets.schema import CONFIG, load_schema
from sheets.template import new_workbook
from sheets.words import sentence
from ui.navigation import SCREENS

PAGES = Path(__file__).parents[2] / "pages"
EVERY = [screen.file for screen in SCREENS if (PAGES / f"{screen.file}.py").exists()]
SAID = {"body", "label", "placeholder", "help", "options", "caption", "title", "text", "message", "toast_text"}
DROPPED = re.compile(r"<(style|script|title).*?</\1>|data:[\w/+;,=-]+|https?:\S+", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{3,}")


# What is shown


def visible(app: AppTest) -> list[str]:
    """Every text on the page: our marks without their markup, and what widgets, boxes and menus say."""
    found = [text for proto in _protos(app._tree) for text in _texts(proto)]
    return [text for text in map(_plain, found) if text]


def seen(app: AppTest) -> str:
    """Everything that is visible as one text."""
    return " ⏐ ".join(visible(app))


def _protos(node: Any) -> Iterator[Message]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield proto
    for child in getattr(node, "children", {}).values():
        yield from _protos(child)


def _texts(proto: Message) -> Iterator[str]:
    for field, value in proto.ListFields():
        if field.message_type is not None:
            for inner in value if field.is_repeated else [value]:
                yield from _texts(inner) if isinstance(inner, Message) else ()
        elif field.name in SAID and field.cpp_type == field.CPPTYPE_STRING:
            yield from [value] if isinstance(value, str) else value


def _plain(text: str) -> str:
    bare = re.sub(r"<[^>]+>", " ", DROPPED.sub(" ", text))
    bare = re.sub(r":material/\w+:", " ", bare)
    return re.sub(r"\s+", " ", html.unescape(bare)).strip()


def faults(app: AppTest) -> list[str]:
    """What a page shows when it failed, or when it was given a value that is none."""
    failed = [sentence("app", "failed.title", language=language) for language in ("id", "en")]
    text = f" {seen(app)} "
    return [each for each in (*failed, " nan ", " NaT ", "<b>", "{n}", "{count}") if each in text]


# Words of one language


def foreign(app: AppTest, language: str, theirs: str = "") -> set[str]:
    """The words on the page that only the other language knows; `theirs` is what people typed, which stays as it is."""
    shown = {word for text in visible(app) for word in words_in(text)}
    return (shown & only("en" if language == "id" else "id")) - words_in(theirs)


@cache
def only(language: str) -> set[str]:
    """Words that stand in the words, labels and choices of one language and nowhere in the other."""
    return vocabulary(language) - vocabulary("en" if language == "id" else "id")


@cache
def vocabulary(language: str) -> set[str]:
    files = (CONFIG / "words" / language).glob("*.toml")
    said = [text for file in files for text in _leaves(tomllib.loads(file.read_text("utf-8")))]
    declared = [
        word for table in (*CONFIG.glob("tables/*.toml"), CONFIG / "choices.toml") for word in _of(language, table)
    ]
    return {word for text in (*said, *declared) for word in words_in(re.sub(r"\{.*?\}", " ", text))}


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _leaves(inner)


def _of(language: str, file: Path) -> Iterator[str]:
    """The texts under `id` or `en` in a declaration."""

    def walk(node: Any) -> Iterator[str]:
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key == language and isinstance(inner, str):
                yield inner
            else:
                yield from walk(inner)

    yield from walk(tomllib.loads(file.read_text("utf-8")))


def words_in(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


@cache
def examples() -> str:
    """What the forms show in English as an example of what to type; names and places are Indonesian there too."""
    columns = (column for table in load_schema().tables.values() for column in table.columns)
    return " ".join(column.example("en") for column in columns)


@cache
def typed_in(path: Path) -> str:
    """Everything that stands in a workbook, for telling its words from the app's."""
    book = openpyxl.load_workbook(path, read_only=True)
    cells = (cell for page in book for row in page.iter_rows(values_only=True) for cell in row)
    return " ".join([*(str(cell) for cell in cells if isinstance(cell, str)), *book.sheetnames, path.stem])


# Forums that are hard on a screen


def one_each(path: Path, language: str = "id") -> Path:
    """One row in every table, every column filled, its texts in no language at all."""
    schema = load_schema()
    rows = {table.name: [_row(schema, table)] for table in schema.records}
    return new_workbook(path, schema, language, rows)


def _row(schema: Schema, table: Table) -> dict[str, Any]:
    columns = (column for column in table.columns if column.kind != "date_range")
    return {column.key: _value(schema, column, table) for column in columns}


def _value(schema: Schema, column: Column, table: Table) -> Any:
    today = date.today()
    if column.key == "archived":
        return False
    if column.kind in ("reference", "references"):
        return f"{schema.tables[column.to or ''].id_prefix}-01"
    if column.kind in ("choice", "choices"):
        return next(iter(schema.choices[column.choices or ""].keys))
    known = {
        "id": f"{table.id_prefix}-01", "date": today + timedelta(days=3), "bool": True, "number": 5.0, "percent": 40.0,
        "money": 1_500_000.0, "phone": "0812-0000-0001", "email": "a@contoh.id", "url": "https://contoh.id/a",
        "latitude": -6.2, "longitude": 106.8,
    }  # fmt: skip
    return known.get(column.kind, "Xyzzy")


def three_tabs(path: Path) -> Path:
    """A workbook that a person made with three tabs and few columns."""
    soon = date.today() + timedelta(days=5)
    return raw_workbook(
        path,
        {
            "Mitra": [["Nama Mitra", "Sektor"], ["Karang Taruna", "warga"], ["Puskesmas", "pemerintah"]],
            "Tugas": [["Tugas", "PJ", "Tenggat", "Status"], ["Rapat desa", "Puskesmas", soon, "belum"]],
            "Masalah": [["Judul", "Jenis", "Tanggal Lapor", "Tahap"], ["Air keruh", "pengaduan", date.today(), "Baru"]],
        },
    )


def many_tasks(path: Path, number: int = 5000) -> Path:
    start, status = date.today() - timedelta(days=200), ("belum", "proses", "selesai", "tertunda")
    tasks = [
        [f"TG-{n:04d}", f"Tugas {n}", f"Mitra {n % 40}", start + timedelta(days=n % 400), status[n % 4], n % 101]
        for n in range(number)
    ]
    partners = [[f"M-{n:02d}", f"Mitra {n}", "warga"] for n in range(40)]
    header = ["Kode", "Tugas", "PJ", "Tenggat", "Status", "Kemajuan (%)"]
    return raw_workbook(path, {"Mitra": [["Kode", "Nama Mitra", "Sektor"], *partners], "Tugas": [header, *tasks]})


def raw_workbook(path: Path, tabs: dict[str, list[list[Any]]]) -> Path:
    """A workbook as a person makes one: tabs with rows, nothing else."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in tabs.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


# What a person does


def today() -> date:
    """The day it is where the forum is."""
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def go(app: AppTest, address: str) -> AppTest:
    """The page at an address; several pages may stand in one file."""
    app._page_hash = calc_hash(address)
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button that says this."""
    return next(button for button in app.button if button.label == label).click().run()


def toasts(app: AppTest) -> str:
    """What the page says it has done."""
    return " ".join(toast.value for toast in app.toast)


def columns(path: Path, tab: str) -> list[Any]:
    """The first row of a tab."""
    return [cell.value for cell in openpyxl.load_workbook(path, read_only=True)[tab][1]]


def visitor(path: Path, screen: str, **query: str) -> AppTest:
    """A screen as somebody without a role sees it: roles are told, and this person has none."""
    os.environ["LUMBUNG_SOURCE"] = str(path)
    app = AppTest.from_file(str(PAGES.parent / "app.py"), default_timeout=60)
    app.secrets["roles"] = {"pengurus@contoh.id": "keeper"}
    app.run()
    app.switch_page(f"pages/{screen}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app
