"""What people paste instead of a key or an address: named, never quoted."""

from __future__ import annotations

from sheets.errors import SheetError


class Mistake(SheetError):
    """The pasted text cannot be used; `reason` is a key of `[mistake]` in config/words/*/connect.toml.

    Details never hold what was pasted: it may be a key.
    """

    reason = "unknown"

    def message(self, language: str = "id") -> str:
        from sheets.words import sentence

        return sentence("connect", f"mistake.{self.reason}", self.details, language=language)
