"""Mending where the finding stands: what the doctor offers, for one finding or all like it, or the cell written anew.

Nothing is mended by itself: every button is a person's, and every press is one checked save in the history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets import SheetError
from sheets.doctor import Remedy, remedies, together
from sheets.doctor.listing import cell_url
from sheets.doctor.partners import NearDuplicate
from ui import session, underway
from ui.blocks import notice, saved
from ui.forms import form
from ui.marks import plain
from ui.saving import save
from ui.words import known, say

if TYPE_CHECKING:
    from sheets.snapshot import Problem
    from ui.findings import Finding
    from ui.frame import Board

MENDING, REFUSED = "lb.mending", "lb.mending.refused"
WRITE = -1
ICONS = {"confirm": ":material/check:", "add_row": ":material/add:", "merge": ":material/merge:"}
PEN = ":material/edit:"


def button(board: Board, finding: Finding, key: str) -> None:
    """What can be done about a finding: one press where there is one way, a menu where there are several."""
    if not board.may_write:
        return
    problem = finding.problem
    if problem.reason == NearDuplicate.reason:
        _press(say("check.merge"), ICONS["merge"], f"mend-{key}", start, (key,))
        return
    offered = _offered(board, finding, key)
    if len(offered) == 1 and not finding.alike:
        _one(board, offered[0], key, anew=mendable(board, problem))
    elif offered:
        _menu(board, finding, offered, key)
    elif mendable(board, problem):
        _press(_anew(problem), PEN, f"mend-{key}", start, (key,))


def _anew(problem: Problem) -> str:
    """What writing the cell by hand is called: a blank one is filled in."""
    if problem.level == "unreadable":
        return say("check.fix")
    return say("check.write_other" if problem.value else "check.fill")


def _offered(board: Board, finding: Finding, key: str) -> list[Remedy]:
    """First what mends all of them, then what mends the first."""

    def found() -> list[Remedy]:
        return [*together(board.snapshot, finding.problems), *remedies(board.snapshot, finding.problem)]

    return board.once(("remedies", key, finding.size), found)


def _one(board: Board, remedy: Remedy, key: str, *, anew: bool) -> None:
    with st.container(key=f"lb-mend-{key}", gap=None):
        icon = ICONS.get(remedy.key, ":material/build:")
        _press(remedy.label(board.language), icon, f"fix-{key}", apply, (board, remedy, key))
        if anew:
            st.button(say("check.write_other"), key=f"mend-{key}", type="tertiary", on_click=start, args=(key,))


def _menu(board: Board, finding: Finding, offered: list[Remedy], key: str) -> None:
    words = _apart([(remedy.label(board.language), _target(remedy)) for remedy in offered])
    if mendable(board, finding.problem):
        words[WRITE] = say("check.write_other")
    guess = all(remedy.key == "confirm" for remedy in offered)
    picked = st.menu_button(
        say("check.confirm" if guess else "check.fix"), list(words), key=f"sure-{key}", width="stretch",
        icon=ICONS["confirm"] if guess else ":material/build:", format_func=lambda each: plain(words[each]),
    )  # fmt: skip
    if picked is None:
        return
    if picked == WRITE:
        start(key)
    else:
        apply(board, offered[picked], key)
    st.rerun()


def _apart(offered: list[tuple[str, str]]) -> dict[int, str]:
    """What each way of mending is called; two that would be called alike, such as two partners of one name, by id."""
    alike = Counter(label for label, _ in offered)
    return {
        n: f"{label} ({target or n + 1})" if alike[label] > 1 else label for n, (label, target) in enumerate(offered)
    }


def _target(remedy: Remedy) -> str:
    """The id or word that a remedy writes, as far as it is one."""
    written = next((value for change in remedy.changes for value in change.values.values()), None)
    return written if isinstance(written, str) else ""


def _press(label: str, icon: str, key: str, on_click: Callable[..., None], args: tuple[Any, ...]) -> None:
    st.button(plain(label), icon=icon, key=key, width="stretch", on_click=on_click, args=args)


def apply(board: Board, remedy: Remedy, key: str) -> None:
    """Write what a remedy says, all of it or nothing (a widget callback)."""
    write = partial(board.forum.save, remedy.changes, by=session.by(), why=say("check.why"))
    done = partial(_done, len(remedy.changes))
    underway.see_through((key, remedy.key), write, underway.told(done, partial(_refused, board, key)))


def _done(n: int, _ids: list[str]) -> None:
    st.session_state.pop(REFUSED, None)
    saved(say("check.mended", n=n))


def _refused(board: Board, key: str, error: SheetError) -> None:
    st.session_state[REFUSED] = (key, error.message(board.language))


def say_refused(key: str) -> None:
    """Why the last press on this finding wrote nothing."""
    refused = st.session_state.get(REFUSED)
    if refused and refused[0] == key:
        notice(say("forms.not_saved"), refused[1], tone="bad", shape="square")


def mendable(board: Board, problem: Problem) -> bool:
    """Whether the cell can be written from here: a known row and a column of its own (not an id)."""
    if not (board.may_write and problem.id and problem.row and problem.table and problem.column):
        return False
    column = board.column(problem.table, problem.column)
    return column.kind not in ("id", "date_range") and board.sees(problem.table, problem.column)


def draw_form(board: Board, problem: Problem, key: str) -> None:
    """The form of the one cell that is being mended, or the two partners to merge; nothing for the others."""
    if st.session_state.get(MENDING) != key:
        return
    if problem.reason == NearDuplicate.reason:
        from ui import merging

        merging.draw(board, problem, key)
        return
    table, column, row = str(problem.table), str(problem.column), str(problem.id)
    now = _now(board, problem)
    entry = form(
        board, table, key=f"mend-{key}", columns=[column], values={column: now} if now is not None else None,
        title=say("check.fix_title" if problem.value else "check.fill_title", column=board.label(table, column)),
        on_cancel=stop, row=row,
    )  # fmt: skip
    link = cell_url(board.snapshot, problem)
    if link:
        st.link_button(say("check.open_cell"), link, icon=":material/table:", type="tertiary")
    if entry is not None:
        save(
            board, table, entry.values, row=row, seen={column: now}, key=f"mend-{key}", why=say("check.why"),
            then=lambda _: stop(),
        )  # fmt: skip


def start(key: str) -> None:
    """Open the form of a cell (a widget callback)."""
    st.session_state[MENDING] = key


def stop() -> None:
    """Close it (a widget callback)."""
    st.session_state.pop(MENDING, None)


def _now(board: Board, problem: Problem) -> Any:
    """The value that the board reads in the cell; None where there is none."""
    frame, row = board.tables[str(problem.table)], str(problem.id)
    value: Any = frame.loc[row, str(problem.column)] if row in frame.index else None
    return value if known(value) else None
