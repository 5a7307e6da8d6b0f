"""A call ends in its time, whatever the other side does: drips, falls silent, never lets anybody in, has no name."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from sheets.backends import google_wire
from sheets.backends.google_wire import allowed, wired

HEAD, BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n", b'{"sheets":1}'
SECONDS, SOON = 0.5, 5.0


@contextmanager
def answering(pieces: list[bytes], every: float = 0.0, then: float = 0.0) -> Iterator[str]:
    """The address of a server that sends these pieces to whoever asks, and says nothing more for a while."""
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            with caller:
                caller.recv(65536)
                for piece in pieces:
                    try:
                        caller.sendall(piece)
                    except OSError:
                        break
                    if over.wait(every):
                        return
                over.wait(then)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(SOON)


def asked(url: str) -> requests.Response:
    with wired(requests.Session()) as session:
        return session.get(url, timeout=allowed(SECONDS, SECONDS))  # type: ignore[arg-type]


def ends_in_time(url: str) -> requests.RequestException:
    began = time.monotonic()
    with pytest.raises(requests.RequestException) as error:
        asked(url)
    assert time.monotonic() - began < SOON
    return error.value


def test_an_answer_comes_through_whole():
    with answering([HEAD, BODY]) as url:
        assert asked(url).json() == {"sheets": 1}


def test_an_answer_in_pieces_comes_through_while_there_is_time():
    with answering([HEAD[:10], HEAD[10:], *(bytes([byte]) for byte in BODY)], every=0.01) as url:
        assert asked(url).json() == {"sheets": 1}


def test_a_body_that_drips_in_for_ever_ends_in_time():
    with answering([HEAD.replace(b"12", b"999"), *(b" " for _ in range(300))], every=0.1) as url:
        assert "timed out" in str(ends_in_time(url))


def test_a_head_that_drips_in_for_ever_ends_in_time():
    with answering([bytes([byte]) for byte in HEAD * 10], every=0.1) as url:
        assert isinstance(ends_in_time(url), requests.exceptions.ReadTimeout)


def test_silence_after_the_head_ends_in_time():
    with answering([HEAD, BODY[:3]], then=30) as url:
        assert "timed out" in str(ends_in_time(url))


def test_one_address_after_the_other_that_lets_nobody_in_takes_no_longer_than_one(monkeypatch):
    class Shut(socket.socket):
        def connect(self, address: object) -> None:
            time.sleep(self.gettimeout() or 0)
            raise TimeoutError

    many = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))] * 40
    monkeypatch.setattr("sheets.backends.google_wire.socket.getaddrinfo", lambda *_: many)
    monkeypatch.setattr("sheets.backends.google_wire.socket.socket", Shut)
    assert isinstance(ends_in_time("http://lembar.contoh.invalid"), requests.exceptions.ConnectTimeout)


def test_the_next_address_is_tried_where_one_refuses(monkeypatch):
    with answering([HEAD, BODY]) as url:
        port = int(url.rpartition(":")[2])
        two = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", at)) for at in (9, port)]
        monkeypatch.setattr("sheets.backends.google_wire.socket.getaddrinfo", lambda *_: two)
        assert asked("http://lembar.contoh.invalid").ok


def test_a_name_that_nobody_finds_is_given_up_in_time(monkeypatch):
    searching = threading.Event()
    monkeypatch.setattr("sheets.backends.google_wire.socket.getaddrinfo", lambda *_: [searching.wait(30)])
    assert isinstance(ends_in_time("http://lembar.contoh.invalid"), requests.exceptions.ConnectTimeout)
    searching.set()


def test_a_name_that_does_not_exist_is_a_connection_that_was_never_made(monkeypatch):
    def unknown(*_: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("sheets.backends.google_wire.socket.getaddrinfo", unknown)
    assert "NameResolutionError" in repr(ends_in_time("http://lembar.contoh.invalid"))


def test_a_connection_is_kept_for_the_next_call_with_its_whole_time(api, monkeypatch):
    made: list[socket.socket] = []
    connected = google_wire._connected

    def kept(*where: Any) -> socket.socket:
        made.append(connected(*where))
        return made[-1]

    monkeypatch.setattr(google_wire, "_connected", kept)
    with wired(requests.Session()) as session:
        for _ in range(3):
            session.get(f"{api.url}/v4/spreadsheets/x", timeout=allowed(9, 5))  # type: ignore[arg-type]
        assert len(made) == 1
        assert (made[0].gettimeout() or 0) > 8
