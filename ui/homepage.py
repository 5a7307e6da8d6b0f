"""Beranda's parts: the four tiles from the forum's standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forum import indicators as indicator_rules
from forum import issues as issue_rules
from ui import tasklist
from ui.blocks import Tile
from ui.headlines import home
from ui.headlines.home import Standing
from ui.marks import bar, chip, choice_chip, grains
from ui.words import number, say

if TYPE_CHECKING:
    import pandas as pd

    from ui.frame import Board


def indicators(board: Board) -> pd.DataFrame:
    """`forum.indicators.assess` of every active indicator, once for all visitors."""
    tables = board.tables
    return board.once(
        "indicators",
        lambda: indicator_rules.assess(
            tables["indicators"], tables["measurements"], tables["goals"], today=board.today, settings=board.settings
        ),
    )


def issues(board: Board) -> pd.DataFrame:
    """`forum.issues.assess` of every case, once for all visitors."""
    return board.once(
        "issues", lambda: issue_rules.assess(board.tables["issues"], today=board.today, settings=board.settings)
    )


def standing(board: Board) -> Standing:
    """The forum's numbers, once for all visitors."""
    return board.once("standing", lambda: _standing(board))


def _standing(board: Board) -> Standing:
    tones = {choice.key: choice.tone for choice in board.schema.choices["indicator_status"].choices}
    counted = home.indicator_numbers(indicators(board), board.tables["indicators"]["name"], tones)
    return Standing(**home.task_numbers(tasklist.assessed(board)), **counted, **home.issue_numbers(issues(board)))  # type: ignore[arg-type]


def tiles(board: Board) -> list[Tile]:
    """Tasks done, overdue, indicators on track, open issues."""
    now = standing(board)
    return [_done(now), _overdue(board, now), _indicators(now), _issues(board, now)]


def _done(now: Standing) -> Tile:
    marks = {"full": now.done, "bad": now.overdue, "empty": now.tasks - now.done - now.overdue}
    label = _say("grains", done=now.done, late=now.overdue, n=now.tasks)
    below = [grains(marks, label)] if now.tasks else [_say("no_tasks")]
    return Tile(_say("done"), number(now.done), _say("of", n=number(now.tasks)), below)


def _overdue(board: Board, now: Standing) -> Tile:
    days = tasklist.reminder_days(board)
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
    below = (
        [bar(parts, _say("bar", good=now.good, warn=warn, bad=bad)), line or _say("all_good")]
        if now.measured
        else [_say("not_measured")]
    )
    left = _say("no_data", n=now.no_data) if now.no_data and now.measured else ""
    return Tile(_say("indicators"), number(now.good), _say("of_measured", n=now.measured), [*below, left])


def _issues(board: Board, now: Standing) -> Tile:
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


def _say(key: str, **details: Any) -> str:
    return say(f"home.tile.{key}", **details)
