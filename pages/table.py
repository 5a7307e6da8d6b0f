"""The screen of every table without a screen of its own: its declaration is all it needs."""

from __future__ import annotations

import streamlit as st

import ui
from ui import navigation, register

board = ui.page("table")
name = navigation.table_at(st.session_state[navigation.SHOWN])
if name is not None:
    register.draw(board, name)
