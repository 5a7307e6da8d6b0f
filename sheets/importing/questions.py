"""A form asks "Di mana kejadiannya?" where a table says "Lokasi kejadian": the question said as a header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

LEADS = (
    (r"(pada )?(kapan|tanggal berapa|hari apa)|when", ("tanggal", "date")),
    (r"di ?mana|where", ("lokasi", "location")),
    (r"siapa( saja)?( nama)?|who", ("nama", "")),
    (r"berapa( banyak)?|how (many|much)", ("jumlah", "")),
    (r"apa( saja)?|apakah|bagaimana|what", ("",)),
)
FILLERS = frozenset({
    "anda", "bapak", "ibu", "saudara", "kamu", "your", "you", "the", "a", "an", "is", "are", "was", "were", "do",
    "does", "did", "please", "mohon", "silakan", "harap", "tolong", "sebutkan", "tuliskan", "tulis", "isi", "isikan",
    "isilah", "jelaskan", "ceritakan", "pilih", "masukkan", "enter", "describe", "yang", "ini", "itu", "adalah",
    "terjadi", "kah", "of", "in",
})  # fmt: skip
OWN = re.compile(r"(?<=\w{3})(nya|kah)\b")


def as_header(question: str, known: Callable[[str], bool]) -> str:
    """The shortest way to say a question that is a known header; the question itself where there is none."""
    if known(question):
        return question
    return next((header for header in _ways(question) if known(header)), question)


def _ways(question: str) -> Iterator[str]:
    """What a question may be called, surest first."""
    inside = re.findall(r"\(([^)]+)\)", question)
    plain = " ".join(re.sub(r"\([^)]*\)|[^\w/ -]", " ", question.casefold()).split())
    yield from _bare_ways(plain)
    yield from inside
    yield from _bare_ways(OWN.sub("", plain))


def _bare_ways(text: str) -> Iterator[str]:
    words = [word for word in re.split(r"[ /]+", text) if word not in FILLERS]
    said = " ".join(words)
    for lead, names in LEADS:
        found = re.match(rf"({lead})\b\s*", said)
        if found:
            rest = said[found.end() :]
            yield from (f"{name} {rest}".strip() for name in names if rest or name)
            yield rest
    yield said
