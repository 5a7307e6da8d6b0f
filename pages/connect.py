"""Sambungkan Google: from a pasted key to a sheet that the board reads and writes, without a programmer."""

from __future__ import annotations

import streamlit as st

from ui import connecting, roles
from ui.blocks import notice
from ui.frame import enter
from ui.words import say

enter("connect")
connecting.draw_head(connecting.headline())
if not roles.rights().allows("settings"):
    notice("", say("connect.only_keepers"), tone="soft")
    st.stop()
left, right = st.columns([3, 2], gap="large")
with left:
    connecting.draw_form()
with right:
    connecting.draw_next()
with left:
    connecting.draw_checklist()
