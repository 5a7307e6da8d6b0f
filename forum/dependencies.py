"""Tasks that wait for tasks: circles, wrong order, and what a delay does further on."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from forum import columns
from forum.task_state import assess


def predecessors(tasks: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The tasks each task waits for, by id; only those that exist."""
    known = set(tasks.index)
    waits = zip(tasks.index, columns.tuples(tasks, "depends_on_ids"), strict=True)
    return {id_: tuple(name for name in names if name in known) for id_, names in waits}


def cycles(tasks: pd.DataFrame) -> list[tuple[str, ...]]:
    """Circles of tasks waiting for each other, each once, as a chain that starts at its smallest id."""
    before = {id_: names for id_, names in predecessors(tasks).items() if names}
    found: dict[tuple[str, ...], None] = {}
    finished: set[str] = set()
    for start in sorted(before):
        for circle in _circles(start, before, finished):
            found.setdefault(_from_smallest(circle))
    return list(found)


def _circles(start: str, before: dict[str, tuple[str, ...]], finished: set[str]) -> Iterator[tuple[str, ...]]:
    """Depth-first along the predecessors; without recursion, as chains may be long."""
    chain: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, True)]
    while waiting:
        id_, entering = waiting.pop()
        if not entering:
            chain.pop()
            finished.add(id_)
        elif id_ in chain:
            yield tuple(chain[chain.index(id_) :])
        elif id_ not in finished:
            chain.append(id_)
            waiting += [(id_, False), *((name, True) for name in before.get(id_, ()))]


def _from_smallest(circle: tuple[str, ...]) -> tuple[str, ...]:
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]


def out_of_order(tasks: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Open tasks that start before what they wait for is due: (task, predecessor, days too early)."""
    start = dict(zip(tasks.index, columns.dates(tasks, "start"), strict=True))
    due = dict(zip(tasks.index, columns.dates(tasks, "due"), strict=True))
    closed = dict(zip(tasks.index, columns.one_of(tasks, "status", ("done", "cancelled")).tolist(), strict=True))
    return [
        (id_, name, (until - begun).days)
        for id_, names in predecessors(tasks).items()
        if not closed[id_] and (begun := start[id_])
        for name in names
        if not closed[name] and (until := due[name]) and until > begun
    ]


def slips(tasks: pd.DataFrame, *, today: date) -> pd.DataFrame:
    """Open tasks likely to move because a predecessor is overdue (index: id): days, because (the late task), slack.

    days: how late the latest task in the chain before it is · slack: free days between that predecessor's due date and
    this task's start, NaN if unknown. For information: no date is ever moved. Source: Lumbung's own rule.
    """
    state = assess(tasks, today=today)
    late = {id_: (days, id_) for id_, days in state["days_late"].dropna().items()}
    before, is_open = predecessors(tasks), state["open"].to_dict()
    reach: dict[str, tuple[float, str]] = {}
    for _ in range(len(tasks)):
        moved = {id_: worst for id_, names in before.items() if is_open[id_] and (worst := _worst(names, late, reach))}
        if moved == reach:
            break
        reach = moved
    return _slip_frame(tasks, reach)


def _worst(
    names: tuple[str, ...], late: dict[object, tuple[float, object]], reach: dict[str, tuple[float, str]]
) -> tuple[float, str] | None:
    candidates = [(days, str(id_)) for name in names if name in late for days, id_ in [late[name]]]
    candidates += [reach[name] for name in names if name in reach]
    return max(candidates, default=None)


def _slip_frame(tasks: pd.DataFrame, reach: dict[str, tuple[float, str]]) -> pd.DataFrame:
    moved = tasks.loc[list(reach)]
    causes = tasks.loc[[cause for _, cause in reach.values()]]
    slack = columns.days(moved, "start") - columns.days(causes, "due") - 1
    return pd.DataFrame(
        {
            "days": pd.Series([int(days) for days, _ in reach.values()], dtype="int64").to_numpy(),
            "because": columns.objects((cause for _, cause in reach.values()), moved.index),
            "slack": slack,
        },
        index=moved.index,
    )
