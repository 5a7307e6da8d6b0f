"""Sambungkan Google, drawn: the form, the checklist as it goes, and the secrets to take away.

What is pasted or uploaded leaves the session with the run that reads it. The key itself waits in the memory of this
process, by a ticket, and is never drawn.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from sheets import SheetError
from sheets.connecting import Key, Mistake, Step, check, make_tabs, read_address, read_key, secrets_text
from sheets.connecting.checklist import CONSOLE, FAILED, OK
from sheets.connecting.holding import MINUTES, drop, held, hold
from sheets.passphrase import hashed, too_short
from sheets.roles import KEEPER
from ui import connectlist, session
from ui.blocks import good_news, notice, section
from ui.marks import bold, div, link, safe, show, soft
from ui.markup import Html
from ui.upload import file_field
from ui.words import say

TICKET, RESULT, RUN = "lb.connect.ticket", "lb.connect.result", "lb.connect.run"
WRONG, FILE_NUMBER = "lb.connect.wrong", "lb.connect.file"
PASTED, ADDRESS, PHRASE = "lb-connect-pasted", "lb-connect-address", "lb-connect-phrase"
SHEET, MADE = "lb.connect.sheet", "lb.connect.made"
GUIDE = {
    "project": f"{CONSOLE}/projectcreate",
    "api": f"{CONSOLE}/apis/library/sheets.googleapis.com",
    "account": f"{CONSOLE}/iam-admin/serviceaccounts",
    "key": f"{CONSOLE}/iam-admin/serviceaccounts",
    "share": "",
}


# The finding


def headline() -> str:
    """Where the connection stands, in one sentence."""
    if st.session_state.get(RUN):
        return say("connect.headline.trying")
    steps: list[Step] = st.session_state.get(RESULT) or []
    return connectlist.found(steps, session.language())


def draw_head(sentence: str) -> None:
    """The page's name and its finding; it stands without the sheet, so there is no age of data."""
    show(div("lb-name", say("app.pages.connect")), Html(f"<h1>{safe(sentence)}</h1>"))


# The form


def draw_form() -> None:
    """Key and address, with what was wrong under each field."""
    section(say("connect.form.section"))
    wrong: dict[str, str] = st.session_state.get(WRONG, {})
    with st.form("lb-connect", border=False, enter_to_submit=False):
        key = _key_part()
        _say_wrong(wrong, "key")
        st.text_input(
            say("connect.form.address"), key=ADDRESS, help=say("connect.form.address_help"),
            placeholder=say("connect.form.address_placeholder"),
        )  # fmt: skip
        _say_wrong(wrong, "address")
        _buttons(key)
    if {RESULT, RUN} & set(st.session_state):
        st.empty()
    else:
        show(soft(say("connect.form.wrote")))


def _key_part() -> Key | None:
    key = _key()
    if key is None:
        _ask_key()
    else:
        show(say("connect.form.kept", email=key.email, minutes=MINUTES))
        # In the places of the two fields: what was pasted must not stay in sight while the steps are tried.
        st.empty()
        st.empty()
    return key


def _buttons(key: Key | None) -> None:
    with st.container(horizontal=True):
        again = "check" if key is None else "check_again"
        st.form_submit_button(say(f"connect.form.{again}"), type="primary", on_click=_take, key="lb-connect-check")
        if key is not None:
            other = say("connect.form.other_key")
            st.form_submit_button(other, type="tertiary", on_click=_other_key, key="lb-connect-other")


def _ask_key() -> None:
    number = st.session_state.get(FILE_NUMBER, 0)
    file_field(say("connect.form.file"), f"lb-connect-file-{number}", hint=say("connect.form.file_help"))
    st.text_area(say("connect.form.paste"), key=PASTED, height=120, placeholder=say("connect.form.paste_placeholder"))


def _say_wrong(wrong: dict[str, str], field: str) -> None:
    if field not in wrong:
        st.empty()
    else:
        part = f"connect.mistake.{wrong[field]}"
        notice(
            say("connect.form.title"), say(f"{part}.finding"), bold(say(f"{part}.remedy")), tone="bad", shape="square"
        )


def _take() -> None:
    """Read what was sent, and let go of it (a widget callback)."""
    wrong: dict[str, str] = {}
    address, pasted = str(st.session_state.get(ADDRESS, "")), _pasted()
    _forget_result()
    if _key() is None:
        try:
            st.session_state[TICKET] = hold(read_key(pasted))
        except Mistake as mistake:
            wrong["key"] = "forgotten" if _expired(pasted) else mistake.reason
    try:
        st.session_state[SHEET] = read_address(address)
    except Mistake as mistake:
        st.session_state.pop(SHEET, None)
        if mistake.reason != "no_address":
            wrong["address"] = mistake.reason
        if mistake.reason == "address_is_key":
            st.session_state[ADDRESS] = ""
    st.session_state[WRONG] = wrong
    if not wrong:
        st.session_state[RUN] = True


def _pasted() -> str | bytes:
    """What was uploaded, else pasted; afterwards neither field holds it any more."""
    number = st.session_state.get(FILE_NUMBER, 0)
    file = st.session_state.get(f"lb-connect-file-{number}")
    typed = str(st.session_state.get(PASTED) or "")
    if PASTED in st.session_state:
        st.session_state[PASTED] = ""
    st.session_state[FILE_NUMBER] = number + 1
    return bytes(file.getvalue()) if file is not None else typed


def _expired(pasted: str | bytes) -> bool:
    """Whether the form was sent for a key that has meanwhile been forgotten."""
    return not pasted and TICKET in st.session_state


def _other_key() -> None:
    drop(st.session_state.pop(TICKET, None))
    st.session_state.pop(WRONG, None)
    _forget_result()


def _forget_result() -> None:
    for name in (RESULT, RUN, MADE):
        st.session_state.pop(name, None)


def _key() -> Key | None:
    return held(st.session_state.get(TICKET))


# The checklist


def draw_checklist() -> None:
    """The ten steps; while they are tried, one after the other."""
    place = st.empty()
    key = _key()
    if st.session_state.pop(RUN, False) and key:
        steps = check(key, st.session_state.get(SHEET), by=session.by())
        st.session_state[RESULT] = connectlist.as_tried(steps, place, key.mended)
        st.rerun()
    result: list[Step] | None = st.session_state.get(RESULT)
    if result:
        with place.container():
            connectlist.draw(result, key.mended if key else ())
            _say_made()
            _offer_tabs(result)


def _offer_tabs(steps: list[Step]) -> None:
    missing = any(step.reason in ("some_missing", "none_found") for step in steps)
    writable = any(step.name == "editor" and step.state == OK for step in steps)
    if missing and writable and _key():
        st.button(say("connect.checklist.make_tabs"), key="lb-connect-tabs", type="primary", on_click=_make_tabs)


def _say_made() -> None:
    if MADE in st.session_state:
        tone, sentence = st.session_state[MADE]
        notice("", sentence, tone=tone)


def _make_tabs() -> None:
    """Make them and look again (a widget callback)."""
    key, sheet = _key(), st.session_state.get(SHEET)
    if key is None or not sheet:
        return
    try:
        made = make_tabs(key, sheet, session.language())
    except SheetError as error:
        st.session_state[MADE] = ("bad", error.message(session.language()))
        return
    _forget_result()
    told = say(f"connect.checklist.{'made' if made else 'none_made'}", n=len(made), tabs=", ".join(made))
    st.session_state[MADE] = ("good", told)
    st.session_state[RUN] = True


# What comes next


def draw_next() -> None:
    """Beside the form: how to get a key; once it is there, whom to share with and what to put in place."""
    key = _key()
    if key is None:
        _guide()
        return
    section(say("connect.share.section"))
    show(say("connect.share.line"))
    st.code(key.email, language=None, wrap_lines=True)
    sheet: str | None = st.session_state.get(SHEET)
    if sheet:
        _install(key, sheet)


def _guide() -> None:
    section(say("connect.guide.section"), say("connect.guide.aside"))
    words = [link(url, say(f"connect.guide.{name}")) for name, url in GUIDE.items()]
    lines = (div("", bold(n), div("", each, tag="span"), tag="li") for n, each in enumerate(words, 1))
    show(div("lb-good lb-list", *lines, tag="ol"))


def _install(key: Key, sheet: str) -> None:
    section(say("connect.install.section"), say("connect.install.aside"))
    steps: list[Step] = st.session_state.get(RESULT) or []
    if connectlist.first(steps, FAILED):
        show(soft(say("connect.install.not_yet")))
    phrases = _phrases()
    st.download_button(
        say("connect.install.download"), partial(secrets_text, key, sheet, phrases), "secrets.toml", "application/toml",
        key="lb-connect-download", type="primary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    good_news([say(f"connect.install.{name}") for name in ("cloud", "local", "other")])
    notice("", say("connect.install.careful"), tone="warn")
    with st.expander(say("connect.install.preview")):
        show(div("lb-pre small", secrets_text(key, sheet, phrases, masked=True)))


def _phrases() -> dict[str, str]:
    """The keepers' pass-phrase as a hash, for a board on the internet."""
    typed = st.text_input(
        say("connect.phrase.label"), type="password", key=PHRASE, help=say("connect.phrase.help"),
        autocomplete="new-password", max_chars=200,
    )  # fmt: skip
    if not typed:
        return {}
    if too_short(typed):
        notice("", say("connect.phrase.short"), tone="bad")
        return {}
    show(soft(say("connect.phrase.taken")))
    return {KEEPER: hashed(typed)}
