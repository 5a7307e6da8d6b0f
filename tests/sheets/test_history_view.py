"""The history as each role sees it: what a case said while it was not for everyone stays with those who saw it."""

from __future__ import annotations

import openpyxl
import pytest

from sheets import open_forum
from tests.forums import demo_workbook, type_by_hand

CASE = {"title": "Pak Joko menampar Bu Rina", "type": "conflict", "reported_on": "2026-01-05", "stage": "new",
        "description": "Di depan balai"}  # fmt: skip
CALM = {"title": "Perselisihan dua warga", "description": "Sudah damai"}
SECRETS = ("Joko", "Rina", "balai")


@pytest.fixture
def forum(tmp_path):
    return open_forum(demo_workbook(tmp_path / "forum.xlsx"))


def told(forum, role, id_=None):
    lines = forum.as_role(role).history()
    return "\n".join(str(line) for line in lines if id_ in (None, line["id"]))


def leaks(forum, role, id_=None):
    text = told(forum, role, id_)
    return [secret for secret in SECRETS if secret in text]


def change_by_hand(forum, act):
    book = openpyxl.load_workbook(forum.source)
    act(book)
    book.save(forum.source)
    forum.read()


@pytest.mark.parametrize("mark", ["restricted", "confidential"])
@pytest.mark.parametrize("together", [True, False])
def test_a_case_that_is_opened_does_not_tell_what_it_said_before(forum, mark, together):
    visit = forum.as_role("mediator")
    id_ = visit.append("issues", {**CASE, "confidentiality": mark})
    if together:
        visit.update("issues", id_, {**CALM, "confidentiality": "open"})
    else:
        visit.update("issues", id_, CALM)
        visit.update("issues", id_, {"confidentiality": "open"})
    for role in ("visitor", "member", "keeper"):
        assert leaks(forum, role, id_) == [], role
    assert leaks(forum, "mediator", id_)
    assert "Terbuka" in told(forum, "keeper", id_)


def test_a_mark_changed_by_hand_while_nobody_looked_opens_nothing_that_was_said_before(forum):
    visit = forum.as_role("mediator")
    id_ = visit.append("issues", {**CASE, "confidentiality": "restricted"})
    visit.update("issues", id_, CALM)
    type_by_hand(forum.source, "Masalah", id_, {"Kerahasiaan": "Terbuka"})
    forum = open_forum(forum.source, shared=False)  # as after a restart
    assert forum.as_role("visitor").latest().tables["issues"].at[id_, "title"] == CALM["title"]
    assert leaks(forum, "visitor", id_) == leaks(forum, "member", id_) == []


def test_of_an_open_case_everybody_sees_how_it_went_on_and_keepers_what_it_said(forum):
    id_ = forum.as_role("member").append("issues", CASE)
    forum.as_role("member").update("issues", id_, {"stage": "acknowledged", "description": "Ditulis ulang"})
    assert "Ditanggapi" in told(forum, "visitor", id_) or "Diterima" in told(forum, "visitor", id_)
    assert "balai" not in told(forum, "visitor", id_)
    assert "balai" in told(forum, "keeper", id_)


def test_a_renamed_tab_opens_no_case(forum):
    id_ = forum.as_role("mediator").append("issues", {**CASE, "confidentiality": "confidential"})
    forum.as_role("mediator").update("issues", id_, CALM)
    change_by_hand(forum, lambda book: setattr(book["Masalah"], "title", "Masalah 2026"))
    for role in ("visitor", "member", "keeper"):
        assert leaks(forum, role) == [], role


def test_a_renamed_tab_still_tells_a_keeper_what_was_changed_in_it(forum):
    id_ = str(forum.read().tables["tasks"].index[0])
    forum.as_role("member").update("tasks", id_, {"notes": "Sudah diukur"})
    change_by_hand(forum, lambda book: setattr(book["Tugas"], "title", "Tugas 2026"))
    assert "Sudah diukur" in told(forum, "keeper", id_)


def test_a_case_without_an_id_is_never_taken_for_the_row_that_stands_there_now(tmp_path):
    path = tmp_path / "forum.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Masalah"
    for row in (
        ["Judul", "Jenis", "Tanggal Lapor", "Tahap", "Uraian", "Kerahasiaan"],
        ["Kasus A", "pengaduan", "01/11/2026", "Baru", "aaa", "Terbuka"],
        ["Bu Rina dipukul", "pengaduan", "02/11/2026", "Baru", "Di balai", "Rahasia"],
        ["Kasus C", "pengaduan", "03/11/2026", "Baru", "ccc", "Terbuka"],
    ):
        page.append(row)
    book.save(path)
    forum = open_forum(path)
    forum.as_role("mediator").update("issues", "~3", {"description": "Kata Rina lagi"})

    def inserted(book):
        book["Masalah"].insert_rows(2)
        for col, value in enumerate(["Kasus baru", "pengaduan", "05/11/2026", "Baru", "nnn", "Terbuka"], 1):
            book["Masalah"].cell(2, col, value)

    change_by_hand(forum, inserted)
    forum = open_forum(path, shared=False)  # as after a restart
    for role in ("visitor", "member", "keeper"):
        assert leaks(forum, role) == [], role


def test_where_the_second_spreadsheet_is_stays_with_those_who_may_open_it(forum):
    from sheets.settings_rows import change_of

    for id_ in ("1ABCkeduaRAHASIA", "1ABCkeduaLAIN"):
        forum.save([change_of(forum.latest(), "confidential_sheet_id", id_)])
    forum.save([change_of(forum.latest(), "vision", "Desa yang rukun")])
    assert "1ABC" not in told(forum, "keeper")
    assert "Desa yang rukun" in told(forum, "keeper")
