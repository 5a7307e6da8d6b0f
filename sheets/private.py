"""What in a text belongs to a person: phone numbers, e-mail addresses, NIK; and headers that announce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sheets.schema import Schema, plain_header
from sheets.veil import HIDDEN

# What people write between the figures of a number; how a mobile number goes on after its 0 or 62.
GAPS = r"\s.\-\u2010-\u2015\u2212_*'’()"
GAP = f"[{GAPS}]"
DASH = r"[\-\u2010-\u2015\u2212]"
MOBILE = r"8(?:1[1-9]|2[1-38]|3[1-8]|5[1-9]|7[7-9]|8[1-9]|9[5-9])"
# No figure, decimal or code before it, unless it is the second of a list or glued to "hp" or "wa".
START = r"(?:(?<![\w.,\-])|(?<=\d{4},)|(?<=hp)|(?<=wa)|(?<=lp))"
# Numbers as people write them in Indonesia, or with a country in front; amounts of money are passed over first.
PHONE = re.compile(
    rf"(?P<money>\b(?:rp|idr|usd)\.?\s?\d[\d.,]*)"
    rf"|{START}(?:\(?(?:\+|00)\s?62{GAP}{{0,3}}|62{GAP}{{0,2}}|\(?0[\s\-]?)(?=8(?:{GAP}{{0,3}}\d){{7}})8[1-9]"
    rf"(?:\d{{6,10}}(?!\w)|\d{{0,5}}(?:{GAP}{{1,3}}\d{{2,8}}){{1,4}}(?!\w))"
    rf"|{START}0?{MOBILE}\d?/\d{{3,4}}/(?!(?:19|20)\d\d(?!\d))\d{{3,5}}(?![\w/])"
    rf"|(?:(?<![\w.,/\-+])|(?<=\d{{4}},)){MOBILE}(?:\d{{7,9}}|{DASH}\d{{3,4}}{DASH}\d{{3,5}})"
    rf"(?!\w|{DASH}\d|[.,]\d{{1,2}}(?!\d)|\.\d|,-|\s?(?:rupiah|rb|ribu|jt|juta)\b)"
    r"|(?<![\w.,\-])\+[1-9]\d{0,2}[\s.\-]?\(?\d{1,4}\)?(?:[\s.\-]?\d{2,4}){2,4}(?!\w)"
    rf"|(?<!\w)\(0\d{{2,3}}\)\s?\d{{5,8}}(?!\w)|(?<![\w./,\-])0\d{{2,3}}(?:[ /]|{DASH})\d{{6,8}}(?![\w/\-])"
    r"|(?<![\w.,\-])0 8(?: \d){7,11}(?!\w)",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A NIK or KK of 16 digits, also in groups; four years in a row are none.
NUMBERED = re.compile(
    r"(?<!\d)[1-9]\d{15}(?!\d)"
    rf"|(?<![\d.,])(?:(?!(?:(?:19|20)\d\d{GAP}){{3}})[1-9]\d{{3}}(?P<gap>[ .\-–])\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}"
    r"|[1-9]\d{5}[ .\-–]\d{6}[ .\-–]\d{4}|[1-9]\d[ .]\d\d[ .]?\d\d[ .]\d{6}[ .]\d{4})(?!\d|[.,]\d)"
)
# A whole number that is a phone number without its 0 or +, or a NIK. Nine figures with noughts at the end are money.
DIALLED = re.compile(
    rf"{MOBILE}\d{{7,10}}|(?!\d+000$){MOBILE}\d{{6}}|62{MOBILE}\d{{6,9}}|(?!\d+000$)62[2-7]\d{{7,10}}|[1-9]\d{{15}}"
)
KEY = re.compile(
    r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)|\bMII[\w+/=\\]{20,}"
    r"|\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w.-]+",
    re.DOTALL,
)
# Most texts are done with after these cheap looks: a long run of figures, the ways in which a number begins.
RUN = re.compile(rf"\d(?:[{GAPS}/]{{0,3}}\d){{8}}")
BEGINNING = re.compile(
    rf"(?<!\d)(?:(?:0|(?:00)?62){GAP}{{0,3}}8[1-9 ]|{MOBILE}|\(?0\d{{2,3}}(?:[) /]|{DASH})\s?\d)|\+[1-9]"
)
FIGURES = bytes(ord("0") if chr(code).isdigit() and code < 128 else code for code in range(256))
NINE = b"0" * 9
BETWEEN = b" ().-_*'/\t\xa0\xc2\xe2\x80\x88" + bytes(range(0x90, 0x9A))  # the gaps, as they are encoded
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
        text = NUMBERED.sub(HIDDEN, text)
        text = PHONE.sub(_hidden, text) if BEGINNING.search(text) else text
    return text


def _hidden(found: re.Match[str]) -> str:
    return found["money"] or HIDDEN


def is_dialled(number: float) -> bool:
    """Whether a number that stands where no table expects one is a phone number or a NIK."""
    return 1e8 <= number < 1e17 and number == int(number) and DIALLED.fullmatch(str(int(number))) is not None


def without_keys(text: str) -> str:
    """The text without what a person or a machine must not read in a log: keys, tokens, numbers, addresses."""
    return scrubbed(KEY.sub(HIDDEN, text))


def may_hold_some(texts: Iterable[object]) -> bool:
    """Whether any of the texts may have something to scrub; one quick look at a whole column."""
    together = "\n".join(text for text in texts if isinstance(text, str))
    return "@" in together or NINE in together.encode().translate(FIGURES, BETWEEN)


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
