"""How grave a case is, who may see it, and whether the forum may mediate at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheets.secrecy import REFER, confidentiality

__all__ = ["LEVELS", "REFER", "Severity", "confidentiality", "level", "must_refer", "rank", "severity"]

LEVELS = ("low", "medium", "high", "critical")
_FROM = ((12, "critical"), (8, "high"), (4, "medium"), (1, "low"))


@dataclass(frozen=True)
class Severity:
    """Impact × urgency (1–16, `None` if one is missing) and its level (`None` if unknown)."""

    score: int | None
    level: str | None


def level(score: int | None) -> str | None:
    """1–3 low, 4–6 medium, 8–9 high, 12–16 critical. Source: Lumbung's own rule."""
    return None if score is None else next((name for least, name in _FROM if score >= least), None)


def severity(impact: str | None, urgency: str | None, category: str | None = None) -> Severity:
    """Severity of a case from impact and urgency (choice keys "1"–"4"; for risks, likelihood).

    Violence, child protection, integrity and safety are at least high. Source: Lumbung's own rule.
    """
    score = int(impact) * int(urgency) if impact in _SCALE and urgency in _SCALE else None
    rated = level(score)
    if must_refer(category) and rated not in ("high", "critical"):
        rated = "high"
    return Severity(score, rated)


_SCALE = frozenset({"1", "2", "3", "4"})


def must_refer(category: str | None) -> bool:
    """Whether the case is referred and never mediated by the forum: violence, children, corruption, danger."""
    return category in REFER


def rank(levels: Iterable[str | None]) -> list[int]:
    """Places for sorting, the gravest first, unknown last."""
    place = {name: number for number, name in enumerate(reversed(LEVELS))}
    return [place.get(name or "", len(place)) for name in levels]
