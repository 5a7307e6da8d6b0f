"""Tugas: what is overdue, what comes next, who does it; move a task with two taps, add one, open one (`?id=`)."""

import streamlit as st

import ui
from ui import tasklist, tasksheet

board = ui.page("tasks")
chosen = st.query_params.get("id")
if chosen == "baru":
    tasksheet.draw_new(board)
elif chosen:
    tasksheet.draw_one(board, chosen)
else:
    tasklist.draw_all(board)
