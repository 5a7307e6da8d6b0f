"""The 60 reads and 60 writes that one user has in a minute, counted separately; refilled every minute."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.google_api.errors import quota_exceeded
from tests.google_api.world import Clock

MINUTE = 60.0


@dataclass
class Quota:
    """None as a limit switches a bucket off."""

    clock: Clock
    reads: int | None = 60
    writes: int | None = 60
    used: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)

    def spend(self, email: str, kind: str) -> None:
        """Count one call of a user; 429 where the minute's share is used up.  Drive and token calls cost nothing."""
        limit = {"read": self.reads, "write": self.writes}.get(kind)
        if limit is None:
            return
        began, count = self.used.get((email, kind), (self.clock.now(), 0))
        if self.clock.now() - began >= MINUTE:
            began, count = self.clock.now(), 0
        if count >= limit:
            raise quota_exceeded(kind, limit)
        self.used[email, kind] = (began, count + 1)

    def left(self, email: str, kind: str) -> int | None:
        limit = {"read": self.reads, "write": self.writes}.get(kind)
        began, count = self.used.get((email, kind), (0.0, 0))
        if limit is None:
            return None
        return limit if self.clock.now() - began >= MINUTE else limit - count
