"""What people paste instead of a key or an address: named, never quoted."""

from __future__ import annotations

from sheets.words import sentence


class Mistake(Exception):
    """The pasted text cannot be used; `reason` is a key of `[mistake]` in config/words/*/connect.toml.

    It never holds what was pasted: that may be a key.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def message(self, language: str = "id") -> str:
        """What it is instead, and what to do."""
        return sentence("connect", f"mistake.{self.reason}", language=language)
