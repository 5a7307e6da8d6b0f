"""The finished secrets.toml: what is pasted into Streamlit, or saved as .streamlit/secrets.toml."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sheets.connecting.fields import NAMES
from sheets.connecting.key import Key

HIDDEN = "••••••••••••"
SECRET = ("private_key", "private_key_id")


def secrets_text(
    key: Key, spreadsheet_id: str, phrases: Mapping[str, str] | None = None, *, masked: bool = False
) -> str:
    """The whole text: `source`, `[google]`, and `[passphrases]` (role → hash) if there are some.

    `masked`: the same lines with dots where the key is, to look at.
    """
    lines = [f"source = {_quoted(f'google:{spreadsheet_id}')}", "", "[google]"]
    lines += [_line(name, key.fields[name], masked and name in SECRET) for name in NAMES if key.fields.get(name)]
    if phrases:
        lines += ["", "[passphrases]", *(_line(role, phrase, masked) for role, phrase in phrases.items())]
    return "\n".join([*lines, ""])


def _line(name: str, value: str, hidden: bool) -> str:
    return f"{name} = {_quoted(HIDDEN if hidden else value)}"


def _quoted(value: str) -> str:
    """A TOML string: JSON's way of writing one, which TOML shares; DEL is the one letter that it does not."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
