"""The second spreadsheet, where confidential cases live: opened by a mediator's press, read anew, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets import SheetError
from sheets.doctor.names import index_of
from sheets.second import SETTING, stub_of, ticket_of
from sheets.secrecy import CATEGORY, CONFIDENTIAL, COUNTED, MARK, OPEN, confidentiality, has_secrets
from sheets.view import secret_rows
from ui.blocks import notice, saved, section
from ui.marks import facts, plain, show, soft
from ui.records import Record, record_of
from ui.saving import shown
from ui.words import known, say

if TYPE_CHECKING:
    from sheets.snapshot import Snapshot
    from ui.frame import Board

OPENED = "lb.second"


def named(board: Board) -> bool:
    """Whether the settings name a second spreadsheet; which one is for mediators only."""
    return bool(str(board.settings.get(SETTING) or "").strip())


def belongs(board: Board, table: str, values: Mapping[str, Any]) -> bool:
    """Whether a new row with these values goes into the second spreadsheet."""
    return (
        table == "issues" and named(board) and confidentiality(values.get(MARK), values.get(CATEGORY)) == CONFIDENTIAL
    )


def is_open(board: Board, table: str, row: str | None, values: Mapping[str, Any]) -> bool:
    """Whether everybody sees a row, as it stands in the sheet and with these values."""
    if not has_secrets(board.schema.tables[table]):
        return True
    stands = secret_rows(board.snapshot, table).get(row or "", OPEN)
    return OPEN == stands == confidentiality(values.get(MARK), values.get(CATEGORY))


# One case


def is_there(board: Board, case: Record) -> bool:
    """Whether what a case says is in the second spreadsheet."""
    return named(board) and stub_of(board.snapshot, "issues", case.id) is not None


def whole(board: Board, case: Record) -> Record | None:
    """The case with what the second spreadsheet says of it, while a mediator has it open; None, which is said."""
    if not board.may("second"):
        notice("", say("roles.second.by_secrets"), tone="soft")
        return None
    if st.session_state.get(OPENED) != case.id:
        notice("", say("roles.second.apart"), tone="soft")
        st.button(say("roles.second.open"), key="lb-second-case", on_click=_open, args=(case.id,))
        return None
    snapshot = _read(board)
    cases = snapshot.tables["issues"] if snapshot else None
    ticket = ticket_of(case["title"])
    if cases is None or ticket not in cases.index:
        if cases is not None:
            notice("", say("roles.second.gone", ticket=ticket), tone="warn", shape="tri")
        return None
    st.button(say("roles.second.close"), key="lb-second-close", type="tertiary", on_click=_open, args=(None,))
    said = {key: value for key, value in record_of(cases, ticket).items() if key not in COUNTED}
    return Record(case.id, {**case, **said, **_ids(board, said)})


def _open(id_: str | None) -> None:
    """Open a case's part in the second spreadsheet, or close it (a widget callback)."""
    st.session_state[OPENED] = id_


def _ids(board: Board, said: Mapping[str, Any]) -> dict[str, Any]:
    """The partners that the second spreadsheet names, whose rows are in the shared one."""
    index = index_of(board.snapshot, "partners")
    several = {"parties_ids": tuple(i for name in said["parties"] or () for i in index.find(name))}
    one = {key: index.find(said[key]) if known(said[key]) else () for key in ("lead", "mediator")}
    return {**several, **{f"{key}_id": found[0] if len(found) == 1 else None for key, found in one.items()}}


# All of them


def draw(board: Board) -> None:
    """For mediators, where a second spreadsheet is named: the button that opens it, and its cases in that one run."""
    if not named(board) or not board.may("second") or not board.may("see_confidential"):
        return
    section(say("roles.second.title"), say("roles.second.aside"))
    show(soft(say("roles.second.line")))
    if st.button(say("roles.second.open"), key="lb-second"):
        snapshot = _read(board)
        if snapshot is not None and "issues" in snapshot.missing:
            _offer_tab(board, snapshot)
        elif snapshot is not None:
            _cases(board, snapshot)


def _offer_tab(board: Board, snapshot: Snapshot) -> None:
    tab = snapshot.schema.tables["issues"].tab(board.language)
    show(soft(say("roles.second.no_tab", tab=tab)))
    st.button(
        plain(say("roles.second.make", tab=tab)), key="lb-second-tab", type="primary", on_click=_make, args=(board,)
    )


def _make(board: Board) -> None:
    """Make the tab for cases in the second spreadsheet (a widget callback)."""
    try:
        made = board.forum.prepare_second(board.language)
    except SheetError as error:
        saved(error.message(board.language))
        return
    saved(say("roles.second.made", tab=", ".join(made)))


def _read(board: Board) -> Snapshot | None:
    """Read now, outside everything that visitors share; None where it cannot be, which is said."""
    try:
        return board.forum.second()
    except SheetError as error:
        notice(say("roles.second.not_open"), error.message(board.language), tone="bad", shape="square")
        return None


def _cases(board: Board, snapshot: Snapshot) -> None:
    cases = snapshot.tables["issues"]
    columns = [column for column in snapshot.schema.tables["issues"].columns if column.key in cases]
    if cases.empty:
        show(soft(say("roles.second.none")))
    for id_, case in cases.iterrows():
        section(str(case["title"] if known(case["title"]) else id_), str(id_))
        told = [
            (c.label(board.language), shown(board, "issues", c.key, case[c.key])) for c in columns if known(case[c.key])
        ]
        show(facts([*told, *snapshot.extra("issues", str(id_)).items()]))
