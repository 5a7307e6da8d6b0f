"""The same import into a Google spreadsheet, through the real client over HTTP."""

from __future__ import annotations

from tests.sheets.importing.conftest import imported, job, seen


def lines(n):
    return ["Kegiatan;PJ;Tenggat", *(f"Tugas nomor {i};Sanggar Baru;{1 + i % 28}/5/2026" for i in range(n))]


def test_it_comes_in_as_one_operation_and_only_once(google, csv):
    forum, file = google.open(), csv(*lines(40))
    before = len(forum.read().tables["tasks"])
    done = imported(forum, file)
    assert (done.added, len(done.chunks), done.refused) == (40, 1, [])
    tasks = forum.read().tables["tasks"]
    assert len(tasks) == before + 40
    assert len(set(tasks.index)) == len(tasks)
    history = forum.history()
    assert len({line["op"] for line in history}) == 1
    again = seen(forum, file)
    assert (again.total, len(again.known), again.differing) == (0, 40, [])


def test_it_is_written_in_parts(google, csv):
    forum = google.open()
    running_job = job(forum, csv(*lines(50)), at_once=20)
    while running_job.step():
        pass
    assert [chunk.added for chunk in running_job.chunks] == [20, 20, 10]
    titles = list(forum.read().tables["tasks"]["title"])
    assert titles[-50:] == [f"Tugas nomor {i}" for i in range(50)]
