"""A save that is under way: it is made once and told once, whatever the person presses meanwhile.

A press while a page is still at work ends that run, but not the request that it sent. The run that follows must
neither send it again nor forget what came of it: `settle`, first in every page, waits for it and tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from sheets import SheetError
from ui.marks import div, show
from ui.words import say

WORK = "lb.underway"


@dataclass(frozen=True)
class Work:
    """One save of this session: `name` is the same for the same press; `tell` is given its outcome."""

    name: Hashable
    tell: Callable[[Future[Any]], None]
    outcome: Future[Any] = field(default_factory=Future)


def see_through(name: Hashable, do: Callable[[], Any], tell: Callable[[Future[Any]], None]) -> None:
    """Do it and tell what came of it; a second press of the same name joins the first instead of doing it again.

    `tell` may be begun twice, if its run is ended half-way; a SheetError of `do` is in the outcome.
    """
    before: Work | None = st.session_state.get(WORK)
    settle()
    if before is not None and before.name == name:
        return
    work = Work(name, tell)
    st.session_state[WORK] = work
    show(div("lb-saving", say("forms.saving")))
    _do(work, do)
    settle()


def told(done: Callable[[Any], None], refused: Callable[[SheetError], None]) -> Callable[[Future[Any]], None]:
    """How to tell an outcome: what was answered, or why not; of a fault nobody foresaw the page itself speaks."""

    def tell(outcome: Future[Any]) -> None:
        error = outcome.exception()
        if error is None:
            done(outcome.result())
        elif isinstance(error, SheetError):
            refused(error)

    return tell


def unsettled() -> bool:
    """Whether a run was ended before it told what came of its save."""
    return WORK in st.session_state


def settle() -> None:
    """Wait for the save that is under way, if there is one, and tell what came of it."""
    work: Work | None = st.session_state.get(WORK)
    if work is None:
        return
    wait([work.outcome])
    work.tell(work.outcome)
    st.session_state.pop(WORK, None)


def _do(work: Work, do: Callable[[], Any]) -> None:
    """Nothing here touches the session: this run may have been ended long before the answer comes."""
    try:
        work.outcome.set_result(do())
    except SheetError as error:
        work.outcome.set_exception(error)
    except BaseException as error:  # who waits for it is told too
        work.outcome.set_exception(error)
        raise
