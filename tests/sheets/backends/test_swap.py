"""A workbook on the disks that people have: kept from writing, full, gone, with long names and wrong clocks."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheets.backends import swap
from sheets.backends.swap import backup_folder, backups
from sheets.errors import NoAccess, NotASpreadsheet, NotFound, Offline, SheetError, TooBusy
from tests.sheets.backends.corpus.zipped import change, parts
from tests.sheets.backends.places import TABS, FilePlace, new_workbook


def save(place: FilePlace) -> None:
    place.open().update("tasks", "TG-002", {"progress": 55})


def refused(place: FilePlace) -> SheetError:
    """What a save is told; nothing was written and nothing lies about."""
    before = place.path.read_bytes() if place.path.is_file() else b""
    forum = place.open()
    with pytest.raises(SheetError) as error:
        forum.update("tasks", "TG-002", {"progress": 55})
    assert (place.path.read_bytes() if place.path.is_file() else b"") == before
    assert not list(place.path.parent.rglob("*lumbung-baru"))
    assert "…" not in error.value.message("id") + error.value.message("en")
    return error.value


def test_a_file_that_is_marked_as_read_only_is_not_replaced(workbook):
    workbook.path.chmod(0o444)
    assert (refused(workbook).reason, backups(workbook.path)) == ("file_read_only", [])


def test_a_folder_in_its_place_is_said(workbook):
    forum = workbook.open()
    forum.read()
    workbook.path.unlink()
    workbook.path.mkdir()
    with pytest.raises(NotASpreadsheet, match="folder"):
        forum.update("tasks", "TG-002", {"progress": 55})


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: shutil.rmtree(path.parent)])
def test_a_file_that_went_while_somebody_typed_is_said(tmp_path, gone):
    (tmp_path / "forum").mkdir()
    place = new_workbook(tmp_path / "forum", TABS)
    forum = place.open()
    forum.read()
    gone(place.path)
    with pytest.raises(NotFound, match=r"no file “forum\.xlsx”"):
        forum.update("tasks", "TG-002", {"progress": 55})


@pytest.mark.parametrize(
    ("number", "kind", "reason"),
    [
        (errno.ENOSPC, NoAccess, "disk_full"),
        (errno.EFBIG, NoAccess, "disk_full"),
        (errno.EROFS, NoAccess, "folder_read_only"),
        (errno.EACCES, NoAccess, "folder_read_only"),
        (errno.EIO, Offline, "file_unreachable"),
        (errno.ESTALE, Offline, "file_unreachable"),
    ],
)
@pytest.mark.parametrize("step", ["_write_flushed", "back_up"])
def test_what_the_system_refuses_is_said_and_nothing_is_left(workbook, monkeypatch, number, kind, reason, step):
    def broken(*given: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(swap, step, broken)
    error = refused(workbook)
    assert (type(error), error.reason) == (kind, reason)


def test_a_file_that_cannot_be_locked_or_read_because_its_disk_is_gone_is_said(workbook, monkeypatch):
    forum = workbook.open()

    def gone(path: Path) -> bytes:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(Path, "read_bytes", gone)
    with pytest.raises(Offline) as error:
        forum.read()
    assert error.value.reason == "file_unreachable"


def test_a_file_that_windows_keeps_because_somebody_looks_at_it_is_busy(workbook, monkeypatch):
    def kept(source: object, target: object) -> None:
        error = PermissionError(13, "shared")
        error.winerror = 5  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", kept)
    error = refused(workbook)
    assert (type(error), error.reason, backups(workbook.path)) == (TooBusy, "file_busy", [])


def test_a_backup_that_does_not_fit_is_not_left_half(workbook, monkeypatch):
    def half(source: Path, target: Path) -> None:
        target.write_bytes(b"PK")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copy2", half)
    assert refused(workbook).reason == "disk_full"
    assert list(backup_folder(workbook.path).iterdir()) == []


def test_saves_that_fail_do_not_push_out_backups(workbook, monkeypatch):
    for minute in range(12):
        swap.back_up(workbook.path, datetime(2026, 11, 20, 9, minute, tzinfo=UTC))
    before = backups(workbook.path)

    def broken(source: object, target: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", broken)
    for _ in range(3):
        assert refused(workbook).reason == "folder_read_only"
    assert backups(workbook.path) == before


def test_the_backup_of_this_save_stays_also_where_the_clock_was_wrong(workbook):
    for minute in range(15):
        swap.back_up(workbook.path, datetime(2099, 1, 1, 9, minute, tzinfo=UTC))
    before = workbook.path.read_bytes()
    save(workbook)
    assert before in [file.read_bytes() for file in backups(workbook.path) if "-2099" not in file.name]


@pytest.mark.parametrize("length", [200, 225, 240, 250])
def test_a_file_with_a_very_long_name_is_saved_and_backed_up(tmp_path, length):
    place = new_workbook(tmp_path, TABS)
    place = FilePlace(place.path.rename(tmp_path / f"{'n' * (length - 5)}.xlsx"))
    save(place)
    assert place.rows("Tugas")[2][5] == 55
    assert len(backups(place.path)) == 1
    assert not list(tmp_path.rglob("*lumbung-baru"))


def test_any_letters_in_its_path_do(tmp_path):
    folder = tmp_path / "forum ć 日本 (1) & 50% [x]"
    folder.mkdir()
    place = FilePlace(new_workbook(folder, TABS).path.rename(folder / "papan #2 [baru] 'kami' é.xlsx"))
    save(place)
    save(place)
    assert place.rows("Tugas")[2][5] == 55
    assert len(backups(place.path)) == 1


def test_rights_and_owner_stay(workbook):
    if os.geteuid() == 0:
        os.chown(workbook.path, 65534, 65533)
    workbook.path.chmod(0o660)
    was = workbook.path.stat()
    save(workbook)
    now = workbook.path.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (was.st_uid, was.st_gid, 0o660)
    assert now.st_mtime_ns > was.st_mtime_ns


def test_who_may_write_the_file_may_hold_its_lock(workbook):
    workbook.path.chmod(0o666)
    save(workbook)
    (lock,) = workbook.path.parent.glob(".*.lumbung-lock")
    assert stat.S_IMODE(lock.stat().st_mode) == 0o666


# Somebody else saves it meanwhile


def test_a_file_that_is_saved_elsewhere_in_the_last_moment_is_not_overwritten(workbook, monkeypatch):
    back_up = swap.back_up

    def and_meanwhile(path: Path, now: datetime) -> Path:
        monkeypatch.setattr(swap, "back_up", back_up)
        copy = back_up(path, now)
        workbook.edit("Tugas", "B4", "diketik di Excel")
        return copy

    monkeypatch.setattr(swap, "back_up", and_meanwhile)
    save(workbook)
    rows = workbook.rows("Tugas")
    assert (rows[2][5], rows[3][1]) == (55, "diketik di Excel")
    assert len(backups(workbook.path)) == 1


def test_an_edit_that_leaves_size_and_time_as_they_were_is_seen(workbook):
    found = parts(workbook.path)
    as_large(workbook.path, found)
    forum = workbook.open()
    assert forum.read().tables["tasks"].at["TG-002", "title"] == "Bersih sungai"
    was = workbook.path.stat()
    change(found, "xl/worksheets/sheet2.xml", lambda xml: xml.replace("Bersih sungai", "Angkut sampah"))
    as_large(workbook.path, found)
    os.utime(workbook.path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert (workbook.path.stat().st_size, workbook.path.stat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)
    assert forum.read().tables["tasks"].at["TG-002", "title"] == "Angkut sampah"


def as_large(path: Path, found: dict[str, bytes]) -> None:
    """Written in its place, as copying programs do, and as large as its letters are many."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, data in found.items():
            file.writestr(name, data)


# A damaged file


def test_a_part_that_cannot_be_unpacked_is_said(workbook):
    data = bytearray(workbook.path.read_bytes())
    at = data.find(b"xl/worksheets/sheet2.xml") + len("xl/worksheets/sheet2.xml")
    data[at + 20 : at + 60] = bytes(each ^ 0x55 for each in data[at + 20 : at + 60])
    workbook.path.write_bytes(data)
    assert isinstance(refused(workbook), NotASpreadsheet)


@pytest.mark.parametrize("left", [0, 40, 3000])
def test_where_a_forums_file_was_damaged_its_newest_backup_is_named(workbook, left):
    forum = workbook.open()
    save(workbook)
    workbook.path.write_bytes(workbook.path.read_bytes()[:left])
    (kept,) = backups(workbook.path)
    with pytest.raises(NotASpreadsheet) as error:
        forum.read()
    for language in ("id", "en"):
        assert all(f"“{each}”" in error.value.message(language) for each in (kept.name, kept.parent.name))
    workbook.path.write_bytes(kept.read_bytes())
    assert forum.read().tables["tasks"].at["TG-002", "progress"] == 40
