"""Pengaturan, drawn: where the rows come from and how old they are, who is looking, which tables were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from sheets.roles import PRIVATE_SETTINGS
from sheets.schema import LANGUAGES
from sheets.veil import HIDDEN
from ui import findings, missing, session, signing
from ui.blocks import demo, notice, section
from ui.marks import facts, join, link, show, soft, table
from ui.markup import Html
from ui.words import clock, count_word, day, known, number, percent, say

if TYPE_CHECKING:
    from sheets.schema import Setting, Table
    from sheets.snapshot import TableRead
    from ui.frame import Board


# Settings that lead into what belongs to the members: a public board says only that they are there.
AMONG_MEMBERS = {key for key, level in PRIVATE_SETTINGS.items() if not level}
# Thresholds are declared as shares up to twice the plan.
SHARE = 2


def headline(found: int, absent: int, forum: str, title: str, *, language: str) -> str:
    """How many tables were read, and whether a core tab is missing."""
    if absent:
        read, count = count_word(found, capital=True, language=language), count_word(absent, language=language)
        key = "headline_missing" if found else "headline_nothing"
        return say(f"settings.{key}", language=language, n=found, found=read, count=count)
    return say("settings.headline", language=language, n=found, forum=forum, title=title)


def draw_source(board: Board) -> None:
    """Where the rows come from, when they were read, whether they can be written."""
    section(say("settings.source"))
    snapshot, found = board.snapshot, findings.examined(board)
    bad = findings.unreadable(found)
    kind = "demo" if board.demo else "google" if board.forum.source.startswith("google:") else "local"
    show(
        facts(
            [
                (say("settings.source_kind"), say(f"settings.source_{kind}")),
                (say("settings.title"), link(snapshot.url, snapshot.title)),
                (say("settings.read_at"), clock(snapshot.taken_at, board.zone, language=board.language)),
                (say("settings.fresh"), say("settings.fresh_line")),
                (say("settings.zone"), _zone(board)),
                (say("settings.writing"), _writing(board)),
                (
                    say("settings.problems"),
                    say("settings.problems_line", bad=len(bad), notices=len(found) - len(bad)),
                ),
            ]
        )
    )


def _zone(board: Board) -> str:
    found = board.schema.choices["time_zone"].get(board.zone)
    return found.label(board.language) if found else board.zone


def _writing(board: Board) -> str:
    if not board.may("write"):
        return say("roles.only_look")
    return say("settings.writing_no", why=board.read_only) if board.read_only else say("settings.writing_yes")


def draw_me(board: Board) -> None:
    """The visitor's language and the name that the history gives to what they change."""
    section(say("settings.me"))
    chosen = st.segmented_control(
        say("settings.language"), list(LANGUAGES), default=board.language, required=True,
        format_func=session.NAMES.__getitem__, key=f"lb-speak-{board.language}",
    )  # fmt: skip
    if chosen and chosen != board.language:
        session.speak(chosen)
        st.rerun()
    st.text_input(say("settings.name"), key=session.NAME, help=say("settings.name_help"), persist_state="session")
    signing.in_settings(board)
    if board.demo:
        demo()


def draw_tables(board: Board) -> None:
    """One row a declared table: its tab, header row, columns and rows; below, what to do about missing ones."""
    declared = [each for each in board.schema.records if each.core or _reads(board, each.name)]
    found = [each for each in declared if _reads(board, each.name)]
    section(say("settings.tables"), say("settings.tables_aside", found=len(found), of=len(declared)))
    shown = ("tab", "records") if board.phone else ("tab", "header_row", "columns", "records")
    headers = [say(f"settings.{key}") for key in ("table", *shown)]
    lines = [[each.tab(board.language), *(_line(board, each)[key] for key in shown)] for each in declared]
    show(table(headers, lines, numeric=range(2, 5)))
    st.page_link("pages/adopt.py", label=say("app.pages.adopt"), icon=":material/table_view:")
    _offer(board, [each for each in declared if not _reads(board, each.name)])


def _offer(board: Board, absent: list[Table]) -> None:
    """The tabs that are missing, and the button that makes them all."""
    if not absent:
        return
    notice("", say("settings.missing_line", tabs=", ".join(each.tab(board.language) for each in absent)), tone="warn")
    if board.may_write and st.button(
        say("settings.make_tabs", n=len(absent)), icon=":material/add:", key="lb-make-tabs"
    ):
        missing.make(board, [each.name for each in absent])


def draw_values(board: Board) -> None:
    """The forum's own settings as they hold now; a default is marked as one."""
    section(say("settings.values"), say("settings.values_aside", tab=missing.settings_tab(board)))
    headers = [say("settings.key"), say("settings.value")]
    show(table(headers, [(each.label(board.language), _value(board, each)) for each in board.schema.settings.values()]))


def _reads(board: Board, name: str) -> list[TableRead]:
    return [read for read in board.snapshot.reads if read.table == name]


def _line(board: Board, declared: Table) -> dict[str, object]:
    reads = _reads(board, declared.name)
    if not reads:
        return {"tab": soft(say("settings.missing")), "header_row": "", "columns": "", "records": ""}
    return {
        "tab": ", ".join(dict.fromkeys(read.tab for read in reads)),
        "header_row": ", ".join("–".join(map(str, read.header_rows)) for read in reads),
        "columns": sum(len(read.columns) for read in reads),
        "records": number(len(board.tables[declared.name])),
    }


def _value(board: Board, setting: Setting) -> Html | str:
    value = board.settings.get(setting.key)
    if not known(value):
        return soft("–")
    if setting.key in AMONG_MEMBERS and value == HIDDEN:
        return soft(say("settings.among_members"))
    text = _text(board, setting, value)
    return soft(join([text, say("settings.default")], " · ")) if value == setting.default else text


def _text(board: Board, setting: Setting, value: Any) -> Html | str:
    """A setting as people say it: choices by their words, shares as percent, links as links."""
    if isinstance(value, (tuple, list)):
        return ", ".join(_module(board, str(each)) for each in value)
    if setting.choices:
        found = board.schema.choices[setting.choices].get(str(value))
        return found.label(board.language) if found else str(value)
    if setting.max == SHARE:
        return percent(100 * float(value))
    if hasattr(value, "month"):
        return day(value)
    return number(value) if isinstance(value, float) else link(str(value), str(value))


def _module(board: Board, name: str) -> str:
    """A module by the tabs that it adds; a word that names none stays as it was typed."""
    tabs = [table.tab(board.language) for table in board.schema.records if table.module == name]
    return ", ".join(tabs) or name
