"""What happens to one call: who asks, quota, faults, the human's moment, and then the work, under one lock."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.google_api import masks
from tests.google_api.errors import ApiError, bad_field, unauthenticated
from tests.google_api.faults import Dropped, Faults
from tests.google_api.human import Hook, Human
from tests.google_api.model import Spreadsheet
from tests.google_api.quota import Quota
from tests.google_api.tokens import InvalidGrant, Tokens
from tests.google_api.world import World

Json = Any
ROBOT = "robot@lumbung-test.iam.gserviceaccount.com"


@dataclass
class Request:
    """One HTTP call; `path` is still percent-encoded."""

    method: str
    path: str
    query_text: str = ""
    body_text: str = ""
    bearer: str | None = None

    def __post_init__(self) -> None:
        self.lists = parse_qs(self.query_text, keep_blank_values=True)
        self.query = {key: entries[-1] for key, entries in self.lists.items()}

    @property
    def json(self) -> Json:
        if not self.body_text.strip():
            return {}
        try:
            return json.loads(self.body_text)
        except ValueError as error:
            raise bad_field("", "Invalid JSON payload received. Unexpected token.") from error

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"

    @property
    def mask(self) -> masks.Mask | None:
        text = self.query.get("fields") or self.query.get("$fields")
        return masks.parse(text) if text else None


@dataclass
class Answer:
    """`body` is JSON, bytes of a `content_type`, or None for an empty 204."""

    status: int = 200
    body: Json = None
    content_type: str = "application/json; charset=UTF-8"


Handler = Callable[["Service", Request, str, tuple[str, ...]], Json]


@dataclass
class Route:
    kind: str
    handler: Handler
    parts: tuple[str, ...] = ()
    creates: bool = False


@dataclass
class Service:
    """The pretended Google.  `anyone` lets every bearer token in (for a server that runs alone)."""

    url: str = ""
    anyone: bool = False
    fixed: dict[str, str] = field(default_factory=dict)
    world: World = field(default_factory=World)
    faults: Faults = field(default_factory=Faults)
    hooks: list[Hook] = field(default_factory=list)
    calls: list[tuple[str, str, str]] = field(default_factory=list)
    requests: list[Json] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.world.clock)
        self.quota = Quota(self.world.clock, None, None)

    def human(self, file_id: str) -> Human:
        return Human(self, file_id)

    def answer(self, request: Request, route: Route) -> Answer:
        """Do one call; Dropped and HtmlPage are left to the server, refusals are answers."""
        note = {"method": request.method, "path": request.path, "kind": route.kind, "query": request.lists}
        with self.lock:
            self.calls.append((request.method, request.path, route.kind))
            self.requests.append({**note, "body": request.body_text})
        try:
            return Answer(200, self._work(request, route))
        except ApiError as error:
            return Answer(error.code, error.body())
        except InvalidGrant as error:
            return Answer(400, error.body)

    def _work(self, request: Request, route: Route) -> Json:
        email = "" if route.kind == "token" else self.who(request)
        with self.lock:
            self.quota.spend(email, route.kind)
            faults = self.faults.take(route.kind, request.path)
        for fault in faults:
            time.sleep(fault.seconds)
        self.faults.before(faults, route.kind)
        self.faults.check(route.kind, route.creates)
        with self.lock:
            self._run_hooks("before", route.kind)
            result = route.handler(self, request, email, route.parts)
            self._run_hooks("after", route.kind)
        if any(fault.how == "drop_after" for fault in faults):
            raise Dropped
        return result

    def who(self, request: Request) -> str:
        """The e-mail address behind the bearer token, or 401."""
        token = request.bearer or ""
        email = self.fixed.get(token) or self.tokens.owner(token)
        if email is None and self.anyone and token:
            email = ROBOT
        if email is None:
            raise unauthenticated()
        return email

    def _run_hooks(self, when: str, kind: str) -> None:
        due = [hook for hook in self.hooks if hook.due(when, kind)]
        self.hooks = [hook for hook in self.hooks if hook.countdown > 0]
        for hook in due:
            hook.action()

    def change(self, file_id: str, email: str, work: Callable[[Spreadsheet], Json]) -> Json:
        """Work on a draft of the spreadsheet; it takes the spreadsheet's place only if nothing was refused."""
        file = self.world.spreadsheet(file_id, email, writing=True)
        book = file.book
        assert book is not None
        draft = book.draft()
        draft.properties["owner"] = file.owner
        result = work(draft)
        draft.properties.pop("owner", None)
        book.take(draft)
        self.world.touched(file)
        return result

    def read(self, file_id: str, email: str) -> Spreadsheet:
        book = self.world.spreadsheet(file_id, email).book
        assert book is not None
        return book
