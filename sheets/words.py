"""Every sentence that a person reads: config/words/<language>/<section>.toml, looked up and filled in."""

from __future__ import annotations

import os
import time
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

GLANCE = 1.0  # seconds that a words file is taken to be unchanged
FOLDER = Path(__file__).resolve().parent.parent / "config" / "words"


_looked_up: dict[str, tuple[float, dict[str, Any]]] = {}


class _Details(dict[str, Any]):
    """A detail that nobody gave is shown as "…": a sentence about an error must never fail itself."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(section: str, key: str, details: Mapping[str, Any] | None = None, *, language: str = "id") -> str:
    """The sentence `key` (dots go deeper) of a section, filled with `details`.

    `{one, other}` is chosen by `details["n"]`; `{finding, remedy}` is said as both, one after the other.
    Raises KeyError naming the file and the key when there is no such sentence.
    """
    given = _Details({name: value for name, value in (details or {}).items() if value is not None})
    return _say(_find(f"{FOLDER}/{language}/{section}.toml", key), given, f"{section}.toml ({language}): {key}")


def has_sentence(section: str, key: str, *, language: str = "id") -> bool:
    """Whether there are words for this key."""
    try:
        _find(f"{FOLDER}/{language}/{section}.toml", key)
    except KeyError:
        return False
    return True


def _say(found: Any, details: _Details, where: str) -> str:
    if isinstance(found, str):
        return found.format_map(details)
    if "finding" in found:
        return f"{_say(found['finding'], details, where)} {_say(found['remedy'], details, where)}"
    if "other" in found:
        return _say(found["one"] if details.get("n") == 1 and "one" in found else found["other"], details, where)
    raise KeyError(f"{where} is a group of sentences, not one")


def _find(path: str, key: str) -> Any:
    found: Any = _words(path)
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            raise KeyError(f"{_named(path)} has no sentence {key!r}")
        found = found[part]
    return found


def section_words(path: Path) -> dict[str, Any]:
    """Everything one words file holds, read again within a second after it has changed."""
    return _words(str(path))


def _words(path: str) -> dict[str, Any]:
    """A screen asks a hundred times: the file's time is looked up once in a while only."""
    now = time.monotonic()
    known = _looked_up.get(path)
    if known is not None and now - known[0] < GLANCE:
        return known[1]
    try:
        words = _read(path, os.stat(path).st_mtime_ns)  # noqa: PTH116  a Path costs five times as much
    except FileNotFoundError as error:
        raise KeyError(f"there is no words file {_named(path)}") from error
    _looked_up[path] = now, words
    return words


@lru_cache(maxsize=256)
def _read(path: str, _changed: int) -> dict[str, Any]:
    with Path(path).open("rb") as file:
        return tomllib.load(file)


def _named(path: str) -> str:
    return "/".join(Path(path).parts[-2:])
