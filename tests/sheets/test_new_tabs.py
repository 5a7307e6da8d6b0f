"""Tabs that are missing are added to the spreadsheet that people have, in a file and in Google alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheets.errors import NoAccess
from sheets.schema import load_schema
from sheets.template import chosen_tables
from tests.sheets.backends.places import TABS, GooglePlace, Place, new_google, new_workbook

THERE = {"partners", "tasks", "indicators", "measurements", "issues"}


def test_the_missing_tabs_are_made_and_can_be_written_at_once(place: Place) -> None:
    forum = place.open()
    made = forum.make_tabs()
    assert made[:2] == ["Tujuan", "Agenda"]
    read = {each.table for each in forum.latest().reads}
    assert read >= set(chosen_tables(load_schema())) - {"settings", "history"}
    assert forum.append("goals", {"title": "Panen naik"}) == "T-001"
    assert forum.read().tables["goals"].loc["T-001", "title"] == "Panen naik"


def test_what_people_have_is_left_as_it_is(place: Place) -> None:
    before = {tab: place.rows(tab) for tab in TABS}
    place.open().make_tabs()
    assert {tab: place.rows(tab) for tab in TABS} == before


def test_only_the_tab_that_was_asked_for_is_made_and_never_twice(place: Place) -> None:
    forum = place.open()
    assert [title for title in forum.make_tabs(["meetings"]) if title != "Riwayat"] == ["Agenda", "Pengaturan"]
    assert forum.make_tabs(["meetings"]) == []


def test_rows_that_are_given_stand_in_the_new_tabs(place: Place) -> None:
    forum = place.open()
    rows: dict[str, list[dict[str, Any]]] = {
        "goals": [{"title": "Air bersih", "theme": "water_sanitation", "weight": 2.0}]
    }
    forum.make_tabs(["goals"], rows)
    goal = forum.latest().tables["goals"].loc["T-01"]
    assert (goal["title"], goal["theme"], goal["weight"]) == ("Air bersih", "water_sanitation", 2.0)


def test_a_title_that_another_tab_has_gets_a_number(place: Place, tmp_path: Path) -> None:
    tabs = {**TABS, "Tujuan": [["catatan bebas"], ["tanpa tabel"]]}
    other = new_workbook(tmp_path, tabs) if place.kind == "workbook" else new_google(place.api, tabs)  # type: ignore[union-attr]
    assert "Tujuan 2" in other.open().make_tabs(["goals"])


def test_one_request_makes_all_tabs_in_google(google: GooglePlace) -> None:
    forum = google.open()
    forum.read()
    google.api.calls.clear()
    forum.make_tabs()
    assert [kind for _, _, kind in google.api.calls].count("write") == 1


def test_a_visitor_without_the_role_makes_no_tab(place: Place) -> None:
    forum = place.open()

    def refuse(*_: object) -> None:
        raise NoAccess("no_access_role")

    forum.guard = refuse
    try:
        with pytest.raises(NoAccess):
            forum.make_tabs()
    finally:
        forum.guard = None


def test_the_tables_that_are_there_are_not_made_again(place: Place) -> None:
    schema = load_schema()
    made = place.open().make_tabs()
    assert {schema.table(name).tab.id for name in THERE} & set(made) == set()
