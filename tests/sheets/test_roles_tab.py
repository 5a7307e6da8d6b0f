"""The tab Peran: roles by e-mail address, read where they stand and shown nowhere."""

from __future__ import annotations

import json

import openpyxl
import pytest

from sheets import open_forum
from sheets.__main__ import main
from sheets.roles import ROLES
from sheets.roles_tab import NOBODY
from tests.forums import demo_workbook

LIST = [
    ("Surel", "Nama", "Peran"),
    (" Sari@Contoh.ID ", "Bu Sari", "Pengurus"),
    ("budi@contoh.id", "Pak Budi", "anggota"),
    ("ani@contoh.id", "Bu Ani", "Mediator"),
    ("dua@contoh.id", "", "Pengurus"),
    ("DUA@contoh.id", "", "Anggota"),
    ("ketua@contoh.id", "", "Ketua RT"),
    ("bukan surel", "", "Pengurus"),
    (None, "Pak Wira", None),
]


def with_list(path, rows, tab="Peran"):
    demo_workbook(path)
    book = openpyxl.load_workbook(path)
    page = book.create_sheet(tab)
    for row in rows:
        page.append(row)
    book.save(path)
    return open_forum(path)


def test_an_address_has_the_role_that_stands_beside_it_in_either_language(tmp_path):
    who = with_list(tmp_path / "forum.xlsx", LIST).read().who
    assert dict(who.roles) == {
        "sari@contoh.id": "keeper", "budi@contoh.id": "member", "ani@contoh.id": "mediator", "dua@contoh.id": "member",
    }  # fmt: skip


def test_rows_that_cannot_be_understood_give_nobody_a_role_and_are_counted(tmp_path):
    assert with_list(tmp_path / "forum.xlsx", LIST).read().who.unclear == (7, 8)


@pytest.mark.parametrize("tab", ["Roles", " peran ", "DAFTAR PERAN"])
def test_the_tab_is_known_by_its_name_and_its_headers(tmp_path, tab):
    assert "sari@contoh.id" in with_list(tmp_path / "forum.xlsx", LIST, tab).read().who.roles


def test_a_tab_of_that_name_about_something_else_gives_no_role(tmp_path):
    rows = [("Peran", "Uraian"), ("Pengurus", "memimpin rapat sari@contoh.id")]
    assert with_list(tmp_path / "forum.xlsx", rows).read().who == NOBODY


def test_no_role_and_no_command_sees_the_tab(tmp_path, capsys):
    forum = with_list(tmp_path / "forum.xlsx", LIST)
    for role in ROLES:
        seen = forum.as_role(role).read()
        assert seen.who == NOBODY
        assert "contoh.id" not in repr(seen.not_recognised) + repr(seen.problems) + repr(seen.corrections)
        assert "Peran" not in [read.tab for read in seen.reads]
    main(["read", forum.source, "--json"])
    assert "sari@contoh.id" not in json.dumps(json.loads(capsys.readouterr().out))
