"""Beranda's parts: the four tiles from the forum's standing, the week, the nine steps; in an empty sheet, a start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from forum.steps import steps
from ui import weekly
from ui.blocks import Tile, empty, good_news, row_html, section
from ui.blocks import steps as draw_line
from ui.headlines import standing as numbers
from ui.headlines.standing import Standing
from ui.headlines.table import counted
from ui.marks import bar, chip, choice_chip, div, grains, safe, show, soft
from ui.markup import Html
from ui.taskview import assessed
from ui.words import money, number, say

if TYPE_CHECKING:
    from ui.frame import Board

SHOWN, EVERY_AT_MOST, GOOD = 4, 50, 3
EVERY = "lb.every"
TILED = {"tasks", "indicators", "measurements", "issues"}


def standing(board: Board) -> Standing:
    """The forum's numbers, once for all visitors of one language."""
    return board.once(("standing", board.language), lambda: _standing(board))


def _standing(board: Board) -> Standing:
    tones = {choice.key: choice.tone for choice in board.schema.choices["indicator_status"].choices}
    found: dict[str, Any] = {
        **numbers.task_numbers(assessed(board)),
        **numbers.indicator_numbers(board.state.indicators, board.tables["indicators"]["name"], tones),
        **numbers.issue_numbers(board.state.issues, board.tables["issues"]["stage"]),
    }
    others = tuple(counted(board.schema.tables[name], n, board.language) for name, n in _others(board).items())
    return Standing(**found, others=others, passed_over=len(board.snapshot.not_recognised))


def _others(board: Board) -> dict[str, int]:
    """How many rows each filled table has that no tile speaks of; the largest first."""
    names = (table.name for table in board.schema.records if table.name not in TILED)
    counts = {name: len(board.tables[name]) for name in names if len(board.tables[name])}
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def tiles(board: Board) -> list[Tile]:
    """Tasks done, overdue, indicators on track, open issues; where a sheet has none of these, what it has instead."""
    now = standing(board)
    own = {
        "tasks": [_done(now), _overdue(board, now)], "indicators": [_indicators(now)], "issues": [_issues(board, now)]
    }  # fmt: skip
    there = [tile for name, each in own.items() for tile in each if len(board.tables[name])]
    absent = [tile for name, each in own.items() for tile in each if not len(board.tables[name])]
    instead = [_other(board, name, n) for name, n in _others(board).items()] if absent else []
    return [*there, *instead, *absent][:4]


def draw_start(board: Board) -> None:
    """What a sheet without one record shows: where to begin, or why nothing in it is known."""
    if standing(board).passed_over:
        st.page_link("pages/adopt.py", label=say("home.begin.check"), icon=":material/fact_check:")
        return
    action = say("home.begin.partner") if board.may_write else ""
    if empty(say("home.begin.title"), say("home.begin.line"), action, url=board.snapshot.url):
        st.switch_page("pages/partners.py", query_params={"id": "baru"})


def draw_week(board: Board) -> None:
    """What needs attention this week, beside the good news."""
    left, right = st.columns([64, 37], gap="large")
    with left:
        _draw_attention(board)
    with right:
        section(say("home.good_news"))
        lines = board.once(("good lines", board.language), lambda: weekly.good_lines(board, GOOD))
        good_news(lines) if lines else show(soft(say("home.nothing_good")))


def _draw_attention(board: Board) -> None:
    every = bool(st.session_state.get(EVERY))
    limit = EVERY_AT_MOST if every else SHOWN
    found, n = board.once(("attention rows", board.language, limit), lambda: weekly.attention_rows(board, limit))
    with st.container(horizontal=True, key="lb-attention", vertical_alignment="bottom", wrap=False):
        show(Html(f"<h2>{safe(say('home.attention'))}</h2>"), width="stretch")
        if n > SHOWN:
            label = say("home.show_less") if every else say("home.count", n=n)
            icon = ":material/keyboard_arrow_up:" if every else ":material/keyboard_arrow_down:"
            st.button(label, key="lb-every", type="tertiary", icon=icon, icon_position="right", on_click=_turn_every)
        elif n:
            show(soft(say("home.count", n=n)), width="content")
    if n:
        show(div("" if every else "lb-attention", *(row_html(row) for row in found)))
    else:
        show(div("lb-calm", say("home.calm"), tag="p"))


def _turn_every() -> None:
    st.session_state[EVERY] = not st.session_state.get(EVERY)


def draw_steps(board: Board) -> None:
    """The nine steps, ticked from the sheet; the first one that has begun is said to be under way."""
    found = board.once(
        "steps", lambda: steps(board.tables, board.state.indicators, today=board.today, settings=board.settings)
    )
    done = sum(step.state == "done" for step in found)
    first = next((step.number for step in found if step.state == "now"), 0)
    section(say("home.steps"), say("home.steps_done", n=done, of=len(found)), bare=True)
    states = {"done": "full", "now": "now"}
    entries = [
        (
            say(f"home.step.{step.key}"),
            "empty" if step.state == "now" and step.number != first else states.get(step.state, "empty"),
        )
        for step in found
    ]
    draw_line(entries, say("home.now"))


def _done(now: Standing) -> Tile:
    if not now.tasks:
        return Tile(_say("done"), "–", "", [_say("no_tasks")])
    marks = {"full": now.done, "bad": now.overdue, "empty": now.tasks - now.done - now.overdue}
    label = _say("grains", done=now.done, late=now.overdue, n=now.tasks)
    return Tile(_say("done"), number(now.done), _say("of", n=number(now.tasks)), [grains(marks, label)])


def _overdue(board: Board, now: Standing) -> Tile:
    if not now.tasks:
        return Tile(_say("overdue"), "–", "", [_say("no_tasks")])
    days = board.state.reminder_days
    soon = _say("soon", n=now.soon, days=days) if now.soon else ""
    if not now.overdue:
        return Tile(_say("overdue"), "0", _say("tasks", n=0), [chip(_say("none_overdue"), "good", "check"), soon])
    why = _say("on_hold", n=now.on_hold) if now.on_hold else soon
    return Tile(
        _say("overdue"),
        number(now.overdue),
        _say("tasks", n=now.overdue),
        [chip(_say("oldest", n=now.oldest), "bad", "square"), why],
    )


def _indicators(now: Standing) -> Tile:
    if not now.indicators:
        return Tile(_say("indicators"), "–", "", [_say("no_indicators")])
    if not now.measured:
        lacks = _say("untargeted" if now.untargeted else "not_measured")
        return Tile(_say("indicators_only"), number(now.indicators), _say("recorded"), [lacks])
    warn, bad = now.tones.get("turmeric", 0), now.tones.get("brick", 0)
    line = (
        _say("warn_bad", warn=warn, bad=bad)
        if warn and bad
        else _say("warn", n=warn)
        if warn
        else _say("bad", n=bad)
        if bad
        else ""
    )
    parts = [("good", now.good), ("warn", warn), ("bad", bad), ("soft", now.tones.get("soft", 0))]
    below = [bar(parts, _say("bar", good=now.good, warn=warn, bad=bad)), line or _say("all_good")]
    left = _say("no_data", n=now.no_data) if now.no_data else ""
    return Tile(_say("indicators"), number(now.good), _say("of_measured", n=now.measured), [*below, left])


def _issues(board: Board, now: Standing) -> Tile:
    if now.unstaged:
        return Tile(_say("issues_only"), number(now.cases), _say("recorded"), [_say("unstaged")])
    if not now.issues:
        return Tile(_say("issues"), "0", _say("cases", n=0), [chip(_say("no_issues"), "good", "check")])
    below: list[object] = []
    if now.gravest:
        word = board.word("severity", now.gravest).casefold()
        below.append(
            choice_chip(
                board.choice("severity", now.gravest), board.language, _say("severity", n=now.grave, severity=word)
            )
        )
    return Tile(
        _say("issues"),
        number(now.issues),
        _say("cases", n=now.issues),
        [*below, _say("oldest_case", n=now.oldest_issue)],
    )


def _other(board: Board, name: str, n: int) -> Tile:
    """A table that has no tile of its own: how many rows, and what they are worth where that is told."""
    rows, declared = board.tables[name], board.schema.tables[name]
    worth = float(rows["value"].sum()) if "value" in rows and declared.column("value").kind == "money" else 0.0
    below = [_say("worth", sum=money(worth, compact=True))] if worth else []
    return Tile(declared.tab(board.language), number(n), _say("recorded"), below)


def _say(key: str, **details: Any) -> str:
    return say(f"home.tile.{key}", **details)
