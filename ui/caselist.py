"""The list of cases: gravest and oldest first, each with its stages as grains; and the numbers below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from forum import issues as rules
from forum import stages
from sheets.second import ticket_of
from ui.bars import count_bars
from ui.blocks import Row, open_line, row_html, section
from ui.lists import more, paged
from ui.marks import blank, bold, chip, choice_chip, facts, grain, join, show, soft
from ui.markup import Html
from ui.records import Record, record_of
from ui.words import known, number, say, short_day

if TYPE_CHECKING:
    from ui.frame import Board

GRAIN = {"done": "full", "now": "now", "to_come": "empty"}


def assessed(board: Board) -> pd.DataFrame:
    """Every case's row joined with where it stands (`forum.issues.assess`), once for all visitors."""
    return board.once("issues", lambda: _joined(board))


def _joined(board: Board) -> pd.DataFrame:
    issues = board.tables["issues"]
    stands = rules.assess(issues, today=board.today, settings=board.settings)
    return issues.drop(columns="confidentiality").join(stands)


def listed(board: Board, cases: pd.DataFrame) -> pd.DataFrame:
    """The open cases that may be listed, gravest first, then oldest; confidential ones are only counted."""
    shown = cases[cases["open"] & _told(board, cases)]
    return shown.sort_values(["rank", "age_days"], ascending=[True, False], kind="stable")


def confidential(board: Board, cases: pd.DataFrame) -> int:
    """How many open cases are confidential and not told to this visitor."""
    return int((cases["open"] & ~_told(board, cases)).sum())


def _told(board: Board, cases: pd.DataFrame) -> pd.Series:
    """Which cases are more than counted: confidential ones only before a mediator."""
    return (cases["confidentiality"] != "confidential") | board.may("see_confidential")


def may_read(board: Board, case: Record) -> bool:
    """Whether this visitor sees what the case says; in meeting mode only what is open to all."""
    return case["confidentiality"] == "open" or board.may(f"see_{case['confidentiality']}")


def title_of(board: Board, case: Record) -> str:
    """The case's title, or neutral words (type and number) where the visitor may not read it."""
    if may_read(board, case) and known(case["title"]) and ticket_of(case["title"]) is None:
        return str(case["title"])
    return say("issues.neutral", type=board.word("issue_type", case["type"]), id=case.id)


def draw(board: Board, cases: pd.DataFrame, chosen: str | None) -> None:
    """The open cases as rows; the chosen one is raised. Pressing a row's button opens the case."""
    section(say("issues.open"), say("issues.by_severity"))
    frame = listed(board, cases)
    shown, left = paged(list(frame.index), "cases")
    for id_ in shown:
        row = row_html(case_row(board, record_of(frame, id_)), bare=True)
        open_line(row, f"case-{id_}", say("issues.see"), choose, (id_,), chosen=id_ == chosen)
    more("cases", left)
    n = confidential(board, cases)
    if n:
        mark = chip(say("issues.confidential", n=n, count=n), "soft", "square")
        show(join([mark, soft(say("issues.confidential_line"))], " "))


def draw_closed(board: Board, cases: pd.DataFrame) -> None:
    """What is closed, folded, newest first."""
    closed = cases[~cases["open"] & _told(board, cases)]
    if len(closed):
        with st.expander(say("issues.closed", n=len(closed)), key="lb-closed-cases", on_change="rerun") as folded:
            if folded.open:
                closed = closed.sort_values("closed_on", ascending=False, na_position="last", kind="stable")
                shown, left = paged(list(closed.index), "closed-cases")
                for id_ in shown:
                    row = row_html(_closed_row(board, record_of(closed, id_)), bare=True)
                    open_line(row, f"closed-{id_}", say("issues.see"), choose, (id_,))
                more("closed-cases", left)


def draw_numbers(board: Board, cases: pd.DataFrame) -> None:
    """Medians, shares, ages and causes; a median of fewer than three cases is not said, and nothing of no cases."""
    found = board.once(
        "case metrics",
        lambda: rules.metrics(board.tables["issues"], cases, today=board.today, tasks=board.tables["tasks"]),
    )
    told = [*_medians(found), *_shares(found)]
    causes = {board.word("cause", cause.key): cause.count for cause in found.causes[:5]}
    ages = {say(f"issues.age_bucket.{key}"): n for key, n in found.by_age.items()}
    bars = [count_bars(say("issues.numbers.causes"), causes), count_bars(say("issues.numbers.ages"), ages)]
    if not told and not any(bars):
        return
    section(say("issues.numbers.title"), say("issues.numbers.aside"))
    left, right = st.columns(2, gap="large")
    with left:
        show(facts(told) if told else "")
    with right:
        show(*bars)


def _medians(found: rules.Metrics) -> list[tuple[str, str]]:
    both = {"acknowledge": found.acknowledge, "resolve": found.resolve}
    return [(say(f"issues.numbers.{key}"), _median(median)) for key, median in both.items() if median.n]


def _shares(found: rules.Metrics) -> list[tuple[str, str]]:
    shares = {
        "within": found.within_time,
        "agreement": found.written_agreement,
        "feedback": found.feedback_answered,
        "reopened": found.reopened,
    }
    return [
        (say(f"issues.numbers.{key}"), say("issues.numbers.share", n=part.count, of=part.of))
        for key, part in shares.items()
        if part.of
    ]


def case_row(board: Board, case: Record) -> Row:
    """Severity, title over the stages as grains, age in bold."""
    grains = join(grain(GRAIN[state]) for _, state in stages.steps(case))
    kind = board.word("issue_type", case["type"]) if known(case["type"]) else ""
    words = join([kind, board.word("issue_stage", stages.stage_of(case)).casefold()], " · ")
    line = Html(f'<span class="lb-grains inline">{grains}</span>{soft(words)}')
    age = bold(say("issues.age", n=max(int(case["age_days"]), 0))) if known(case["age_days"]) else ""
    return Row(severity_chip(board, case), title_of(board, case), line, age)


def severity_chip(board: Board, case: Record) -> Html:
    if not known(case["severity"]):
        return blank()
    return choice_chip(board.choice("severity", case["severity"]), board.language)


def choose(id_: str | None) -> None:
    """Open a case, or none (a widget callback)."""
    st.query_params.pop("tahap", None) if "tahap" in st.query_params else None
    if id_ is None:
        st.query_params.pop("id", None) if "id" in st.query_params else None
    else:
        st.query_params["id"] = id_


def _closed_row(board: Board, case: Record) -> Row:
    end = say("issues.closed_on", day=short_day(case["closed_on"], board.today)) if known(case["closed_on"]) else ""
    return Row(severity_chip(board, case), title_of(board, case), board.word("issue_type", case["type"]), end)


def _median(median: rules.Median) -> str:
    if median.days is None:
        return say("issues.numbers.too_few", n=median.n)
    return say("issues.numbers.days", days=number(median.days, 1), n=median.n)
