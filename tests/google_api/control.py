"""The control endpoint: what a test in another process says to the server, POST /__control__/WHAT with a JSON body.

spreadsheets {title, tabs, locale, time_zone, shared_with}   -> {id}
service_account {name}            -> the JSON of a service account
faults {how, code, times, kind, seconds, path, after}        how: error html delay drop_before drop_after
state {storage_full, sheets_disabled, invalid_grants}
quota {reads, writes}             null switches a bucket off
clock {advance, freeze}
share / unshare {spreadsheet, email, role}
forget {spreadsheet}              it is gone: 404
expire_tokens {}
human {spreadsheet, do, args, options, before | after, kind} now, or around the k-th next call
reset {}                          faults, hooks and the list of calls
calls (GET)                       -> [[method, path, kind], …]
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.google_api.cells import Formula, Typed
from tests.google_api.filling import fill_new
from tests.google_api.human import Hook
from tests.google_api.service import Answer, Request, Service

Json = Any
PREFIX = "/__control__/"


def answer(service: Service, request: Request) -> Answer:
    name = request.path.removeprefix(PREFIX)
    action = ACTIONS.get(name)
    if action is None:
        return Answer(404, {"error": f"no control {name!r}; there are {sorted(ACTIONS)}"})
    try:
        if name == "human":
            return Answer(200, action(service, request.json) or {})
        with service.lock:
            return Answer(200, action(service, request.json) or {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return Answer(400, {"error": f"{type(error).__name__}: {error}"})


def _spreadsheets(service: Service, body: Json) -> Json:
    tabs = body.get("tabs")
    rows = {name: [[_entry(cell) for cell in row] for row in lines] for name, lines in tabs.items()} if tabs else None
    options = {key: value for key, value in body.items() if key not in ("title", "tabs")}
    return {"id": fill_new(service, body.get("title", "Forum"), rows, **options)}


def _entry(cell: Json) -> Json:
    """{"typed": "75%"} and {"formula": "=A1", "result": 3} stand for what plain JSON cannot say."""
    if isinstance(cell, dict):
        return Typed(cell["typed"]) if "typed" in cell else Formula(cell["formula"], cell.get("result"))
    return cell


def _faults(service: Service, body: Json) -> Json:
    service.faults.plan(**body)


def _state(service: Service, body: Json) -> Json:
    for name, value in body.items():
        if name not in ("storage_full", "sheets_disabled", "invalid_grants"):
            raise KeyError(name)
        setattr(service.faults, name, value)


def _quota(service: Service, body: Json) -> Json:
    service.quota.reads, service.quota.writes = body.get("reads"), body.get("writes")


def _clock(service: Service, body: Json) -> Json:
    if body.get("freeze"):
        service.world.clock.freeze()
    service.world.clock.advance(body.get("advance", 0))
    return {"now": service.world.clock.now()}


def _share(service: Service, body: Json) -> Json:
    return service.world.share(body["spreadsheet"], body.get("email", "anyone"), body.get("role", "writer"))


def _unshare(service: Service, body: Json) -> Json:
    service.world.unshare(body["spreadsheet"], body.get("email", "anyone"))


def _forget(service: Service, body: Json) -> Json:
    del service.world.files[body["spreadsheet"]]


def _human(service: Service, body: Json) -> Json:
    human = service.human(body["spreadsheet"])
    name = body["do"]
    if name.startswith("_"):
        raise KeyError(name)
    act = partial(getattr(human, name), *body.get("args", []), **body.get("options", {}))
    for when in ("before", "after"):
        if when in body:
            service.hooks.append(Hook(when, int(body[when]), body.get("kind"), act))
            return None
    result = act()
    return {"result": result} if isinstance(result, (str, int, float, bool, list)) else None


def _reset(service: Service, body: Json) -> Json:
    service.faults.clear()
    service.hooks.clear()
    service.calls.clear()
    service.requests.clear()


ACTIONS: dict[str, Callable[[Service, Json], Json]] = {
    "spreadsheets": _spreadsheets,
    "service_account": lambda service, body: service.tokens.service_account(service.url, body.get("name", "lumbung")),
    "faults": _faults,
    "state": _state,
    "quota": _quota,
    "clock": _clock,
    "share": _share,
    "unshare": _unshare,
    "forget": _forget,
    "expire_tokens": lambda service, body: service.tokens.expire(),
    "human": _human,
    "reset": _reset,
    "calls": lambda service, body: [list(call) for call in service.calls],
}
