"""The indicator tracking table: plan and result of every indicator by quarter, as a plain table that prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from forum.tracking import Period, periods, tracking
from ui.fields import titles
from ui.headlines.indicators import as_exact, figure
from ui.marks import safe, show, table
from ui.markup import Html
from ui.words import known, percent, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

Figure = Callable[[float | None], str]
SHOWN_DAYS = 270
"""Quarters of the last nine months and the present one."""
FIRST = ("unit", "direction")
LAST = ("source", "lead", "deviation")


def draw(board: Board, ids: Sequence[str]) -> None:
    """The table of these indicators, goal by goal; in each quarter what was reached over what was planned."""
    spans = periods(board.today - timedelta(days=SHOWN_DAYS), board.today)
    frame = board.once("tracking", lambda: _frame(board, spans))
    rows = frame[frame.index.isin(ids)]
    lines = [_line(board, row, spans) for _, row in rows.iterrows()]
    show(Html(f'<div class="lb-iptt">{table(_heads(board, spans), lines, numeric=range(4, 9 + len(spans)))}</div>'))


def _frame(board: Board, spans: Sequence[Period]) -> pd.DataFrame:
    tables = board.tables
    indicators, measurements, goals = tables["indicators"], tables["measurements"], tables["goals"]
    stand = board.state.indicators
    return tracking(indicators, measurements, stand, goals, today=board.today, spans=spans, settings=board.settings)


def _heads(board: Board, spans: Sequence[Period]) -> list[object]:
    quarters = [Html(f"{safe(_quarter(span))}<br>{safe(say('indicators.realised'))}") for span in spans]
    return [
        board.label("indicators", "goal"), board.label("indicators", "name"),
        *(board.label("indicators", key) for key in FIRST),
        board.label("indicators", "baseline"), board.label("indicators", "target"), *quarters,
        say("indicators.actual"), say("indicators.progress"), say("indicators.planned"), say("indicators.status"),
        *(board.label("indicators", key) for key in LAST),
    ]  # fmt: skip


def _quarter(span: Period) -> str:
    return say("indicators.period", quarter=(span.start.month + 2) // 3, year=span.start.year)


def _line(board: Board, row: pd.Series, spans: Sequence[Period]) -> list[object]:
    lead = titles(board, "partners").get(row["lead"], row["lead"])
    like = [row["baseline"], row["target"], row["actual"]]

    def say_value(value: float | None) -> str:
        return figure(value if known(value) else None, _text(row["unit"]), language=board.language)

    return [
        _text(row["goal"]), _text(row["name"]), _text(row["unit"]), board.word("direction", row["direction"]),
        _dated(row["baseline"], row["baseline_date"], say_value), _dated(row["target"], row["target_date"], say_value),
        *(_reached(row[f"{span.key} actual"], row[f"{span.key} target"], like, say_value) for span in spans),
        say_value(row["actual"]), percent(row["progress"]), percent(row["expected"]),
        board.word("indicator_status", row["status"]), _text(row["source"]), _text(lead), _text(row["deviation"]),
    ]  # fmt: skip


def _dated(value: float, day: pd.Timestamp, say_value: Figure) -> str:
    return f"{say_value(value)} ({short_day(day)} {day.year})" if known(day) else say_value(value)


def _reached(actual: float, planned: float, like: Sequence[float], say_value: Figure) -> str:
    if not known(actual) and not known(planned):
        return ""
    return f"{say_value(actual)} / {say_value(as_exact(planned, like))}"


def _text(cell: object) -> str:
    return str(cell) if known(cell) else ""
