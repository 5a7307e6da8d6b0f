"""A line between a browser and a board that a test can cut: everything passes until then, nothing after."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Line:
    """`url` leads to the board while the line is whole."""

    def __init__(self, board: str) -> None:
        self.port = urlsplit(board).port
        self.whole = True
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def cut(self) -> None:
        self.whole = False
        while self._ends:
            _shut(self._ends.pop())

    def mend(self) -> None:
        self.whole = True

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                if not self.whole:
                    caller.close()
                    continue
                board = socket.create_connection(("127.0.0.1", self.port))
                self._ends += [caller, board]
                for one, other in ((caller, board), (board, caller)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    _shut(one)
    _shut(other)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def line_to(board: str) -> Iterator[Line]:
    line = Line(board)
    yield line
    line.close()
