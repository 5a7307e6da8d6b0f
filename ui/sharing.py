"""What all visitors share: the forum, its snapshot, and everything computed from a snapshot once.

Nothing here is kept per visitor. Values computed by `once` live as long as the rows they were computed from.
"""

from __future__ import annotations

import gc
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from sheets import SheetError
from sheets.sources import find_source
from ui import roles
from ui.discreet import discreet_log

if TYPE_CHECKING:
    from sheets.snapshot import Snapshot
    from sheets.store import Forum
    from sheets.visit import Visit

T = TypeVar("T")
KEPT = 3
log = discreet_log()
_computed: OrderedDict[int, tuple[Snapshot, dict[Hashable, object]]] = OrderedDict()
_forums: dict[str | None, Forum] = {}
_opening = threading.Lock()
_frozen = threading.Event()


def the_forum() -> Forum:
    """The forum of this server. Raises SheetError when its source cannot be opened."""
    return _open(os.environ.get("LUMBUNG_SOURCE"))


def the_snapshot(forum: Forum | Visit) -> Snapshot:
    """The snapshot that all visitors share, or a role's view of it.

    After the first one the heap is frozen, so that no rerun scans it again.
    """
    snapshot = forum.latest()
    if not _frozen.is_set():
        _frozen.set()
        gc.collect()
        gc.freeze()
    return snapshot


def settings() -> dict[str, Any]:
    """The forum's settings; empty while its sheet cannot be read, which the page itself then says."""
    snapshot = _readable()
    return snapshot.settings if snapshot else {}


def filled() -> set[str]:
    """The tables that have at least one row; none while the sheet cannot be read."""
    snapshot = _readable()
    return {name for name, rows in snapshot.tables.items() if len(rows)} if snapshot else set()


def _readable() -> Snapshot | None:
    try:
        return the_snapshot(the_forum())
    except SheetError:
        return None
    except Exception:
        log.exception("the sheet could not be read")
        return None


def is_demo() -> bool:
    """Whether no spreadsheet was named, so that the example forum is shown."""
    return find_source(secrets=secrets()).demo


def same_rows(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots show the same to the same sight: rows, settings, problems, and which tabs and columns were
    recognised; their age may differ."""
    return one is other or (one.sight == other.sight and (one.tables is other.tables or _alike(one, other)))


def _alike(one: Snapshot, other: Snapshot) -> bool:
    return (
        one.settings == other.settings
        and one.problems == other.problems
        and one.not_recognised == other.not_recognised
        and one.missing == other.missing
        and _found(one) == _found(other)
        and one.tables.keys() == other.tables.keys()
        and all(frame.equals(other.tables[name]) for name, frame in one.tables.items())
    )


def _found(snapshot: Snapshot) -> list[tuple[object, ...]]:
    return [
        (read.table, read.tab, read.header_rows, read.columns, read.unknown_columns, read.left_out)
        for read in snapshot.reads
    ]


def once(snapshot: Snapshot, key: Hashable, build: Callable[[], T]) -> T:
    """`build()`, computed once per snapshot and key for all visitors. The value is shared: never change it."""
    values = _values(snapshot)
    if key not in values:
        values[key] = build()
    return values[key]  # type: ignore[return-value]


def _values(snapshot: Snapshot) -> dict[Hashable, object]:
    known = _computed.get(id(snapshot))
    if known is None:
        earlier = next(
            (values for kept, values in reversed(list(_computed.values())) if same_rows(kept, snapshot)), None
        )
        _computed[id(snapshot)] = known = (snapshot, {} if earlier is None else earlier)
        alike = [key for key, (kept, _) in list(_computed.items()) if kept.sight == snapshot.sight]
        for old in alike[:-KEPT]:
            _computed.pop(old, None)
    return known[1]


def _open(source: str | None) -> Forum:
    from sheets import open_forum

    with _opening:
        if source not in _forums:
            forum: Forum = open_forum(source, secrets=secrets())
            forum.guard = roles.shut
            _forums[source] = forum
            for old in list(_forums)[:-KEPT]:
                del _forums[old]
        return _forums[source]


def secrets() -> dict[str, Any]:
    """Streamlit's secrets; none without a file and while they cannot be read, which `ui.roles` says."""
    return dict(roles.secrets_told() or {})
