"""What stands typed in a form: kept until it is saved or given up, also on other pages and while a save is under way.

A form's state lives under `form_key(key)`, which changes only after success.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

BUTTONS = ("send", "add", "cancel")


def revision(key: str) -> int:
    """How often a form was saved and began anew."""
    return int(st.session_state.get(f"lb.revision.{key}", 0))


def form_key(key: str, at: int | None = None) -> str:
    """The key under which a form's widgets live: a new one after each success, so that the form starts empty.

    `at`: a revision that it had; without one the present.
    """
    return f"{key}-{revision(key) if at is None else at}"


def turn_to(key: str, revision: int) -> None:
    """From now on this is the form's revision."""
    st.session_state[f"lb.revision.{key}"] = revision


def as_shown(form: str, columns: Sequence[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they were when the form appeared: what somebody else saves meanwhile must become a conflict.

    A form that was left is forgotten with its widgets, and appears again with the present values.
    """
    name = f"lb.shown.{form}"
    if name not in st.session_state or not any(f"{form}.{column}" in st.session_state for column in columns):
        st.session_state[name] = dict(values)
        st.session_state.pop(f"lb.made.{form}", None)
    return dict(st.session_state[name])


def fields(form: str) -> dict[str, Any]:
    """What the fields of a form hold; nothing on another page, where Streamlit forgets them."""
    held = {str(name): value for name, value in st.session_state.items() if str(name).startswith(f"{form}.")}
    return {name: value for name, value in held.items() if name.removeprefix(f"{form}.") not in BUTTONS}


def keep(form: str) -> None:
    """Remember what the form holds (a widget callback)."""
    held = fields(form)
    if held:  # on another page there is nothing to see of it
        st.session_state[f"lb.kept.{form}"] = held


def restore(form: str) -> bool:
    """Put back what was typed and not saved, when the form appears again after another page; whether it was."""
    kept: dict[str, Any] = st.session_state.get(f"lb.kept.{form}", {})
    if kept and not any(name in st.session_state for name in kept):
        st.session_state.update(kept)
        st.session_state[f"lb.back.{form}"] = True
    return bool(kept) and f"lb.back.{form}" in st.session_state


def forget(form: str) -> None:
    """Nothing typed is waiting in this form."""
    st.session_state.pop(f"lb.kept.{form}", None)
    st.session_state.pop(f"lb.back.{form}", None)


def drop(form: str) -> None:
    """The form was given up (a widget callback): nothing that stands in it is looked at any more."""
    forget(form)
    for name in fields(form):
        del st.session_state[name]


def changed_since(form: str, sent: Mapping[str, Any]) -> bool:
    """Whether a field holds something else than it was sent with."""
    now = fields(form) or st.session_state.get(f"lb.kept.{form}", {})
    return any(now.get(name, value) != value for name, value in sent.items())


def stay(form: str, values: Mapping[str, Any], made: str | None) -> None:
    """The form goes on from these values, which are saved by now; `made`: the new row that they became."""
    shown: dict[str, Any] = dict(st.session_state.get(f"lb.shown.{form}", {}))
    for column, value in values.items():
        shown |= dict.fromkeys((column, f"{column}_id", f"{column}_ids"), value)
    st.session_state[f"lb.shown.{form}"] = shown
    if made is not None:
        st.session_state[f"lb.made.{form}"] = made


def made_of(form: str) -> str | None:
    """The row that a form for a new one has become, where it stayed open after its save."""
    made: str | None = st.session_state.get(f"lb.made.{form}")
    return made


def not_saved_yet(form: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those with which the form's row was made: what others did to them since stays."""
    shown: dict[str, Any] = st.session_state.get(f"lb.shown.{form}", {})
    return {column: value for column, value in values.items() if column not in shown or shown[column] != value}
