"""A visitor without a browser: Streamlit's own websocket, asked to run a page and listened to until it has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN)
PATIENCE = 60.0


@dataclass
class Visitor:
    """One session on a server; `page` is the address of a screen ("" = the first one)."""

    line: ClientConnection
    page: str = ""

    def run(self) -> int:
        """Runs the page once and answers how many elements came; an exception on it is an AssertionError."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        self.line.send(asked.SerializeToString())
        elements = 0
        while True:
            message = self._next()
            kind = message.WhichOneof("type")
            if kind == "delta":
                elements += 1
                shown = message.delta.new_element.WhichOneof("type")
                assert shown != "exception", message.delta.new_element.exception.message
            if kind == "script_finished" and message.script_finished in ENDED:
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return elements
            elif kind == "script_finished":
                raise AssertionError(f"the script ended with {message.script_finished}")

    def _next(self) -> ForwardMsg:
        data = self.line.recv(PATIENCE)
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        return message


@contextmanager
def visiting(url: str, page: str = "") -> Iterator[Visitor]:
    """A visitor on the server at `url`, for the length of the `with`."""
    with connect(f"ws://{urlsplit(url).netloc}/_stcore/stream", max_size=None, open_timeout=PATIENCE) as line:
        yield Visitor(line, page)
