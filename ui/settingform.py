"""A setting of the forum, changed on Pengaturan by those who may: chosen by its name, asked for like any other cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sheets import Invalid
from sheets.roles import PRIVATE_SETTINGS
from sheets.settings_rows import TABLE, change_of
from ui import saving, typed
from ui.fields import Field
from ui.forms import reason_sentence
from ui.marks import chip, show, soft
from ui.missing import settings_tab
from ui.words import say

if TYPE_CHECKING:
    from ui.frame import Board


def draw(board: Board) -> None:
    """Folded below the settings; nothing for those who may not change them, or where the sheet has no tab for them."""
    if not (board.may_write and board.may("settings") and board.snapshot.settings_name):
        return
    with st.expander(say("settings.change"), key="lb-setting", on_change="rerun") as folded:
        if folded.open:
            _ask(board)


def _ask(board: Board) -> None:
    settings = board.schema.settings
    seen = [key for key in settings if board.forum.rights.sight.of_setting(key)]
    _say_elsewhere(board)
    chosen = st.selectbox(
        say("settings.key"), seen, index=None, key="lb-setting-key", placeholder=say("forms.choose"),
        format_func=lambda key: settings[key].label(board.language),
    )  # fmt: skip
    if chosen is None:
        return
    key = f"setting-{chosen}"
    place = typed.form_key(key)
    field = Field(board, TABLE, settings[chosen].column, board.settings.get(chosen), f"{place}.value")
    held = field.ask()
    if field.column.help:
        show(soft(field.column.help(board.language)))
    if st.button(say("forms.save"), type="primary", key=f"{place}.send"):
        _save(board, field, held, key)
    saving.say_trouble(board, place)


def _say_elsewhere(board: Board) -> None:
    """Where the settings are written that lead to cases which this visitor does not see."""
    hidden = [key for key, level in PRIVATE_SETTINGS.items() if level and not board.may(f"see_{level}")]
    names = ", ".join(board.schema.settings[key].label(board.language) for key in hidden)
    if names:
        show(soft(say("settings.elsewhere", names=names, tab=settings_tab(board))))


def _save(board: Board, field: Field, held: object, key: str) -> None:
    try:
        change = change_of(board.forum.latest(), field.column.key, field.typed(held))
    except Invalid as error:
        show(chip(reason_sentence(error, field), "bad", "square"))
        return
    saving.save(board, TABLE, dict(change.values), row=change.id, seen=change.seen, key=key)
