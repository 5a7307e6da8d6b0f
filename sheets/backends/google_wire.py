"""Connections that end when they should: requests' own timeouts begin anew with every byte and every address.

A whole answer, however slowly it drips, has the time that a call gives it; so have all addresses of a name together,
and looking the name up.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from functools import partial
from http.client import HTTPResponse
from math import inf
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.timeout import Timeout


class Wire(HTTPAdapter):
    """A transport for requests whose timeouts are those of the whole call."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = POOLS
        return manager


def wired(session: requests.Session) -> requests.Session:
    """The session with this transport for every address."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, Wire())
    return session


def allowed(seconds: float, to_connect: float) -> Timeout:
    """The time that a call may take: in all, and of it until somebody is there."""
    return Timeout(total=seconds, connect=min(to_connect, seconds), read=seconds)


class _Bounded(io.RawIOBase):
    """What comes in from a socket until its time is over; then TimeoutError, also if something still drips in."""

    def __init__(self, raw: Any, sock: socket.socket) -> None:
        self.raw, self.sock, self.seconds = raw, sock, sock.gettimeout()
        self.end = inf if self.seconds is None else time.monotonic() + self.seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(None if left == inf else left)
        try:
            return self.raw.readinto(buffer)  # type: ignore[no-any-return]
        finally:
            self.sock.settimeout(self.seconds)

    def close(self) -> None:
        self.raw.close()
        super().close()


class _Answer(HTTPResponse):
    """An answer whose head and body together have the time that the socket was given when the request was sent."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Bounded(self.fp.detach(), sock))


class _Connecting(HTTPConnection):
    response_class = _Answer

    def _new_conn(self) -> socket.socket:
        """A socket to the first address that answers; all of them together have the one timeout."""
        try:
            return _connected(self._dns_host, self.port or self.default_port, _seconds(self.timeout))
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"Connection to {self.host} timed out.") from error
        except OSError as error:
            raise NewConnectionError(self, f"Failed to establish a new connection: {error}") from error


class _SecureConnecting(_Connecting, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connecting


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnecting


POOLS = {"http": _Pool, "https": _SecurePool}


def _seconds(timeout: Any) -> float:
    return float(timeout) if isinstance(timeout, int | float) else 5.0


def _connected(host: str, port: int, seconds: float) -> socket.socket:
    end, failed = time.monotonic() + seconds, OSError("no address")
    for family, kind, protocol, _, address in _addresses(host, port, seconds):
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(left)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(address)
        except OSError as error:
            sock.close()
            failed = error
        else:
            return sock
    raise failed


def _addresses(host: str, port: int, seconds: float) -> list[Any]:
    """The addresses of a name. The system may search for half a minute and cannot be stopped: it is left behind."""
    found: list[Any] = []
    ask = threading.Thread(target=partial(_look_up, host, port, found), name="lumbung-name", daemon=True)
    ask.start()
    ask.join(seconds)
    if not found:
        raise TimeoutError("timed out")
    if isinstance(found[0], OSError):
        raise found[0]
    return found


def _look_up(host: str, port: int, found: list[Any]) -> None:
    try:
        found += socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    except OSError as error:
        found.append(error)
