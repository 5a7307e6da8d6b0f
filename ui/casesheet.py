"""One case: its stages, what the next stage asks for, the practice hint, and the form that moves it on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from forum import issues as rules
from forum import stages
from sheets.words import has_sentence
from ui import caselist, historylist, missing, register, secondsheet
from ui.blocks import header, notice, section, stepper
from ui.caselist import GRAIN
from ui.fields import titles
from ui.forms import Entry, form
from ui.marks import bold, facts, join, show, soft
from ui.markup import Html
from ui.records import Record
from ui.saving import save, shown
from ui.words import known, say, short_day, upper_first

if TYPE_CHECKING:
    from ui.frame import Board

NEW = (
    "title", "type", "category", "description", "reported_on", "reporter", "anonymous", "channel", "parties", "goal",
    "impact", "urgency", "confidentiality",
)  # fmt: skip
CHANGE = (
    "title", "type", "category", "cause", "description", "parties", "lead", "mediator", "impact", "urgency",
    "interests", "options", "agreement", "review", "satisfaction", "lesson", "notes",
)  # fmt: skip
DAY_OF = {"new": "reported_on", "acknowledged": "acknowledged_on", "resolved": "closed_on"}
# What a stage still needs → the column where it is written; the rest is asked with a tick or done elsewhere.
COLUMN_OF = {"mediator_neutral": "mediator"}
TICKS = {"confirmation": "confirmed", "told": "told"}
ELSEWHERE = {"mediation_meeting", "open_follow_up", "reopen_window"}
TODAY_AT = {"acknowledged": "acknowledged_on", "resolved": "closed_on"}


def draw_new(board: Board) -> None:
    """The form for a new case; it starts at the first stage, reported today unless told otherwise."""
    header(board, say("app.pages.issues"), say("issues.add"))
    if missing.missing(board, "issues"):
        missing.invite(board, "issues")
        return
    notice("", say("issues.anonymous_hint"), tone="soft")
    entry = form(
        board,
        "issues",
        key="new-issue",
        columns=_there(board, NEW),
        proposed={"reported_on": board.today},
        on_cancel=_close,
    )
    if entry is not None:
        start = {"stage": "new", "reported_on": board.today, "stage_since": board.today}
        for column, value in start.items():
            if board.takes("issues", column):
                entry.values.setdefault(column, value)
        apart = secondsheet.belongs(board, "issues", entry.values)
        said = say("issues.saved_apart" if apart else "issues.saved_new", id="{id}")
        save(board, "issues", entry, key="new-issue", said=said, then=caselist.choose)


def draw(board: Board, case: Record) -> None:
    """The case beside the list: title, severity, parties, stages, what is needed next."""
    if case["confidentiality"] == "confidential" and not caselist.may_read(board, case):
        notice("", say("issues.confidential_only"), tone="soft")
        return
    if not board.phone:  # there it is the headline of its own page
        section(caselist.title_of(board, case), bare=True)
    show(join([caselist.severity_chip(board, case), soft(_who(board, case))], "  "))
    stepper([_step(board, case, stage, state) for stage, state in stages.steps(case)])
    if not caselist.may_read(board, case):
        notice("", say("issues.restricted"), tone="soft")
        return
    if secondsheet.is_there(board, case):
        opened = secondsheet.whole(board, case)
        if opened is not None:
            section(str(opened["title"]))
            _next(board, opened)
            _told(board, opened)
        return
    _next(board, case)
    _told(board, case)


def _told(board: Board, case: Record) -> None:
    with st.expander(say("issues.facts")):
        show(facts(_facts(board, case)))
        historylist.link_of(str(case.id))
    _change(board, case)


def _change(board: Board, case: Record) -> None:
    """Folded: what the case says, to be corrected or completed at any stage."""
    if not board.may_write:
        return
    key = f"issue-{case.id}"
    with st.expander(say("issues.edit"), key=f"lb-edit-{case.id}", on_change="rerun") as folded:
        if folded.open:
            columns, title = _there(board, CHANGE), say("issues.edit")
            entry = form(board, "issues", key=key, columns=columns, values=case, title=title, row=str(case.id))
            if entry is not None:
                save(board, "issues", entry, row=str(case.id), key=key)
            register.archive(board, "issues", case, lambda: caselist.choose(None))


def _step(board: Board, case: Record, stage: str, state: str) -> tuple[str, str, object]:
    return board.word("issue_stage", stage), GRAIN[state], _end(board, case, stage, state)


def _end(board: Board, case: Record, stage: str, state: str) -> str:
    column = DAY_OF.get(stage)
    if column and known(case[column]) and state != "to_come":
        return short_day(case[column], board.today)
    if state == "now" and known(case["stage_since"]):
        return say("issues.since", day=short_day(case["stage_since"], board.today))
    if stage == "resolved" and state == "to_come" and known(case["resolve_by"]) and not case["paused"]:
        return say("issues.by", day=short_day(case["resolve_by"], board.today))
    return ""


def _who(board: Board, case: Record) -> str:
    if not caselist.may_read(board, case):
        return ""
    names = titles(board, "partners")
    parties = [names.get(each, each) for each in stages.parties(case)]
    mediator = names.get(case["mediator_id"], case["mediator"]) if known(case["mediator"]) else None
    both = [_listing(board, parties), say("issues.mediator", name=mediator) if mediator else ""]
    return " · ".join(part for part in both if part)


def _listing(board: Board, names: list[str]) -> str:
    """`A dan B` / `A, B dan C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {say('ui.and')} {names[-1]}"


def _next(board: Board, case: Record) -> None:
    """What the next stage asks for, with the practice hint, and the buttons that move the case."""
    forward = stages.next_stage(case)
    asked = st.query_params.get("tahap")
    moves = stages.allowed_moves(case, board.today)
    if asked in moves:
        _form(board, case, str(asked))
        return
    if forward is None and not moves:
        notice("", say("issues.end"), tone="good")
        return
    lacks = _lacks(board, case, forward) if forward is not None else []
    if forward is not None:
        _say_next(board, case, forward, lacks)
    _buttons(board, forward, moves, lacks)


def _lacks(board: Board, case: Mapping[str, Any], to: str, **ticks: bool) -> list[str]:
    return stages.missing(
        case, to, tasks=board.tables["tasks"], meetings=board.tables["meetings"], today=board.today, **ticks
    )


def _say_next(board: Board, case: Record, forward: str, lacks: list[str]) -> None:
    word = board.word("issue_stage", forward).casefold()
    if rules.must_refer(case["category"]):
        show(soft(say("issues.must_refer")))
    needs = "; ".join(say(f"issues.need.{key}") + (_absent(board, case) if key == "interests" else "") for key in lacks)
    line = join([bold(say("issues.before", stage=word)), f"{needs}."], " ")
    first = line if lacks else bold(say("issues.ready", stage=word))
    notice("", first, soft(say(f"issues.hint.{stages.hint(stages.stage_of(case))}")), tone="good")


def _absent(board: Board, case: Record) -> str:
    """Whose interest is not written yet, by name; nothing where nobody's can be told."""
    partners, names = board.tables["partners"], titles(board, "partners")
    called = zip(partners.index, partners["name"], partners["short_name"], strict=True)
    known_as = {str(id_): tuple(name for name in both if known(name)) for id_, *both in called}
    absent = [names.get(each, each) for each in stages.without_interest(case, known_as)]
    return say("issues.interest_missing", names=_listing(board, absent)) if absent else ""


def _action(board: Board, forward: str, lacks: list[str]) -> str:
    """What the main button says: the first thing to write, or the stage to go to when nothing is to be written."""
    key = next((key for key in lacks if has_sentence("issues", f"write.{key}", language=board.language)), None)
    return (
        say(f"issues.write.{key}") if key else say("issues.move", stage=board.word("issue_stage", forward).casefold())
    )


def _buttons(board: Board, forward: str | None, moves: list[str], lacks: list[str]) -> None:
    if not board.may_write:
        return
    others = [move for move in moves if move != forward]
    with st.container(horizontal=True, key="lb-case-next", vertical_alignment="center"):
        if forward is not None:
            label = _action(board, forward, lacks)
            st.button(label, type="primary", key="lb-forward", on_click=_ask, args=(forward,))
        if others:
            picked = st.menu_button(
                say("issues.aside"),
                others,
                type="tertiary",
                key="lb-aside",
                format_func=lambda key: board.word("issue_stage", key),
            )
            if picked:
                _ask(str(picked))
                st.rerun()


def _form(board: Board, case: Record, to: str) -> None:
    """What is missing for a stage as one form; everything typed is kept even where the stage cannot be entered yet."""
    lacks = _lacks(board, case, to)
    day = TODAY_AT.get(to)
    asked = [COLUMN_OF.get(key, key) for key in lacks if key not in TICKS and key not in ELSEWHERE and key != day]
    columns = list(dict.fromkeys(column for column in asked if column in board.schema.tables["issues"].by_key))
    for key in (key for key in lacks if key in ELSEWHERE):
        notice("", upper_first(say(f"issues.need.{key}")) + ".", tone="warn")
    ticks = {
        TICKS[key]: st.checkbox(say(f"issues.{TICKS[key]}"), key=f"lb-{key}-{case.id}") for key in lacks if key in TICKS
    }
    word = board.word("issue_stage", to)
    key = f"case-{case.id}-{to}" if columns else ""  # without a form, what went wrong is said under the header
    if columns:
        row = str(case.id)
        entry = form(board, "issues", key=key, columns=columns, values=case, title=word, on_cancel=_unask, row=row)
    else:
        section(word)
        sent = st.button(say("issues.move", stage=word.casefold()), type="primary", key="lb-move")
        st.button(say("forms.cancel"), type="tertiary", key="lb-unask", on_click=_unask)
        entry = Entry({}, {}) if sent else None
    if entry is not None:
        _move(board, case, to, entry, ticks, key)


def _move(board: Board, case: Record, to: str, entry: Entry, ticks: dict[str, bool], key: str) -> None:
    """Write what was typed; the stage too where nothing is missing any more."""
    day = {TODAY_AT[to]: board.today} if to in TODAY_AT and not known(case[TODAY_AT[to]]) else {}
    whole = {**case, **entry.values, **_ids(entry.values), **day}
    lacks = _lacks(board, whole, to, **ticks)
    if lacks:
        what = "; ".join(say(f"issues.need.{each}") for each in lacks)
        save(board, "issues", entry, row=case.id, key=key, said=say("issues.kept", what=what))
        return
    extra = {"stage": to, "stage_since": board.today, **day}
    extra = {name: value for name, value in extra.items() if name == "stage" or board.takes("issues", name)}
    values = {**entry.values, **extra}
    seen = {**entry.seen, **{name: case[name] if known(case[name]) else None for name in extra}}
    said = say("issues.moved", title=case["title"], stage=board.word("issue_stage", to).casefold())
    save(board, "issues", Entry(values, seen), row=case.id, key=key, said=said, then=lambda _: _unask())


def _ids(values: dict[str, Any]) -> dict[str, Any]:
    """References typed in the form stand as ids too, so that the rules can look at them."""
    return {f"{name}_ids": value for name, value in values.items() if isinstance(value, tuple)} | {
        f"{name}_id": value for name, value in values.items() if name in ("mediator", "lead")
    }


def _facts(board: Board, case: Record) -> list[tuple[object, object]]:
    declared = [
        column
        for column in board.schema.tables["issues"].columns
        if column.key in case and known(case[column.key]) and board.sees("issues", column.key)
    ]
    pairs: list[tuple[object, object]] = [
        (board.label("issues", column.key), Html(shown_text(board, case, column.key))) for column in declared
    ]
    return [*pairs, *board.snapshot.extra("issues", case.id).items()]


def shown_text(board: Board, case: Record, column: str) -> str:
    from ui.marks import safe

    return safe(shown(board, "issues", column, case[column]))


def _there(board: Board, columns: tuple[str, ...]) -> list[str]:
    """The columns that the sheet has; all of them while it has no such tab."""
    return [name for name in columns if board.has("issues", name)] or list(columns)


def _ask(stage: str) -> None:
    st.query_params["tahap"] = stage


def _unask() -> None:
    if "tahap" in st.query_params:
        del st.query_params["tahap"]


def _close() -> None:
    caselist.choose(None)
