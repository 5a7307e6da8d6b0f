"""A service account's key out of whatever a person pasted or uploaded: mended where that is safe, else named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sheets.connecting.fields import fields_in
from sheets.connecting.mistakes import Mistake
from sheets.connecting.pem import whole_pem
from sheets.sources import TOKEN_URI

ROBOT = re.compile(r"[\w.+-]+@[\w.-]+\.gserviceaccount\.com")
PROJECT = re.compile(r"[a-z0-9.:-]{4,80}")
MASKED = re.compile(r"[•…]|\*{3}|x{12}", re.IGNORECASE)
LONGEST = 60_000
ZIP, BINARY = b"PK\x03\x04", (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc")
# What a text without a private key is, the first that fits.
INSTEAD = (
    ("oauth_client", re.compile(r"client_secret|apps\.googleusercontent\.com|GOCSPX-")),
    ("user_login", re.compile(r"refresh_token|authorized_user|\bya29\.|\b1//0\w")),
    ("workload", re.compile(r"external_account|credential_source")),
    ("public_key", re.compile(r"BEGIN (?:CERTIFICATE|(?:RSA )?PUBLIC KEY)")),
    ("api_key", re.compile(r"\bAIza[\w-]{10,}")),
    ("sheet_link", re.compile(r"^\s*(?:https?://)?(?:docs|drive|sheets)\.google\.com/\S+\s*$")),
    ("robot_email", re.compile(rf"^\s*{ROBOT.pattern}\s*$")),
    ("email", re.compile(r"^\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*$")),
    ("file_name", re.compile(r"^\s*[\"']?[^\n{}]*\.json[\"']?\s*$", re.IGNORECASE)),
    ("key_id", re.compile(r"^\s*[\"']?[0-9a-f]{40}[\"']?\s*$")),
)


@dataclass(frozen=True)
class Key:
    """A service account's key; `mended` names what had to be repaired (keys of `[mended]` in the words)."""

    fields: Mapping[str, str] = field(repr=False)
    mended: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """The address that the sheet is shared with."""
        return self.fields["client_email"]

    @property
    def project(self) -> str:
        """The Google Cloud project that it belongs to; "" when the key does not say."""
        named = self.fields.get("project_id") or self.email.partition("@")[2].removesuffix(".iam.gserviceaccount.com")
        return named if PROJECT.fullmatch(named) and "gserviceaccount" not in named else ""


def read_key(pasted: str | bytes) -> Key:
    """The key in a pasted text or an uploaded file. Raises Mistake, which names what it is instead."""
    text, mended = decoded(pasted) if isinstance(pasted, bytes) else (pasted, ())
    if not text.strip():
        raise Mistake("empty")
    if len(text) > LONGEST:
        raise Mistake("too_long")
    found, tidied = fields_in(text)
    _refuse(text, found)
    pem, repaired = whole_pem(found["private_key"])
    email = found["client_email"].strip().strip("<>\"'")
    if not ROBOT.fullmatch(email):
        raise Mistake("not_a_robot")
    kept = {name: value.strip() for name, value in found.items() if value.strip()}
    # Whatever address a pasted text names, tokens are asked for at Google's own.
    own = {"type": "service_account", "private_key": pem, "client_email": email, "token_uri": TOKEN_URI}
    return Key({**kept, **own}, (*mended, *tidied, *repaired))


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """An uploaded file as text, whatever Windows made of it."""
    if data.startswith(b"\x30\x82"):
        raise Mistake("p12")
    if data.startswith((ZIP, *BINARY)):
        raise Mistake("not_text")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as_text(data, "utf-16"), ("encoding",)
    return _as_text(data, "utf-8-sig"), ()


def _as_text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Mistake("not_text") from None


def _refuse(text: str, found: Mapping[str, str]) -> None:
    """Raises Mistake when the parts that make a key are not all there."""
    if MASKED.search(found.get("private_key", "")):
        raise Mistake("masked")
    if found.get("private_key") and found.get("client_email"):
        return
    instead = next((name for name, pattern in INSTEAD if pattern.search(text)), None)
    if instead and not (found.get("private_key") and instead == "oauth_client"):
        raise Mistake(instead)
    if _cut_off(text):
        raise Mistake("truncated")
    if found.get("private_key"):
        raise Mistake("no_email")
    raise Mistake("no_private_key" if found.get("client_email") else "unknown")


def _cut_off(text: str) -> bool:
    """Whether the text begins like the key file and ends before it is over."""
    return "service_account" in text and "{" in text and not re.search(r"\}[\s\"'`,;)\]]*$", text)
