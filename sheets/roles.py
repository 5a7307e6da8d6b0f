"""Who may do what with the forum's spreadsheet: four roles, declared once, and the check before every change.

visitor    reads what is for everyone
member     adds and edits
keeper     also takes changes back, sees private columns and restricted cases, changes the forum's settings
mediator   adds and edits, and sees every case whole, the confidential ones too
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets.errors import NoAccess
from sheets.veil import HIDDEN

if TYPE_CHECKING:
    from sheets.changes import Change
    from sheets.declared import Column, Schema, Table

WRITE, UNDO, SETTINGS, SECOND = "write", "undo", "settings", "second"
SEE_PRIVATE, SEE_RESTRICTED, SEE_CONFIDENTIAL = "see_private", "see_restricted", "see_confidential"
EVERY_TABLE = "*"
# Settings that are not for everyone, and the level of cases that opens them; "": for every role that is signed in.
PRIVATE_SETTINGS: Mapping[str, str] = {"confidential_sheet_id": "confidential", "whatsapp_link": "", "drive_link": ""}


@dataclass(frozen=True)
class Sight:
    """What of the spreadsheet is seen; visitors with the same sight share one view of it.

    `private`: the tables whose private columns are seen (`*` = all). `numbers`: whether phone numbers and e-mail
    addresses inside other texts are left as they are.
    """

    private: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset({"open"})
    numbers: bool = False

    def of(self, table: str, column: Column) -> bool:
        """Whether the cells of a column are seen."""
        return not column.private or self.private_of(table)

    def private_of(self, table: str) -> bool:
        """Whether the private columns of a table are seen."""
        return table in self.private or EVERY_TABLE in self.private

    def of_setting(self, key: str) -> bool:
        """Whether the value of a setting is seen."""
        needed = PRIVATE_SETTINGS.get(key)
        return needed is None or (needed in self.levels if needed else self.numbers)


PUBLIC = Sight()


@dataclass(frozen=True)
class Rights:
    """What one role may do (`may`) and see (`sight`)."""

    role: str
    may: frozenset[str]
    sight: Sight

    def allows(self, right: str, table: str = EVERY_TABLE) -> bool:
        """Whether the role may: write, undo, settings, see_private (of a table), see_restricted, see_confidential."""
        if right == SEE_PRIVATE:
            return self.sight.private_of(table)
        if right in (SEE_RESTRICTED, SEE_CONFIDENTIAL):
            return right.removeprefix("see_") in self.sight.levels
        return right in self.may


def _role(name: str, may: str = "", private: str = "", levels: str = "open") -> Rights:
    rights = frozenset(may.split())
    return Rights(name, rights, Sight(frozenset(private.split()), frozenset(levels.split()), bool(rights)))


# From the least to the most trusted; the order decides when one pass-phrase fits two roles.
ROLES: Mapping[str, Rights] = {
    role.role: role
    for role in (
        _role("visitor"),
        _role("member", "write"),
        _role("keeper", "write undo settings", private=EVERY_TABLE, levels="open restricted"),
        _role("mediator", "write second", private="issues", levels="open restricted confidential"),
    )
}
VISITOR, KEEPER = "visitor", "keeper"
SIGNED_IN = tuple(name for name in ROLES if name != VISITOR)


def rights_of(role: str, *, in_public: bool = False, by_sheet: bool = False) -> Rights:
    """The rights of a role, of a visitor for a role that does not exist; `in_public`: seen by everyone in the room.

    `by_sheet`: anybody who edits the shared spreadsheet can have written the role there, so it opens no other one.
    """
    found = ROLES.get(role, ROLES[VISITOR])
    if by_sheet:
        found = replace(found, may=found.may - {SECOND})
    return replace(found, sight=PUBLIC) if in_public else found


def check(rights: Rights, change: Change, schema: Schema, secret: Mapping[str, str]) -> None:
    """Raises NoAccess("no_access_role") when a role may not make a change. `secret`: id → level of the table's rows.

    Nobody writes what they may not see: neither a private column nor a case that is not for them, nor the mark that
    stood on screen for something hidden back over it (NoAccess("veiled")), nor a setting whose value is hidden
    (NoAccess("setting_elsewhere")): who names the second spreadsheet would get the cases that are written there.
    """
    table = schema.table(change.table)
    needed = WRITE if table.role == "records" else SETTINGS
    seen = rights.sight
    hidden_row = change.id is not None and secret.get(change.id, "open") not in seen.levels
    if needed not in rights.may or hidden_row or not all(_seen(table, key, seen) for key in change.values):
        raise NoAccess("no_access_role")
    if table.role == "settings" and not seen.of_setting(setting_of(change)):
        raise NoAccess("setting_elsewhere")
    if any(isinstance(value, str) and HIDDEN in value for value in change.values.values()):
        raise NoAccess("veiled")


def setting_of(change: Change) -> str:
    """The key of the settings row that a change is about."""
    return change.id or str(change.values.get("key") or "").strip()


def _seen(table: Table, key: str, sight: Sight) -> bool:
    column = table.by_key.get(key)
    return column is None or sight.of(table.name, column)
