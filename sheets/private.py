"""What in a text belongs to a person: phone numbers, e-mail addresses, NIK; and headers that announce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)|\bMII[\w+/=\\]{20,}"
    r"|\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w.-]+",
    re.DOTALL,
)
# Most texts are done with after these cheap looks: a long run of figures, the ways in which a number begins.
RUN = re.compile(r"\d[\d\s().-]{6,}\d")
BEGINNING = re.compile(r"[02][\s.)-]{0,3}8[1-9]|\+[1-9]|\(0\d|0\d{2,3}[ -]\d")
FIGURES = bytes(ord("0") if chr(code).isdigit() and code < 128 else code for code in range(256))
NINE = b"0" * 9
WORDS = frozenset({
    "telp", "telpon", "telepon", "telephone", "telpn", "tlp", "tlpn", "telf", "tel", "phone", "hp", "hape", "handphone",
    "ponsel", "seluler", "cellphone", "mobile", "wa", "whatsapp", "hpwa", "telegram", "email", "mail", "surel", "nik",
    "ktp", "kk", "npwp", "rekening", "rek", "passport", "paspor", "pelapor", "reporter", "kontak", "contact",
    "narahubung", "penghubung", "cp", "pic", "nisn", "nip", "bpjs", "ttl",
})  # fmt: skip
COUNTING = frozenset({"jumlah", "jml", "jlh", "total", "banyaknya"})  # how many have a phone, not which
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")  # "NoWA", "HPKetua"
NUMBER_OF = ("nomor", "nomer", "no")

# Of a person and not of an organisation.
PHRASES = (
    "alamat rumah",
    "alamat pribadi",
    "home address",
    "tanggal lahir",
    "tempat lahir",
    "tgl lahir",
    "date of birth",
    "induk kependudukan",
)


def scrubbed(text: str) -> str:
    """The text without phone numbers, e-mail addresses and NIK."""
    if "@" in text:
        text = EMAIL.sub(HIDDEN, text)
    if RUN.search(text):
        text = PHONE.sub(HIDDEN, text) if BEGINNING.search(text) else text
        text = NUMBERED.sub(HIDDEN, text)
    return text


def without_keys(text: str) -> str:
    """The text without what a person or a machine must not read in a log: keys, tokens, numbers, addresses."""
    return scrubbed(KEY.sub(HIDDEN, text))


def may_hold_some(texts: Iterable[object]) -> bool:
    """Whether any of the texts may have something to scrub; one quick look at a whole column."""
    together = "\n".join(text for text in texts if isinstance(text, str))
    return "@" in together or NINE in together.encode().translate(FIGURES, b" ().-\t\xa0\xc2")


def sounds_private(header: str, schema: Schema) -> bool:
    """Whether a column that no table knows is about how to reach or identify a person."""
    plain = plain_header(header)
    if plain in _private_headers(schema):
        return True
    words = set(_apart(header))
    return (not WORDS.isdisjoint(words) and COUNTING.isdisjoint(words)) or any(phrase in plain for phrase in PHRASES)


def _apart(header: str) -> Iterator[str]:
    """The words of a header, as it spells them and taken apart: "NoWA", "nohp" and "HP1" speak of a phone."""
    for text in (header, GLUED.sub(" ", header)):
        for word in plain_header(text).split():
            bare = word.strip("0123456789")
            yield bare
            yield from (bare.removeprefix(prefix) for prefix in NUMBER_OF if bare.startswith(prefix))


def _private_headers(schema: Schema) -> frozenset[str]:
    return _headers_of(
        tuple(c.headers for t in schema.tables.values() for c in t.columns if c.private and t.role == "records")
    )


@lru_cache(maxsize=4)
def _headers_of(headers: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(plain_header(text) for each in headers for text in each)
