"""Saves in the queue: what was asked, which of them share a request, and what each is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sheets.changes import Change, Receipt, Refused, RowEdit, Save, as_text, new_op
from sheets.errors import Conflict, Invalid, NoAccess, NotFound, Offline, SheetError, Unsafe
from sheets.planning import Planner, columns_of, gives_ids
from sheets.roles import Rights, check
from sheets.settings_rows import by_key
from sheets.snapshot import Snapshot
from sheets.view import secret_rows

FIXED = {"formula": "formula_cell", "merged": "merged_cell", "too_long": "too_long", "locked": "locked_cell"}


@dataclass
class Ticket:
    """One person's save in the queue; `rights` are those of the role that asks, None where nobody is to be asked."""

    changes: tuple[Change, ...]
    by: str | None
    why: str | None
    rights: Rights | None = None
    op: str = field(default_factory=new_op)
    ids: list[str] | None = None
    error: SheetError | None = None
    attempts: int = 0

    @property
    def done(self) -> bool:
        return self.ids is not None or self.error is not None

    @property
    def asked(self) -> str:
        """The same for the same request of the same person."""
        return repr((self.by, [(c.table, c.id, sorted(c.values.items(), key=str)) for c in self.changes]))


def refuse_forbidden(changes: Sequence[Change], rights: Rights, snapshot: Snapshot) -> None:
    """Raises NoAccess where a role may not make one of the changes, as the rows are in this reading."""
    for change in changes:
        secret = secret_rows(snapshot, change.table) if change.id else {}
        check(rights, by_key(change, snapshot.schema), snapshot.schema, secret)


def apart(tickets: Sequence[Ticket]) -> tuple[list[Ticket], list[Ticket]]:
    """Tickets that can share a request, and those that touch a cell which an earlier one changes, or give an id."""
    taken: set[tuple[str, str, str]] = set()
    now: list[Ticket] = []
    later: list[Ticket] = []
    for ticket in tickets:
        cells = columns_of(ticket.changes)
        alone = bool(now) and (gives_ids(ticket.changes) or gives_ids(now[0].changes))
        (later if alone or cells & taken else now).append(ticket)
        taken |= cells
    return now, later


def stands_already(changes: Sequence[Change], edits: Sequence[RowEdit]) -> bool:
    """Something that is asked for was found in the reading: worth a fresh one before it is called saved."""
    return sum(len(edit.cells) for edit in edits) < sum(
        len(change.values) for change in changes if change.id is not None
    )


def fail_all(tickets: Sequence[Ticket], error: SheetError) -> None:
    """None of these was written, for this reason."""
    for ticket in tickets:
        ticket.error = error


def unsent(error: SheetError) -> SheetError:
    """What to say of a save that was not even sent: in doubt is only the one before it."""
    return Offline("timeout") if error.reason == "outcome_unknown" else error


def as_shown(change: Change, planner: Planner) -> Change:
    """A change that is planned again remembers what stood there the first time: newer values are a conflict."""
    if change.id is None or change.seen is not None:
        return change
    return replace(change, seen=planner.standing.now(change))


def ids_of(ticket: Ticket, save: Save, receipt: Receipt, after: Planner) -> list[str]:
    """The ids of a save's rows; a new row without an id column has the provisional one of its place."""
    given = receipt.ids.get(save.op, [])
    places = iter(zip(save.appends, receipt.appended.get(save.op, []), given, strict=False))
    ids = []
    for change in ticket.changes:
        if change.id is not None:
            ids.append(change.id)
            continue
        append, (tab, row), row_id = next(places)
        ids.append(row_id or after.id_at(append.table, tab, row) or f"~{row + 1}")
    return ids


def error_of(refused: Refused, ticket: Ticket) -> SheetError:
    """Why a save was refused, as the person is told."""
    change = next((c for c in ticket.changes if c.table == refused.table and c.id == refused.id), ticket.changes[0])
    told: dict[str, Any] = {"table": refused.table, "id": refused.id, **refused.details}
    if refused.reason == "differs":
        key = next(iter(refused.now), next(iter(change.values)))
        now = as_text(refused.now.get(key))
        return Conflict(
            "conflict", **told, column=key, seen=(change.seen or {}).get(key), now=now, wanted=change.values.get(key)
        )
    if refused.reason in FIXED:
        reason, keys = FIXED[refused.reason], list(refused.now) or list(change.values)
        return Invalid(
            reason, **{**told, "fields": dict.fromkeys(keys, reason), "column": refused.details.get("column", "")}
        )
    if refused.reason == "no_room":
        return Unsafe("no_room", **told)
    if refused.reason == "locked_tab":
        return NoAccess("locked_tab", **told)
    reasons = {"gone": "row_missing", "twice": "duplicate_id", "moved": "row_moved"}
    return NotFound(reasons.get(refused.reason, "row_moved"), **told)
