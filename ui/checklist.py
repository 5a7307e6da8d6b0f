"""Periksa data, drawn: each finding beside the very cell, and below what was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

import streamlit as st

from ui import findings, mending
from ui.blocks import section
from ui.lists import more, paged
from ui.marks import bold, cell, chip, div, join, safe, show, soft
from ui.markup import Html
from ui.words import say

if TYPE_CHECKING:
    from sheets.snapshot import Problem, TableRead
    from ui.findings import Finding
    from ui.frame import Board

TYPED_AT_MOST = 90
SENTENCE_END = ". "


def draw(board: Board, found: list[Finding]) -> None:
    """The findings, 25 at a time; the one that a person is mending opens its form in place."""
    shown, left = paged(found, "findings")
    for finding in shown:
        _finding(board, finding)
    more("findings", left)


def _lines(entries: Sequence[object]) -> None:
    show(div("lb-plain", *(div("", each, tag="li") for each in entries), tag="ul"))


def draw_left_out(counts: dict[str, int]) -> None:
    """Which charts are poorer for what cannot be read."""
    if counts:
        section(say("check.left_out"))
        _lines([say(f"check.chart.{chart}", n=n) for chart, n in counts.items()])


def draw_passed_over(board: Board) -> None:
    """Folded at the foot: rows that are no records, tabs and columns that no table knows, tabs that are missing."""
    _skipped(board)
    _unknown(board)


def _finding(board: Board, finding: Finding) -> None:
    problem, key = finding.problem, _key(finding.problem)
    with st.container(horizontal=True, key=f"row-{key}", wrap=False, gap="medium"):
        st.html(
            f'<div class="lb"><div class="lb-find">{_quote(board, problem)}{_words(board, finding)}</div></div>',
            width="stretch",
        )
        mending.button(board, finding, key)
    mending.draw_form(board, problem, key)


def _quote(board: Board, problem: Problem) -> Html:
    """The cell as it stands in the sheet; of a whole column its head, of a whole tab its name."""
    tone = "bad" if problem.level == "unreadable" else "warn"
    typed = shorten(problem.value, TYPED_AT_MOST, placeholder="…") if problem.value else ""
    header = board.label(problem.table, problem.column) if problem.table and problem.column else ""
    if problem.row and problem.letter:
        return cell(problem.letter, header, problem.row, typed, tone)
    inside = Html(f"<td>{safe(problem.letter)}&ensp;{safe(typed or header)}</td>") if problem.letter else ""
    return div(f"lb-cell is-{tone}", Html(f"<tr>{inside or Html(f'<th>{safe(problem.tab)}</th>')}</tr>"), tag="table")


def _words(board: Board, finding: Finding) -> Html:
    problem = finding.problem
    bad = problem.level == "unreadable"
    mark = chip(
        say("check.unreadable" if bad else "check.notice"), "bad" if bad else "warn", "square" if bad else "tri"
    )
    first, end, rest = problem.message(board.language).partition(SENTENCE_END)
    line = join([bold(first + end.strip()), soft(rest)], " ")
    others = (
        soft(say("check.others", n=len(finding.alike), cells=findings.addresses(finding.alike)))
        if finding.alike
        else ""
    )
    return Html(
        f'<div><div>{mark} {soft(_place(problem))}</div><div>{line}</div><div class="small">{others}</div></div>'
    )


def _place(problem: Problem) -> str:
    key = (
        "place"
        if problem.row and problem.letter
        else "place_row"
        if problem.row
        else "place_column"
        if problem.letter
        else "place_tab"
    )
    return say(f"check.{key}", tab=problem.tab, row=problem.row, letter=problem.letter)


def _skipped(board: Board) -> None:
    reads = board.snapshot.reads
    n = sum(len(read.left_out) for read in reads)
    if not n:
        return
    with st.expander(say("check.skipped", n=n)):
        _lines([line for read in reads for line in _skipped_lines(board, read)])


def _skipped_lines(board: Board, read: TableRead) -> Iterable[str]:
    ordered = sorted(read.left_out, key=lambda left: left.why)
    for why, rows in groupby(ordered, key=lambda left: left.why):
        numbers = ", ".join(str(left.row) for left in rows)
        yield say("check.skipped_line", tab=read.tab, rows=numbers, why=left_out_word(why, board.language))


def left_out_word(why: str, language: str) -> str:
    """Why a row is no record, in the reader's language."""
    from sheets.words import has_sentence, sentence

    return sentence("recognise", why, {}, language=language) if has_sentence("recognise", why) else why


def _unknown(board: Board) -> None:
    columns = {
        read.tab: ", ".join(str(column.header) for column in read.unknown_columns if column.header)
        for read in board.snapshot.reads
        if any(column.header for column in read.unknown_columns)
    }
    tabs = board.snapshot.not_recognised
    if columns:
        with st.expander(say("check.unknown_columns")):
            _lines([say("check.unknown_columns_line", tab=tab, columns=names) for tab, names in columns.items()])
    if tabs:
        with st.expander(say("check.not_recognised"), expanded=not board.snapshot.reads):
            _lines([join([bold(each.tab), soft(each.message(board.language))], " · ") for each in tabs])
            show(soft(say("check.not_recognised_line")))


def _key(problem: Problem) -> str:
    return (
        f"{problem.tab}-{problem.table}-{problem.column}-{problem.letter}{problem.row}-{problem.reason}-{problem.value}"
    )
