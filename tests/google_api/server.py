"""The HTTP server, and `running()`: the pretended Google for the length of a test."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.google_api import control, routes
from tests.google_api.errors import HTML_PAGE, internal
from tests.google_api.faults import Dropped, Faults, HtmlPage
from tests.google_api.filling import Rows, Shared, fill_new
from tests.google_api.human import Hook, Human
from tests.google_api.quota import Quota
from tests.google_api.service import ROBOT, Answer, Request, Service
from tests.google_api.world import ANYONE, Clock

Json = Any
LIMIT = 60


class Handler(BaseHTTPRequestHandler):
    """Turns HTTP into a Request and an Answer into HTTP."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # with the two lines here an answer is one packet; without, each costs 40 ms
    disable_nagle_algorithm = True
    server: Server

    def handle_any(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        path, _, query = self.path.partition("?")
        kind, _, token = (self.headers.get("Authorization") or "").partition(" ")
        bearer = token.strip() if kind.lower() == "bearer" else None
        body = self.rfile.read(size).decode("utf-8", "replace")
        try:
            self._send(self.server.answer(Request(self.command, path, query, body, bearer)))
        except Dropped:
            self._drop()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any  # noqa: N815 - the base class names them so

    def _send(self, answer: Answer) -> None:
        empty = answer.status == 200 and answer.body is None
        payload = b"" if empty else _payload(answer.body)
        self.send_response(204 if empty else answer.status)
        self.send_header("Content-Type", answer.content_type)
        if not empty:
            self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: tests read `api.calls`."""


def _payload(body: Json) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100

    def __init__(self, port: int, service: Service) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.service = service
        service.url = f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, request: Request) -> Answer:
        if request.path.startswith(control.PREFIX):
            return control.answer(self.service, request)
        try:
            return self.service.answer(request, routes.find(request))
        except HtmlPage as page:
            return Answer(page.code, HTML_PAGE.encode(), "text/html; charset=UTF-8")
        except Dropped:
            raise
        except Exception as error:  # a fault of this server: kept for the test, and a 500 that nobody mistakes
            self.service.broken.append(error)
            return Answer(500, {"error": {**internal().body()["error"], "message": f"test server: {error!r}"}})

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class Api:
    """A running server, as a test holds it.  `calls` is the list of (method, path, kind); kind is one of
    "read", "write", "drive", "token"; `requests` has the same calls with their query and body."""

    def __init__(self, service: Service) -> None:
        self.service = service

    @property
    def url(self) -> str:
        return self.service.url

    @property
    def calls(self) -> list[tuple[str, str, str]]:
        return self.service.calls

    @property
    def requests(self) -> list[Json]:
        return self.service.requests

    @property
    def faults(self) -> Faults:
        return self.service.faults

    @property
    def clock(self) -> Clock:
        return self.service.world.clock

    @property
    def quota(self) -> Quota:
        return self.service.quota

    def service_account(self, name: str = "lumbung") -> dict[str, str]:
        """The JSON of a service account with a key of its own; its token_uri is this server."""
        return self.service.tokens.service_account(self.url, name)

    def new_spreadsheet(
        self,
        title: str = "Forum",
        tabs: Mapping[str, Rows] | None = None,
        *,
        locale: str = "id_ID",
        time_zone: str = "Asia/Jakarta",
        shared_with: Shared = None,
    ) -> str:
        """The id of a new spreadsheet that a person made.  Rows hold text, numbers, bools, dates, times, None,
        Typed("75%") for what is typed, Formula("=A1", 3), or a Cell.  `shared_with`: None = anyone may write;
        addresses = only they may; {address: "reader"} = with that role; () = nobody."""
        return fill_new(self.service, title, tabs, locale=locale, time_zone=time_zone, shared_with=shared_with)

    def human(self, spreadsheet: str) -> Human:
        return self.service.human(spreadsheet)

    def before(self, k: int, action: Callable[[], object], *, kind: str | None = None) -> None:
        """Do this just before the k-th next call (1 = the next) of a kind is applied, under the same lock."""
        self.service.hooks.append(Hook("before", k, kind, action))

    def after(self, k: int, action: Callable[[], object], *, kind: str | None = None) -> None:
        """Do this just after the k-th next call of a kind was applied, before it is answered."""
        self.service.hooks.append(Hook("after", k, kind, action))

    def share(self, spreadsheet: str, email: str = ANYONE, role: str = "writer") -> None:
        self.service.world.share(spreadsheet, email, role)

    def unshare(self, spreadsheet: str, email: str = ANYONE) -> None:
        self.service.world.unshare(spreadsheet, email)

    def forget(self, spreadsheet: str) -> None:
        """The spreadsheet is deleted: everyone gets 404."""
        del self.service.world.files[spreadsheet]

    def expire_tokens(self) -> None:
        self.service.tokens.expire()

    def count(self, kind: str) -> int:
        return sum(call[2] == kind for call in self.calls)

    def reset(self) -> None:
        """Forget planned faults, hooks and the list of calls; spreadsheets stay."""
        self.faults.clear()
        self.service.hooks.clear()
        self.calls.clear()
        self.requests.clear()


def make_service(*, quota: bool, token: str | None = None, anyone: bool = False) -> Service:
    service = Service(anyone=anyone, fixed={token: ROBOT} if token else {})
    if quota:
        service.quota.reads = service.quota.writes = LIMIT
    return service


@contextmanager
def running(*, quota: bool = False, token: str | None = None, port: int = 0) -> Iterator[Api]:
    """The server in a thread, on a free port, for the length of a `with`; an error inside it comes out at the end."""
    service = make_service(quota=quota, token=token)
    server = Server(port, service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Api(service)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    if service.broken:
        raise service.broken[0]
