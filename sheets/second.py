"""Confidential cases where the forum has a second spreadsheet: whole in that one, only counted in the shared one.

A ticket ties the two: it is the id of the case there, and all that the title of its line here says. What is
confidential is written there first; where that fails, nothing is written here.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets import checking
from sheets.changes import AsTyped, Change, plain
from sheets.errors import NoAccess, NotFound, Unsafe
from sheets.planning import Planner
from sheets.roles import SECOND, SEE_CONFIDENTIAL, Rights
from sheets.saving import PATIENCE
from sheets.secrecy import (
    CATEGORY,
    CONFIDENTIAL,
    COUNTED,
    HIGH_AT_LEAST,
    MARK,
    REFER,
    confidentiality,
    has_secrets,
    meant,
    without_name,
)
from sheets.sources import parse_source
from sheets.standing import Standing
from sheets.view import secret_rows

if TYPE_CHECKING:
    from sheets.snapshot import Snapshot
    from sheets.store import Forum

SETTING = "confidential_sheet_id"
# Seconds that a slow second spreadsheet leaves for the shared one: a case without its line is to be rare.
FOR_THE_LINES = 6.0
TICKET = re.compile(r"K-[A-Z2-7]{7}")
# The same report sent twice gets the same ticket, which tells nobody else what is in it.
_salt = secrets.token_bytes(32)


def ticket_of(title: object) -> str | None:
    """The ticket, if a line of the shared spreadsheet says nothing but that; its case is in the second one."""
    return title if isinstance(title, str) and TICKET.fullmatch(title) else None


def source_of(here: str, named: str) -> str:
    """Where the second spreadsheet is: `named` as an id, an address, or a file beside the forum's own.

    Raises NotFound: no such id, or the shared spreadsheet itself.
    """
    if here.startswith("google:"):
        there = parse_source(f"google:{named.removeprefix('google:')}").text
    else:
        there = str(Path(here).parent / Path(named).name)
    if there == here:
        raise NotFound("second_is_shared")
    return there


def save(
    forum: Forum, changes: Sequence[Change], by: str | None, why: str | None, rights: Rights, *, second: Forum
) -> list[str]:
    """Save changes of which some belong into the second spreadsheet; the ids of their rows here, in the same order.

    Both spreadsheets together take the time of one save. Raises like `Forum.save`, of either spreadsheet.
    """
    with forum.backend.patience(PATIENCE), second.backend.patience(PATIENCE - FOR_THE_LINES):
        return _save_in_both(forum, changes, by, why, rights, second)


def _save_in_both(
    forum: Forum, changes: Sequence[Change], by: str | None, why: str | None, rights: Rights, second: Forum
) -> list[str]:
    if any(change.id is not None for change in changes):
        forum.read()  # a case is moved as it is now, not as it was read last
    forum.allow(changes, by, rights)
    _keepers_only(forum.base()[1], changes, rights)
    dividing = _Dividing(forum.base()[1], _settled(second))
    pairs = [dividing.divide(change) for change in changes]
    _refuse_early(forum, [line for _, line in pairs if line is not None])
    there = [whole for whole, _ in pairs if whole is not None]
    if there:
        second.save(there, by=None if without_name(there) else by, why=why)
    lines = [line for _, line in pairs if line is not None]
    ids = iter(forum.carry_out(lines, None, why) if lines else [])
    return [
        next(ids) if line is not None else change.id or "" for change, (_, line) in zip(changes, pairs, strict=True)
    ]


def _keepers_only(snapshot: Snapshot, changes: Sequence[Change], rights: Rights) -> None:
    """Raises NoAccess where a case that is there already would be changed by others than its keepers."""
    keeps = rights.allows(SECOND) and rights.allows(SEE_CONFIDENTIAL)
    if not keeps and any(_stub(snapshot, change) is not None for change in changes):
        raise NoAccess("no_access_role")


def _settled(second: Forum) -> Snapshot:
    """What the second spreadsheet holds once all is done that a save left to do there: a case may not have stayed."""
    found = second.read()
    return second.outdated() if second.backend.settle() else found


def _refuse_early(forum: Forum, lines: Sequence[Change]) -> None:
    """Raises what would keep the lines from being written here, before anything is written there."""
    book, snapshot, _ = forum.base()
    planner = Planner(book, snapshot, forum.today).awaiting(lines)
    for line in lines:
        planner.append(line) if line.id is None else planner.edit(line)


def belongs(snapshot: Snapshot, change: Change) -> bool:
    """Whether a change is about a case that the second spreadsheet holds, or makes a case one that it must hold."""
    table = snapshot.schema.table(change.table)
    if not has_secrets(table):
        return False
    if _stub(snapshot, change) is not None:
        return True
    if change.id is not None and not {MARK, CATEGORY} & change.values.keys():
        return False
    mark, category = (meant(snapshot.schema, table, key, change.values.get(key)) for key in (MARK, CATEGORY))
    return confidentiality(mark, category) == CONFIDENTIAL


def stub_of(snapshot: Snapshot, table: str, row: str | None) -> str | None:
    """The ticket of a line that only counts a case of the second spreadsheet; None for every other row.

    Anybody can type what looks like a ticket: only the line of a confidential case stands for one.
    """
    frame, declared = snapshot.tables[table], snapshot.schema.table(table)
    if row is None or row not in frame.index or not has_secrets(declared):
        return None
    return ticket_of(frame.at[row, declared.title]) if secret_rows(snapshot, table).get(row) == CONFIDENTIAL else None


def _stub(snapshot: Snapshot, change: Change) -> str | None:
    return stub_of(snapshot, change.table, change.id)


@dataclass
class _Dividing:
    """Changes between the two spreadsheets, each as it was read last."""

    here: Snapshot
    there: Snapshot

    def divide(self, change: Change) -> tuple[Change | None, Change | None]:
        """What is written there, and what is written here."""
        if not belongs(self.here, change):
            return None, change
        if change.id is None:
            return self._new(change)
        ticket = _stub(self.here, change)
        return self._moved(change) if ticket is None else self._edited(change, ticket)

    def _new(self, change: Change) -> tuple[Change | None, Change]:
        values = {key: value for key, value in change.values.items() if key != "id"}
        ticket = self._ticket(change.table, values)
        known = ticket in self.there.tables[change.table].index  # sent before, and its answer was lost
        whole = None if known else replace(change, values=self._spelled(change.table, values), named=ticket)
        line = self._counted(change.table, values, ticket)
        return whole, Change(change.table, None, line, lenient=True, named=ticket)

    def _edited(self, change: Change, ticket: str) -> tuple[Change, Change | None]:
        """An edit of a case that is there already; what counting needs is kept the same in both."""
        seen = change.seen or {}
        details = {key: value for key, value in seen.items() if key not in COUNTED}
        whole = replace(change, id=ticket, values=self._spelled(change.table, change.values), seen=details or None)
        counted = {key: value for key, value in change.values.items() if key in COUNTED}
        shown = {key: value for key, value in seen.items() if key in COUNTED}
        return whole, replace(change, values=counted, seen=shown or None, why=None) if counted else None

    def _moved(self, change: Change) -> tuple[Change, Change]:
        """A case that stood here and is confidential from now on: whole there, its cells here emptied."""
        table, row = self.here.schema.table(change.table), str(change.id)
        self._refuse_left_behind(table.name, row)
        typed = {
            c.key: self.here.typed(change.table, row, c.key)
            for c in table.columns
            if c.kind not in ("id", "date_range")
        }
        filled: dict[str, Any] = {key: AsTyped(text) for key, text in typed.items() if text}
        kept = self.here.tables[change.table].loc[row]
        now = {key: kept[key] for key in filled if key in COUNTED and plain(kept[key]) is not None}
        values = {**filled, **now, **change.values}
        ticket = self._ticket(change.table, {**typed, "": row})
        cells = self._spelled(table.name, values)
        there = ticket if ticket in self.there.tables[table.name].index else None  # its line here failed before
        whole = Change(table.name, there, cells, why=change.why, lenient=True, named=ticket)
        line = dict.fromkeys(key for key in filled if key not in COUNTED)
        line |= self._counted(table.name, {**now, **change.values}, ticket)
        here = Change(table.name, row, line, lenient=True)
        seen = {key: value for key, value in (change.seen or {}).items() if key in line}
        return whole, replace(here, seen={**Standing(self.here).now(here), **seen})

    def _refuse_left_behind(self, table: str, row: str) -> None:
        """Raises Unsafe for words in columns that nobody knows: they would stay where everybody reads them."""
        found = self.here.extra(table, row)
        if found:
            raise Unsafe("left_behind", columns=", ".join(f"“{header}”" for header in found), id=row)

    def _counted(self, table: str, values: Mapping[str, Any], ticket: str) -> dict[str, Any]:
        """The line in the shared spreadsheet: what counting needs, grave where the category makes it so."""
        declared = self.here.schema.table(table)
        line = {key: value for key, value in values.items() if key in COUNTED and plain(value) is not None}
        if meant(self.here.schema, declared, CATEGORY, values.get(CATEGORY)) in REFER:
            grave = [key for key in ("impact", "urgency") if checking.takes(self.here, table, key)]
            line |= {key: max(str(line.get(key) or ""), HIGH_AT_LEAST) for key in grave}
        return {**line, declared.title: ticket, MARK: CONFIDENTIAL}

    def _spelled(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """References by name: the second spreadsheet has none of the rows that they name."""
        declared = self.here.schema.table(table)
        return {key: self._named(declared.by_key[key].to, value) for key, value in values.items()}

    def _named(self, target: str | None, value: Any) -> Any:
        if not target or target not in self.here.tables:
            return value
        if isinstance(value, tuple | list):
            return tuple(self._named(target, each) for each in value)
        frame, title = self.here.tables[target], self.here.schema.table(target).title
        found = frame.at[value, title] if isinstance(value, str) and value in frame.index else value
        return found if isinstance(found, str) and found else value

    def _ticket(self, table: str, values: Mapping[str, Any]) -> str:
        """A ticket of these values that no other case has."""
        title = self.here.schema.table(table).title
        told = repr(sorted((key, str(plain(value))) for key, value in values.items())).encode()
        for n in count():
            made = hmac.new(_salt, told + bytes([n % 256]), hashlib.sha256).digest()
            ticket = f"K-{b32encode(made).decode()[:7]}"
            cases = self.there.tables[table]
            if ticket not in cases.index or str(cases.at[ticket, title]) == str(values.get(title)):
                return ticket
        raise AssertionError
