"""What people type is shown letter by letter: no cell makes a browser fetch a picture or follow a link."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from sheets import open_forum
from sheets.schema import load_schema
from tests.forums import demo_workbook
from tests.pages.conftest import ADDRESS, arrive
from tests.pages.planted import APP, _protos
from tests.pages.screens import EVERY, go
from tests.pages.test_privacy import OPENED, SECRETS
from ui.navigation import address_of

PICTURE = "![x](http://127.0.0.1:9/x.png)"
# Streamlit reads Markdown in these fields of whatever it draws, and in the options of these widgets.
MARKDOWN = {"label", "help", "body", "caption", "captions", "title", "text", "message"}
BUTTONS = {"Radio", "ButtonGroup", "MenuButton"}
TYPED = {"text", "long", "url", "reference", "references", "phone", "id"}


@pytest.fixture(scope="module")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo forum with a picture in every text, code, setting and note of its history, and a header of its own."""
    path = demo_workbook(tmp_path_factory.mktemp("pictures") / "forum.xlsx")
    whole = open_forum(path)
    snapshot = whole.latest()
    whole.update("tasks", "TG-001", {"notes": f"baru {PICTURE}"}, by=f"Sari {PICTURE}", why=f"sebab {PICTURE}")
    whole.update("tasks", "TG-002", {"notes": "a", "obstacle": "b"}, by="Sari")
    book = openpyxl.load_workbook(path)
    for read in snapshot.reads:
        _type_pictures(book[read.tab], read)
    book["Mitra"].cell(1, book["Mitra"].max_column + 1).value = f"Kolom {PICTURE}"
    book["Mitra"].cell(2, book["Mitra"].max_column).value = f"isi {PICTURE}"
    for row in book["Pengaturan"].iter_rows(min_row=2):
        if isinstance(row[1].value, str) and row[0].value == load_schema().settings["forum_name"].label.id:
            row[1].value += PICTURE
    choices = book["Pilihan"] if "Pilihan" in book.sheetnames else book.create_sheet("Pilihan")
    choices.cell(1, choices.max_column + 1).value = "Mitra: Sektor"
    choices.cell(2, choices.max_column).value = f"Wisata {PICTURE}"
    book.save(path)
    whole.read()
    return path


def _type_pictures(page, read):
    """Behind every text; in the last row of a table also behind choices, dates and numbers, which nobody can read."""
    kinds = {column.key: column.kind for column in load_schema().table(read.table).columns}
    for column in read.columns:
        for row in read.rows:
            cell = page.cell(row, column.col + 1)
            if column.col >= 0 and cell.value and (kinds[column.key] in TYPED or row == read.rows[-1]):
                shown = f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, datetime) else cell.value
                cell.value = f"{shown}{PICTURE}"


def markdown(app: AppTest) -> Iterator[str]:
    """Every text on the screen in which Streamlit looks for Markdown."""
    for proto in _protos(app._tree):
        yield from _texts(proto)


def _texts(proto, widget=""):
    name = proto.DESCRIPTOR.name
    if name == "Html":
        return
    for field, value in proto.ListFields():
        several = value if field.is_repeated else [value]
        if field.message_type is not None:
            for inner in several if not field.message_type.GetOptions().map_entry else ():
                yield from _texts(inner, name)
        elif field.cpp_type == field.CPPTYPE_STRING:
            read = field.name in MARKDOWN or (field.name in ("options", "content") and {name, widget} & BUTTONS)
            yield from several if read else ()


@pytest.fixture(params=["visitor", "keeper"])
def opened(request, forum, monkeypatch):
    """`opened("tasks", {"lb-edit-MS-001": True}, id="TG-001")`: a screen with all that can be unfolded."""
    monkeypatch.setenv("LUMBUNG_SOURCE", str(forum))

    def look(address, state=None, **query):
        app = AppTest.from_file(str(APP), default_timeout=60)
        if request.param == "visitor":
            app.secrets.update(SECRETS)
        for key, value in {**OPENED, **(state or {})}.items():
            app.session_state[key] = value
        for key, value in query.items():
            app.query_params[key] = value
        go(app, address)
        assert not app.exception
        return app

    return look


def pictures(app):
    return [text for text in markdown(app) if "![" in text]


@pytest.mark.parametrize("screen", EVERY)
def test_no_cell_becomes_a_picture_on_a_screen(opened, screen):
    assert pictures(opened(ADDRESS[screen])) == []


@pytest.mark.parametrize("table", [table.name for table in load_schema().records])
def test_nor_on_the_screen_of_a_table_or_where_its_record_is_opened(opened, forum, table):
    row = next((str(id_) for id_ in open_forum(forum).latest().tables[table].index), PICTURE)
    assert PICTURE in row or row.startswith("~")
    address = ADDRESS.get(table, address_of(load_schema().tables[table]))
    assert pictures(opened(address)) == []
    assert pictures(opened(address, {f"lb-edit-{row}": True}, id=row)) == []


def test_nor_in_what_a_file_brings(forum, tmp_path, monkeypatch):
    monkeypatch.setenv("LUMBUNG_SOURCE", str(shutil.copy(forum, tmp_path / "own.xlsx")))
    app: Any = AppTest.from_file(str(APP), default_timeout=60)
    arrive(app, "bring")
    lines = [
        f"Kegiatan;PJ;Tenggat;Status;Kolom {PICTURE}",
        f"Bersih saluran induk{PICTURE};Regu {PICTURE};1/12/2026;belum;isi",
        f"Tanam bakau {PICTURE};PKK {PICTURE};besok {PICTURE};macet {PICTURE};isi",
    ]
    app.get("file_uploader")[0].upload(f"daftar {PICTURE}.csv".replace("/", "-"), "\n".join(lines).encode(), "text/csv")
    app.run()
    assert not app.exception
    assert len(app.radio) == 1
    assert pictures(app) == []


def test_a_picture_would_be_found():
    app = AppTest.from_function(_with_pictures).run()
    assert len(pictures(app)) == 5


def _with_pictures():
    import streamlit as st

    st.button("![a](b)")
    st.radio("pilih", ["![a](b)"])
    st.pills("pilih", ["![a](b)"])
    st.expander("![a](b)")
    st.markdown("![a](b)")
    st.html("![a](b)")
    st.selectbox("pilih", ["![a](b)"])
