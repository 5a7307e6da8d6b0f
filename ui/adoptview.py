"""One tab of Kenali lembar: its table and header row, every column with three of its cells and what it is read as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets.adopting import ColumnFacts, Example, TabFacts, Word
from sheets.kinds.told import UNITS
from sheets.recognise.page import shown
from ui import adoptstate, session
from ui.blocks import Row as Line
from ui.blocks import row_html
from ui.checklist import left_out_word
from ui.headlines.adopt import LEFT
from ui.marks import bold, chip, div, join, plain, show, soft
from ui.markup import Html
from ui.words import say

if TYPE_CHECKING:
    from sheets.schema import Column, Table
    from sheets.snapshot import Snapshot
    from ui.frame import Board

LEAVE, AUTO = "", ""
HEADER_ROWS, LONGEST, MOST_WORDS, MOST_COLUMNS = 12, 34, 12, 10
BAD = "unreadable"
DATES = frozenset({"date", "date_range"})


def is_settled(tab: TabFacts) -> bool:
    """Whether nothing is left to answer about a tab."""
    if not tab.table:
        return tab.why is not None and tab.why.why == LEFT
    return not tab.unknown and not any(word.key is None for column in tab.columns for word in column.words)


def draw(board: Board, snapshot: Snapshot, tab: TabFacts, *, first: str) -> None:
    """The tab as one line; below it, if it is open, everything that can be said about it."""
    chosen = st.session_state.get(adoptstate.OPEN, first) == tab.tab
    with st.container(horizontal=True, key=f"line-adopt-{tab.tab}", wrap=False, gap="small"):
        st.html(f'<div class="lb tight">{row_html(_line(board, snapshot, tab), bare=True)}</div>', width="stretch")
        st.button(
            say("adopt.tab.close" if chosen else "adopt.tab.open"), key=f"open-adopt-{tab.tab}", type="tertiary",
            icon=":material/expand_less:" if chosen else ":material/expand_more:", icon_position="right",
            on_click=_open, args=("" if chosen else tab.tab,),
        )  # fmt: skip
    if chosen:
        _body(board, snapshot, tab)


def _open(tab: str) -> None:
    """Open one tab, close the other (a widget callback)."""
    st.session_state[adoptstate.OPEN] = tab


def _line(board: Board, snapshot: Snapshot, tab: TabFacts) -> Line:
    if not tab.table:
        left = tab.why is not None and tab.why.why == LEFT
        mark = chip(say("adopt.tab.left" if left else "adopt.tab.none"), "soft" if left else "warn",
                    "cross" if left else "tri")  # fmt: skip
        return Line(mark, tab.tab, tab.why.message(board.language) if tab.why else "")
    bad = adoptstate.bad_cells(snapshot, tab.tab)
    settled = is_settled(tab)
    mark = chip(say("adopt.tab.known" if settled else "adopt.tab.partly"), "good" if settled else "warn",
                "check" if settled else "half")  # fmt: skip
    said = [
        say("adopt.tab.records", n=tab.records),
        _header_rows(tab.header_rows),
        say("adopt.tab.columns_left", n=tab.unknown) if tab.unknown else "",
        say("adopt.tab.bad", n=bad) if bad else "",
    ]
    return Line(mark, f"{tab.tab} → {board.schema.table(tab.table).tab(board.language)}", join(said, " · "))


def _header_rows(rows: Sequence[int]) -> str:
    return say("adopt.tab.header_row", n=len(rows), rows="–".join(map(str, rows))) if rows else ""


def _body(board: Board, snapshot: Snapshot, tab: TabFacts) -> None:
    may = board.may("settings") and not _left_as_read(board, tab)
    if may:
        with st.container(horizontal=True, key=f"lb-adopt-head-{tab.tab}"):
            _table(board, tab)
            _header(board, snapshot, tab)
    for name, n in tab.others:
        show(soft(say("adopt.tab.also", table=board.schema.table(name).tab(board.language), n=n)))
    if tab.table and not tab.plain:
        show(soft(say("adopt.tab.shape")))
    _columns(board, tab, may=may and tab.plain)
    lines = [
        say("adopt.tab.left_out_line", why=left_out_word(why, board.language), rows=", ".join(map(str, sorted(rows))))
        for why, rows in tab.left_out.items()
    ]
    if lines:
        show(div("small soft", f"{say('adopt.tab.left_out')} · ", join(lines, " · ")))


def _left_as_read(board: Board, tab: TabFacts) -> bool:
    """Whether something on the tab is hidden from this visitor, who then leaves it read as it is; says so."""
    if tab.tab not in board.once("adopt hiding", board.forum.hiding):
        return False
    show(soft(say("adopt.tab.in_meeting" if session.meeting() else "errors.correction_unveils", tab=tab.tab)))
    return True


def _table(board: Board, tab: TabFacts) -> None:
    names = {table.name: table.tab(board.language) for table in board.schema.records}
    names[LEAVE] = say("adopt.tab.not_a_table")
    options = list(names)
    asked = not tab.table and (tab.why is None or tab.why.why != LEFT)
    key = f"lb-adopt-table-{tab.tab}-{tab.table}-{board.language}"
    st.selectbox(
        say("adopt.tab.table"), options, index=None if asked else options.index(tab.table), key=key, width=320,
        format_func=names.__getitem__, placeholder=say("adopt.tab.choose"),
        on_change=adoptstate.say_table, args=(board, tab.tab, key),
    )  # fmt: skip


def _header(board: Board, snapshot: Snapshot, tab: TabFacts) -> None:
    rows = _first_rows(snapshot, tab)
    now = max(tab.header_rows, default=0)
    if not rows or not tab.table:
        return
    words = rows | ({} if now in rows or not now else {now: ""})
    options = sorted(words)
    lines = {row: plain(say("adopt.tab.header_line", row=row, cells=words[row])) for row in options}
    key = f"lb-adopt-header-{tab.tab}-{now}-{board.language}"
    st.selectbox(
        say("adopt.tab.header"), options, index=options.index(now) if now in options else None, key=key, width=420,
        format_func=lines.__getitem__, placeholder=say("forms.choose"),
        on_change=adoptstate.say_header, args=(board, tab.tab, key),
    )  # fmt: skip


def _first_rows(snapshot: Snapshot, tab: TabFacts) -> dict[int, str]:
    """The first filled rows of a tab: number → what stands in them."""
    read = next((read for read in snapshot.reads if read.tab == tab.tab), None)
    found: dict[int, str] = {}
    for n, row in enumerate(read.grid.rows[:60] if read else (), 1):
        cells = [text for cell in row if (text := shown(cell))]
        if cells:
            found[n] = shorten(", ".join(cells), 60, placeholder="…")
        if len(found) == HEADER_ROWS:
            break
    return found


# Columns


def _columns(board: Board, tab: TabFacts, *, may: bool) -> None:
    """Every column; in a wide tab those with nothing left to answer are folded away."""
    waiting = [column for column in tab.columns if _waits(column)]
    if len(tab.columns) <= MOST_COLUMNS:
        waiting = list(tab.columns)
    for column in waiting:
        _column(board, tab, column, may=may)
    settled = [column for column in tab.columns if column not in waiting]
    if settled:
        with st.expander(
            say("adopt.tab.settled", n=len(settled)), key=f"lb-adopt-rest-{tab.tab}", on_change="rerun"
        ) as rest:
            if rest.open:
                for column in settled:
                    _column(board, tab, column, may=may)


def _waits(column: ColumnFacts) -> bool:
    """Whether something is left to answer about a column."""
    unread = not column.key and column.how != "told"
    return unread or any(word.key is None for word in column.words) or any(e.level == BAD for e in column.examples)


def _column(board: Board, tab: TabFacts, column: ColumnFacts, *, may: bool) -> None:
    table = board.schema.tables.get(tab.table)
    with st.container(key=f"lb-adopt-col-{tab.tab}-{column.letter}"):
        left, right = st.columns([5, 6], gap="medium", vertical_alignment="center")
        with left:
            if may and table is not None:
                _field(board, tab, column, table)
            else:
                label = board.label(tab.table, column.key) if column.key else say("adopt.column.leave")
                show(join([bold(_name(column)), soft(label)], " → "))
        with right:
            show(_examples(column))
            if may and table is not None and column.key:
                _how(board, tab, column, table.by_key[column.key])
        if may and table is not None and column.key:
            _words(board, tab, column, table.by_key[column.key])


def _name(column: ColumnFacts) -> str:
    return f"{column.letter} · {column.header or say('adopt.column.nameless')}"


def _field(board: Board, tab: TabFacts, column: ColumnFacts, table: Table) -> None:
    taken = {each.key: each.letter for each in tab.columns if each.key and each.letter != column.letter}
    names = {each.key: each.label(board.language) for each in table.columns if board.sees(table.name, each.key)}
    if column.key and column.key not in names:
        names[column.key] = board.label(table.name, column.key)
    told = {
        key: say("adopt.column.taken", label=label, letter=taken[key]) if key in taken else label
        for key, label in names.items()
    }
    told = {LEAVE: say("adopt.column.leave"), **told}
    options = list(told)
    key = f"lb-adopt-field-{tab.tab}-{tab.table}-{column.letter}-{column.key}-{board.language}"
    header = column.header or say("adopt.column.nameless")
    st.selectbox(
        plain(say("adopt.column.read_as", letter=column.letter, header=shorten(header, 60, placeholder="…"))), options,
        index=options.index(column.key), key=key, format_func=told.__getitem__, placeholder=say("forms.choose"),
        on_change=adoptstate.say_field, args=(board, tab.tab, column.header, column.letter, key),
    )  # fmt: skip


def _examples(column: ColumnFacts) -> Html:
    if not column.examples:
        return soft(say("adopt.column.empty"))
    mark = "" if column.key or column.how == "told" else div("", chip(say("adopt.column.unread"), "warn", "tri"))
    return div("lb-adopt-cells", mark, *(div("", _example(each)) for each in column.examples))


def _example(example: Example) -> Html:
    typed = bold(shorten(example.typed, LONGEST, placeholder="…") or example.typed[:LONGEST])
    if example.level == BAD:
        return join([typed, chip(say("adopt.column.unreadable"), "bad", "square")], " ")
    if not example.read_as:
        return typed
    return join([typed, soft(f"→ {shorten(example.read_as, LONGEST, placeholder='…')}")], " ")


# What its words, dates and amounts mean


def _words(board: Board, tab: TabFacts, column: ColumnFacts, declared: Column) -> None:
    if not column.words:
        return
    names = {LEAVE: say("adopt.column.word_unknown"), **_choices(board, declared)}
    with st.container(horizontal=True, key=f"lb-adopt-words-{tab.tab}-{column.letter}"):
        for word in column.words[:MOST_WORDS]:
            _word(board, tab, column, word, names)


def _choices(board: Board, declared: Column) -> dict[str, str]:
    if declared.kind == "bool":
        return {key: say(f"adopt.line.value.{key}") for key in ("yes", "no")}
    choices = board.schema.choices[declared.choices or ""]
    return {choice.key: choice.label(board.language) for choice in choices.choices}


def _word(board: Board, tab: TabFacts, column: ColumnFacts, word: Word, names: dict[str, str]) -> None:
    options = list(names)
    now = word.key if word.key in names else LEAVE
    key = f"lb-adopt-word-{tab.tab}-{column.letter}-{word.word}-{now}-{board.language}"
    st.selectbox(
        plain(say("adopt.column.word", word=shorten(word.word, 40, placeholder="…"), n=word.n)), options,
        index=options.index(now), key=key, width=250, format_func=names.__getitem__,
        placeholder=say("forms.choose"),
        on_change=_say_word, args=(board, tab.tab, column, word.word, key),
    )  # fmt: skip


def _say_word(board: Board, tab: str, column: ColumnFacts, word: str, key: str) -> None:
    """A word was explained (a widget callback)."""
    meant = str(st.session_state[key])
    others = tuple(pair for pair in column.told.words if pair[0] != word)
    told = replace(column.told, words=(*others, (word, meant)) if meant else others)
    adoptstate.say_told(board, tab, (column.header, column.letter, column.key), told)


def _how(board: Board, tab: TabFacts, column: ColumnFacts, declared: Column) -> None:
    """Order and year of dates, unit of money: behind a button, for they are seldom needed."""
    if declared.kind not in DATES and declared.kind != "money":
        return
    with st.popover(say("adopt.column.how"), type="tertiary", icon=":material/tune:"):
        if declared.kind == "money":
            units = {key: say(f"adopt.line.value.{key}") for key in UNITS}
            _choose(board, tab, column, "unit", column.told.unit, units)
        else:
            orders = {key: say(f"adopt.line.value.{key}") for key in ("dmy", "mdy")}
            _choose(board, tab, column, "order", column.told.order, orders)
            years = {str(year): str(year) for year in range(board.today.year - 5, board.today.year + 6)}
            _choose(board, tab, column, "year", str(column.told.year or AUTO), years)


def _choose(board: Board, tab: TabFacts, column: ColumnFacts, what: str, now: str, names: dict[str, str]) -> None:
    words = {AUTO: say("adopt.column.auto"), **({now: now} if now else {}), **names}
    options = list(words)
    key = f"lb-adopt-{what}-{tab.tab}-{column.letter}-{now}-{board.language}"
    st.selectbox(
        say(f"adopt.column.{what}"), options, index=options.index(now), key=key,
        format_func=words.__getitem__, placeholder=say("forms.choose"),
        on_change=_say_how, args=(board, tab.tab, column, what, key),
    )  # fmt: skip


def _say_how(board: Board, tab: str, column: ColumnFacts, what: str, key: str) -> None:
    """Order, year or unit was chosen (a widget callback)."""
    value: Any = st.session_state[key]
    told = column.told
    if what == "year":
        told = replace(told, year=int(value) if value else None)
    else:
        told = replace(told, order=value) if what == "order" else replace(told, unit=value)
    adoptstate.say_told(board, tab, (column.header, column.letter, column.key), told)
