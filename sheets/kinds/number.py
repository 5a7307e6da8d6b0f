"""Numbers: one clear number, whatever unit a person wrote beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sheets.kinds.base import (
    NOTHING, NOTICE, NUMBERS, Cell, ColumnReading, Context, Finding, Kind, Note, Reading, found_at, is_blank, key_of,
    notice, refuse, unreadable,
)  # fmt: skip
from sheets.kinds.digits import NUMBER, english, indonesian, read_digits
from sheets.kinds.typed import FIRST_SERIAL, format_at, is_date_format, is_percent_format, is_time_format, nothing_in
from sheets.kinds.typed import from_serial, one_line

if TYPE_CHECKING:
    from sheets.schema import Column

Floats = np.ndarray[Any, np.dtype[np.float64]]
ZERO_WORDS = {"nihil", "nol", "zero"}
APPROXIMATE = re.compile(
    r"^(±|~|≈|\+/-|\+-|>=?|<=?|≥|≤|k\.?l\.?\s|ca\.?\s|kurang lebih|lebih kurang|sekitar|kira-kira|kira2|kira kira|"
    r"lebih dari|kurang dari|hampir|minimal|maksimal|min\.?\s|maks\.?\s|max\.?\s|paling sedikit|paling banyak|setidaknya|"
    r"hingga|about|approx(imately)?\.?|around|at least|up to|over|under|more than|less than|circa|nearly|almost)\s*"
)
ABOUT_AFTER = re.compile(
    r"^(-?an\b|\+|lebih\b|plus\b|kurang lebih\b|\(?perkiraan\)?|\(?estimasi\)?|\(?sementara\)?)\s*"
)
UNITS = frozenset(
    "org orang jiwa kk ha km kg ton kw kuintal kwintal paket unit buah bh desa dusun kali x jam hari liter ltr titik dokumen "
    "dok poin point m m2 m² m3 m³ meter cm mm mg g gr gram ons l ml minggu mgg bulan bln tahun thn th menit mnt detik dtk "
    "kelompok klp pokmas sekolah rumah rt rw pcs lembar lbr eks eksemplar batang pohon ekor biji set sak karung kotak dus "
    "box botol siswa murid guru petani nelayan kader peserta keluarga anak balita bayi ibu perempuan laki-laki pria wanita "
    "lansia difabel warga penduduk responden kegiatan sesi pertemuan rapat laporan berkas surat mitra lembaga organisasi "
    "kasus skor nilai indeks persen % kwh kw/h mw watt volt hektar hektare are kwintal/ha ton/ha kg/ha kg/hari km² km2 "
    "people persons person households household hh families days day hours hour weeks months years times units pieces "
    "villages schools points score meters metres litres liters hectares tons tonnes sqm ha. cases sessions meetings".split()
)
SCALES = {"rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12,
          "k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}  # fmt: skip
CURRENCY = re.compile(
    r"(?<![a-z])(us\$|usd|u\.s\.|sgd|s\$|a\$|aud|nzd|nz\$|eur|euro?s?|gbp|pounds?|myr|rm|jpy|yen|cny|rmb|yuan|thb|baht|php|"
    r"peso|dolar|dollars?|ringgit|chf|cad|hkd|krw|won|inr|rupees?|sar|riyal|vnd|idr\$)(?![a-z])|[$€£¥₩₹₱฿]"
)
RUPIAH = re.compile(r"^(rp\.?|idr|rupiah)\s*(?=[\d(.,+-])|\s*(rupiah|idr)$")
SIGN_FIRST = re.compile(r"^([+-])\s*(rp\.?\s*|idr\s*)")
TAIL_MARKS = re.compile(r"\s*[.,]\s*[-–—=]+\s*$")  # noqa: RUF001
RANGE = re.compile(r"\d\s*(?:-|–|—|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga|to|until|~|\.\.+)\s*(?:rp\.?\s*)?\d")  # noqa: RUF001
OF = re.compile(rf"({NUMBER})\s*(?:/|dari|of|out of|:)\s*({NUMBER})")
SHAPE = re.compile(rf"(?P<sign>[+-])?\s*(?P<number>{NUMBER})\s*(?P<rest>.*)", re.DOTALL)
NOTE = re.compile(r"\s*[(\[][^)\]\d]*[)\]]\s*$")
WORDS = frozenset(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu juta "
    "ratusan puluhan se setengah seperempat lusin kodi gros dozen rb jt rp one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred".split()
)


class Number(Kind):
    """A number; no data is never 0."""

    name = "number"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """A float64 array, not-a-number where there is nothing or nothing that could be read."""
        cells = blanks_as_none(cells)
        style = column_style(cells)
        values, findings = bulk_numbers(cells, lambda cell: self.parse_cell(cell, context, style))
        values, more = self.judge(values, cells, context)
        return ColumnReading({key_of(column): values}, sorted([*findings, *more], key=_position) if more else findings)

    def parse_cell(self, cell: Cell, context: Context, style: str = "") -> Reading:
        """One cell that is not a plain number."""
        if not isinstance(cell, str):
            return odd_cell(cell)
        return styled(self.parse, cell, style)

    def parse(self, text: str) -> Reading:
        """One text as a number."""
        return parse_number(text)

    def judge(self, values: Floats, cells: Sequence[Cell], context: Context) -> tuple[Floats, list[Finding]]:
        """Looks at the numbers that were typed as numbers; their formats decide where they may be dates or percents."""
        if not _formats_decide(values, cells, context):
            return values, []
        return by_format(values, cells, context)

    def accept(self, value: Any, context: Context) -> Any:
        """A finite number within the column's bounds."""
        number = self.strict(value, context)
        within_bounds(number, context)
        return number

    def strict(self, value: Any, context: Context) -> float:
        """The number of a form's value; what needs a guess is refused."""
        if isinstance(value, bool) or not isinstance(value, int | float | str | np.number):
            refuse("not_a_number", context)
        if not isinstance(value, str):
            return float(value)
        reading = self.parse(value)
        for note in reading.notes:
            refuse(note.reason, context, **note.details)
        return float(reading.value) if reading.value is not None else refuse("not_a_number", context)

    def store(self, value: Any, context: Context, like: Sequence[Cell] = ()) -> Cell:
        """A number cell; whole numbers as whole numbers."""
        return None if is_blank(value) else whole(float(value))

    def show(self, value: Any, language: str = "id", context: Context | None = None) -> str:
        """1.234,5 in Indonesian, 1,234.5 in English."""
        if is_blank(value):
            return ""
        return english(float(value)) if language == "en" else indonesian(float(value))


def whole(number: float) -> int | float:
    """A whole number without its ".0"."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def within_bounds(number: float, context: Context) -> None:
    """Refuses a number below the column's `min` or above its `max`."""
    column = context.column
    low, high = (column.min, column.max) if column is not None else (None, None)
    if number != number or number in (float("inf"), float("-inf")):
        refuse("not_a_number", context)
    if (low is not None and number < low) or (high is not None and number > high):
        refuse("out_of_range", context, min=low, max=high)


def _position(finding: Finding) -> int:
    return finding.index


def blanks_as_none(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The same cells with None for the empty texts that Google sends."""
    return [None if cell == "" else cell for cell in cells] if "" in cells else cells


def bulk_numbers(cells: Sequence[Any], parse: Callable[[Any], Reading]) -> tuple[Floats, list[Finding]]:
    """The numbers of a column; `parse` is called once for each distinct cell that is no plain number."""
    odd = set(map(type, cells)) - NUMBERS - {NOTHING}
    try:
        if not odd:
            return _finite(np.array(cells, dtype=np.float64))
        return _finite_mixed(cells, odd, parse)
    except OverflowError:
        return bulk_numbers([str(cell) if type(cell) is int else cell for cell in cells], parse)


def _finite_mixed(
    cells: Sequence[Any], odd: set[type], parse: Callable[[Any], Reading]
) -> tuple[Floats, list[Finding]]:
    if odd == {str} and not set(map(type, cells)) & NUMBERS:
        readings: dict[Any, Reading] = {cell: parse(cell) for cell in set(cells) - {None}}
        values = np.array([readings[c].value if c is not None else None for c in cells], dtype=np.float64)
        return values, found_at(cells, {cell: r.notes for cell, r in readings.items() if r.notes})
    readings = {(type(c), c): parse(c) for c in {c for c in cells if type(c) in odd}}
    read = [readings[type(c), c].value if type(c) in odd else c for c in cells]
    noted = {key: reading.notes for key, reading in readings.items() if reading.notes}
    values, endless = _finite(np.array(read, dtype=np.float64))
    said = found_at([(type(c), c) for c in cells], noted) if noted else []
    return values, sorted([*said, *endless], key=_position) if endless else said


def _finite(values: Floats) -> tuple[Floats, list[Finding]]:
    endless = np.isinf(values)
    if not endless.any():
        return values, []
    values[endless] = np.nan
    return values, [Finding(int(i), "not_a_number", "unreadable") for i in np.flatnonzero(endless)]


def odd_cell(cell: Cell) -> Reading:
    """A cell that is neither text nor number: the sheet made it a date, or it is a tick box."""
    if isinstance(cell, bool):
        return unreadable("not_a_number")
    day = cell.date() if isinstance(cell, datetime) else cell
    shown = f"{day:%d/%m/%Y}" if isinstance(day, date) else str(cell)
    return unreadable("number_as_date", date=shown)


def _formats_decide(values: Floats, cells: Sequence[Cell], context: Context) -> bool:
    """Whether some number may be a percent (0.75 shown as 75%) or a date (a serial number) to the person who sees it."""
    if not len(values) or not set(map(type, cells)) & NUMBERS:
        return False
    fraction = (values > 0) & (values <= 1) if not context.serial_dates else (values > 0) & (values < 1)
    if fraction.any():
        return True
    serial = (values >= 36526) & (values <= 55153) & (values == np.floor(values))
    return bool(context.serial_dates and serial.any())


def by_format(values: Floats, cells: Sequence[Cell], context: Context) -> tuple[Floats, list[Finding]]:
    """Numbers shown as percents are read as shown; numbers shown as dates are not numbers."""
    formats = context.formats()
    if formats is None:
        return values, []
    findings = []
    for index, cell in enumerate(cells):
        pattern = format_at(formats, index)
        if pattern is None or type(cell) not in NUMBERS:
            continue
        if is_percent_format(pattern):
            values[index] = clean_product(values[index], 100)
        elif is_date_format(pattern) and values[index] >= FIRST_SERIAL:
            findings.append(Finding(index, "number_as_date", "unreadable", None, _as_date(values[index])))
            values[index] = np.nan
        elif is_time_format(pattern) and 0 <= values[index] < 1:
            findings.append(Finding(index, "number_as_date", "unreadable", None, {"date": f"{values[index]:.4f}"}))
            values[index] = np.nan
    return values, findings


def _as_date(number: float) -> dict[str, str]:
    return {"date": f"{from_serial(number):%d/%m/%Y}"}


def clean_product(number: float, factor: float) -> float:
    """A product without the dust of binary fractions: 0.07 × 100 is 7."""
    return float(f"{number * factor:.12g}")


def column_style(cells: Sequence[Cell]) -> str:
    """ "english" when the texts of a column prove that `.` is its decimal sign and none proves the opposite."""
    texts = [cell for cell in cells if type(cell) is str and ("." in cell or "," in cell)]
    if not texts:
        return ""
    proofs = [_proof(text) for text in set(texts)]
    if "id" in proofs:
        return ""
    return "english" if proofs.count("en") >= 3 or "EN" in proofs else ""


def _proof(text: str) -> str:
    """ "EN"/"id": this text alone proves how the column writes decimals; "en": it hints at it."""
    digits = re.search(r"\d[\d.,]*\d", text)
    if not digits:
        return ""
    found = digits[0]
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}", found):
        return "EN"
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}|\d+,(\d{1,2}|\d{4,})", found):
        return "id"
    return "en" if re.fullmatch(r"(\d+\.(\d{1,2}|\d{4,}))|0\.\d+|\d{4,}\.\d+", found) else ""


LONE_DOT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
LONE_COMMA = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])")


def styled(parse: Callable[[str], Reading], text: str, style: str) -> Reading:
    """One text of a column whose style is known: `1.500` and `1,500` follow the column there, and that is said."""
    if style != "english" or not (LONE_DOT.search(text) or LONE_COMMA.search(text)):
        return parse(text)
    turned = LONE_COMMA.sub(lambda m: m[0].replace(",", ""), text)
    turned = LONE_DOT.sub(lambda m: m[0] + "0", turned) if turned == text else turned
    reading = parse(turned)
    if reading.value is None:
        return reading
    return Reading(reading.value, (Note("english_column", NOTICE, indonesian(reading.value)), *reading.notes))


@lru_cache(maxsize=50_000)
def parse_number(text: str) -> Reading:
    """One text as a number: `±20 KK` is about 20, `1.500` is 1500, `10-15` and `dua puluh` are not guessed."""
    text = one_line(text)
    return nothing_in(text) or _worded(text.casefold(), SCALES, money=False)


def _worded(text: str, scales: dict[str, float], *, money: bool) -> Reading:
    if text.strip("() .") in ZERO_WORDS:
        return Reading(0.0)
    if foreign := CURRENCY.search(text):
        return unreadable("other_currency", currency=foreign[0].strip().upper())
    if text[:1] == "(" and text[-1:] == ")" and ")" not in text[:-1]:
        return _negative(_worded(text[1:-1].strip(), scales, money=money), money=money)
    text = SIGN_FIRST.sub(r"\2\1", _plain_signs(text))
    text, about = _strip_approximate(TAIL_MARKS.sub("", text))
    text, more = _strip_approximate(TAIL_MARKS.sub("", RUPIAH.sub("", text)).strip())
    return _approximate(_one_number(text, scales, money=money), about or more)


def _negative(reading: Reading, *, money: bool) -> Reading:
    """Book-keepers write what is owed in brackets; outside money that is only an assumption."""
    if reading.value is None or reading.value <= 0:
        return unreadable("not_a_number") if reading.value is not None else reading
    turned = Reading(-reading.value, reading.notes)
    return turned if money else turned.noted("negative_brackets", indonesian(turned.value))


def _plain_signs(text: str) -> str:
    return text.replace("−", "-").replace("‐", "-").replace("‑", "-")  # noqa: RUF001


def _strip_approximate(text: str) -> tuple[str, bool]:
    match = APPROXIMATE.match(text)
    return (text[match.end() :], True) if match else (text, False)


def _approximate(reading: Reading, about: bool) -> Reading:
    if not about or reading.value is None:
        return reading
    return reading.noted("approximate", indonesian(reading.value))


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
    value = clean_product(reading.value, factor) * (-1 if match["sign"] == "-" else 1) + 0.0
    notes = tuple(Note(n.reason, n.level, indonesian(value), n.details) for n in reading.notes)
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
    rest = NOTE.sub("", rest).strip(" .,;:*")
    if not rest or (not money and (rest in UNITS or _is_unit_phrase(rest))):
        return reading
    if set(re.findall(r"[a-z]+", rest)) & WORDS:
        return unreadable("number_in_words")
    if len(rest) > 60 or not re.match(r"[a-z/%@(°]", rest):
        return unreadable("not_a_number")
    if money and re.match(r"(/|per\b|tiap\b|setiap\b|a year|each)", rest):
        return reading.noted("per_unit", indonesian(reading.value), rest=rest)
    if money and abs(reading.value) < 1000:
        return unreadable("not_a_number")
    return reading.noted("words_ignored", indonesian(reading.value), rest=rest)


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
    return notice(part.value, "part_of", indonesian(part.value), total=indonesian(total.value), share=share)


def _why_not(text: str) -> str:
    """The reason to give for a text that holds no leading number."""
    if re.search(r"\d", text):
        return "several_numbers" if len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else "not_a_number"
    return "number_in_words" if set(re.findall(r"[a-z]+", text)) & WORDS else "not_a_number"
