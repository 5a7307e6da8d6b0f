"""The forms of the indicator screen: a measurement, the reason for a deviation with its task, a new indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from forum.disaggregation import AGE, SEX
from ui import historylist, register, tasksheet
from ui.blocks import Row, header, open_line, row_html, section
from ui.charts import indicator_panel as panel
from ui.charts.readings import Reading
from ui.forms import form
from ui.headlines.indicators import with_unit
from ui.lists import more, paged
from ui.marks import blank
from ui.records import Record, record_of
from ui.saving import save
from ui.typed import form_key
from ui.words import known, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

COUNTED = {"sex": SEX, "disability": ("disability",), "age": AGE, "area": ("area",)}
"""What else a measurement asks for, by what the indicator is broken down by."""
NEW = ("name", "unit", "goal", "direction", "baseline", "baseline_date", "target", "target_date", "frequency", "lead")
CHOSEN, AT_FIRST = "lb.measurement", 6
TASK = ("title", "lead", "due", "goal")


def draw(board: Board, asked: str, reading: Reading | None) -> None:
    """The form that was asked for, on a page of its own, with the indicator's close-up beside it."""
    if asked == "baru" or reading is None:
        header(board, say("app.pages.indicators"), say("indicators.add_indicator"))
        _new(board)
        return
    header(board, f"{say('app.pages.indicators')} · {reading.id}", reading.name)
    left, right = st.columns([5, 3], gap="large")
    with left:
        {"alasan": _reason, "tugas": _task, "ubah": _change}.get(asked, _measure)(board, reading)
    with right:
        panel.draw(board, reading, acting=False)


def _measure(board: Board, reading: Reading) -> None:
    key = f"measure-{reading.id}"
    _start(key, "date", board.today)
    entry = form(board, "measurements", key=key, columns=_there(board, "measurements", _counted(reading)),
                 title=say("indicators.add"), on_cancel=panel.close_form)  # fmt: skip
    if entry is not None:
        entry.values["indicator"] = reading.id
        said = say("indicators.done", name=reading.name)
        save(board, "measurements", entry, key=key, said=said, then=lambda _: panel.close_form())

    _measured(board, reading)


def _measured(board: Board, reading: Reading) -> None:
    """What was measured before, newest first; one of them opened to be corrected."""
    rows = board.tables["measurements"]
    rows = rows[rows["indicator_id"] == reading.id].sort_values("date", ascending=False, kind="stable")
    if not len(rows):
        return
    section(say("indicators.measured_before"), say("indicators.measured_count", n=len(rows)))
    chosen = st.session_state.get(CHOSEN)
    shown, left = paged(list(rows.index), f"measured-{reading.id}", AT_FIRST)
    for id_ in shown:
        if id_ == chosen:
            register.draw_change(board, "measurements", record_of(rows, id_), _fold)
        else:
            row = row_html(_measurement(board, reading, record_of(rows, id_)), bare=True)
            open_line(row, f"measurements-{id_}", say("table.details"), _unfold, (str(id_),))
    more(f"measured-{reading.id}", left)


def _measurement(board: Board, reading: Reading, record: Record) -> Row:
    """What was measured and when, the value as it was typed where it cannot be read; the indicator is named above."""
    value, language = record["value"], board.language
    told = with_unit(value, reading.unit, language=language) if known(value) else None
    told = told or board.snapshot.typed("measurements", str(record.id), "value") or blank()
    return Row("", told, record["notes"] or "", short_day(record["date"], board.today))


def _unfold(id_: str) -> None:
    st.session_state[CHOSEN] = id_


def _fold() -> None:
    st.session_state.pop(CHOSEN, None)


def _change(board: Board, reading: Reading) -> None:
    record = record_of(board.tables["indicators"], reading.id)
    register.draw_change(board, "indicators", record, panel.close_form)
    historylist.link_of(reading.id)


def _counted(reading: Reading) -> tuple[str, ...]:
    groups = [column for kind in reading.disaggregate for column in COUNTED.get(kind, ())]
    return ("date", "value", *groups, "evidence", "notes")


def _reason(board: Board, reading: Reading) -> None:
    key = f"reason-{reading.id}"
    row = {str(name): cell for name, cell in board.tables["indicators"].loc[reading.id].items()}
    entry = form(board, "indicators", key=key, columns=["deviation"], values=row,
                 title=say("indicators.reason_title", name=reading.name), on_cancel=panel.close_form)  # fmt: skip
    if entry is not None:
        save(board, "indicators", entry, row=reading.id, key=key, then=lambda _: panel.open_form("tugas", reading.id))


def _task(board: Board, reading: Reading) -> None:
    key = f"fix-{reading.id}"
    _start(key, "title", say("indicators.fix", name=reading.name))
    if reading.goal_id:
        _start(key, "goal", reading.goal_id)
    entry = form(board, "tasks", key=key, columns=_there(board, "tasks", TASK), title=say("indicators.fix_add"),
                 on_cancel=panel.close_form)  # fmt: skip
    if entry is not None:
        tasksheet.begin(board, entry)
        save(board, "tasks", entry, key=key, then=lambda _: panel.close_form())


def _new(board: Board) -> None:
    entry = form(board, "indicators", key="new-indicator", columns=_there(board, "indicators", NEW),
                 on_cancel=panel.close_form)  # fmt: skip
    if entry is not None:
        save(board, "indicators", entry, key="new-indicator", then=lambda _: panel.close_form())


def _start(key: str, column: str, value: object) -> None:
    """What a new row's field holds before anybody touched it."""
    st.session_state.setdefault(f"{form_key(key)}.{column}", value)


def _there(board: Board, table: str, columns: tuple[str, ...]) -> list[str]:
    """The columns that the sheet has; all of them while it has no such tab."""
    return [name for name in columns if board.has(table, name)] or list(columns)
