"""The line to Google: the only place that knows gspread. Timeouts, few and bounded retries, one error tree.

A call takes 10 s at most, however slowly its answer drips in, and less where less is left of what the caller may wait.
Reads are tried again on 408, 429, 5xx and broken connections: at most 4 tries within 20 s, with jitter. Writes are
tried again only where they surely did not happen; otherwise `OutcomeUnknown` asks the caller to look before repeating.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Any

import gspread
import requests
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from google.auth.crypt import RSASigner
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError

from sheets.backends import Clock
from sheets.backends.google_errors import Failure, OutcomeUnknown, failure
from sheets.backends.google_wire import allowed, wired
from sheets.errors import NoAccess

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
SHEETS, OTHER_HOSTS = "https://sheets.googleapis.com", ("https://www.googleapis.com",)
CONNECT, CALL, SHORTEST = 5.0, 10.0, 2.0
TRIES, BUDGET, FIRST_PAUSE = 4, 20.0, 0.5


class ElsewhereCredentials(Credentials):
    """A service account whose API lives at another address: google-auth must not ask Google about its region."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


class Client(gspread.HTTPClient):
    """gspread's own client with the hosts replaced, on a connection that keeps to its time."""

    def __init__(self, auth: Credentials, endpoint: str | None) -> None:
        session = AuthorizedSession(auth, auth_request=_Asking(CALL))  # type: ignore[no-untyped-call]
        super().__init__(auth, wired(session))
        self.endpoint = endpoint

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
        """One request, sent to the other address if there is one."""
        for host in (SHEETS, *OTHER_HOSTS) if self.endpoint else ():
            if endpoint.startswith(host):
                endpoint = f"{self.endpoint}{endpoint.removeprefix(host)}"
        return super().request(method, endpoint, *args, **kwargs)


class Line:
    """Calls about one spreadsheet, from any thread. `calls` counts what was sent; `email` is whom to share it with.

    `patience` bounds what several calls may take together.
    """

    def __init__(
        self, spreadsheet_id: str, key: Mapping[str, Any], endpoint: str | None = None, clock: Clock = time
    ) -> None:
        self.spreadsheet_id = spreadsheet_id
        self.email = str(key.get("client_email", ""))
        self.endpoint = endpoint.rstrip("/") if endpoint else None
        self.clock = clock
        self.pause: Callable[[float], None] = clock.sleep
        self.calls = 0
        self.sent: deque[tuple[float, bool]] = deque(maxlen=600)
        self._credentials = _credentials(key, self.endpoint)
        self._token, self._count = threading.Lock(), threading.Lock()
        self._idle: deque[Client] = deque()
        self._until = threading.local()

    def get(self, path: str, params: Mapping[str, Any] | None = None, tries: int = TRIES) -> Any:
        """The answer to a read, tried again where that may help; raises a SheetError."""
        ask = partial(self._once, "get", path, params, None)
        with self.patience(BUDGET):
            return self._within_budget(ask, repeat_lost=True, writing=False, tries=tries)

    def post(self, path: str, body: Mapping[str, Any], params: Mapping[str, Any] | None = None) -> Any:
        """The answer to a write; raises OutcomeUnknown when nobody can tell whether it happened, else a SheetError."""
        send = partial(self._once, "post", path, params, body)
        with self.patience(BUDGET):
            return self._within_budget(send, repeat_lost=False, writing=True, tries=TRIES)

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Within this block no call waits longer than is left of these seconds, and none is tried again after them.

        What is still to be asked then is asked once all the same, for a moment (`SHORTEST`).
        """
        before: float = self._end
        self._until.end = min(before, self.clock.monotonic() + seconds)
        try:
            yield
        finally:
            self._until.end = before

    @property
    def _end(self) -> float:
        return getattr(self._until, "end", inf)

    @property
    def left(self) -> float:
        """The seconds that are left of what this thread may wait."""
        return self._end - self.clock.monotonic()

    @property
    def for_one_call(self) -> float:
        """The seconds that the next call may take."""
        return min(CALL, max(self.left, SHORTEST))

    def recent(self, seconds: float = 60.0, *, writes: bool | None = None) -> int:
        """How many calls were sent in the last seconds."""
        since = self.clock.monotonic() - seconds
        return sum(1 for moment, wrote in tuple(self.sent) if moment >= since and writes in (None, wrote))

    def _within_budget(self, call: Callable[[], Any], *, repeat_lost: bool, writing: bool, tries: int) -> Any:
        for attempt in range(1, tries + 1):
            try:
                return call()
            except (APIError, GoogleAuthError, requests.RequestException, ValueError) as error:
                failed = failure(error, self.spreadsheet_id, self.email, writing=writing)
            again = failed.again and (repeat_lost or failed.not_applied)
            wait = self._wait(attempt, failed)
            if not again or attempt == tries or wait > self.left:
                self._give_up(failed, repeat_lost)
            self.pause(wait)
        raise AssertionError("unreachable")

    @staticmethod
    def _wait(attempt: int, failed: Failure) -> float:
        asked = failed.retry_after or 0.0
        return max(asked, FIRST_PAUSE * float(2 ** (attempt - 1)) * random.uniform(0.5, 1.5))  # noqa: S311  jitter, no secret

    @staticmethod
    def _give_up(failed: Failure, repeat_lost: bool) -> None:
        if not repeat_lost and failed.again and not failed.not_applied:
            raise OutcomeUnknown(failed.error) from None
        raise failed.error from None

    def _once(self, method: str, path: str, params: Mapping[str, Any] | None, body: Mapping[str, Any] | None) -> Any:
        client, end = self._borrow(), self.clock.monotonic() + self.for_one_call
        try:
            self._refresh(end)
            with self._count:
                self.calls += 1
                self.sent.append((self.clock.monotonic(), method != "get"))
            url = f"{SHEETS}/v4/spreadsheets/{self.spreadsheet_id}{path}"
            client.set_timeout(allowed(max(end - self.clock.monotonic(), SHORTEST), CONNECT))  # type: ignore[arg-type]  # requests takes it
            response = client.request(method, url, params=dict(params or {}), json=body)
            return response.json()
        finally:
            self._idle.append(client)

    def _borrow(self) -> Client:
        """A client that no other thread uses now; its open connection is kept for the next call."""
        try:
            return self._idle.popleft()
        except IndexError:
            return Client(self._credentials, self.endpoint)

    def _refresh(self, end: float) -> None:
        """One thread fetches the token for all; who waited for it in vain does not ask again."""
        if not self._token.acquire(timeout=max(end - self.clock.monotonic(), 0.0)):
            raise requests.exceptions.ConnectTimeout("no token yet")
        try:
            if not self._credentials.valid:
                left = max(end - self.clock.monotonic(), SHORTEST)
                self._credentials.refresh(_Asking(left))  # type: ignore[no-untyped-call]
        finally:
            self._token.release()


class _Asking(Request):
    """The token request, with our time instead of google-auth's two minutes."""

    def __init__(self, seconds: float) -> None:
        super().__init__(wired(requests.Session()))
        self.seconds = seconds

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        time_allowed = allowed(self.seconds, CONNECT)
        return super().__call__(*args, **{**kwargs, "timeout": time_allowed})  # type: ignore[no-untyped-call]


def _credentials(key: Mapping[str, Any], endpoint: str | None) -> Credentials:
    """Credentials for the Sheets scope only; raises NoAccess("key_broken") and never shows the key."""
    info = {**key, "token_uri": f"{endpoint}/token"} if endpoint else dict(key)
    kind = ElsewhereCredentials if endpoint else Credentials
    try:
        signer = RSASigner(_private_key(str(info["private_key"])), info.get("private_key_id"))  # type: ignore[no-untyped-call]
        return kind(  # type: ignore[no-untyped-call]
            signer, info["client_email"], info["token_uri"], scopes=SCOPES, project_id=info.get("project_id")
        )
    except (ValueError, TypeError, KeyError, GoogleAuthError, UnsupportedAlgorithm):
        raise NoAccess("key_broken", where="private_key", missing="private_key") from None


def _private_key(pem: str) -> Any:
    """The key that signs. Its primes are not proved anew at every start (36 ms): Google refuses a wrong signature."""
    found = load_pem_private_key(pem.encode(), password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(found, RSAPrivateKey):
        raise TypeError
    return found


def connect(
    spreadsheet_id: str, key: Mapping[str, Any], environ: Mapping[str, str] | None = None, clock: Clock = time
) -> Line:
    """The line to one spreadsheet; LUMBUNG_GOOGLE_ENDPOINT sends it elsewhere. Nothing is asked yet."""
    environ = os.environ if environ is None else environ
    return Line(spreadsheet_id, key, environ.get("LUMBUNG_GOOGLE_ENDPOINT") or None, clock)
