"""What each order of words in a date means: DMY is a day, QRY a quarter, WDMY the week of a month.

D day or number, Y year, M month, R Roman or counted number, W week, Q quarter, S semester, A early/middle/late part.
Every reader takes the numbers that the words stand for, the words themselves, and the style of the column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sheets.kinds.base import Reading
from sheets.kinds.days import FAR, Style, day_without_year, exact_day, noticed, span_or_nothing
from sheets.kinds.months import ENGLISH_ONLY
from sheets.kinds.period import day_span, half_span, months_span, quarter_span, week_span

Reader = Callable[[list[int], list[str], Style], Reading | None]


def _dmy(n: list[int], names: list[str], style: Style) -> Reading | None:
    return exact_day(n[2], n[1], n[0])


def _mdy(n: list[int], names: list[str], style: Style) -> Reading | None:
    return exact_day(n[2], n[0], n[1])


def _ymd(n: list[int], names: list[str], style: Style) -> Reading | None:
    return exact_day(n[0], n[1], n[2])


def _short_year(n: list[int], names: list[str], style: Style) -> Reading | None:
    """17 Agt 26, 17-VIII-26."""
    if len(names[-1]) != 2:
        return None
    reading = exact_day(2000 + n[2], n[1], n[0])
    return noticed(reading, "far_year") if 2000 + n[2] > style.clock.today.year + FAR else reading


def _dm(n: list[int], names: list[str], style: Style) -> Reading | None:
    return day_without_year(n[0], n[1], replace(style, month_first=False))


def _md(n: list[int], names: list[str], style: Style) -> Reading | None:
    """ "Agt 26" is a month of 2026 for an Indonesian, "August 17" a day for an Englishman: said aloud either way."""
    if names[-2] in ENGLISH_ONLY and n[1] <= 31 and (n[1] < 20 or len(names[-2]) > 3):
        return day_without_year(n[1], n[0], replace(style, month_first=False))
    if len(names[-1]) < 2:
        return day_without_year(n[1], n[0], replace(style, month_first=False))
    return noticed(span_or_nothing(months_span(2000 + n[1], n[0], n[0])), "two_digit_year")


def _my(n: list[int], names: list[str], style: Style) -> Reading | None:
    return span_or_nothing(months_span(n[1], n[0], n[0]))


def _ym(n: list[int], names: list[str], style: Style) -> Reading | None:
    return span_or_nothing(months_span(n[0], n[1], n[1]))


def _m(n: list[int], names: list[str], style: Style) -> Reading | None:
    return noticed(span_or_nothing(months_span(style.clock.year_of(n[0]), n[0], n[0])), "no_year")


def _y(n: list[int], names: list[str], style: Style) -> Reading | None:
    return span_or_nothing(months_span(n[0], 1, 12))


def _quarter(n: list[int], names: list[str], style: Style) -> Reading | None:
    return span_or_nothing(quarter_span(n[2], n[1]))


def _quarter_turned(n: list[int], names: list[str], style: Style) -> Reading | None:
    """2026 Q3, 3rd quarter 2026."""
    return span_or_nothing(quarter_span(n[0], n[2])) if n[0] > 31 else span_or_nothing(quarter_span(n[2], n[0]))


def _quarter_alone(n: list[int], names: list[str], style: Style) -> Reading | None:
    year = style.clock.year_of(3 * n[1] - 2) if 1 <= n[1] <= 4 else style.clock.today.year
    return noticed(span_or_nothing(quarter_span(year, n[1])), "no_year")


def _half(n: list[int], names: list[str], style: Style) -> Reading | None:
    return span_or_nothing(half_span(n[2], n[1]))


def _half_turned(n: list[int], names: list[str], style: Style) -> Reading | None:
    return span_or_nothing(half_span(n[0], n[2])) if n[0] > 31 else span_or_nothing(half_span(n[2], n[0]))


def _half_alone(n: list[int], names: list[str], style: Style) -> Reading | None:
    year = style.clock.year_of(6 * n[1] - 5) if 1 <= n[1] <= 2 else style.clock.today.year
    return noticed(span_or_nothing(half_span(year, n[1])), "no_year")


def _week(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Minggu ke-2 Maret 2026; "Minggu 2 Agustus 2026" may also be a Sunday, and "Minggu 16 …" can only be one."""
    exact = day_span(n[3], n[2], n[1])
    if names[0] == "minggu" and exact and exact.low.weekday() == 6:
        return Reading(exact) if n[1] > 5 else noticed(span_or_nothing(week_span(n[3], n[2], n[1])), "week_or_sunday")
    return span_or_nothing(week_span(n[3], n[2], n[1]))


def _week_counted(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Minggu II Maret 2026, minggu kedua Maret 2026."""
    return span_or_nothing(week_span(n[3], n[2], n[1]))


def _week_yearless(n: list[int], names: list[str], style: Style) -> Reading | None:
    return noticed(span_or_nothing(week_span(style.clock.year_of(n[2]), n[2], n[1])), "no_year")


def _week_turned(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Maret 2026 minggu ke-2."""
    return span_or_nothing(week_span(n[1], n[0], n[3]))


def _week_after_month(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Maret minggu II 2026, and without a year."""
    if len(n) == 4:
        return span_or_nothing(week_span(n[3], n[0], n[2]))
    return noticed(span_or_nothing(week_span(style.clock.year_of(n[0]), n[0], n[2])), "no_year")


def _week_last(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Minggu terakhir Maret 2026, minggu pertama …: the first or the last seven days."""
    number = {0: 1, 2: 0}.get(n[1])
    if number is None:
        return None
    if len(n) == 4:
        return span_or_nothing(week_span(n[3], n[2], number))
    return noticed(span_or_nothing(week_span(style.clock.year_of(n[2]), n[2], number)), "no_year")


def _last_week(n: list[int], names: list[str], style: Style) -> Reading | None:
    """Last week of March 2026; "akhir minggu" is a weekend and none."""
    return _week_last([n[1], n[0], *n[2:]], names, style) if names[0] == "last" else None


SHAPES: dict[str, Reader] = {
    "DMY": _dmy, "MDY": _mdy, "YMD": _ymd, "DMD": _short_year, "DRY": _dmy, "DRD": _short_year, "DM": _dm,
    "MD": _md, "MY": _my, "YM": _ym, "M": _m, "Y": _y, "QDY": _quarter, "QRY": _quarter, "YQD": _quarter_turned,
    "YQR": _quarter_turned, "DQY": _quarter_turned, "RQY": _quarter_turned, "QD": _quarter_alone,
    "QR": _quarter_alone, "SDY": _half, "SRY": _half, "YSD": _half_turned, "YSR": _half_turned, "DSY": _half_turned,
    "RSY": _half_turned, "SD": _half_alone, "SR": _half_alone, "WDMY": _week, "WRMY": _week_counted,
    "WDM": _week_yearless, "WRM": _week_yearless, "MYWD": _week_turned, "MYWR": _week_turned,
    "MWDY": _week_after_month, "MWRY": _week_after_month, "MWD": _week_after_month, "MWR": _week_after_month,
    "WAMY": _week_last, "WAM": _week_last, "AWMY": _last_week, "AWM": _last_week,
}  # fmt: skip
