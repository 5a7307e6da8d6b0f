"""The finding of Indikator: how many are on track and which is furthest behind; and of one indicator close up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from forum.disaggregation import Share
from ui.words import count_word, money, number, say, upper_first

NAME_AT_MOST = 40
UNMEASURED = ("no_data", "check_setup")
GOOD = ("achieved", "on_track")
BEHIND = ("regressed", "off_track", "missed")
RUPIAH = ("rp", "idr", "rupiah")
MILLION = 1e6
MARGIN = 0.005
"""Differences under half a percent of the plan are not said."""


def headline(indicators: Sequence[tuple[str, str]], *, language: str) -> str:
    """One sentence from (name, status key) of every indicator."""
    measured = [(name, status) for name, status in indicators if status not in UNMEASURED]
    if not indicators:
        return _say("none", language)
    if not measured:
        return _say("unmeasured", language, n=len(indicators), count=_count(len(indicators), language, capital=True))
    good = sum(status in GOOD for _, status in measured)
    return _how_many(good, len(measured), language) + _which(measured, good, language)


def _how_many(good: int, total: int, language: str) -> str:
    if total == 1:
        return _say("only_good" if good else "only_not", language)
    key = "all_good" if good == total else "none_good" if good == 0 else "some_good"
    count = _count(good, language, capital=key == "some_good")
    return _say(key, language, n=good, of=total, total=_count(total, language), count=count)


def _which(measured: Sequence[tuple[str, str]], good: int, language: str) -> str:
    """The one that is furthest behind by name, several by their number; nothing when all is well."""
    if len(measured) == 1 or good == len(measured):
        return ""
    for key, statuses in (("behind", BEHIND), ("attention", ("attention",))):
        names = [name for name, status in measured if status in statuses]
        if len(names) == 1 and len(names[0]) <= NAME_AT_MOST:
            return _say(f"{key}_named", language, name=names[0])
        if names:
            return _say(key, language, n=len(names), count=_count(len(names), language))
    return ""


def close_up(
    status: str, *, actual: float | None, planned: float | None, target: float | None, baseline: float | None,
    unit: str, language: str,
) -> str:  # fmt: skip
    """What one indicator's line says: where it stands against what the plan expects on that day; values in its unit."""
    if actual is None:
        return _say("close.no_data", language)
    given = {"actual": actual, "target": target, "baseline": baseline}
    words = {name: with_unit(found, unit, language=language) for name, found in given.items()}
    words["planned"] = with_unit(as_exact(planned, given.values()), unit, language=language)
    if status in ("achieved", "nearly_achieved", "missed", "awaiting_final", "regressed", "check_setup"):
        return _say(f"close.{status}", language, **words)
    if planned is None or baseline is None or target is None:
        return _say("close.towards" if target is not None else "close.only", language, **words)
    return _say(f"close.{_against(actual, planned, target - baseline)}", language, **words)


def as_exact(planned: float | None, given: Iterable[float | None]) -> float | None:
    """A computed value with no more decimals than the values that people gave."""
    if planned is None or planned != planned:
        return None
    exact = [
        Decimal(str(value)).normalize().as_tuple().exponent for value in given if value is not None and value == value
    ]
    return round(planned, max(0, *(-int(places) for places in exact)) if exact else 0)


def _against(actual: float, planned: float, way: float) -> str:
    ahead = (actual - planned) * (1 if way >= 0 else -1)
    return "as_planned" if abs(ahead) <= MARGIN * abs(way) else "ahead" if ahead > 0 else "behind"


def figure(value: float | None, unit: str, *, language: str) -> str:
    """The number alone: `5,4`, `13.900`; millions of rupiah as `15 jt`."""
    if value is not None and unit.casefold() in RUPIAH and abs(value) >= MILLION:
        return money(value, compact=True, language=language).removeprefix("Rp")
    return number(value, language=language)


def with_unit(value: float | None, unit: str, *, language: str) -> str:
    """`31%`, `13.900 Rp/kg`, `5,4 ton/ha`; money as `Rp13.900`, `Rp15 jt`."""
    text = figure(value, unit, language=language)
    if value is None or not unit:
        return text
    if unit.casefold() in RUPIAH:
        return f"Rp{text}"
    return text + unit if unit == "%" else f"{text} {unit}"


def groups(shares: Sequence[Share], *, least: int, language: str) -> str:
    """ "Perempuan 38% dari 120 peserta" from `forum.disaggregation.shares` of one kind (sex, age, disability).

    Where a group is too small to be counted, only that is said: the other shares would give it away.
    """
    said = [share for share in shares if share.masked] or [
        share for share in shares if share.group != "male" or len(shares) == 1
    ]
    if not said:
        return ""
    parts = ", ".join(_group(share, least, language) for share in said)
    return upper_first(_say("groups.of", language, groups=parts, total=number(said[0].of, 0, language=language)))


def _group(share: Share, least: int, language: str) -> str:
    size = f"<{least}" if share.masked else f"{number(share.percent, 0, language=language)}%"
    return f"{_say(f'groups.{share.group}', language)} {size}"


def _count(n: int, language: str, *, capital: bool = False) -> str:
    return count_word(n, capital=capital, language=language)


def _say(key: str, language: str, **details: Any) -> str:
    return say(f"indicators.headline.{key}", language=language, **details)
