"""The id of a spreadsheet out of an address as people copy it; what is no spreadsheet is named."""

from __future__ import annotations

import re

from sheets.connecting.mistakes import Mistake
from sheets.sources import SPREADSHEET_ID

BARE = re.compile(r"[\w-]{25,80}")
AROUND = " \t\r\n\"'“”‘’<>()[],;"
# The first that fits names the mistake; addresses of published copies look like real ones, so they come first.
NAMED = (
    ("address_is_key", re.compile(r"BEGIN (?:RSA )?PRIVATE KEY|\"?private_key\"?\s*[:=]|\bAIza[\w-]{20,}")),
    ("published", re.compile(r"/spreadsheets/d/e/|\b2PACX-|/pubhtml\b")),
    ("excel_in_drive", re.compile(r"[?&]rtpof=true")),
    ("folder", re.compile(r"drive\.google\.com/(?:drive/)?(?:u/\d+/)?(?:folders?|my-drive|shared-with-me)\b")),
    ("drive_file", re.compile(r"drive\.google\.com/file/")),
    ("document", re.compile(r"docs\.google\.com/(?:u/\d+/)?document")),
    ("slides", re.compile(r"docs\.google\.com/(?:u/\d+/)?presentation")),
    ("form", re.compile(r"docs\.google\.com/(?:u/\d+/)?forms|forms\.gle")),
    ("microsoft", re.compile(r"1drv\.ms|onedrive|sharepoint\.com|office\.com|\.xlsx?$", re.IGNORECASE)),
    ("script", re.compile(r"script\.google\.com|appsheet\.com|lookerstudio|datastudio")),
    ("short_link", re.compile(r"^(?:https?://)?(?:bit\.ly|s\.id|tinyurl\.com|goo\.gl|t\.ly|linktr\.ee|wa\.me)/")),
    ("address_email", re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")),
)


def read_address(typed: str) -> str:
    """The id in what a person typed: an address, an id, `google:ID`, `source = "google:ID"`. Raises Mistake."""
    text = re.sub(r"^\s*source\s*=\s*", "", typed).strip(AROUND).removeprefix("google:").strip(AROUND)
    if not text:
        raise Mistake("no_address")
    named = next((name for name, pattern in NAMED if pattern.search(text)), None)
    if named:
        raise Mistake(named)
    found = SPREADSHEET_ID.search(text)
    if found:
        return found[1]
    if BARE.fullmatch(text):
        return text
    raise Mistake("sheet_list" if "google.com/spreadsheets" in text else "address_unknown")
