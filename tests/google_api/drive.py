"""Drive v3 as gspread uses it: files with `q`, copies, permissions, the export, and the CSV upload of v2."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from tests.google_api import masks, values
from tests.google_api.errors import ApiError, file_missing, invalid, not_shared, unimplemented
from tests.google_api.model import Spreadsheet, new_sheet
from tests.google_api.values import Incoming, Show
from tests.google_api.world import ANYONE, FOLDER, SPREADSHEET, File, World, new_id

Json = Any
BRIEF = ("kind", "id", "name", "mimeType")
Q_TERM = re.compile(
    r"""\s*(?:(?P<name>name|mimeType)\s*(?P<op>=|!=|contains)\s*(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)
    |(?P<quote2>["'])(?P<parent>[^"']*)(?P=quote2)\s+in\s+parents|(?P<flag>trashed|starred|sharedWithMe)\s*=\s*(?P<state>true|false))\s*""",
    re.VERBOSE,
)


def file_json(file: File, fields: str | None, default: tuple[str, ...] = BRIEF) -> Json:
    node = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.kind,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "parents": file.parents,
        "permissions": file.permissions,
        "owners": [{"kind": "drive#user", "emailAddress": file.owner}],
        "trashed": False,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
    }
    return masks.apply(masks.parse(fields, ()), node) if fields else {key: node[key] for key in default}


def create(world: World, email: str, body: Json, fields: str | None) -> Json:
    kind = (body or {}).get("mimeType", SPREADSHEET)
    if kind not in (SPREADSHEET, FOLDER):
        raise unimplemented(f"files of the type '{kind}'")
    file = world.new_file(body.get("name") or "Untitled", kind, email, body.get("parents"))
    return file_json(file, fields)


def listing(world: World, email: str, query: dict[str, str]) -> Json:
    """The files that someone can open, filtered by `q`, in pages."""
    found = [file for file in world.files.values() if _opens(file, email) and _matches(file, query.get("q", ""))]
    start, size = int(query.get("pageToken") or 0), int(query.get("pageSize") or 100)
    node: dict[str, Json] = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(found):
        node["nextPageToken"] = str(start + size)
    mask = masks.parse(query["fields"], ()) if query.get("fields") else None
    page = [file_json(file, "*") for file in found[start : start + size]]
    node["files"] = page if mask else [{key: one[key] for key in BRIEF} for one in page]
    return masks.apply(mask, node)


def _opens(file: File, email: str) -> bool:
    """Files that only "anyone with the link" may open are not listed."""
    return any(one.get("emailAddress", ANYONE) == email for one in file.permissions)


def _matches(file: File, q: str) -> bool:
    place, fits = 0, True
    while place < len(q):
        match = Q_TERM.match(q, place)
        if not match:
            raise ApiError(400, "Invalid Value", errors=[{"message": "Invalid Value", "reason": "invalid"}])
        fits = fits and _term(file, match)
        place = match.end()
        if place < len(q):
            joint = re.compile(r"and\b").match(q, place)
            if not joint:
                raise unimplemented(f"the search '{q}'")
            place = joint.end()
    return fits


def _term(file: File, match: re.Match[str]) -> bool:
    if match["parent"] is not None:
        return match["parent"] in file.parents
    if match["flag"]:
        return match["state"] == "false"
    wanted = re.sub(r"\\(.)", r"\1", match["text"])
    value = file.name if match["name"] == "name" else file.kind
    if match["op"] == "contains":
        return wanted.casefold() in value.casefold()
    return (value == wanted) == (match["op"] == "=")


def delete(world: World, email: str, file_id: str) -> None:
    file = world.file(file_id, email)
    if file.rank(email) < 5:
        raise not_shared()
    del world.files[file_id]


def copy(world: World, email: str, file_id: str, body: Json, fields: str | None) -> Json:
    source = world.file(file_id, email)
    name = (body or {}).get("name") or f"Copy of {source.name}"
    made = world.new_file(name, source.kind, email, (body or {}).get("parents"))
    if source.book is not None:
        draft = source.book.draft()
        draft.id = made.id
        draft.properties["title"] = name
        made.book = draft
    return file_json(made, fields)


def rename(world: World, email: str, file_id: str, body: Json, fields: str | None) -> Json:
    file = world.file(file_id, email)
    if file.rank(email) < 3:
        raise not_shared()
    if file.book is not None and (body or {}).get("name"):
        file.book.properties["title"] = body["name"]
    file.name = (body or {}).get("name") or file.name
    world.touched(file)
    return file_json(file, fields)


def permissions(file: File, fields: str | None) -> Json:
    """All permissions; without `fields` Drive leaves the addresses out."""
    node = {"kind": "drive#permissionList", "permissions": file.permissions}
    if fields:
        return masks.apply(masks.parse(fields, ()), node)
    brief = [{key: one[key] for key in ("id", "type", "kind", "role")} for one in file.permissions]
    return {**node, "permissions": brief}


def add_permission(world: World, email: str, file_id: str, body: Json) -> Json:
    file = world.file(file_id, email)
    if file.rank(email) < 3:
        raise not_shared()
    if body.get("role") not in ("reader", "commenter", "writer", "owner", "organizer", "fileOrganizer"):
        raise invalid("The specified role is invalid.")
    who = ANYONE if body.get("type") == ANYONE else str(body.get("emailAddress", ""))
    made = world.share(file_id, who, body["role"])
    return {key: made[key] for key in ("kind", "id", "type", "role")}


def remove_permission(world: World, email: str, file_id: str, permission_id: str) -> None:
    file = world.file(file_id, email)
    kept = [one for one in file.permissions if one["id"] != permission_id]
    if len(kept) == len(file.permissions):
        raise file_missing(permission_id)
    file.permissions = kept


def export_csv(book: Spreadsheet) -> bytes:
    """The first tab as CSV."""
    sheet = book.sheets[0]
    rows = values.value_range(book, sheet, sheet.whole, Show()).get("values", [])
    out = io.StringIO()
    width = max((len(row) for row in rows), default=0)
    csv.writer(out).writerows([[*row, *[""] * (width - len(row))] for row in rows])
    return out.getvalue().rstrip("\r\n").encode()


def upload_csv(world: World, email: str, file_id: str, text: str) -> Json:
    """The upload of v2: the whole spreadsheet is replaced by one tab that has the file's name."""
    file = world.file(file_id, email)
    if file.book is None or file.rank(email) < 3:
        raise not_shared()
    rows = list(csv.reader(io.StringIO(text)))
    sheet = new_sheet(file.name, file.book.new_sheet_id())
    sheet.grow(len(rows), max((len(row) for row in rows), default=0))
    file.book.sheets = [sheet]
    file.book.properties["timeZone"] = "America/Los_Angeles"  # recorded: an import takes the account's own
    values.put_values(file.book, sheet, sheet.whole, Incoming([list(row) for row in rows], "USER_ENTERED"))
    world.touched(file)
    return {"kind": "drive#file", "id": file.id, "title": file.name, "mimeType": file.kind, "etag": f'"{new_id()}"'}
