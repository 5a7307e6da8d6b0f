"""How the work is shared among partners, and which promises were kept."""

from datetime import date

import numpy as np
import pandas as pd

from forum import columns
from forum.task_state import assess

SOON_DAYS = 30
PROMISE_DAYS = 365
PROMISE_MIN = 3
HIGH_LOAD = 5


def workload(tasks: pd.DataFrame, partners: pd.DataFrame, today: date) -> pd.DataFrame:
    """Open work of every partner still in the forum (index: id), and of leads that are not in the partner table.

    open, overdue, due_30: open tasks it leads, of these overdue, due within 30 days · supporting: open tasks it
    supports · high: leads more than max(5, 2 × median of partners that lead any) · without: neither leads nor
    supports an open task · known: is in the partner table. Source: Lumbung's own rule.
    """
    state = assess(tasks, today=today, reminder_days=SOON_DAYS)
    is_open = state["open"].to_numpy(bool)
    leads = pd.Series(columns.linked(tasks, "lead"), dtype=object)
    supports = pd.Series(columns.tuples(tasks, "supporting_ids"), dtype=object)[is_open].explode()
    here = partners.index[~columns.one_of(partners, "status", ("left",))]
    table = pd.DataFrame(
        {
            "open": leads[is_open].value_counts(),
            "overdue": leads[state["overdue"].to_numpy(bool)].value_counts(),
            "due_30": leads[state["due_soon"].to_numpy(bool)].value_counts(),
            "supporting": supports.value_counts(),
        }
    )
    unknown = sorted(set(leads[is_open].dropna()) - set(here))
    table = table.reindex(pd.Index([*here, *unknown], name="id", dtype=object)).fillna(0).astype("int64")
    busy = table["open"][table["open"] > 0]
    table["high"] = table["open"] > max(HIGH_LOAD, 2 * float(busy.median()) if len(busy) else 0)
    table["without"] = (table["open"] + table["supporting"]) == 0
    table["known"] = table.index.isin(partners.index)
    return table


def promises_kept(tasks: pd.DataFrame, *, today: date, minimum: int = PROMISE_MIN) -> pd.DataFrame:
    """Tasks finished in time among those due in the last 12 months, by lead (index: partner): kept, due, rate.

    rate: percent, NaN under `minimum` tasks · unknown: done without a finishing date, in neither number. What is due
    today and not done yet is no broken promise. Source: Lumbung's own rule.
    """
    now, due = columns.day_number(today), columns.ends(tasks, "due", "to")
    done, finished = columns.one_of(tasks, "status", ("done",)), columns.ends(tasks, "done_on", "from")
    asked = (due > now - PROMISE_DAYS) & ((due < now) | (done & (due <= now)))
    asked &= ~columns.one_of(tasks, "status", ("cancelled",))
    unknown = asked & done & np.isnan(finished)
    rows = pd.DataFrame(
        {"lead": columns.linked(tasks, "lead"), "kept": asked & done & (finished <= due), "due": asked & ~unknown}
    ).assign(unknown=unknown)
    sums = (
        rows[asked].dropna(subset="lead").groupby("lead", sort=True)[["kept", "due", "unknown"]].sum().astype("int64")
    )
    sums["rate"] = (100 * sums["kept"] / sums["due"].where(sums["due"] >= minimum)).astype("float64")
    sums.index.name = "id"
    return sums


def involvement(tasks: pd.DataFrame, partners: pd.DataFrame, today: date) -> tuple[int, int]:
    """Active partners with at least one open task as lead or support, and all active partners."""
    load = workload(tasks, partners, today)
    active = partners.index[columns.one_of(partners, "status", ("active",)) | partners["status"].isna().to_numpy()]
    return int((~load.loc[active, "without"]).sum()), len(active)
