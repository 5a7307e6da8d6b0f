"""A workbook that somebody has open in a spreadsheet program is left alone, and it is said where."""

from __future__ import annotations

import threading

import pytest

from sheets.backends.locks import held
from sheets.errors import TooBusy
from tests.sheets.backends.places import FilePlace


def save(place: FilePlace) -> None:
    place.open().update("tasks", "TG-002", {"progress": 55})


@pytest.mark.parametrize(
    ("lock", "content", "told"),
    [
        (".~lock.forum.xlsx#", b",sari,laptop,20.11.2026 10:00,file:///;", "open in LibreOffice by sari"),
        (".~lock.forum.xlsx#", b"", "open in LibreOffice. Close it there"),
        ("~$forum.xlsx", b"\x09Ibu Ratna" + b" " * 40, "open in Excel by Ibu Ratna"),
        ("~$rum.xlsx", b"", "open in Excel. Close it there"),
        (".~forum.xlsx", b"\x04Budi", "open in WPS Office by Budi"),
        (".~orum.xlsx", b"", "open in WPS Office. Close it there"),
    ],
)
def test_it_is_said_where_a_file_is_open_by_whom_and_how_to_go_on(workbook, lock, content, told):
    before = workbook.path.read_bytes()
    workbook.path.with_name(lock).write_bytes(content)
    with pytest.raises(TooBusy) as error:
        save(workbook)
    assert told in error.value.message("en")
    for language in ("id", "en"):
        assert f"“{lock}”" in error.value.message(language)
        assert "…" not in error.value.message(language)
    assert workbook.path.read_bytes() == before
    workbook.path.with_name(lock).unlink()
    save(workbook)


@pytest.mark.parametrize(("mark", "other"), [("~$rum.xlsx", "rum.xlsx"), (".~orum.xlsx", "orum.xlsx")])
def test_another_file_that_is_open_beside_it_does_not_matter(workbook, mark, other):
    workbook.path.with_name(other).touch()
    workbook.path.with_name(mark).touch()
    save(workbook)
    assert workbook.open().read().tables["tasks"].at["TG-002", "progress"] == 55


def test_a_file_that_another_writer_holds_is_waited_for_and_then_refused(workbook):
    with held(workbook.path):
        errors = []
        thread = threading.Thread(target=lambda: errors.append(hold_briefly(workbook.path)))
        thread.start()
        thread.join()
    assert isinstance(errors[0], TooBusy)


def hold_briefly(path):
    try:
        with held(path, patience=0.1):
            return None
    except TooBusy as error:
        return error
