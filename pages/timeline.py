"""Linimasa: what runs when, what is late, what meets; by goal, partner or kind, over a month, a quarter or a year."""

from __future__ import annotations

import streamlit as st

import ui
from forum import timeline as forum_timeline
from ui import missing
from ui.charts import timeline_rows, timeline_view
from ui.headlines.timeline import headline

board = ui.page("timeline")
tasks = board.tables["tasks"]
zoom = "month" if board.phone else "quarter"


def finding() -> str:
    """The headline speaks of the whole forum, not of a filter."""
    bars = timeline_rows.bars(board, zoom, "goal")
    meeting = timeline_rows.named(board, timeline_rows.clashes(board), bars)
    alive = int((tasks["status"] != "cancelled").sum())
    undated = len(forum_timeline.undated(tasks))
    return headline(bars, meeting, tasks=alive, undated=undated, today=board.today, language=board.language)


ui.header(board, ui.say("app.pages.timeline"), board.once(("timeline", zoom, board.language), finding))
if missing.missing(board, "tasks"):
    missing.invite(board, "tasks")
elif len(tasks) == 0:
    ui.empty(ui.say("timeline.empty.title"), ui.say("timeline.empty.line"), url=board.snapshot.url)
    if board.may_write and st.button(ui.say("timeline.empty.add"), type="primary", key="lb-first"):
        st.switch_page("pages/tasks.py", query_params={"id": "baru"})
else:
    timeline_view.draw(board, timeline_view.choose(board))
