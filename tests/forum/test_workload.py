"""How the work is shared, and which promises were kept."""

from datetime import date, timedelta

import pytest

from forum.workload import involvement, promises_kept, workload
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)
PARTNERS = frame(
    "partners",
    {"id": "M-01", "status": "active"},
    {"id": "M-02"},
    {"id": "M-03", "status": "active"},
    {"id": "M-04", "status": "left"},
)


def task(lead, *, status="in_progress", days=60, **more):
    return {"id": f"{lead}{days}{status}", "lead": lead, "status": status, "due": TODAY + timedelta(days)} | more


def test_open_overdue_and_supported_tasks_are_counted_apart():
    rows = frame(
        "tasks",
        task("M-01", days=-3),
        task("M-01", days=20),
        task("M-01", status="done"),
        task("M-02", supporting=("M-01", "M-03")),
    )
    load = workload(rows, PARTNERS, TODAY)
    assert list(load.loc["M-01", ["open", "overdue", "due_30", "supporting"]]) == [2, 1, 1, 1]
    assert load["without"].to_dict() == {"M-01": False, "M-02": False, "M-03": False}
    assert "M-04" not in load.index


@pytest.mark.parametrize(("count", "high"), [(5, False), (6, True)])
def test_a_high_load_is_over_five_and_over_twice_the_median(count, high):
    rows = [task("M-01", days=day) for day in range(1, count + 1)] + [task("M-02", days=1), task("M-03", days=1)]
    load = workload(frame("tasks", *rows), PARTNERS, TODAY)
    assert load.at["M-01", "high"] == high
    assert not load.at["M-02", "high"]


def test_when_all_carry_much_nobody_is_flagged():
    rows = [task(lead, days=day) for lead in ("M-01", "M-02") for day in range(1, 8)]
    assert not workload(frame("tasks", *rows), PARTNERS, TODAY)["high"].any()


def test_a_lead_that_is_no_partner_yet_is_listed_as_unknown():
    load = workload(frame("tasks", task("Karang Taruna")), PARTNERS, TODAY)
    assert load.at["Karang Taruna", "open"] == 1
    assert not load.at["Karang Taruna", "known"]


def test_without_tasks_nobody_has_one():
    load = workload(frame("tasks"), PARTNERS, TODAY)
    assert load["without"].all()
    assert load["open"].dtype == "int64"
    assert workload(frame("tasks"), frame("partners"), TODAY).empty


def done(days, late=0):
    return task("M-01", status="done", days=days, done_on=TODAY + timedelta(days + late))


def test_promises_kept_are_finished_in_time_among_those_due():
    rows = frame(
        "tasks",
        done(-10),
        done(-20, late=3),
        done(-30, late=-2),
        task("M-01", days=-5),
        done(-400),
        task("M-01", days=5),
    )
    kept = promises_kept(rows, today=TODAY).loc["M-01"]
    assert list(kept[["kept", "due"]]) == [2, 4]
    assert kept["rate"] == 50


def test_under_three_tasks_there_is_no_rate():
    assert promises_kept(frame("tasks", done(-10), done(-20)), today=TODAY)["rate"].isna().all()
    assert promises_kept(frame("tasks"), today=TODAY).empty


def test_cancelled_and_undated_finishes_are_no_broken_promise():
    undated = task("M-01", status="done", days=-7)
    rows = frame("tasks", done(-10), task("M-01", status="cancelled", days=-9), undated, task("M-01", days=0))
    assert list(promises_kept(rows, today=TODAY).loc["M-01", ["kept", "due", "unknown"]]) == [1, 1, 1]


def test_involvement_counts_active_partners_with_work():
    assert involvement(frame("tasks", task("M-01"), task("M-04")), PARTNERS, TODAY) == (1, 3)
