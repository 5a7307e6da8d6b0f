"""What can go wrong between the forum and its spreadsheet.

SheetError                  the spreadsheet could not be read or written
├── ConfigError             a file in config/ is wrong (names the file, the table, the key)
├── NotASpreadsheet         the file cannot be opened as a spreadsheet
│   ├── Encrypted           it has a password
│   └── TooLarge            it is larger than the app reads
├── NotFound                no such file, spreadsheet, tab, column or row
├── NoAccess                not shared, key broken, API off, or the role may not do this
├── TooBusy                 the quota is spent, or another program holds the file
├── Offline                 no answer
├── Invalid                 what was typed in a form cannot be stored (field by field)
├── Conflict                someone changed the same cell since it was shown
└── Unsafe                  writing this file would lose something that is in it

Every error carries a `reason` (a key of `[errors]` in config/words) and the `details` that its sentence needs,
so that the sentence can be said in the reader's language. No error holds a key. Conflict holds a cell, as it stands in
the sheet now, and says it: it is for nobody but who may see that row and column.
"""

from __future__ import annotations

from typing import Any


class SheetError(Exception):
    """Something between the forum and its spreadsheet failed; `reason` names the sentence to say."""

    reason = "failed"

    def __init__(self, reason: str | None = None, /, **details: Any) -> None:
        self.reason = reason or self.reason
        self.details = details
        super().__init__(self.reason, {name: _without_key(value) for name, value in details.items()})

    def __str__(self) -> str:
        return self.message("en")

    def message(self, language: str = "id") -> str:
        """One sentence: what happened and what to do next."""
        from sheets.words import sentence

        return str(_without_key(sentence("errors", self.reason, self.details, language=language)))


def _without_key(value: Any) -> Any:
    """What somebody wrote where a name or an address belongs, without the key that it may have been."""
    from sheets.private import KEY
    from sheets.veil import HIDDEN

    return KEY.sub(HIDDEN, value) if isinstance(value, str) else value


class ConfigError(SheetError):
    reason = "config"


class NotASpreadsheet(SheetError):
    reason = "not_a_spreadsheet"


class Encrypted(NotASpreadsheet):
    reason = "encrypted"


class TooLarge(NotASpreadsheet):
    reason = "too_large"


class NotFound(SheetError):
    reason = "not_found"


class NoAccess(SheetError):
    reason = "no_access"


class TooBusy(SheetError):
    reason = "too_busy"


class Offline(SheetError):
    reason = "offline"


class Invalid(SheetError):
    """`details["fields"]` maps a column key to the reason why its value cannot be stored."""

    reason = "invalid"


class Conflict(SheetError):
    """`details`: table, id, column, seen, now, wanted. `now` is what somebody else wrote, whatever it is."""

    reason = "conflict"


class Unsafe(SheetError):
    """`details["found"]` lists what would be lost, as keys of `[errors.lost]` in config/words."""

    reason = "unsafe"

    def message(self, language: str = "id") -> str:
        from sheets.words import sentence

        lost = [sentence("errors", f"lost.{key}", language=language) for key in self.details.get("found", ())]
        told = {"what": ", ".join(lost)} if lost else {}
        return sentence("errors", self.reason, {**self.details, **told}, language=language)
