"""Tasks summed up by goal, partner or kind: "8 of 12 done"."""

import numpy as np
import pandas as pd

from forum import columns
from forum.task_state import effective_progress

_REFERENCES = frozenset({"goal", "lead", "meeting"})


def rollup(tasks: pd.DataFrame, by: str, *, weight: str | None = None) -> pd.DataFrame:
    """Progress by group (index: goal or partner id, else the text as typed; or the choice key).

    progress: Σ w·p / Σ w over tasks not cancelled, percent · done, total: numbers of tasks · approximate: how many of
    them have an assumed progress · weighed: how many carry a weight. `by` is a column (`goal`, `lead`, `supporting`,
    `kind`, `place` …); `weight` is None (each task counts the same) or a number column such as `budget`. Tasks
    without a group are not in the frame. Source: Lumbung's own rule.
    """
    state = effective_progress(tasks)
    counted = ~columns.one_of(tasks, "status", ("cancelled",))
    weights = np.ones(len(tasks)) if weight is None else columns.floats(tasks, weight)
    percent = state["progress"].to_numpy("float64")
    usable = counted & (weights > 0) & ~np.isnan(percent)
    rows = pd.DataFrame(
        {
            "group": _groups(tasks, by),
            "total": counted,
            "done": columns.one_of(tasks, "status", ("done",)),
            "approximate": state["approximate"].to_numpy() & counted,
            "weighed": usable,
            "weight": np.where(usable, weights, 0.0),
            "share": np.where(usable, weights * percent, 0.0),
        }
    )
    rows = rows[counted].explode("group").dropna(subset="group")
    sums = rows.groupby("group", sort=False)[["total", "done", "approximate", "weighed", "weight", "share"]].sum()
    sums.insert(0, "progress", (sums["share"] / sums["weight"].where(sums["weight"] > 0)).astype("float64"))
    return sums.drop(columns=["weight", "share"]).astype(
        dict.fromkeys(("total", "done", "approximate", "weighed"), "int64")
    )


def _groups(tasks: pd.DataFrame, by: str) -> list[object]:
    if by in _REFERENCES:
        return list(columns.linked(tasks, by))
    if f"{by}_ids" in tasks.columns:
        return [list(ids) or None for ids in columns.tuples(tasks, f"{by}_ids")]
    return columns.values(tasks, by)


def overall(tasks: pd.DataFrame) -> dict[str, float | int | None]:
    """The same for all tasks together: progress (percent or `None`), done, total."""
    state = effective_progress(tasks)["progress"].dropna()
    counted = ~columns.one_of(tasks, "status", ("cancelled",))
    return {
        "progress": float(state.mean()) if len(state) else None,
        "done": int(columns.one_of(tasks, "status", ("done",)).sum()),
        "total": int(counted.sum()),
    }
