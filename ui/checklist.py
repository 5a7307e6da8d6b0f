"""Periksa data, drawn: each finding beside the very cell, and below what was passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

import streamlit as st

from sheets.doctor.listing import Listing, as_csv, as_xlsx, cell_url, chart_name, listing
from ui import findings, mending
from ui.blocks import section
from ui.lists import more, paged
from ui.marks import bold, cell, chip, div, join, link, safe, show, soft
from ui.markup import Html
from ui.words import say

if TYPE_CHECKING:
    from sheets.snapshot import Problem, TableRead
    from ui.findings import Finding
    from ui.frame import Board

TYPED_AT_MOST = 90
SENTENCE_END = ". "
MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}


def draw(board: Board, found: list[Finding]) -> None:
    """The findings in the order in which mending them helps most, 25 at a time; one that is mended opens in place."""
    sizes = Counter(findings.rank_of(finding.problem) for finding in found)
    shown, left = paged(found, "findings")
    for rank, group in groupby(shown, key=lambda finding: findings.rank_of(finding.problem)):
        section(say(f"check.rank.{rank}"), say("check.findings", n=sizes[rank]))
        for finding in group:
            _finding(board, finding)
    more("findings", left)


def draw_files(board: Board) -> None:
    """The findings as a file, for those who mend them in the sheet itself."""
    name = say("check.file_name", day=f"{board.today:%Y-%m-%d}")
    with st.container(horizontal=True, key="lb-files", vertical_alignment="center"):
        for kind, write in (("xlsx", as_xlsx), ("csv", as_csv)):
            st.download_button(
                say("check.download", kind=kind), partial(_file, board, write), f"{name}.{kind}", MIME[kind],
                key=f"lb-file-{kind}", icon=":material/download:", type="tertiary", on_click="ignore",
            )  # fmt: skip


def _file(board: Board, write: Callable[[Listing], bytes]) -> bytes:
    """Made only when somebody asks for it, of what this visitor sees."""
    return write(listing(board.snapshot, language=board.language))


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
    if board.snapshot.reads or board.snapshot.not_recognised:
        st.page_link("pages/adopt.py", label=say("app.pages.adopt"), icon=":material/table_view:")


def _finding(board: Board, finding: Finding) -> None:
    problem, key = finding.problem, _key(finding.problem)
    with st.container(horizontal=True, key=f"row-{key}", wrap=False, gap="medium"):
        st.html(
            f'<div class="lb"><div class="lb-find">{_quote(board, problem)}{_words(board, finding)}</div></div>',
            width="stretch",
        )
        mending.button(board, finding, key)
    mending.say_refused(key)
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
    lines = [join(_consequences(board, problem), " · ")]
    if finding.alike:
        lines.append(soft(say("check.others", n=len(finding.alike), cells=findings.addresses(finding.alike))))
    under = join(div("small", each) for each in lines if each)
    return Html(f"<div><div>{mark} {_where(board, problem)}</div><div>{line}</div>{under}</div>")


def _consequences(board: Board, problem: Problem) -> list[Html]:
    """How the cell was read, where the finding does not say it, and what goes without the record."""
    told, read_as = problem.message(board.language), problem.read_as_in(board.language)
    lines = []
    if problem.level == "unreadable" and problem.row:
        lines.append(soft(say("check.read_as_nothing")))
    elif problem.row and read_as and read_as not in f"{told} {problem.value}":
        lines.append(soft(say("check.read_as", read_as=read_as)))
    charts = list(dict.fromkeys(chart_name(chart, board.language) for chart in findings.charts_of(problem)))
    return [*lines, bold(say("check.not_in", charts=", ".join(charts)))] if charts else lines


def _where(board: Board, problem: Problem) -> Html:
    """Tab and address; in Google the very cell, one press away."""
    url = cell_url(board.snapshot, problem)
    return link(url, _place(problem)) if url else soft(_place(problem))


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
    """Columns and tabs that belong to no table, said calmly; the app's own tabs are not among them."""
    unread = list(findings.asides(board.snapshot))
    columns = [problem for problem in unread if problem.table]
    tabs = [problem for problem in unread if not problem.table]
    if columns:
        with st.expander(say("check.unknown_columns")):
            by_tab = groupby(columns, key=lambda problem: problem.tab)
            _lines([join([bold(tab), join(_linked(board, group), ", ")], ": ") for tab, group in by_tab])
            show(soft(say("check.unknown_columns_line")))
    if tabs:
        with st.expander(say("check.not_recognised"), expanded=not board.snapshot.reads):
            lines = [(problem, problem.details["why"][board.language]) for problem in tabs]
            _lines([join([bold(problem.tab), soft(why)], " · ") for problem, why in lines])
            show(soft(say("check.not_recognised_line")))


def _linked(board: Board, columns: Iterable[Problem]) -> Iterable[Html]:
    return (link(cell_url(board.snapshot, problem), f"{problem.value} ({problem.letter})") for problem in columns)


def _key(problem: Problem) -> str:
    return (
        f"{problem.tab}-{problem.table}-{problem.column}-{problem.letter}{problem.row}-{problem.reason}-{problem.value}"
    )
