"""Who is here, which language, which screens; everything else is in pages/, forum/ and sheets/."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import frame, navigation, session, theme

HERE = Path(__file__).parent

st.set_page_config(page_title="Lumbung", page_icon=str(HERE / "static" / "logo-light.svg"), layout="wide")
st.session_state[session.READY] = True
session.take_address(frame.settings_language())
st.logo(str(HERE / "static" / f"logo-{'dark' if theme.dark() else 'light'}.svg"), size="large")

menus = navigation.menus()
chosen = st.navigation(menus, position="top")
st.session_state[navigation.SHOWN] = chosen.url_path
wanted = navigation.aimed(menus)
if wanted is not None:
    st.switch_page(wanted[0], query_params=wanted[1])
frame.top_right()
frame.guarded(chosen.run)
