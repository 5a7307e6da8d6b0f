"""One indicator close up: what its line says, the line, who was counted, what is still needed, and the ways to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from forum.disaggregation import AGE, MIN_GROUP, SEX, shares
from forum.indicators import EXPLAIN
from ui.blocks import notice
from ui.charts import drawing
from ui.charts.indicator import close_up
from ui.charts.readings import Reading
from ui.charts.theme import Look, look_of
from ui.headlines import indicators as headlines
from ui.marks import bold, join, safe, show
from ui.markup import Html
from ui.words import number, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

SHARE = 0.32
"""The close-up takes about this share of the width that a page can count on."""
FORM = "formulir"


def draw(board: Board, reading: Reading, *, acting: bool = True) -> None:
    """The close-up of a reading; with `acting` also what can be written."""
    show(_title(board, reading))
    if reading.points or reading.plan:
        look = look_of(board, share=1 if board.phone else SHARE)
        drawing.draw(board, "indikator", (reading.id, look), lambda: _chart(reading, look), alt=_alt(board, reading))
    show(*(Html(f'<p class="small">{safe(line)}</p>') for line in _who(board, reading)))
    _needs(board, reading)
    if acting and board.may_write:
        _actions(reading)


def _chart(reading: Reading, look: Look) -> Any:
    return close_up(reading.points, reading.plan, look, tone=reading.status.tone, unit=reading.unit)


def _title(board: Board, reading: Reading) -> Html:
    said = headlines.close_up(
        reading.status.key,
        actual=reading.actual,
        planned=reading.planned_value,
        target=reading.target,
        baseline=reading.baseline,
        unit=reading.unit,
        language=board.language,
    )
    return Html(f'<h2>{safe(said)}</h2><p class="soft small">{safe(_subtitle(reading))}</p>')


def _subtitle(reading: Reading) -> str:
    """What is measured and in which years."""
    days = [day for day, _ in (*reading.points, *reading.plan)]
    years = f"{min(days).year}–{max(days).year}" if days and min(days).year != max(days).year else ""
    one = str(days[0].year) if days and not years else ""
    return ", ".join(part for part in (reading.definition or reading.unit, years or one) if part)


def _alt(board: Board, reading: Reading) -> str:
    points = ", ".join(f"{short_day(day, board.today)} {number(value)}" for day, value in reading.points)
    plan = ""
    if reading.plan:
        first, (due, target) = reading.plan[0], reading.plan[-1]
        plan = say(
            "indicators.alt_plan", first=number(first[1]), target=number(target), due=short_day(due, board.today)
        )
    return say("indicators.alt", name=reading.name, points=points or say("indicators.never"), plan=plan)


def _who(board: Board, reading: Reading) -> list[str]:
    """Who was counted, in sentences by sex, disability and age: of all that add up to the value, else of the last."""
    measurements = board.tables["measurements"]
    rows = measurements[measurements["indicator_id"] == reading.id].sort_values("date", kind="stable")
    start = reading.plan[0][0] if reading.plan and reading.aggregation == "sum" else None
    rows = rows if reading.aggregation == "sum" else rows.tail(1)
    least = int(board.settings.get("min_group") or MIN_GROUP)
    lines = [
        headlines.groups(shares(rows, kind, minimum=least, since=start), least=least, language=board.language)
        for kind in (SEX, ("disability",), AGE)
    ]
    return [line for line in lines if line]


def _needs(board: Board, reading: Reading) -> None:
    if reading.needs_reason:
        line = join([bold(say("indicators.needs.title")), say("indicators.needs.line")], " ")
        notice("", line, tone="warn")
    elif reading.deviation:
        notice("", say("indicators.reason", text=reading.deviation), tone="soft")


def _actions(reading: Reading) -> None:
    if reading.needs_reason:
        _button("write_reason", "alasan", reading, type="primary")
    _button("add", "ukur", reading, type="tertiary" if reading.needs_reason else "primary", icon=":material/add:")
    if reading.deviation and reading.status.key in EXPLAIN:
        _button("fix_add", "tugas", reading, type="tertiary", icon=":material/add:")
    _button("change", "ubah", reading, type="tertiary", icon=":material/edit:")


def _button(word: str, form: str, reading: Reading, **look: str) -> None:
    label = say(f"indicators.{word}")
    st.button(label, key=f"{form}-{reading.id}", on_click=open_form, args=(form, reading.id), **look)  # type: ignore[arg-type]


def open_form(form: str, id_: str) -> None:
    """Show a form of an indicator ("ukur", "alasan", "tugas", "baru") on the next run (a widget callback)."""
    st.query_params[FORM] = form
    if id_:
        st.query_params["id"] = id_


def close_form() -> None:
    """Back to the list (a widget callback)."""
    if FORM in st.query_params:
        del st.query_params[FORM]
