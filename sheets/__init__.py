"""The forum's spreadsheet, read into typed tables and written back cell by cell. `open_forum(source)` is the door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sheets.errors import (
    ConfigError,
    Conflict,
    Encrypted,
    Invalid,
    NoAccess,
    NotASpreadsheet,
    NotFound,
    Offline,
    SheetError,
    TooBusy,
    TooLarge,
    Unsafe,
)

if TYPE_CHECKING:
    from sheets.store import open_forum

__all__ = [
    "ConfigError",
    "Conflict",
    "Encrypted",
    "Invalid",
    "NoAccess",
    "NotASpreadsheet",
    "NotFound",
    "Offline",
    "SheetError",
    "TooBusy",
    "TooLarge",
    "Unsafe",
    "open_forum",
]


def __getattr__(name: str) -> Any:
    """`open_forum` is fetched when first asked for, so that the words and the schema load without pandas."""
    if name == "open_forum":
        from sheets.store import open_forum

        return open_forum
    raise AttributeError(name)
