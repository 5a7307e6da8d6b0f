"""What in a text belongs to a person: phone numbers, e-mail addresses, NIK; and headers that announce them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sheets.schema import Schema, plain_header
from sheets.veil import HIDDEN

# Numbers as people write them in Indonesia, or with a country in front; addresses; a NIK or KK of 16 digits.
PHONE = re.compile(
    r"(?<![\w.,-])(?:\(?(?:\+|00)\s?62\)?|62|0)[\s.-]{0,2}8[1-9]\d?[\s.-]?\d{2,4}[\s.-]?\d{2,4}[\s.-]?\d{0,4}(?!\w)"
    r"|(?<![\w.,-])\+[1-9]\d{0,2}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,4}(?!\w)"
    r"|(?<!\w)\(0\d{2,3}\)\s?\d{5,8}(?!\w)|(?<![\w./,-])0\d{2,3}[ -]\d{6,8}(?![\w/-])"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBERED = re.compile(r"(?<!\d)[1-9]\d{15}(?!\d)")
KEY = re.compile(
    r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)|\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w.-]+", re.DOTALL
)
PATTERNS = (EMAIL, PHONE, NUMBERED)
# What every one of them has; most texts are done with after this one search.
HINT = re.compile(r"@|\d[\d\s().-]{6,}\d")
WORDS = frozenset({
    "telp", "telpon", "telepon", "tlp", "tel", "phone", "hp", "handphone", "ponsel", "mobile", "wa", "whatsapp",
    "telegram", "email", "mail", "surel", "nik", "ktp", "kk", "npwp", "rekening", "norek", "passport", "paspor",
    "pelapor", "reporter",
})  # fmt: skip


def scrubbed(text: str) -> str:
    """The text without phone numbers, e-mail addresses and NIK."""
    if HINT.search(text):
        for pattern in PATTERNS:
            text = pattern.sub(HIDDEN, text)
    return text


def without_keys(text: str) -> str:
    """The text without what a person or a machine must not read in a log: keys, tokens, numbers, addresses."""
    return scrubbed(KEY.sub(HIDDEN, text))


def holds_some(texts: Iterable[object]) -> bool:
    """Whether any of the texts has something to scrub; one search for a whole column."""
    together = "\n".join(text for text in texts if isinstance(text, str))
    return any(pattern.search(together) for pattern in PATTERNS)


def sounds_private(header: str, schema: Schema) -> bool:
    """Whether a column that no table knows is about how to reach or identify a person."""
    plain = plain_header(header)
    return plain in _private_headers(schema) or not WORDS.isdisjoint(plain.split())


def _private_headers(schema: Schema) -> frozenset[str]:
    return _headers_of(
        tuple(c.headers for t in schema.tables.values() for c in t.columns if c.private and t.role == "records")
    )


@lru_cache(maxsize=4)
def _headers_of(headers: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(plain_header(text) for each in headers for text in each)
