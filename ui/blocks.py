"""The pieces of a page, drawn in place: header, section, tiles, rows, notice, empty state, steps, stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from sheets import NoAccess, SheetError
from ui import session, sharing, underway
from ui.marks import bold, chip, div, grain, join, plain, safe, show
from ui.markup import Html
from ui.words import clock, say

if TYPE_CHECKING:
    from ui.frame import Board

REFRESH = 5
SAVED = "lb.saved"


@dataclass(frozen=True)
class Row:
    """One line of a list: chip, title over second line, something at the right."""

    chip: object
    title: object
    line: object = ""
    end: object = ""


@dataclass(frozen=True)
class Tile:
    """One tile: name, number with its denominator, and marks or lines below."""

    name: str
    number: str
    of: str
    below: Sequence[object] = ()


def header(board: Board, name: str, headline: str) -> None:
    """The page's head: its name (on Beranda the forum and the day), the data's age, and the finding as h1."""
    with st.container(horizontal=True, key="lb-head", vertical_alignment="center", wrap=False):
        st.html(Html(f'<div class="lb lb-name">{safe(name)}</div>'), width="stretch")
        if board.meeting or (board.name == "home" and not board.phone):
            st.button(
                say("app.meeting.leave" if board.meeting else "app.meeting.enter"),
                icon=":material/co_present:",
                type="tertiary",
                key="lb-meeting",
                on_click=session.set_meeting,
                args=(not board.meeting,),
            )
        _freshness(board, board.today, board.forum.trouble is not None)
    st.html(Html(f'<div class="lb"><h1>{safe(headline)}</h1></div>'))
    _trouble(board)
    from ui import saving

    saving.say_trouble(board)


def section(title: str, aside: object = "", *, bare: bool = False) -> None:
    """A section's head: serif title, hairline, a count or remark at the right."""
    head = Html(f"<h2>{safe(title)}</h2><span>{safe(aside)}</span>")
    show(div("lb-section bare" if bare else "lb-section", head))


def tiles(entries: Sequence[Tile]) -> None:
    """Tiles side by side, two by two on phones."""
    show(Html(f'<div class="lb-tiles">{join(_tile(entry) for entry in entries)}</div>'))


def row_html(row: Row, *, bare: bool = False) -> Html:
    """A list row as HTML; `bare` without its hairline, for rows that a button stands beside."""
    words = div("w", div("t", row.title), div("d", row.line))
    return div("lb-row bare" if bare else "lb-row", div("c", row.chip), words, div("e", row.end))


def open_line(
    html: object, key: str, label: str, on_click: Callable[..., None], args: tuple[object, ...], *, chosen: bool = False
) -> None:
    """A list row that opens something: pressed anywhere on it; `chosen` is the row whose contents stand beside it."""
    with st.container(horizontal=True, key=f"line-{key}", wrap=False, gap="small"):
        st.html(Html(f'<div class="lb tight{" chosen" if chosen else ""}">{safe(html)}</div>'), width="stretch")
        st.button(
            label, key=f"open-{key}", type="tertiary", icon=":material/chevron_right:", icon_position="right",
            on_click=on_click, args=args, disabled=chosen,
        )  # fmt: skip


def rows(entries: Sequence[Row]) -> None:
    """A list of rows, a hairline under each."""
    show(div("lb-list", *(row_html(entry) for entry in entries)))


def good_news(lines: Sequence[object]) -> None:
    """A list where each line starts with a grain."""
    items = (div("", grain(), div("", line, tag="span"), tag="li") for line in lines)
    show(div("lb-good lb-list", *items, tag="ul"))


def notice(title: str, *lines: object, tone: str = "good", shape: str = "none") -> None:
    """What happened and what to do next, behind a rule in the tone (good, warn, bad, soft); `title` is its chip."""
    head = Html(f"<p>{chip(title, tone, shape)}</p>") if title else Html("")
    body = join(Html(f"<p>{safe(line)}</p>") for line in lines if line)
    show(Html(f'<div class="lb-notice is-{tone}">{head}{body}</div>'))


def empty(
    title: str,
    line: str,
    action: str = "",
    *,
    on_click: Callable[[], None] | None = None,
    url: str | None = None,
    key: str = "empty",
    icon: str = ":material/add:",
) -> bool:
    """An empty table as an invitation: five empty grains, where to begin, one button, and the sheet itself.

    Answers whether the button was pressed.
    """
    show(
        Html(
            f'{div("lb-grains", *(grain("empty") for _ in range(5)))}<h3 style="margin-top:.5rem">{safe(title)}</h3>'
            f'<p class="soft small">{safe(line)}</p>'
        )
    )
    with st.container(horizontal=True, key=f"lb-{key}", vertical_alignment="center"):
        pressed = bool(action) and st.button(
            plain(action), icon=icon, type="primary", key=f"lb-{key}-add", on_click=on_click
        )
        if url:
            st.link_button(say("app.open_sheet"), url, icon=":material/table:", type="tertiary")
    return pressed


def steps(entries: Sequence[tuple[str, str]], now: str) -> None:
    """The nine steps on one line: (label, state full|now|empty); `now` is said beside the one that is under way."""
    items = join(
        Html(f'<li class="{_stage(state)}">{grain(state)}<span>{i}. {safe(label)}{_now(state, now)}</span></li>')
        for i, (label, state) in enumerate(entries, 1)
    )
    show(Html(f'<ol class="lb-steps">{items}</ol>'))


def stepper(entries: Sequence[tuple[str, str, object]]) -> None:
    """The stages of a case, one grain each: (label, state full|now|empty, date or person at the right)."""
    show(div("lb-stages", *(_stage_line(*entry) for entry in entries), tag="ol"))


def _stage_line(label: str, state: str, end: object) -> Html:
    name = bold(label) if state == "now" else safe(label)
    return div(_stage(state), grain(state), div("", name, tag="span"), div("e", end, tag="span"), tag="li")


def demo() -> None:
    """What demo mode is, and how a forum brings its own sheet."""
    show(Html(f"<p><b>{safe(say('app.demo.title'))}</b></p><p>{safe(say('app.demo.line'))}</p>"))
    good_news([say("app.demo.file"), say("app.demo.google")])


def saved(sentence: str) -> None:
    """Remember to say this on the next run: a toast before a rerun would be lost."""
    st.session_state[SAVED] = sentence


def say_what_was_saved() -> None:
    sentence = st.session_state.pop(SAVED, None)
    if sentence:
        st.toast(plain(sentence), icon=":material/check:")


def cannot_read(error: SheetError) -> None:
    """The sheet cannot be read and there is nothing older to show: what happened, and a way to try again."""
    notice(say("app.cannot_read"), error.message(session.language()), tone="bad", shape="square")
    st.button(say("app.try_again"), icon=":material/refresh:", key="lb-again", on_click=_try_again)
    if isinstance(error, NoAccess) or error.reason in ("wrong_id", "not_sheet"):
        st.page_link("pages/connect.py", label=say("app.pages.connect"), icon=":material/link:")


def _try_again() -> None:
    with suppress(SheetError):  # the page says it again
        sharing.the_forum().try_again()


@st.fragment(run_every=REFRESH)
def _freshness(board: Board, day: date, troubled: bool) -> None:
    """The data's age; draws the page again when it no longer shows what is: rows, day, reach of the sheet, a save."""
    latest = sharing.the_snapshot(board.forum)
    reach_changed = (board.forum.trouble is not None) != troubled
    stale = reach_changed or board.today != day or not sharing.same_rows(board.snapshot, latest)
    if stale or underway.unsettled():
        st.rerun()
    at = clock(latest.taken_at, board.zone, language=board.language)
    if st.button(
        say("app.read_at", at=at), icon=":material/refresh:", type="tertiary", key="lb-read", help=say("app.read_again")
    ):
        _read_again(board)


def _read_again(board: Board) -> None:
    with suppress(SheetError):  # `forum.trouble` holds it; the notice under the headline says it
        board.forum.read()
    st.rerun()


def _trouble(board: Board) -> None:
    if board.forum.trouble is not None:
        at = clock(board.snapshot.taken_at, board.zone, language=board.language)
        notice(say("app.old_data", at=at), board.forum.trouble.message(board.language), tone="warn", shape="tri")


def _tile(tile: Tile) -> Html:
    below = join(part if isinstance(part, Html) else Html(f"<p>{safe(part)}</p>") for part in tile.below if part)
    amount = Html(f"{safe(tile.number)}<small>{safe(tile.of)}</small>")
    return div("lb-tile", Html(f"<h2>{safe(tile.name)}</h2>"), div("n", amount), below)


def _stage(state: str) -> str:
    return {"full": "is-full", "now": "is-now"}.get(state, "is-next")


def _now(state: str, word: str) -> str:
    return f" <small>{safe(word)}</small>" if state == "now" else ""
