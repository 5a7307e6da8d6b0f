"""A screen for any table, derived from its declaration: list, filters, one record, form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ui import grid, historylist, missing
from ui.blocks import Row, empty, header, notice, open_line, row_html, section
from ui.fields import titles
from ui.forms import form
from ui.headlines.table import called, headline
from ui.lists import filters, more, paged, table_view
from ui.marks import blank, chip, choice_chip, facts, join, link, show
from ui.markup import Html
from ui.records import Record, record_of
from ui.saving import save, shown
from ui.words import known, money, number, say, short_day

if TYPE_CHECKING:
    from sheets.schema import Column, Table
    from ui.frame import Board

LINE = ("reference", "references", "choices", "choice")
NEW = "baru"


def draw(board: Board, name: str) -> None:
    """The whole screen of a table: a new record, one record, or the list."""
    declared, id_ = board.schema.tables[name], st.query_params.get("id")
    title = declared.tab(board.language)
    if id_ == NEW:
        header(board, title, say("table.add", what=declared.label(board.language)))
        draw_new(board, name)
    elif id_:
        draw_one(board, name, str(id_), title)
    else:
        _draw_list(board, declared, title)


def _draw_list(board: Board, declared: Table, title: str) -> None:
    frame = board.tables[declared.name]
    header(board, title, _headline(board, declared, frame))
    if len(frame) == 0:
        invite(board, declared.name)
        return
    with st.container(horizontal=True, key="lb-tools", vertical_alignment="center"):
        found = filters(board, frame, declared.name, filterable(board, declared))
        st.space("stretch")
        add_button(board, declared.name)
    draw_rows(board, declared.name, found)
    with st.expander(say("ui.as_table"), key="lb-table", on_change="rerun") as folded:
        if folded.open:
            table_view(board, declared.name, found, _present(board, declared))
    draw_grid(board, declared.name, found)


def draw_grid(board: Board, name: str, frame: pd.DataFrame) -> None:
    """Folded at the foot of a list: many rows of one column in a grid."""
    if not board.may_write or board.phone or not len(frame):
        return
    with st.expander(say("table.grid.title"), key=f"lb-grid-{name}", on_change="rerun") as folded:
        if folded.open:
            grid.draw(board, name, frame)


def draw_rows(board: Board, name: str, frame: pd.DataFrame) -> None:
    """The records as rows, 25 at a time, each with a button that opens it."""
    shown_ids, left = paged(list(frame.index), name)
    for id_ in shown_ids:
        open_row(board, record_row(board, name, record_of(frame, id_)), name, str(id_))
    more(name, left)


def open_row(board: Board, row: Row, name: str, id_: str, place: str = "") -> None:
    """A list row with the button that opens the record; `place` tells lists apart that may hold the same record."""
    open_line(row_html(row, bare=True), f"{name}{place}-{id_}", say("table.details"), choose, (id_,))


def record_row(board: Board, name: str, record: Record) -> Row:
    """A record as a list row: its state, its title over who and what, a day or an amount at the right."""
    declared = board.schema.tables[name]
    state, end = _first(declared, record, ("choice",)), _first(declared, record, ("money", "date", "number"))
    mark = blank() if state is None else _state(board, state, record)
    line = [
        shown_reference(board, name, c, record)
        for c in declared.columns
        if c.kind in LINE and c is not state and _has(record, c)
    ]
    title = record[declared.title]
    return Row(mark, title if known(title) else record.id, join(line[:3], " · "), _amount(board, end, record))


def draw_one(board: Board, name: str, id_: str, title: str) -> None:
    """One record: what the sheet says, beside the form that changes it; on phones the form stands first."""
    frame, declared = board.tables[name], board.schema.tables[name]
    if id_ not in frame.index:
        header(board, title, say("table.unknown", id=id_))
        notice("", say("table.unknown_line"), tone="warn")
        back(board, name)
        return
    record = record_of(frame, id_)
    shown_title = record[declared.title]
    header(board, f"{title} · {id_}", str(shown_title if known(shown_title) else id_))
    back(board, name)
    left, right = (None, st.container()) if board.phone else st.columns(2, gap="large")
    if left is not None:
        with left:
            draw_facts(board, name, record)
    with right:
        draw_change(board, name, record)
    if left is None:
        draw_facts(board, name, record)


def draw_facts(board: Board, name: str, record: Record) -> None:
    """What the sheet says of a record; on phones folded for those who came to change it."""
    told = facts(record_facts(board, name, record))
    if board.phone and board.may_write:
        with st.expander(say("table.facts")):
            show(told)
            historylist.link_of(str(record.id))
        return
    section(say("table.facts"))
    show(told)
    historylist.link_of(str(record.id))


def draw_change(board: Board, name: str, record: Record, on_close: Callable[[], None] | None = None) -> None:
    """The form that changes a record, only with columns that the sheet has; then back to the list, or `on_close`."""
    if not board.may_write:
        return
    declared, key = board.schema.tables[name], f"{name}-{record.id}"
    columns = [key for key in declared.asked if board.has(name, key)]
    leave = on_close or close
    entry = form(
        board, name, key=key, columns=columns, values=record, on_cancel=leave,
        title=say("table.edit", what=declared.label(board.language)), row=str(record.id),
    )  # fmt: skip
    if entry is not None:
        save(board, name, entry, row=str(record.id), key=key, then=lambda _: leave())
    archive(board, name, record, leave)


def archive(board: Board, name: str, record: Record, leave: Callable[[], None]) -> None:
    """Nothing is deleted: the row gets the mark that its table declares, with the reason in the history."""
    declared = board.schema.tables[name]
    mark = declared.archive
    if not mark or not board.has(name, mark["column"]) or record[mark["column"]] == declared.aside:
        return
    with st.popover(say("table.archive.button"), icon=":material/archive:", type="tertiary"):
        why = st.text_input(say("table.archive.why"), key=f"why-{name}-{record.id}")
        if st.button(say("table.archive.button"), type="primary", key=f"archive-{name}-{record.id}"):
            said = say("table.archive.done", title=record[declared.title])
            seen = {mark["column"]: record[mark["column"]]}
            save(board, name, {mark["column"]: declared.aside}, row=str(record.id), seen=seen, why=why or None,
                 said=said, then=lambda _: leave())  # fmt: skip


def draw_new(board: Board, name: str, columns: Sequence[str] = ()) -> None:
    """The form for a new record; `columns` or all that a person fills in."""
    if missing.missing(board, name):
        missing.invite(board, name)
        return
    declared = board.schema.tables[name]
    wanted = columns or declared.asked
    there = [key for key in wanted if board.has(name, key)] or list(wanted)
    entry = form(board, name, key=f"new-{name}", columns=there, on_cancel=close)
    if entry is not None:
        save(board, name, entry, key=f"new-{name}", said=say("table.saved_new", id="{id}"), then=lambda _: close())


def record_facts(board: Board, name: str, record: Record) -> list[tuple[object, object]]:
    """Every filled column a role may see, by its label, and what stands in columns that no table knows."""
    declared = board.schema.tables[name]
    seen = [c for c in declared.columns if _has(record, c) and board.sees(name, c.key)]
    pairs: list[tuple[object, object]] = [
        (c.label(board.language), shown_reference(board, name, c, record)) for c in seen
    ]
    return [*pairs, *board.snapshot.extra(name, str(record.id)).items()]


def shown_reference(board: Board, name: str, column: Column, record: Record) -> object:
    """A cell as people read it; a reference by the name of what it points to, a link as a link."""
    value = record[column.key]
    if column.kind == "reference":
        found = record.get(f"{column.key}_id")
        return titles(board, column.to or "").get(str(found), str(value))
    if column.kind == "references":
        names, ids = titles(board, column.to or ""), record.get(f"{column.key}_ids") or ()
        return ", ".join(names.get(str(i), str(t)) for i, t in zip(ids or value, value, strict=False))
    if column.kind == "choices":
        return ", ".join(word(board, column, key) for key in value)
    if column.kind == "money":
        return money(value)
    text = shown(board, name, column.key, value)
    return link(str(value), text) if column.kind == "url" else text


def word(board: Board, column: Column, key: str) -> str:
    """The label of a choice, or the key itself where it is not one."""
    found = board.schema.choices[column.choices or ""].get(key)
    return found.label(board.language) if found else key


def filterable(board: Board, declared: Table, most: int = 2) -> list[str]:
    """The columns worth a filter: choices and references that the sheet has, two at most."""
    return [c.key for c in declared.columns if c.kind in ("choice", "reference") and board.has(declared.name, c.key)][
        :most
    ]


def add_button(board: Board, name: str) -> None:
    if board.may_write:
        what = board.schema.tables[name].label(board.language)
        st.button(
            say("table.add", what=what),
            icon=":material/add:",
            type="primary",
            key=f"lb-add-{name}",
            on_click=choose,
            args=(NEW,),
        )


def invite(board: Board, name: str) -> None:
    """An empty or missing tab as an invitation."""
    if missing.missing(board, name):
        missing.invite(board, name)
        return
    declared = board.schema.tables[name]
    what, tab = declared.label(board.language), next(read.tab for read in board.snapshot.reads if read.table == name)
    action = say("table.add_first", what=what) if board.may_write else ""
    title, line = (say(f"table.empty_{part}", what=what, tab=tab) for part in ("title", "line"))
    empty(title, line, action, on_click=_start, url=board.snapshot.url, key=f"empty-{name}")


def back(board: Board, name: str) -> None:
    what = board.schema.tables[name].label(board.language)
    st.button(say("table.all", what=what), icon=":material/arrow_back:", type="tertiary", key="lb-back", on_click=close)


def choose(id_: str) -> None:
    """Open a record (a widget callback)."""
    st.query_params["id"] = id_


def close() -> None:
    """Back to the list (a widget callback)."""
    if "id" in st.query_params:
        del st.query_params["id"]


def _start() -> None:
    choose(NEW)


def _headline(board: Board, declared: Table, frame: pd.DataFrame) -> str:
    state = next((c for c in declared.columns if c.kind == "choice" and board.has(declared.name, c.key)), None)
    words = [word(board, state, key) for key in frame[state.key] if known(key)] if state else []
    worth = float(frame["value"].sum()) if "value" in frame and declared.column("value").kind == "money" else None
    what = called(declared, len(frame), board.language)
    return headline(what, len(frame), words=words, worth=worth, language=board.language)


def _present(board: Board, declared: Table) -> list[str]:
    return [c.key for c in declared.columns if c.kind != "date_range" and board.has(declared.name, c.key)]


def _has(record: Record, column: Column) -> bool:
    return column.key in record and known(record[column.key])


def _first(declared: Table, record: Record, kinds: tuple[str, ...]) -> Column | None:
    for kind in kinds:
        found = next((c for c in declared.columns if c.kind == kind and _has(record, c)), None)
        if found:
            return found
    return None


def _state(board: Board, column: Column, record: Record) -> Html:
    found = board.schema.choices[column.choices or ""].get(str(record[column.key]))
    return choice_chip(found, board.language) if found else chip(record[column.key], "soft", "none")


def _amount(board: Board, column: Column | None, record: Record) -> str:
    if column is None:
        return ""
    value = record[column.key]
    if column.kind == "money":
        return money(value, compact=True)
    if column.kind == "date":
        return short_day(value, board.today)
    unit = record.get("unit")
    return f"{number(value)} {unit}" if known(unit) else number(value)
