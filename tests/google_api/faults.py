"""Things that go wrong on purpose, at calls that the test chooses."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.google_api.errors import (
    ApiError,
    api_disabled,
    internal,
    invalid,
    quota_exceeded,
    storage_quota,
    unavailable,
)

HOW = ("error", "html", "delay", "drop_before", "drop_after")


@dataclass
class Fault:
    """One planned fault: the next `times` calls of a kind ("read", "write", "drive", "token", None = any)."""

    how: str
    code: int = 503
    times: int = 1
    kind: str | None = None
    seconds: float = 0.0
    path: str = ""
    after: int = 0
    message: str = ""

    def fits(self, kind: str, path: str) -> bool:
        return self.times > 0 and self.kind in (None, kind) and self.path in path


class Dropped(Exception):
    """The connection ends here, without an answer."""


class HtmlPage(Exception):
    """The answer is an HTML page with this status."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)
    storage_full: bool = False
    sheets_disabled: bool = False
    invalid_grants: int = 0

    def plan(self, how: str, **details: object) -> Fault:
        """`how`: error (with `code`, or the `message` of a 400), html, delay (with `seconds`), drop_before, drop_after
        (applied, no answer).
        `after` lets that many fitting calls pass first."""
        if how not in HOW:
            raise ValueError(f"{how!r} is none of {HOW}")
        fault = Fault(how, **details)  # type: ignore[arg-type]
        self.planned.append(fault)
        return fault

    def fail(self, code: int, times: int = 1, kind: str | None = None) -> Fault:
        """The next calls are refused with 429, 500 or 503, nothing is applied."""
        return self.plan("error", code=code, times=times, kind=kind)

    def html(self, code: int = 503, times: int = 1, kind: str | None = None) -> Fault:
        return self.plan("html", code=code, times=times, kind=kind)

    def delay(self, seconds: float, times: int = 1, kind: str | None = None) -> Fault:
        return self.plan("delay", seconds=seconds, times=times, kind=kind)

    def drop_before(self, times: int = 1, kind: str | None = None) -> Fault:
        """The connection drops and nothing was applied."""
        return self.plan("drop_before", times=times, kind=kind)

    def drop_after(self, times: int = 1, kind: str | None = None) -> Fault:
        """The call is applied, then the connection drops: the caller cannot know."""
        return self.plan("drop_after", times=times, kind=kind)

    def clear(self) -> None:
        self.planned.clear()
        self.storage_full = self.sheets_disabled = False
        self.invalid_grants = 0

    def take(self, kind: str, path: str) -> list[Fault]:
        """The faults of this call; each is used up by one.  Only one of them ends the call, delays add up."""
        taken: list[Fault] = []
        for fault in self.planned:
            if not fault.fits(kind, path):
                continue
            if fault.after:
                fault.after -= 1
                continue
            if fault.how == "delay" or not any(one.how != "delay" for one in taken):
                fault.times -= 1
                taken.append(fault)
        self.planned = [fault for fault in self.planned if fault.times > 0]
        return taken

    def before(self, faults: list[Fault], kind: str) -> None:
        """Raise what stops the call before it is applied."""
        for fault in faults:
            if fault.how == "drop_before":
                raise Dropped
            if fault.how == "html":
                raise HtmlPage(fault.code)
            if fault.how == "error":
                raise invalid(fault.message) if fault.message else error_of(fault.code, kind)

    def refuses_grant(self) -> bool:
        """Is this token call one of those that fail with invalid_grant?"""
        self.invalid_grants -= 1
        if self.invalid_grants < 0:
            self.invalid_grants = 0
            return False
        return True

    def check(self, kind: str, creates: bool) -> None:
        """The lasting states: API switched off, storage full."""
        if self.sheets_disabled and kind in ("read", "write"):
            raise api_disabled()
        if self.storage_full and creates:
            raise storage_quota()


def error_of(code: int, kind: str) -> ApiError:
    if code == 429:
        return quota_exceeded(kind if kind in ("read", "write") else "read", 60)
    if code == 500:
        return internal()
    if code == 503:
        return unavailable()
    return ApiError(code, f"Error {code}.", status=None if code in (400, 401, 403, 404, 409) else "UNKNOWN")
