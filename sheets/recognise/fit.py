"""How well the cells of a column fit what a declared column holds."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sheets.recognise.content import SAMPLE, Shape
from sheets.recognise.vocabulary import compared
from sheets.schema import Column, Schema

PHONE = re.compile(r"^[+(]?[\d\s().-]{8,20}(\s*/.*)?$")


def fits(column: Column, seen: Shape, schema: Schema | None) -> float:
    """How well a column's cells fit a declared column, 0–1; an empty column fits anything."""
    if seen.n == 0:
        return 0.7
    judge = JUDGES.get(column.kind)
    return judge(column, seen, schema) if judge else 0.7


def _date(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    serial = sum(isinstance(c, int | float) and 20_000 < c < 80_000 for c in seen.raw)
    good = seen.dates + serial + 0.5 * seen.small + 0.4 * seen.relative
    return max(0.05, min(1.0, good / seen.n))


def _number(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    dates = sum(isinstance(c, date) for c in seen.raw)
    return max(0.05, (seen.numbers - dates) / seen.n)


def _money(column: Column, seen: Shape, schema: Schema | None) -> float:
    return max(0.05, _number(column, seen, schema) - seen.share(seen.measured))


def _percent(column: Column, seen: Shape, schema: Schema | None) -> float:
    return max(0.05, 0.95 * _number(column, seen, schema) - seen.share(seen.measured))


def _choice(column: Column, seen: Shape, schema: Schema | None) -> float:
    if not seen.texts:
        return 0.3
    words = choice_words(schema, column.choices or "") if schema else frozenset()
    hits = sum(text in words or text.split()[0] in words for text in seen.texts if text)
    share = hits / len(seen.texts)
    return share if share >= 0.3 else max(0.05, 0.45 - 0.5 * seen.share(seen.prose) - 0.2 * (seen.distinct > 0.8))


def _bool(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    return max(0.05, seen.share(seen.marks))


def _text(column: Column, seen: Shape, _schema: Schema | None) -> float:
    words = seen.share(seen.plain)
    if column.kind == "long":
        return 0.6 + 0.4 * seen.share(seen.prose) if words > 0.5 else 0.4
    if column.required:
        coded = 0.6 * max(0.0, seen.share(seen.codes) - 0.5)
        return max(0.1, 0.3 + 0.5 * words + 0.2 * words * min(1.0, seen.distinct * 1.5) - coded)
    return 0.3 + 0.6 * words + 0.1 * words * seen.distinct


def _reference(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    dates = sum(isinstance(c, date) for c in seen.raw)
    return max(0.05, 0.9 - dates / seen.n - 0.4 * seen.share(seen.numbers))


def _id(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    whole = min(1.0, seen.n / seen.rows) if seen.rows and seen.rows < SAMPLE else 1.0
    return 0.2 + 0.8 * whole * (seen.distinct > 0.85) * (1 - seen.share(seen.prose))


def _phone(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    good = sum(bool(PHONE.match(str(c))) or (isinstance(c, float) and c > 1e8) for c in seen.raw)
    return max(0.1, good / seen.n)


def _email(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    return max(0.1, sum("@" in str(c) for c in seen.raw) / seen.n)


def _url(_column: Column, seen: Shape, _schema: Schema | None) -> float:
    good = sum(bool(re.search(r"https?:|www\.|\w\.\w{2,}(/|$)", str(c))) for c in seen.raw)
    return max(0.15, good / seen.n)


JUDGES = {
    "date": _date, "date_range": _date, "number": _number, "money": _money, "percent": _percent, "choice": _choice,
    "choices": _choice, "bool": _bool, "text": _text, "long": _text, "reference": _reference, "references": _reference,
    "id": _id, "phone": _phone, "email": _email, "url": _url, "latitude": _number, "longitude": _number,
}  # fmt: skip


def choice_words(schema: Schema, name: str) -> frozenset[str]:
    """Everything that people write for a set of choices, as compared."""
    choices = schema.choices.get(name)
    return _choice_words(
        tuple(w for c in choices.choices for w in (*c.label.all, *c.anywhere, c.key)) if choices else ()
    )


@lru_cache(maxsize=64)
def _choice_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(compared(word) or word for word in words)
