"""Which cases are not for everyone: as their row says, and always where somebody may be in danger.

A row whose mark cannot be read counts as confidential: better hidden too long than shown once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from sheets.changes import Change, plain
from sheets.kinds import KINDS
from sheets.kinds.base import Context
from sheets.schema import Schema, Table

OPEN, RESTRICTED, CONFIDENTIAL = "open", "restricted", "confidential"
LEVELS = (OPEN, RESTRICTED, CONFIDENTIAL)
MARK, CATEGORY, ANONYMOUS = "confidentiality", "category", "anonymous"
# Violence, children, corruption and danger are referred and never mediated by the forum.
REFER = frozenset({"violence", "child_protection", "integrity", "safety"})
# What counting needs: how grave, at which stage, how old. Nothing here names anybody or anything.
COUNTED = frozenset({
    "id", "type", MARK, "impact", "urgency", "stage", "stage_since", "reported_on", "acknowledged_on", "closed_on",
    "review",
})  # fmt: skip
# A case that must be referred is at least high, also where its category is not told.
HIGH_AT_LEAST = "3"


def confidentiality(declared: str | None, category: str | None) -> str:
    """Who may see a case: as declared, `open` if nothing is; what must be referred is always `confidential`."""
    if category in REFER:
        return CONFIDENTIAL
    return declared if declared in LEVELS else OPEN


def meant(schema: Schema, table: Table, key: str, value: Any) -> str | None:
    """The choice that a value means; a mark that cannot be understood hides rather than shows."""
    column = table.by_key.get(key)
    if column is None or plain(value) is None:
        return None
    if value in schema.choices[column.choices or ""].by_key:
        return str(value)
    read: str | None = KINDS[column.kind].read(str(value), Context(schema=schema).for_column(column)).value
    return read or (CONFIDENTIAL if key == MARK else None)


def has_secrets(table: Table) -> bool:
    """Whether rows of this table can be marked as not for everyone."""
    return MARK in table.by_key


def levels(frame: pd.DataFrame, unclear: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """Id → level of the rows that are not open. `unclear`: ids whose mark is filled and could not be read."""
    told = zip(frame.index, frame[MARK], frame.get(CATEGORY, frame[MARK]), strict=True)
    found = {
        str(id_): CONFIDENTIAL if id_ in unclear else confidentiality(_text(mark), _text(kind))
        for id_, mark, kind in told
    }
    return {id_: level for id_, level in found.items() if level != OPEN}


def without_name(changes: Iterable[Change]) -> bool:
    """Whether somebody reports without a name here, so that the history must not tell whose login it was."""
    return any(change.id is None and change.values.get(ANONYMOUS) in (True, 1) for change in changes)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
