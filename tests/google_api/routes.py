"""Which path is which call, whether it reads or writes, and what does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from tests.google_api import append as appending
from tests.google_api import batch, batch_cells, batch_ranges, batch_sheets, drive, filters, values
from tests.google_api.errors import not_found, unimplemented
from tests.google_api.model import Spreadsheet
from tests.google_api.resource import spreadsheet_json
from tests.google_api.service import Handler, Request, Route, Service
from tests.google_api.tokens import InvalidGrant
from tests.google_api.world import SPREADSHEET

Json = Any
Parts = tuple[str, ...]
ROUTES: list[tuple[str, re.Pattern[str], str, Handler]] = []
REGISTERED = (batch_cells, batch_ranges, batch_sheets)


def route(method: str, pattern: str, kind: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        ROUTES.append((method, re.compile(pattern), kind, handler))
        return handler

    return register


def find(request: Request) -> Route:
    """The route of a call; 404 where Google has nothing, and this server neither."""
    for method, pattern, kind, handler in ROUTES:
        match = pattern.fullmatch(request.path)
        if match and method == request.method:
            parts = tuple(unquote(part) for part in match.groups())
            creates = handler in (drive_create, create, drive_copy)
            return Route(kind, handler, parts, creates)
    return Route("unknown", _unknown)


def _unknown(service: Service, request: Request, email: str, parts: Parts) -> Json:
    if request.path.startswith(("/v4/", "/drive/", "/upload/")):
        raise unimplemented(f"{request.method} {request.path}")
    raise not_found()


@route("POST", "(?:/o/oauth2|/oauth2/v4)?/token", "token")
def token(service: Service, request: Request, email: str, parts: Parts) -> Json:
    if service.faults.refuses_grant():
        raise InvalidGrant("Invalid grant: account not found")
    return service.tokens.grant(request.body_text)


BOOK = "/v4/spreadsheets/([^/:]+)"


@route("POST", "/v4/spreadsheets", "write")
def create(service: Service, request: Request, email: str, parts: Parts) -> Json:
    body = request.json
    properties = body.get("properties") or {}
    file = service.world.new_file(properties.get("title") or "Untitled spreadsheet", SPREADSHEET, email)
    assert file.book is not None
    file.book.properties.update(properties)
    if body.get("sheets"):
        file.book.sheets = []
        for sheet in body["sheets"]:
            batch.KINDS["addSheet"](file.book, {"properties": sheet.get("properties") or {}})
    return spreadsheet_json(file.book, mask=request.mask)


@route("GET", BOOK, "read")
def get(service: Service, request: Request, email: str, parts: Parts) -> Json:
    book = service.read(parts[0], email)
    return spreadsheet_json(
        book, ranges=request.lists.get("ranges", []), grid=request.flag("includeGridData"), mask=request.mask
    )


@route("POST", f"{BOOK}:getByDataFilter", "read")
def get_by_filter(service: Service, request: Request, email: str, parts: Parts) -> Json:
    book, body = service.read(parts[0], email), request.json
    ranges = filters.range_texts(book, body.get("dataFilters") or [])
    return spreadsheet_json(book, ranges=ranges, grid=bool(body.get("includeGridData")), mask=request.mask)


@route("POST", f"{BOOK}:batchUpdate", "write")
def batch_update(service: Service, request: Request, email: str, parts: Parts) -> Json:
    body, mask = request.json, request.mask
    return service.change(parts[0], email, lambda book: batch.run(book, body, mask))


@route("GET", f"{BOOK}/values:batchGet", "read")
def values_batch_get(service: Service, request: Request, email: str, parts: Parts) -> Json:
    book, show = service.read(parts[0], email), values.show_of(request.query)
    found = [values.get(book, text, show) for text in request.lists.get("ranges", [])]
    return {"spreadsheetId": book.id, "valueRanges": found}


@route("POST", f"{BOOK}/values:batchUpdate", "write")
def values_batch_update(service: Service, request: Request, email: str, parts: Parts) -> Json:
    body = request.json
    return service.change(parts[0], email, lambda book: values.batch_update(book, body))


@route("POST", f"{BOOK}/values:batchClear", "write")
def values_batch_clear(service: Service, request: Request, email: str, parts: Parts) -> Json:
    ranges = request.json.get("ranges") or []

    def work(book: Spreadsheet) -> Json:
        return {"spreadsheetId": book.id, "clearedRanges": [values.clear(book, text) for text in ranges]}

    return service.change(parts[0], email, work)


@route("POST", f"{BOOK}/values:batchGetByDataFilter", "read")
def values_get_by_filter(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return filters.batch_get(service.read(parts[0], email), request.json)


@route("POST", f"{BOOK}/values:batchUpdateByDataFilter", "write")
def values_update_by_filter(service: Service, request: Request, email: str, parts: Parts) -> Json:
    body = request.json
    return service.change(parts[0], email, lambda book: filters.batch_update(book, body))


@route("POST", f"{BOOK}/values/(.+):append", "write")
def values_append(service: Service, request: Request, email: str, parts: Parts) -> Json:
    data = values.incoming(request.json, request.query.get("valueInputOption"))
    inserts = request.query.get("insertDataOption") == "INSERT_ROWS"
    show = values.show_of(request.query, "response") if request.flag("includeValuesInResponse") else None
    return service.change(parts[0], email, lambda book: appending.append(book, parts[1], data, inserts, show))


@route("POST", f"{BOOK}/values/(.+):clear", "write")
def values_clear(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return service.change(
        parts[0], email, lambda book: {"spreadsheetId": book.id, "clearedRange": values.clear(book, parts[1])}
    )


@route("GET", f"{BOOK}/values/(.+)", "read")
def values_get(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return values.get(service.read(parts[0], email), parts[1], values.show_of(request.query))


@route("PUT", f"{BOOK}/values/(.+)", "write")
def values_update(service: Service, request: Request, email: str, parts: Parts) -> Json:
    data = values.incoming(request.json, request.query.get("valueInputOption"))

    def work(book: Spreadsheet) -> Json:
        sheet, target, response = values.update(book, parts[1], data)
        if request.flag("includeValuesInResponse"):
            show = values.show_of(request.query, "response")
            response["updatedData"] = values.value_range(book, sheet, target, show)
        return response

    return service.change(parts[0], email, work)


@route("POST", f"{BOOK}/sheets/([^/]+):copyTo", "write")
def copy_to(service: Service, request: Request, email: str, parts: Parts) -> Json:
    source = service.read(parts[0], email).sheet(int(parts[1]))
    target = str(request.json.get("destinationSpreadsheetId", ""))
    return service.change(target, email, lambda book: batch_sheets.copy_in(book, source))


@route("GET", f"{BOOK}/developerMetadata/([^/]+)", "read")
def metadata_get(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return batch_ranges.metadata_by_id(service.read(parts[0], email), int(parts[1]))


@route("POST", f"{BOOK}/developerMetadata:search", "read")
def metadata_search(service: Service, request: Request, email: str, parts: Parts) -> Json:
    lookups = request.json.get("dataFilters") or []
    found = batch_ranges.matching_metadata(service.read(parts[0], email), lookups)
    shown = [{"developerMetadata": entry, "dataFilters": lookups} for entry in found]
    return {"matchedDeveloperMetadata": shown} if shown else {}


FILES = "/drive/v3/files"


@route("POST", FILES, "drive")
def drive_create(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.create(service.world, email, request.json, request.query.get("fields"))


@route("GET", FILES, "drive")
def drive_list(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.listing(service.world, email, request.query)


@route("GET", f"{FILES}/([^/]+)", "drive")
def drive_get(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.file_json(service.world.file(parts[0], email), request.query.get("fields"))


@route("PATCH", f"{FILES}/([^/]+)", "drive")
def drive_rename(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.rename(service.world, email, parts[0], request.json, request.query.get("fields"))


@route("DELETE", f"{FILES}/([^/]+)", "drive")
def drive_delete(service: Service, request: Request, email: str, parts: Parts) -> Json:
    drive.delete(service.world, email, parts[0])


@route("POST", f"{FILES}/([^/]+)/copy", "drive")
def drive_copy(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.copy(service.world, email, parts[0], request.json, request.query.get("fields"))


@route("GET", f"{FILES}/([^/]+)/comments", "drive")
def drive_comments(service: Service, request: Request, email: str, parts: Parts) -> Json:
    service.world.file(parts[0], email)
    return {"comments": []}


@route("GET", f"{FILES}/([^/]+)/export", "drive")
def drive_export(service: Service, request: Request, email: str, parts: Parts) -> Json:
    file = service.world.file(parts[0], email)
    if request.query.get("mimeType") != "text/csv" or file.book is None:
        raise unimplemented(f"the export as '{request.query.get('mimeType')}'")
    return drive.export_csv(file.book)


@route("PUT", "/upload/drive/v2/files/([^/]+)", "drive")
def drive_upload(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.upload_csv(service.world, email, parts[0], request.body_text)


@route("GET", f"{FILES}/([^/]+)/permissions", "drive")
def permissions_list(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.permissions(service.world.file(parts[0], email), request.query.get("fields"))


@route("POST", f"{FILES}/([^/]+)/permissions", "drive")
def permissions_create(service: Service, request: Request, email: str, parts: Parts) -> Json:
    return drive.add_permission(service.world, email, parts[0], request.json)


@route("DELETE", f"{FILES}/([^/]+)/permissions/([^/]+)", "drive")
def permissions_delete(service: Service, request: Request, email: str, parts: Parts) -> Json:
    drive.remove_permission(service.world, email, parts[0], parts[1])
