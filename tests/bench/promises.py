"""What must never happen when people, two processes and a bad line meet in one sheet: counted, with the counts told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from sheets.backends.google import connect
from sheets.backends.google_sheet import GoogleSheet
from sheets.errors import SheetError
from sheets.schema import load_schema
from sheets.store import Forum
from tests.bench.forum import TODAY, google_forum
from tests.bench.table import Measure
from tests.google_api import Api, running
from tests.soak.clock import Clock
from tests.soak.meeting import google_meeting
from tests.soak.table import Tally

MEETINGS, APPENDS, FAULTY = 250, 100, 30
PROMISED = {
    "human edits lost": "human edits lost",
    "cells in a wrong row or column": "writes in a wrong row or column left standing",
    "damaged cells": "saves that damage other cells",
    "history wrong or incomplete": "saves with a wrong history",
}
FAULTS = ("drop_before", "drop_after", "error", "html")
ISSUE = {"title": "Jalan putus", "type": "issue", "reported_on": TODAY, "stage": "new"}


def measures() -> Iterator[Measure]:
    with running() as api:
        yield from meetings(api)
        yield lost_answers(api)
        yield emptied(api)


def meetings(api: Api) -> Iterator[Measure]:
    """The soak's meetings: two processes save while a person works in the same tab and requests fail."""
    tally = Tally("google")
    for seed in range(MEETINGS):
        tally.add(seed, *google_meeting(api, seed))
    saves = sum(tally.saves.values())
    told = f"{tally.runs} meetings, {tally.acts:,} acts of a person, {saves:,} saves"
    for what, said in PROMISED.items():
        yield Measure(said, len(tally.wrong.get(what, [])), 0, unit="", floor=told)


def opened(api: Api) -> tuple[Forum, str]:
    """A forum on the bench's spreadsheet, for which waiting costs nothing."""
    spreadsheet, clock = google_forum(api), Clock()
    line = connect(spreadsheet, api.service_account(), {"LUMBUNG_GOOGLE_ENDPOINT": api.url}, clock)
    return Forum(GoogleSheet(line), load_schema(), today=TODAY, clock=clock), spreadsheet


def lost_answers(api: Api) -> Measure:
    """Every answer to a new row is lost on the way."""
    forum, spreadsheet = opened(api)
    forum.read()
    before = len(api.human(spreadsheet).rows("Masalah"))
    for _ in range(APPENDS):
        api.faults.drop_after(kind="write")
        forum.append("issues", ISSUE)
    rows = len(api.human(spreadsheet).rows("Masalah")) - before
    return Measure(f"duplicated rows after a lost answer, of {APPENDS} new rows", abs(rows - APPENDS), 0, unit="rows")


def emptied(api: Api) -> Measure:
    """One fault at one moment of a save; afterwards every row that was there must still be there."""
    forum, spreadsheet = opened(api)
    forum.read()
    human, lost = api.human(spreadsheet), 0
    for n, how in enumerate(islice(FAULTS * FAULTY, FAULTY)):
        before = {str(row[0]) for row in human.rows("Tugas")}
        api.faults.plan(how, kind="write" if n % 2 else "read", code=503)
        with suppress(SheetError):
            forum.update("tasks", f"TG-{n + 1:03d}", {"progress": float(n)})
        api.faults.clear()
        lost += not before <= {str(row[0]) for row in human.rows("Tugas")}
    return Measure(f"tab emptied by one fault, of {FAULTY}", lost, 0, unit="tabs")
