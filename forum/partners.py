"""Partners: who is here, who is missing, who was not heard of for a while."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.columns import Flags, Floats

MINIMUM_SECTORS = ("government", "civil_society", "community", "private", "education")
KEY_ROLES = ("chair", "vice_chair", "secretary", "treasurer", "coordination_team")
ROLE_DAYS = 60
QUIET_DAYS = 60


def active(partners: pd.DataFrame) -> pd.DataFrame:
    """Partners who take part now: active or dormant, or no status written; not prospects and those who left."""
    return partners[~columns.one_of(partners, "status", ("prospect", "left"))]


@dataclass(frozen=True)
class Coverage:
    """Partners by sector, and which of the wanted ones nobody stands for."""

    counts: dict[str, int]
    wanted: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def present(self) -> int:
        """How many of the wanted ones somebody stands for."""
        return len(self.wanted) - len(self.missing)


def coverage(partners: pd.DataFrame, wanted: Sequence[str] = MINIMUM_SECTORS) -> Coverage:
    """Sectors of the active partners against the minimum set; who is missing stands in its order."""
    return _coverage(columns.values(active(partners), "sector"), wanted)


def groups(partners: pd.DataFrame, wanted: Sequence[str] = ()) -> Coverage:
    """Groups the active partners stand for (women, youth, persons with disabilities …), against those wanted."""
    return _coverage((group for many in columns.tuples(active(partners), "groups") for group in many), wanted)


def _coverage(keys: Iterable[str | None], wanted: Sequence[str]) -> Coverage:
    counts = dict(Counter(key for key in keys if key is not None).most_common())
    return Coverage(counts, tuple(wanted), tuple(key for key in wanted if key not in counts))


def without_role(partners: pd.DataFrame, tasks: pd.DataFrame) -> list[str]:
    """Active partners with neither a role beyond member nor an open task as lead or support."""
    open_tasks = tasks[~columns.one_of(tasks, "status", ("done", "cancelled"))]
    busy = {*columns.linked(open_tasks, "lead")}.union(*columns.tuples(open_tasks, "supporting_ids"))
    here = active(partners)
    roles = columns.one_of(here, "forum_role", (*KEY_ROLES, "adviser"))
    return [id_ for id_, role in zip(here.index, roles.tolist(), strict=True) if not role and id_ not in busy]


def roles_ending(partners: pd.DataFrame, today: date, within: int = ROLE_DAYS) -> pd.DataFrame:
    """Roles that end within some days or are over (index: id): role, ends (date), days_left, successor (yes or no)."""
    here = active(partners)
    here = here[columns.one_of(here, "forum_role", KEY_ROLES)]
    left = columns.days(here, "role_ends") - columns.day_number(today)
    frame = pd.DataFrame(
        {"role": here["forum_role"], "ends": here["role_ends"], "days_left": left, "successor": _has_successor(here)}
    )
    return frame[left <= within].sort_values("days_left", kind="stable")


def without_successor(partners: pd.DataFrame) -> list[str]:
    """Active partners in a leading role without a backup contact."""
    here = active(partners)
    lacking = columns.one_of(here, "forum_role", KEY_ROLES) & ~_has_successor(here)
    return list(here.index[lacking])


def _has_successor(partners: pd.DataFrame) -> Flags:
    return np.array([columns.text(name) is not None for name in partners["backup_contact"].tolist()], dtype=bool)


def structure(partners: pd.DataFrame) -> dict[str, list[str]]:
    """Partner ids by leading role, in the order chair, vice chair, secretary, treasurer, coordination team."""
    here = active(partners)
    roles = columns.values(here, "forum_role")
    return {key: [id_ for id_, role in zip(here.index, roles, strict=True) if role == key] for key in KEY_ROLES}


def last_contact(
    partners: pd.DataFrame,
    *,
    today: date,
    tasks: pd.DataFrame | None = None,
    meetings: pd.DataFrame | None = None,
    issues: pd.DataFrame | None = None,
) -> pd.Series:
    """The last day each partner was heard of (datetime or NaT, by id).

    Attended or chaired a meeting, finished a task as lead or support, was party to or owner of a case when it was
    reported, answered or closed. Days after today do not count. Source: Lumbung's own rule.
    """
    latest: dict[str, float] = {}
    now = columns.day_number(today)
    for days, people in _contacts(tasks, meetings, issues):
        for day, names in zip(days.tolist(), people, strict=True):
            for name in names if day <= now else ():
                latest[name] = max(latest.get(name, day), day)
    numbers = np.array([latest.get(id_, np.nan) for id_ in partners.index], dtype="float64")
    return pd.Series(columns.stamps(numbers).astype("datetime64[s]"), index=partners.index, name="last_contact")


def _contacts(
    tasks: pd.DataFrame | None, meetings: pd.DataFrame | None, issues: pd.DataFrame | None
) -> Iterable[tuple[Floats, list[tuple[str, ...]]]]:
    if meetings is not None:
        held = meetings[~columns.one_of(meetings, "status", ("cancelled", "postponed"))]
        yield columns.days(held, "date"), _people(held, "chair", "attended")
    if tasks is not None:
        yield columns.days(tasks, "done_on"), _people(tasks, "lead", "supporting")
    if issues is not None:
        for key in ("reported_on", "acknowledged_on", "closed_on"):
            yield columns.days(issues, key), _people(issues, "lead", "parties")


def _people(frame: pd.DataFrame, one: str, many: str) -> list[tuple[str, ...]]:
    pairs = zip(columns.values(frame, f"{one}_id"), columns.tuples(frame, f"{many}_ids"), strict=True)
    return [(*others, first) if first else others for first, others in pairs]


def to_greet(partners: pd.DataFrame, contact: pd.Series, today: date, quiet: int = QUIET_DAYS) -> pd.DataFrame:
    """Active partners not heard of for `quiet` days, the longest silence first (index: id): last_contact, days."""
    here = active(partners).index
    days = columns.day_number(today) - columns.days(contact.to_frame("day"), "day")
    frame = pd.DataFrame({"last_contact": contact, "days": days}, index=contact.index).loc[here]
    silent = frame[frame["days"].isna() | (frame["days"] > quiet)]
    return silent.sort_values("days", ascending=False, na_position="first", kind="stable")


@dataclass(frozen=True)
class Network:
    """Who works with whom: pairs with the number of shared works, density 0–1 (`None` under two), who is alone."""

    pairs: dict[tuple[str, str], int]
    density: float | None
    alone: tuple[str, ...]


def network(partners: pd.DataFrame, tasks: pd.DataFrame) -> Network:
    """The network of active partners through shared tasks (lead and support), cancelled ones aside.

    Density = pairs that share work ÷ N(N−1)/2. Source: the density of PARTNER, on shared tasks instead of a survey.
    """
    here = set(active(partners).index)
    kept = tasks[~columns.one_of(tasks, "status", ("cancelled",))]
    counts: Counter[tuple[str, str]] = Counter()
    for people in _people(kept, "lead", "supporting"):
        known = sorted({*people} & here)
        counts.update((first, second) for number, first in enumerate(known) for second in known[number + 1 :])
    joined = {name for pair in counts for name in pair}
    possible = len(here) * (len(here) - 1) / 2
    alone = tuple(id_ for id_ in partners.index if id_ in here - joined)
    return Network(dict(counts), len(counts) / possible if possible else None, alone)


def stakeholder_map(partners: pd.DataFrame) -> Mapping[tuple[str, str], list[str]]:
    """Partner ids by (influence, interest), each high, medium or low; who lacks one of them is not in the map."""
    found: dict[tuple[str, str], list[str]] = {}
    rows = zip(partners.index, columns.values(partners, "influence"), columns.values(partners, "interest"), strict=True)
    for id_, influence, interest in rows:
        if influence and interest:
            found.setdefault((influence, interest), []).append(id_)
    return found


def offering(partners: pd.DataFrame, capacity: str) -> list[str]:
    """Active partners who can offer this: "who can do what"."""
    here = active(partners)
    offers = zip(here.index, columns.tuples(here, "capacity"), strict=True)
    return [id_ for id_, many in offers if capacity in many]
