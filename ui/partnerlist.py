"""The register of partners: who is here with what work, which sectors are missing, who should hear from us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from forum import partners as rules
from forum import workload
from ui import register, taskview
from ui.bars import count_bars
from ui.blocks import Row, header, notice, rows, section
from ui.fields import titles
from ui.lists import more, paged
from ui.marks import blank, bold, chip, facts, join, show, soft
from ui.markup import Html
from ui.records import Record, record_of
from ui.words import known, percent, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

NEW = (
    "name", "short_name", "sector", "status", "forum_role", "contact", "phone", "email", "capacity", "needs", "area",
    "joined",
)  # fmt: skip
GREETED_AT_MOST = 4


def loads(board: Board) -> pd.DataFrame:
    """Open, overdue and supporting tasks of each partner."""
    return board.once(
        "workload", lambda: workload.workload(board.tables["tasks"], board.tables["partners"], board.today)
    )


def coverage(board: Board) -> rules.Coverage:
    return rules.coverage(board.tables["partners"])


def draw_register(board: Board, frame: pd.DataFrame) -> None:
    """The partners as rows, 25 at a time."""
    load = loads(board)
    shown, left = paged(list(frame.index), "partners")
    for id_ in shown:
        register.open_row(board, _row(board, record_of(frame, id_), load), "partners", str(id_))
    more("partners", left)


def draw_coverage(board: Board) -> None:
    """Sectors with nobody first said in words, the forum's structure, who to greet, which roles end."""
    found, active = coverage(board), rules.active(board.tables["partners"])
    if len(active):
        section(say("partners.sectors"), say("partners.sectors_aside", n=found.present, of=len(found.wanted)))
    if found.counts:
        keys = dict.fromkeys([*found.wanted, *found.counts])
        counts = {board.word("sector", key): found.counts.get(key, 0) for key in keys}
        show(count_bars("", counts, missing=say("partners.missing")))
    elif len(active):
        notice("", say("partners.sector_untold"), tone="warn")
    groups = rules.groups(board.tables["partners"]).counts
    if groups:
        show(count_bars(say("partners.groups"), {board.word("group", key): n for key, n in groups.items()}))
    _structure(board)
    _to_greet(board)


def draw_one(board: Board, id_: str) -> None:
    """One partner: what the sheet says, its tasks, and the form that changes it."""
    frame, title = board.tables["partners"], say("app.pages.partners")
    if id_ not in frame.index:
        register.draw_one(board, "partners", id_, title)
        return
    partner = record_of(frame, id_)
    header(board, f"{title} · {id_}", str(partner["name"] if known(partner["name"]) else id_))
    register.back(board, "partners")
    left, right = st.columns(2, gap="large")
    with left:
        _tasks(board, id_)
        if not board.phone:
            _facts(board, partner)
    with right:
        register.draw_change(board, "partners", partner)
    if board.phone:
        _facts(board, partner)


def _facts(board: Board, partner: Record) -> None:
    register.draw_facts(board, "partners", partner)
    if not board.may("see_private", "partners"):
        show(soft(say("partners.contact_hidden")))


def _row(board: Board, partner: Record, load: pd.DataFrame) -> Row:
    name = str(partner["name"]) if known(partner["name"]) else partner.id
    short = partner["short_name"]
    title = join([bold(name), soft(f"({short})") if known(short) and short not in name else ""], " ")
    role = board.word("forum_role", partner["forum_role"]) if known(partner["forum_role"]) else ""
    status = (
        board.word("partner_status", partner["status"]) if partner["status"] in ("prospect", "dormant", "left") else ""
    )
    area = partner["area"] if known(partner["area"]) else ""
    mark = chip(board.word("sector", partner["sector"]), "soft", "none") if known(partner["sector"]) else blank()
    return Row(mark, title, join([role, status, area], " · "), _load(board, partner.id, load))


def _load(board: Board, id_: str, load: pd.DataFrame) -> Html:
    if id_ not in load.index:
        return Html("")
    work = record_of(load, id_)
    if work["without"]:
        return soft(say("partners.without"))
    late = chip(say("partners.overdue", n=int(work["overdue"])), "bad", "square") if work["overdue"] else ""
    high = chip(say("partners.high_load"), "warn", "tri") if work["high"] else ""
    open_ = (
        say("partners.open_tasks", n=int(work["open"]))
        if work["open"]
        else say("partners.supporting", n=int(work["supporting"]))
    )
    return join([soft(open_), *(Html(f"<br>{mark}") for mark in (late, high) if mark)])


def _structure(board: Board) -> None:
    names = titles(board, "partners")
    held = rules.structure(board.tables["partners"])
    if not any(held.values()):
        return
    section(say("partners.structure"))
    lines = [
        (board.word("forum_role", role), ", ".join(names.get(id_, id_) for id_ in ids) or soft(say("partners.vacant")))
        for role, ids in held.items()
        if ids or role in ("chair", "secretary", "treasurer")
    ]
    show(facts(lines))
    ending = rules.roles_ending(board.tables["partners"], board.today)
    if len(ending):
        section(say("partners.roles_ending"))
        rows([_ending(board, str(id_), row, names) for id_, row in ending.iterrows()])


def _ending(board: Board, id_: str, row: pd.Series, names: dict[str, str]) -> Row:
    key = "role_over" if row["days_left"] < 0 else "role_ends"
    line = say(f"partners.{key}", role=board.word("forum_role", row["role"]), day=short_day(row["ends"], board.today))
    lacks = "" if row["successor"] else chip(say("partners.no_successor"), "warn", "tri")
    return Row(lacks, names.get(id_, id_), line)


def _to_greet(board: Board) -> None:
    tables, names = board.tables, titles(board, "partners")
    contact = board.once(
        "last contact",
        lambda: rules.last_contact(
            tables["partners"],
            today=board.today,
            tasks=tables["tasks"],
            meetings=tables["meetings"],
            issues=tables["issues"],
        ),
    )
    silent = rules.to_greet(tables["partners"], contact, board.today)
    if not len(silent) or contact.isna().all():  # a sheet that tells no day of anybody tells nothing of silence
        return
    section(say("partners.to_greet"), str(len(silent)))
    rows([_silence(names.get(str(id_), str(id_)), row["days"]) for id_, row in silent.head(GREETED_AT_MOST).iterrows()])


def _silence(name: str, days: float) -> Row:
    line = say("partners.never") if pd.isna(days) else say("partners.silent", n=int(days), days=int(days))
    return Row(chip(line, "soft", "none"), name)


def _tasks(board: Board, id_: str) -> None:
    tasks = taskview.assessed(board)
    own = tasks[tasks["lead_id"] == id_].sort_values(["open", "due"], ascending=[False, True], kind="stable")
    aside = say("partners.tasks_aside", open=int(own["open"].sum()), late=int(own["overdue"].sum()))
    section(say("partners.tasks"), aside)
    if not len(own):
        notice("", say("partners.no_tasks"), tone="soft")
        return
    kept = board.once("promises", lambda: workload.promises_kept(board.tables["tasks"], today=board.today))
    if id_ in kept.index and known(kept.at[id_, "rate"]):
        rate = record_of(kept, id_)
        show(soft(say("partners.promises", rate=percent(rate["rate"]), kept=int(rate["kept"]), of=int(rate["due"]))))
    shown, left = paged(list(own.index), f"partner-{id_}", 7)
    taskview.draw(board, shown)
    more(f"partner-{id_}", left)
