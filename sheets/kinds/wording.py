"""The words of a date in people's writing: month names, "akhir", "minggu ke-2", "TW III", weekdays and little words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sheets.kinds.base import Reading
from sheets.kinds.days import Style, full_year, noticed, span_or_nothing
from sheets.kinds.months import month_number
from sheets.kinds.period import PARTS, Span, SpanWords, months_span, part_span
from sheets.kinds.shapes import SHAPES
from sheets.kinds.typed import wordset

WEEKDAYS = {
    "senin": 0, "sen": 0, "monday": 0, "mon": 0, "selasa": 1, "sel": 1, "tuesday": 1, "tue": 1, "rabu": 2, "rab": 2,
    "wednesday": 2, "wed": 2, "kamis": 3, "kam": 3, "thursday": 3, "thu": 3, "jumat": 4, "jum": 4, "friday": 4,
    "fri": 4, "sabtu": 5, "sab": 5, "saturday": 5, "sat": 5, "ahad": 6, "sunday": 6, "sun": 6,
}  # fmt: skip
COUNTED = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "satu": 1, "dua": 2, "tiga": 3,
    "empat": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
PERIODS = {
    **dict.fromkeys(("minggu", "mgg", "pekan", "week", "w", "m", "mg"), "W"),
    **dict.fromkeys(("q", "tw", "triwulan", "kuartal", "kwartal", "quarter", "qtr", "trw", "twl", "k", "triw"), "Q"),
    **dict.fromkeys(("smt", "semester", "sem", "smst", "h", "s", "half"), "S"),
    **dict.fromkeys(("tahun", "thn", "th", "year", "ta"), "T"),
}
DROPPED = wordset(
    "tgl tanggal pada hari bulan bln di the of on ke st nd rd in month selama sepanjang periode masa anggaran",
)
UNTIL = wordset(
    "paling lambat sebelum deadline sampai hingga due by before until s d sd dengan maks maksimal max target",
    "selambatnya lambatnya tenggat batas",
)
FROM = wordset("mulai sejak dari since from starting per start")
ABOUT = wordset("sekitar kira ± ~ estimasi perkiraan tentatif rencana approx around about kurleb")
BEFORE = UNTIL | FROM | ABOUT
WORD = re.compile(r"'\d{2}(?!\d)|\d+|[^\W\d_]+|±|~")


def in_words(text: str, style: Style) -> Reading | None:
    """A date in words, by the shape of its words: "senin 17 agustus 2026" has the shape DMY."""
    words = DateWords.of(text)
    reading = words.read(style) if words else None
    return words.said_of(reading, style) if words is not None and reading is not None else reading


@dataclass(slots=True)
class DateWords:
    """The words of a date, each with the letter of what it is (see `shapes`), and the number it stands for."""

    shape: str
    numbers: list[int]
    names: list[str]
    weekday: int | None
    dropped: set[str]

    @classmethod
    def of(cls, text: str) -> DateWords | None:
        """The words of a text; None when one of them has no place in a date."""
        made = cls("", [], [], None, set())
        if text.startswith("minggu,"):
            made.weekday, text = 6, text[7:]
        if re.search(r"[^\w\s.,/'\-±~]", text):
            return None
        words = WORD.findall(text)
        known = len(words) <= 12 and all(made._add(word, words[i + 1 :]) for i, word in enumerate(words))
        return made if known else None

    def _add(self, word: str, following: list[str]) -> bool:
        """Takes one word in; False when it has no place in a date."""
        if word[0] == "'" or word.isdecimal():
            return self._add_number(word)
        if (month := month_number(word)) is not None:
            return self._push("M", month, word)
        if word in PARTS and not (word == "start" and not self.shape and following[:1] and following[0].isdecimal()):
            return self._push("A", PARTS[word], word)
        if word in COUNTED:
            return self._push("R", COUNTED[word], word)
        number_next = bool(following) and (following[0].isdecimal() or following[0] in COUNTED)
        if word in PERIODS and (len(word) > 1 or number_next) and not (word == "th" and self.shape.endswith("D")):
            return self._push(PERIODS[word], 0, word)
        return self._set_aside(word)

    def _set_aside(self, word: str) -> bool:
        """Words that stand beside a date: its weekday, "tanggal", "ke-", "paling lambat"."""
        if word == "ke" and self.shape == "W":
            self.names = ["week"]
        if word in WEEKDAYS:
            self.weekday = WEEKDAYS[word]
        if word in BEFORE:
            self.dropped.add(word)
            return not self.shape or word in ABOUT
        return word in DROPPED or word in WEEKDAYS or word == "th"

    def _add_number(self, word: str) -> bool:
        if word[0] == "'" or len(word) == 4:
            return self._push("Y", full_year(word), word)
        return self._push("D", int(word), word) if len(word) <= 2 and word.isascii() else False

    def _push(self, letter: str, number: int, name: str) -> bool:
        self.shape += letter
        self.numbers.append(number)
        self.names.append(name)
        return True

    def doubts(self, style: Style) -> list[str]:
        """The notices for words that were left aside."""
        found = ["approximate_date"] if self.dropped & ABOUT else []
        aside = self.dropped & (UNTIL if style.edge == "start" else FROM | {"sebelum", "before"})
        return [*found, "words_ignored"] if aside else found

    def said_of(self, reading: Reading, style: Style) -> Reading:
        """A date with the notices that the words around it call for."""
        for reason in self.doubts(style):
            reading = noticed(reading, reason)
        if reading.value is not None and self.wrong_weekday(reading.value):
            return noticed(reading, "weekday_mismatch")
        return reading

    def wrong_weekday(self, span: Span) -> bool:
        """Whether the weekday beside a day is not that day's."""
        return self.weekday is not None and span.low == span.high and span.low.weekday() != self.weekday

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
        year = style.clock.year or style.clock.today.year
        return noticed(span_or_nothing(part_span(months_span(year, 1, 12), self.numbers[0])), "no_year")

    def _part(self, shape: str, numbers: list[int], style: Style) -> Reading | None:
        whole = self._whole(shape[1:], numbers[1:], style, names=self.names[1:])
        if whole is None or whole.value is None:
            return whole
        low, high = whole.value
        if (high - low).days < 27:
            return None
        span = part_span(Span(low, high), numbers[0])
        notes = tuple(replace(note, read_as=SpanWords(*span)) if span else note for note in whole.notes)
        return Reading(span, notes)

    def _whole(self, shape: str, numbers: list[int], style: Style, names: list[str] | None = None) -> Reading | None:
        reader = SHAPES.get(shape)
        return reader(numbers, names or self.names, style) if reader else None
