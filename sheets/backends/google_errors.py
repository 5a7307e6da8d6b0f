"""What Google's answers mean: every failure becomes one error of the tree, with what a person can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from urllib3.exceptions import ReadTimeoutError

from sheets.errors import NoAccess, NotASpreadsheet, NotFound, Offline, SheetError, TooBusy

TAB_GONE = "Unable to parse range"
LIMITS = "exceeds grid limits"
FULL = "increase the number of cells"


class OutcomeUnknown(Exception):
    """A write was sent and no answer came: it may have happened. `error` is what to say if nobody can find out."""

    def __init__(self, error: SheetError) -> None:
        super().__init__(error.reason)
        self.error = error


class TabMoved(NotFound):
    """A tab that was there is not there any more, or is smaller: learn the tabs again."""

    reason = "tab_missing"


@dataclass(frozen=True)
class Failure:
    """One failed call: the error to raise, whether trying again may help, whether it surely had no effect."""

    error: SheetError
    again: bool = False
    not_applied: bool = True
    retry_after: float | None = None


def failure(error: Exception, spreadsheet_id: str, email: str, *, writing: bool) -> Failure:
    """What a failed call means."""
    response = getattr(error, "response", None)
    if isinstance(response, requests.Response):
        return _answered(response, spreadsheet_id, email, writing)
    if isinstance(error, GoogleAuthError):
        return _token(error)
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return Failure(Offline("timeout"), again=True)
    if _too_slow(error):
        return Failure(Offline("timeout"), again=True, not_applied=False)
    return Failure(Offline("offline"), again=True, not_applied=_never_left(error))


def _too_slow(error: BaseException | None) -> bool:
    """No answer in time, or not all of it: requests calls a body that stops a broken connection."""
    timeouts = (requests.exceptions.Timeout, ReadTimeoutError)
    return isinstance(error, timeouts) or any(isinstance(part, ReadTimeoutError) for part in getattr(error, "args", ()))


def _never_left(error: Exception) -> bool:
    """The connection was never made, so the request cannot have been seen."""
    names = (
        "NewConnectionError",
        "NameResolutionError",
        "ConnectionRefusedError",
        "Failed to establish",
        "CERTIFICATE_VERIFY_FAILED",
    )
    return any(name in repr(error) for name in names)


def _token(error: GoogleAuthError) -> Failure:
    if isinstance(error, TransportError):
        return Failure(Offline("timeout" if _too_slow(error.__cause__) else "offline"), again=True)
    if isinstance(error, RefreshError) and getattr(error, "retryable", False):
        return Failure(Offline("offline"), again=True)
    return Failure(NoAccess(_refused_key(error)))


def _refused_key(error: GoogleAuthError) -> str:
    """Google refuses a token for a key that it does not know, or from a clock that it does not believe."""
    return "clock_wrong" if "short-lived" in str(error) or "iat" in str(error) else "key_refused"


def _answered(response: requests.Response, spreadsheet_id: str, email: str, writing: bool) -> Failure:
    status, (message, reasons) = response.status_code, _said(response)
    if status == 429 or (status == 403 and reasons & {"rateLimitExceeded", "userRateLimitExceeded"}):
        return Failure(TooBusy("quota"), again=True, retry_after=_retry_after(response))
    if status == 408 or status >= 500:
        return Failure(Offline("service_down", status=status), again=True, not_applied=False)
    if status == 404:
        return Failure(NotFound("wrong_id", id=spreadsheet_id))
    if status in (401, 403):
        return Failure(_no_access(status, message, reasons, email, writing))
    return Failure(_bad_request(message, status, email))


def _no_access(status: int, message: str, reasons: set[str], email: str, writing: bool) -> SheetError:
    if "SERVICE_DISABLED" in reasons or "has not been used in project" in message:
        return NoAccess("api_off")
    if status == 401:
        return NoAccess("key_refused")
    if "protected" in message:
        return NoAccess("protected", email=email)
    return NoAccess("shared_read_only" if writing else "not_shared", email=email)


def _bad_request(message: str, status: int, email: str) -> SheetError:
    if any(sign in message for sign in (TAB_GONE, LIMITS, "No grid with id", "already exists")):
        return TabMoved()
    if "protected" in message:
        return NoAccess("protected", email=email)
    if FULL in message:
        return SheetError("sheet_full")
    if "not supported for this document" in message:
        return NotASpreadsheet("not_sheet")
    return SheetError("unexpected_answer", status=status, message=message[:200])


def _said(response: requests.Response) -> tuple[str, set[str]]:
    """The message and the machine-readable reasons of an answer; an HTML page says nothing."""
    with suppress(ValueError, AttributeError, TypeError):
        error: Mapping[str, Any] = response.json()["error"]
        entries = [*error.get("details", []), *error.get("errors", [])]
        reasons = {str(entry.get("reason")) for entry in entries if isinstance(entry, dict)}
        return str(error.get("message", "")), reasons
    return "", set()


def _retry_after(response: requests.Response) -> float | None:
    with suppress(TypeError, ValueError):
        return max(0.0, float(response.headers.get("Retry-After", "")))
    return None
