"""How a value shows: number-format patterns in a spreadsheet's locale."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from tests.google_api.cells import EPOCH, Scalar, plain
from tests.google_api.locales import Locale

Json = Any
DATE_KINDS = {"DATE", "TIME", "DATE_TIME"}
DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[(h+|m+|s+)\]|(y+|[mM]+|d+|[hH]+|s+)|(am/pm|AM/PM|a/p|A/P)|(\.0+)|(.)', re.DOTALL
)


def is_date(number_format: Json) -> bool:
    return bool(number_format) and number_format.get("type") in DATE_KINDS


def shown(value: Scalar, number_format: Json, locale: Locale) -> str:
    """The text a person sees in the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return _number(value, number_format, locale)


def _number(value: float, number_format: Json, locale: Locale) -> str:
    kind = (number_format or {}).get("type", "NUMBER_FORMAT_TYPE_UNSPECIFIED")
    pattern = (number_format or {}).get("pattern") or default_pattern(kind, locale)
    if kind in DATE_KINDS:
        return _date(value, pattern, locale)
    if not pattern or pattern.lower() in ("general", "@"):
        return _general(value, locale)
    return _by_pattern(float(value), pattern, locale)


def default_pattern(kind: str, locale: Locale) -> str:
    return {
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.date_time,
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency,
        "SCIENTIFIC": "0.00E+00",
    }.get(kind, "")


def _general(value: float, locale: Locale) -> str:
    if value and (abs(value) >= 1e15 or abs(value) < 1e-9):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{int(exponent[1:]):02d}"
    else:
        text = f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        text = "0" if text == "-0" else text
    whole, point, fraction = text.partition(".")
    if locale.groups_plain and point and "E" not in text:
        whole = _grouped(whole, locale)
    return whole + (locale.decimal + fraction if point else "")


def _grouped(digits: str, locale: Locale) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", locale.group, digits)


@lru_cache(maxsize=500)
def _sections(pattern: str) -> list[str]:
    """The pattern's parts for positive; negative; zero."""
    parts, quoted = [""], False
    for letter in pattern:
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _by_pattern(value: float, pattern: str, locale: Locale) -> str:
    parts = _sections(pattern)
    if value < 0 and len(parts) > 1:
        return _section(-value, parts[1], locale)
    if value == 0 and len(parts) > 2:
        return _section(value, parts[2], locale)
    sign = "-" if value < 0 else ""
    return sign + _section(abs(value), parts[0], locale)


@lru_cache(maxsize=500)
def _pieces(section: str) -> tuple[str, str, str]:
    """(text before, digits, text after) of one section, its quotes and brackets resolved."""
    section = re.sub(r"\[\$([^\]-]*)[^\]]*\]", lambda m: f'"{m.group(1)}"', section)
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    match = re.search(
        r"(?:[#0?](?:[#0?,.]*[#0?])?)(?:E[+-]0+)?", re.sub(r'"[^"]*"', lambda m: "\0" * len(m[0]), section)
    )
    if not match:
        return _literal(section), "", ""
    return _literal(section[: match.start()]), match.group(), _literal(section[match.end() :])


def _literal(text: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda m: m.group(1) if m.group(1) is not None else m.group(2), text)


def _section(value: float, section: str, locale: Locale) -> str:
    before, digits, after = _pieces(section)
    value *= 100 ** (before + after).count("%")
    return before + (_digits(value, digits, locale) if digits else "") + after


def _digits(value: float, digits: str, locale: Locale) -> str:
    number, scientific, exponent = digits.partition("E")
    whole, _, fraction = number.partition(".")
    if scientific:
        mantissa, _, power = f"{value:.{len(fraction)}E}".partition("E")
        return mantissa.replace(".", locale.decimal) + f"E{power[0]}{int(power[1:]):0{len(exponent) - 1}d}"
    text = f"{_rounded(value, len(fraction)):f}"
    left, _, right = text.partition(".")
    least = fraction.count("0")
    while len(right) > least and right.endswith("0"):
        right = right[:-1]
    left = left.zfill(whole.count("0")) if whole.count("0") else left.lstrip("0")
    if "," in whole:
        left = _grouped(left, locale)
    return left + (locale.decimal + right if right else "")


def _rounded(value: float, places: int) -> Decimal:
    """Spreadsheets round halves away from zero."""
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _date(value: float, pattern: str, locale: Locale) -> str:
    moment = EPOCH + timedelta(seconds=round(value * 86400, 3))
    tokens = DATE_TOKEN.findall(pattern)
    twelve = any(token[4] for token in tokens)
    out, clock = [], False
    for index, (quoted, escaped, elapsed, field, half, fraction, other) in enumerate(tokens):
        if field:
            clock = _is_clock(field, clock, tokens[index + 1 :])
            out.append(_field(field, moment, locale, clock, twelve))
        elif elapsed:
            seconds = round(value * 86400)
            out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[elapsed[0]]).zfill(len(elapsed)))
            clock = True
        elif half:
            out.append(("AM" if moment.hour < 12 else "PM") if half[0] == "A" or "m" in half else half[0])
        elif fraction:
            out.append(f"{moment.microsecond / 1e6:.{len(fraction) - 1}f}"[1:])
        else:
            out.append(quoted or escaped or other)
    return "".join(out)


def _is_clock(field: str, clock: bool, following: list[tuple[str, ...]]) -> bool:
    """Are we inside a time?  Then `m` is a minute: after hours, or before seconds."""
    if field[0] in "hHs":
        return True
    if field[0] in "yd":
        return False
    after = next((token[3] for token in following if token[3]), "")
    return len(field) <= 2 and (clock or after.startswith("s"))


def _field(field: str, moment: datetime, locale: Locale, clock: bool, twelve: bool) -> str:
    letter, length = field[0].lower(), len(field)
    if letter == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if letter == "d":
        return _day(length, moment, locale)
    if letter == "h":
        return str((moment.hour % 12 or 12) if twelve else moment.hour).zfill(min(length, 2))
    if letter == "s" or clock:
        return str(moment.second if letter == "s" else moment.minute).zfill(min(length, 2))
    return _month(length, moment, locale)


def _day(length: int, moment: datetime, locale: Locale) -> str:
    if length > 3:
        return locale.days[moment.weekday()]
    return locale.short_days[moment.weekday()] if length == 3 else str(moment.day).zfill(length)


def _month(length: int, moment: datetime, locale: Locale) -> str:
    if length > 4:
        return locale.months[moment.month - 1][0]
    names = {3: locale.short_months, 4: locale.months}.get(length)
    return names[moment.month - 1] if names else str(moment.month).zfill(length)


def raw(value: Scalar) -> Scalar:
    """The value as UNFORMATTED_VALUE gives it."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, float) else value
