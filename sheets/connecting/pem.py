"""A private key made whole: line breaks, first and last line, dashes; cut or damaged ones are named."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from sheets.connecting.mistakes import Mistake

DASHES = "-–—‐‑‒―−"
LINE = re.compile(rf"[{DASHES}]*[ \t]*\b(BEGIN|END)[ \t]+(?:RSA[ \t]+)?PRIVATE[ \t]+KEY[ \t]*[{DASHES}]*")
BODY = re.compile(r"MII[A-Za-z0-9+/=\s]+")
STRAIGHT = re.compile(r"-----(?:BEGIN|END) (?:RSA )?PRIVATE KEY-----")
SEQUENCE, LONG_FORM = 0x30, 0x82
LETTERS = 64


def whole_pem(typed: str) -> tuple[str, tuple[str, ...]]:
    """The key as google-auth reads it, and what was mended. Raises Mistake: key_truncated, key_damaged, key_locked."""
    if "ENCRYPTED" in typed:
        raise Mistake("key_locked")
    text = re.sub(r"\\+[nrt]", "\n", typed)
    lines = {match[1]: match[0] for match in LINE.finditer(text)}
    body = BODY.search(LINE.sub("\n", text))
    if body is None:
        raise Mistake("key_damaged")
    der = _der("".join(body[0].split()))
    mended = [
        name
        for name, wrong in (
            ("newlines", text != typed),
            ("header", "BEGIN" not in lines),
            ("footer", "END" not in lines),
            ("dashes", any(not STRAIGHT.fullmatch(line.strip()) for line in lines.values())),
        )
        if wrong
    ]
    return _framed(der), tuple(mended)


def _der(body: str) -> bytes:
    """The bytes of the key, whose own head tells how many there must be."""
    plain = body.rstrip("=").partition("=")[0]
    try:
        der = b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + "=" * (-len(plain) % 4))
    except Base64Error:
        raise Mistake("key_damaged") from None
    if len(der) < 8 or der[0] != SEQUENCE or der[1] != LONG_FORM:
        raise Mistake("key_damaged")
    length = 4 + int.from_bytes(der[2:4], "big")
    if len(der) < length:
        raise Mistake("key_truncated")
    return der[:length]


def _framed(der: bytes) -> str:
    """In lines of 64 letters, between the lines that say which of the two kinds it is."""
    kind = "PRIVATE KEY" if der[7] == SEQUENCE else "RSA PRIVATE KEY"
    body = b64encode(der).decode()
    lines = [body[start : start + LETTERS] for start in range(0, len(body), LETTERS)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])
