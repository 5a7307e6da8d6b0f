"""Who is looking, and from how far: language, phone, meeting mode and role of this visitor.

The session keeps only plain values. What can be shared stands in the address too: `?lang=en`, `?rapat=1`.
"""

from __future__ import annotations

import streamlit as st

from sheets.schema import LANGUAGES

NAMES = {"id": "Indonesia", "en": "English"}
LANGUAGE, MEETING, READY, AIMED = "lb.language", "lb.meeting", "lb.ready", "lb.aimed"
NAME, PHONE = "lb.name", "lb.phone"


def language() -> str:
    """The language of this visitor: chosen here, else of the forum, else Indonesian."""
    return str(st.session_state.get(LANGUAGE, "id"))


def other_language() -> str:
    """The language that the switch offers."""
    return "en" if language() == "id" else "id"


def take_address(default_language: str = "id") -> None:
    """Take language and meeting mode from the address, and keep the address true on every page."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state[LANGUAGE] = asked
    elif LANGUAGE not in st.session_state:
        st.session_state[LANGUAGE] = default_language if default_language in LANGUAGES else "id"
    if "rapat" in st.query_params:
        st.session_state[MEETING] = st.query_params["rapat"] == "1"
    _mirror("lang", language(), language() != default_language)
    _mirror("rapat", "1", meeting())


def speak(chosen: str) -> None:
    """Change the language of this visitor (a widget callback)."""
    st.session_state[LANGUAGE] = chosen
    st.query_params["lang"] = chosen


def set_meeting(on: bool) -> None:
    """Enter or leave meeting mode (a widget callback)."""
    st.session_state[MEETING] = on
    _mirror("rapat", "1", on)


def meeting() -> bool:
    """Whether the page is on a projector: larger type, fewer rows, nothing private."""
    return bool(st.session_state.get(MEETING, False))


def phone() -> bool:
    """Whether this visitor holds a phone; a session keeps to one device."""
    if PHONE not in st.session_state:
        st.session_state[PHONE] = "Mobi" in (st.context.headers.get("User-Agent") or "")
    return bool(st.session_state[PHONE])


def by() -> str | None:
    """The name that the history gives to this visitor's changes: signed in, or typed in Pengaturan; None = not told."""
    return str(st.user.get("email") or st.session_state.get(NAME) or "") or None


def _mirror(name: str, value: str, wanted: bool) -> None:
    if wanted and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not wanted and name in st.query_params:
        del st.query_params[name]
