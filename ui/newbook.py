"""A new workbook to take home: the tabs that somebody picks, with dropdowns and a guide, empty or with the example."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from ui.blocks import section
from ui.words import say

if TYPE_CHECKING:
    from sheets.schema import Schema
    from ui.frame import Board

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(board: Board) -> None:
    """Which tables, empty or with the example, and the file itself."""
    section(say("settings.new_book"), say("settings.new_book_aside"))
    names = {table.name: table.tab(board.language) for table in board.schema.records}
    chosen = st.multiselect(
        say("settings.new_tables"), list(names), [table.name for table in board.schema.records if table.core],
        format_func=names.__getitem__, key="lb-new-tables", placeholder=say("forms.choose"),
    )  # fmt: skip
    example = st.checkbox(say("settings.new_example"), key="lb-new-example")
    st.download_button(
        say("settings.new_download"), partial(_file, board.schema, board.language, chosen, example=example),
        say("settings.new_file"), XLSX, key="lb-new-download", icon=":material/download:", on_click="ignore",
        disabled=not chosen,
    )  # fmt: skip


def _file(schema: Schema, language: str, tables: list[str], *, example: bool) -> bytes:
    """Made only when somebody asks for it."""
    from sheets.demo import demo_rows
    from sheets.settings import today_in
    from sheets.template import new_workbook

    rows = demo_rows(today_in(None), tables) if example else None
    with TemporaryDirectory() as folder:
        return new_workbook(Path(folder) / "new.xlsx", schema, language, rows, tables).read_bytes()
