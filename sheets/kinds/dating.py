"""One text as a date or a period: how people in Indonesia write days, day first, with words, short forms and slips."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sheets.kinds.base import Note, Reading, unreadable
from sheets.kinds.months import ENGLISH_ONLY, month_number
from sheets.kinds.period import (
    FIRST_YEAR,
    LAST_YEAR,
    PARTS,
    Clock,
    Span,
    day_span,
    half_span,
    months_span,
    part_span,
    quarter_span,
    show_day,
    show_span,
    week_span,
)  # fmt: skip
from sheets.kinds.typed import FIRST_SERIAL, LAST_SERIAL, from_serial, nothing_in, one_line

DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?('?\d{2}|\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{1,2})", re.ASCII)
MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{4})", re.ASCII)
YEAR_MONTH = re.compile(r"(\d{4})\s?[/.\-]\s?(\d{1,2})", re.ASCII)
DAY_MONTH = re.compile(r"(\d{1,2})\s?[/\-]\s?(\d{1,2})", re.ASCII)
TIME = re.compile(
    r"(?:[t,]?\s*(?:pukul|pkl\.?|jam|at)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?(?:z|[+-]\d{2}:?\d{2})?|"
    r",?\s*(?:pukul|pkl\.?|jam)\s*\d{1,2}[.:]\d{2}|,?\s*\d{1,2}[.:]\d{2}(?=\s*wi(?:b|ta|t)\b))"
    r"(?:\s*(?:-|–|s/d|sampai)\s*(?:\d{1,2}[.:]\d{2}|selesai))?\s*(?:wib|wita|wit)?$"
)
WEEKDAYS = {
    "senin": 0, "sen": 0, "monday": 0, "mon": 0, "selasa": 1, "sel": 1, "tuesday": 1, "tue": 1, "rabu": 2, "rab": 2,
    "wednesday": 2, "wed": 2, "kamis": 3, "kam": 3, "thursday": 3, "thu": 3, "jumat": 4, "jum": 4, "friday": 4, "fri": 4,
    "sabtu": 5, "sab": 5, "saturday": 5, "sat": 5, "ahad": 6, "sunday": 6, "sun": 6,
}  # fmt: skip
ROMANS = {
    name: number
    for number, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
ORDINALS = {"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "satu": 1, "dua": 2, "tiga": 3,
            "empat": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}  # fmt: skip
KINDS_OF_WORD = {
    **dict.fromkeys(("minggu", "mgg", "pekan", "week", "w", "m", "mg"), "W"),
    **dict.fromkeys(("q", "tw", "triwulan", "kuartal", "kwartal", "quarter", "qtr", "trw", "twl", "k", "triw"), "Q"),
    **dict.fromkeys(("smt", "semester", "sem", "smst", "h", "s", "half"), "S"),
    **dict.fromkeys(("tahun", "thn", "th", "year", "ta"), "T"),
}
DROPPED = {"tgl", "tanggal", "pada", "hari", "bulan", "bln", "di", "the", "of", "on", "ke", "st", "nd", "rd", "in", "month",
           "selama", "sepanjang", "periode", "masa", "anggaran"}  # fmt: skip
UNTIL = {"paling", "lambat", "sebelum", "deadline", "sampai", "hingga", "due", "by", "before", "until", "s", "d", "sd", "dengan",
         "maks", "maksimal", "max", "target", "selambatnya", "lambatnya", "tenggat", "batas"}  # fmt: skip
FROM = {"mulai", "sejak", "dari", "since", "from", "starting", "per", "start"}
ABOUT = {
    "sekitar",
    "kira",
    "±",
    "~",
    "estimasi",
    "perkiraan",
    "tentatif",
    "rencana",
    "approx",
    "around",
    "about",
    "kurleb",
}
RELATIVE = re.compile(
    r"\b(besok|lusa|kemarin|kmrn|nanti|segera|secepatnya|asap|rutin|setiap|tiap|berkala|harian|mingguan|bulanan|tahunan|"
    r"depan|lalu|ini|today|tomorrow|yesterday|next|last week|weekly|monthly|daily|every|kondisional|fleksibel|sewaktu|"
    r"insidental|situasional|terus|selanjutnya|ramadan|ramadhan|puasa|lebaran|idul fitri|natal|panen|musim|soon|ongoing)\b"
)
DURATION = re.compile(
    r"\d+(?:[.,-]\d+)?\s*(?:hari|minggu|mgg|bulan|bln|tahun|thn|jam|days?|weeks?|months?|years?|hr)\.?", re.ASCII
)
TOKEN = re.compile(r"'\d{2}(?!\d)|\d+|[^\W\d_]+|±|~")
JOIN = re.compile(
    r"\s*(?:s\s?/\s?d|s\.\s?d\.?|(?<![a-z])sd(?![a-z])|sampai dengan|sampai|hingga|to|until|till|->|→)\.?\s*"
)
DASH = re.compile(r"[–—−‐‑‒―]")
NOTE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Style:
    """How one column's dates are read: by which clock, which end counts, and whether its months come first."""

    clock: Clock
    edge: str = "end"
    month_first: bool = False


def parse_date(text: str, style: Style) -> Reading:
    """The Span that one text means; impossible days, durations and "besok" are unreadable, guesses come with a notice."""
    text = one_line(text)
    quick = DAY_FIRST.fullmatch(text)
    if quick:
        return _day_first(quick, style)
    if nothing := nothing_in(text):
        return nothing
    return _dated(_prepared(text), style)


def _prepared(text: str) -> str:
    text = DASH.sub("-", text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'"))
    text = re.sub(r"\bju'?m'?at\b|\bjum'at\b", "jumat", text)
    return (
        TIME.sub("", text).strip(" .,;")
        if ":" in text or "wi" in text or "pukul" in text or "jam" in text
        else text.strip(" .,;")
    )


def _dated(text: str, style: Style) -> Reading:
    if found := _numeric(text, style):
        return found
    if inner := NOTE.search(text):
        return _with_note(_dated(text[: inner.start()].strip(), style), inner[1].strip())
    if RELATIVE.search(text):
        return unreadable("relative_date")
    if DURATION.fullmatch(text):
        return unreadable("duration")
    return _in_words(text, style) or _range(text, style) or unreadable(_why_not(text))


def _with_note(reading: Reading, inner: str) -> Reading:
    if reading.value is None or inner in WEEKDAYS or inner == "minggu":
        return reading
    if re.search(r"\d", inner):
        return unreadable("several_dates")
    return reading.noted(
        "approximate_date" if set(inner.split()) & ABOUT else "words_ignored", show_span(*reading.value), rest=inner
    )


def _numeric(text: str, style: Style) -> Reading | None:
    if found := DAY_FIRST.fullmatch(text):
        return _day_first(found, style)
    if found := YEAR_FIRST.fullmatch(text):
        return _exact(int(found[1]), int(found[2]), int(found[3]))
    if text.isdecimal():
        return _digits(text)
    if found := MONTH_YEAR.fullmatch(text):
        return _of(months_span(int(found[2]), int(found[1]), int(found[1])))
    if (found := YEAR_MONTH.fullmatch(text)) and int(found[2]) <= 12:
        return _of(months_span(int(found[1]), int(found[2]), int(found[2])))
    if found := DAY_MONTH.fullmatch(text):
        return _yearless(int(found[1]), int(found[2]), style)
    return None


def _of(span: Span | None) -> Reading:
    return Reading(span) if span is not None else unreadable("impossible_date")


def _exact(year: int, month: int, day: int) -> Reading:
    return _of(day_span(year, month, day))


def _year(text: str) -> int:
    digits = text.lstrip("'")
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _day_first(found: re.Match[str], style: Style) -> Reading:
    first, second, year = int(found[1]), int(found[2]), _year(found[3])
    if style.month_first:
        reading = _exact(year, first, second) if first <= 12 else _exact(year, second, first)
        return reading if reading.value is None else _noticed(reading, "month_first_column")
    if second > 12 and first <= 12:
        return _noticed(_exact(year, first, second), "day_month_swapped")
    return _exact(year, second, first)


def _noticed(reading: Reading, reason: str) -> Reading:
    return reading if reading.value is None else reading.noted(reason, show_span(*reading.value))


def _yearless(day: int, month: int, style: Style) -> Reading:
    if style.month_first and day <= 12:
        day, month = month, day
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return unreadable("impossible_date")
    return _noticed(_exact(style.clock.year_of(month, day), month, day), "no_year")


def _digits(text: str) -> Reading:
    """Digits alone: a year, 20260817, 17082026, a day number of the spreadsheet, or only the number of a period."""
    if not text.isascii() or len(text) > 8:
        return unreadable("not_a_date")
    if len(text) == 8:
        return _eight(text)
    return number_span(int(text), typed_as_text=True)


def _eight(text: str) -> Reading:
    span = day_span(int(text[:4]), int(text[4:6]), int(text[6:])) or day_span(
        int(text[4:]), int(text[2:4]), int(text[:2])
    )
    return _of(span)


def number_span(number: float, *, typed_as_text: bool = False, serial_dates: bool = True) -> Reading:
    """A number in a date column: a year, a day number of the spreadsheet, or (1–366) only the number of a period."""
    if not number == number or number in (float("inf"), float("-inf")):
        return Reading()
    if FIRST_SERIAL <= number < LAST_SERIAL + 1:
        day = from_serial(number)
        reading = Reading(Span(day, day))
        return reading if serial_dates and not typed_as_text else reading.noted("serial_date", show_day(day))
    if number != int(number):
        return unreadable("not_a_date")
    if FIRST_YEAR <= number <= LAST_YEAR:
        return _of(months_span(int(number), 1, 12))
    if 1 <= number <= 366:
        return unreadable("period_number")
    return (
        _eight(str(int(number)))
        if 19000101 <= number <= 31122100 and len(str(int(number))) == 8
        else unreadable("not_a_date")
    )


def _in_words(text: str, style: Style) -> Reading | None:
    """A date in words, by the shape of its words: "senin 17 agustus 2026" has the shape DMY."""
    words = Words.of(text)
    if words is None:
        return None
    reading = words.read(style)
    if reading is None or reading.value is None:
        return reading
    for reason in words.doubts(style):
        reading = _noticed(reading, reason)
    if (
        words.weekday is not None
        and reading.value.low == reading.value.high
        and reading.value.low.weekday() != words.weekday
    ):
        reading = _noticed(reading, "weekday_mismatch")
    return reading


@dataclass(slots=True)
class Words:
    """The words of a date, each with a letter for what it is: D day, Y year, M month, W week, Q quarter, S semester, A part."""

    shape: str
    numbers: list[int]
    names: list[str]
    weekday: int | None
    dropped: set[str]

    @classmethod
    def of(cls, text: str) -> Words | None:
        """The words of a text; None when one of them has no place in a date."""
        made = cls("", [], [], None, set())
        if text.startswith("minggu,"):
            made.weekday, text = 6, text[7:]
        if re.search(r"[^\w\s.,/'\-±~]", text):
            return None
        tokens = TOKEN.findall(text)
        return (
            made if len(tokens) <= 12 and all(made._add(token, tokens, i) for i, token in enumerate(tokens)) else None
        )

    def _add(self, token: str, tokens: list[str], index: int) -> bool:
        if token[0] == "'" or token.isdecimal():
            return self._add_number(token)
        if (month := month_number(token)) is not None:
            return self._push("M", month, token)
        if token in WEEKDAYS:
            self.weekday = WEEKDAYS[token]
            return True
        if token in PARTS and not (token == "start" and index == 0 and self._dated_next(tokens)):
            return self._push("A", PARTS[token], token)
        if token in ROMANS or token in ORDINALS:
            return self._push("R", ROMANS.get(token) or ORDINALS[token], token)
        if token == "th" and self.shape.endswith("D"):
            return True
        if token == "ke" and self.shape == "W":
            self.names = ["week"]
        followed = index + 1 < len(tokens) and (tokens[index + 1].isdecimal() or tokens[index + 1] in ROMANS)
        if token in KINDS_OF_WORD and (len(token) > 1 or followed):
            return self._push(KINDS_OF_WORD[token], 0, token)
        if token in UNTIL or token in FROM or token in ABOUT:
            self.dropped.add(token)
            return not self.shape or token in ABOUT
        return token in DROPPED

    def _dated_next(self, tokens: list[str]) -> bool:
        return len(tokens) > 1 and tokens[1].isdecimal()

    def _add_number(self, token: str) -> bool:
        if token[0] == "'" or len(token) == 4:
            return self._push("Y", _year(token), token)
        return self._push("D", int(token), token) if len(token) <= 2 and token.isascii() else False

    def _push(self, letter: str, number: int, name: str) -> bool:
        self.shape += letter
        self.numbers.append(number)
        self.names.append(name)
        return True

    def doubts(self, style: Style) -> list[str]:
        """The notices for words that were left aside."""
        found = ["approximate_date"] if self.dropped & ABOUT else []
        aside = (self.dropped & UNTIL if style.edge == "start" else set()) | (
            self.dropped & FROM if style.edge == "end" else set()
        )
        return [*found, "words_ignored"] if aside else found

    def read(self, style: Style) -> Reading | None:
        """The date that this shape means, or None when it is no shape of a date."""
        shape = re.sub(r"T(?=Y)", "", self.shape)
        numbers = [n for letter, n in zip(self.shape, self.numbers, strict=True) if letter != "T"]
        if "T" in shape:
            return self._of_year(shape, style)
        if shape[:1] == "A" and shape[1:2] not in ("", "W", "A"):
            return self._part(shape, numbers, style)
        return self._whole(shape, numbers, style)

    def _of_year(self, shape: str, style: Style) -> Reading | None:
        if shape != "AT":
            return None
        year = style.clock.today.year
        return _noticed(_of(part_span(months_span(year, 1, 12), self.numbers[0])), "no_year")

    def _part(self, shape: str, numbers: list[int], style: Style) -> Reading | None:
        whole = self._whole(shape[1:], numbers[1:], style, names=self.names[1:])
        if whole is None or whole.value is None:
            return whole
        low, high = whole.value
        if (high - low).days < 27:
            return None
        span = part_span(Span(low, high), numbers[0])
        notes = tuple(replace(note, read_as=show_span(*span)) if span else note for note in whole.notes)
        return Reading(span, notes)

    def _whole(self, shape: str, numbers: list[int], style: Style, names: list[str] | None = None) -> Reading | None:
        reader = SHAPES.get(shape)
        return reader(numbers, names or self.names, style) if reader else None


def _dmy(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _exact(n[2], n[1], n[0])


def _mdy(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _exact(n[2], n[0], n[1])


def _ymd(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _exact(n[0], n[1], n[2])


def _short_year(n: list[int], names: list[str], style: Style) -> Reading | None:
    """17 Agt 26, 17-VIII-26."""
    return _exact(2000 + n[2], n[1], n[0]) if len(names[-1]) == 2 else None


def _dm(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _yearless(n[0], n[1], replace(style, month_first=False))


def _md(n: list[int], names: list[str], style: Style) -> Reading | None:
    """ "Agt 26" is a month of 2026 for an Indonesian, "August 17" a day for an Englishman: said aloud either way."""
    if names[-2] in ENGLISH_ONLY and n[1] <= 31 and (n[1] < 20 or len(names[-2]) > 3):
        return _yearless(n[1], n[0], replace(style, month_first=False))
    if len(names[-1]) < 2:
        return _yearless(n[1], n[0], replace(style, month_first=False))
    return _noticed(_of(months_span(2000 + n[1], n[0], n[0])), "two_digit_year")


def _my(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _of(months_span(n[1], n[0], n[0]))


def _ym(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _of(months_span(n[0], n[1], n[1]))


def _m(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _noticed(_of(months_span(style.clock.year_of(n[0]), n[0], n[0])), "no_year")


def _y(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _of(months_span(n[0], 1, 12))


def _quarter(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _of(quarter_span(n[2], n[1]))


def _quarter_turned(n: list[int], names: list[str], style: Style) -> Reading | None:
    """2026 Q3, 3rd quarter 2026."""
    return _of(quarter_span(n[0], n[2])) if n[0] > 31 else _of(quarter_span(n[2], n[0]))


def _quarter_alone(n: list[int], names: list[str], style: Style) -> Reading | None:
    year = style.clock.year_of(3 * n[1] - 2) if 1 <= n[1] <= 4 else style.clock.today.year
    return _noticed(_of(quarter_span(year, n[1])), "no_year")


def _half(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _of(half_span(n[2], n[1]))


def _half_turned(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _of(half_span(n[0], n[2])) if n[0] > 31 else _of(half_span(n[2], n[0]))


def _half_alone(n: list[int], names: list[str], style: Style) -> Reading | None:
    year = style.clock.year_of(6 * n[1] - 5) if 1 <= n[1] <= 2 else style.clock.today.year
    return _noticed(_of(half_span(year, n[1])), "no_year")


def _week(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Minggu ke-2 Maret 2026; "Minggu 2 Agustus 2026" may also be a Sunday, and "Minggu 16 …" can only be one."""
    exact = day_span(n[3], n[2], n[1])
    if names[0] == "minggu" and exact and exact.low.weekday() == 6:
        return Reading(exact) if n[1] > 5 else _noticed(_of(week_span(n[3], n[2], n[1])), "week_or_sunday")
    return _of(week_span(n[3], n[2], n[1]))


def _week_yearless(n: list[int], names: list[str], style: Style) -> Reading | None:
    return _noticed(_of(week_span(style.clock.year_of(n[2]), n[2], n[1])), "no_year")


def _week_turned(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Maret 2026 minggu ke-2."""
    return _of(week_span(n[1], n[0], n[3]))


def _week_after_month(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Maret minggu II 2026, and without a year."""
    if len(n) == 4:
        return _of(week_span(n[3], n[0], n[2]))
    return _noticed(_of(week_span(style.clock.year_of(n[0]), n[0], n[2])), "no_year")


def _last_week(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Minggu terakhir Maret 2026, akhir minggu is none."""
    part = n[1] if names[0] in KINDS_OF_WORD else n[0]
    if names[0] in PARTS and names[0] not in ("last",):
        return None
    number = {0: 1, 2: 0}.get(part)
    if number is None:
        return None
    year = n[3] if len(n) == 4 else style.clock.year_of(n[2])
    reading = _of(week_span(year, n[2], number))
    return reading if len(n) == 4 else _noticed(reading, "no_year")


SHAPES = {
    "DMY": _dmy, "MDY": _mdy, "YMD": _ymd, "DMD": _short_year, "DRY": _dmy, "DRD": _short_year, "DM": _dm, "MD": _md,
    "MY": _my, "YM": _ym, "M": _m, "Y": _y, "QDY": _quarter, "QRY": _quarter, "YQD": _quarter_turned, "YQR": _quarter_turned,
    "DQY": _quarter_turned, "RQY": _quarter_turned, "QD": _quarter_alone, "QR": _quarter_alone, "SDY": _half, "SRY": _half,
    "YSD": _half_turned, "YSR": _half_turned, "DSY": _half_turned, "RSY": _half_turned, "SD": _half_alone, "SR": _half_alone,
    "WDMY": _week, "WRMY": _week, "WDM": _week_yearless, "WRM": _week_yearless, "MYWD": _week_turned, "MYWR": _week_turned,
    "MWDY": _week_after_month, "MWRY": _week_after_month, "MWD": _week_after_month, "MWR": _week_after_month,
    "WAMY": _last_week, "WAM": _last_week, "AWMY": _last_week, "AWM": _last_week,
}  # fmt: skip


def _range(text: str, style: Style) -> Reading | None:
    """ "12 s/d 14 Okt 2026", "28 Okt - 2 Nov", "Jan–Mar 2026": the first day of one end to the last of the other."""
    for low, high in _ends(text):
        later = _numeric(high, style) or _in_words(high, style)
        if later is None or later.value is None:
            continue
        earlier = _earlier(low, later.value, style)
        if earlier is None or earlier > later.value.high:
            continue
        span = Span(earlier, later.value.high)
        notes = tuple(Note(n.reason, n.level, show_span(*span), n.details) for n in later.notes)
        return Reading(span, notes) if (span.high - span.low).days < 366 * 20 else None
    return None


def _ends(text: str) -> list[tuple[str, str]]:
    """Every way to cut a text into two ends."""
    joined = [(text[: m.start()].strip(), text[m.end() :].strip()) for m in JOIN.finditer(text)]
    spaced = [(text[: m.start()].strip(), text[m.end() :].strip()) for m in re.finditer(r"\s-+\s", text)]
    tight = [(text[: m.start()].strip(), text[m.end() :].strip()) for m in re.finditer(r"-", text)]
    return [pair for pair in (*joined, *spaced, *tight) if all(pair)]


def _earlier(text: str, later: Span, style: Style) -> date | None:
    """The first day of a range's left end, with the month or year that only its right end names."""
    if text.isdecimal() and len(text) <= 2:
        span = day_span(later.high.year, later.high.month, int(text))
        return span.low if span and later.low == later.high else None
    reading = _numeric(text, style) or _in_words(text, style)
    if reading is None or reading.value is None:
        return None
    low: date = reading.value.low
    if any(note.reason == "no_year" for note in reading.notes):
        return _before(low, later.high)
    return low


def _before(low: date, high: date) -> date | None:
    """The same day of the year in the year of `high`, or the year before when it would come after."""
    for year in (high.year, high.year - 1):
        span = day_span(year, low.month, low.day)
        if span and span.low <= high:
            return span.low
    return None


def _why_not(text: str) -> str:
    """The reason to give for a text that is no date."""
    if re.search(r"\d{1,2}\s*(?:,|&|dan|and|atau|or)\s*\d{1,2}", text) or len(re.findall(r"\d{4}", text)) > 1:
        return "several_dates"
    if len(re.findall(r"\d+\s?[/-]\s?\d+\s?[/-]\s?\d+", text)) > 1:
        return "several_dates"
    if re.fullmatch(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d+", text):
        return "impossible_date"
    return (
        "duration"
        if DURATION.search(text) and not any(map(month_number, re.findall(r"[a-z]+", text)))
        else "not_a_date"
    )
