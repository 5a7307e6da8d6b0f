"""The looks of cells: read by their number, and added where a cell needs one that the file does not have."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheets.backends.formats import BUILT_IN
from sheets.backends.workbook_parts.markup import (
    attribute,
    is_utf8,
    masked,
    number,
    pattern,
    prefix_of,
    quoted,
    with_attribute,
)
from sheets.backends.workbook_parts.package import Broken

LOOK = rb"<P:xf~(?:/>|>.*?</P:xf\s*>)"
FIRST_OWN = 164
ON = ("1", "true", "on")
DAYS_OF_THE_LOCALE = {*range(27, 37), *range(50, 59)}
NOT_A_DAY = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def is_day(code: str | None) -> bool:
    """Whether a number format shows a number as a day or a time."""
    return code is not None and re.search("[dmyhs]", NOT_A_DAY.sub("", code).split(";")[0], re.IGNORECASE) is not None


class Styles:
    """The styles part; looks are only ever added to its end."""

    def __init__(self, xml: bytes) -> None:
        prefix = prefix_of(xml, b"styleSheet") if is_utf8(xml) else None
        if prefix is None:
            raise Broken("styles")
        self.xml, self.prefix = xml, prefix
        self._known: dict[tuple[int, str], int] = {}

    def code(self, style: int) -> str:
        """The number format of a look."""
        looks = self._looks()
        if style >= len(looks):
            return "General"
        own = number(_opening(looks[style]), b"numFmtId") or 0
        return self._codes().get(own) or BUILT_IN.get(own, "d" if own in DAYS_OF_THE_LOCALE else "General")

    def with_code(self, style: int, code: str) -> int:
        """The same look with this number format."""
        if self.code(style) == code:
            return style
        return self._added(style, f"code {code}", lambda look: self._coded(look, code))

    def marked_as_text(self, style: int) -> int:
        """The same look, telling programs that what begins like a formula is text."""
        marked = attribute(_opening(self._look(style)), b"quotePrefix") in ON
        return style if marked else self._added(style, "text", _marked)

    def wrapped(self, style: int) -> int:
        """The same look, showing each line of a text on its own, as programs do once a line break is typed."""
        found = self._part_of(self._look(style), b"alignment")
        wraps = found is not None and attribute(found[0], b"wrapText") in ON
        return style if wraps else self._added(style, "wrapped", self._wrapped)

    def is_locked(self, style: int) -> bool:
        """Whether cells of this look stay as they are in a protected sheet: all that are not unlocked do."""
        found = self._part_of(self._look(style), b"protection")
        return found is None or attribute(found[0], b"locked") in (None, *ON)

    def _part_of(self, look: bytes, name: bytes) -> re.Match[bytes] | None:
        return pattern(rb"<P:%b~/?>" % name, self.prefix).search(masked(look))

    def _look(self, style: int) -> bytes:
        looks = self._looks()
        return looks[style] if style < len(looks) else b"<%bxf/>" % self.prefix

    def _added(self, style: int, asked: str, change: Callable[[bytes], bytes]) -> int:
        """The number of a look that is like another but for one change."""
        if (style, asked) not in self._known:
            look, looks = change(self._look(style)), self._looks()
            self._known[style, asked] = looks.index(look) if look in looks else self._put(look)
        return self._known[style, asked]

    def _coded(self, look: bytes, code: str) -> bytes:
        tag = _opening(look)
        new = with_attribute(tag, b"numFmtId", str(self._code_number(code)))
        return with_attribute(new, b"applyNumberFormat", "1") + look[len(tag) :]

    def _wrapped(self, look: bytes) -> bytes:
        tag, found = _opening(look), self._part_of(look, b"alignment")
        new = with_attribute(tag, b"applyAlignment", "1")
        if found:
            inner = with_attribute(found[0], b"wrapText", "1")
            return new + look[len(tag) : found.start()] + inner + look[found.end() :]
        inner = b'<%balignment wrapText="1"/>' % self.prefix
        if tag.endswith(b"/>"):
            return new[:-2].rstrip() + b">" + inner + b"</%bxf>" % self.prefix
        return new + inner + look[len(tag) :]

    def _put(self, look: bytes) -> int:
        end = pattern(rb"</P:cellXfs\s*>", self.prefix).search(masked(self.xml))
        if end is None:
            raise Broken("styles")
        self.xml = self.xml[: end.start()] + look + self.xml[end.start() :]
        count = len(self._looks())
        self._counted(rb"<P:cellXfs~>", count)
        return count - 1

    def _code_number(self, code: str) -> int:
        own = self._codes()
        known = {text: number for number, text in (*BUILT_IN.items(), *own.items())}
        return known[code] if code in known else self._put_code(code, max([FIRST_OWN - 1, *own]) + 1)

    def _put_code(self, code: str, at: int) -> int:
        tag = b'<%bnumFmt numFmtId="%d" formatCode=%b/>' % (self.prefix, at, quoted(code))
        block = pattern(rb"<P:numFmts~(?P<end>/?)>", self.prefix).search(masked(self.xml))
        if block is None:
            root = pattern(rb"<P:styleSheet~>", self.prefix).search(masked(self.xml))
            if root is None:
                raise Broken("styles")
            made = b'<%bnumFmts count="1">%b</%bnumFmts>' % (self.prefix, tag, self.prefix)
            self.xml = self.xml[: root.end()] + made + self.xml[root.end() :]
            return at
        if block["end"]:
            opened = block[0][:-2].rstrip() + b">" + tag + b"</%bnumFmts>" % self.prefix
            self.xml = self.xml[: block.start()] + opened + self.xml[block.end() :]
        else:
            self.xml = self.xml[: block.end()] + tag + self.xml[block.end() :]
        self._counted(rb"<P:numFmts~>", len(self._codes()))
        return at

    def _counted(self, wanted: bytes, count: int) -> None:
        found = pattern(wanted, self.prefix).search(masked(self.xml))
        if found and attribute(found[0], b"count") is not None:
            tag = with_attribute(found[0], b"count", str(count))
            self.xml = self.xml[: found.start()] + tag + self.xml[found.end() :]

    def _looks(self) -> list[bytes]:
        shadow = masked(self.xml)
        block = pattern(rb"<P:cellXfs~>.*?</P:cellXfs\s*>", self.prefix).search(shadow)
        found = pattern(LOOK, self.prefix).finditer(shadow, block.start(), block.end()) if block else ()
        return [self.xml[match.start() : match.end()] for match in found]

    def _codes(self) -> dict[int, str]:
        block = pattern(rb"<P:numFmts~>.*?</P:numFmts\s*>", self.prefix).search(masked(self.xml))
        tags = pattern(rb"<P:numFmt~/?>", self.prefix).findall(block[0]) if block else []
        return {number(tag, b"numFmtId") or 0: attribute(tag, b"formatCode") or "" for tag in tags}


def _marked(look: bytes) -> bytes:
    tag = _opening(look)
    return with_attribute(tag, b"quotePrefix", "1") + look[len(tag) :]


def _opening(look: bytes) -> bytes:
    return look.partition(b">")[0] + b">"
