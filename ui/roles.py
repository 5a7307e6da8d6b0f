"""Who may do what: readers look, editors write, keepers also see names and numbers of people."""

from __future__ import annotations

import hmac
from typing import Any

import streamlit as st

from sheets import NoAccess
from sheets.changes import Change

ROLES = ("reader", "editor", "keeper")
PASSED = "lb.role"


def access() -> dict[str, Any]:
    """`[access]` of the secrets: `passphrase`, and `[access.roles]` e-mail → role. Empty = the board is open."""
    if not st.secrets.load_if_toml_exists():
        return {}
    return dict(st.secrets.get("access", {}))


def role() -> str:
    """The role of this visitor: by e-mail, by pass-phrase, else reader; editor where no access rule is set."""
    rules = access()
    if not rules:
        return "editor"
    email = str(st.user.get("email") or "").casefold()
    named = {str(key).casefold(): str(value) for key, value in dict(rules.get("roles", {})).items()}
    found = named.get(email) or st.session_state.get(PASSED) or "reader"
    return found if found in ROLES else "reader"


def guard(_change: Change, _by: str | None) -> None:
    """What the store asks before every change: readers may not. Raises NoAccess."""
    if role() == "reader":
        raise NoAccess("no_access_role")


def unlock(typed: str) -> bool:
    """Take a pass-phrase; True when it is right and this session may now write."""
    right = str(access().get("passphrase") or "")
    if not right or not hmac.compare_digest(typed.encode(), right.encode()):
        return False
    st.session_state[PASSED] = "editor"
    return True
