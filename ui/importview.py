"""The plan of an import, drawn: what is asked, what differs, what is added, what stays out, and what each tab is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from sheets import SheetError
from sheets.importing.likeness import same_name
from sheets.importing.matching import Judged
from sheets.importing.settled import Addition, Difference, Known
from sheets.importing.telling import Alike, columns_left, gathered, old, value, values_of, where, why, why_row
from sheets.recognise import letter
from ui.blocks import Row, notice, rows, saved, section
from ui.fields import titles
from ui.importstate import Bringing
from ui.lists import more, paged
from ui.marks import bold, chip, div, join, plain, show, soft
from ui.words import known, number, say

if TYPE_CHECKING:
    from sheets.importing import Part, Settled
    from sheets.importing.standing import Standing
    from sheets.schema import Column
    from ui.frame import Board

FACTS = 4
QUESTIONS = 10
LEAVE = ""


def draw(board: Board, state: Bringing, settled: Settled) -> None:
    """Every part of the plan that has something to say, what needs a decision first."""
    standing = state.plan(board.snapshot).standing
    _tabs(board, settled)
    _questions(board, state, settled)
    _differences(board, state, settled, standing)
    _mentions(board, state, settled)
    _incomplete(board, state, settled)
    _parts(board, state)
    _additions(board, settled, standing)
    _there(board, settled)
    _out(board, state, settled)


def unanswered(state: Bringing, settled: Settled) -> list[Judged]:
    """The questions that wait for an answer."""
    return [judged for judged in settled.asked if judged.row.key not in state.same]


# What was recognised


def _parts(board: Board, state: Bringing) -> None:
    parts = state.parts()
    section(say("importing.parts.section"), say("importing.parts.aside", n=len(parts)))
    for part in parts:
        with st.container(key=f"lb-bring-part-{part.key}"):
            _part(board, state, part)


def _part(board: Board, state: Bringing, part: Part) -> None:
    names = {table.name: table.tab(board.language) for table in board.schema.records}
    options = [*names, LEAVE]
    if part.match is not None:
        show(bold(say("importing.parts.line", tab=part.tab, n=len(part.match.rows))))
    else:
        reason = part.why.message(board.language) if part.why and part.key not in state.tables else ""
        show(bold(part.tab), soft(f" {reason}"))
    key = f"lb-bring-table-{part.key}"
    st.selectbox(
        say("importing.parts.read_as"), options, index=options.index(part.table), key=key, width=320,
        format_func=lambda name: names.get(name, say("importing.parts.leave")), on_change=_reads,
        args=(state, part.key, key),
    )  # fmt: skip
    if part.match is None:
        return
    if part.derived:
        show(soft(say("importing.parts.derived")))
    if part.tab in state.arrival.exports and state.arrival.exports[part.tab].tool == "form":
        show(soft(say("importing.parts.form")))
    _columns(board, state, part)


def _reads(state: Bringing, part: str, key: str) -> None:
    """Another table was chosen (a widget callback)."""
    state.reads(part, str(st.session_state[key]))


def _columns(board: Board, state: Bringing, part: Part) -> None:
    read = {column.col for column in part.match.columns} if part.match else set()
    known_ones = sum(column.col in read for column in part.columns)
    label = say("importing.parts.columns", known=known_ones, unknown=len(part.columns) - known_ones)
    with st.expander(label, key=f"lb-bring-columns-{part.key}", on_change="rerun") as folded:
        if folded.open:
            with st.container(horizontal=True, key=f"lb-bring-fields-{part.key}"):
                for column in part.columns:
                    _column(board, state, part, column.col, column.header)


def _column(board: Board, state: Bringing, part: Part, col: int, header: str) -> None:
    table = board.schema.tables[part.table]
    names = {c.key: c.label(board.language) for c in table.columns if c.key != "id" and board.sees(table.name, c.key)}
    now = part.key_at(col)
    options = [LEAVE, *names] if now in names or now == LEAVE else [LEAVE, now, *names]
    key = f"lb-bring-column-{part.key}-{part.table}-{col}"
    st.selectbox(
        plain(say("importing.parts.column", letter=letter(col), header=header or "–")), options, width=280,
        index=options.index(now), key=key, on_change=_takes, args=(state, part.key, col, key), disabled=part.derived,
        format_func=lambda name: names.get(name, _unnamed(board, part.table, name)),
    )  # fmt: skip


def _unnamed(board: Board, table: str, name: str) -> str:
    return board.label(table, name) if name else say("importing.parts.leave_column")


def _takes(state: Bringing, part: str, col: int, key: str) -> None:
    """Another field was chosen (a widget callback)."""
    state.takes(part, col, str(st.session_state[key]))


# Tabs that are missing


def _tabs(board: Board, settled: Settled) -> None:
    for name, n in settled.no_tab.items():
        tab = board.schema.tables[name].tab(board.language)
        notice(say("importing.tab.missing", tab=tab), say("importing.tab.line", n=n), tone="warn", shape="tri")
        label = say("importing.tab.make", tab=tab)
        if st.button(label, key=f"lb-bring-tab-{name}", icon=":material/add:"):
            _make_tab(board, name)


def _make_tab(board: Board, name: str) -> None:
    try:
        made = board.forum.make_tabs([name], board.language)
    except SheetError as error:
        notice(say("forms.not_saved"), error.message(board.language), tone="bad", shape="square")
        return
    saved(say("importing.tab.made", tabs=", ".join(made)))
    st.rerun()


# The same or new


def _questions(board: Board, state: Bringing, settled: Settled) -> None:
    if not settled.asked:
        return
    waiting = unanswered(state, settled)
    section(say("importing.ask.section"), say("importing.ask.aside", n=len(waiting)))
    if len(waiting) > 1:
        with st.container(horizontal=True, key="lb-bring-ask-all"):
            for which in ("all_new", "all_same"):
                label = say(f"importing.ask.{which}")
                args = (state, waiting, which == "all_same")
                st.button(label, key=f"lb-bring-{which}", type="tertiary", on_click=_answer_all, args=args)
    shown, left = paged(settled.asked, "bring-ask", QUESTIONS)
    for judged in shown:
        _question(board, state, judged)
    more("bring-ask", left)


def _question(board: Board, state: Bringing, judged: Judged) -> None:
    row = judged.row
    words = {o.id: say("importing.ask.same", id=_own(o.id), title=o.title) for o in judged.options}
    reasons = [say(f"importing.ask.{o.why}") for o in judged.options]
    options = [*words, LEAVE]
    answer = state.same.get(row.key)
    key = f"lb-bring-same-{row.key}"
    show(join([bold(row.title), soft(where(row.tab, row.row, board.language)), soft(reasons[0])], " · "))
    st.radio(
        row.title, options, index=options.index(answer) if answer in options else None, key=key, horizontal=True,
        format_func=lambda id_: plain(words.get(id_, say("importing.ask.new"))), label_visibility="collapsed",
        on_change=_answer, args=(state, row.key, key),
    )  # fmt: skip


def _own(id_: str) -> str:
    """A row's id as people know it; rows without one are named by their title alone."""
    return "" if id_.startswith("~") else id_


def _answer(state: Bringing, row: str, key: str) -> None:
    """A question was answered (a widget callback)."""
    state.same[row] = str(st.session_state[key] or "")


def _answer_all(state: Bringing, waiting: Sequence[Judged], same: bool) -> None:
    for judged in waiting:
        state.same[judged.row.key] = judged.options[0].id if same else LEAVE


# What differs


def _differences(board: Board, state: Bringing, settled: Settled, standing: Standing) -> None:
    differing = settled.differing
    if not differing:
        return
    cells = sum(len(known_row.cells) for known_row in differing)
    section(say("importing.change.section"), say("importing.change.aside", n=cells, write=settled.cells))
    filled = sum(not cell.fills for known_row in differing for cell in known_row.cells)
    if filled:
        st.checkbox(
            say("importing.change.all", n=filled), value=state.overwrite, key="lb-bring-overwrite",
            on_change=_overwrite, args=(state,),
        )  # fmt: skip
    shown, left = paged(differing, "bring-change")
    for known_row in shown:
        show(join([bold(known_row.title), soft(_own(known_row.id))], " · "))
        for cell in known_row.cells:
            _tick(board, state, known_row, cell, standing)
    more("bring-change", left)


def _tick(board: Board, state: Bringing, row: Known, cell: Difference, standing: Standing) -> None:
    column = board.column(row.table, cell.column)
    told = {
        "column": column.label(board.language),
        "old": old(column, cell, standing, board.language) or say("importing.change.empty"),
        "new": value(column, cell.new, standing, board.language),
    }  # fmt: skip
    key = f"lb-bring-tick-{row.key}-{cell.column}-{int(state.overwrite)}"
    st.checkbox(
        plain(say("importing.change.cell", **told)), value=cell.write, key=key, on_change=_ticked,
        args=(state, row.key, cell.column, key),
    )  # fmt: skip


def _ticked(state: Bringing, row: str, column: str, key: str) -> None:
    state.ticks[row, column] = bool(st.session_state[key])


def _overwrite(state: Bringing) -> None:
    """All cells at once (a widget callback); what was ticked one by one before no longer counts."""
    state.overwrite = bool(st.session_state["lb-bring-overwrite"])
    state.ticks.clear()


# Names that nobody knows


def _mentions(board: Board, state: Bringing, settled: Settled) -> None:
    if not settled.mentions:
        return
    section(say("importing.mention.section"), say("importing.mention.aside"))
    for table in dict.fromkeys(mention.table for mention in settled.mentions):
        words: dict[str, str] = {
            mention.key[1]: say(
                f"importing.mention.{'name_near' if mention.similar else 'name'}", name=mention.name,
                n=mention.n, similar=mention.similar,
            )
            for mention in settled.mentions
            if mention.table == table
        }  # fmt: skip
        key = f"lb-bring-add-{table}"
        st.multiselect(
            say("importing.mention.pick", tab=board.schema.tables[table].tab(board.language)), list(words),
            default=[name for name in state.add.get(table, ()) if name in words], key=key,
            format_func=words.__getitem__, placeholder=say("forms.choose"),
            on_change=_adds, args=(state, table, key),
        )  # fmt: skip


def _adds(state: Bringing, table: str, key: str) -> None:
    state.add[table] = [same_name(name) for name in st.session_state[key]]


# What new rows lack


def _incomplete(board: Board, state: Bringing, settled: Settled) -> None:
    asked = [(table, key, n) for (table, key), n in settled.incomplete.items() if n]
    fields = [(t, k, n) for t, k, n in asked if board.column(t, k).kind in ("choice", "reference")]
    others = [(t, k, n) for t, k, n in asked if (t, k, n) not in fields]
    if not asked:
        return
    with st.container(horizontal=True, key="lb-bring-fill"):
        for table, key, n in fields:
            _fill(board, state, table, key, n)
    lines = [say("importing.add.incomplete", n=n, column=board.label(t, k)) for t, k, n in others]
    show(soft(join(lines, " · ")))


def _fill(board: Board, state: Bringing, table: str, key: str, n: int) -> None:
    column = board.column(table, key)
    words = _options(board, column)
    options = [LEAVE, *words]
    now = state.fill.get((table, key), LEAVE)
    widget = f"lb-bring-fill-{table}-{key}"
    st.selectbox(
        say("importing.add.fill", column=column.label(board.language), n=n), options, width=360, key=widget,
        index=options.index(now) if now in options else 0, on_change=_fills, args=(state, table, key, widget),
        format_func=lambda name: words.get(name, say("importing.add.fill_none")),
    )  # fmt: skip


def _options(board: Board, column: Column) -> dict[str, str]:
    if column.kind == "choice":
        return {key: board.word(column.choices or "", key) for key in board.schema.choices[column.choices or ""].keys}
    return titles(board, column.to or "")


def _fills(state: Bringing, table: str, key: str, widget: str) -> None:
    chosen = st.session_state[widget]
    if chosen:
        state.fill[table, key] = chosen
    else:
        state.fill.pop((table, key), None)


# What is added, what stays out


def _additions(board: Board, settled: Settled, standing: Standing) -> None:
    if not settled.additions:
        return
    section(say("importing.add.section"), number(len(settled.additions)))
    shown, left = paged(settled.additions, "bring-add")
    rows([_addition(board, row, standing) for row in shown])
    more("bring-add", left)


def _addition(board: Board, row: Addition, standing: Standing) -> Row:
    table = board.schema.tables[row.table]
    facts = [
        f"{column.label(board.language)}: {value(column, row.values[column.key], standing, board.language)}"
        for column in table.columns
        if column.key != table.title and known(row.values.get(column.key))
    ]
    place = where(row.tab, row.row, board.language) if row.tab else ""
    mark = chip(table.label(board.language), "good", "dot")
    return Row(mark, row.title, join(facts[:FACTS], " · "), soft(place))


def _there(board: Board, settled: Settled) -> None:
    """The rows that are there already, beside the row of the forum that each of them is."""
    if not settled.known:
        return
    with st.expander(say("importing.add.there", n=number(len(settled.known))), key="lb-bring-there"):
        shown, left = paged(settled.known, "bring-there")
        rows(
            [
                Row(chip(_own(k.id), "soft", "check"), k.title, "", soft(where(k.tab, k.row, board.language)))
                for k in shown
            ]
        )
        more("bring-there", left)


def _out(board: Board, state: Bringing, settled: Settled) -> None:
    brought, language = state.plan(board.snapshot).brought, board.language
    lines = list(columns_left(settled, board.schema, language)) if not settled.no_tab else []
    lines += [
        say("importing.out.unknown", tab=part.tab, columns=", ".join(brought.unknown[part.key]))
        for part in state.parts()
        if part.key in brought.unknown
    ]
    if not (lines or settled.left_rows or settled.left_cells or brought.assumed):
        return
    section(say("importing.out.section"))
    show(*(div("small soft", line) for line in lines))
    if settled.left_rows:
        with st.expander(say("importing.out.rows", n=number(len(settled.left_rows))), key="lb-bring-out-rows"):
            shown, left = paged(settled.left_rows, "bring-out")
            rows([Row(soft(where(r.tab, r.row, language)), why_row(r, board.schema, language)) for r in shown])
            more("bring-out", left)
    if settled.left_cells:
        with st.expander(say("importing.out.cells", n=number(len(settled.left_cells))), key="lb-bring-out-cells"):
            rows([_cells(board, alike) for alike in gathered(settled.left_cells)])
    if brought.assumed:
        with st.expander(say("importing.out.assumed", n=number(len(brought.assumed))), key="lb-bring-assumed"):
            assumed, left = paged(list(brought.assumed), "bring-assumed")
            rows([Row(soft(where(p.tab, p.row or 0, language)), p.message(language), p.value) for p in assumed])
            more("bring-assumed", left)


def _cells(board: Board, alike: Alike) -> Row:
    left = alike.first
    label = board.label(left.table, left.column)
    place = f"{left.tab} · {label}"
    return Row(soft(place), why(left, board.schema, board.language), values_of(alike), number(len(alike.rows)))
