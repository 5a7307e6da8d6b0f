"""One text as a date or a period: day first, in digits or words, single or from–to, with the slips that hands make."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from sheets.kinds.base import Note, Reading, unreadable
from sheets.kinds.days import DAY_FIRST, Style, day_first, exact_day, in_digits, noticed
from sheets.kinds.months import MONTHS, month_number
from sheets.kinds.period import Span, SpanWords, day_span
from sheets.kinds.typed import nothing_in, one_line
from sheets.kinds.wording import ABOUT, WEEKDAYS, DateWords, in_words

NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
TIME = re.compile(
    r"(?:[t,]?\s*(?:pukul|pkl\.?|jam|at)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?(?:z|[+-]\d{2}:?\d{2})?|"
    r",?\s*(?:pukul|pkl\.?|jam)\s*\d{1,2}(?:[.:]\d{2})?|,?\s*\d{1,2}[.:]\d{2}(?=\s*wi(?:b|ta|t)\b)|"
    r"(?<=\d{4})[, ]\s?\d{1,2}\.\d{2}(?=$))"
    r"(?:\s*(?:-|–|s/d|sampai)\s*(?:\d{1,2}[.:]\d{2}|selesai))?\s*(?:wib|wita|wit)?$"
)
RELATIVE = re.compile(
    r"\b(h\s?[-+]\s?\d+|hari h|besok|lusa|kemarin|kmrn|nanti|segera|secepatnya|asap|rutin|setiap|tiap|berkala|"
    r"harian|mingguan|bulanan|tahunan|"
    r"depan|lalu|ini|today|tomorrow|yesterday|next|last week|weekly|monthly|daily|every|kondisional|fleksibel|sewaktu|"
    r"insidental|situasional|terus|selanjutnya|ramadan|ramadhan|puasa|lebaran|idul fitri|natal|panen|musim|"
    r"soon|ongoing|on going|sekarang|setelah|sesudah|usai|eom)\b|"
    r"^(?:awal|tengah|pertengahan|akhir|end of) (?:bulan|minggu|month|week)$"
)
DURATION = re.compile(
    r"\d+(?:[.,-]\d+)?\s*(?:hari|minggu|mgg|bulan|bln|tahun|thn|jam|days?|weeks?|months?|years?|hr)\.?", re.ASCII
)
JOIN = re.compile(
    r"\s*(?:s\s?/\s?d|s\.\s?d\.?|(?<![a-z])sd(?![a-z])|sampai dengan|sampai|hingga|to|until|till|->|→)\.?\s*"
)
DASH = re.compile(r"[–—−‐‑‒―]")
NOTE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*$")
SEVERAL = (
    re.compile(r"\d{1,2}\s*(?:,|&|dan|and|atau|or)\s*\d{1,2}"),
    re.compile(r"\d{4}.*\d{4}"),
    re.compile(r"\d\s?[/-]\s?\d+\s?[/-]\s?\d.*\d\s?[/-]\s?\d+\s?[/-]\s?\d"),
)
CLOCK = re.compile(r"[a-z/-].*(?:pukul|pkl|jam|wi[bt]|wita|\d{4},? \d{1,2}\.\d{2}$)")
NOT_YET = {"belum", "blm", "belum selesai", "belum mulai", "belum dimulai", "not yet"}
LONGEST = 366 * 20  # days; two dates further apart are no plan


def parse_date(text: str, style: Style) -> Reading:
    """The Span that one text means; what is impossible or relative is unreadable, guesses are noticed."""
    if quick := DAY_FIRST.fullmatch(text):
        return day_first(quick, style)
    if (quick := NAMED.fullmatch(text)) and (month := MONTHS.get(quick[2].lower())):
        return exact_day(int(quick[3]), month, int(quick[1]))
    text = one_line(text if text.isascii() else unicodedata.normalize("NFKC", text))
    if nothing := nothing_in(text):
        return nothing
    prepared = _prepared(text)
    return Reading() if prepared in NOT_YET else _dated(prepared, style)


def _prepared(text: str) -> str:
    """Small letters, one sort of dash and apostrophe, no time of day."""
    text = DASH.sub("-", text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'"))
    text = re.sub(r"\bju'?m'?at\b|\bjum'at\b", "jumat", text)
    timed = ":" in text or CLOCK.search(text)
    return (TIME.sub("", text) if timed else text).strip(" .,;")


def _dated(text: str, style: Style) -> Reading:
    """A prepared text: in digits, then without a remark in brackets, in words, as a range."""
    if found := in_digits(text, style):
        return found
    if text[-1:] in ("?", "*"):
        return noticed(_dated(text.rstrip("?* "), style), "approximate_date")
    if inner := NOTE.search(text):
        return _with_note(_dated(text[: inner.start()].strip(), style), inner[1].strip())
    if RELATIVE.search(text):
        return unreadable("relative_date")
    if DURATION.fullmatch(text):
        return unreadable("duration")
    return _introduced(text, style) or in_words(text, style) or _range(text, style) or unreadable(_why_not(text))


def _introduced(text: str, style: Style) -> Reading | None:
    """Digits behind words that only introduce them: "Senin, 17/8/2026", "tgl 17-8-2026", "s.d. 17/8/2026"."""
    start = re.match(r"[^\d']+(?=\d)", text)
    reading = in_digits(text[start.end() :], style) if start else None
    words = DateWords.of(start[0]) if start and reading else None
    if reading is None or words is None or words.shape:
        return None
    return words.said_of(reading, style)


def _with_note(reading: Reading, inner: str) -> Reading:
    if reading.value is None or inner in WEEKDAYS or inner == "minggu":
        return reading
    if re.search(r"\d", inner):
        return unreadable("several_dates")
    reason = "approximate_date" if set(inner.split()) & ABOUT else "words_ignored"
    return reading.noted(reason, SpanWords(*reading.value), rest=inner)


def _range(text: str, style: Style) -> Reading | None:
    """From one end to the other, "12 s/d 14 Okt 2026", "28 Okt - 2 Nov", "Jan–Mar 2026": first day to last."""
    for low, high in _ends(text):
        later = in_digits(high, style) or in_words(high, style)
        if later is None or later.value is None:
            continue
        earlier = _earlier(low, later.value, style)
        if earlier is None:
            continue
        span = _from_to(earlier, later)
        if span.low <= span.high and (span.high - span.low).days < LONGEST:
            return Reading(span, tuple(Note(n.reason, n.level, SpanWords(*span), n.details) for n in later.notes))
    return None


def _from_to(low: date, later: Reading) -> Span:
    """From a first day to the last of a second date; one without a year is the next after the first."""
    high: date = later.value.high
    if high.year != low.year and any(note.reason == "no_year" for note in later.notes):
        next_ones = (day_span(year, high.month, high.day) for year in (low.year, low.year + 1))
        high = next((span.low for span in next_ones if span and span.low >= low), high)
    return Span(low, high)


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
    reading = in_digits(text, style) or in_words(text, style)
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
    months = [word for word in re.findall(r"[a-z]+", text) if month_number(word)]
    dated = months or re.search(r"\d\s?[/-]|^(?:tgl|tanggal)\b", text)
    if len(months) > 1 or (dated and any(shape.search(text) for shape in SEVERAL)):
        return "several_dates"
    if found := re.fullmatch(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(\d+)", text):
        return "impossible_date" if len(found[1]) in (2, 4) else "year_out_of_range"
    return "duration" if DURATION.search(text) and not months else "not_a_date"
