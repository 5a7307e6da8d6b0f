"""The way of a case: which stage may follow, and what is still missing for it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from forum import columns
from forum.severity import must_refer

CONFLICT = ("new", "acknowledged", "dialogue", "interests", "options", "agreement", "follow_up", "resolved")
SHORT = ("new", "acknowledged", "handling", "answered", "resolved")
REFERRED = ("new", "acknowledged", "referred", "resolved")
ASIDE = ("referred", "on_hold")
ENDED = ("resolved", "no_agreement")
REOPEN_DAYS = 90
_MAY_FAIL = ("dialogue", "interests", "options", "agreement")
_HINTS = {
    "new": "thank_with_ticket",
    "acknowledged": "tell_next_step",
    "dialogue": "listen_actively",
    "interests": "ask_why_it_matters",
    "options": "collect_before_judging",
    "agreement": "who_does_what_when",
    "follow_up": "set_review_date",
    "resolved": "write_lesson",
    "handling": "tell_next_step",
    "answered": "close_the_loop",
    "referred": "referral_list",
    "on_hold": "set_review_date",
    "no_agreement": "external_mediator",
    "reopened": "listen_actively",
}
_FIELDS = {
    "new": ("type", "title", "reported_on"),
    "acknowledged": ("lead", "acknowledged_on", "impact", "urgency"),
    "handling": ("lead",),
    "referred": ("stage_reason", "escalated_to"),
    "on_hold": ("stage_reason", "review"),
    "no_agreement": ("stage_reason",),
    "reopened": ("stage_reason",),
}
_CONTENT = ("interests", "options", "agreement")
Row = Mapping[str, Any]


def path(type_: str | None, category: str | None = None) -> tuple[str, ...]:
    """The stages of a case in order: eight for a conflict, five for the rest; what must be referred is not mediated."""
    if must_refer(category):
        return REFERRED
    return CONFLICT if type_ == "conflict" else SHORT


def stage_of(row: Row) -> str:
    """The row's stage; none is new."""
    return columns.text(row.get("stage")) or "new"


def next_stage(row: Row) -> str | None:
    """The next stage forward, `None` at the end. Reopened or put aside, a case resumes after acknowledged."""
    stage, way = stage_of(row), path(row.get("type"), row.get("category"))
    if stage in ENDED:
        return None
    if stage not in way:
        return way[2]
    return way[way.index(stage) + 1]


def allowed_moves(row: Row, today: date) -> list[str]:
    """Stages the case may go to now: one forward, any earlier, aside (referred, on hold); the next one first.

    Resolved may be reopened within 90 days; from `no_agreement` the talk may be taken up again. A case that must be
    referred never enters the mediation stages. Source: Lumbung's own rule.
    """
    stage, way = stage_of(row), path(row.get("type"), row.get("category"))
    if stage == "resolved":
        return ["reopened"] if _may_reopen(row, today) else []
    forward = next_stage(row)
    behind = way[: way.index(stage)] if stage in way and stage not in ASIDE else way[1:-1]
    moves = [forward, *reversed(behind), *ASIDE]
    if stage == "referred":
        moves.append("resolved")
    if way == CONFLICT and stage in _MAY_FAIL:
        moves.append("no_agreement")
    return [move for move in dict.fromkeys(moves) if move is not None and move != stage]


def _may_reopen(row: Row, today: date) -> bool:
    closed = columns.as_date(row.get("closed_on"))
    return closed is None or (today - closed).days <= REOPEN_DAYS


def missing(
    row: Row,
    to: str,
    *,
    tasks: pd.DataFrame | None = None,
    meetings: pd.DataFrame | None = None,
    confirmed: bool = False,
    told: bool = False,
    today: date | None = None,
) -> list[str]:
    """What the case still needs before it may enter a stage, as keys in the order they are asked for; [] = ready.

    Moving forward also asks for what the present stage should have brought: its interests, options or agreement.
    Moving back asks for nothing. `confirmed`: all parties said yes to the agreement · `told`: reporter and parties
    were told; both are asked in the form, no column holds them. Keys: type title reported_on lead acknowledged_on
    impact urgency parties mediator mediator_neutral mediation_meeting interests options agreement confirmation
    follow_up open_follow_up told closed_on stage_reason escalated_to review reopen_window. Source: Lumbung's own
    rule.
    """
    stage, way = stage_of(row), path(row.get("type"), row.get("category"))
    if stage in way and to in way and way.index(to) < way.index(stage):
        return []
    here = [] if stage == to or stage not in _CONTENT else _guard(row, stage, None, None, confirmed=True, told=True)
    window = ["reopen_window"] if to == "reopened" and today is not None and not _may_reopen(row, today) else []
    return [*here, *_guard(row, to, tasks, meetings, confirmed=confirmed, told=told), *window]


def _guard(
    row: Row, to: str, tasks: pd.DataFrame | None, meetings: pd.DataFrame | None, *, confirmed: bool, told: bool
) -> list[str]:
    needs = {
        "dialogue": lambda: _dialogue(row, meetings),
        "interests": lambda: _unless(len(lines(row.get("interests"))) >= max(len(parties(row)), 1), "interests"),
        "options": lambda: _unless(len(lines(row.get("options"))) >= 2, "options"),
        "agreement": lambda: _empty(row, "agreement") + _unless(confirmed, "confirmation"),
        "follow_up": lambda: _unless(
            bool(_follow_ups(row)) or bool(columns.text(row.get("stage_reason"))), "follow_up"
        ),
        "resolved": lambda: _resolved(row, tasks, told),
        "answered": lambda: _unless(told, "told"),
    }
    return needs[to]() if to in needs else _empty(row, *_FIELDS.get(to, ()))


def _unless(given: bool, key: str) -> list[str]:
    return [] if given else [key]


def _empty(row: Row, *keys: str) -> list[str]:
    return [key for key in keys if row.get(key) is None or row.get(key) is pd.NaT or row.get(key) == ""]


def _dialogue(row: Row, meetings: pd.DataFrame | None) -> list[str]:
    """At least two parties, a mediator who is none of them, and a day to meet."""
    mediator = columns.text(row.get("mediator_id")) or columns.text(row.get("mediator"))
    lacks = [] if len(parties(row)) >= 2 else ["parties"]
    lacks += [] if mediator else ["mediator"]
    lacks += ["mediator_neutral"] if mediator and mediator in parties(row) else []
    return lacks + _unless(meetings is None or bool(mediations(row, meetings)), "mediation_meeting")


def _resolved(row: Row, tasks: pd.DataFrame | None, told: bool) -> list[str]:
    ids = [id_ for id_ in _follow_ups(row) if tasks is not None and id_ in tasks.index]
    waiting = tasks is not None and not tasks.loc[ids, "status"].isin(["done", "cancelled"]).all()
    return _unless(not waiting, "open_follow_up") + _unless(told, "told") + _empty(row, "closed_on")


def _follow_ups(row: Row) -> tuple[str, ...]:
    return tuple(row.get("follow_up_ids") or row.get("follow_up") or ())


def parties(row: Row) -> tuple[str, ...]:
    """The parties' ids, or the names as typed where no partner was found."""
    return tuple(row.get("parties_ids") or row.get("parties") or ())


def mediations(row: Row, meetings: pd.DataFrame) -> list[str]:
    """Mediation meetings since the case was reported that its parties were asked to; without a list, any of them."""
    reported = columns.as_date(row.get("reported_on"))
    kept = meetings[columns.one_of(meetings, "kind", ("mediation",))]
    kept = kept[~columns.one_of(kept, "status", ("cancelled",))]
    rows = zip(
        kept.index,
        columns.dates(kept, "date"),
        columns.tuples(kept, "invited_ids"),
        columns.tuples(kept, "attended_ids"),
        strict=True,
    )
    wanted = set(parties(row))
    return [
        str(id_)
        for id_, day, invited, attended in rows
        if (reported is None or day is None or day >= reported)
        and (not (invited or attended) or wanted & {*invited, *attended})
    ]


def lines(text: str | None) -> list[str]:
    """The items of a list as people write it: by line, else by semicolon; bullets and numbers in front are dropped."""
    whole = columns.text(text) or ""
    parts = whole.splitlines() if "\n" in whole.strip() else re.split(r";|(?<=\s)(?=\d+[.)]\s)", whole)
    cleaned = (re.sub(r"^\s*(?:[-*•–]|\d+[.)])\s*", "", part).strip() for part in parts)
    return [part for part in cleaned if part]


def without_interest(row: Row, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Parties whose interest is not written yet: none of their names (by party id) begins or stands in a line.

    Where as many lines as parties are written, all have one, whatever the names.
    """
    written = [line.casefold() for line in lines(row.get("interests"))]
    if len(written) >= len(parties(row)):
        return []
    return [
        party
        for party in parties(row)
        if not any(name.casefold() in line for name in (party, *names.get(party, ())) if name for line in written)
    ]


def hint(stage: str) -> str:
    """Key of the practice hint shown at a stage."""
    return _HINTS[stage]


def steps(row: Row) -> list[tuple[str, str]]:
    """Every stage of the case's way with done, now or to_come; put aside or reopened, the first two are done."""
    stage, way = stage_of(row), path(row.get("type"), row.get("category"))
    if stage == "no_agreement":
        reached = way[: way.index("agreement") if "agreement" in way else -1]
        return [(name, "done" if name in reached else "to_come") for name in way]
    here = way.index(stage) if stage in way else 2
    whole = stage == "resolved"
    return [
        (name, "done" if number < here or whole else "now" if number == here else "to_come")
        for number, name in enumerate(way)
    ]
