"""The fields of a key file in a text that went through chats, forms and editors."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

NAMES = ("type", "project_id", "private_key_id", "private_key", "client_email", "client_id", "token_uri")
CURLY = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'")})
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
SPACES = re.compile("[\u00a0\u2007\u202f\u3000]")
FRAME = re.compile(r"-{1,5}\s*BEGIN[^-]*KEY\s*-{1,5}.*?-{1,5}\s*END[^-]*KEY\s*-{1,5}", re.DOTALL)
ROBOT = re.compile(r"[\w.+-]+@[\w.-]+\.gserviceaccount\.com")
PIECE = re.compile(
    rf"(?<![\w])[\"']?({'|'.join(NAMES)})[\"']?\s*[:=]\s*(\"\"\"|'''|[\"'])(.*?)(?:(?<!\\)\2|\Z)", re.DOTALL
)
LINE_BREAK = re.compile(r"(?<!\\)\\n")
Fields = dict[str, str]


def fields_in(text: str) -> tuple[Fields, tuple[str, ...]]:
    """The known fields that a text holds, and what had to be mended to see them; {} when it holds none."""
    found = read_json(text) or read_toml(text)
    if found:
        return found, ()
    mended: list[str] = []
    for name, mend in MENDS:
        tidier = mend(text)
        if tidier != text:
            text = tidier
            mended.append(name)
            found = read_json(text) or read_toml(text)
        if found:
            return found, tuple(mended)
    found = pieces(text)
    return found, ((*mended, "pieces") if found else ())


def read_json(text: str) -> Fields:
    """The fields of a JSON text, also of one that was made a string once more."""
    try:
        return _held_in(json.loads(text, strict=False))
    except (ValueError, RecursionError):
        return {}


def read_toml(text: str) -> Fields:
    """The fields of a secrets.toml, in whatever table they stand."""
    try:
        return _held_in(tomllib.loads(text))
    except (ValueError, RecursionError):
        return {}


def _held_in(value: Any, depth: int = 0) -> Fields:
    """The first mapping that holds parts of a key."""
    if depth > 4:
        return {}
    if isinstance(value, str):
        return read_json(value) if "private_key" in value and "{" in value else {}
    if isinstance(value, Mapping) and ("private_key" in value or "client_email" in value):
        return {name: str(value[name]) for name in NAMES if value.get(name) is not None}
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return next((found for each in inner if (found := _held_in(each, depth + 1))), {})


def pieces(text: str) -> Fields:
    """The fields one by one, where the text as a whole makes no sense any more."""
    found = {match[1]: LINE_BREAK.sub("\n", match[3]) for match in PIECE.finditer(text)}
    frame, robot = FRAME.search(text), ROBOT.search(text)
    if frame and not found.get("private_key"):
        found["private_key"] = frame[0]
    if robot and found.get("private_key"):
        found.setdefault("client_email", robot[0])
    return found


# Mends, each harmless to a text that does not need it.


def _quotes(text: str) -> str:
    """WhatsApp, Word and phones make curly quotes, strange spaces and signs that nobody sees."""
    return SPACES.sub(" ", UNSEEN.sub("", text.translate(CURLY)))


def _around(text: str) -> str:
    """The sender and time that a chat puts before it, a code fence, a `[google]` above: all that is outside { }."""
    start, end = text.find("{"), text.rfind("}")
    before = text[: max(start, 0)]
    return text[start : end + 1] if 0 <= start < end and "private_key" not in before else text


def _wrapped(text: str) -> str:
    """The whole text as one quoted, escaped string."""
    return text.replace('\\"', '"') if re.search(r'\\"(?:type|private_key)\\"', text) else text


def _commas(text: str) -> str:
    """A comma after the last field, or none between two."""
    return re.sub(r'(")(\s*\n\s*")', r"\1,\2", re.sub(r",(\s*)([}\]])", r"\1\2", text))


def _braces(text: str) -> str:
    """The first or last line, which hold only { and }, left out while copying."""
    bare = text.strip().rstrip(",")
    if '"private_key"' not in bare or bare.startswith("["):
        return text
    return ("" if bare.startswith("{") else "{") + bare + ("" if bare.endswith("}") else "}")


MENDS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("quotes", _quotes),
    ("around", _around),
    ("wrapped", _wrapped),
    ("commas", _commas),
    ("braces", _braces),
)
