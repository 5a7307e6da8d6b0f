"""Time that passes only when the meeting says so: retries and pauses cost nothing."""

from __future__ import annotations


class Clock:
    """Seconds since the meeting began."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float, /) -> None:
        self.now += max(seconds, 0.0)
