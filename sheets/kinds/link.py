"""Addresses of pages and mailboxes: only http, https and plain e-mail addresses are ever made clickable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sheets.kinds.base import Cell, ColumnReading, Context, Kind, Reading, key_of, read_each, unreadable
from sheets.kinds.typed import clean, nothing_in, shown_as

if TYPE_CHECKING:
    from sheets.schema import Column

WITH_SCHEME = re.compile(r"https?://[^\s<>\"'|]+", re.IGNORECASE)
BARE = re.compile(
    r"(?<![\w@.])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,18}(?::\d{2,5})?(?:[/?#][^\s<>\"'|]*)?(?![\w@])",
    re.IGNORECASE,
)
OTHER_SCHEME = re.compile(r"\b(javascript|data|vbscript|file|ftp|blob|about|chrome|smb|intent)\s*:", re.IGNORECASE)
EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,18}(?![\w-])", re.IGNORECASE
)
NOT_SITES = {
    "jpg",
    "jpeg",
    "png",
    "pdf",
    "doc",
    "docx",
    "xls",
    "xlsx",
    "ppt",
    "pptx",
    "txt",
    "csv",
    "zip",
    "mp4",
    "heic",
}


class Url(Kind):
    """The address of a page, with its scheme."""

    name = "url"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """Text that starts with http:// or https://, or None."""
        values, findings = read_each(cells, lambda cell: parse_url(shown_as(cell)))
        return ColumnReading({key_of(column): values}, findings)


class Email(Kind):
    """The address of a mailbox."""

    name = "email"

    def read_column(self, column: Column | None, cells: Sequence[Cell], context: Context) -> ColumnReading:
        """Text such as "nama@contoh.id", or None."""
        values, findings = read_each(cells, lambda cell: parse_email(shown_as(cell)))
        return ColumnReading({key_of(column): values}, findings)


@lru_cache(maxsize=20_000)
def parse_url(text: str) -> Reading:
    """One text as a page's address; words around it or a second address come with a notice."""
    text = clean(text)
    if nothing := nothing_in(text):
        return nothing
    if OTHER_SCHEME.search(text):
        return unreadable("unsafe_url")
    found = [address for raw in _addresses(text) if (address := _http(raw))]
    if not found:
        return unreadable("not_a_url")
    reading = Reading(found[0])
    if len(found) > 1:
        return reading.noted("several_urls", found[0], rest=", ".join(found[1:]))
    return reading if len(text) <= len(found[0]) + 1 else reading.noted("words_ignored", found[0], rest=text)


def _addresses(text: str) -> list[str]:
    found = WITH_SCHEME.findall(text)
    return found or [raw for raw in BARE.findall(text) if _host(raw).rpartition(".")[2].lower() not in NOT_SITES]


def _host(raw: str) -> str:
    return re.split(r"[/?#:]", raw, maxsplit=1)[0]


def _http(raw: str) -> str | None:
    raw = raw.rstrip(".,;:!")
    raw = raw.rstrip(")") if "(" not in raw else raw
    address = raw if "://" in raw else f"https://{raw}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    if parts.username is not None or not host or ("." not in host and host != "localhost"):
        return None
    return f"{parts.scheme.lower()}://{address.partition('://')[2]}"


@lru_cache(maxsize=20_000)
def parse_email(text: str) -> Reading:
    """One text as an e-mail address; of several the first, with a notice."""
    text = clean(text)
    if nothing := nothing_in(text):
        return nothing
    found = EMAIL.findall(text)
    if not found or ".." in found[0]:
        return unreadable("not_an_email")
    rest = text.removeprefix("mailto:").removeprefix(found[0]).strip(" ;,<>")
    if len(found) > 1:
        return Reading(found[0]).noted("several_emails", found[0], rest=", ".join(found[1:]))
    return Reading(found[0]).noted("words_ignored", found[0], rest=rest) if rest else Reading(found[0])
