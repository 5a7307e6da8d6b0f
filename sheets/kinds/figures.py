"""One text as one number: the digits, what stands around them, and what that says about them."""

from __future__ import annotations

import re
from functools import lru_cache

from sheets.kinds.base import Note, Reading, notice, unreadable
from sheets.kinds.digits import NUMBER, Figure, read_digits
from sheets.kinds.typed import nothing_in, one_line, wordset

ZERO_WORDS = {"nihil", "nol", "zero"}
UNITS = wordset(
    "org orang jiwa kk ha km kg ton kw kuintal kwintal paket unit buah bh desa dusun kali x jam hari liter ltr",
    "titik dokumen dok poin point m m2 m² m3 m³ meter cm mm mg g gr gram ons l ml minggu mgg bulan bln tahun thn",
    "th menit mnt detik dtk kelompok klp pokmas sekolah rumah rt rw pcs lembar lbr eks eksemplar batang pohon",
    "ekor biji set sak karung kotak dus box botol siswa murid guru petani nelayan kader peserta keluarga anak",
    "balita bayi ibu perempuan laki-laki pria wanita lansia difabel warga penduduk responden kegiatan sesi",
    "pertemuan rapat laporan berkas surat mitra lembaga organisasi kasus skor nilai indeks persen % kwh kw/h mw",
    "watt volt hektar hektare are km² km2 people persons person households household hh families days day hours",
    "hour weeks months years times units pieces villages schools points score meters metres litres liters",
    "hectares tons tonnes sqm cases sessions meetings",
)
NUMBER_WORDS = wordset(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh puluhan seratus ratus ratusan",
    "seribu ribu juta se setengah seperempat lusin kodi gros dozen rb jt rp one two three four five six seven eight",
    "nine ten eleven twelve twenty thirty forty fifty hundred",
)
SCALES = {
    "rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12,
    "k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9,
}  # fmt: skip
APPROXIMATE = re.compile(
    r"^(±|~|≈|\+/-|\+-|>=?|<=?|≥|≤|k\.?l\.?\s|ca\.?\s|kurang lebih|lebih kurang|sekitar|kira-kira|kira2|kira kira|"
    r"lebih dari|kurang dari|hampir|minimal|maksimal|min\.?\s|maks\.?\s|max\.?\s|paling sedikit|paling banyak|"
    r"setidaknya|hingga|about|approx(imately)?\.?|around|at least|up to|over|under|more than|less than|circa|nearly|"
    r"almost)\s*"
)
ABOUT_AFTER = re.compile(
    r"^(-?an\b|\+|lebih\b|plus\b|kurang lebih\b|\(?perkiraan\)?|\(?estimasi\)?|\(?sementara\)?)\s*"
)
CURRENCY = re.compile(
    r"(?<![a-z])(us\$|usd|u\.s\.|sgd|s\$|a\$|aud|nzd|nz\$|eur|euro?s?|gbp|pounds?|myr|rm|jpy|yen|cny|rmb|yuan|thb|baht|"
    r"php|peso|dolar|dollars?|ringgit|chf|cad|hkd|krw|won|inr|rupees?|sar|riyal|vnd)(?![a-z])|[$€£¥₩₹₱฿]"
)
RUPIAH = re.compile(r"^(rp\.?|idr|rupiah)\s*(?=[\d(.,+-])|\s*(rupiah|idr)$")
SIGN_FIRST = re.compile(r"^([+-])\s*(rp\.?\s*|idr\s*)")
TAIL_MARKS = re.compile(r"\s*[.,]\s*[-–—=]+\s*$")
RANGE = re.compile(r"\d\s*(?:-|–|—|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga|to|until|~|\.\.+)\s*(?:rp\.?\s*)?\d")
OF = re.compile(rf"({NUMBER})\s*(?:/|dari|of|out of|:)\s*({NUMBER})")
SHAPE = re.compile(rf"(?P<sign>[+-])?\s*(?P<number>{NUMBER})\s*(?P<rest>.*)", re.DOTALL)
NOTE = re.compile(r"\s*[(\[][^)\]\d]*[)\]]\s*$")


def scaled(number: float, factor: float) -> float:
    """A product without the dust of binary fractions: 0.07 × 100 is 7."""
    return number if factor == 1 else float(f"{number * factor:.12g}")


@lru_cache(maxsize=50_000)
def parse_number(text: str) -> Reading:
    """One text as a number: `±20 KK` is about 20, `1.500` is 1500, `10-15` and `dua puluh` are not guessed."""
    text = one_line(text)
    return nothing_in(text) or worded(text.casefold(), SCALES, money=False)


def worded(text: str, scales: dict[str, float], *, money: bool) -> Reading:
    """A cleaned text in small letters as a number; `scales` maps the words that multiply ("jt") to their factors."""
    if text.strip("() .") in ZERO_WORDS:
        return Reading(0.0)
    if foreign := CURRENCY.search(text):
        return unreadable("other_currency", currency=foreign[0].strip().upper())
    if text[:1] == "(" and text[-1:] == ")" and ")" not in text[:-1]:
        return _negative(worded(text[1:-1].strip(), scales, money=money), money=money)
    text = SIGN_FIRST.sub(r"\2\1", _plain_signs(text))
    text, about = _strip_approximate(TAIL_MARKS.sub("", text))
    text, more = _strip_approximate(TAIL_MARKS.sub("", RUPIAH.sub("", text)).strip())
    return _approximate(_one_number(text, scales, money=money), about or more)


def _negative(reading: Reading, *, money: bool) -> Reading:
    """Book-keepers write what is owed in brackets; outside money that is only an assumption."""
    if reading.value is None or reading.value <= 0:
        return unreadable("not_a_number") if reading.value is not None else reading
    turned = Reading(-reading.value, reading.notes)
    return turned if money else turned.noted("negative_brackets", Figure(turned.value))


def _plain_signs(text: str) -> str:
    return text.replace("−", "-").replace("‐", "-").replace("‑", "-")


def _strip_approximate(text: str) -> tuple[str, bool]:
    match = APPROXIMATE.match(text)
    return (text[match.end() :], True) if match else (text, False)


def _approximate(reading: Reading, about: bool) -> Reading:
    if not about or reading.value is None:
        return reading
    return reading.noted("approximate", Figure(reading.value))


def _one_number(text: str, scales: dict[str, float], *, money: bool) -> Reading:
    match = SHAPE.fullmatch(text)
    if match is None:
        return unreadable(_why_not(text))
    rest = match["rest"].strip()
    if _holds_number(rest):
        return _two_numbers(text)
    about = ABOUT_AFTER.match(rest)
    rest = rest[about.end() :] if about else rest
    factor, rest, more = _scale(rest, scales)
    reading = read_digits(match["number"].strip(), money=money)
    if reading.value is None:
        return reading
    value = scaled(reading.value, factor) * (-1 if match["sign"] == "-" else 1) + 0.0
    notes = tuple(Note(n.reason, n.level, Figure(value), n.details) for n in reading.notes)
    return _with_rest(_approximate(Reading(value, notes), bool(about) or more), rest.strip(), money=money)


def _scale(rest: str, scales: dict[str, float]) -> tuple[float, str, bool]:
    """The factor that the first word means ("jt" 1e6, else 1), what follows it, and whether it is "jutaan"."""
    word = re.match(r"([a-z]+?)(-?an)?\.?(?![a-z])\s*", rest)
    if word is None or word[1] not in scales:
        return 1.0, rest, False
    about = ABOUT_AFTER.match(rest := rest[word.end() :])
    return scales[word[1]], rest[about.end() :] if about else rest, bool(word[2] or about)


def _with_rest(reading: Reading, rest: str, *, money: bool) -> Reading:
    """What stands behind the number: a known unit is dropped, other words are dropped with a notice."""
    aside = NOTE.search(rest)
    rest = (rest[: aside.start()] if aside else rest).strip(" .,;:*")
    if aside and not set(re.findall(r"\w+", aside[0])) <= NUMBER_WORDS | UNITS | ZERO_WORDS:
        reading = reading.noted("words_ignored", Figure(reading.value), rest=aside[0].strip())
    if not rest or (not money and (rest in UNITS or _is_unit_phrase(rest))):
        return reading
    if set(re.findall(r"[a-z]+", rest)) & (NUMBER_WORDS | ZERO_WORDS):
        return unreadable("number_in_words")
    if len(rest) > 60 or not re.match(r"[a-z/%@(°]", rest):
        return unreadable("not_a_number")
    if money and re.match(r"(/|per\b|tiap\b|setiap\b|a year|each)", rest):
        return reading.noted("per_unit", Figure(reading.value), rest=rest)
    if money and abs(reading.value) < 1000:
        return unreadable("not_a_number")
    return reading.noted("words_ignored", Figure(reading.value), rest=rest)


def _is_unit_phrase(rest: str) -> bool:
    parts = re.split(r"[\s/]+|\bper\b", rest)
    return all(part in UNITS for part in parts if part)


def _holds_number(rest: str) -> bool:
    """Whether there is another number in what follows the first; the digits of a unit (m2, km²) do not count."""
    return any(map(str.isnumeric, re.sub(r"\b[ckm]?m[23²³]", "", rest)))


def _two_numbers(text: str) -> Reading:
    """More than one number: "3 dari 5" is 3 with a notice, all else is not guessed."""
    bare = NOTE.sub("", text).strip()
    match = OF.fullmatch(bare) or OF.fullmatch(re.sub(r"\s+[a-z]+$", "", bare))
    if match is None or ":" in text:
        return unreadable("range" if RANGE.search(text) else "several_numbers")
    part, total = read_digits(match[1].strip()), read_digits(match[2].strip())
    if part.value is None or total.value is None:
        return unreadable("several_numbers")
    share = part.value / total.value if total.value else None
    return notice(part.value, "part_of", Figure(part.value), total=Figure(total.value), share=share)


def _why_not(text: str) -> str:
    """The reason to give for a text that holds no leading number."""
    if re.search(r"\d", text):
        return "several_numbers" if len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else "not_a_number"
    return "number_in_words" if set(re.findall(r"[a-z]+", text)) & NUMBER_WORDS else "not_a_number"
