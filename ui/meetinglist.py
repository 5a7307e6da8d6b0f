"""The meetings: the next one, what was decided last time and what became of it, who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from forum import meetings as rules
from ui import register, taskview
from ui.blocks import Row, good_news, notice, section
from ui.lists import more, paged
from ui.marks import blank, chip, choice_chip, join, soft
from ui.records import Record, record_of
from ui.words import day, known, number, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

NEW = ("title", "kind", "date", "time", "place", "chair", "invited", "agenda", "repeats")


def cadence(board: Board) -> rules.Cadence:
    """The forum's rhythm as it stands today."""
    days = float(board.settings.get("meeting_cadence_days") or rules.CADENCE_DAYS)
    return rules.cadence(board.tables["meetings"], today=board.today, cadence_days=days)


def follow_ups(board: Board, found: rules.Cadence) -> pd.DataFrame:
    """Tasks of the last meeting with where they stand."""
    tasks = taskview.assessed(board)
    return rules.follow_ups(tasks, found.last_id)


def draw_planned(board: Board) -> None:
    """What is to come, soonest first; meetings whose day passed without a word are named."""
    planned = rules.planned(board.tables["meetings"], board.today)
    section(say("meetings.planned"), say("meetings.held_aside", n=len(planned)))
    if not len(planned):
        notice("", say("meetings.none_planned"), tone="warn")
    _list(board, planned, "planned")
    for id_ in rules.unconfirmed(board.tables["meetings"], board.today):
        meeting = record_of(board.tables["meetings"], id_)
        mark = chip(say("meetings.unconfirmed"), "warn", "tri")
        register.open_row(
            board, Row(mark, _title(meeting), "", short_day(meeting["date"], board.today)), "meetings", str(id_)
        )


def draw_last(board: Board, found: rules.Cadence) -> None:
    """Decisions of the last meeting and the tasks that came out of it."""
    tasks = follow_ups(board, found)
    if len(tasks):
        done = int((tasks["status"] == "done").sum())
        section(say("meetings.follow_ups"), say("meetings.follow_ups_aside", done=done, of=len(tasks)))
        shown, left = paged(list(tasks.index), "follow-ups", 7)
        taskview.draw(board, shown)
        more("follow-ups", left)
    latest = next(iter(rules.decisions(board.tables["meetings"], board.tables["tasks"], board.today)), None)
    if latest:
        section(say("meetings.decisions"), day(latest.on))
        good_news(latest.decisions)
        if latest.open:
            notice("", say("meetings.no_task_yet", n=latest.open), tone="warn")


def draw_held(board: Board) -> None:
    """What took place, the latest first."""
    held = rules.held(board.tables["meetings"], board.today).iloc[::-1]
    if not len(held):
        return
    section(say("meetings.held"), say("meetings.held_aside", n=len(held)))
    _list(board, held, "held")


def _list(board: Board, frame: pd.DataFrame, key: str) -> None:
    shown, left = paged(list(frame.index), f"meetings-{key}", 7)
    for id_ in shown:
        register.open_row(board, _row(board, record_of(frame, id_)), "meetings", str(id_), f"-{key}")
    more(f"meetings-{key}", left)


def _row(board: Board, meeting: Record) -> Row:
    kind = board.word("meeting_kind", meeting["kind"]) if known(meeting["kind"]) else ""
    place = meeting["place"] if known(meeting["place"]) else ""
    clock = meeting["time"] if known(meeting["time"]) else ""
    line = join([kind, place, clock, _people(meeting)], " · ")
    return Row(_when(board, meeting), _title(meeting), line, short_day(meeting["date"], board.today))


def _when(board: Board, meeting: Record) -> object:
    if meeting["status"] in ("cancelled", "postponed"):
        return choice_chip(board.choice("meeting_status", meeting["status"]), board.language)
    if not known(meeting["date"]):
        return blank()
    days = (meeting["date"].date() - board.today).days
    key = "today" if days == 0 else "tomorrow" if days == 1 else "in_days" if days > 0 else "ago"
    return chip(
        say(f"meetings.{key}", n=abs(days)), "warn" if 0 <= days <= 7 else "soft", "tri" if 0 <= days <= 7 else "none"
    )


def _people(meeting: Record) -> object:
    came = meeting["attended"]
    people = [meeting[key] for key in ("female", "male") if known(meeting[key])]
    if people:
        women = say("meetings.women", n=number(meeting["female"])) if known(meeting["female"]) else ""
        return soft(", ".join(part for part in (say("meetings.people", n=int(sum(people))), women) if part))
    return soft(say("meetings.partners_came", n=len(came))) if known(came) else ""


def _title(meeting: Record) -> str:
    return str(meeting["title"] if known(meeting["title"]) else meeting.id)
