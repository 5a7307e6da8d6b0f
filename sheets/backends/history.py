"""The lines of the history tab: when, who, table, id, column, old, new, why, and the name of the save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheets.backends import Cell
from sheets.changes import HistoryTab, RowAppend, RowEdit, Save

NEW_ROW, GONE_ROW = "+", "-"


def edit_lines(save: Save, edit: RowEdit, history: HistoryTab) -> list[list[Cell]]:
    """One line for every cell of an edit, in the order of its cells."""
    return [
        line(save, history, tab=edit.tab, id=edit.id, column=cell.label, old=cell.old, new=cell.new)
        for cell in edit.cells
    ]


def append_line(save: Save, append: RowAppend, row_id: str, history: HistoryTab) -> list[Cell]:
    """One line for a new row, with everything that was typed."""
    new = "; ".join(f"{cell.label}: {cell.new}" for cell in append.cells)
    return line(save, history, tab=append.tab, id=row_id, column=NEW_ROW, old="", new=new)


def line(save: Save, history: HistoryTab, **values: Any) -> list[Cell]:
    """One line of the history tab in its column order; what it does not know stays empty."""
    known: Mapping[str, Any] = {
        "when": f"{save.at:%Y-%m-%d %H:%M:%S}",
        "who": save.by,
        "why": save.why,
        "op": save.op,
        **values,
    }
    return [known.get(key) or None for key, _ in history.columns]
