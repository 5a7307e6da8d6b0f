"""Which spreadsheet, and with which key: the environment, Streamlit's secrets, config/forum.toml, else the demo.

Nothing here imports Streamlit; a page hands its secrets in. A key is held in memory only and never shown or logged.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sheets.errors import NoAccess, NotFound

TOP = Path(__file__).resolve().parent.parent
DEMO = TOP / "data" / "forum.xlsx"
SOURCE_NAMES = ("source", "sheet", "LUMBUNG_SOURCE")
KEY_FIELDS = ("client_email", "private_key")
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105  an address, not a token
SPREADSHEET_ID = re.compile(r"(?:/spreadsheets/(?:u/\d+/)?d/|[?&](?:id|key)=)([\w-]{10,})")


@dataclass(frozen=True)
class Source:
    """Where the forum's spreadsheet lies: `kind` is "google" (then `place` is its id) or "file" (a path)."""

    kind: str
    place: str
    demo: bool = False

    @property
    def text(self) -> str:
        """The source as LUMBUNG_SOURCE would say it."""
        return f"google:{self.place}" if self.kind == "google" else self.place


def find_source(
    source: str | Path | None = None,
    *,
    secrets: Mapping[str, Any] | None = None,
    config: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Source:
    """The spreadsheet to use. Order: the argument, LUMBUNG_SOURCE, secrets, config/forum.toml, the demo workbook."""
    environ = os.environ if environ is None else environ
    secrets = local_secrets() if secrets is None else secrets
    config = forum_config() if config is None else config
    asked = (source, environ.get("LUMBUNG_SOURCE"), *map(secrets.get, SOURCE_NAMES), config.get("source"))
    chosen = next((str(text).strip() for text in asked if text and str(text).strip()), "")
    return parse_source(chosen) if chosen else Source("file", str(DEMO), demo=True)


def parse_source(text: str) -> Source:
    """A source as people write it: a path, `google:ID`, `google:URL`, or the address of a Google spreadsheet."""
    address = text.removeprefix("google:").strip()
    found = SPREADSHEET_ID.search(address)
    if found:
        return Source("google", found[1])
    if text.startswith("google:"):
        if not re.fullmatch(r"[\w-]+", address):
            raise NotFound("wrong_id", id=address)
        return Source("google", address)
    return Source("file", str(Path(text).expanduser()))


def forum_config() -> Mapping[str, Any]:
    """config/forum.toml as it stands; empty when there is none."""
    return _toml(TOP / "config" / "forum.toml")


def local_secrets() -> Mapping[str, Any]:
    """Streamlit's secrets files, for scripts that run without Streamlit; the project's win over the home folder's."""
    return {**_toml(Path.home() / ".streamlit" / "secrets.toml"), **_toml(TOP / ".streamlit" / "secrets.toml")}


def _toml(path: Path) -> dict[str, Any]:
    with suppress(OSError):
        return _parsed(path, path.stat().st_mtime_ns)
    return {}


@lru_cache(maxsize=8)
def _parsed(path: Path, _changed: int) -> dict[str, Any]:
    with path.open("rb") as file, suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
        return tomllib.load(file)
    return {}


def google_key(secrets: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The service account's key as a mapping, repaired where pasting commonly breaks it.

    Raises NoAccess("key_missing") when there is none and NoAccess("key_broken") when it cannot be one.
    """
    environ = os.environ if environ is None else environ
    secrets = local_secrets() if secrets is None else secrets
    pasted = secrets.get("google") or secrets.get("GOOGLE")
    if pasted:
        return _checked(pasted, "secrets")
    path = environ.get("GOOGLE_APPLICATION_CREDENTIALS")
    if not path:
        raise NoAccess("key_missing")
    return _checked(_file(Path(path).expanduser()), "GOOGLE_APPLICATION_CREDENTIALS")


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise NoAccess("key_missing_file", name=path.name) from None


def _checked(pasted: Any, where: str) -> dict[str, Any]:
    fields = _fields(pasted, where)
    missing = [name for name in KEY_FIELDS if not str(fields.get(name) or "").strip()]
    if missing:
        raise NoAccess("key_broken", where=where, missing=", ".join(missing))
    fields["client_email"] = str(fields["client_email"]).strip()
    fields["private_key"] = repaired_key(str(fields["private_key"]))
    fields["type"] = "service_account"
    fields["token_uri"] = str(fields.get("token_uri") or TOKEN_URI).strip()
    return fields


def _fields(pasted: Any, where: str) -> dict[str, Any]:
    if isinstance(pasted, Mapping):
        inner = pasted.get("json") or pasted.get("key") or pasted.get("service_account")
        return _fields(inner, where) if inner and "private_key" not in pasted else dict(pasted)
    try:
        fields = json.loads(str(pasted).strip(), strict=False)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise NoAccess("key_broken", where=where, missing="JSON") from None
    return fields


def repaired_key(key: str) -> str:
    """A private key with real line breaks, whatever a form, a shell or a chat made of them."""
    key = key.strip().strip("\"'").replace("\\r", "").replace("\\n", "\n").replace("\r", "")
    match = re.search(r"(-----BEGIN [A-Z ]+-----)(.*?)(-----END [A-Z ]+-----)", key, re.DOTALL)
    if not match:
        return key
    body = re.sub(r"\s+", "", match[2])
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return "\n".join([match[1], *lines, match[3], ""])
