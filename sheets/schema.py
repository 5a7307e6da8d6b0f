"""The one declaration of the forum's tables: config/tables/*.toml and config/choices.toml, read and checked."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from sheets.declared import (
    LANGUAGES,
    Choice,
    ChoiceSet,
    Column,
    Schema,
    Setting,
    Table,
    Words,
    plain_header,
)

__all__ = [
    "CONFIG",
    "LANGUAGES",
    "Choice",
    "ChoiceSet",
    "Column",
    "Schema",
    "Setting",
    "Table",
    "Words",
    "config_folder",
    "load_schema",
    "plain_header",
]

CONFIG = Path(__file__).resolve().parent.parent / "config"


def config_folder() -> Path:
    """Where the tables and choices are declared: LUMBUNG_CONFIG, else this repository's config/."""
    return Path(os.environ.get("LUMBUNG_CONFIG") or CONFIG)


def load_schema(folder: Path | str | None = None) -> Schema:
    """Every table and choice that `folder` declares; read again only when a file there has changed.

    Raises ConfigError naming the file, the table, the key and what was expected.
    """
    folder = Path(folder or config_folder())
    return _load(folder, _stamp(folder))


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = sorted({*folder.glob("*.toml"), *folder.glob("tables/*.toml"), *CONFIG.glob("forum.toml")})
    return tuple((file.name, (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files)


@lru_cache(maxsize=8)
def _load(folder: Path, _changed: tuple[tuple[str, int, int], ...]) -> Schema:
    from sheets.declaring import declare

    return declare(folder)
