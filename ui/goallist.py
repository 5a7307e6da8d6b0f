"""The goals: how far each one is, whether it is SMART and its plan whole, and what works for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from forum import goals as rules
from forum import indicators
from ui import register, taskview
from ui.blocks import Row, header, notice, open_line, row_html, rows, section
from ui.fields import titles
from ui.lists import more, paged
from ui.marks import bullet, choice_chip, grain, join, show, soft
from ui.markup import Html
from ui.records import Record, record_of
from ui.words import known, percent, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

NEW = ("title", "kind", "theme", "reason", "strategy", "start", "due", "lead", "agreed_by", "review", "status")


def assessed_indicators(board: Board) -> pd.DataFrame:
    """Where each indicator stands, once for all visitors."""
    tables = board.tables
    return board.once(
        "indicators",
        lambda: indicators.assess(
            tables["indicators"], tables["measurements"], tables["goals"], today=board.today, settings=board.settings
        ),
    )


def scores(board: Board) -> pd.DataFrame:
    """The score of every goal, once for all visitors."""
    tables = board.tables
    return board.once(
        "goal scores", lambda: rules.score(tables["goals"], tables["indicators"], assessed_indicators(board))
    )


def draw(board: Board, frame: pd.DataFrame) -> None:
    """One row a goal: status, name over lead and counts, a bullet, SMART as five grains."""
    found, smart = (
        scores(board),
        board.once("smart", lambda: rules.smart(board.tables["goals"], board.tables["indicators"])),
    )
    shown, left = paged(list(frame.index), "goals")
    for id_ in shown:
        row = _row(board, record_of(frame, id_), record_of(found, id_), record_of(smart, id_))
        open_line(row, f"goals-{id_}", say("table.details"), register.choose, (str(id_),))
    more("goals", left)


def draw_one(board: Board, id_: str) -> None:
    """One goal: score, SMART check, plan, indicators and tasks, and the form that changes it."""
    frame, title = board.tables["goals"], say("app.pages.goals")
    if id_ not in frame.index:
        register.draw_one(board, "goals", id_, title)
        return
    goal = record_of(frame, id_)
    header(board, f"{title} · {id_}", str(goal["title"] if known(goal["title"]) else id_))
    register.back(board, "goals")
    left, right = st.columns(2, gap="large")
    with left:
        _checks(board, id_)
        _tasks(board, id_)
    with right:
        _indicators(board, id_)
        register.draw_facts(board, "goals", goal)
    register.draw_change(board, "goals", goal)


def _row(board: Board, goal: Record, score: Record, smart: Record) -> Html:
    name = goal["title"] if known(goal["title"]) else goal.id
    end = say("goals.until", day=short_day(goal["due"], board.today)) if known(goal["due"]) else ""
    words = row_html(Row(_status(board, score), name, _line(board, goal, score), end), bare=True)
    tone = board.choice("indicator_status", score["status"]).tone if known(score["status"]) else "soft"
    progress = float(score["progress"]) if known(score["progress"]) else None
    far = say("goals.score", percent=percent(progress)) if progress is not None else say("goals.no_score")
    grains = join(grain("full" if i < smart["met"] else "empty") for i in range(5))
    checks = Html(f'<span class="lb-grains inline">{grains}</span>{soft("SMART")}')
    mark = bullet(progress, None, tone, label=far)
    return Html(f'{words}<div class="lb-goal">{mark}<span>{soft(far)}</span><span>{checks}</span></div>')


def _status(board: Board, score: Record) -> Html:
    key = score["status"] if known(score["status"]) else "no_data"
    return choice_chip(board.choice("indicator_status", key), board.language)


def _line(board: Board, goal: Record, score: Record) -> Html:
    names = titles(board, "partners")
    lead = say("goals.lead", name=names.get(str(goal["lead_id"]), goal["lead"])) if known(goal["lead"]) else ""
    coverage = say("goals.coverage", n=int(score["measured"]), of=int(score["total"])) if score["total"] else ""
    return join([lead, _done(board, str(goal.id)), coverage], " · ")


def _done(board: Board, id_: str) -> str:
    tasks = taskview.assessed(board)
    own = tasks[(tasks["goal_id"] == id_) & (tasks["status"] != "cancelled")]
    return (
        say("goals.tasks_done", n=int((own["status"] == "done").sum()), of=len(own))
        if len(own)
        else say("goals.no_tasks")
    )


def _checks(board: Board, id_: str) -> None:
    smart = record_of(rules.smart(board.tables["goals"], board.tables["indicators"]), id_)
    section(say("goals.smart"), say("goals.smart_met", n=int(smart["met"])))
    marks = join(
        Html(f"<li>{grain('full' if smart[key] else 'empty')}<span>{say(f'goals.criterion.{key}')}</span></li>")
        for key in rules.CRITERIA
    )
    show(Html(f'<ul class="lb-good">{marks}</ul>'))
    whole = record_of(rules.completeness(board.tables["goals"], board.tables["tasks"], board.tables["indicators"]), id_)
    lacks = dict.fromkeys([*smart["missing"], *whole["missing"]])
    if lacks:
        notice("", "; ".join(say(f"goals.lacks.{key}") for key in lacks).capitalize() + ".", tone="warn")
    else:
        notice("", say("goals.plan_whole"), tone="good")


def _indicators(board: Board, id_: str) -> None:
    frame, state = board.tables["indicators"], assessed_indicators(board)
    own = frame[frame["goal_id"] == id_]
    score = record_of(scores(board), id_)
    section(say("goals.indicators"), say("goals.coverage", n=int(score["measured"]), of=int(score["total"])))
    lines = []
    for row, stands in ((record_of(own, indicator), record_of(state, indicator)) for indicator in own.index):
        status, far = (
            choice_chip(board.choice("indicator_status", stands["status"]), board.language),
            stands["progress"],
        )
        lines.append(
            Row(status, row["name"], row["unit"] if known(row["unit"]) else "", percent(far) if known(far) else "–")
        )
    rows(lines)


def _tasks(board: Board, id_: str) -> None:
    tasks = taskview.assessed(board)
    own = tasks[tasks["goal_id"] == id_].sort_values(["open", "due"], ascending=[False, True], kind="stable")
    section(say("goals.tasks"), say("goals.tasks_aside", open=int(own["open"].sum()), late=int(own["overdue"].sum())))
    shown, left = paged(list(own.index), f"goal-{id_}", 7)
    taskview.draw(board, shown)
    more(f"goal-{id_}", left)
