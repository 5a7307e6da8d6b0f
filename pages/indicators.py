"""Indikator: where every indicator stands against its plan, one of them close up; measure, explain, add."""

from __future__ import annotations

import streamlit as st

import ui
from ui import indicatorsets
from ui.charts import indicator_forms, indicator_view
from ui.charts.indicator_panel import FORM, open_form
from ui.charts.readings import readings
from ui.headlines.indicators import headline

board = ui.page("indicators")
found = readings(board)
asked = st.query_params.get(FORM, "") if board.may_write else ""
one = next((reading for reading in found if reading.id == st.query_params.get("id")), None)

if asked == indicatorsets.ASKED:
    indicatorsets.draw(board)
elif asked and (one is not None or asked == "baru"):
    indicator_forms.draw(board, asked, one)
else:
    sentence = headline([(reading.name, reading.status.key) for reading in found], language=board.language)
    ui.header(board, ui.say("app.pages.indicators"), sentence)
    if found:
        indicator_view.draw(board, found)
    else:
        ui.empty(
            ui.say("indicators.empty.title"),
            ui.say("indicators.empty.line"),
            ui.say("indicators.add_first") if board.may_write else "",
            on_click=lambda: open_form("baru", ""),
            url=board.snapshot.url,
        )
        indicatorsets.button(board)
