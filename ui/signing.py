"""Signing in and out: behind one word at the top right, and with the role and its reason in Pengaturan."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from sheets.errors import SheetError
from sheets.roles import SIGNED_IN, VISITOR
from ui import roles, session
from ui.blocks import notice, saved, section
from ui.marks import facts, show, soft
from ui.roles import Standing
from ui.sharing import the_forum
from ui.words import say

if TYPE_CHECKING:
    from ui.frame import Board

SAID = "lb.signing"


def at_the_top() -> None:
    """The visitor's role as one word; behind it why, and the way in or out."""
    here = roles.standing()
    word = say("roles.sign_in") if here.role == VISITOR else say(f"roles.name.{here.role}")
    with st.popover(word, type="tertiary", key="lb-role"):
        _told(here)
        _way(here, "top")


def in_settings(board: Board) -> None:
    """The role, what it may do, why it is this one, and the way in or out."""
    here = roles.standing()
    section(say("roles.title"), say(f"roles.name.{here.role}"))
    pairs = [(say("roles.may"), say(f"roles.rights.{here.role}")), (say("roles.since"), _why(here))]
    show(facts(pairs))
    if session.meeting():
        show(soft(say("roles.meeting")))
    if here.why in ("local", "elsewhere", "broken"):
        show(soft(say("roles.how")))
    openly = roles.rules().openly
    if openly:
        notice("", say("roles.openly", roles=", ".join(openly)), tone="warn")
    _say_unclear(board)
    _way(here, "settings")


def _say_unclear(board: Board) -> None:
    """For those who keep the settings: the rows of the tab with the roles that give nobody one."""
    rows = the_forum().latest().who.unclear if board.may("settings") else ()
    if rows:
        named = ", ".join(say(f"roles.name.{name}") for name in SIGNED_IN)
        notice("", say("roles.unclear", rows=", ".join(map(str, rows)), roles=named), tone="warn")


def _told(here: Standing) -> None:
    name = say(f"roles.name.{here.role}")
    show(facts([(name, say(f"roles.rights.{here.role}"))]), soft(_why(here)))
    if here.why in ("elsewhere", "broken"):
        show(soft(say("roles.how")))
    with suppress(SheetError):  # a source that is not there is said on the page
        only_read = the_forum().read_only
        if only_read and here.role != VISITOR:
            show(soft(only_read.message(session.language())))


def _why(here: Standing) -> str:
    return say(f"roles.why.{here.why}", **here.details)


def _way(here: Standing, place: str) -> None:
    """The way out for who came in, the ways in for who has no role yet."""
    if here.why in ("account", "phrase", "tab", "unknown", "doubtful"):
        st.button(say("roles.sign_out"), key=f"lb-sign-out-{place}", on_click=_leave)
    if here.role != VISITOR:
        return
    rules = roles.rules()
    if rules.accounts and here.why not in ("unknown", "doubtful"):
        st.button(say("roles.account"), key=f"lb-account-{place}", type="primary", on_click=st.login)
    if rules.lines:
        _ask(place)
    elif rules.told and not rules.accounts:
        show(soft(say("roles.no_way")))


def _ask(place: str) -> None:
    with st.form(f"lb-sign-in-{place}", border=False, clear_on_submit=True):
        typed = st.text_input(
            say("roles.phrase"), type="password", key=f"lb-phrase-{place}", help=say("roles.phrase_help"),
            autocomplete="current-password", max_chars=200,
        )  # fmt: skip
        sent = st.form_submit_button(say("roles.open"), type="primary", key=f"lb-open-{place}")
    if sent:
        st.session_state[SAID] = (place, roles.sign_in(typed))
        if not st.session_state[SAID][1]:
            st.session_state.pop(SAID)
            saved(say("roles.welcome", role=say(f"roles.name.{roles.role()}")))
            st.rerun()
    where, reason = st.session_state.get(SAID, ("", ""))
    if reason and where == place:
        wait = roles.seconds_to_wait()
        notice("", say("roles.wait", n=wait) if wait else say(f"roles.{reason}", n=wait), tone="bad")


def _leave() -> None:
    roles.sign_out()
    saved(say("roles.goodbye"))
