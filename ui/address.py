"""Choices that stand in the address by their keys, so that a shared link says the same in both languages.

A choice also stays while its page is left; an address that was changed since wins over it.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st


def recall(name: str, options: Collection[str], default: str | None = None) -> None:
    """Before a widget with the key `name` and without a default: give it what the address says, or what it had."""
    asked, ours = st.query_params.get(name), st.session_state.get(_written(name))
    if asked is not None and asked != ours:
        st.session_state[name] = asked if asked in options else default
    elif name not in st.session_state or st.session_state[name] not in options:
        st.session_state[name] = default


def remember(name: str, default: str | None = None) -> None:
    """After that widget: write its choice into the address; the default needs no word there."""
    chosen = st.session_state.get(name)
    _write(name, None if chosen == default else chosen)


def recall_many(name: str, options: Collection[str]) -> None:
    """`recall` for a widget of which several may be chosen: they stand in the address with commas between them."""
    asked, ours = st.query_params.get(name), st.session_state.get(_written(name))
    if asked is not None and asked != ours:
        st.session_state[name] = [each for each in asked.split(",") if each in options]
    else:
        st.session_state[name] = [each for each in st.session_state.get(name) or [] if each in options]


def remember_many(name: str) -> None:
    """After that widget: write its choices into the address; none need no word there."""
    _write(name, ",".join(st.session_state.get(name) or []) or None)


def _write(name: str, wanted: str | None) -> None:
    st.session_state[_written(name)] = wanted
    if wanted is not None and st.query_params.get(name) != wanted:
        st.query_params[name] = wanted
    elif wanted is None and name in st.query_params:
        del st.query_params[name]


def _written(name: str) -> str:
    return f"lb.address.{name}"
