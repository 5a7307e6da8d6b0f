"""The list of indicators: name, value, bullet from baseline to target, sparkline, status; on phones the word first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import streamlit as st

from ui.charts.readings import Reading
from ui.headlines.indicators import figure, with_unit
from ui.marks import bullet, chip, choice_chip, join, legend, safe, show, spark
from ui.markup import Html
from ui.words import number, say, short_day

STYLE = Path(__file__).parents[2] / "static" / "indicators.css"


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


def draw(readings: Sequence[Reading], *, today: date, language: str, chosen: str | None = None) -> None:
    """The rows with their heads, and below them what the marks mean."""
    st.html(Html(f"<style>{_style()}</style>"))
    rows = join(_row(reading, today, language, reading.id == chosen) for reading in readings)
    show(Html(f'<div class="lb-ind">{_heads()}{rows}</div>'), legend(_meanings(readings)))


def _heads() -> Html:
    ends = f"<span>{safe(say('indicators.baseline'))}</span><span>{safe(say('indicators.target'))}</span>"
    names = [safe(say(f"indicators.{key}")) for key in ("indicator", "actual", "direction", "status")]
    return Html(
        f'<div class="h" aria-hidden="true"><span>{names[0]}</span><span class="v">{names[1]}</span>'
        f'<span class="ends">{ends}</span><span class="k">{names[2]}</span><span>{names[3]}</span></div>'
    )


def _row(reading: Reading, today: date, language: str, chosen: bool) -> Html:
    look = "r chosen" if chosen else "r"
    return Html(
        f'<div class="{look}"><div class="n">{safe(reading.name)}</div>{_value(reading, language)}'
        f'<div class="b">{_bullet(reading, language)}</div><div class="k">{_spark(reading, language)}</div>'
        f'<div class="s">{_status(reading, today, language)}</div></div>'
    )


def _value(reading: Reading, language: str) -> Html:
    arrow = " ↓" if reading.direction == "down" else ""
    value = figure(reading.actual, reading.unit, language=language)
    return Html(f'<div class="v"><b>{safe(value)}</b><span>{safe(reading.unit)}{arrow}</span></div>')


def _bullet(reading: Reading, language: str) -> Html:
    low = _end(reading.baseline, reading, "no_baseline", language)
    high = _end(reading.target, reading, "no_target", language)
    said = say("indicators.bullet", actual=with_unit(reading.actual, reading.unit, language=language), baseline=low,
               target=high, planned=number(reading.planned_value))  # fmt: skip
    expected = reading.expected if reading.progress is not None else None
    return bullet(reading.progress, expected, reading.status.tone, ends=(low, high), stale=reading.stale, label=said)


def _end(value: float | None, reading: Reading, missing: str, language: str) -> str:
    return say(f"indicators.{missing}") if value is None else figure(value, reading.unit, language=language)


def _spark(reading: Reading, language: str) -> Html:
    values = reading.spark
    if len(values) < 2:
        return Html("")
    said = say("indicators.trend", name=reading.name, first=number(values[0]), last=number(values[-1]))
    return spark(values, reading.status.tone, said)


def _status(reading: Reading, today: date, language: str) -> Html:
    word = reading.status.label(language)
    mark = chip(word, "soft", reading.status.shape) if reading.stale else choice_chip(reading.status, language)
    return join([mark, Html(f'<span class="m">{safe(measured(reading, today, language))}</span>')])


def measured(reading: Reading, today: date, language: str) -> str:
    """`diukur 31 Okt`, `data lama, 12 Agu`, `belum diukur`."""
    if reading.measured_on is None:
        return say("indicators.never")
    day = short_day(reading.measured_on, today, language=language)
    return say("indicators.stale_on" if reading.stale else "indicators.measured", day=day)


def _meanings(readings: Sequence[Reading]) -> list[tuple[str, str]]:
    """Only what is on the screen is explained."""
    shown = {
        ("tick", say("indicators.expected")): any(
            each.expected is not None and each.actual is not None for each in readings
        ),
        ("hatch", say("indicators.stale")): any(each.stale for each in readings),
        ("none", f"↓ {say('indicators.lower')}"): any(each.direction == "down" for each in readings),
    }
    return [meaning for meaning, there in shown.items() if there]
