"""A second spreadsheet in Google: one save over both keeps to the time of one, and what it left to do there is done."""

from __future__ import annotations

import gc

import pytest
import requests

from sheets.backends.google_sheet import GoogleSheet
from sheets.errors import Offline, SheetError
from sheets.schema import load_schema
from sheets.store import Forum
from tests.sheets.backends.places import TABS, GooglePlace, new_google, quick
from tests.sheets.test_second import REPORT
from tests.soak.clock import Clock

BUDGET, MOMENT = 20.0, 3.0


@pytest.fixture
def kept(api) -> GooglePlace:
    """The second spreadsheet."""
    return new_google(api, {"Masalah": [headers("issues")]})


@pytest.fixture
def forum(api, kept) -> Forum:
    """A forum whose settings name the second spreadsheet; its pauses are left out, there too."""
    settings = load_schema().settings
    named = [["Pengaturan", "Nilai"], [settings["confidential_sheet_id"].label.id, kept.id]]
    forum = new_google(api, {**TABS, "Masalah": [headers("issues")], "Pengaturan": named}).open()
    forum.open_second = and_then(quick, forum.open_second)
    forum.read()
    return forum


def and_then(act, opens):
    return lambda named: act(opens(named))


def headers(table):
    return [column.label.id for column in load_schema().table(table).columns if column.kind != "date_range"]


def cell(place, id_, key):
    """What stands in a case's cell there."""
    row = next(row for row in place.rows("Masalah") if row and row[0] == id_)
    at = place.rows("Masalah")[0].index(load_schema().table("issues").column(key).label.id)
    return row[at] if at < len(row) else None


def place_of(place, id_, key):
    """Where that cell is, as a person names it."""
    rows = place.rows("Masalah")
    at = rows[0].index(load_schema().table("issues").column(key).label.id)
    return f"{chr(65 + at)}{[row[0] if row else None for row in rows].index(id_) + 1}"


# What a save left to do


def only_there(kept, how, **details):
    """A fault of the second spreadsheet alone."""
    kept.api.faults.plan(how, path=kept.id, **details)


def test_what_an_unheard_save_overwrote_in_the_second_is_put_back_before_the_next_one(forum, kept):
    mediator = forum.as_role("mediator")
    id_ = mediator.append("issues", REPORT)
    kept.api.calls.clear()
    kept.api.before(1, lambda: kept.edit("Masalah", place_of(kept, id_, "agreement"), "punya lain"), kind="write")
    only_there(kept, "drop_after", kind="write")
    only_there(kept, "error", code=503, times=60, kind="read", after=2)
    with pytest.raises(Offline) as error:
        mediator.update("issues", id_, {"agreement": "punya saya"}, seen={"agreement": None})
    assert error.value.reason == "outcome_unknown"
    assert cell(kept, id_, "agreement") == "punya saya"
    kept.api.faults.clear()
    mediator.append("issues", {**REPORT, "title": "Kasus lain"})
    assert cell(kept, id_, "agreement") == "punya lain"


def test_a_repair_that_could_not_be_sent_to_the_second_is_made_before_its_next_save(forum, kept):
    mediator = forum.as_role("mediator")
    one, other = (mediator.append("issues", {**REPORT, "title": title}) for title in ("Satu", "Dua"))
    kept.api.before(1, lambda: kept.human.sort("Masalah", "A", descending=one < other), kind="write")
    only_there(kept, "error", code=503, times=60, kind="write", after=1)
    with pytest.raises(SheetError):
        mediator.update("issues", other, {"agreement": "Dirujuk"}, seen={"agreement": None})
    assert cell(kept, one, "agreement") == "Dirujuk"
    kept.api.faults.clear()
    mediator.append("issues", {**REPORT, "title": "Tiga"})
    assert (cell(kept, one, "agreement"), cell(kept, other, "agreement")) == (None, None)


def test_a_case_of_which_nobody_heard_and_that_cannot_stay_is_written_again_where_it_is_asked_for_again(forum, kept):
    kept.api.before(1, lambda: kept.insert_columns("Masalah", "C"), kind="write")
    only_there(kept, "drop_after", kind="write")
    only_there(kept, "error", code=503, times=60, kind="read", after=2)
    member = forum.as_role("member")
    with pytest.raises(SheetError):
        member.append("issues", REPORT)
    kept.api.faults.clear()
    id_ = member.append("issues", REPORT)
    case = forum.as_role("mediator").second().tables["issues"].loc[id_]
    assert (case["title"], case["description"]) == (REPORT["title"], REPORT["description"])
    member.append("issues", {**REPORT, "title": "Kasus lain"})
    assert id_ in forum.as_role("mediator").second().tables["issues"].index


def test_of_the_second_spreadsheet_nothing_else_is_kept(forum, kept):
    only_there(kept, "drop_after", kind="write")
    only_there(kept, "error", code=503, times=60, kind="read", after=2)
    with pytest.raises(SheetError):
        forum.as_role("member").append("issues", REPORT)
    gc.collect()
    assert not [o for o in gc.get_objects() if isinstance(o, GoogleSheet) and o.source == kept.source]


# How long it takes


class Slow:
    """Two lines on one clock: every call takes `seconds`, and from the `after`-th on no answer comes."""

    def __init__(self, seconds, after=1000):
        self.clock, self.seconds, self.after = Clock(), seconds, after

    def slowed(self, forum):
        line = forum.backend.line
        forum.clock = line.clock = self.clock
        line.pause = forum._saving.pause = self.clock.sleep
        send, line._once = line._once, lambda *call: self.once(line, send, *call)
        return forum

    def once(self, line, send, *call):
        self.after -= 1
        silent = self.after < 0 or self.seconds > line.for_one_call
        self.clock.sleep(line.for_one_call if silent else self.seconds)
        if silent:
            raise requests.exceptions.ReadTimeout("no answer")
        return send(*call)

    def both(self, forum):
        """The forum and its second spreadsheet from now on."""
        forum.open_second = and_then(self.slowed, forum.open_second)
        return self.slowed(forum)


@pytest.mark.parametrize("seconds", [1.5, 5, 9])
@pytest.mark.parametrize("after", [1, 2, 3, 4, 5, 6, 1000])
@pytest.mark.parametrize("what", ["new", "edit"])
def test_a_save_over_two_spreadsheets_takes_no_longer_than_one(forum, seconds, after, what):
    id_ = forum.as_role("mediator").append("issues", REPORT)
    slow = Slow(seconds, after)
    mediator = slow.both(forum).as_role("mediator")
    began = slow.clock.now
    try:
        if what == "new":
            mediator.append("issues", {**REPORT, "title": "Kasus lain"})
        else:
            mediator.update("issues", id_, {"agreement": "Dirujuk", "stage": "referred"}, seen={"stage": "new"})
    except SheetError as error:
        assert isinstance(error, Offline)
    assert slow.clock.now - began <= BUDGET + MOMENT


@pytest.mark.parametrize("seconds", [6, 7])
def test_where_time_is_too_short_for_both_neither_is_written(forum, kept, seconds):
    with pytest.raises(Offline):
        Slow(seconds).both(forum).as_role("member").append("issues", REPORT)
    assert len(kept.rows("Masalah")) == 1
    assert forum.read().tables["issues"].empty


def test_what_takes_a_while_in_both_is_saved(forum):
    id_ = Slow(4).both(forum).as_role("member").append("issues", REPORT)
    assert forum.as_role("mediator").second().tables["issues"].at[id_, "title"] == REPORT["title"]
