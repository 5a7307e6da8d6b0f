"""The timeline's screen below its headline: span, groups, filters, legend, chart, and what the chart leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from forum import timeline as forum_timeline
from ui import address
from ui.blocks import Row, notice, rows, section
from ui.charts import drawing
from ui.charts import timeline_rows as parts
from ui.charts.rows import SPANS, Bar, window
from ui.charts.theme import look_of
from ui.charts.timeline import PRESSED, timeline
from ui.lists import filters, more, paged, table_view
from ui.marks import chip, choice_chip, legend, show
from ui.words import known, number, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

PAGE, MEETING_PAGE = 25, 7
GROUPS = ("goal", "partner", "kind")
OTHER_MARKS = ("goal_review", "goal_due", "role_end", "resource_due")
TABLE = ("title", "lead", "goal", "start", "due", "done_on", "status")


@dataclass(frozen=True)
class Choice:
    """What this visitor wants to see."""

    zoom: str
    group: str
    tasks: pd.DataFrame
    marks: tuple[str, ...]


def choose(board: Board) -> Choice:
    """Span, grouping, filters and further marks; they stay when the page is left and stand in the address."""
    with st.container(horizontal=True, key="lb-tools", vertical_alignment="center", gap="small"):
        zoom = _segments(
            "timeline.zoom", "timeline.zooms", tuple(SPANS), "month" if board.phone else "quarter", "rentang"
        )
        group = _segments("timeline.group", "timeline.groups", GROUPS, "goal", "kelompok")
        if not board.phone:
            st.space("stretch")
        tasks, wanted = _filters(board)
    return Choice(zoom, group, tasks, wanted)


def _segments(label: str, words: str, options: Sequence[str], default: str, key: str) -> str:
    address.recall(key, options, default)
    chosen = st.segmented_control(
        say(label), options, required=True, key=key, format_func=lambda name: say(f"{words}.{name}"),
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    address.remember(key, default)
    return chosen or default


def _filters(board: Board) -> tuple[pd.DataFrame, tuple[str, ...]]:
    tasks = board.tables["tasks"]
    if board.phone:
        return filters(board, tasks, "tasks", ["lead", "goal"]), ()
    with st.popover(say("ui.filter"), icon=":material/filter_list:"):
        found = filters(board, tasks, "tasks", ["lead", "goal"])
        address.recall_many("tanda", OTHER_MARKS)
        wanted = st.pills(say("timeline.marks"), OTHER_MARKS, selection_mode="multi", key="tanda",
                          format_func=lambda kind: say(f"timeline.kinds.{kind}"), persist_state="session")  # fmt: skip
        address.remember_many("tanda")
    return found, tuple(wanted or ())


def draw(board: Board, choice: Choice) -> None:
    """Legend, chart of one page, pages, what is outside the span, tasks without dates, the table."""
    found = parts.bars(board, choice.zoom, choice.group)
    found = found[found.index.isin(choice.tasks.index)]
    if len(found):
        _page(board, choice, found)
    elif len(choice.tasks):
        notice("", say("timeline.headline.quiet"), tone="soft")
    else:
        notice("", say("ui.no_match"), tone="soft")
    _left_out(board, choice, found)


def _page(board: Board, choice: Choice, found: pd.DataFrame) -> None:
    pages = (
        split(found, MEETING_PAGE) if board.meeting else [found[at : at + PAGE] for at in range(0, len(found), PAGE)]
    )
    page = min(int(st.session_state.get("halaman", 1)), len(pages))
    rows_now = pages[page - 1]
    bars = parts.drawn(board, rows_now, choice.group)
    show(legend(meanings(board, bars)))
    _chart(board, choice, bars)
    if len(pages) > 1:
        _pages(len(pages), sum(map(len, pages[: page - 1])), len(rows_now), len(found))


def split(found: pd.DataFrame, size: int) -> list[pd.DataFrame]:
    """One group at a time, a long group in pieces."""
    groups = [rows for _, rows in found.groupby("group", sort=False, dropna=False)]
    return [rows[at : at + size] for rows in groups for at in range(0, len(rows), size)]


def _chart(board: Board, choice: Choice, bars: list[Bar]) -> None:
    look = look_of(board)

    def build() -> Any:
        days = window(board.today, choice.zoom, look)
        marks = parts.marks(board, choice.zoom, choice.marks)
        meeting = parts.bands(parts.clashes(board), [bar.id for bar in bars], board.language)
        return timeline(bars, days, look, meetings=marks, bands=meeting)

    seen = (choice.zoom, choice.group, choice.marks, look, tuple(bar.id for bar in bars))
    said = alt(board, choice, bars)
    pressed = drawing.draw_pressable(board, "linimasa", seen, build, alt=said, selection=PRESSED)
    if pressed:
        st.switch_page("pages/tasks.py", query_params={"id": pressed})


def alt(board: Board, choice: Choice, bars: Sequence[Bar]) -> str:
    """The chart in words: how many tasks, from when to when, and every row's label."""
    before, after = SPANS[choice.zoom]
    first, last = (short_day(pd.Timestamp(board.today) + pd.Timedelta(days=days)) for days in (before, after))
    said = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    return say("timeline.alt", n=len(bars), first=first, last=last, rows=said)


def _pages(pages: int, before: int, here: int, total: int) -> None:
    first, last, n = (number(count) for count in (before + 1, before + here, total))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pagination(pages, key="halaman", persist_state="session", width=min(420, 120 + 44 * pages))
        st.html(f'<span class="lb-soft">{say("timeline.of", first=first, last=last, n=n)}</span>', width="content")


def meanings(board: Board, bars: Sequence[Bar]) -> list[tuple[str, str] | tuple[str, str, str]]:
    """The legend: only what is on this page."""
    plain = {bar.state for bar in bars if not bar.milestone}
    states = [("thin", "done"), ("bar", "in_progress"), ("warn", "on_hold"), ("hollow", "not_started")]
    found: list[tuple[str, str] | tuple[str, str, str]] = [
        (mark, board.word("task_status", key)) for mark, key in states if key in plain
    ]
    if any(bar.days_late for bar in bars):
        found.append(("square", say("timeline.late"), "bad"))
    if any(bar.milestone for bar in bars):
        found.append(("diamond", say("timeline.milestone"), "ink"))
    if any(bar.sure_begin != bar.begin or bar.sure_end != bar.end for bar in bars):
        found.append(("fade", say("timeline.approximate")))
    return found


def _left_out(board: Board, choice: Choice, found: pd.DataFrame) -> None:
    without = [id_ for id_ in forum_timeline.undated(board.tables["tasks"]) if id_ in choice.tasks.index]
    alive = choice.tasks[choice.tasks["status"] != "cancelled"]
    outside = len(alive) - len(found) - len(without)
    if outside > 0:
        st.html(f'<p class="lb-soft">{say("timeline.outside", n=outside)}</p>')
    if without and not board.meeting:
        section(say("timeline.undated"), say("timeline.undated_aside", n=len(without)))
        _undated(board, without)
    if len(found) and not board.meeting:
        with st.expander(say("ui.as_table"), key="lb-table", on_change="rerun") as table:
            if table.open:
                table_view(board, "tasks", choice.tasks.loc[list(found.index)[:200]], TABLE)


def _undated(board: Board, without: Sequence[str]) -> None:
    shown, left = paged(without, "timeline-undated", 10)
    tasks = board.tables["tasks"].loc[list(shown)]
    rows([_undated_row(board, task) for _, task in tasks.iterrows()])
    more("timeline-undated", left)


def _undated_row(board: Board, task: pd.Series) -> Row:
    status = task["status"]
    mark = (
        choice_chip(board.choice("task_status", status), board.language) if known(status) else chip("–", "soft", "none")
    )
    return Row(mark, parts.title_of(task), parts.lead_of(board, task))
