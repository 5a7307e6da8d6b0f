"""spreadsheets.batchUpdate: the register of request kinds, applied in order, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google_api import masks
from tests.google_api.errors import ApiError, invalid, unimplemented
from tests.google_api.model import Spreadsheet
from tests.google_api.resource import spreadsheet_json

Json = Any
Kind = Callable[[Spreadsheet, Json], Json]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Register a request kind under the function's name, `add_sheet` as `addSheet`; it gives its reply or None."""
    first, *rest = function.__name__.split("_")
    KINDS[first + "".join(word.capitalize() for word in rest)] = function
    return function


def run(book: Spreadsheet, body: Json, mask: masks.Mask | None) -> Json:
    """The BatchUpdateSpreadsheetResponse; `book` is a draft, thrown away by the caller if this raises."""
    requests = body.get("requests") or []
    if not requests:
        raise invalid("Must specify at least one request.")
    for number, request in enumerate(requests):
        _check_known(number, request)
    replies = [_apply(book, number, request) for number, request in enumerate(requests)]
    node: dict[str, Json] = masks.apply(mask, {"spreadsheetId": book.id, "replies": replies})
    if body.get("includeSpreadsheetInResponse") and (mask is None or masks.wants(mask, "updatedSpreadsheet")):
        node["updatedSpreadsheet"] = _updated(book, body, mask)
    return node


def _updated(book: Spreadsheet, body: Json, mask: masks.Mask | None) -> Json:
    """The spreadsheet after all requests; a field mask decides over responseIncludeGridData."""
    inner = masks.below(mask, "updatedSpreadsheet") if mask is not None else None
    return spreadsheet_json(
        book,
        ranges=body.get("responseRanges") or [],
        grid=bool(body.get("responseIncludeGridData")),
        mask=inner,
    )


def _check_known(number: int, request: Json) -> None:
    if not isinstance(request, dict) or len(request) != 1:
        raise invalid(f"Invalid requests[{number}]: exactly one kind of request must be set.")
    name = next(iter(request))
    if name not in KINDS:
        raise unimplemented(f"the request '{name}'")


def _apply(book: Spreadsheet, number: int, request: Json) -> Json:
    name, given = next(iter(request.items()))
    try:
        reply = KINDS[name](book, given or {})
    except ApiError as error:
        if error.code == 400 and not error.details:
            raise invalid(f"Invalid requests[{number}].{name}: {error.message}") from error
        raise
    return {} if reply is None else {name: reply}
