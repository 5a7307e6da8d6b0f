"""The frame of every page: guard, shared snapshot, language, dress, and what happens when something fails."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd
import streamlit as st

from forum.columns import kept
from forum.states import States, take
from sheets import SheetError
from sheets.checking import takes
from sheets.roles import EVERY_TABLE
from sheets.schema import Choice, Column, Schema
from sheets.settings import today_in, zone_of
from ui import blocks, roles, session, sharing, signing, theme, underway
from ui.discreet import discreet_log
from ui.words import say

if TYPE_CHECKING:
    from sheets.snapshot import Snapshot
    from sheets.visit import Visit

T = TypeVar("T")
log = discreet_log()


@dataclass(frozen=True)
class Board:
    """What a page works with: the shared rows, the words for them, and who is looking."""

    name: str
    forum: Visit
    snapshot: Snapshot
    language: str
    phone: bool
    meeting: bool
    role: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Typed rows per table, index = id, without archived ones. Shared by all visitors: never change them."""
        return self.once("tables", self._kept)

    def _kept(self) -> dict[str, pd.DataFrame]:
        return {name: kept(frame, self.schema.table(name).mark) for name, frame in self.snapshot.tables.items()}

    @property
    def schema(self) -> Schema:
        return self.snapshot.schema

    @property
    def settings(self) -> dict[str, Any]:
        return self.snapshot.settings

    @property
    def zone(self) -> str:
        """The forum's time zone, as a zone name."""
        return zone_of(self.settings.get("time_zone")).key

    @property
    def today(self) -> date:
        """The day it is where the forum is, not where the server is."""
        return today_in(self.zone)

    @property
    def demo(self) -> bool:
        """Whether this is the example forum."""
        return sharing.is_demo()

    @property
    def may_write(self) -> bool:
        """Whether this visitor may write and the source can be written."""
        return self.forum.writable

    @property
    def read_only(self) -> str:
        """Why nobody can write to this source, in the visitor's language; "" where one can."""
        error = self.forum.read_only
        return error.message(self.language) if error else ""

    def may(self, right: str, table: str = EVERY_TABLE) -> bool:
        """Whether this visitor may do what `sheets.roles` names: write, undo, settings, see_private (of a table) …"""
        return self.forum.rights.allows(right, table)

    def sees(self, table: str, column: str) -> bool:
        """Whether this visitor sees the cells of a column."""
        return self.forum.rights.sight.of(table, self.column(table, column))

    def once(self, key: Hashable, build: Callable[[], T]) -> T:
        """`build()`, computed once for all visitors as long as rows and day stay the same."""
        return sharing.once(self.snapshot, (key, self.today), build)

    @property
    def state(self) -> States:
        """Where every task, indicator and case stands today (`forum.states.States`), computed once for all visitors."""
        return self.once("state", lambda: take(self.tables, today=self.today, settings=self.settings))

    def column(self, table: str, key: str) -> Column:
        return self.schema.tables[table].column(key)

    def label(self, table: str, key: str) -> str:
        """The column's header in this visitor's language."""
        return self.column(table, key).label(self.language)

    def choice(self, choices: str, key: str) -> Choice:
        return self.schema.choices[choices].choice(key)

    def word(self, choices: str, key: str | None) -> str:
        """The word of a choice (`in_progress` → `Berjalan`); a dash for nothing."""
        if not key:
            return "–"
        return self.choice(choices, key).label(self.language)

    def has(self, table: str, column: str) -> bool:
        """Whether the sheet itself has this column, so that it can be written."""
        return any(match.key == column for read in self.snapshot.reads if read.table == table for match in read.columns)

    def takes(self, table: str, column: str) -> bool:
        """Whether the board itself may add a value for this column: the sheet has cells for it."""
        return takes(self.snapshot, table, column)


def enter(name: str) -> None:
    """The guard and the dress of a page, also of one that works while the sheet cannot be read."""
    if not st.session_state.get(session.READY):
        st.session_state[session.AIMED] = (name, dict(st.query_params))
        st.switch_page("app.py")
    theme.dress(meeting=session.meeting())
    underway.settle()
    blocks.say_what_was_saved()


def page(name: str) -> Board:
    """What every page calls first: guard, snapshot, language, dress. Without anything to show it says so and stops."""
    enter(name)
    try:
        rights = roles.rights()
        forum = sharing.the_forum().with_rights(rights, still=roles.rights)
        snapshot = sharing.the_snapshot(forum)
    except SheetError as error:
        blocks.cannot_read(error)
        st.stop()
    return Board(name, forum, snapshot, session.language(), session.phone(), session.meeting(), rights.role)


def top_right() -> None:
    """At the right of the top bar: what demo mode is, this visitor's role, the other language."""
    with st.container(
        horizontal=True,
        key="lb-top",
        horizontal_alignment="right",
        vertical_alignment="center",
        wrap=False,
        gap="small",
    ):
        if sharing.is_demo():
            with st.popover(say("app.demo.label"), type="tertiary"):
                blocks.demo()
        signing.at_the_top()
        theme.name_language(session.language())
        theme.hold_presses()
        other = session.other_language()
        st.button(
            session.NAMES[other],
            key="lb-language",
            type="tertiary",
            help=say("app.switch_language"),
            on_click=session.speak,
            args=(other,),
        )


def settings_language() -> str:
    """The forum's own language; Indonesian while its sheet cannot be read."""
    return str(sharing.settings().get("language") or "id")


def guarded(run: Callable[[], None]) -> None:
    """Run a page. What fails is one sentence and a number on screen; the log has the traceback under that number."""
    try:
        run()
    except SheetError as error:
        log.warning("sheet: %s", error)
        blocks.cannot_read(error)
    except Exception:
        number = secrets.token_hex(3).upper()
        log.exception("page failed, shown as %s", number)
        blocks.notice(say("app.failed.title"), say("app.failed.line", number=number), tone="bad", shape="square")
