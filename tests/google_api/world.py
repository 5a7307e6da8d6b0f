"""All that the pretended Google knows: its clock, its files and who may open them."""

from __future__ import annotations

import random
import string
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.google_api.errors import file_missing, not_found, not_shared
from tests.google_api.model import Spreadsheet, new_spreadsheet

Json = Any
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ANYONE = "anyone"
RANKS = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 4, "owner": 5}


class Clock:
    """The server's time: it runs with the real one until it is frozen, and jumps when a test says so."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.frozen: float | None = None

    def now(self) -> float:
        return (time.time() if self.frozen is None else self.frozen) + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += seconds

    def freeze(self) -> None:
        self.frozen = time.time()

    def stamp(self) -> str:
        moment = datetime.fromtimestamp(self.now(), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@dataclass
class File:
    """A file of Drive; `book` is there for spreadsheets."""

    id: str
    name: str
    kind: str
    owner: str
    created: str
    modified: str
    parents: list[str] = field(default_factory=list)
    permissions: list[Json] = field(default_factory=list)
    book: Spreadsheet | None = None

    def rank(self, email: str) -> int:
        """What someone may do here: 0 nothing, 1 read, 3 write, 5 own."""
        names = (email, ANYONE)
        return max(
            (RANKS[one["role"]] for one in self.permissions if one.get("emailAddress", ANYONE) in names), default=0
        )


class World:
    def __init__(self) -> None:
        self.clock = Clock()
        self.files: dict[str, File] = {}

    def new_file(self, name: str, kind: str, owner: str, parents: list[str] | None = None) -> File:
        file_id = new_id()
        stamp = self.clock.stamp()
        file = File(file_id, name, kind, owner, stamp, stamp, parents or ["root"])
        file.permissions.append(permission("user", "owner", owner))
        if kind == SPREADSHEET:
            file.book = new_spreadsheet(file_id, name)
        self.files[file_id] = file
        return file

    def share(self, file_id: str, email: str = ANYONE, role: str = "writer") -> Json:
        file = self.files[file_id]
        kind = "anyone" if email == ANYONE else "user"
        entry = permission(kind, role, None if email == ANYONE else email)
        file.permissions = [one for one in file.permissions if one["id"] != entry["id"]] + [entry]
        return entry

    def unshare(self, file_id: str, email: str) -> None:
        """Take access away; with "anyone" the link stops working."""
        file = self.files[file_id]
        file.permissions = [one for one in file.permissions if one.get("emailAddress", ANYONE) != email]

    def spreadsheet(self, file_id: str, email: str, *, writing: bool = False) -> File:
        """The file for a Sheets call, or 404 and 403 as Google says them."""
        file = self.files.get(file_id)
        if file is None or file.book is None:
            raise not_found()
        if file.rank(email) < (3 if writing else 1):
            raise not_shared()
        return file

    def file(self, file_id: str, email: str) -> File:
        """The file for a Drive call: what is not shared is not found."""
        file = self.files.get(file_id)
        if file is None or not file.rank(email):
            raise file_missing(file_id)
        return file

    def touched(self, file: File) -> None:
        """The file was changed: its time moves on, and its name follows the spreadsheet's title."""
        before = file.modified
        file.modified = self.clock.stamp()
        if file.modified <= before:
            self.clock.advance(0.001)
            file.modified = self.clock.stamp()
        if file.book is not None:
            file.name = str(file.book.properties["title"])


def permission(kind: str, role: str, email: str | None) -> Json:
    if email is None:
        return {"kind": "drive#permission", "id": "anyoneWithLink", "type": kind, "role": role}
    number = str(sum(ord(letter) * 31**place for place, letter in enumerate(email)) % 10**20).zfill(20)
    return {"kind": "drive#permission", "id": number, "type": kind, "emailAddress": email, "role": role}


def new_id() -> str:
    return "1" + "".join(random.choices(string.ascii_letters + string.digits + "-_", k=43))
