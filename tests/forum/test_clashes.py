"""Work that meets in the same days."""

from datetime import date

from forum.tasks import clashes
from tests.forum.frames import frame

TODAY = date(2026, 11, 21)
PIPE = {
    "id": "TG-09", "title": "Pipa ke 40 rumah", "status": "not_started", "lead": "M-02", "supporting": ("M-05",),
    "start": "2026-12-07", "due": ("2027-02-01", "2027-02-28"),
}  # fmt: skip
DRILL = {
    "id": "TG-12", "title": "Gladi banjir", "status": "not_started", "lead": "M-05", "start": "2026-11-30",
    "due": "2026-12-10",
}  # fmt: skip


def found(*rows, **options):
    return clashes(frame("tasks", *rows), today=TODAY, **options)


def test_two_works_that_share_a_partner_meet_in_their_common_days():
    (clash,) = found(PIPE, DRILL)
    assert (clash.start, clash.end, clash.days) == (date(2026, 12, 7), date(2026, 12, 10), 4)
    assert {clash.first, clash.second} == {"TG-09", "TG-12"}
    assert clash.partners == ("M-05",)


def test_without_a_shared_partner_or_place_there_is_no_clash():
    assert found(PIPE | {"supporting": None}, DRILL) == []


def test_the_same_place_and_kind_clash_even_with_other_partners():
    here = {"place": "Balai Desa", "kind": "training"}
    (clash,) = found(PIPE | here | {"supporting": None}, DRILL | here | {"place": " balai  desa"})
    assert (clash.partners, clash.place, clash.kind) == ((), "balai desa", "training")
    assert found(PIPE | here | {"supporting": None}, DRILL | here | {"kind": "drill"}) == []


def test_what_is_done_or_waits_for_the_other_does_not_clash():
    assert found(PIPE | {"status": "done"}, DRILL) == []
    assert found(PIPE | {"depends_on": "TG-12"}, DRILL) == []


def test_long_works_side_by_side_are_no_clash():
    assert found(PIPE, DRILL | {"due": "2027-02-10"}) == []


def test_long_work_is_no_clash_with_what_lies_inside_it():
    assert found(PIPE, DRILL | {"start": "2026-12-10", "due": "2026-12-12"}) == []


def test_what_is_still_to_come_stands_before_what_is_under_way():
    running = DRILL | {"start": "2026-11-10", "due": "2026-11-25"}
    beside = DRILL | {"id": "TG-31", "start": "2026-11-12", "due": "2026-11-26"}
    later = DRILL | {"id": "TG-32", "start": "2026-11-26", "due": "2026-12-08"}
    assert [clash.start.day for clash in found(running, beside, later)] == [26, 12]


def test_only_the_next_weeks_count_and_the_soonest_comes_first():
    early = DRILL | {"id": "TG-20", "start": "2026-11-24", "due": "2026-11-25"}
    other = DRILL | {"id": "TG-21", "start": "2026-11-25", "due": "2026-11-26"}
    assert [clash.start for clash in found(PIPE, DRILL, early, other)] == [date(2026, 11, 25), date(2026, 12, 7)]
    assert [clash.start for clash in found(PIPE, DRILL, early, other, weeks=1)] == [date(2026, 11, 25)]


def test_a_task_without_a_start_counts_on_its_due_day():
    assert found(DRILL | {"id": "TG-30", "start": None, "due": "2026-12-01"}, DRILL)[0].days == 1


def test_a_short_task_clashes_with_a_meeting_of_the_same_partner():
    meetings = frame(
        "meetings",
        {"id": "AG-07", "date": "2026-12-01", "status": "planned", "invited": ("M-01", "M-05")},
        {"id": "AG-08", "date": "2026-12-01", "status": "cancelled", "invited": ("M-05",)},
    )
    short = DRILL | {"start": "2026-12-01", "due": "2026-12-02"}
    (clash,) = found(short, meetings=meetings)
    assert (clash.second, clash.meeting, clash.partners) == ("AG-07", True, ("M-05",))
    assert found(DRILL, meetings=meetings) == []


def test_no_tasks_no_clash():
    assert found() == []
