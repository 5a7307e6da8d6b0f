"""Writing what was shown: in one operation, in parts, stopped, twice at once, after the sheet has moved."""

from __future__ import annotations

import threading

import pytest

from sheets.errors import NoAccess, Offline
from sheets.importing import Answers
from sheets.store import open_forum
from tests.forums import demo_workbook
from tests.sheets.importing.conftest import imported, job, seen

TASKS = [f"Tugas nomor {n};PKK;{1 + n % 28}/5/2026" for n in range(1, 41)]
HEADER = "Kegiatan;PJ;Tenggat"


def test_nothing_is_written_before_the_first_step(forum, csv):
    before = forum.backend.path.read_bytes()
    file = csv(HEADER, *TASKS)
    typed = file.read_bytes()
    running = job(forum, file)
    assert forum.backend.path.read_bytes() == before
    running.step()
    assert forum.backend.path.read_bytes() != before
    assert file.read_bytes() == typed


def test_an_import_is_one_operation_in_the_history(forum, csv):
    done = imported(forum, csv(HEADER, "Latih kader kompos;PKK;15/4/2026", *TASKS[:5]), Answers(overwrite=True))
    assert (done.added, done.changed, len(done.chunks)) == (5, 1, 1)
    lines = forum.history()
    assert len({line["op"] for line in lines}) == 1
    assert {line["why"] for line in lines} == {"impor daftar.csv"}
    assert {line["who"] for line in lines} == {"Sari"}
    assert sum(line["column"] == "+" for line in lines) == 5
    assert [(line["id"], line["new"]) for line in lines if line["column"] != "+"] == [("TG-001", "15 Apr 2026")]


def test_the_store_gives_the_ids(forum, csv):
    done = imported(forum, csv(f"Kode;{HEADER}", *(f"X-{n};{line}" for n, line in enumerate(TASKS[:3]))))
    assert done.chunks[0].ids == ("TG-003", "TG-004", "TG-005")


def test_a_long_import_is_written_in_parts_and_says_what_each_has_done(forum, csv):
    running = job(forum, csv(HEADER, *TASKS), at_once=15)
    seen_on_the_way = []
    while running.step():
        seen_on_the_way.append(running.added)
    assert seen_on_the_way == [15, 30]
    assert [chunk.added for chunk in running.chunks] == [15, 15, 10]
    assert len({line["op"] for line in forum.history()}) == 3
    assert list(forum.read().tables["tasks"]["title"][2:]) == [line.split(";")[0] for line in TASKS]


def test_an_import_that_was_stopped_half_way_goes_on_where_it_was(forum, csv):
    file = csv(HEADER, *TASKS)
    running = job(forum, file, at_once=15)
    running.step()
    again = seen(forum, file)
    assert (len(again.known), len(again.additions), again.asked) == (15, 25, [])
    assert imported(forum, file).added == 25
    assert len(forum.read().tables["tasks"]) == 42


def test_rows_that_look_alike_in_one_file_do_not_stop_it_between_its_parts(forum, csv):
    names = [f"Kelompok Tani Ma{a}{b}ur" for a in "kjlmn" for b in "moie"]
    file = csv("Nama Mitra;Sektor", *(f"{name};warga" for name in names))
    running = job(forum, file, Answers(similar="new"), at_once=6)
    while running.step():
        pass
    assert running.added == len(names) - 1  # one is there already
    assert not running.refused


def test_a_sheet_that_moved_since_it_was_shown_is_shown_again_before_anything_is_written(forum, csv):
    running = job(forum, csv(HEADER, *TASKS[:3]))
    forum.append("tasks", {"title": "Tugas nomor 2", "lead": "M-01", "due": "2026-05-03", "status": "done"})
    assert not running.step()
    assert (running.added, [(m.reason, m.titles) for m in running.moved]) == (0, [("now_there", ("Tugas nomor 2",))])
    assert len(forum.read().tables["tasks"]) == 3


def test_a_cell_that_somebody_changed_meanwhile_is_not_overwritten(forum, csv):
    running = job(forum, csv(HEADER, "Latih kader kompos;PKK;15/4/2026"), Answers(overwrite=True))
    forum.update("tasks", "TG-001", {"due": "2026-06-01"})
    assert not running.step()
    assert [m.reason for m in running.moved] == ["now_other"]
    assert str(forum.read().tables["tasks"].at["TG-001", "due"])[:10] == "2026-06-01"


def test_two_people_who_bring_in_the_same_file_at_once_bring_it_in_once(forum, csv):
    file = csv(HEADER, *TASKS[:10])
    jobs = [job(forum, file), job(forum, file)]
    started = threading.Barrier(2)

    def run(mine):
        started.wait()
        while mine.step():
            pass

    threads = [threading.Thread(target=run, args=(mine,)) for mine in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mine.added for mine in jobs) == [0, 10]
    assert [m.reason for mine in jobs for m in mine.moved] == ["now_there"]
    assert len(forum.read().tables["tasks"]) == 12


class Shaky:
    """A forum whose sheet is out of reach at its second save."""

    def __init__(self, forum):
        self.forum, self.saves, self.source = forum, 0, forum.source

    def read(self):
        return self.forum.read()

    def save(self, changes, by=None, why=None):
        self.saves += 1
        if self.saves == 2:
            raise Offline("offline")
        return self.forum.save(changes, by=by, why=why)


def test_what_was_written_stays_when_the_sheet_is_lost_and_the_rest_can_be_tried_again(forum, csv):
    running = job(forum, csv(HEADER, *TASKS), at_once=15)
    running.forum = Shaky(forum)
    assert running.step()
    with pytest.raises(Offline):
        running.step()
    assert running.added == 15
    while running.step():
        pass
    assert running.added == 40
    assert len(forum.read().tables["tasks"]) == 42


def test_a_cell_with_a_formula_is_named_and_the_rest_is_written(xlsx, csv):
    place = xlsx({"Tugas": [["Kode", "Tugas", "PJ", "Kemajuan (%)"], ["TG-001", "Rapat", "PKK", "=1+1"]]}, "rumus.xlsx")
    forum = open_forum(place)
    file = csv("Tugas;PJ;Kemajuan (%)", "Rapat;PKK;50", "Tanam;PKK;10")
    done = imported(forum, file, Answers(overwrite=True))
    assert done.added == 1
    assert [(refusal.id, refusal.error.reason) for refusal in done.refused] == [("TG-001", "formula_cell")]


def test_text_stays_text(forum, csv):
    imported(forum, csv(HEADER, "=1+1;PKK;1/5/2026", "+62 811;PKK;2/5/2026"))
    assert list(forum.read().tables["tasks"]["title"][2:]) == ["=1+1", "+62 811"]


def test_a_file_that_may_only_be_read_says_so(csv):
    forum = open_forum(csv(HEADER, "Rapat;PKK;1/5/2026", name="forum.csv"))
    with pytest.raises(NoAccess):
        job(forum, csv(HEADER, "Tanam;PKK;1/5/2026")).step()


def test_rows_that_only_an_id_tells_apart_are_written_before_what_refers_to_them(empty, xlsx):
    file = xlsx({
        "Agenda": [["Kode", "Rapat", "Tanggal"], *([f"AG-00{n}", "Rapat rutin", f"{n}/5/2026"] for n in (3, 1, 2))],
        "Tugas": [["Tugas", "PJ", "Rapat"], ["Tanam", "PKK", "AG-001"], ["Panen", "PKK", "AG-002"], ["Pupuk", "M", ""]],
    })  # fmt: skip
    done = imported(empty, file)
    assert [chunk.added for chunk in done.chunks] == [4, 2]
    snapshot = empty.read()
    meant = snapshot.tables["tasks"].set_index("title")["meeting_id"]
    days = snapshot.tables["meetings"]["date"]
    assert [str(days[meant[task]])[:10] for task in ("Tanam", "Panen")] == ["2026-05-01", "2026-05-02"]
    again = seen(empty, file)
    assert (again.total, again.differing, again.asked) == (0, [], [])


def test_a_whole_forum_comes_into_an_empty_one_and_into_itself_nothing(tmp_path, empty):
    other = open_forum(demo_workbook(tmp_path / "contoh.xlsx"))
    into_itself = seen(other, tmp_path / "contoh.xlsx")
    assert (into_itself.total, into_itself.differing, into_itself.asked) == (0, [], [])
    imported(empty, tmp_path / "contoh.xlsx")
    again = seen(empty, tmp_path / "contoh.xlsx")
    assert (again.total, again.differing, again.asked) == (0, [], [])
    one, two = other.read().tables, empty.read().tables
    assert {t: len(one[t]) - len(two[t]) for t in one if len(one[t]) != len(two[t])} == {"tasks": 2, "measurements": 2}
