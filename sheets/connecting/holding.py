"""Keys under way: in the memory of this process for a quarter of an hour, by a ticket that is no secret itself."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict

from sheets.connecting.key import Key

MINUTES = 15
AT_MOST = 50
_held: OrderedDict[str, tuple[float, Key]] = OrderedDict()
_lock = threading.Lock()
_now = time.monotonic


def hold(key: Key) -> str:
    """Keep a key and answer its ticket."""
    ticket = secrets.token_urlsafe(16)
    with _lock:
        _forget_old()
        _held[ticket] = (_now(), key)
        while len(_held) > AT_MOST:
            _held.popitem(last=False)
    return ticket


def held(ticket: str | None) -> Key | None:
    """The key of a ticket; None when it was dropped or its time is over."""
    with _lock:
        _forget_old()
        found = _held.get(ticket or "")
    return found[1] if found else None


def drop(ticket: str | None) -> None:
    """Forget a key now."""
    with _lock:
        _held.pop(ticket or "", None)


def _forget_old() -> None:
    since = _now() - MINUTES * 60
    for ticket in [ticket for ticket, (at, _) in _held.items() if at < since]:
        del _held[ticket]
