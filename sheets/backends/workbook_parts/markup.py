"""XML as bytes: where its tags stand, what their attributes hold, and how text is written into it.

Nothing is parsed into a tree and written again, so every byte that is not asked for stays what it was. `P` in a pattern
stands for the prefix of the part's own names ("x:" in `<x:c>`), which some writers use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from xml.parsers import expat

INSIDE_TAG = rb"""(?:[^<>"'/]++|/(?!>)|"[^"]*+"|'[^']*+')*+"""
NOT_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
ATTRIBUTE = rb"""(?<=\s)%b\s*=\s*("[^"]*"|'[^']*')"""
# What XML cannot hold, and what would be read as such an escape, is written as Excel writes it.
UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@lru_cache(maxsize=512)
def pattern(text: bytes, prefix: bytes = b"") -> re.Pattern[bytes]:
    """A pattern over bytes in which `P` is the prefix and `~` is the rest of a tag before it closes."""
    text = text.replace(b"P:", re.escape(prefix)).replace(b"~", rb"(?=[\s/>])" + INSIDE_TAG)
    return re.compile(text, re.DOTALL)


def masked(xml: bytes) -> bytes:
    """The same length with comments, CDATA and instructions blanked out, so that only real tags look like tags."""
    if b"<!" not in xml and b"<?" not in xml:
        return xml
    return NOT_TAGS.sub(lambda found: b" " * len(found[0]), xml)


def replaced(wanted: re.Pattern[bytes], change: Callable[[re.Match[bytes]], bytes], xml: bytes) -> bytes:
    """`change` for every place of a pattern that is not inside a comment or CDATA."""
    shadow = masked(xml)
    if shadow is xml:
        return wanted.sub(change, xml)
    out, last = [], 0
    for found in wanted.finditer(shadow):
        out += [xml[last : found.start()], change(found)]
        last = found.end()
    return b"".join([*out, xml[last:]])


def prefix_of(xml: bytes, root: bytes) -> bytes | None:
    """The prefix of the root's own names (b"" for none); None when the root is something else."""
    found = re.search(rb"<((?:[\w.-]+:)?)([\w.-]+)[\s/>]", masked(xml))
    return found[1] if found and found[2] == root else None


def is_utf8(xml: bytes) -> bool:
    """Whether the bytes can be looked through as they are."""
    declared = ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf"))
    return xml[:2] not in (b"\xff\xfe", b"\xfe\xff") and (
        declared is None or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii")
    )


def is_whole(xml: bytes) -> bool:
    """Whether the part is XML that closes every tag that it opens, without a document type."""
    if b"<!DOCTYPE" in xml:
        return False
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


# Attributes


@lru_cache(maxsize=256)
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(ATTRIBUTE % re.escape(name))


def attribute(tag: bytes, name: bytes) -> str | None:
    """The text of an attribute of an opening tag; None when it does not stand there."""
    found = _attribute(name).search(tag)
    return unescape(found[1][1:-1].decode("utf-8", "replace")) if found else None


def number(tag: bytes, name: bytes) -> int | None:
    """An attribute that is a whole number."""
    text = attribute(tag, name)
    return int(text) if text and text.strip().isdecimal() else None


def with_attribute(tag: bytes, name: bytes, value: str | None) -> bytes:
    """The tag with this attribute; None takes it out. Everything else of the tag stays."""
    found = _attribute(name).search(tag)
    if found is None:
        return (
            tag
            if value is None
            else re.sub(rb"\s*(/?>)$", lambda end: b" %b=%b%b" % (name, quoted(value), end[1]), tag)
        )
    if value is None:
        return tag[: found.start()].rstrip() + tag[found.end() :]
    return tag[: found.start(1)] + quoted(value) + tag[found.end(1) :]


def quoted(text: str) -> bytes:
    """Text as the value of an attribute."""
    return b'"%b"' % escaped(text).replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


# Text


def escaped(text: str) -> bytes:
    """Text between tags."""
    return "".join(ENTITIES.get(letter, letter) for letter in text).encode("utf-8")


def plain_text(xml: bytes) -> str:
    """What stands between two tags."""
    return unescape(xml.decode("utf-8", "replace"))


def cell_text(text: str) -> bytes:
    """A person's text in a cell: line ends are one kind, and what XML cannot hold is written as `_x0007_`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return escaped(UNHOLDABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", lines))
