"""Corrections beside a sheet that may not be changed: config/corrections/<the sheet's name>.toml, lines as in a sheet.

source = "google:1AbC…"

[[line]]
key = "baca > Rencana Aksi > kolom C > Tgl Selesai"
value = "Tenggat"
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sheets import settings_rows
from sheets.correcting import to_lines
from sheets.corrections import Corrections, Line, changed
from sheets.errors import NoAccess
from sheets.schema import config_folder

if TYPE_CHECKING:
    from sheets.roles import Rights
    from sheets.snapshot import Snapshot
    from sheets.store import Forum

FOLDER = "corrections"
LONGEST = 60


@dataclass(frozen=True)
class Kept:
    """The lines kept for a source, in the file of this name; `broken`: it is there, but no TOML."""

    name: str
    lines: tuple[Line, ...] = ()
    broken: bool = False


def kept_beside(source: str) -> Kept:
    """What is kept for a source; nothing where there is no file."""
    path = file_of(source)
    try:
        return _kept(path, path.stat().st_mtime_ns)
    except OSError:
        return Kept(path.name)


def keep_beside(source: str, lines: Sequence[Line]) -> Path:
    """Keep the lines of a source in its file, instead of those that it has; NoAccess where none can be written."""
    path = file_of(source)
    parts = [f"source = {_text(source)}"]
    parts += [f"[[line]]\nkey = {_text(e.key)}\nvalue = {_text(e.value)}\nnote = {_text(e.note)}" for e in lines]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text("\n\n".join(parts) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as error:
        raise NoAccess("corrections_not_kept", name=path.name) from error
    return path


def keep(forum: Forum, corrections: Corrections, by: str | None, why: str | None, rights: Rights | None = None) -> int:
    """Keep corrections where this sheet keeps them, and answer how many lines changed."""
    snapshot = forum.base()[1]
    wanted = to_lines(corrections, forum.schema, language_of(snapshot))
    if not forum.backend.writable:
        before = kept_beside(snapshot.source).lines
        keep_beside(snapshot.source, wanted)
        return len(changed(before, wanted))
    lines = changed(settings_rows.lines_in(snapshot), wanted)
    if lines:
        changes = settings_rows.changes_of(lines, snapshot)
        forum.save(changes, by=by, why=why, rights=rights)
    return len(lines)


def language_of(snapshot: Snapshot) -> str:
    """The language that the lines of a sheet are written in: that of those it has, else of its settings tab."""
    match = snapshot.settings_tab
    if match is None:
        return str(snapshot.settings.get("language") or "id")
    return "en" if match.columns[0].header == match.table.column("key").label.en else "id"


def file_of(source: str) -> Path:
    """Where the lines of a source are kept: its last part as a file's name, told apart by the whole of it."""
    name = re.sub(r"[^\w.-]+", "-", Path(source.removeprefix("google:")).name)[:LONGEST].strip("-.") or "sheet"
    mark = blake2b(source.encode(), digest_size=3).hexdigest()
    return config_folder() / FOLDER / f"{name}-{mark}.toml"


@lru_cache(maxsize=16)
def _kept(path: Path, _changed: int) -> Kept:
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("line", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Kept(path.name, broken=True)
    entries = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    lines = (Line(*(str(entry.get(key, "")) for key in ("key", "value", "note"))) for entry in entries)
    return Kept(path.name, tuple(lines))


def _text(text: str) -> str:
    """A text as TOML writes it; JSON's way of writing one is TOML's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
